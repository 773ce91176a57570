"""A painted widget that is pressed: with the mouse, Space or Enter."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from daw.ui.widgets import accessible
from daw.ui.widgets.painted import Painted

KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Pressable(Painted):
    """`clicked(modifiers)` says that it was pressed.  It takes the focus by Tab only: a click leaves the keys where they were."""

    clicked = Signal(object)

    accessible_role = QAccessible.Role.Button
    is_on: bool | None = None  # None: has no state

    def __init__(self, name: str, *, where: str = "", help: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.name, self.help, self.key = name, help, key
        self.is_down = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name}, {where}" if where else name)
        self.setAccessibleDescription(help)
        if help:
            self.setStatusTip(help)

    def tip(self) -> str:
        words = [f"{self.name}{'' if self.is_on is None else ' on' if self.is_on else ' off'}.", self.help]
        if self.key:
            words.append(f"Key: {self.key}.")
        return " ".join(word for word in words if word)

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Do what a click does."""
        self.clicked.emit(modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)
        if event.button() == Qt.MouseButton.LeftButton:
            self._set_down(down=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._set_down(down=self.rect().contains(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.is_down:
            self._set_down(down=False)
            self.press(event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _set_down(self, *, down: bool) -> None:
        if down != self.is_down:
            self.is_down = down
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self.wants(event):
            event.accept()
            return True
        return super().event(event)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for this widget even where a shortcut has it."""
        return event.key() in KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.wants(event) and event.key() in KEYS:
            if not event.isAutoRepeat():
                self.press()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set_down(down=False)
        self.update()
        super().focusOutEvent(event)
