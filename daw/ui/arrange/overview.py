"""The whole song in a strip; the frame in it is what the canvas shows: drag it to pan, its edges to zoom."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from daw.model.session import Session
from daw.ui import theme as themes
from daw.ui.arrange.strip import Strip
from daw.ui.arrange.timeaxis import TimeAxis, fitting
from daw.ui.arrange.viewport import Viewport
from daw.ui.metrics import px, pxf
from daw.ui.theme import mix, pen

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio

LATER_MS = 150
EDGE = 6  # pixels of the frame's edges: drag to zoom


class Overview(Strip):
    """20 high."""

    def __init__(self, studio: "Studio", viewport: Viewport, canvas: "Canvas", parent: QWidget | None = None) -> None:
        super().__init__(studio, viewport, canvas, parent)
        self._drag = ""
        self._from = (0.0, TimeAxis())
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.renew)
        self.setAccessibleName("Overview")
        self.setStatusTip("Drag the frame to move through the song, drag its edges to zoom.")

    @property
    def axis(self) -> TimeAxis:
        """The whole song on the width of the strip."""
        end = max(self.viewport.song_end, self.studio.sample_rate * 10)
        return fitting(0, end, self.width(), 0.0)

    def frame_rect(self) -> QRectF:
        """What the canvas shows."""
        axis = self.axis
        left, right = axis.x(self.viewport.axis.first_frame), axis.x(self.viewport.end)
        return QRectF(left, 0, max(right - left, px(6)), self.height())

    def on_redrawn(self, old: object, new: object) -> None:
        assert isinstance(old, Session)
        assert isinstance(new, Session)
        if old.tracks is not new.tracks and not self._later.isActive():
            self._later.start()  # a drag changes the song often; here nobody needs each frame of it

    def on_moved(self) -> None:
        self.update()

    def draw(self, painter: QPainter, rect: QRect) -> None:
        theme, axis = themes.current(), self.axis
        painter.fillRect(rect, theme.gutter)
        tracks = [track for track in self.viewport.shown.tracks if track.kind == "audio"]
        if not tracks:
            return
        margin = pxf(2)
        step = (self.height() - 2 * margin) / len(tracks)
        for n, track in enumerate(tracks):
            ink = mix(theme.gutter, theme.track("stone" if track.mute else track.color), 0.62)
            top, high = margin + n * step, max(1.0, step - (1.0 if step >= 2.5 else 0.0))
            for clip in track.clips:
                left, right = axis.x(clip.start), axis.x(clip.end)
                painter.fillRect(QRectF(left, top, max(1.0, right - left - 0.5), high), ink)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, frame = themes.current(), self.frame_rect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = mix(theme.gutter, theme.shade if theme.dark else theme.fg, 0.5)
        veil = type(veil)(veil)
        veil.setAlphaF(0.45)
        painter.fillRect(QRectF(0, 0, frame.left(), self.height()), veil)
        painter.fillRect(QRectF(frame.right(), 0, self.width() - frame.right(), self.height()), veil)
        painter.setPen(pen(theme.text2, pxf(1.2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(0.75, 0.75, -0.75, -0.75), pxf(3), pxf(3))
        painter.end()

    def part_at(self, x: float) -> str:
        """What of the frame is at a place: "left", "right", "frame", or "" outside."""
        frame = self.frame_rect()
        edge = min(px(EDGE), frame.width() / 3)
        if abs(x - frame.left()) <= edge:
            return "left"
        if abs(x - frame.right()) <= edge:
            return "right"
        return "frame" if frame.left() < x < frame.right() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._drag = self.part_at(x)
        if not self._drag:
            middle = self.axis.frame(x) - self.viewport.width / 2 * self.viewport.axis.frames_per_px
            self.viewport.look(TimeAxis(max(0.0, middle), self.viewport.axis.frames_per_px))
            self._drag = "frame"
        self._from = (x, self.viewport.axis)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not self._drag:
            part = self.part_at(x)
            shapes = {"left": Qt.CursorShape.SizeHorCursor, "right": Qt.CursorShape.SizeHorCursor, "frame": Qt.CursorShape.OpenHandCursor}
            self.setCursor(shapes.get(part, Qt.CursorShape.ArrowCursor))
            return
        pressed, axis = self._from
        by = (x - pressed) * self.axis.frames_per_px
        first, last = axis.first_frame, axis.first_frame + self.viewport.width * axis.frames_per_px
        self.viewport.following = False
        if self._drag == "frame":
            self.viewport.look(TimeAxis(max(0.0, first + by), axis.frames_per_px))
        else:
            first, last = (max(0.0, first + by), last) if self._drag == "left" else (first, last + by)
            if last - first > self.viewport.width / 64:
                self.viewport.look(TimeAxis(first, min((last - first) / self.viewport.width, self.viewport.longest)))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._drag = ""

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.viewport.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self.viewport.pan(way * self.viewport.width / 4)
