"""A panel that scrolls.  The wheel is its own: controls inside take it only with the focus or under a pointer that rested on them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from daw.ui.metrics import px


class ScrollPanel(QScrollArea):
    """Shows `content`, as wide as itself (or as high, if `sideways`), and scrolls to whatever gets the focus."""

    def __init__(self, content: QWidget, *, sideways: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sideways = sideways
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(needed if sideways else never)
        self.setVerticalScrollBarPolicy(never if sideways else needed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.setWidget(content)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar() if self._sideways else self.verticalScrollBar()
        way = event.angleDelta()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        pixels = event.pixelDelta().y() if not self._sideways and not event.pixelDelta().isNull() else 0
        bar.setValue(bar.value() - (pixels or round((way.y() or way.x()) / 120.0 * px(48))))
        event.accept()


class Room(QScrollArea):
    """Shows `content` as large as itself, and scrolls where it is smaller than the content can be: nothing is ever squeezed."""

    def __init__(self, content: QWidget, *, least: tuple[int, int] = (240, 80), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._content = least, content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self._least[0]), px(self._least[1]))

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)
