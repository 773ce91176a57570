"""The plan's tables as compiled code sees them during one run."""

import math
from typing import Any, NamedTuple

import numpy as np
from numba import carray

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import pointer_to
from daw.engine.layout import BOARD, CELL_FRAMES, CHUNK, EDGE, ENVELOPE, MAX_CHUNKS, NODE, POINT, SLOT, STRIDE_FRAMES

GLIDE_S = 0.010  # time constant of a parameter on its way to a value set by hand
GAIN_GLIDE_S = 0.008


class Tables(NamedTuple):
    """Views of the board and of one plan, made once a block and passed down."""

    board: Any  # BOARD [1]
    board_address: Any
    nodes: Any
    edges: Any
    slots: Any
    envelopes: Any
    points: Any
    pool: Any  # float32: every node's output, planar stereo, and the workers' scratch
    bits: Any  # the same memory as int32
    pool_address: Any
    stride: Any  # distance between left and right of a node's output
    chunks: Any
    capture: Any  # float32, flat: inputs one after the other
    glide: Any  # share of the way a parameter goes in one cell
    gain_glide: Any  # the same for gains


@compiled
def tables_of(board_address, board, plan):
    """Views of everything a plan consists of."""
    pool = carray(pointer_to(plan.pool, np.float32), plan.pool_frames)
    bits = carray(pointer_to(plan.pool, np.int32), plan.pool_frames)
    return Tables(
        carray(pointer_to(board_address, BOARD), 1),
        board_address,
        carray(pointer_to(plan.nodes, NODE), plan.node_count),
        carray(pointer_to(plan.edges, EDGE), plan.edge_count),
        carray(pointer_to(plan.slots, SLOT), plan.slot_count),
        carray(pointer_to(plan.envelopes, ENVELOPE), plan.envelope_count),
        carray(pointer_to(plan.points, POINT), plan.point_count),
        pool,
        bits,
        plan.pool,
        STRIDE_FRAMES,
        carray(pointer_to(board.chunks, CHUNK), MAX_CHUNKS),
        carray(pointer_to(board.capture, np.float32), board.input_count * board.capture_frames),
        1.0 - math.exp(-CELL_FRAMES / (GLIDE_S * board.sample_rate)),
        1.0 - math.exp(-CELL_FRAMES / (GAIN_GLIDE_S * board.sample_rate)),
    )
