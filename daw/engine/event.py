"""Events: what the audio thread tells the main thread, with the moment it happened.  Audio thread."""


from daw.dsp.compiled import compiled
from daw.engine.kernelcall import array_at, fetch_add, store_release
from daw.engine.layout import BOARD, EVENT, EVENT_SLOTS, offset

EVENT_BYTES = EVENT.itemsize
EVENT_WRITE_OFFSET = offset(BOARD, "event_write")


@compiled
def post_event(board_address, board, kind, device_frame, position, value):
    """Append one event; when nobody reads, the oldest are overwritten."""
    number = fetch_add(board_address + EVENT_WRITE_OFFSET, 1)
    place = number % EVENT_SLOTS
    event = array_at(board.events, EVENT, EVENT_SLOTS)[place]
    event.kind = kind
    event.device_frame = device_frame
    event.position = position
    event.value = value
    store_release(board.events + place * EVENT_BYTES, number + 1)
