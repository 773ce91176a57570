"""One node of the plan (a track, a bus, the master) over one run of frames.  Audio thread, or a worker beside it."""

import numpy as np

from daw.dsp.compiled import compiled
from daw.engine.event import post_event
from daw.engine.kernelcall import call_entry, fetch_add, load_acquire, record_at
from daw.engine.layout import (
    BOARD,
    CHUNK,
    DISK_LATE,
    EDGE,
    GAINS,
    INVALID,
    MONITOR_AUTO,
    MONITOR_ON,
    NODE,
    PLAN,
    READ_FRAMES,
    READER,
    ROLLING,
    SCRATCH_FRAMES,
    SIDE,
    SLOT,
    STREAM,
    STRIP,
    SUMS,
    offset,
)
from daw.engine.look import take_look
from daw.engine.samples import EXPONENT_INFINITE, clear_sums, copy, keep_sums, silence
from daw.engine.slot import reset, run_slot
from daw.engine.strip import RIGHT, add_edge, meter, meter_law, mix_input, place, read_disk, step_towards
from daw.kernelbuild import Entry

MONITOR_STEP = np.float32(0.125)  # hearing an input fades in and out over 8 cells
WRITTEN_OFFSET = offset(STREAM, "written")
INVALID_OFFSET = offset(BOARD, "invalid")
DISK_LATE_OFFSET = offset(BOARD, "disk_late")
CHUNK_BYTES = CHUNK.itemsize
EDGE_BYTES = EDGE.itemsize
NODE_BYTES = NODE.itemsize
SLOT_BYTES = SLOT.itemsize
READER_BYTES = READER.itemsize


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
def disk_ready(board_address, board, node, node_address, worker, frames):
    """Whether the strip's stream holds so many frames of the run; if not it is counted, reported and played as silence.

    Where no disk loop reads ahead, the stream is filled here.
    """
    if node.stream == 0 or board.state != ROLLING:
        return False
    stream = record_at(node.stream, STREAM)
    if board.fill_stream != 0 and not holds(stream, node, board, frames):
        reader = board.readers + READER_BYTES * worker
        take_look(board_address, board, record_at(reader, READER).look)
        call_entry(board.fill_stream, (board_address, reader, node_address, READ_FRAMES))
    if holds(stream, node, board, frames):
        return True
    if fetch_add(board_address + DISK_LATE_OFFSET, 1) % 64 == 0:
        post_event(board_address, board, DISK_LATE, board.device_frame + board.run_at, board.position, frames)
    return False


@compiled
def gather(board, plan, node, strip, x, sums, chunk, from_disk, from_input):
    """Fill the chunk at x with what the node hears: the nodes that feed it, its clips, its live input."""
    frames = chunk.frames
    if node.edge_count > 0:
        clear_sums(sums, 2 * frames)
        position = heard_at(board, chunk.at, node.latency_in)
        for e in range(node.first_edge, node.first_edge + node.edge_count):
            add_edge(board, plan, record_at(plan.edges + EDGE_BYTES * e, EDGE), x, sums, chunk, position)
        keep_sums(sums, x, 2 * frames)
    elif from_disk:
        read_disk(record_at(node.stream, STREAM), board.stream_frame + chunk.at, x, frames)
    else:
        silence(x, 2 * frames)
    if node.input_a >= 0:
        if chunk.starts_cell == 1:
            strip.input_from = strip.input_to
            strip.input_to = step_towards(strip.input_from, np.float32(1.0 if from_input else 0.0), MONITOR_STEP)
        if strip.input_from != 0.0 or strip.input_to != 0.0:
            mix_input(board, strip, node, x, chunk)


@compiled
def side_chain(board, plan, slot, x, sums, chunk):
    """Gather an effect's side-chain; returns its address, 0 when it has none of its own."""
    if slot.side_edge < 0:
        return 0
    clear_sums(sums, 2 * chunk.frames)
    position = heard_at(board, chunk.at, slot.latency_before)
    add_edge(board, plan, record_at(plan.edges + EDGE_BYTES * slot.side_edge, EDGE), x, sums, chunk, position)
    keep_sums(sums, x + SIDE, 2 * chunk.frames)
    return x + SIDE


@compiled
def silence_invalid(board_address, board, plan, node, strip, chunk):
    """A chunk that is not finite is not passed on: silence instead, and the strip's effects forget what they held."""
    for place_at in (node.post, node.pre):
        if place_at >= 0:
            left = plan.pool + 4 * (place_at + chunk.at)
            silence(left, chunk.frames)
            silence(left + RIGHT, chunk.frames)
    for k in range(node.first_slot, node.first_slot + node.slot_count):
        reset(record_at(plan.slots + SLOT_BYTES * k, SLOT))
    strip.invalid += 1
    fetch_add(board_address + INVALID_OFFSET, 1)
    if strip.invalid == 1:
        post_event(board_address, board, INVALID, board.device_frame + board.run_at, board.position, node.strip)


@compiled
def run_chunk(board, plan, node, strip, x, sums, chunk, from_disk, from_input):
    """Gather, effects, fader: one chunk of one node into its output; returns its magnitudes and energies, left and right."""
    gather(board, plan, node, strip, x, sums, chunk, from_disk, from_input)
    for k in range(node.first_slot, node.first_slot + node.slot_count):
        slot = record_at(plan.slots + SLOT_BYTES * k, SLOT)
        side = side_chain(board, plan, slot, x, sums, chunk)
        run_slot(board, plan, slot, x, side, chunk, heard_at(board, chunk.at, slot.latency_before))
    if node.pre >= 0:
        pre = plan.pool + 4 * (node.pre + chunk.at)
        copy(x, pre, chunk.frames)
        copy(x + 4 * chunk.frames, pre + RIGHT, chunk.frames)
    post = plan.pool + 4 * (node.post + chunk.at)
    return place(board, plan, strip, node, x, sums + GAINS, post, chunk, heard_at(board, chunk.at, node.latency_out))


@Entry
def run_node(board_address, plan_address, index, worker, stretch):
    """Process one stretch of the present run of one node, chunk by chunk, and meter its output."""
    board, plan = record_at(board_address, BOARD), record_at(plan_address, PLAN)
    x, sums = plan.pool + 4 * SCRATCH_FRAMES * worker, board.sums + 8 * SUMS * worker
    node_address = plan.nodes + NODE_BYTES * index
    node = record_at(node_address, NODE)
    strip = record_at(node.strip, STRIP)
    first = stretch * board.job_stretch_chunks
    last = min(first + board.job_stretch_chunks, board.job_chunks) - 1
    last_chunk = record_at(board.chunks + CHUNK_BYTES * last, CHUNK)
    end = last_chunk.at + last_chunk.frames
    from_disk = disk_ready(board_address, board, node, node_address, worker, end)
    from_input = wants_input(board, node)
    left, right = np.int32(0), np.int32(0)
    energy_left, energy_right = np.float32(0.0), np.float32(0.0)
    for c in range(first, last + 1):
        chunk = record_at(board.chunks + CHUNK_BYTES * c, CHUNK)
        chunk_left, chunk_right, square_left, square_right = run_chunk(board, plan, node, strip, x, sums, chunk, from_disk, from_input)
        if max(chunk_left, chunk_right) >= EXPONENT_INFINITE:
            silence_invalid(board_address, board, plan, node, strip, chunk)
            continue
        left, right = max(left, chunk_left), max(right, chunk_right)
        energy_left += square_left
        energy_right += square_right
    frames = end - record_at(board.chunks + CHUNK_BYTES * first, CHUNK).at
    fall, weight = meter_law(frames, board.sample_rate)
    meter(strip, 0, left, energy_left, frames, fall, weight)
    meter(strip, 1, right, energy_right, frames, fall, weight)
    return 0
