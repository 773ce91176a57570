"""The pointer over the canvas: which part of which row it means, and what it drags."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu

from daw.ui.arrange.drags import Drag, Pan, PartDrag, RangeDrag, RubberBand
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.rows import Row, row_at
from daw.ui.arrange.viewport import NOTCH
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas

SCROLL_PX = 60  # of a notch of the wheel
EDGE_MS, EDGE_MOST = 30, 40  # while dragging outside: how often it scrolls, and by how many pixels at most
MODIFIERS = {
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
}  # fmt: skip


class Pointer:
    """Takes the mouse events of the canvas."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas
        self.drag: Drag | None = None
        self.last: Hand | None = None
        self._under: Row | None = None
        self._said = ""
        self._edge = QTimer(canvas, interval=EDGE_MS)
        self._edge.timeout.connect(self.go_on)

    @property
    def place(self) -> QPointF:
        """Where it was last."""
        return self.last.at if self.last is not None else QPointF()

    def hand_at(self, at: QPointF, event: QMouseEvent | None = None, row: Row | None = None) -> Hand:
        """The hand at a place of the canvas."""
        owner = row or row_at(self.canvas.viewport.rows, at.y() + self.canvas.viewport.top)
        below = at.y() + self.canvas.viewport.top - (owner.top if owner else 0)
        button = event.button() if event is not None else Qt.MouseButton.NoButton
        modifiers = event.modifiers() if event is not None else Qt.KeyboardModifier.NoModifier
        return Hand(at, self.canvas.axis.frame(at.x()), below, button, modifiers)

    def row_under(self, at: QPointF) -> Row | None:
        """The row at a place of the canvas."""
        return row_at(self.canvas.viewport.rows, at.y() + self.canvas.viewport.top)

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        row, hand = self.row_under(event.position()), self.hand_at(event.position(), event)
        self.last = hand
        if self.drag is not None:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self.drag = Pan(self.canvas, hand)
        elif event.button() == Qt.MouseButton.LeftButton:
            part = self.canvas.parts.get(row.kind) if row is not None else None
            if row is not None and part is not None and part.press(row, hand):
                self.drag = PartDrag(part, row)
            elif self.canvas.studio.view.tool == "range" or hand.frame < 0:
                self.drag = RangeDrag(self.canvas, row, hand)
            else:
                self.drag = RubberBand(self.canvas, row, hand)
        self.renew_cursor()

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        hand = self.hand_at(event.position(), event, self.drag.row if self.drag is not None else None)
        self.last = hand
        if self.drag is None:
            self._hover(hand)
            return
        self.drag.move(hand)
        if self.outside(hand) and not isinstance(self.drag, Pan):
            self._edge.start()
        else:
            self._edge.stop()

    def outside(self, hand: Hand) -> float:
        """How many pixels the hand is left (negative) or right of the canvas."""
        x, width = hand.at.x(), self.canvas.width()
        return x if x < 0 else max(0.0, x - width)

    def go_on(self) -> None:
        """A drag is held outside the canvas: scroll there, and drag on."""
        if self.drag is None or self.last is None:
            self._edge.stop()
            return
        way = self.outside(self.last)
        if way:
            self.canvas.viewport.pan(min(max(way / 2, -px(EDGE_MOST)), px(EDGE_MOST)))
            self.last = self.last._replace(frame=self.canvas.axis.frame(self.last.at.x()))
            self.drag.move(self.last)

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        drag, self.drag = self.drag, None
        self._edge.stop()
        if drag is not None:
            drag.release(self.hand_at(event.position(), event, drag.row))
        self.canvas.guide(None)
        self.canvas.bubble("")
        self.renew_cursor()

    def double(self, event: QMouseEvent) -> None:
        """A double-click; where it means nothing it is a click."""
        row = self.row_under(event.position())
        part = self.canvas.parts.get(row.kind) if row is not None else None
        if event.button() != Qt.MouseButton.LeftButton or row is None or part is None:
            return
        if not part.double(row, self.hand_at(event.position(), event)):
            self.press(event)

    def leave(self) -> None:
        """The pointer has left the canvas."""
        if self._under is not None and self.drag is None:
            self.canvas.parts[self._under.kind].hover(self._under, None)
            self._under = None

    def cancel_drag(self) -> bool:
        """Esc: put back what a drag has changed; whether there was one."""
        drag, self.drag = self.drag, None
        if drag is None:
            return False
        drag.cancel()
        self.canvas.guide(None)
        self.canvas.bubble("")
        return True

    def hold_key(self, event: QKeyEvent, *, down: bool) -> None:
        """Shift, Ctrl or Alt went down or up while the pointer rests: what it would do, or does, may be another thing now."""
        flag = MODIFIERS.get(Qt.Key(event.key()))
        if flag is None or self.last is None or event.isAutoRepeat():
            return
        held = event.modifiers() | flag if down else event.modifiers() & ~flag
        self.last = self.last._replace(modifiers=held)
        if self.drag is not None:
            self.drag.move(self.last)
        self.renew_cursor()

    def _hover(self, hand: Hand) -> None:
        row = self.row_under(hand.at)
        part = self.canvas.parts.get(row.kind) if row is not None else None
        if self._under is not None and (row is None or row.key != self._under.key):
            self.canvas.parts[self._under.kind].hover(self._under, None)
        self._under = row if part is not None else None
        words = ""
        if row is not None and part is not None:
            part.hover(row, hand)
            words = part.words(row, hand)
        if words != self._said:
            self._said = words
            self.canvas.studio.say(words)
        self.renew_cursor()

    def renew_cursor(self) -> None:
        """Show the cursor that belongs to the place, or to the drag."""
        hand = self.last
        if hand is None:
            return
        if self.drag is not None:
            shape = self.drag.cursor(hand)
        else:
            row = self.row_under(hand.at)
            part = self.canvas.parts.get(row.kind) if row is not None else None
            shape = part.cursor(row, hand) if row is not None and part is not None else Qt.CursorShape.ArrowCursor
        self.canvas.setCursor(shape)

    def open_menu(self, at: QPointF) -> QMenu | None:
        """Open the context menu for what is at a place."""
        row = self.row_under(at)
        menu = QMenu(self.canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row is not None and row.kind in self.canvas.parts:
            self.canvas.parts[row.kind].menu(row, self.hand_at(at), menu)
        if menu.isEmpty():
            menu.deleteLater()
            return None
        menu.popup(self.canvas.mapToGlobal(at.toPoint()))
        return menu

    def wheel(self, event: QWheelEvent) -> None:
        """The wheel: up and down, with Shift in time, with Ctrl zoom, with Alt heights, with both the size of waves."""
        way, modifiers = event.angleDelta(), event.modifiers()
        notches = (way.y() or way.x()) / 120.0
        ctrl, alt = modifiers & Qt.KeyboardModifier.ControlModifier, modifiers & Qt.KeyboardModifier.AltModifier
        shift = modifiers & Qt.KeyboardModifier.ShiftModifier
        if alt and shift:
            self.canvas.waves_asked.emit(round(notches))
        elif alt:
            self.canvas.heights_asked.emit(self.row_under(event.position()), 1 if notches > 0 else -1)
        elif ctrl:
            self.canvas.viewport.zoom(NOTCH**notches, event.position().x())
        elif shift or (way.x() and not way.y()):
            self.canvas.viewport.pan(-(event.pixelDelta().x() or notches * px(SCROLL_PX)))
        else:
            self.canvas.viewport.scroll_to(self.canvas.viewport.top - (event.pixelDelta().y() or notches * px(SCROLL_PX)))
        event.accept()
