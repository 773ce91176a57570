"""Containers: a plain ground in a colour of the theme, a card with round corners, and a thin line."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui import theme as themes
from daw.ui.metrics import px
from daw.ui.theme import Theme
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CARD_RADIUS, fill_rounded


class Ground(QWidget):
    """A container filled with a colour of the theme, by name.  radius : of its corners, 0 is square.  border : a colour's name"""

    def __init__(self, color: str = "panel", *, radius: float = 0, border: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.color, self.radius, self.border = color, radius, border
        if radius == 0:
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_color(self, color: str) -> None:
        """Another colour, by name."""
        if color != self.color:
            self.color = color
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        if self.radius == 0:
            painter.fillRect(event.rect(), getattr(theme, self.color))
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            border = self.border or ("border" if theme.borders else "")
            fill_rounded(painter, QRectF(self.rect()), self.radius, getattr(theme, self.color), getattr(theme, border) if border else None)
        painter.end()


class Card(Ground):
    """A group of things on a ground of its own."""

    def __init__(self, color: str = "panel", *, parent: QWidget | None = None) -> None:
        super().__init__(color, radius=CARD_RADIUS, parent=parent)


class Line(Painted):
    """A separator of one pixel, lying or standing.  color : "edge" between groups, "line" between panels."""

    def __init__(self, *, standing: bool = False, color: str = "edge", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing, self._color = standing, color
        grows, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(fixed if standing else grows, grows if standing else fixed)

    def natural_size(self) -> tuple[int, int]:
        return px(1), px(1)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.fillRect(self.rect(), getattr(theme, self._color))
