"""The transport: commands from the main thread, and how the position moves.  Audio thread.

A start or a locate begins a new epoch: the disk loop fills every stream for it, and the transport waits, silent, until it has.
"""


from daw.dsp.compiled import compiled
from daw.engine.event import post_event
from daw.engine.kernelcall import array_at, fence, load_acquire, store_release
from daw.engine.layout import (
    BOARD,
    COMMAND,
    COMMAND_SLOTS,
    COUNTING,
    LOCATE,
    LOCATED,
    LOOP,
    PLAY,
    PUNCH,
    RECORD,
    ROLLING,
    STARTED,
    STOP,
    STOPPED,
    STOPPED_AT,
    WAITING,
    WRAPPED,
    offset,
)

READY_OFFSET = offset(BOARD, "ready_epoch")
ROLLED_OFFSET = offset(BOARD, "rolled_epoch")
COMMAND_WRITE_OFFSET = offset(BOARD, "command_write")
COMMAND_READ_OFFSET = offset(BOARD, "command_read")


@compiled
def begin_epoch(board, position):
    """Move to a position; what the streams hold is worth nothing any more."""
    board.position = position
    board.epoch_position = position
    board.stream_frame = 0
    board.wrapped = 0
    board.fresh = 1
    board.epoch += 1


@compiled
def obey(board_address, board, command, at):
    """Carry out one command at frame `at` of the block."""
    now = board.device_frame + at
    if command.kind == PLAY and board.state == STOPPED:
        board.resetting = command.c
        board.count_in = command.b
        board.count_left = command.b
        begin_epoch(board, board.position if command.a < 0 else command.a)
        board.state = WAITING
    elif command.kind == STOP and board.state != STOPPED:
        board.state = STOPPED
        board.resetting = 0
        board.fresh = 1
        post_event(board_address, board, STOPPED_AT, now, board.position, 0)
    elif command.kind == LOCATE:
        begin_epoch(board, command.a)
        if board.state != STOPPED:
            board.state = WAITING
        post_event(board_address, board, LOCATED, now, board.position, 0)
    elif command.kind == LOOP:
        board.loop_on = command.a
        board.loop_start = command.b
        board.loop_end = command.c
        board.loop_version += 1
    elif command.kind == RECORD:
        board.recording = command.a
    elif command.kind == PUNCH:
        board.punch_on = command.a
        board.punch_start = command.b
        board.punch_end = command.c


@compiled
def take_commands(board_address, board):
    """Carry out everything the main thread has asked for since the last block."""
    written = load_acquire(board_address + COMMAND_WRITE_OFFSET)
    if written == board.command_read:
        return
    board.look_sequence += 1
    fence()
    commands = array_at(board.commands, COMMAND, COMMAND_SLOTS)
    read = board.command_read
    while read < written:
        obey(board_address, board, commands[read % COMMAND_SLOTS], 0)
        read += 1
    fence()
    board.look_sequence += 1
    store_release(board_address + COMMAND_READ_OFFSET, read)


@compiled
def roll(board_address, board, at):
    """The song begins to move at frame `at` of the block."""
    board.state = ROLLING
    board.fresh = 1
    board.rolled_frame = board.device_frame + at
    board.rolled_position = board.position
    store_release(board_address + ROLLED_OFFSET, board.epoch)
    post_event(board_address, board, STARTED, board.rolled_frame, board.position, 0)


@compiled
def start_if_ready(board_address, board, at):
    """Leave WAITING once the disk loop is ahead: first the count-in, then the song."""
    if board.state != WAITING or board.hold_start == 1 or load_acquire(board_address + READY_OFFSET) != board.epoch:
        return
    board.resetting = 0
    board.fresh = 1
    if board.count_left > 0:
        board.state = COUNTING
        return
    roll(board_address, board, at)


@compiled
def run_length(board, wanted):
    """How many frames can be processed in one go: up to the end of the loop or of the count-in."""
    if board.state == COUNTING:
        return min(wanted, board.count_left)
    if board.state == ROLLING and board.loop_on == 1 and board.position < board.loop_end:
        return min(wanted, board.loop_end - board.position)
    return wanted


@compiled
def advance(board_address, board, at, frames):
    """Move on by the frames just processed; `at` is the first frame after them in the block."""
    now = board.device_frame + at
    if board.state == COUNTING:
        board.count_left -= frames
        if board.count_left == 0:
            roll(board_address, board, at)
        return
    if board.state != ROLLING:
        return
    board.look_sequence += 1
    fence()
    board.position += frames
    board.stream_frame += frames
    if board.loop_on == 1 and board.position == board.loop_end:
        board.position = board.loop_start
        board.wrapped = 1
        board.fresh = 1
        post_event(board_address, board, WRAPPED, now, board.position, 0)
    fence()
    board.look_sequence += 1
