"""What a moving control writes into its automation while the song rolls.  Knows no Qt and no song: frames and values in, points out."""

from dataclasses import dataclass, field
from typing import Literal

REST_MS = 250.0  # a control that rested longer stood still: its next value is a new movement
FINENESS = 0.004  # points nearer than this share of the movement's range to a straight line are left out
HOLD = 2.0  # the curve of a point whose value stands until the next

PassMode = Literal["touch", "latch", "write"]
Point = list[float]  # frame, value and (if it holds) curve, as edits take them


@dataclass
class Pass:
    """One stretch of time in which one parameter is written.

    start : the frame it begins at.  steps : its values are switches or choices, with nothing between them
    """

    start: int
    sample_rate: int
    steps: bool = False
    moments: list[tuple[int, float]] = field(default_factory=list)

    def add(self, frame: int, value: float) -> None:
        """The control stands at a value at a frame; frames never go back."""
        frame = max(frame, self.start, self.moments[-1][0] if self.moments else self.start)
        if self.moments:
            last_frame, last = self.moments[-1]
            if last_frame == frame:
                self.moments[-1] = (frame, value)
                return
            if not self.steps and last != value and frame - last_frame > REST_MS * self.sample_rate / 1000.0:
                self.moments.append((frame - 1, last))  # it rested until now
        self.moments.append((frame, value))

    @property
    def last(self) -> float:
        """The value it stands at."""
        return self.moments[-1][1]

    def seed(self) -> list[Point]:
        """The first point alone: what stands in for the pass until it is over."""
        return [self._point(self.start, self.moments[0][1])]

    def points(self, end: int) -> list[Point]:
        """What was written from `start` up to `end`, with no more points than it needs."""
        inside = [(frame, value) for frame, value in self.moments if frame < end]
        if inside[0][0] > self.start:
            inside.insert(0, (self.start, inside[0][1]))
        if self.steps:
            kept = [one for index, one in enumerate(inside) if index == 0 or one[1] != inside[index - 1][1]]
        else:
            if inside[-1][0] < end - 1:
                inside.append((end - 1, inside[-1][1]))
            kept = thinned(inside)
        return [self._point(frame, value) for frame, value in kept]

    def _point(self, frame: int, value: float) -> Point:
        return [frame, value, HOLD] if self.steps else [frame, value]


def thinned(moments: list[tuple[int, float]], fineness: float = FINENESS) -> list[tuple[int, float]]:
    """Moments without those a straight line between their neighbours says just as well (Douglas and Peucker's way, by value alone)."""
    if len(moments) < 3:
        return moments
    values = [value for _, value in moments]
    tolerance = max((max(values) - min(values)) * fineness, 1e-9)
    kept = {0, len(moments) - 1}
    waiting = [(0, len(moments) - 1)]
    while waiting:
        first, last = waiting.pop()
        (x0, y0), (x1, y1) = moments[first], moments[last]
        slope = (y1 - y0) / max(x1 - x0, 1)
        apart = [abs(y0 + slope * (moments[index][0] - x0) - moments[index][1]) for index in range(first + 1, last)]
        if apart and max(apart) > tolerance:
            middle = first + 1 + apart.index(max(apart))
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [moments[index] for index in sorted(kept)]
