"""A line under the transport that says what is wrong with the device, and what can be done about it.  It is no dialog: work goes on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from daw.ui import theme as themes
from daw.ui.icons import paint_icon
from daw.ui.metrics import px, pxf
from daw.ui.theme import mix
from daw.ui.widgets.button import SMALL, Button, Look
from daw.ui.widgets.label import Label

ACTION = Look(height=24)


class Banner(QWidget):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("zone", "banner")
        self.setFixedHeight(px(36))
        self._acts: dict[Button, Callable[[], object]] = {}
        self.level = "warning"
        self.label = Label()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(40), 0, px(8), 0)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.label, 1)
        self._close = Button("Close", icon="close", look=SMALL)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self._close)
        self.hide()

    def say(self, text: str, actions: Sequence[tuple[str, Callable[[], object]]] = (), *, level: str = "warning") -> None:
        """Show a sentence with some buttons."""
        for button in self._acts:
            self._row.removeWidget(button)
            button.deleteLater()
        self._acts = {}
        self.level = level
        self.label.set_text(text)
        self.setAccessibleName(text)
        for words, act in actions:
            button = Button(words, look=ACTION)
            button.clicked.connect(self._on_action)
            self._acts[button] = act
            self._row.insertWidget(self._row.count() - 1, button)
        self.show()
        self.update()

    @property
    def buttons(self) -> dict[str, Button]:
        """The buttons by their words."""
        return {button.name: button for button in self._acts}

    def _on_action(self) -> None:
        act = self._acts[self.sender()]  # type: ignore[index]
        self.hide()
        act()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = themes.current()
        ink = theme.rec if self.level == "error" else theme.mute
        painter.fillRect(self.rect(), mix(theme.panel, ink, 0.16))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        paint_icon(
            painter, "error" if self.level == "error" else "warning", QRectF(pxf(14), (self.height() - pxf(16)) / 2, pxf(16), pxf(16)), ink
        )
        painter.end()
