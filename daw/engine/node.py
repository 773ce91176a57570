"""One node of the plan (a track, a bus, the master) over one run of frames.  Audio thread, or a worker beside it."""

from typing import Any, NamedTuple

import numpy as np

from daw.dsp.compiled import compiled
from daw.engine.event import post_event
from daw.engine.kernelcall import call_entry, fetch_add, load_acquire, record_at
from daw.engine.layout import (
    BOARD,
    CELL_FRAMES,
    DISK_LATE,
    INVALID,
    MONITOR_AUTO,
    MONITOR_ON,
    NODE,
    PLAN,
    READ_FRAMES,
    READER,
    ROLLING,
    SCRATCH_FRAMES,
    STREAM,
    STRIP,
    SUMS,
    offset,
)
from daw.engine.look import take_look
from daw.engine.samples import EXPONENT_INFINITE, clear_sums, copy, keep_sums, silence
from daw.engine.slot import reset, run_slot
from daw.engine.strip import RIGHT, add_edge, meter, mix_input, place, read_disk, step_towards
from daw.engine.tables import tables_of
from daw.kernelbuild import Entry

MONITOR_STEP = np.float32(0.125)  # hearing an input fades in and out over 8 cells
WRITTEN_OFFSET = offset(STREAM, "written")
INVALID_OFFSET = offset(BOARD, "invalid")
DISK_LATE_OFFSET = offset(BOARD, "disk_late")
NODE_BYTES = NODE.itemsize
READER_BYTES = READER.itemsize


class Workspace(NamedTuple):
    """A worker's own memory for a chunk: addresses of planar stereo, float32 or (sums, values) float64."""

    x: Any
    delayed: Any
    dry: Any
    side: Any
    sums: Any
    values: Any


@compiled
def workspace(board, plan, worker):
    """The memory of one worker."""
    x = plan.pool + 4 * SCRATCH_FRAMES * worker
    sums = board.sums + 8 * SUMS * worker
    step = 8 * CELL_FRAMES
    return Workspace(x, x + step, x + 2 * step, x + 3 * step, sums, sums + 16 * CELL_FRAMES)


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
def holds(stream, node, board, frames):
    """Whether a stream holds the next `frames` of the present epoch."""
    return stream.epoch == board.epoch and load_acquire(node.stream + WRITTEN_OFFSET) >= board.stream_frame + frames


@compiled
def disk_ready(t, node, node_address, worker, frames):
    """Whether the strip's stream holds the whole run; if not it is counted, reported and played as silence.

    Where no disk loop reads ahead, the stream is filled here.
    """
    board = t.board[0]
    if node.stream == 0 or board.state != ROLLING:
        return False
    stream = record_at(node.stream, STREAM)
    if board.fill_stream != 0 and not holds(stream, node, board, frames):
        reader = board.readers + READER_BYTES * worker
        take_look(t.board_address, board, record_at(reader, READER).look)
        call_entry(board.fill_stream, (t.board_address, reader, node_address, READ_FRAMES))
    if holds(stream, node, board, frames):
        return True
    if fetch_add(t.board_address + DISK_LATE_OFFSET, 1) % 64 == 0:
        post_event(t.board_address, board, DISK_LATE, board.device_frame + board.run_at, board.position, frames)
    return False


@compiled
def gather(t, node, strip, w, chunk, from_disk, from_input):
    """Fill the chunk at w.x with what the node hears: the nodes that feed it, its clips, its live input."""
    frames = chunk.frames
    if node.edge_count > 0:
        clear_sums(w.sums, 2 * frames)
        position = heard_at(t.board[0], chunk.at, node.latency_in)
        for e in range(node.first_edge, node.first_edge + node.edge_count):
            add_edge(t, t.edges[e], w, chunk, position)
        keep_sums(w.sums, w.x, 2 * frames)
    elif from_disk:
        stream = record_at(node.stream, STREAM)
        read_disk(stream, t.board[0].stream_frame + chunk.at, w.x, frames)
    else:
        silence(w.x, 2 * frames)
    if node.input_a >= 0:
        if chunk.starts_cell == 1:
            strip.input_from = strip.input_to
            strip.input_to = step_towards(strip.input_from, np.float32(1.0 if from_input else 0.0), MONITOR_STEP)
        if strip.input_from != 0.0 or strip.input_to != 0.0:
            mix_input(t, strip, node, w, chunk)


@compiled
def side_chain(t, slot, w, chunk):
    """Gather an effect's side-chain at w.side; 0 when it has none of its own."""
    if slot.side_edge < 0:
        return 0
    clear_sums(w.sums, 2 * chunk.frames)
    add_edge(t, t.edges[slot.side_edge], w, chunk, heard_at(t.board[0], chunk.at, slot.latency_before))
    keep_sums(w.sums, w.side, 2 * chunk.frames)
    return w.side


@compiled
def silence_invalid(t, node, strip, chunk):
    """A chunk that is not finite is not passed on: silence instead, and the strip's effects forget what they held."""
    for place_at in (node.post, node.pre):
        if place_at >= 0:
            left = t.pool + 4 * (place_at + chunk.at)
            silence(left, chunk.frames)
            silence(left + RIGHT, chunk.frames)
    for k in range(node.first_slot, node.first_slot + node.slot_count):
        reset(t.slots[k])
    strip.invalid += 1
    fetch_add(t.board_address + INVALID_OFFSET, 1)
    if strip.invalid == 1:
        post_event(t.board_address, t.board[0], INVALID, t.board[0].device_frame + t.board[0].run_at, t.board[0].position, node.strip)


@compiled
def run_chunk(t, node, strip, w, chunk, from_disk, from_input):
    """Gather, effects, fader: one chunk of one node into its output; returns its magnitudes and energies, left and right."""
    gather(t, node, strip, w, chunk, from_disk, from_input)
    for k in range(node.first_slot, node.first_slot + node.slot_count):
        slot = t.slots[k]
        side = side_chain(t, slot, w, chunk)
        run_slot(t, slot, w.x, side, w.dry, chunk, heard_at(t.board[0], chunk.at, slot.latency_before))
    if node.pre >= 0:
        pre = t.pool + 4 * (node.pre + chunk.at)
        copy(w.x, pre, chunk.frames)
        copy(w.x + 4 * chunk.frames, pre + RIGHT, chunk.frames)
    post = t.pool + 4 * (node.post + chunk.at)
    return place(t, strip, node, w, post, chunk, heard_at(t.board[0], chunk.at, node.latency_out))


@Entry
def run_node(board_address, plan_address, index, worker):
    """Process the present run of one node, chunk by chunk, and meter its output."""
    board = record_at(board_address, BOARD)
    plan = record_at(plan_address, PLAN)
    t = tables_of(board_address, board, plan)
    w = workspace(board, plan, worker)
    node = t.nodes[index]
    strip = record_at(node.strip, STRIP)
    from_disk = disk_ready(t, node, plan.nodes + NODE_BYTES * index, worker, board.job_frames)
    from_input = wants_input(board, node)
    left, right = np.int32(0), np.int32(0)
    energy_left, energy_right = np.float32(0.0), np.float32(0.0)
    for c in range(board.job_chunks):
        chunk = t.chunks[c]
        chunk_left, chunk_right, square_left, square_right = run_chunk(t, node, strip, w, chunk, from_disk, from_input)
        if max(chunk_left, chunk_right) >= EXPONENT_INFINITE:
            silence_invalid(t, node, strip, chunk)
            continue
        left, right = max(left, chunk_left), max(right, chunk_right)
        energy_left += square_left
        energy_right += square_right
    meter(board, strip, 0, left, energy_left)
    meter(board, strip, 1, right, energy_right)
    return 0
