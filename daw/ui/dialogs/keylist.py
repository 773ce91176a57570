"""The list of all commands with their keys, grouped by menu; and the field that waits for a key."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.actions import Action, Actions, sequences
from daw.ui.menus import MENUS, menu_of
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, mix
from daw.ui.widgets import accessible
from daw.ui.widgets.accessible import announce
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import BUTTON_RADIUS, CENTER, FIELD_RADIUS, LEFT, draw_text, fill_rounded, paint_field

ROW, HEAD = 28, 30
MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)


class KeyRow(NamedTuple):
    """A command, or with an empty key the title of a group.  keys : as the system writes them.  own : the person changed them"""

    key: str
    words: str
    zone: str = ""
    keys: tuple[str, ...] = ()
    own: bool = False


def grouped(found: Iterable[Action], actions: Actions) -> list[KeyRow]:
    """The rows of some commands with their keys, under the names of their menus."""
    groups: dict[str, list[KeyRow]] = {}
    own = actions.own_shortcuts
    for one in found:
        keys = tuple(each.toString(QKeySequence.SequenceFormat.NativeText) for each in sequences(actions.shortcut(one.key)))
        row = KeyRow(one.key, one.words, one.zone, keys, one.key in own)
        groups.setdefault(menu_of(one) or one.key.partition(".")[0].capitalize(), []).append(row)
    names = [*(name for name in MENUS if name in groups), *(name for name in groups if name not in MENUS)]
    return [row for name in names for row in (KeyRow("", name), *groups[name])]


def pressed_keys(event: QKeyEvent) -> str:
    """The keys of an event as shortcuts write them; empty for a modifier alone.  Shift that makes a sign is part of the sign."""
    key = event.key()
    if key in MODIFIERS:
        return ""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    if held & Qt.KeyboardModifier.ShiftModifier and text.isprintable() and len(text) == 1 and not text.isalnum() and text != " ":
        held &= ~Qt.KeyboardModifier.ShiftModifier
    if key == Qt.Key.Key_Backtab:
        key = Qt.Key.Key_Tab
    return QKeySequence(held.value | key).toString()


class KeyList(Painted):
    """`picked(key)` : another command is the present one.  `asked(key)` : its key is to be changed.  `cleared(key)` : taken away"""

    picked = Signal(str)
    asked = Signal(str)
    cleared = Signal(str)
    accessible_role = QAccessible.Role.List

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.rows: list[KeyRow] = []
        self.present = ""
        self._over = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Commands and their keys")
        self.setStatusTip("Enter changes the key, Del takes it away.")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The present command and its keys."""
        row = next((row for row in self.rows if row.key == self.present), None)
        return f"{row.words}, {' or '.join(row.keys) or 'no key'}" if row is not None else "Nothing"

    def show_rows(self, rows: Sequence[KeyRow]) -> None:
        """Show other commands; the present one stays if it is among them."""
        self.rows = list(rows)
        keys = [row.key for row in self.rows if row.key]
        if self.present not in keys:
            self.pick(keys[0] if keys else "")
        self.updateGeometry()
        self.update()

    def pick(self, key: str) -> None:
        """Make a command the present one."""
        if key != self.present:
            self.present = key
            self.picked.emit(key)
            self.update()

    def top_of(self, key: str) -> int:
        """How far down a command's row begins."""
        top = 0
        for row in self.rows:
            if row.key == key:
                return top
            top += px(ROW if row.key else HEAD)
        return 0

    def natural_size(self) -> tuple[int, int]:
        return px(400), max(px(ROW), sum(px(ROW if row.key else HEAD) for row in self.rows))

    def _at(self, event: QMouseEvent) -> str:
        top = 0
        for row in self.rows:
            top += px(ROW if row.key else HEAD)
            if event.position().y() < top:
                return row.key
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._at(event) != self._over:
            self._over = self._at(event)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._at(event):
            self.pick(self._at(event))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event):
            self.asked.emit(self._at(event))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not event.modifiers():
            event.accept()  # the list owns plain keys
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = [row.key for row in self.rows if row.key]
        page = 12
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page, Qt.Key.Key_Home: -len(keys),
                Qt.Key.Key_End: len(keys)}  # fmt: skip
        if event.key() in ways and keys:
            at = keys.index(self.present) if self.present in keys else 0
            self.pick(keys[min(max(at + ways[Qt.Key(event.key())], 0), len(keys) - 1)])
            announce(self, self.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.present:
            self.asked.emit(self.present)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.present:
            self.cleared.emit(self.present)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        top, seen = 0, self.visibleRegion().boundingRect()
        for row in self.rows:
            height = px(ROW if row.key else HEAD)
            if top + height >= seen.top() and top <= seen.bottom():
                self._paint_row(painter, theme, row, QRectF(0, top, self.width(), height))
            top += height

    def _paint_row(self, painter: QPainter, theme: Theme, row: KeyRow, rect: QRectF) -> None:
        if not row.key:
            draw_text(painter, rect.adjusted(px(8), px(8), 0, 0), row.words, SECONDARY, SEMIBOLD, theme.text3, LEFT)
            return
        if row.key == self.present:
            fill_rounded(painter, rect, BUTTON_RADIUS, mix(theme.panel, theme.accent, 0.24), theme.border if theme.borders else None)
        elif row.key == self._over:
            fill_rounded(painter, rect, BUTTON_RADIUS, theme.veil)
        right = rect.right() - pxf(8)
        for keys in reversed(row.keys):
            wide = text_width(keys, SECONDARY, SEMIBOLD) + pxf(14)
            chip = QRectF(right - wide, rect.center().y() - pxf(10), wide, pxf(20))
            fill_rounded(painter, chip, FIELD_RADIUS, theme.control, theme.accent if row.own else theme.border if theme.borders else None)
            draw_text(painter, chip, keys, SECONDARY, SEMIBOLD, theme.text, CENTER)
            right -= wide + pxf(6)
        words = QRectF(rect.left() + pxf(8), rect.top(), right - rect.left() - pxf(16), rect.height())
        draw_text(painter, words, row.words, BODY, MEDIUM, theme.text, LEFT)
        if row.zone:
            words.setLeft(words.left() + text_width(row.words, BODY, MEDIUM) + pxf(10))
            draw_text(painter, words, f"in {row.zone}", SECONDARY, MEDIUM, theme.text3, LEFT)


class KeyCatcher(Painted):
    """Waits for a key: `caught(keys)`; Esc alone gives up: `left`."""

    caught = Signal(str)
    left = Signal()
    accessible_role = QAccessible.Role.HotkeyField

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.words = "Press the new key"
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural_size(self) -> tuple[int, int]:
        return px(180), px(28)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:  # Tab too
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        elif keys := pressed_keys(event):
            self.caught.emit(keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        paint_field(painter, QRectF(self.rect()), theme, active=True)
        draw_text(painter, QRectF(self.rect()).adjusted(px(10), 0, 0, 0), f"{self.words} (Esc leaves)", BODY, MEDIUM, theme.text2, LEFT)
