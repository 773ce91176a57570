"""A splitter drawn as one pixel that can be taken hold of within seven; a double-click brings back the default size."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from daw.ui import theme as themes
from daw.ui.metrics import px

REACH = 3  # pixels on either side of the line


class Handle(QSplitterHandle):
    """The line."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        QWidget.resizeEvent(self, event)  # QSplitterHandle's own sets other margins, and each change of them is a resize
        reach = px(REACH)
        lying = self.orientation() == Qt.Orientation.Vertical
        self.setAttribute(Qt.WidgetAttribute.WA_MouseNoMask)
        self.setContentsMargins(0 if lying else reach, reach if lying else 0, 0 if lying else reach, reach if lying else 0)
        self.setMask(QRegion(self.contentsRect()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), themes.current().line)
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            splitter.default_asked.emit()


class Splitter(QSplitter):
    """`default_asked` : a line was double-clicked"""

    default_asked = Signal()

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        return Handle(self.orientation(), self)
