"""Automation: how a parameter moves with time."""

import bisect
from typing import Literal

import msgspec

Mode = Literal["off", "read", "touch", "latch", "write"]


class Point(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value at a moment.  `curve` bends the way to the next point: 0 straight, -1 slow start … +1 fast start, "hold" = 2.

    Between two points the value is a + (b - a) * t ** 2**(-2 * curve), t from 0 to 1: the law of a `Fade`.
    Before the first point and after the last, the nearest one's value stands.  No two points of an envelope share a frame.
    """

    frame: int
    value: float
    curve: float = 0.0


HOLD = 2.0  # a `curve` that keeps the value until the next point


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The points of one parameter of a track, in order of time.

    target : "fader_db", "pan", "mute", "SLOT_ID/param" or "SEND_ID/level_db"
    """

    id: str
    target: str
    mode: Mode = "read"
    points: tuple[Point, ...] = ()

    def value_at(self, frame: int) -> float | None:
        """The value at a frame; None if there are no points."""
        if not self.points:
            return None
        after = bisect.bisect_right(self.points, frame, key=lambda point: point.frame)
        if after == 0:
            return self.points[0].value
        left = self.points[after - 1]
        if after == len(self.points) or left.curve == HOLD:
            return left.value
        right = self.points[after]
        t = (frame - left.frame) / (right.frame - left.frame)
        return left.value + (right.value - left.value) * t**2.0 ** (-2.0 * left.curve)
