"""Where a level stands on a meter: deflection after IEC 60268-18, or even in dB (also with the zero of the K-System); and the marks."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

# Level in dB and deflection in percent; 0.25, 0.5, 0.75, 1.5 and 2.5 % per dB between (IEC 60268-18), 80 % is the top.
DEFLECTION = ((0.0, 80.0), (-20.0, 30.0), (-30.0, 15.0), (-40.0, 7.5), (-50.0, 2.5), (-60.0, 0.0))
FULL = 80.0
ALL_MARKS = (0, 48, 12, 24, 6, 36, 18, 60, 3, 9)  # dB below full scale, the ones that are kept longest first
STRIP_MARKS = (0, 48, 12, 24, 6)
BAR_MARKS = (0, 48, 12, 30, 20, 6)
CLOSEST = 14  # px between two marks


def _share(level_db: float) -> float:
    for (high_db, high), (low_db, low) in itertools.pairwise(DEFLECTION):
        if level_db >= low_db:
            return (low + (level_db - low_db) / (high_db - low_db) * (high - low)) / FULL
    return 0.0


# From −60 dB in hundredths: a meter asks some thousand times a second.
_SHARES = [_share(-60.0 + hundredth / 100.0) for hundredth in range(6001)]


def deflection(level_db: float) -> float:
    """How far along the meter, 0 … 1, a level stands."""
    if level_db >= 0.0:
        return 1.0
    return _SHARES[int(level_db * 100.0 + 6000.5)] if level_db > -60.0 else 0.0


def marks(length: float, wanted: Sequence[int] = ALL_MARKS, closest: float = CLOSEST) -> list[tuple[int, float]]:
    """The marks that fit a meter of some length in pixels: (dB below full scale, place 0 … 1), none nearer than `closest`."""
    placed: list[tuple[int, float]] = []
    for mark in wanted:
        at = deflection(-float(mark))
        if all(abs(at - other) * length >= closest for _, other in placed):
            placed.append((mark, at))
    return placed


Stop = TypeVar("Stop")


def _level(share: float) -> float:
    """The level in dBFS at a place of the IEC scale."""
    return next((-60.0 + n / 100.0 for n, at in enumerate(_SHARES) if at >= share), 0.0)


@dataclass(frozen=True)
class Scale:
    """A way to read levels.  zero_db : the level in dBFS that reads as 0"""

    name: str
    words: str
    even: bool = True  # the same room for each dB, from −60 dBFS; otherwise IEC 60268-18
    zero_db: float = 0.0

    def deflection(self, level_db: float) -> float:
        """How far along the meter, 0 … 1, a level in dBFS stands."""
        if not self.even:
            return deflection(level_db)
        return min(max(1.0 + level_db / 60.0, 0.0), 1.0)

    def stops(self, iec: Sequence[tuple[float, Stop]]) -> list[tuple[float, Stop]]:
        """The colours of a gradient for IEC, moved to the same levels; in the K-System they turn at 0 and at +4."""
        if not self.even:
            return list(iec)
        if self.zero_db == 0.0:
            return [(self.deflection(_level(at)), color) for at, color in iec]
        colors = [color for _, color in iec]
        turns = [0.0, self.deflection(self.zero_db), self.deflection(self.zero_db + 2.0), self.deflection(self.zero_db + 4.0), 1.0]
        return list(zip(turns, colors, strict=True))

    def marks(self, length: float, wanted: Sequence[int], closest: float = CLOSEST) -> list[tuple[str, float]]:
        """The marks that fit, as words and places; those `wanted` (dB below full scale) where 0 is full scale."""
        if not self.even:
            return [(str(mark), at) for mark, at in marks(length, wanted, closest)]
        top = round(-self.zero_db)
        steps = (0, *((4, top, -12, -24, -40, 8, -6, -18, -32) if top else (-48, -12, -24, -6, -36, -18, -3)))
        placed: list[tuple[str, float]] = []
        for step in steps if wanted else ():
            at = self.deflection(step + self.zero_db)
            if step <= top and step + self.zero_db > -60.0 and all(abs(at - other) * length >= closest for _, other in placed):
                placed.append((f"+{step}" if step > 0 else str(abs(step)), at))
        return placed


SCALES = {
    one.name: one
    for one in (
        Scale("iec", "IEC", even=False),
        Scale("linear", "dBFS, even"),
        Scale("k12", "K-12", zero_db=-12.0),
        Scale("k14", "K-14", zero_db=-14.0),
        Scale("k20", "K-20", zero_db=-20.0),
    )
}


class Chosen(QObject):
    """The scale in use, and `changed` when it is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scale = SCALES["iec"]

    def use(self, name: str) -> None:
        """Let all meters of the mix read so."""
        scale = SCALES.get(name, SCALES["iec"])
        if scale is not self.scale:
            self.scale = scale
            self.changed.emit()


chosen = Chosen()
