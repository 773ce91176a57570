"""When Python looks for garbage: at safe moments of the event loop only.

The collector may otherwise start inside the destructor of a QObject, which holds one of Qt's few shared locks, and destroy another one
that needs the same lock: the program stands still for ever.  Reference counting is not touched by this.
"""

import gc

from PySide6.QtCore import QObject, QTimer

YOUNG_MS = 2000
OLD_EVERY = 15  # rounds


class GarbageRounds(QObject):
    """Collects the young often, everything now and then, from a timer of the main thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._round = 0
        self._timer = QTimer(self, interval=YOUNG_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """One round."""
        self._round += 1
        gc.collect(2 if self._round % OLD_EVERY == 0 else 1)

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
