"""One node of the plan (a track, a bus, the master) over one run of frames.  Audio thread, or a worker beside it."""

import numpy as np
from numba import carray

from daw.dsp.compiled import compiled
from daw.engine.event import post_event
from daw.engine.kernelcall import fetch_add, load_acquire, pointer_to
from daw.engine.layout import (
    BOARD,
    CELL_FRAMES,
    DISK_LATE,
    INVALID,
    MONITOR_AUTO,
    MONITOR_ON,
    ROLLING,
    STREAM,
    STRIP,
    offset,
)
from daw.engine.slot import reset, run_slot
from daw.engine.strip import (
    EXPONENT_INFINITE,
    MONITOR_STEP,
    add_edge,
    energy,
    magnitude_bits,
    meter,
    mix_input,
    place,
    read_disk,
    step_towards,
)

SCRATCH_FRAMES = 8 * CELL_FRAMES  # of a worker: the chunk, a delay line's output, a dry copy, a side-chain; stereo each
WRITTEN_OFFSET = offset(STREAM, "written")
INVALID_OFFSET = offset(BOARD, "invalid")
DISK_LATE_OFFSET = offset(BOARD, "disk_late")


@compiled
def heard_at(board, at, latency):
    """Session frame of the audio that now reaches a place `latency` frames down the chain; looks back across the loop's seam."""
    frame = board.position + at - latency
    if board.wrapped == 1 and board.loop_on == 1 and frame < board.loop_start:
        frame += board.loop_end - board.loop_start
    return frame


@compiled
def wants_input(board, node):
    """Whether the strip's monitor lets the live input through now."""
    if board.hear_inputs == 0 or node.input_a < 0:
        return False
    if node.monitor == MONITOR_ON:
        return True
    if node.monitor != MONITOR_AUTO or node.armed == 0:
        return False
    if board.state != ROLLING:
        return True
    punched_in = board.punch_on == 0 or board.punch_start <= board.position < board.punch_end
    return board.recording == 1 and punched_in


@compiled
def disk_ready(t, node, frames):
    """Whether the strip's stream holds the whole run; if not it is counted, reported and played as silence."""
    board = t.board[0]
    if node.stream == 0 or board.state != ROLLING:
        return False
    stream = carray(pointer_to(node.stream, STREAM), 1)[0]
    if stream.epoch == board.epoch and load_acquire(node.stream + WRITTEN_OFFSET) >= board.stream_frame + frames:
        return True
    if fetch_add(t.board_address + DISK_LATE_OFFSET, 1) % 64 == 0:
        post_event(t.board_address, board, DISK_LATE, board.device_frame + board.run_at, board.position, frames)
    return False


@compiled
def gather(t, node, strip, sums, x, chunk, from_disk, from_input):
    """Fill the chunk at `x` with what the node hears: the nodes that feed it, its clips, its live input."""
    pool = t.pool
    frames = chunk.frames
    if node.edge_count > 0:
        for k in range(2 * frames):
            sums[k] = 0.0
        position = heard_at(t.board[0], chunk.at, node.latency_in)
        for e in range(node.first_edge, node.first_edge + node.edge_count):
            add_edge(t, t.edges[e], sums, x + 2 * CELL_FRAMES, chunk, position)
        for k in range(2 * frames):
            pool[x + k] = np.float32(sums[k])
    elif from_disk:
        stream = carray(pointer_to(node.stream, STREAM), 1)[0]
        read_disk(stream, t.board[0].stream_frame + chunk.at, pool, x, frames)
    else:
        for k in range(2 * frames):
            pool[x + k] = np.float32(0.0)
    if node.input_a >= 0:
        if chunk.starts_cell == 1:
            strip.input_from = strip.input_to
            strip.input_to = step_towards(strip.input_from, np.float32(1.0 if from_input else 0.0), MONITOR_STEP)
        if strip.input_from != 0.0 or strip.input_to != 0.0:
            mix_input(t, strip, node, x, chunk)


@compiled
def side_chain(t, slot, sums, x, side, chunk):
    """Gather an effect's side-chain at `side`; -1 when it has none of its own."""
    if slot.side_edge < 0:
        return -1
    for k in range(2 * chunk.frames):
        sums[k] = 0.0
    position = heard_at(t.board[0], chunk.at, slot.latency_before)
    add_edge(t, t.edges[slot.side_edge], sums, x + 2 * CELL_FRAMES, chunk, position)
    for k in range(2 * chunk.frames):
        t.pool[side + k] = np.float32(sums[k])
    return side


@compiled
def silence_invalid(t, node, strip, chunk):
    """A chunk that is not finite is not passed on: silence instead, and the strip's effects forget what they held."""
    for k in range(chunk.at, chunk.at + chunk.frames):
        t.pool[node.post + k] = np.float32(0.0)
        t.pool[node.post + t.stride + k] = np.float32(0.0)
        if node.pre >= 0:
            t.pool[node.pre + k] = np.float32(0.0)
            t.pool[node.pre + t.stride + k] = np.float32(0.0)
    for k in range(node.first_slot, node.first_slot + node.slot_count):
        reset(t.slots[k])
    strip.invalid += 1
    fetch_add(t.board_address + INVALID_OFFSET, 1)
    if strip.invalid == 1:
        post_event(t.board_address, t.board[0], INVALID, t.board[0].device_frame + t.board[0].run_at, t.board[0].position, node.strip)


@compiled
def run_chunk(t, node, strip, sums, x, chunk, from_disk, from_input):
    """Gather, effects, fader: one chunk of one node into its output."""
    gather(t, node, strip, sums, x, chunk, from_disk, from_input)
    for k in range(node.first_slot, node.first_slot + node.slot_count):
        slot = t.slots[k]
        side = side_chain(t, slot, sums, x, x + 6 * CELL_FRAMES, chunk)
        run_slot(t, slot, x, side, x + 4 * CELL_FRAMES, chunk, heard_at(t.board[0], chunk.at, slot.latency_before))
    if node.pre >= 0:
        for k in range(chunk.frames):
            t.pool[node.pre + chunk.at + k] = t.pool[x + k]
            t.pool[node.pre + t.stride + chunk.at + k] = t.pool[x + chunk.frames + k]
    place(t, strip, node, x, node.post + chunk.at, chunk, heard_at(t.board[0], chunk.at, node.latency_out))


@compiled
def run_node(t, index, sums, x, chunk_count, frames):
    """Process `frames` frames of one node, chunk by chunk, and meter its output.

    sums : float64, 2 * 64, this worker's
    x : offset of this worker's scratch in the pool
    """
    node = t.nodes[index]
    strip = carray(pointer_to(node.strip, STRIP), 1)[0]
    from_disk = disk_ready(t, node, frames)
    from_input = wants_input(t.board[0], node)
    left = np.int32(0)
    right = np.int32(0)
    square_left = np.float32(0.0)
    square_right = np.float32(0.0)
    for c in range(chunk_count):
        chunk = t.chunks[c]
        run_chunk(t, node, strip, sums, x, chunk, from_disk, from_input)
        post = node.post + chunk.at
        chunk_left = magnitude_bits(t.bits, post, chunk.frames)
        chunk_right = magnitude_bits(t.bits, post + t.stride, chunk.frames)
        if max(chunk_left, chunk_right) >= EXPONENT_INFINITE:
            silence_invalid(t, node, strip, chunk)
            continue
        left = max(left, chunk_left)
        right = max(right, chunk_right)
        square_left += energy(t.pool, post, chunk.frames)
        square_right += energy(t.pool, post + t.stride, chunk.frames)
    t.bits[x] = left
    t.bits[x + 1] = right
    meter(strip, t.pool[x], square_left, 0, frames, t.board[0].sample_rate)
    meter(strip, t.pool[x + 1], square_right, 1, frames, t.board[0].sample_rate)
