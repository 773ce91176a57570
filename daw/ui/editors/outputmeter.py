"""The meter at the right of an editor: what comes out, with the highest peak above it, and the reduction where there is one."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from daw.ui import theme as themes
from daw.ui.ballistics import Falling
from daw.ui.editors.hearing import Power, level_db
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import BODY, MARKS, SEMIBOLD, px, pxf
from daw.ui.widgets.label import Label
from daw.ui.widgets.meter import Meter
from daw.ui.widgets.meterscale import ALL_MARKS
from daw.ui.widgets.reduction import Reduction
from daw.ui.widgets.shapes import CENTER

TICK_S = 1.0 / 30.0
SILENT_DB = -90.0


class MarkedReduction(Reduction):
    """The reduction now, with a light line at its usual depth and an orange one at the deepest of late."""

    usual_db = most_db = 0.0

    def set_marks(self, usual_db: float, most_db: float) -> None:
        """Show what the last seconds were like."""
        if max(abs(usual_db - self.usual_db), abs(most_db - self.most_db)) > 0.05:
            self.usual_db, self.most_db = usual_db, most_db
            self.update()

    def text(self) -> str:
        return f"{super().text()} now, usually {self.usual_db:.1f} dB, at most {self.most_db:.1f} dB"

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = themes.current(), QPainter(self)
        for depth_db, color in ((self.most_db, theme.lit_mute), (self.usual_db, theme.fg)):
            if self.used and depth_db > 0.05:
                y = min(depth_db / self._deepest_db, 1.0) * (self.height() - px(2))
                painter.fillRect(QRectF(0, y, self.width(), pxf(2)), color)
        painter.end()


class OutputMeter(QWidget):
    """Feed it the new frames that came out.

    deepest_db : of a reduction on a scale down to there, which stands beside its picture (`reduction_column`); 0 for none.  Its largest
    number is above the meter, its usual one below
    """

    def __init__(self, link: SlotLink, *, deepest_db: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._power = Power(link.studio.sample_rate)
        self._falling = (Falling(), Falling())
        self._highest_db = -150.0
        self.number = Label("−∞", size=BODY, weight=SEMIBOLD, align=CENTER)
        self.meter = Meter(2, thickness=20, scale=ALL_MARKS, where=f"{link.name} output")
        self.reduction = MarkedReduction(width=10, deepest_db=deepest_db, where=link.name) if deepest_db else None
        self.usual = Label("", size=MARKS, ink="text3", align=CENTER) if deepest_db else None
        self.deepest_db = 0.0
        self.meter.reset_asked.connect(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.number)
        column.addWidget(self.meter, 1)
        if self.usual is not None:
            self.usual.setToolTip("The reduction in the middle of the last seconds: the light line beside the meter.")
            column.addWidget(self.usual)
        self.setFixedWidth(px(44))

    def reduction_column(self, inset: float) -> QVBoxLayout:
        """The reduction, to stand beside a picture whose scale begins and ends so far from its edges."""
        column = QVBoxLayout()
        column.setContentsMargins(px(5), px(inset), px(3), px(inset))
        if self.reduction is not None:
            column.addWidget(self.reduction)
        return column

    def reset(self) -> None:
        """Forget the highest peak and the deepest reduction."""
        self._highest_db = -150.0
        self.deepest_db = 0.0
        self._falling = (Falling(), Falling())

    def add(self, audio: np.ndarray) -> None:
        """Take in new frames, (2, frames); none is silence passing."""
        rms = self._power.add(audio)
        peaks = np.abs(audio).max(axis=1).tolist() if audio.shape[1] else [0.0, 0.0]
        for falling, peak in zip(self._falling, peaks, strict=True):
            falling.step(level_db(peak), TICK_S)
        self._highest_db = max(self._highest_db, *(level_db(peak) for peak in peaks))
        left, right = self._falling
        self.meter.set_levels(
            (left.peak_db, right.peak_db),
            rms if audio.shape[1] else (-150.0, -150.0),
            (left.hold_db, right.hold_db),
            clipped=self._highest_db >= 0.0,
        )
        if self.reduction is None:
            self.number.set_text(f"{self._highest_db:.1f}".replace("-", "−") if self._highest_db > SILENT_DB else "−∞")
            self.number.set_ink("rec" if self._highest_db >= 0.0 else "text")

    def set_reduction(self, reduction_db: float | None, usual_db: float = 0.0, most_db: float = 0.0) -> None:
        """Show how much the effect turns down now, and how much it did in the last seconds."""
        if self.reduction is not None and self.usual is not None:
            self.reduction.set_reduction(reduction_db)
            self.reduction.set_marks(usual_db, most_db)
            self.usual.set_text(f"ø {-usual_db:.1f}".replace("-", "−") if usual_db >= 0.05 else "")
            self.deepest_db = max(self.deepest_db, abs(reduction_db or 0.0))
            self.number.set_text(f"{-self.deepest_db:.1f}".replace("-", "−") if self.deepest_db >= 0.05 else "0.0")
            self.number.set_ink("mute" if self.deepest_db >= 0.05 else "text3")
