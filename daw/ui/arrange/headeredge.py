"""The line between headers and canvas: one pixel, taken hold of in seven over the headers; a double-click brings back the usual width."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from daw.ui import metrics
from daw.ui.views import DEFAULTS, keep_layout, layout_of

if TYPE_CHECKING:
    from daw.ui.studio import Studio

REACH = 3  # pixels on either side of the line


class HeaderEdge(QWidget):
    """Lies over the line and paints nothing; the width is kept for each view."""

    def __init__(self, studio: "Studio", parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self._held: tuple[float, int] | None = None  # where the hand came, and the width then
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setStatusTip("Drag makes the headers wider or narrower; double-click brings back the usual width.")

    @property
    def width_kept(self) -> int:
        """How wide the headers are, at 100 % scale."""
        return layout_of(self._studio.view).headers

    def _keep(self, width: int) -> None:
        layout = layout_of(self._studio.view)
        layout.headers = width
        keep_layout(self._studio.view, layout)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (event.globalPosition().x(), self.width_kept)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            came, width = self._held
            self._keep(round(width + (event.globalPosition().x() - came) * 100.0 / metrics.scale()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._held = None
        self._keep(DEFAULTS[self._studio.view.layout].headers)
