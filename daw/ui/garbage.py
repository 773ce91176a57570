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
        gc.freeze()  # what is there now is the program and the song: it would take a tenth of a second to go through
        self._round = 0
        self._timer = QTimer(self, interval=YOUNG_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """One round."""
        self._round += 1
        if self._round % OLD_EVERY:
            gc.collect(1)
        else:
            gc.collect()
            gc.freeze()  # what has lasted is not looked at again

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def forget_what_lasts() -> None:
    """What has lasted may be garbage now, a song that was closed: the next round looks at everything."""
    gc.unfreeze()
