"""Automation: how a parameter moves with time."""

from typing import Literal

import msgspec

Mode = Literal["off", "read", "touch", "latch", "write"]


class Point(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value at a moment.  `curve` bends the way to the next point: 0 straight, -1 slow start … +1 fast start, "hold" = 2."""

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
