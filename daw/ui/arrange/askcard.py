"""A small card beside something, in which a number is given: Enter does it, Esc leaves.  Nothing waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from daw.ui.metrics import BODY, MEDIUM, SECONDARY, px
from daw.ui.quantity import Quantity, split_unit
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.numberfield import NumberField
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.shapes import FLOAT_RADIUS

WIDTH = 236


class AskedNumber(NumberField):
    """`given` : Enter, or a typed value, says that this is the one."""

    given = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.given.emit()
        else:
            super().keyPressEvent(event)

    def _on_entered(self, value: float) -> None:
        super()._on_entered(value)
        self.given.emit()


class AskCard(Ground):
    """title : what it is about.  choices : kinds of the number, pairs of words and quantity; one of them is chosen.

    done(kind, value) is called with the place of the kind among the choices.
    """

    def __init__(
        self, title: str, verb: str, choices: list[tuple[str, Quantity, float]], done: Callable[[int, float], None], window: QWidget
    ) -> None:
        super().__init__("raised", radius=FLOAT_RADIUS, border="border", parent=window)
        self._choices, self._done = choices, done
        self._back = QApplication.focusWidget()
        self._over = False
        self.setFixedWidth(px(WIDTH))
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(12))
        column.setSpacing(px(8))
        column.addWidget(Label(title, size=BODY, weight=MEDIUM))
        self.kinds = Segmented(title, [(str(n), words) for n, (words, _, _) in enumerate(choices)], face="joined")
        self.kinds.setVisible(len(choices) > 1)
        column.addWidget(self.kinds)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.number = AskedNumber(choices[0][1], where=title)
        self.number.set_value(choices[0][2])
        self.go = Button(verb, look=Look(height=24), help=choices[0][1].help)
        line.addWidget(self.number, 1)
        line.addWidget(self.go)
        column.addLayout(line)
        self.range = Label(size=SECONDARY, ink="text3")
        column.addWidget(self.range)
        self.kinds.moved.connect(self._on_kind)
        self.go.clicked.connect(self.commit)
        self.number.given.connect(self.commit)
        self._show_range()
        app().focusChanged.connect(self._on_focus)

    @property
    def kind(self) -> int:
        """The chosen kind."""
        return int(self.kinds.value)

    def open_beside(self, rect: QRect) -> None:
        """Show under (or over) a rectangle of the window, and let a number be typed."""
        window = self.window()
        height = self.sizeHint().height()
        below = rect.bottom() + px(6)
        y = below if below + height <= window.height() - px(30) else max(px(4), rect.top() - px(6) - height)
        x = min(max(px(4), rect.center().x() - self.width() // 2), window.width() - self.width() - px(4))
        self.setGeometry(x, y, self.width(), height)
        self.show()
        self.raise_()
        self.number.setFocus(Qt.FocusReason.PopupFocusReason)

    def commit(self, *_: object) -> None:
        """Do it."""
        kind, value = self.kind, self.number.value
        self.leave()
        self._done(kind, value)

    def leave(self) -> None:
        """Close, changing nothing."""
        if self._over:
            return
        self._over = True
        app().focusChanged.disconnect(self._on_focus)
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self.hide()
        if had_focus and self._back is not None and isValid(self._back):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self.leave()

    def _on_kind(self, _key: str, _gesture: object) -> None:
        _, quantity, value = self._choices[self.kind]
        self.number.set_quantity(quantity)
        self.number.set_value(value)
        self._show_range()

    def _show_range(self) -> None:
        quantity = self._choices[self.kind][1]
        low, high = split_unit(quantity.format(quantity.low))[0], quantity.format(quantity.high)
        self.range.set_text(f"{low} to {high}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        else:
            super().keyPressEvent(event)


def app() -> QApplication:
    """The application."""
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
