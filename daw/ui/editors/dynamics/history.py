"""The last seconds of an effect that turns down: what went in, what came out, and by how much it was turned down."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from daw.ui.editors.hearing import PIECE_S, Pieces
from daw.ui.editors.picture import Picture, grid_color, level_line, paint_area, paint_plate, paint_trace
from daw.ui.metrics import MEDIUM, SECONDARY, pxf
from daw.ui.theme import Theme, alpha, mix
from daw.ui.widgets.shapes import RIGHT, draw_text
from daw.units import SILENCE_DB

WORKING_DB = 0.3  # reductions below this are none
LABELS = 34  # room for the scale
INSET = 8.0  # above and below the plot, so that the lines at the ends are whole


class History:
    """Levels in pieces of 10 ms, oldest first: `before_db`, `after_db`, and `reduction_db`, which is not negative."""

    def __init__(self, seconds: float, sample_rate: float) -> None:
        length = round(seconds / PIECE_S)
        self.before_db, self.after_db = np.full(length, SILENCE_DB), np.full(length, SILENCE_DB)
        self.reduction_db = np.zeros(length)
        self._pieces = (Pieces(sample_rate), Pieces(sample_rate))
        self._last = 0.0

    def add(self, before: np.ndarray, after: np.ndarray, reduction_db: float) -> bool:
        """Take in new frames, (2, frames) each, and the reduction now, of either sign; whether there is anything new to see.

        Silence after silence is not taken in, so that what was last heard stays to be looked at.
        """
        new_before, new_after = self._pieces[0].add(before), self._pieces[1].add(after)
        count = min(len(new_before), len(new_after), len(self.before_db))
        if not count:
            return False
        reduction, last = abs(reduction_db), self._last
        self._last = reduction
        if max(new_before.max(), new_after.max()) < -90.0 and self.before_db[-20:].max() < -90.0:
            return False
        between = np.linspace(last, reduction, count + 1)[1:]  # the meter is read only once for all of them
        for kept, new in ((self.before_db, new_before), (self.after_db, new_after), (self.reduction_db, between)):
            kept[:-count] = kept[count:]
            kept[-count:] = new[-count:]
        return True

    @property
    def heard(self) -> bool:
        """Whether anything is in it."""
        return bool(self.before_db.max() > -90.0)

    def usual_reduction_db(self) -> float:
        """The reduction in the middle of those there were; 0 if there was none."""
        working = self.reduction_db[self.reduction_db > WORKING_DB]
        return float(np.median(working)) if len(working) > 3 else 0.0

    def most_reduction_db(self) -> float:
        """The deepest reduction."""
        return float(self.reduction_db.max())


class HistoryPicture(Picture):
    """A history from `high_db` down to `low_db`; the reduction hangs from the top on the same scale.

    step_db : between the lines of the grid.  labelled : with the scale at its left.  before_gain_db : added to what went in
    """

    def __init__(self, name: str, history: History, *, low_db: float, step_db: float, labelled: bool) -> None:
        super().__init__(name, least=(200, 120))
        self.history, self.low_db, self._step_db, self._labelled = history, low_db, step_db, labelled
        self.before_gain_db = 0.0
        self.threshold_db: float | None = None

    @property
    def plot(self) -> QRectF:
        """The rectangle of the levels."""
        left = pxf(LABELS) if self._labelled else 0.0
        return QRectF(self.rect()).adjusted(left, pxf(INSET), 0, -pxf(INSET))

    def level_y(self, level_db: float) -> float:
        """Where a level stands."""
        return self.plot.top() + min(max(level_db / self.low_db, 0.0), 1.0) * self.plot.height()

    def level_db(self, y: float) -> float:
        """The level at a place."""
        return (y - self.plot.top()) / self.plot.height() * self.low_db

    def _ys(self, levels_db: np.ndarray) -> np.ndarray:
        plot = self.plot
        return np.asarray(plot.top() + np.clip(levels_db / self.low_db, 0.0, 1.0) * plot.height())

    def text(self) -> str:
        """For screen readers."""
        return f"reduction {self.history.most_reduction_db():.1f} dB at most"

    def tip(self) -> str:
        return ""

    def hear(self, before: np.ndarray, after: np.ndarray, reduction_db: float) -> None:
        """Take in new frames."""
        if self.history.add(before, after, reduction_db):
            self.update()

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        plot = self.plot
        paint_plate(painter, QRectF(plot.left(), 0, plot.width(), self.height()), theme)
        level_db, every = 0.0, 1
        while pxf(15) > every * self._step_db / -self.low_db * plot.height() and every < 8:
            every *= 2
        number = 0
        while level_db >= self.low_db - 1e-9:
            level_line(painter, grid_color(theme), plot.left(), plot.right(), self.level_y(level_db))
            if self._labelled and number % every == 0:
                place = QRectF(0, self.level_y(level_db) - pxf(8), pxf(LABELS - 6), pxf(16))
                draw_text(painter, place, f"{level_db:.0f}".replace("-", "−"), SECONDARY, MEDIUM, theme.text3, RIGHT)
            level_db -= self._step_db
            number += 1

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        plot, history = self.plot, self.history
        painter.save()
        painter.setClipRect(QRectF(plot.left(), 0, plot.width(), self.height()), Qt.ClipOperation.IntersectClip)
        if history.heard:
            xs = np.linspace(plot.left(), plot.right(), len(history.before_db))
            after, reduction = self._ys(history.after_db), self._ys(-history.reduction_db)
            whole = QRectF(plot.left(), plot.top(), plot.width(), self.height() - plot.top())
            paint_area(painter, whole, self._ys(history.before_db + self.before_gain_db), mix(theme.canvas, theme.text2, 0.26))
            paint_area(painter, whole, after, alpha(theme.text2, 0.46))
            paint_trace(painter, mix(theme.canvas, theme.fg, 0.80), xs, after)
            paint_area(painter, whole, reduction, alpha(theme.lit_mute, 0.26), hangs=True)
            paint_trace(painter, theme.lit_mute, xs, reduction, thick=True)
        if self.threshold_db is not None:
            level_line(painter, alpha(theme.accent, 0.55), plot.left(), plot.right(), self.level_y(self.threshold_db))
        painter.restore()
        self.paint_top(painter, theme)

    def paint_top(self, painter: QPainter, theme: Theme) -> None:
        """Draw what lies over the history."""
