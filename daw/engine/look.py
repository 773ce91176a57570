"""A consistent copy of where the transport is, for those who read the disk ahead of it."""

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import fence, load_acquire
from daw.engine.layout import BOARD, WAITING, offset

SEQUENCE_OFFSET = offset(BOARD, "look_sequence")


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
