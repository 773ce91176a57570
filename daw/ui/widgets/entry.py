"""The field in which a value is typed.  Enter sets, Esc leaves, Tab sets and goes on; text that fits nothing turns it amber."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from daw.ui import theme as themes
from daw.ui.metrics import BODY, MEDIUM, font, px
from daw.ui.widgets.bubble import Bubble
from daw.ui.widgets.shapes import paint_field


class Entry(QLineEdit):
    """A line edit drawn as a sunken field.  parse : text → value, raising ValueError with a sentence."""

    entered = Signal(float)
    closed = Signal()
    left = Signal(bool)  # with Tab; True is onwards, False is back

    def __init__(self, text: str, parse: Callable[[str], float], parent: QWidget, *, size: float = BODY) -> None:
        super().__init__(text, parent)
        self._parse = parse
        self._first = text
        self._bubble: Bubble | None = None
        self._open = True
        self.wrong = False
        self.setFrame(False)
        self.setFont(font(size, MEDIUM))
        self.setTextMargins(px(4), 0, px(4), 0)
        self.setStyleSheet("QLineEdit { background: transparent; border: none; padding: 0; }")
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, themes.current().text)
        self.setPalette(palette)
        self.textEdited.connect(self._on_edited)

    def open_at(self, rect: QRect, *, typed: str = "") -> None:
        """Show at a rectangle of the parent, with a first key already typed or everything selected."""
        self.setGeometry(rect)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed:
            self.setText(typed)
        else:
            self.selectAll()

    def close_entry(self) -> None:
        """Leave, changing nothing."""
        if not self._open:
            return
        self._open = False
        if self._bubble is not None:
            self._bubble.deleteLater()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _commit(self) -> bool:
        try:
            value = self._parse(self.text())
        except ValueError as error:
            self._refuse(str(error))
            return False
        self.entered.emit(value)
        return True

    def _refuse(self, sentence: str) -> None:
        self.wrong = True
        self.setAccessibleDescription(sentence)
        window = self.window()
        self._bubble = self._bubble or Bubble(window)
        self._bubble.say(sentence, QRect(self.mapTo(window, self.rect().topLeft()), self.size()), warns=True)
        self.update()

    def _on_edited(self) -> None:
        self.wrong = False
        if self._bubble is not None:
            self._bubble.hide()
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if self._commit():
                forward = event.key() == Qt.Key.Key_Tab
                self.close_entry()
                self.left.emit(forward)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._commit():
                self.close_entry()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_entry()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            if self._open and self.text() != self._first and not self.wrong:
                self._commit()
            self.close_entry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field(painter, QRectF(self.rect()), themes.current(), active=True, wrong=self.wrong)
        painter.end()
        super().paintEvent(event)


def place_entry(control: QWidget, rect: QRect) -> tuple[QWidget, QRect]:
    """The widget in which a control's entry lies, and where: over `rect`, or borrowing room from the window if that is too small."""
    width, height = max(rect.width(), px(76)), max(rect.height(), px(20))
    owner = control if width <= control.width() and height <= control.height() else control.window()
    centre = control.mapTo(owner, rect.center())
    x = max(0, min(centre.x() - width // 2, owner.width() - width))
    y = max(0, min(centre.y() - height // 2, owner.height() - height))
    return owner, QRect(x, y, width, height)
