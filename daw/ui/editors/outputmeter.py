"""The meter at the right of an editor: what comes out, with the highest peak above it, and the reduction where there is one."""

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from daw.ui.ballistics import Falling
from daw.ui.editors.hearing import Power, level_db
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import BODY, SEMIBOLD, px
from daw.ui.widgets.label import Label
from daw.ui.widgets.meter import Meter
from daw.ui.widgets.meterscale import ALL_MARKS
from daw.ui.widgets.reduction import Reduction
from daw.ui.widgets.shapes import CENTER

TICK_S = 1.0 / 30.0
SILENT_DB = -90.0


class OutputMeter(QWidget):
    """Feed it the new frames that came out.  reduces : shows the reduction at the left of the level, with its number above"""

    def __init__(self, link: SlotLink, *, reduces: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._power = Power(link.studio.sample_rate)
        self._falling = (Falling(), Falling())
        self._highest_db = -150.0
        self.number = Label("−∞", size=BODY, weight=SEMIBOLD, align=CENTER)
        self.meter = Meter(2, thickness=20, scale=ALL_MARKS, where=f"{link.name} output")
        self.reduction = Reduction(width=8, where=link.name) if reduces else None
        self.deepest_db = 0.0
        self.meter.reset_asked.connect(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.number)
        row = QHBoxLayout()
        row.setSpacing(px(2))
        if self.reduction is not None:
            row.addWidget(self.reduction)
        row.addWidget(self.meter)
        column.addLayout(row, 1)
        self.setFixedWidth(px(44 + (10 if reduces else 0)))

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

    def set_reduction(self, reduction_db: float | None) -> None:
        """Show how much the effect turns down now."""
        if self.reduction is not None:
            self.reduction.set_reduction(reduction_db)
            self.deepest_db = max(self.deepest_db, abs(reduction_db or 0.0))
            self.number.set_text(f"{-self.deepest_db:.1f}".replace("-", "−") if self.deepest_db >= 0.05 else "0.0")
            self.number.set_ink("mute" if self.deepest_db >= 0.05 else "text3")
