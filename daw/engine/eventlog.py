"""What the audio thread has reported, kept for as long as somebody may ask: where sound was lost, where an input clipped.  Main thread."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from daw.engine.core import Event
from daw.engine.layout import DISK_LATE, INPUT_CLIPPED, XRUN
from daw.engine.timeline import Timeline

KEPT_EVENTS = 10000
BURST_S = 0.1  # blocks that clip closer together than this are one burst
LATE = {XRUN: "device", DISK_LATE: "disk"}


class Mark(NamedTuple):
    """Something that went wrong in the recording under way.

    kind : "dropout" or "clip".  position : session frame of it in the take.  device_frame : when, on the device's clock.
    input : the device input that clipped, from 1; 0 for a dropout, which is in all of them
    """

    kind: str
    position: int
    device_frame: int
    input: int


class EventLog:
    """The events since the engine was opened, the newest ones; of clipping inputs the first of each burst."""

    def __init__(self, sample_rate: int) -> None:
        self._burst_frames = round(BURST_S * sample_rate)
        self._events: list[Event] = []
        self._clipped_last: dict[int, int] = {}  # input -> device frame at which it clipped last

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def note(self, event: Event) -> None:
        """Take notice of an event."""
        if event.kind == INPUT_CLIPPED:
            before, self._clipped_last[event.value] = self._clipped_last.get(event.value), event.device_frame
            if before is not None and event.device_frame - before < self._burst_frames:
                return
        self._events.append(event)
        del self._events[:-KEPT_EVENTS]

    def dropouts(self) -> tuple[tuple[int, str], ...]:
        """Where sound was lost: session frame, and whether the "device" or the "disk" was late."""
        return tuple((one.position, LATE[one.kind]) for one in self._events if one.kind in LATE)

    def marks(self, timeline: Timeline, since: int, delay_frames: int) -> tuple[Mark, ...]:
        """What went wrong from a device frame on; what an input hears answers what was played `delay_frames` before."""
        return tuple(self._marks(timeline, since, delay_frames))

    def _marks(self, timeline: Timeline, since: int, delay_frames: int) -> Iterable[Mark]:
        for event in self._events:
            if event.kind not in (XRUN, INPUT_CLIPPED):
                continue
            clips = event.kind == INPUT_CLIPPED
            frame = event.device_frame - (delay_frames if clips else 0)
            if frame >= since:
                yield Mark("clip" if clips else "dropout", timeline.position_at(frame), frame, event.value + 1 if clips else 0)
