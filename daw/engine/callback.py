"""THE real-time file: `process_block`, the one way to make sound, and PortAudio's way in.

Live playback, the null device, bounce, stems, tests and benchmarks all call `process_block`.  It never takes the interpreter lock,
allocates, locks, raises or waits.
"""

import numpy as np
from numba import types

from daw.dsp.compiled import compiled
from daw.dsp.loudness import LOUDNESS_STATE, accumulate_rt
from daw.dsp.truepeak import TRUE_PEAK_STATE, true_peak_rt
from daw.engine.event import post_event
from daw.engine.kernelcall import array_at, call_entry, flush_to_zero, load_acquire, matrix_at, record_at, restore_denormals, store_release
from daw.engine.layout import (
    BOARD,
    CELL_FRAMES,
    CHUNK,
    HOP_SLOTS,
    MAX_BLOCK_FRAMES,
    MAX_CHUNKS,
    NODE,
    PLAN,
    PORT,
    ROLLING,
    STRIDE_FRAMES,
    WAITING,
    XRUN,
    offset,
)
from daw.engine.output import add_click, add_probe, capture_inputs, write_outputs
from daw.engine.samples import silence
from daw.engine.system import now_ns
from daw.engine.transport import advance, run_length, start_if_ready, take_commands
from daw.engine.worker import run_nodes
from daw.kernelbuild import Entry

PLAN_OFFSET = offset(BOARD, "plan")
SEEN_OFFSET = offset(BOARD, "seen")
DEVICE_FRAME_OFFSET = offset(BOARD, "device_frame")
BEAT_OFFSET = offset(BOARD, "beat")
XRUN_FLAGS = 1 | 2 | 4  # PaStreamCallbackFlags: input underflow, input overflow, output underflow
CLOCK_OFFSET = offset(BOARD, "clock_scratch")


@compiled
def cut_chunks(board, chunks, frames):
    """Cut a run into chunks that end at multiples of 64 on the session clock; returns their number.

    While the song does not roll, the device's clock serves instead.
    """
    clock = board.position if board.state == ROLLING else board.device_frame + board.run_at
    count = 0
    at = 0
    while at < frames:
        here = clock + at
        chunk = chunks[count]
        chunk.starts_cell = 0
        if board.fresh == 1 or here >= board.cell_start + board.cell_frames:
            board.fresh = 0
            board.cell_start = here
            board.cell_frames = CELL_FRAMES - here % CELL_FRAMES
            chunk.starts_cell = 1
        chunk.at = at
        chunk.cell_at = here - board.cell_start
        chunk.cell_frames = board.cell_frames
        chunk.frames = min(frames - at, board.cell_frames - chunk.cell_at)
        at += chunk.frames
        count += 1
    return count


@compiled
def run(board_address, board, plan_address, plan, frames):
    """Process `frames` frames of the whole plan, and measure the master."""
    board.job_frames = frames
    board.job_chunks = cut_chunks(board, array_at(board.chunks, CHUNK, MAX_CHUNKS), frames)
    run_nodes(board_address, board, plan_address, plan)
    if board.state == ROLLING and board.metering == 1:
        master = matrix_at(master_output(plan), np.float32, 2, STRIDE_FRAMES)
        hops = array_at(board.hops, np.float64, HOP_SLOTS)
        accumulate_rt(record_at(board.loudness, LOUDNESS_STATE), master, frames, hops)
        true_peak_rt(record_at(board.true_peak, TRUE_PEAK_STATE), master, frames)


@compiled
def master_output(plan):
    """Address of what the master has put out, planar stereo."""
    return plan.pool + 4 * array_at(plan.nodes, NODE, plan.node_count)[plan.master].post


@compiled
def run_block(board_address, board, plan_address, plan, outputs, channels, frames):
    """The block as runs that nothing interrupts: no jump of the position, no change of the transport."""
    at = 0
    while at < frames:
        board.run_at = at
        start_if_ready(board_address, board, at)
        length = run_length(board, min(frames - at, MAX_BLOCK_FRAMES))
        if board.state == WAITING and board.resetting == 1:
            silence(outputs + 4 * at * channels, length * channels)  # the disk loop is resetting the effects
        else:
            run(board_address, board, plan_address, plan, length)
            write_outputs(board, master_output(plan), outputs, channels, at, length)
            add_click(board, plan, outputs, channels, at, length)
        at += length
        advance(board_address, board, at, length)


@Entry
def process_block(board_address, inputs, input_channels, outputs, output_channels, frames):
    """Process one block: interleaved float32 inputs (address 0: none) to interleaved float32 outputs, both at addresses."""
    denormals = flush_to_zero()
    board = record_at(board_address, BOARD)
    plan_address = load_acquire(board_address + PLAN_OFFSET)
    take_commands(board_address, board)
    if inputs != 0 and board.input_count > 0:
        capture_inputs(board_address, board, inputs, input_channels, frames)
    if plan_address == 0:
        silence(outputs, frames * output_channels)
    else:
        plan = record_at(plan_address, PLAN)
        run_block(board_address, board, plan_address, plan, outputs, output_channels, frames)
        store_release(board_address + SEEN_OFFSET, plan.generation)
    if board.probe != 0:
        add_probe(board, outputs, output_channels, frames)
    board.blocks += 1
    store_release(board_address + DEVICE_FRAME_OFFSET, board.device_frame + frames)
    restore_denormals(denormals)
    return 0


@compiled
def account(board, board_address, begun, frames, flags):
    """Keep the books of a device's block: load, gaps, dropouts the device reported."""
    period_ns = 1e9 * frames / board.sample_rate
    load = (now_ns(board_address + CLOCK_OFFSET) - begun) / period_ns
    board.load += 0.05 * (load - board.load)
    board.worst_load = max(board.worst_load, load)
    if board.last_block_ns > 0:
        board.worst_gap_ns = max(board.worst_gap_ns, begun - board.last_block_ns)
    board.last_block_ns = begun
    if flags & XRUN_FLAGS != 0 and board.blocks > 1:
        board.xruns += 1
        post_event(board_address, board, XRUN, board.device_frame, board.position, flags)


@compiled
def device_block(board_address, inputs, input_channels, outputs, output_channels, frames, flags):
    """One block of a device: sound, then accounts."""
    board = record_at(board_address, BOARD)
    begun = now_ns(board_address + CLOCK_OFFSET)
    call_entry(board.process_block, (board_address, inputs, input_channels, outputs, output_channels, frames))
    account(board, board_address, begun, frames, flags)
    store_release(board_address + BEAT_OFFSET, board.blocks)


def portaudio_callback(inputs, outputs, frames, _times, flags, port_address):
    """PaStreamCallback: pointers arrive as int64, which the platforms' C conventions pass alike.  Always returns paContinue."""
    port = record_at(port_address, PORT)
    device_block(port.board, inputs, port.input_channels, outputs, port.output_channels, np.int64(frames), np.int64(flags))
    return 0


PA_SIGNATURE = types.int32(types.int64, types.int64, types.uint64, types.int64, types.uint64, types.int64)
portaudio_entry = Entry(portaudio_callback, PA_SIGNATURE)
