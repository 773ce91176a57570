"""What the strips over the canvas share: a kept picture that follows the viewport, a bubble, and one drag at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui import theme as themes
from daw.ui.arrange.picture import Picture
from daw.ui.arrange.viewport import NOTCH, Viewport
from daw.ui.metrics import px
from daw.ui.widgets import accessible
from daw.ui.widgets.bubble import Bubble
from daw.ui.widgets.shapes import paint_focus_ring

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio


class Strip(QWidget):
    """Subclasses draw into `draw`, whose painter is clipped to what is asked for."""

    accessible_role = QAccessible.Role.Grouping
    tall = 20
    sticky = 0  # pixels at the left edge in which names stand that stick to it

    def __init__(self, studio: "Studio", viewport: Viewport, canvas: "Canvas", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.studio, self.viewport, self.canvas = studio, viewport, canvas
        self.picture = Picture(self.draw)
        self._bubble: Bubble | None = None
        self._seen = viewport.axis
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("zone", "canvas")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(self.tall))
        viewport.moved.connect(self.on_moved)
        viewport.redrawn.connect(self.on_redrawn)
        themes.changes.changed.connect(self.renew)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw everything inside a rectangle."""

    def renew(self) -> None:
        """Draw all of it again."""
        self.picture.spoil()
        self.update()

    def on_moved(self) -> None:
        """Time was scrolled or zoomed: what stays in sight is moved, not drawn."""
        axis, was = self.viewport.axis, self._seen
        self._seen = axis
        if axis.frames_per_px != was.frames_per_px:
            self.renew()
            return
        dx = round((was.first_frame - axis.first_frame) / axis.frames_per_px)
        if dx:
            self.picture.shift(dx, 0)
            if self.sticky:
                self.picture.spoil(QRect(0, 0, px(self.sticky) + abs(dx), self.height()))
            self.update()

    def on_redrawn(self, _old: object, _new: object) -> None:
        """The song is another one."""
        self.renew()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.picture.resize(self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        self.picture.paint(painter, event.rect())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus_ring(painter, QRectF(self.rect()), themes.current(), 2)
        painter.end()

    def say(self, text: str, at: QPointF) -> None:
        """Show a value beside the pointer; no text takes it away."""
        if not text:
            if self._bubble is not None:
                self._bubble.hide()
            return
        window = self.window()
        if self._bubble is None or self._bubble.parentWidget() is not window:
            self._bubble = Bubble(window)
        corner = self.mapTo(window, at.toPoint())
        self._bubble.say(text, QRect(corner.x() - px(8), corner.y(), px(16), px(24)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        way = event.angleDelta()
        notches = (way.y() or way.x()) / 120.0
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.viewport.zoom(NOTCH**notches, event.position().x())
        else:
            self.viewport.pan(-notches * px(60))
        event.accept()
