"""Work on sound beside the work of the hand: files are made in a thread, one after the other, and then put into the song.

What takes longer than a second has a row with how far it is and Cancel; all of it shows in the bar under the transport.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from daw.ui.bouncing import Estimate
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio

ROW_AFTER_MS = 1000

Told = Callable[[float], None]  # 0 … 1
Stopped = Callable[[], bool]
Run = Callable[[Told, Stopped], Any]  # in the thread


class Work(QObject):
    """One piece of work.  All signals arrive on the main thread; after `finished`, `failed` or `cancelled` it is over.

    run : what is done in the thread; what it returns comes with `finished`.  audio_s : seconds of sound it is about, for the estimate
    """

    progressed = Signal(object)  # a Progress
    finished = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    _done = Signal(object)
    _broke = Signal(str)

    def __init__(self, title: str, run: Run, *, audio_s: float = 0.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.cancelled_words = f"{title}: cancelled; nothing was changed."
        self.over = False
        self._run, self._audio_s = run, audio_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="daw-sound", daemon=True)
        self._done.connect(self._on_done)
        self._broke.connect(self._on_broke)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop; what the thread still brings is thrown away."""
        if not self.over:
            self.over = True
            self._stop.set()
            self.cancelled.emit()

    def wait(self) -> None:
        """Until the thread has ended."""
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        from daw.audio.error import AudioFileError, Cancelled
        from daw.engine.offline import BounceCancelledError, BounceError
        from daw.model.songerror import SongError

        estimate = Estimate(self._audio_s)
        try:
            result = self._run(lambda share: self.progressed.emit(estimate.at(share)), self._stop.is_set)
        except (BounceCancelledError, Cancelled):
            return
        except (BounceError, AudioFileError, SongError, OSError) as problem:
            self._broke.emit(str(problem))
        else:
            self._done.emit(result)

    def _on_done(self, result: object) -> None:
        if not self.over:
            self.over = True
            self.finished.emit(result)

    def _on_broke(self, words: str) -> None:
        if not self.over:
            self.over = True
            self.failed.emit(words)


class Workshop(QObject):
    """The pieces of work of a song.  `busy_changed(title)` : another is being done; "" for none."""

    busy_changed = Signal(str)

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self._waiting: deque[Work] = deque()
        self.work: Work | None = None
        studio.closing.connect(self.close)

    def begin(self, title: str, run: Run, done: Callable[[Any], None], *, audio_s: float = 0.0) -> Work:
        """Do something in the thread, then `done` with what it returned, here; a failure becomes a notice."""
        work = Work(title, run, audio_s=audio_s, parent=self)
        work.finished.connect(done)
        work.failed.connect(lambda words: self._studio.notify(Notice(f"{title}: it could not be done.", words, "error")))
        for over in (work.finished, work.failed, work.cancelled):
            over.connect(self._next)
        work.progressed.connect(lambda progress: self._show(progress.share))
        self._waiting.append(work)
        if self.work is None:
            self._next()
        return work

    @property
    def busy(self) -> bool:
        """Whether anything is being made."""
        return self.work is not None

    def close(self) -> None:
        """Stop, and wait for the thread."""
        waiting, self._waiting = [*self._waiting], deque()
        for work in ([self.work] if self.work is not None else []) + waiting:
            work.cancel()
        if self.work is not None:
            self.work.wait()

    def _next(self, *_: object) -> None:
        if self.work is not None and not self.work.over:
            return
        self.work = self._waiting.popleft() if self._waiting else None
        self._show(None if self.work is None else 0.0)
        self.busy_changed.emit("" if self.work is None else self.work.title)
        if self.work is not None:
            work = self.work
            work.start()
            self._studio.say(f"{work.title} …")
            QTimer.singleShot(ROW_AFTER_MS, work, lambda: self._show_row(work))

    def _show(self, share: float | None) -> None:
        line = getattr(self._studio.window, "progress", None)
        if line is not None:
            line.set_share(share)

    def _show_row(self, work: Work) -> None:
        from daw.ui.bouncerow import BounceRow

        if not work.over and self._studio.window is not None:
            BounceRow(self._studio, work, self._studio.window)


def workshop(studio: "Studio") -> Workshop:
    """The workshop of a studio, made when it is first asked for."""
    found = studio.findChild(Workshop)
    return found if found is not None else Workshop(studio)
