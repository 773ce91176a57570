"""The plan's tables as compiled code sees them during one run."""

from typing import Any, NamedTuple

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import array_at
from daw.engine.layout import BOARD, CHUNK, EDGE, ENVELOPE, MAX_CHUNKS, NODE, POINT, SLOT


class Tables(NamedTuple):
    """Views of the board and of one plan, passed down."""

    board: Any  # BOARD [1]
    board_address: Any
    nodes: Any
    edges: Any
    slots: Any
    envelopes: Any
    points: Any
    pool: Any  # address of the float32 pool: every node's output, planar stereo, and the workers' scratch
    chunks: Any


@compiled
def tables_of(board_address, board, plan):
    """Views of everything a plan consists of."""
    return Tables(
        array_at(board_address, BOARD, 1),
        board_address,
        array_at(plan.nodes, NODE, plan.node_count),
        array_at(plan.edges, EDGE, plan.edge_count),
        array_at(plan.slots, SLOT, plan.slot_count),
        array_at(plan.envelopes, ENVELOPE, plan.envelope_count),
        array_at(plan.points, POINT, plan.point_count),
        plan.pool,
        array_at(board.chunks, CHUNK, MAX_CHUNKS),
    )
