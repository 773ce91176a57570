"""The focus proxy: a real widget that stands for the painted thing in focus, so that keys and screen readers find it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from daw.ui.widgets import accessible

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas


HELP = "Tab goes to the next clip, the arrows move through the song, Shift+F10 opens the menu."


class FocusProxy(QWidget):
    """One pixel large, at the thing it stands for.  What the row in focus does not take goes to the shortcuts of the canvas."""

    accessible_role = QAccessible.Role.ListItem

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        accessible.install()
        self._canvas = canvas
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(0, 0, 1, 1)
        self.show_thing("Canvas", "nothing selected")

    def text(self) -> str:
        """The value of the thing in focus, in words."""
        return self._value

    def show_thing(self, name: str, value: str = "", help: str = "") -> None:
        """Stand for another thing."""
        if (name, value) != (self.accessibleName(), self._value):
            self._value = value
            self.setAccessibleDescription(help or HELP)
            self.setAccessibleName(name)
            if self.hasFocus():
                accessible.announce(self, f"{name}, {value}" if value else name)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            drags = self._canvas.pointer.drag is not None and event.key() == Qt.Key.Key_Escape
            if drags or self._wanted(event):
                event.accept()
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self._wanted(event):
            self.keyPressEvent(event)  # before Qt makes the next thing the focus of it
            return True
        return super().event(event)

    def _wanted(self, event: QKeyEvent) -> bool:
        """Whether a key is for the row in focus."""
        row = self._canvas.focus_row()
        part = self._canvas.parts.get(row.kind) if row is not None else None
        return row is not None and part is not None and part.wants(row, event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._canvas.pointer.hold_key(event, down=False)
        super().keyReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._canvas.pointer.hold_key(event, down=True)
        if event.key() == Qt.Key.Key_Escape and self._canvas.pointer.cancel_drag():
            return
        row = self._canvas.focus_row()
        part = self._canvas.parts.get(row.kind) if row is not None else None
        if row is None or part is None or not part.key(row, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onwards: bool) -> bool:  # noqa: FBT001  Qt's signature
        """Tab goes to the next clip; F6 leaves."""
        return self._canvas.studio.actions.trigger("clip.next" if onwards else "clip.previous")

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._canvas.refresh_focus()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._canvas.refresh_focus()
        super().focusOutEvent(event)
