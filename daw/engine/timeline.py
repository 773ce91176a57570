"""Which device frame was which moment of the song: the transport's past, from its events.  Main thread."""

from typing import NamedTuple

from daw.engine.core import Event
from daw.engine.layout import LOCATED, STARTED, STOPPED_AT, WRAPPED

KEPT_STRETCHES = 4096


class Stretch(NamedTuple):
    """Device frames `first` to `last` (None: still going on), which began at a session position; rolling, or standing still there."""

    first: int
    last: int | None
    position: int
    rolling: bool


class Timeline:
    """The stretches since the engine opened, oldest first."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = [Stretch(0, None, 0, rolling=False)]

    def note(self, event: Event) -> None:
        """Take notice of an event of the transport; others are ignored."""
        if event.kind in (STARTED, WRAPPED):
            self._begin(event.device_frame, event.position, rolling=True)
        elif event.kind in (STOPPED_AT, LOCATED):
            self._begin(event.device_frame, event.position, rolling=False)

    def _begin(self, device_frame: int, position: int, *, rolling: bool) -> None:
        ended = self.stretches[-1]._replace(last=device_frame)
        self.stretches[-1:] = [ended] if ended.first < device_frame else []
        self.stretches.append(Stretch(device_frame, None, position, rolling=rolling))
        del self.stretches[:-KEPT_STRETCHES]

    @property
    def ended(self) -> int:
        """Device frame at which the song stopped rolling last."""
        return next((one.first for one in reversed(self.stretches) if not one.rolling), 0)

    def between(self, first: int, last: int) -> list[Stretch]:
        """The parts of stretches within device frames `first` to `last`, each with its own position."""
        parts = []
        for one in self.stretches:
            begin, end = max(first, one.first), min(last, last if one.last is None else one.last)
            if begin < end:
                position = one.position + (begin - one.first if one.rolling else 0)
                parts.append(Stretch(begin, end, position, one.rolling))
        return parts

    def position_at(self, device_frame: int) -> int:
        """Session position at a device frame."""
        found = self.between(device_frame, device_frame + 1)
        return found[-1].position if found else self.stretches[0].position
