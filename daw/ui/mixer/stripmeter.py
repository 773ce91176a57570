"""What moves in a strip: meter, gain reduction and the held peak.  Only what reads differently is painted again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from daw.ui.ballistics import Falling
from daw.ui.mixer.stripbuttons import PeakNumber
from daw.ui.mixer.stripplan import Looks, Plan
from daw.ui.studio import TICK_MS
from daw.ui.widgets.meter import Meter
from daw.ui.widgets.meterscale import STRIP_MARKS
from daw.ui.widgets.reduction import Reduction
from daw.units import SILENCE_DB

if TYPE_CHECKING:
    from daw.engine.levels import TrackLevel

GAIN_REDUCTION = "gain_reduction_db"
SILENT = (SILENCE_DB, SILENCE_DB)


class StripMeter(QObject):
    """Holds the three of a strip, which lie in the strip itself.  `reset_asked(True)` : of all strips."""

    reset_asked = Signal(bool)

    def __init__(self, where: str, looks: Looks, strip: QWidget) -> None:
        super().__init__(strip)
        self.peak = PeakNumber(where=where, parent=strip)
        self.meter = Meter(2, scale=() if looks.width == "narrow" else STRIP_MARKS, where=where, parent=strip)
        self.reduction = Reduction(where=where, parent=strip)
        self.reduction.set_reduction(None)
        self._holds = (Falling(), Falling())
        self._idle = True
        self.peak.reset_asked.connect(self.reset_asked)
        self.meter.reset_asked.connect(self.reset_asked)

    def lay_out(self, plan: Plan) -> None:
        """Put them where the plan says."""
        self.peak.setGeometry(plan["peak"])
        self.meter.setGeometry(plan["meter"])
        self.reduction.setGeometry(plan["reduction"])

    def show_level(self, level: "TrackLevel", reduction_db: float | None) -> None:
        """Show a reading."""
        left, right = self._holds
        silent = level.peak_db == SILENT and level.maximum_db == SILENT
        if not (silent and self._idle):
            left.step(level.peak_db[0], TICK_MS / 1000.0)
            right.step(level.peak_db[1], TICK_MS / 1000.0)
            clipped = level.clipped
            self.meter.set_levels(level.peak_db, level.rms_db, (left.hold_db, right.hold_db), clipped=clipped)
            self.peak.set_peak(max(level.maximum_db), clipped=clipped)
            self._idle = silent and left.hold_db <= -90.0 and right.hold_db <= -90.0
        if reduction_db is not None or self.reduction.used:
            self.reduction.set_reduction(reduction_db)

    def clear(self) -> None:
        """Show silence: there is no sound to be read."""
        self._holds = (Falling(), Falling())
        self._idle = True
        self.meter.set_levels(SILENT, SILENT, SILENT, clipped=False)
        self.peak.set_peak(SILENCE_DB, clipped=False)
        if self.reduction.used:
            self.reduction.set_reduction(0.0)
