"""The ruler: bars and time, the loop over it, markers in it; click to go there, drag to choose a stretch of time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPolygonF, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from daw.model import edits
from daw.model.session import Marker
from daw.ui import theme as themes
from daw.ui.arrange.commentpins import CommentPins
from daw.ui.arrange.grid import bar_width, label_step, seen_lines
from daw.ui.arrange.nameentry import NameEntry
from daw.ui.arrange.rulermenu import fill_marker_menu, fill_ruler_menu
from daw.ui.arrange.strip import Strip
from daw.ui.arrange.viewport import Viewport
from daw.ui.comments.doing import fill_comment_menu
from daw.ui.metrics import MARKS, REGULAR, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, alpha, mix
from daw.ui.timetext import bars_text
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.shapes import CENTER, LEFT, NO_PEN, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio

LOOP, EDGE, PIN = 6, 5, 13  # heights of the loop's zone and of a marker, reach of the loop's edges
START_PX = 3
HINTS = {  # what each part does, for the status bar
    "time": "Click to go there, drag to choose a stretch of time, drag along the top for a loop. Shift+drag scrubs.",
    "loop-new": "Drag to loop a stretch of time.",
    "loop": "Drag moves the loop, a click switches it on or off.",
    "loop-start": "Drag to begin the loop elsewhere.",
    "loop-end": "Drag to end the loop elsewhere.",
    "marker": "Click goes there, drag moves the marker, a double-click renames it.",
    "comment": "Click opens the comment, drag moves it to another moment.",
}


class Ruler(Strip):
    """28 high: the loop's zone on top, then numbers and time, ticks at the foot."""

    tall = 28

    def __init__(self, studio: "Studio", viewport: Viewport, canvas: "Canvas", parent: QWidget | None = None) -> None:
        super().__init__(studio, viewport, canvas, parent)
        self._drag = ""
        self._pressed, self._frame = QPointF(), 0
        self._loop = (0, 0)
        self._marker: Marker | None = None
        self._gesture = Gesture()
        self._entry: NameEntry | None = None
        self.comments = CommentPins(self)
        self._recording = False
        self._chosen: str | None = None
        self.setAccessibleName("Ruler")
        self.setStatusTip(HINTS["time"])
        studio.transport_changed.connect(self._on_transport)
        studio.view.changed.connect(self._on_view)
        studio.selection.changed.connect(self._on_selection)

    # drawing

    def draw(self, painter: QPainter, rect: QRect) -> None:
        theme, axis, session = themes.current(), self.viewport.axis, self.viewport.shown
        painter.fillRect(rect, mix(theme.panel, theme.rec, 0.35) if self._recording else theme.panel)
        height = self.height()
        step = label_step(bar_width(session, axis.frame(rect.left()), axis), pxf(1))
        room = px(160)
        for line in seen_lines(session, self.studio.view.grid, axis, rect.left() - room, rect.right() + 1):
            x = round(axis.x(line.frame))
            labelled = line.level == 0 and (line.bar - 1) % step == 0
            if labelled:
                painter.fillRect(QRectF(x, px(LOOP + 4), 1, height), theme.text3)
                if x + room < rect.left():
                    continue
                self._label(painter, x, line.bar, line.frame, theme)
            else:
                tall = px(8) if line.level == 0 else px(4)
                painter.fillRect(QRectF(x, height - tall, 1, tall), theme.border if line.level == 0 else theme.edge)
        loop = session.loop
        if loop is not None:
            left, right = axis.x(loop.start), axis.x(loop.end)
            ink = theme.accent if self.studio.view.loop else mix(theme.panel, theme.accent, 0.4)
            painter.fillRect(QRectF(left, 0, right - left, px(LOOP)), ink)
        punch = session.punch
        if punch is not None and self.studio.view.punch:
            left, right = axis.x(punch.start), axis.x(punch.end)
            painter.fillRect(QRectF(left, px(LOOP) - px(2), right - left, px(2)), theme.rec)
        chosen = self.studio.selection.range
        if chosen is not None:
            left, right = axis.x(chosen[0]), axis.x(chosen[1])
            painter.fillRect(QRectF(left, px(LOOP), right - left, height), alpha(theme.accent, 0.16))
        for marker in session.markers:
            self._pin(painter, marker, theme)
        self.comments.paint(painter, rect, theme)
        painter.fillRect(QRectF(rect.left(), height - 1, rect.width(), 1), theme.line)

    def _label(self, painter: QPainter, x: int, bar: int, frame: int, theme: Theme) -> None:
        number = str(bar)
        top, height = px(LOOP + 2), self.height() - px(LOOP + 8)
        width = text_width(number, SECONDARY, SEMIBOLD) + px(2)
        pins = self._pins()
        place = QRectF(x + px(5), top, width, height)
        if any(place.intersects(pin) for pin in pins):
            return
        draw_text(painter, place, number, SECONDARY, SEMIBOLD, theme.text, LEFT)
        seconds = frame / self.studio.sample_rate
        words = f"{int(seconds) // 60}:{seconds % 60:04.1f}"
        place = QRectF(x + px(5) + width + px(8), top, text_width(words, MARKS, REGULAR) + px(2), height)
        if not any(place.intersects(pin) for pin in pins):
            draw_text(painter, place, words, MARKS, REGULAR, theme.text3, LEFT)

    def _pins(self) -> list[QRectF]:
        """Where markers and comments stand: nothing is written under them."""
        session = self.viewport.shown
        return [self.pin_rect(one) for one in session.markers] + [self.comments.rect(one) for one in session.comments]

    def _pin(self, painter: QPainter, marker: Marker, theme: Theme) -> None:
        place = self.pin_rect(marker)
        fill_rounded(painter, place, 4, theme.lit_solo)
        draw_text(painter, place.adjusted(px(4), 0, -px(4), 0), marker.name, MARKS, SEMIBOLD, theme.ink, CENTER)
        x, foot = self.viewport.axis.x(marker.frame), place.bottom()
        painter.setPen(NO_PEN)
        painter.setBrush(theme.lit_solo)
        painter.drawPolygon(QPolygonF([QPointF(x - pxf(4), foot - 1), QPointF(x + pxf(4), foot - 1), QPointF(x, foot + pxf(4))]))

    def pin_rect(self, marker: Marker) -> QRectF:
        """Where a marker's name stands."""
        width = max(px(20), min(text_width(marker.name, MARKS, SEMIBOLD) + px(10), px(120)))
        return QRectF(self.viewport.axis.x(marker.frame) - width / 2, px(LOOP + 1), width, px(PIN))

    def marker_at(self, at: QPointF) -> Marker | None:
        """The marker at a place."""
        return next((one for one in reversed(self.studio.session.markers) if self.pin_rect(one).contains(at)), None)

    # the hand

    def part_at(self, at: QPointF) -> str:
        """What is at a place: "loop-start", "loop-end", "loop" (inside it), "loop-new", "comment", "marker", or "time"."""
        if at.y() < px(LOOP):
            loop = self.studio.session.loop
            if loop is None:
                return "loop-new"
            left, right = self.viewport.axis.x(loop.start), self.viewport.axis.x(loop.end)
            if abs(at.x() - left) <= px(EDGE):
                return "loop-start"
            if abs(at.x() - right) <= px(EDGE):
                return "loop-end"
            return "loop" if left < at.x() < right else "loop-new"
        if self.comments.at(at) is not None:
            return "comment"
        return "marker" if self.marker_at(at) is not None else "time"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._pressed, self._frame = at, self.viewport.axis.frame(at.x())
        self._drag, self._gesture = self.part_at(at), Gesture("ruler")
        self._marker = self.marker_at(at)
        comment = self.comments.at(at)
        if self._drag == "comment" and comment is not None:
            self.comments.press(comment)
        loop = self.studio.session.loop
        self._loop = (loop.start, loop.end) if loop is not None else (0, 0)
        if self._drag == "time" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drag = "scrub"
            self.studio.locate(self._frame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not self._drag:
            pin = self.comments.at(at)
            self.say(self.comments.words(pin) if pin is not None else "", at)
            part = self.part_at(at)
            edge = part in ("loop-start", "loop-end")
            if self.statusTip() != HINTS[part]:
                self.setStatusTip(HINTS[part])
                QApplication.sendEvent(self.window(), QStatusTipEvent(HINTS[part]))
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        if self._drag != "scrub" and abs(at.x() - self._pressed.x()) < px(START_PX) and self._drag != "moved":
            return
        frame = self.viewport.axis.frame(at.x())
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        there = self.snap(frame, turned=ctrl)
        if self._drag == "scrub":
            self.studio.locate(frame)
        elif self._drag == "time":
            self.studio.selection.set_range(self.snap(self._frame, turned=ctrl), there)
        elif self._drag == "comment":
            self.comments.drag(there)
        elif self._drag == "marker" and self._marker is not None:
            self.studio.do(edits.move_marker, self._marker.id, there, gesture=self._gesture)
        else:
            self._drag_loop(there, frame)
        self.say(bars_text(self.studio.session, there), at)

    def _drag_loop(self, there: int, frame: int) -> None:
        start, end = self._loop
        match self._drag:
            case "loop-new":
                start, end = sorted((self.snap(self._frame), there))
            case "loop-start":
                start = min(there, end - 1)
            case "loop-end":
                end = max(there, start + 1)
            case "loop":
                by = self.snap(max(0, start + frame - self._frame)) - start
                start, end = start + by, end + by
        if end > start and self.studio.do(edits.set_loop, start, end, gesture=self._gesture) and self._drag == "loop-new":
            self._switch_on()

    def _switch_on(self) -> None:
        if not self.studio.view.loop:
            self.studio.toggle_loop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, ""
        self.say("", event.position())
        if drag == "comment":
            self.comments.release()
            return
        if event.button() != Qt.MouseButton.LeftButton or abs(event.position().x() - self._pressed.x()) >= px(START_PX):
            return
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if drag in ("time", "marker"):
            frame = self._marker.frame if drag == "marker" and self._marker is not None else self.snap(self._frame, turned=ctrl)
            self.studio.locate(frame)
            self.canvas.set_edit_cursor(frame)
        elif drag == "loop":
            self.studio.toggle_loop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        marker = self.marker_at(event.position())
        if marker is not None and self.comments.at(event.position()) is None:
            self.rename(marker)

    def rename(self, marker: Marker) -> None:
        """Let a marker's name be typed."""
        rect = self.pin_rect(marker).toRect()
        rect.setWidth(max(rect.width(), px(110)))
        self._entry = NameEntry(marker.name, rect.adjusted(0, -px(3), 0, px(4)), self, "Name of the marker")
        self._entry.named.connect(lambda name: self.studio.do(edits.rename_marker, marker.id, name))

    def snap(self, frame: int, *, turned: bool = False) -> int:
        """Where a frame sticks; `turned` while Ctrl is held."""
        if self.studio.view.snap == turned:
            return frame
        return self.canvas.sticking.snap_on(frame)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._drag:
            self.say("", QPointF())
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = QPointF(event.pos())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        marker, comment = self.marker_at(at), self.comments.at(at)
        if comment is not None:
            menu.addAction("Open", lambda: self.comments.open(comment.id))
            fill_comment_menu(menu, self.studio, comment)
        elif marker is not None:
            fill_marker_menu(menu, self.studio, marker, self.rename)
        else:
            fill_ruler_menu(menu, self, self.snap(self.viewport.axis.frame(at.x())))
        menu.popup(event.globalPos())

    def _on_selection(self) -> None:
        if self.studio.selection.comment != self._chosen:
            self._chosen = self.studio.selection.comment
            self.renew()

    def _on_transport(self) -> None:
        if self.studio.recording != self._recording:
            self._recording = self.studio.recording
            self.renew()

    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"grid", "loop", "punch"}:
            self.renew()
