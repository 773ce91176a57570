"""The bar of 3 px under the transport: how far something that takes long has come."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import px
from daw.ui.studio import Studio
from daw.ui.theme import Theme
from daw.ui.widgets.painted import Painted


class ProgressLine(Painted):
    """1 px of line while nothing goes on."""

    def __init__(self, _studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Progress")

    def set_share(self, share: float | None) -> None:
        """Show 0 … 1; None is nothing to show."""
        if share != self.share:
            rests = (share is None) != (self.share is None)
            self.share = share
            if rests:
                self.updateGeometry()
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(10), px(1) if self.share is None else px(3)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.fillRect(self.rect(), theme.line)
        if self.share is not None:
            painter.fillRect(QRectF(0, 0, self.width() * self.share, self.height()), theme.accent)
