"""The row that shows a bounce, or other work on sound, under way: how far, how long still, and Cancel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from daw.ui.bouncing import Bouncing, Progress
from daw.ui.metrics import BODY, MEDIUM, REGULAR, SECONDARY, px
from daw.ui.theme import Theme
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import FLOAT_RADIUS, fill_rounded

if TYPE_CHECKING:
    from daw.ui.studio import Studio
    from daw.ui.workshop import Work

WIDTH, ABOVE = 380, 36


class Bar(Painted):
    """A share of something, 0 … 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """Show another share."""
        self.share = share
        self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(60), px(4)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, 2, theme.well)
        fill_rounded(painter, QRectF(rect.left(), rect.top(), rect.width() * self.share, rect.height()), 2, theme.accent)


class BounceRow(Ground):
    """In the lower right corner of the window until it is over."""

    def __init__(self, studio: "Studio", bouncing: "Bouncing | Work", window: QWidget) -> None:
        super().__init__("raised", radius=FLOAT_RADIUS, border="edge", parent=window)
        self.studio, self.bouncing = studio, bouncing
        self.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(10), px(12))
        column.setSpacing(px(6))
        line = QHBoxLayout()
        self.title = Label(bouncing.title, size=BODY, weight=MEDIUM)
        self.cancel = Button("Cancel", look=Look(height=24))
        line.addWidget(self.title, 1)
        line.addWidget(self.cancel)
        column.addLayout(line)
        self.bar = Bar()
        column.addWidget(self.bar)
        self.words = Label("0 %", size=SECONDARY, weight=REGULAR, ink="text2")
        column.addWidget(self.words)
        self.cancel.clicked.connect(self._on_cancel)
        bouncing.progressed.connect(self._on_progress)
        bouncing.cancelled.connect(self._on_cancelled)
        for over in (bouncing.finished, bouncing.failed):
            over.connect(self._on_over)
        window.installEventFilter(self)
        self._place()
        self.show()

    def _on_progress(self, progress: Progress) -> None:
        self.bar.set_share(progress.share)
        self.words.set_text(progress.words())
        self.setAccessibleName(f"{self.title.text()}, {progress.words()}")

    def _on_cancel(self, *_: object) -> None:
        self.words.set_text("Cancelling…")
        self.cancel.setEnabled(False)
        self.bouncing.cancel()

    def _on_cancelled(self) -> None:
        self.studio.say(self.bouncing.cancelled_words)
        self._on_over()

    def _on_over(self, *_: object) -> None:
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            height = self.sizeHint().height()
            self.setGeometry(window.width() - self.width() - px(48), window.height() - height - px(ABOVE), self.width(), height)
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
