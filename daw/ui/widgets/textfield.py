"""Fields for names and notes: they show a text and report what was typed, once it is done."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from daw.ui.metrics import BODY, MEDIUM, font, px
from daw.ui.widgets.gesture import Gesture

ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class TextField(QLineEdit):
    """`set_value(text)` shows, `moved(text, gesture)` reports: with Enter, Tab or on leaving; Esc brings back what stood there.

    keeps_empty : whether an empty text is a value (a note) or changes nothing (a name)
    """

    moved = Signal(str, object)

    def __init__(self, name: str, *, hint: str = "", keeps_empty: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent, placeholderText=hint)
        self.name = name
        self.value = ""
        self.mixed = False
        self._keeps_empty = keeps_empty
        self.setFont(font(BODY, MEDIUM))
        self.setTextMargins(-px(3), 0, -px(3), 0)
        self.setFixedHeight(px(24))
        self.setAccessibleName(name)
        self.setToolTip(f"{name}. Enter sets, Esc leaves.")

    def set_value(self, value: str) -> None:
        """Show a text.  Reports nothing."""
        self.value, self.mixed = value, False
        if value != self.text():
            self.setText(value)
            self.setCursorPosition(0)

    def set_mixed(self) -> None:
        """Show that there are several texts."""
        self.mixed = True
        self.setText("—")

    def commit(self) -> None:
        """Report the text, if it is another one."""
        text = self.text().strip()
        if text != self.value and (text or self._keeps_empty) and not (self.mixed and text == "—"):
            self.value, self.mixed = text, False
            self.moved.emit(text, Gesture(self.name))
        elif not text and not self._keeps_empty:
            self.setText(self.value)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ENDS:
            event.accept()
            return True
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(px(24))
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText("—" if self.mixed else self.value)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()


class NameEntry(TextField):
    """A field that comes for one name and goes again: Enter or leaving sets it, Esc changes nothing.  `closed` says it is gone."""

    closed = Signal()

    def __init__(self, name: str, text: str, parent: QWidget) -> None:
        super().__init__(name, parent=parent)
        self.set_value(text)
        self._open = True

    def open_at(self, rect: QRect) -> None:
        """Show over a rectangle of the parent, everything selected."""
        self.setFixedHeight(rect.height())
        self.setGeometry(rect)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_entry(self, *, keep: bool) -> None:
        """Leave, with or without what was typed."""
        if not self._open:
            return
        self._open = False
        if keep:
            self.commit()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENDS:
            self.close_entry(keep=event.key() != Qt.Key.Key_Escape)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QLineEdit.focusOutEvent(self, event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.close_entry(keep=True)
