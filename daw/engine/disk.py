"""The disk loop: one thread, without the interpreter lock, that keeps every stream ahead and brings every recording to disk."""

import numpy as np
from numba import carray

from daw.audio.pcm import CODE_BYTES, encode
from daw.audio.wavpatch import patch_header_rt
from daw.dsp.compiled import compiled
from daw.engine.kernelcall import fence, load_acquire, pointer_to, store_release
from daw.engine.layout import (
    BOARD,
    DISK,
    DISK_FRAMES,
    FEED,
    LOOK,
    MAX_RECORDS,
    NODE,
    PLAN,
    RECORD_FILE,
    SLOT,
    STREAM,
    STRIP,
    WAITING,
    offset,
)
from daw.engine.slot import reset
from daw.engine.stream import fill, rewind
from daw.engine.system import fdatasync, last_error, now_ns, pwrite, sleep_ns

CODE_BYTES_ARRAY = np.array(CODE_BYTES)
START_FRAMES = 8192  # a stream this far ahead may start
FILL_FRAMES = 16384  # given to one stream before the next one's turn
IDLE_NS = 4_000_000
SYNC_NS = 500_000_000  # what a loss of power may cost
FREE, RECORDING, FINISHED, FAILED, EXPECTING = 0, 1, 2, 3, 4
PLAN_OFFSET = offset(BOARD, "plan")
SEQUENCE_OFFSET = offset(BOARD, "look_sequence")
READY_OFFSET = offset(BOARD, "ready_epoch")
DISK_SEEN_OFFSET = offset(BOARD, "disk_seen")
DEVICE_FRAME_OFFSET = offset(BOARD, "device_frame")
STOP_OFFSET = offset(BOARD, "stream_stop")
RECORD_BYTES = RECORD_FILE.itemsize
ROLLED_OFFSET = offset(BOARD, "rolled_epoch")
ACTIVE_OFFSET = offset(RECORD_FILE, "active")


@compiled
def take_look(board_address, board, look):
    """A consistent copy of where the transport is; False when it is being changed at this moment."""
    before = load_acquire(board_address + SEQUENCE_OFFSET)
    if before % 2 == 1:
        return False
    look.epoch = board.epoch
    look.epoch_position = board.epoch_position
    look.stream_frame = board.stream_frame
    look.position = board.position
    look.loop_on = board.loop_on
    look.loop_start = board.loop_start
    look.loop_end = board.loop_end
    look.loop_version = board.loop_version
    look.resetting = 1 if board.state == WAITING and board.resetting == 1 else 0
    fence()
    return load_acquire(board_address + SEQUENCE_OFFSET) == before


@compiled
def forget(plan):
    """Reset every effect, fader and delay line: the song starts as it does in a bounce."""
    slots = carray(pointer_to(plan.slots, SLOT), plan.slot_count)
    for k in range(plan.slot_count):
        reset(slots[k])
    feeds = carray(pointer_to(plan.feeds, np.int64), plan.edge_count)
    for k in range(plan.edge_count):
        feed = carray(pointer_to(feeds[k], FEED), 1)[0]
        feed.started = 0
        feed.ring_index = 0
        ring = carray(pointer_to(feed.ring, np.float32), 2 * feed.ring_frames)
        for n in range(2 * feed.ring_frames):
            ring[n] = np.float32(0.0)
    nodes = carray(pointer_to(plan.nodes, NODE), plan.node_count)
    for k in range(plan.node_count):
        carray(pointer_to(nodes[k].strip, STRIP), 1)[0].started = 0


@compiled
def fill_streams(disk, plan, look, sample_rate, most):
    """Give every stream its turn; returns the frames written and how far the hindmost is ahead."""
    nodes = carray(pointer_to(plan.nodes, NODE), plan.node_count)
    total = 0
    hindmost = np.int64(1) << 60
    for k in range(plan.node_count):
        node = nodes[k]
        if node.stream == 0:
            continue
        stream = carray(pointer_to(node.stream, STREAM), 1)[0]
        rewind(node, stream, look, sample_rate)
        total += fill(disk, node, stream, look, most)
        hindmost = min(hindmost, stream.written - look.stream_frame)
    return total, hindmost


@compiled
def play_pass(board_address, board, disk, look):
    """One round for playback; returns whether there is more to do at once."""
    plan_address = load_acquire(board_address + PLAN_OFFSET)
    if plan_address == 0 or not take_look(board_address, board, look):
        return plan_address != 0
    plan = carray(pointer_to(plan_address, PLAN), 1)[0]
    if look.resetting == 1 and disk.reset_epoch != look.epoch:
        forget(plan)
        disk.reset_epoch = look.epoch
    waiting = load_acquire(board_address + READY_OFFSET) != look.epoch
    total, hindmost = fill_streams(disk, plan, look, board.sample_rate, START_FRAMES if waiting else FILL_FRAMES)
    if waiting and hindmost >= START_FRAMES:
        store_release(board_address + READY_OFFSET, look.epoch)
    store_release(board_address + DISK_SEEN_OFFSET, plan.generation)
    return total > 0


@compiled
def copy_capture(board, file, disk, frames):
    """The next `frames` of a recording's inputs, planar, from the capture."""
    capture = carray(pointer_to(board.capture, np.float32), board.input_count * board.capture_frames)
    for c in range(file.channels):
        row = (file.input_a if c == 0 else file.input_b) * board.capture_frames
        index = file.next_frame % board.capture_frames
        for k in range(frames):
            disk.planar[c, k] = capture[row + index]
            index += 1
            if index == board.capture_frames:
                index = 0


@compiled
def write_audio(board, file, disk, frames):
    """Append `frames` to a recording; False, with errno kept, when the disk does not take them."""
    copy_capture(board, file, disk, frames)
    size = frames * file.channels * CODE_BYTES_ARRAY[file.format]
    encode(disk.planar, 0, file.format, file.channels, frames, disk.raw, 0)
    if pwrite(np.int32(file.fd), disk.raw.ctypes.data, size, file.header_bytes + file.data_bytes) != size:
        file.error = last_error()
        return False
    file.data_bytes += size
    file.next_frame += frames
    return True


@compiled
def write_header(file, disk):
    """Make the header say what the file holds, so that it is whole whatever happens next."""
    header = carray(pointer_to(file.header, np.uint8), file.header_bytes)
    patch_header_rt(header, file.data_bytes)
    if file.data_bytes % 2 == 1:
        disk.raw[0] = 0
        if pwrite(np.int32(file.fd), disk.raw.ctypes.data, 1, file.header_bytes + file.data_bytes) != 1:
            file.error = last_error()
    if pwrite(np.int32(file.fd), file.header, file.header_bytes, 0) != file.header_bytes:
        file.error = last_error()


@compiled
def drain(board, file, disk, file_address, written):
    """Bring one recording up to the inputs captured so far."""
    behind = written - file.next_frame
    keep = board.capture_frames - DISK_FRAMES
    if behind > keep:  # overwritten before it could be saved: hold the place with what is there now
        file.lost += behind - keep
    end = min(written, file.end_frame)
    before = file.data_bytes
    while file.next_frame < end:
        if not write_audio(board, file, disk, min(end - file.next_frame, DISK_FRAMES)):
            break
    if file.data_bytes != before:
        write_header(file, disk)
    now = now_ns(disk.clock_scratch.ctypes.data)
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


@compiled
def record_pass(board_address, board, disk):
    """One round for every recording."""
    files = carray(pointer_to(disk.records, RECORD_FILE), MAX_RECORDS)
    for k in range(MAX_RECORDS):
        place = disk.records + k * RECORD_BYTES
        if load_acquire(place + ACTIVE_OFFSET) == EXPECTING:
            begin(board_address, board, files[k], place)
        if load_acquire(place + ACTIVE_OFFSET) == RECORDING:
            drain(board, files[k], disk, place, load_acquire(board_address + DEVICE_FRAME_OFFSET))


@compiled
def disk_loop(board_address, disk_address, look_address):
    """The thread's whole life, until the engine closes."""
    board = carray(pointer_to(board_address, BOARD), 1)[0]
    disk = carray(pointer_to(disk_address, DISK), 1)[0]
    look = carray(pointer_to(look_address, LOOK), 1)[0]
    while load_acquire(board_address + STOP_OFFSET) == 0:
        busy = play_pass(board_address, board, disk, look)
        record_pass(board_address, board, disk)
        board.disk_beats += 1
        if not busy:
            sleep_ns(IDLE_NS, disk.clock_scratch.ctypes.data)
    record_pass(board_address, board, disk)


@compiled
def fill_now(board_address, disk_address, look_address):
    """Fill every stream as far as it goes: what a bounce does between blocks."""
    board = carray(pointer_to(board_address, BOARD), 1)[0]
    disk = carray(pointer_to(disk_address, DISK), 1)[0]
    look = carray(pointer_to(look_address, LOOK), 1)[0]
    while play_pass(board_address, board, disk, look):
        pass
