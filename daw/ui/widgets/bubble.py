"""A small floating text beside something: what fits in a field, where a dragged clip is."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from daw.ui.metrics import MEDIUM, SECONDARY, font_metrics, px
from daw.ui.theme import Theme
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CENTER, FLOAT_RADIUS, draw_text, fill_rounded


class Bubble(Painted):
    """Lies in the window over everything, takes no clicks, and stays inside the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.text = ""
        self.warns = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, beside: QRect, *, warns: bool = False) -> None:
        """Show a text under (or over) a rectangle of the window; `warns` draws it in amber."""
        self.text, self.warns = text, warns
        self.setAccessibleName(text)
        width, height = self.natural_size()
        window = self._window
        below = beside.bottom() + px(4)
        y = below if below + height <= window.height() else beside.top() - px(4) - height
        x = max(px(4), min(beside.center().x() - width // 2, window.width() - width - px(4)))
        self.setGeometry(QRect(QPoint(x, y), self.sizeHint()))
        self.raise_()
        self.show()
        self.update()

    def natural_size(self) -> tuple[int, int]:
        return round(font_metrics(SECONDARY, MEDIUM).horizontalAdvance(self.text)) + px(20), px(24)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, FLOAT_RADIUS, theme.raised, theme.mute if self.warns else theme.border)
        draw_text(painter, rect, self.text, SECONDARY, MEDIUM, theme.mute if self.warns else theme.text, CENTER)
