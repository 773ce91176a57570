"""A small card in which a name or a note is written: Enter keeps it, Esc leaves.  Nothing waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from daw.ui.metrics import BODY, MEDIUM, px
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.shapes import FLOAT_RADIUS
from daw.ui.widgets.textfield import TextField

WIDTH = 300


class _Field(TextField):
    """Enter and Esc belong to the card; leaving keeps what was written."""

    def __init__(self, card: "TextCard", title: str, *, keeps_empty: bool) -> None:
        super().__init__(title, keeps_empty=keeps_empty)
        self._card = card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._card.leave(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._card.leave(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QLineEdit.focusOutEvent(self, event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._card.leave(keep=True)


class TextCard(Ground):
    """title : what is written.  done(text) is called when it is another text; an empty one only counts with `keeps_empty`"""

    def __init__(self, title: str, text: str, done: Callable[[str], object], window: QWidget, *, keeps_empty: bool = False) -> None:
        super().__init__("raised", radius=FLOAT_RADIUS, border="border", parent=window)
        self._done = done
        self._back = QApplication.focusWidget()
        self._over = False
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(12))
        column.setSpacing(px(8))
        column.addWidget(Label(title, size=BODY, weight=MEDIUM))
        self.field = _Field(self, title, keeps_empty=keeps_empty)
        self.field.set_value(text)
        self.field.moved.connect(self._on_moved)
        column.addWidget(self.field)

    def open_at(self, place: QPoint) -> None:
        """Show with its corner at a point of the screen, as far as the window has room there."""
        window, height = self.window(), self.sizeHint().height()
        at = window.mapFromGlobal(place)
        x = min(max(px(4), at.x()), window.width() - self.width() - px(4))
        y = min(max(px(4), at.y()), window.height() - height - px(28))
        self.setGeometry(x, y, self.width(), height)
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self, *, keep: bool) -> None:
        """Close, with or without what was written."""
        if self._over:
            return
        self._over = True
        if keep:
            self.field.commit()
        had_focus = self.field.hasFocus()
        self.hide()
        if had_focus and self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def _on_moved(self, text: str, _gesture: object) -> None:
        self._done(text)
