"""Gain reduction beside a meter: an orange bar from the top, 0 … 18 dB."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui import theme as themes
from daw.ui.metrics import px
from daw.ui.widgets import accessible
from daw.ui.widgets.painted import Painted

DEEPEST_DB = 18.0


class Reduction(Painted):
    """`set_reduction` takes dB, of either sign; None where nothing reduces (the strip stays empty)."""

    accessible_role = QAccessible.Role.Indicator

    def __init__(self, *, width: int = 4, deepest_db: float = DEEPEST_DB, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self._width, self._deepest_db = width, deepest_db
        self.reduction_db = 0.0
        self.used = True
        self._pixels = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"Gain reduction, {where}" if where else "Gain reduction")

    def set_reduction(self, reduction_db: float | None) -> None:
        """Show a reduction; repaints only what changed."""
        if (reduction_db is not None) != self.used:
            self.used = reduction_db is not None
            self.update()
        self.reduction_db = abs(reduction_db or 0.0)
        pixels = self._measured()
        if pixels != self._pixels:
            low, high = sorted((pixels, self._pixels))
            self._pixels = pixels
            self.update(QRect(0, low, self.width(), high - low))

    def _measured(self) -> int:
        return round(min(self.reduction_db / self._deepest_db, 1.0) * self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._pixels = self._measured()
        super().resizeEvent(event)

    def text(self) -> str:
        """The reduction in words."""
        return f"{self.reduction_db:.1f} dB"

    def tip(self) -> str:
        return f"Gain reduction {self.text()}." if self.used else ""

    def natural_size(self) -> tuple[int, int]:
        return px(self._width), px(120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.used:
            return
        painter = QPainter(self)
        theme = themes.current()
        painter.fillRect(QRect(0, self._pixels, self.width(), self.height() - self._pixels), theme.well)
        painter.fillRect(QRect(0, 0, self.width(), self._pixels), theme.lit_mute)
        painter.end()
