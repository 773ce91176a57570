"""Where a level stands on a meter: deflection after IEC 60268-18, and the marks beside it."""

import itertools
from collections.abc import Sequence

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
