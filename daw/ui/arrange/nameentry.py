"""A field over a name in which another is typed."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from daw.ui.widgets.entry import Entry


class NameEntry(Entry):
    """`named(text)` reports a new name.  Enter sets, Esc leaves; an empty name is none."""

    named = Signal(str)

    def __init__(self, name: str, rect: QRect, owner: QWidget, what: str) -> None:
        super().__init__(name, self._told, owner)
        self._old = name
        self.setAccessibleName(what)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open_at(rect)

    def _told(self, text: str) -> float:
        name = text.strip()
        if not name:
            raise ValueError("A name has at least one letter.")
        if name != self._old:
            self._old = name
            self.named.emit(name)
        return 0.0
