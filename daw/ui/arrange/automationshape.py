"""The shape of an automation lane: where a value stands, which value a height is, and lines with fewer points."""

from typing import NamedTuple

from PySide6.QtCore import QRectF

from daw.model.automation import Envelope, Point
from daw.model.track import Track
from daw.ui.metrics import pxf
from daw.ui.targets import Target

MARGIN = 5.0  # above the highest and below the lowest value


class Lane(NamedTuple):
    """A row with what it shows."""

    track: Track
    target: Target
    envelope: Envelope | None
    rect: QRectF

    def y(self, value: float) -> float:
        """Where a value stands."""
        room = self.rect.height() - 2 * pxf(MARGIN)
        return self.rect.bottom() - pxf(MARGIN) - self.target.quantity.travel(value) * room

    def value(self, y: float) -> float:
        """The value at a height."""
        room = self.rect.height() - 2 * pxf(MARGIN)
        return self.target.quantity.value((self.rect.bottom() - pxf(MARGIN) - y) / room)

    @property
    def points(self) -> tuple[Point, ...]:
        """Its points; none where nothing is automated yet."""
        return self.envelope.points if self.envelope is not None else ()


def value_between(lane: Lane, here: Point, there: Point, frame: float) -> float:
    """The value between two points, as the engine computes it."""
    way = (frame - here.frame) / (there.frame - here.frame)
    way = way ** (2.0 ** (-2.0 * here.curve))
    if lane.target.quantity.law == "log":
        return float(here.value * (there.value / here.value) ** way)
    return here.value + (there.value - here.value) * way


def thinned(points: list[tuple[int, float]], lane: Lane, tolerance: float = 0.01) -> list[tuple[int, float]]:
    """A drawn line with the points left out that a straight line through the others passes within `tolerance` of its travel.

    Ramer-Douglas-Peucker, on time and travel.
    """
    travel = lane.target.quantity.travel
    kept = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        (start, low), (end, high) = points[first], points[last]
        gaps = [
            (abs(travel(value) - travel(low) - (travel(high) - travel(low)) * (frame - start) / max(1, end - start)), number)
            for number, (frame, value) in enumerate(points[first + 1 : last], first + 1)
        ]
        if gaps and max(gaps)[0] > tolerance:
            middle = max(gaps)[1]
            kept.add(middle)
            stretches += [(first, middle), (middle, last)]
    return [points[number] for number in sorted(kept)]
