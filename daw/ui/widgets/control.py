"""How a hand changes a value: the same for every knob, slider, fader and number.

A control shows a float and reports a hand.  One gesture object goes with every report of one movement of the hand (a drag, a run of
keys or wheel notches, a typed value), so that whoever keeps the history can make one step of it.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QContextMenuEvent,
    QCursor,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from daw.ui.metrics import px
from daw.ui.quantity import Quantity, split_unit
from daw.ui.widgets import accessible
from daw.ui.widgets.entry import Entry, place_entry
from daw.ui.widgets.gesture import Gesture, WheelRest
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.tooltip import describe, tips
from daw.ui.widgets.valuemenu import pasted, value_menu

FULL_DRAG = 200  # the way of the hand from end to end, at 100 % scale
FINE = 0.1  # with Shift
RUN_MS = 700  # keys and notches closer together than this are one gesture
EDGE = 8  # so near the edge of the screen the hidden pointer goes back to where it started
STEPS_OF_KEY = {
    Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10,
}  # fmt: skip
TYPED = "0123456789+-−.,"  # these keys open the field in which a value is typed
TAKEN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier  # belong to shortcuts


class Control(Painted):
    """A painted control of one Quantity.  Subclasses draw it, and say where its number stands.

    pressed(gesture), moved(value, gesture), released(gesture) : what the hand does
    menu_opening(menu) : the context menu is about to open; add actions to it
    """

    pressed = Signal(object)
    moved = Signal(float, object)
    released = Signal(object)
    menu_opening = Signal(object)

    accessible_role = QAccessible.Role.Slider
    sideways = False  # the hand moves along x instead of up and down

    def __init__(self, quantity: Quantity, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.quantity = quantity
        self.value = quantity.default
        self.mixed = False  # several things with different values are selected
        self.automated = False
        self._hand: Gesture | None = None
        self._place = 0.0  # travel of the hand, before magnet and steps
        self._last, self._origin = QPointF(), QPointF()
        self._before = self.value
        self._dragging = False
        self._entry: Entry | None = None
        self._rest = WheelRest()
        self._notches = 0.0
        self._run = QTimer(self, singleShot=True, interval=RUN_MS)
        self._run.timeout.connect(self.end_gesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(f"{quantity.name}, {where}" if where else quantity.name)
        self.setAccessibleDescription(quantity.help)

    # what it shows

    def set_value(self, value: float) -> None:
        """Show a value.  Reports nothing."""
        if value != self.value or self.mixed:
            self.value, self.mixed = value, False
            self.update()
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, value))

    def set_mixed(self) -> None:
        """Show that there are several values."""
        self.mixed = True
        self.update()

    def set_automated(self, automated: bool) -> None:  # noqa: FBT001  a setter
        """Show that automation moves this control."""
        self.automated = automated
        self.update()

    def set_quantity(self, quantity: Quantity) -> None:
        """Show another quantity; the value is kept as far as it fits."""
        self.quantity, self.value = quantity, quantity.clamp(self.value)
        self.update()

    def text(self) -> str:
        """The value as text with its unit; "—" for several values."""
        return "—" if self.mixed else self.quantity.format(self.value)

    def tip(self) -> str:
        return describe(self.quantity, self.value, automated=self.automated)

    def number_rect(self) -> QRectF:
        """Where the number is drawn; a double-click there types."""
        return QRectF()

    def entry_rect(self) -> QRect:
        """Where the typed value is written."""
        number = self.number_rect()
        return (number if not number.isEmpty() else QRectF(self.rect())).toAlignedRect()

    def drag_length(self) -> float:
        """The way of the hand from end to end, in pixels."""
        return px(FULL_DRAG)

    # the hand

    def report(self, value: float, gesture: Gesture) -> None:
        """The hand asks for a value: show it and say so."""
        value = self.quantity.clamp(value)
        if value != self.value or self.mixed:
            self.set_value(value)
            self.moved.emit(value, gesture)

    def begin_gesture(self, name: str) -> Gesture:
        """A new movement of the hand; the one before is over."""
        self.end_gesture()
        self._hand = Gesture(name)
        self.pressed.emit(self._hand)
        return self._hand

    def end_gesture(self) -> None:
        """The movement of the hand is over."""
        self._run.stop()
        hand, self._hand, self._dragging = self._hand, None, False
        if hand is not None:
            self.released.emit(hand)

    def reset(self) -> None:
        """Go to the default, as one gesture."""
        self.ask(self.quantity.default, "reset")

    def ask(self, value: float, name: str) -> None:
        """One value asked for as a gesture of its own."""
        hand = self.begin_gesture(name)
        self.report(value, hand)
        self.end_gesture()

    def step(self, steps: float) -> None:
        """Go some arrow presses up or down; presses close together are one gesture."""
        hand = self._hand if self._run.isActive() and self._hand is not None else self.begin_gesture("step")
        self._run.start()
        self.report(self.quantity.stepped(self.value, steps), hand)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.reset()
            return
        self.begin_gesture("drag")
        self._dragging = True
        self._before, self._place = self.value, self.quantity.travel(self.value)
        self._last, self._origin = event.globalPosition(), event.globalPosition()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._dragging or self._hand is None:
            self._rest.moved()
            tips().rest(self)
            return
        self.setCursor(Qt.CursorShape.BlankCursor)
        here = event.globalPosition()
        way = here - self._last
        self._last = here
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pixels = way.x() if self.sideways else -way.y()
        self._place = min(max(self._place + pixels / self.drag_length() * (FINE if fine else 1.0), 0.0), 1.0)
        value = self.quantity.value(self._place)
        self.report(value if fine else self.quantity.held(value), self._hand)
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Bring the hidden pointer back from the edge of the screen, so that the hand never runs out of way."""
        room = self.screen().geometry().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if not room.contains(self._last.toPoint()) and room.contains(self._origin.toPoint()):
            QCursor.setPos(self._origin.toPoint())
            self._last = QPointF(QCursor.pos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and event.button() == Qt.MouseButton.LeftButton:
            moved = self.cursor().shape() == Qt.CursorShape.BlankCursor
            self._stop_dragging()
            if moved and QGuiApplication.platformName() != "offscreen":
                QCursor.setPos(self._origin.toPoint())
        super().mouseReleaseEvent(event)

    def _stop_dragging(self) -> None:
        self.unsetCursor()
        self.end_gesture()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.number_rect().contains(event.position()):
            self.type_value()
        else:
            self.reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._rest.is_meant(event, focused=self.hasFocus()):
            event.ignore()
            return
        event.accept()
        way = event.angleDelta()
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._notches += (way.y() or way.x()) / 120.0 * (FINE if fine and self.quantity.law != "steps" else 1.0)
        if self.quantity.law != "steps":
            self.step(self._notches)
            self._notches = 0.0
        elif abs(self._notches) >= 1.0:
            self.step(int(self._notches))
            self._notches -= int(self._notches)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._rest.moved()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._rest.left()
        super().leaveEvent(event)

    # the keyboard

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def _wants(self, event: QKeyEvent) -> bool:
        if event.modifiers() & TAKEN:
            return False
        key = event.key()
        drags = self._dragging and key == Qt.Key.Key_Escape
        return drags or key in STEPS_OF_KEY or key in (Qt.Key.Key_Home, Qt.Key.Key_End) or (event.text() in TYPED and bool(event.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.open_menu(self.rect().center())
        elif not self._wants(event):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self._hand is not None:
            self.report(self._before, self._hand)
            self._stop_dragging()
        elif key in STEPS_OF_KEY:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(STEPS_OF_KEY[Qt.Key(key)] * (FINE if fine else 1.0))
        elif key == Qt.Key.Key_Home:
            self.ask(self.quantity.low, "least")
        elif key == Qt.Key.Key_End:
            self.ask(self.quantity.high, "most")
        else:
            self.type_value(event.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self._dragging:
            self.end_gesture()
        self.update()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    # typing and the menu

    def type_value(self, typed: str = "") -> None:
        """Open the field in which a value is typed, perhaps with the first key already in it."""
        self.end_gesture()
        tips().stop()
        owner, rect = place_entry(self, self.entry_rect())
        self._entry = Entry("" if self.mixed else self.text(), self._parse, owner)
        self._entry.setAccessibleName(self.accessibleName())
        self._entry.entered.connect(self._on_entered)
        self._entry.closed.connect(self._on_entry_closed)
        self._entry.left.connect(self.focusNextPrevChild)
        self._entry.open_at(rect, typed=typed)

    def _parse(self, text: str) -> float:
        """The value of a text; a bare number that does not fit may be meant in the unit shown ("2" over "1.00 kHz")."""
        try:
            return self.quantity.parse(text)
        except ValueError:
            unit = split_unit(self.text())[1]
            if not unit or not text.strip()[-1:].isdigit():
                raise
            try:
                return self.quantity.parse(f"{text} {unit}")
            except ValueError:
                pass
            raise

    def _on_entered(self, value: float) -> None:
        self.ask(value, "type")

    def _on_entry_closed(self) -> None:
        had_focus = self._entry is not None and self._entry.hasFocus()
        self._entry = None
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu(event.pos() if event.reason() == QContextMenuEvent.Reason.Mouse else self.rect().center())

    def open_menu(self, place: QPoint) -> QMenu:
        """Open the context menu at a place of the widget."""
        menu = value_menu(self)
        self.menu_opening.emit(menu)
        menu.popup(self.mapToGlobal(place))
        return menu

    def copy_value(self) -> None:
        """Put the value, as text with its unit, on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def paste_value(self) -> None:
        """Ask for the value on the clipboard, if it is one."""
        value = pasted(self)
        if value is not None:
            self.ask(value, "paste")
