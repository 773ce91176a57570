"""The playhead: a line over ruler and canvas in a thin widget of its own, so that moving it redraws two narrow stripes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from daw.ui import theme as themes
from daw.ui.arrange.viewport import Viewport
from daw.ui.metrics import px, pxf
from daw.ui.widgets.shapes import NO_PEN

if TYPE_CHECKING:
    from daw.ui.studio import Studio

WIDTH, FLAG = 14, 12


class Playhead(QWidget):
    """Lies over its parent from `top` down; takes no clicks."""

    def __init__(self, studio: "Studio", viewport: Viewport, parent: QWidget) -> None:
        super().__init__(parent)
        self.studio, self.viewport = studio, viewport
        self.flag_top = px(14)
        self._recording = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        studio.playhead_moved.connect(self._on_moved)
        studio.transport_changed.connect(self._on_transport)
        viewport.moved.connect(self.place)

    def lie(self, top: int, height: int) -> None:
        """From where to where it reaches in its parent."""
        self.setGeometry(self.x(), top, px(WIDTH), height)
        self.place()

    def _on_moved(self, frame: int) -> None:
        self.viewport.follow(frame)
        self.place()

    def place(self) -> None:
        """Stand where the song stands."""
        x = round(self.viewport.axis.x(self.studio.position)) - px(WIDTH) // 2
        shown = -px(WIDTH) <= x <= self.viewport.width
        if shown != self.isVisible():
            self.setVisible(shown)
        if shown and x != self.x():
            self.move(x, self.y())

    def _on_transport(self) -> None:
        if self.studio.recording != self._recording:
            self._recording = self.studio.recording
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.rec if self._recording else theme.fg
        middle, half, top = self.width() / 2, pxf(FLAG) / 2, self.flag_top
        line = pxf(1.5)
        painter.fillRect(round(middle - line / 2), 0, max(1, round(line)), self.height(), ink)
        painter.setPen(NO_PEN)
        painter.setBrush(ink)
        flag = [
            QPointF(middle - half, top), QPointF(middle + half, top), QPointF(middle + half, top + half),
            QPointF(middle, top + 2 * half), QPointF(middle - half, top + half),
        ]  # fmt: skip
        painter.drawPolygon(QPolygonF(flag))
        painter.end()
