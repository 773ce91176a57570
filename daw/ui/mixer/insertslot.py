"""A row of a strip's inserts: an effect with its switch and its name, or the "+" under the last."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from daw.ui.icons import paint_icon
from daw.ui.metrics import MEDIUM, SECONDARY, px, pxf
from daw.ui.theme import Theme, mix
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import CENTER, FIELD_RADIUS, LEFT, NO_PEN, draw_text, fill_rounded

SQUARE, SWITCH_ROOM = 6, 18


class InsertSlot(Pressable):
    """`moved(on, gesture)` : the switch.  clicked, double_clicked : its name.  keyed(what) : "remove", "rename", "up", "down"
    dragged(place on the screen, modifiers), dropped(place, modifiers), drag_left() : the hand carries it
    """

    moved = Signal(bool, object)
    keyed = Signal(str)
    double_clicked = Signal()
    menu_asked = Signal(QPoint)
    dragged = Signal(QPoint, object)
    dropped = Signal(QPoint, object)
    drag_left = Signal()
    focused = Signal()
    ring_radius = FIELD_RADIUS
    accessible_role = QAccessible.Role.CheckBox

    def __init__(self, slot_id: str, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Effect", where=where, parent=parent)
        self.slot_id, self.where = slot_id, where
        self.words = ""
        self.color = "stone"
        self.is_on = True
        self.frozen = False
        self.missing = ""  # why its effect can't be found
        self.reduction_db: float | None = None
        self._pressed_at: QPoint | None = None
        self._carried = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_slot(self, words: str, color: str, *, on: bool, missing: str) -> None:
        """Show an effect: its name, on or off, and why it is missing if it is."""
        if (words, color, on, missing) != (self.words, self.color, self.is_on, self.missing):
            self.words, self.color, self.is_on, self.missing = words, color, on, missing
            self.setAccessibleName(f"{words}, {self.where}{', missing' if missing else ''}")
            self.setAccessibleDescription(missing)
            self.update()

    def set_frozen(self, *, frozen: bool) -> None:
        """Show that the track plays a file of its sound, so that the effect rests."""
        if frozen != self.frozen:
            self.frozen = frozen
            self.update()

    def set_reduction(self, reduction_db: float | None) -> None:
        """Keep how much it turns down now, for the tooltip."""
        self.reduction_db = reduction_db

    def text(self) -> str:
        """Its state in words."""
        return "missing" if self.missing else "frozen" if self.frozen else "on" if self.is_on else "off"

    def tip(self) -> str:
        if self.missing:
            return f"{self.words} is missing. {self.missing}"
        if self.frozen:
            return f"{self.words} is frozen with its track. Unfreeze the track to change it (menu of the track)."
        turned = f" Gain reduction {abs(self.reduction_db):.1f} dB." if self.reduction_db else ""
        ways = "Click opens it, double-click in a window, the square switches it. Keys: Space on/off, Enter opens, Del removes."
        return f"{self.words} {self.text()}.{turned} {ways}"

    def natural_size(self) -> tuple[int, int]:
        return px(75), px(18)

    def switch(self) -> None:
        """On or off by the hand."""
        self.is_on = not self.is_on
        self.update()
        self.moved.emit(self.is_on, Gesture("Bypass"))

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at, self._carried = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self._carried or way >= QApplication.startDragDistance():
            self._carried = True
            self._set_down(down=False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(event.globalPosition().toPoint(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        carried, pressed = self._carried, self._pressed_at
        self._let_go()
        if carried:
            self.dropped.emit(event.globalPosition().toPoint(), event.modifiers())
            return
        if self.is_down:
            self._set_down(down=False)
            if pressed.x() < px(SWITCH_ROOM):
                self.switch()
            else:
                self.press(event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= px(SWITCH_ROOM):
            self.double_clicked.emit()
        else:
            self.mousePressEvent(event)

    def _let_go(self) -> None:
        self._pressed_at, self._carried = None, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    # the keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def wants(self, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F2)
        carries = self._carried and event.key() == Qt.Key.Key_Escape
        moves = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() == Qt.KeyboardModifier.AltModifier
        return carries or moves or event.key() in keys or super().wants(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        ways = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        if key == Qt.Key.Key_Escape and self._carried:
            self._let_go()
            self.drag_left.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.keyed.emit("remove")
        elif key == Qt.Key.Key_F2:
            self.keyed.emit("rename")
        elif key in ways and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.keyed.emit(f"move {ways[Qt.Key(key)]}")
        elif key in ways and event.modifiers() == NO_KEYS:
            self.keyed.emit(ways[Qt.Key(key)])
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.switch()
        elif key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    # paint

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        on = self.is_on and not self.missing and not self.frozen
        fill = mix(theme.control, theme.track(self.color), 0.10) if on else theme.raised
        if self.hovered:
            fill = mix(fill, theme.hover, 0.6)
        border = theme.rec if self.missing else theme.border if theme.borders else None
        fill_rounded(painter, rect, FIELD_RADIUS, fill, border)
        side = pxf(SQUARE)
        square = QRectF(pxf(4), rect.center().y() - side / 2, side, side)
        if self.missing:
            paint_icon(painter, "warning", square.adjusted(-pxf(2), -pxf(2), pxf(2), pxf(2)), theme.rec)
        elif self.frozen:
            paint_icon(painter, "snow", square.adjusted(-pxf(2), -pxf(2), pxf(2), pxf(2)), theme.text3)
        elif on:
            painter.setPen(NO_PEN)
            painter.fillRect(square, theme.lit_play)
        else:
            fill_rounded(painter, square, 0, None, theme.text3)
        ink = theme.text if on else theme.text3
        draw_text(painter, rect.adjusted(pxf(15), 0, -pxf(3), 0), self.words, SECONDARY, MEDIUM, ink, LEFT)


class AddSlot(Pressable):
    """The "+" that opens the list of effects."""

    focused = Signal()
    ring_radius = FIELD_RADIUS

    def __init__(self, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Add effect", where=where, help="Opens the list of effects: type to find one.", parent=parent)

    def natural_size(self) -> tuple[int, int]:
        return px(75), px(18)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill_rounded(
            painter, rect, FIELD_RADIUS, theme.hover if self.hovered else empty_fill(theme), theme.border if theme.borders else None
        )
        draw_text(painter, rect, "+", SECONDARY, MEDIUM, theme.text if self.hovered else theme.text3, CENTER)


def empty_fill(theme: Theme) -> QColor:
    """The ground of a place without an effect."""
    return mix(theme.panel, theme.canvas, 0.7) if theme.dark else mix(theme.panel, theme.control, 0.5)
