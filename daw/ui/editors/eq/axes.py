"""Where frequencies and gains stand in the equaliser's display."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from daw.ui.editors.spectrum import HIGH_HZ, LOW_HZ

RANGES = (3, 6, 12, 24)  # ± dB
ROOM = 1.12  # more than the range is seen, so that a node at its end is whole
SPECTRUM_TOP_DB, SPECTRUM_BOTTOM_DB = 0.0, -84.0
FREQUENCIES = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)
DECADE = math.log(HIGH_HZ / LOW_HZ)


@dataclass(frozen=True)
class Axes:
    """plot : the rectangle of the curves.  range_db : ± this much fits"""

    plot: QRectF
    range_db: float

    def x(self, freq_hz: float) -> float:
        """Where a frequency stands."""
        return self.plot.left() + math.log(freq_hz / LOW_HZ) / DECADE * self.plot.width()

    def freq_hz(self, x: float) -> float:
        """The frequency at a place."""
        return LOW_HZ * math.exp((x - self.plot.left()) / self.plot.width() * DECADE)

    def y(self, gain_db: float) -> float:
        """Where a gain stands."""
        return self.plot.center().y() - gain_db / (self.range_db * ROOM) * self.plot.height() / 2.0

    def gain_db(self, y: float) -> float:
        """The gain at a place."""
        return (self.plot.center().y() - y) / (self.plot.height() / 2.0) * self.range_db * ROOM

    def ys(self, gain_db: np.ndarray) -> np.ndarray:
        """The same for an array."""
        return np.asarray(self.plot.center().y() - gain_db * (self.plot.height() / (2.0 * self.range_db * ROOM)))

    def xs(self, freq_hz: np.ndarray) -> np.ndarray:
        """Where frequencies stand."""
        return np.asarray(self.plot.left() + np.log(freq_hz / LOW_HZ) * (self.plot.width() / DECADE))

    def level_ys(self, level_db: np.ndarray) -> np.ndarray:
        """Where levels of a spectrum stand."""
        share = (SPECTRUM_TOP_DB - level_db) / (SPECTRUM_TOP_DB - SPECTRUM_BOTTOM_DB)
        return np.asarray(self.plot.top() + np.clip(share, 0.0, 1.02) * self.plot.height())

    def place(self, freq_hz: float, gain_db: float) -> QPointF:
        """Where a node stands; beyond the range it stays at the edge."""
        y = min(max(self.y(gain_db), self.plot.top()), self.plot.bottom())
        return QPointF(self.x(freq_hz), y)

    def steps_db(self) -> list[int]:
        """The gains with a line."""
        step = {3: 1, 6: 2, 12: 3, 24: 6}[round(self.range_db)]
        end = round(self.range_db)
        return list(range(-end, end + 1, step))


def frequency_words(hz: int) -> str:
    """A mark under the display: "200", "5 k"."""
    return f"{hz // 1000} k" if hz >= 1000 else str(hz)
