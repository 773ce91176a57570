"""The disk loop: one thread, without the interpreter lock, that keeps every stream ahead and brings every recording to disk."""

import numpy as np

from daw.audio.pcm import CODE_BYTES, encode
from daw.audio.wavpatch import patch_header_rt
from daw.dsp.compiled import compiled
from daw.engine.kernelcall import array_at, call_entry, flush_to_zero, load_acquire, matrix_at, record_at, store_release
from daw.engine.layout import (
    BOARD,
    DISK,
    FEED,
    MAX_RECORDS,
    NODE,
    PLAN,
    RAW_BYTES,
    READ_FRAMES,
    READER,
    RECORD_FILE,
    SLOT,
    STREAM,
    STRIP,
    offset,
)
from daw.engine.look import take_look
from daw.engine.samples import get_ring, silence
from daw.engine.slot import reset
from daw.engine.stream import PLANAR_OFFSET, RAW_OFFSET
from daw.engine.system import fdatasync, last_error, now_ns, pwrite, sleep_ns
from daw.kernelbuild import Entry

CODE_BYTES_ARRAY = np.array(CODE_BYTES)
START_FRAMES = 8192  # a stream this far ahead may start
FILL_FRAMES = 16384  # given to one stream before the next one's turn
IDLE_NS = 4_000_000
SYNC_NS = 500_000_000  # what a loss of power may cost
FREE, RECORDING, FINISHED, FAILED, EXPECTING = 0, 1, 2, 3, 4
PLAN_OFFSET = offset(BOARD, "plan")
READY_OFFSET = offset(BOARD, "ready_epoch")
DISK_SEEN_OFFSET = offset(BOARD, "disk_seen")
DEVICE_FRAME_OFFSET = offset(BOARD, "device_frame")
STOP_OFFSET = offset(BOARD, "stream_stop")
RECORD_BYTES = RECORD_FILE.itemsize
ROLLED_OFFSET = offset(BOARD, "rolled_epoch")
ACTIVE_OFFSET = offset(RECORD_FILE, "active")
CLOCK_OFFSET = offset(DISK, "clock_scratch")
NODE_BYTES = NODE.itemsize


@compiled
def forget(plan):
    """Reset every effect, fader and delay line: the song starts as it does in a bounce."""
    slots = array_at(plan.slots, SLOT, plan.slot_count)
    for k in range(plan.slot_count):
        reset(slots[k])
    feeds = array_at(plan.feeds, np.int64, plan.edge_count)
    for k in range(plan.edge_count):
        feed = record_at(feeds[k], FEED)
        feed.started = 0
        feed.ring_index = 0
        silence(feed.ring, 2 * feed.ring_frames)
    nodes = array_at(plan.nodes, NODE, plan.node_count)
    for k in range(plan.node_count):
        record_at(nodes[k].strip, STRIP).started = 0


@compiled
def fill_streams(board_address, disk, plan, look, most):
    """Give every stream its turn; returns the frames written and how far the hindmost is ahead."""
    nodes = array_at(plan.nodes, NODE, plan.node_count)
    total = 0
    hindmost = np.int64(1) << 60
    for k in range(plan.node_count):
        if nodes[k].stream == 0:
            continue
        total += call_entry(disk.fill_stream, (board_address, disk.reader, plan.nodes + NODE_BYTES * k, most))
        stream = record_at(nodes[k].stream, STREAM)
        hindmost = min(hindmost, stream.written - look.stream_frame)
    return total, hindmost


@Entry
def play_pass(board_address, disk_address):
    """One round for playback; returns 1 when there is more to do at once.

    Where the streams are filled by those who play them, only a start from silence is prepared.
    """
    board = record_at(board_address, BOARD)
    disk = record_at(disk_address, DISK)
    look = record_at(disk.reader, READER).look
    plan_address = load_acquire(board_address + PLAN_OFFSET)
    if plan_address == 0 or not take_look(board_address, board, look):
        return 1 if plan_address != 0 else 0
    plan = record_at(plan_address, PLAN)
    if look.resetting == 1 and disk.reset_epoch != look.epoch:
        forget(plan)
        disk.reset_epoch = look.epoch
    waiting = load_acquire(board_address + READY_OFFSET) != look.epoch
    total, hindmost = 0, START_FRAMES
    if board.fill_stream == 0:
        total, hindmost = fill_streams(board_address, disk, plan, look, START_FRAMES if waiting else FILL_FRAMES)
    if waiting and hindmost >= START_FRAMES:
        store_release(board_address + READY_OFFSET, look.epoch)
    store_release(board_address + DISK_SEEN_OFFSET, plan.generation)
    return 1 if total > 0 else 0


@compiled
def write_audio(board, file, disk, frames):
    """Append `frames` to a recording; False, with errno kept, when the disk does not take them."""
    size = board.capture_frames
    raw, planar = disk.reader + RAW_OFFSET, disk.reader + PLANAR_OFFSET
    for c in range(file.channels):
        row = board.capture + 4 * (file.input_a if c == 0 else file.input_b) * size
        get_ring(row, size, file.next_frame % size, planar + 4 * c * READ_FRAMES, frames)
    x = matrix_at(planar, np.float32, 2, READ_FRAMES)
    encode(x, 0, file.format, file.channels, frames, array_at(raw, np.uint8, RAW_BYTES), 0)
    byte_count = frames * file.channels * CODE_BYTES_ARRAY[file.format]
    if pwrite(np.int32(file.fd), raw, byte_count, file.header_bytes + file.data_bytes) != byte_count:
        file.error = last_error()
        return False
    file.data_bytes += byte_count
    file.next_frame += frames
    return True


@compiled
def write_header(file, disk):
    """Make the header say what the file holds, so that it is whole whatever happens next."""
    header = array_at(file.header, np.uint8, file.header_bytes)
    patch_header_rt(header, file.data_bytes)
    if file.data_bytes % 2 == 1:
        raw = disk.reader + RAW_OFFSET
        array_at(raw, np.uint8, 1)[0] = 0
        if pwrite(np.int32(file.fd), raw, 1, file.header_bytes + file.data_bytes) != 1:
            file.error = last_error()
    if pwrite(np.int32(file.fd), file.header, file.header_bytes, 0) != file.header_bytes:
        file.error = last_error()


@compiled
def drain(board, file, disk_address, disk, file_address, written):
    """Bring one recording up to the inputs captured so far."""
    behind = written - file.next_frame
    keep = board.capture_frames - READ_FRAMES
    if behind > keep:  # overwritten before it could be saved: hold the place with what is there now
        file.lost += behind - keep
    end = min(written, file.end_frame)
    before = file.data_bytes
    while file.next_frame < end:
        if not write_audio(board, file, disk, min(end - file.next_frame, READ_FRAMES)):
            break
    if file.data_bytes != before:
        write_header(file, disk)
    now = now_ns(disk_address + CLOCK_OFFSET)
    done = file.next_frame >= file.end_frame
    if done or file.error != 0 or now - file.synced_ns > SYNC_NS:
        file.synced_ns = now
        fdatasync(np.int32(file.fd))
    if file.error != 0:
        store_release(file_address + ACTIVE_OFFSET, FAILED)
    elif done:
        store_release(file_address + ACTIVE_OFFSET, FINISHED)


@compiled
def begin(board_address, board, file, file_address):
    """Start a recording at the very frame that answers the first frame of the song."""
    if load_acquire(board_address + ROLLED_OFFSET) == file.epoch:
        file.start_frame = board.rolled_frame + file.delay_frames
        file.next_frame = file.start_frame
        store_release(file_address + ACTIVE_OFFSET, RECORDING)


@Entry
def record_pass(board_address, disk_address):
    """One round for every recording."""
    board = record_at(board_address, BOARD)
    disk = record_at(disk_address, DISK)
    files = array_at(disk.records, RECORD_FILE, MAX_RECORDS)
    for k in range(MAX_RECORDS):
        place = disk.records + k * RECORD_BYTES
        if load_acquire(place + ACTIVE_OFFSET) == EXPECTING:
            begin(board_address, board, files[k], place)
        if load_acquire(place + ACTIVE_OFFSET) == RECORDING:
            drain(board, files[k], disk_address, disk, place, load_acquire(board_address + DEVICE_FRAME_OFFSET))
    return 0


@Entry
def disk_loop(board_address, disk_address):
    """The thread's whole life, until the engine closes."""
    flush_to_zero()
    board = record_at(board_address, BOARD)
    disk = record_at(disk_address, DISK)
    while load_acquire(board_address + STOP_OFFSET) == 0:
        busy = call_entry(disk.play_pass, (board_address, disk_address))
        call_entry(disk.record_pass, (board_address, disk_address))
        board.disk_beats += 1
        if busy == 0:
            sleep_ns(IDLE_NS, disk_address + CLOCK_OFFSET)
    call_entry(disk.record_pass, (board_address, disk_address))
    return 0
