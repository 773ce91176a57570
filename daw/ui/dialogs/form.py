"""What the windows that ask are made of: a title, rows of label and control, buttons at the end."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from daw.ui import theme as themes
from daw.ui.metrics import BODY, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, px
from daw.ui.widgets.button import PRIMARY, Button
from daw.ui.widgets.label import Label, Paragraph

LABEL_WIDTH = 112


class Form(QDialog):
    """A window over the main one that holds nothing up: it is not modal, and Esc closes it."""

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setFixedWidth(px(width))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(24), px(20), px(24), px(20))
        self.column.setSpacing(px(8))
        self.column.addWidget(Label(title, size=15, weight=SEMIBOLD))
        self.column.addSpacing(px(6))

    def row(self, words: str, *controls: QWidget, help: str = "") -> QHBoxLayout:
        """A row: what it is, its controls, and a line of help below."""
        line = QHBoxLayout()
        line.setSpacing(px(8))
        label = Label(words, size=BODY, weight=REGULAR, ink="text2")
        label.setFixedWidth(px(LABEL_WIDTH))
        line.addWidget(label)
        for control in controls:
            line.addWidget(control)
        line.addStretch(1)
        self.column.addLayout(line)
        if help:
            self.column.addWidget(Paragraph(help, size=SECONDARY))
        return line

    def text(self, words: str = "") -> Paragraph:
        """A paragraph over the whole width."""
        paragraph = Paragraph(words, size=BODY, weight=MEDIUM)
        self.column.addWidget(paragraph)
        return paragraph

    def buttons(self, do: str, *others: Button) -> Button:
        """The last row: other buttons at the left, Close, and the one that does it; returns that."""
        self.column.addSpacing(px(10))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        for other in others:
            line.addWidget(other)
        line.addStretch(1)
        close = Button("Close")
        close.clicked.connect(self._on_close)
        line.addWidget(close)
        primary = Button(do, look=PRIMARY)
        line.addWidget(primary)
        self.column.addLayout(line)
        return primary

    def _on_close(self, *_: object) -> None:
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def showEvent(self, event: object) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), themes.current().panel)
        self.setPalette(palette)
        super().showEvent(event)  # type: ignore[arg-type]
