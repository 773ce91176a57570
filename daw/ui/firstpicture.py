"""When a window's first picture is on the screen: what takes long begins only then."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

UNSEEN_MS = 1500  # a window that nobody sees, say a minimised one, is waited for no longer


class FirstPicture(QObject):
    """`drawn` : the picture of a window that was just shown is drawn, and the window takes the next event; once."""

    drawn = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._told = False
        self._handle = window.windowHandle()
        self._handle.installEventFilter(self)
        QTimer.singleShot(UNSEEN_MS, self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            self._handle.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)  # comes after the drawing that this event means
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.drawn.emit()
