"""A bounce beside the work: it runs on the song as it is now, in a thread of its own, and tells how far it has come."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from daw.ui.hints import show_hint
from daw.ui.timetext import clock_text
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.engine.offline import BounceOptions, Report
    from daw.ui.studio import Studio

GUESS_AFTER_S = 2.0  # before that nobody knows how long it takes
SMOOTHING_S = 5.0
ROUND_TO_S = 5

Actions = tuple[tuple[str, Callable[[], object]], ...]  # of a notice


class Progress(NamedTuple):
    """How far it has come: share 0-1, seconds left (None: not known yet), times real time."""

    share: float
    left_s: float | None
    speed: float

    def words(self) -> str:
        """ "43 %, 1:10 left, 6.4× real time"."""
        parts = [f"{self.share * 100:.0f} %"]
        if self.left_s is not None:
            parts += [f"{clock_text(self.left_s)} left", f"{self.speed:.1f}× real time"]
        return ", ".join(parts)


class Estimate:
    """Time left, smoothed over 5 s and rounded to 5 s."""

    def __init__(self, audio_s: float) -> None:
        self._audio_s, self._begun = audio_s, time.monotonic()
        self._left: float | None = None
        self._seen = self._begun

    def at(self, share: float) -> Progress:
        """The estimate when this share is done."""
        now = time.monotonic()
        gone = now - self._begun
        if gone < GUESS_AFTER_S or share <= 0.0:
            return Progress(share, None, 0.0)
        guess = gone * (1.0 - share) / share
        weight = min(1.0, (now - self._seen) / SMOOTHING_S) if self._left is not None else 1.0
        self._left = guess if self._left is None else self._left + weight * (guess - self._left)
        self._seen = now
        return Progress(share, max(1, round(self._left / ROUND_TO_S)) * ROUND_TO_S, self._audio_s * share / gone)


class Bouncing(QObject):
    """One bounce.  All signals arrive on the main thread; after `finished` or `failed` or `cancelled` it is over."""

    progressed = Signal(object)  # Progress
    finished = Signal(object)  # Report
    failed = Signal(str)
    cancelled = Signal()
    fix_asked = Signal()  # what the closing line complains of is to be mended

    def __init__(self, studio: "Studio", out: Path, options: "BounceOptions") -> None:
        super().__init__(studio)
        self.out = out
        self.title = f"Bouncing {out.name}"
        self.cancelled_words = "The bounce was cancelled; nothing was written."
        self._studio, self._options = studio, options
        self._session, self._folder = studio.session, studio.document.folder
        self._stop = threading.Event()
        self._told = 0.0
        self._thread = threading.Thread(target=self._work, name="daw-bounce", daemon=True)
        self.finished.connect(self._on_finished)
        self.failed.connect(self._on_failed)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop; nothing is left behind."""
        self._stop.set()

    def wait(self) -> None:
        """Until the thread has ended."""
        self._thread.join()

    def _work(self) -> None:
        from daw.audio.error import AudioFileError
        from daw.engine.offline import BounceCancelledError, BounceError, bounce, checked

        try:
            _start, length = checked(self._session, self._options)
            estimate = Estimate(length / self._session.sample_rate)

            def progress(share: float) -> None:
                now = time.monotonic()
                if now - self._told > 0.1 or share >= 1.0:
                    self._told = now
                    self.progressed.emit(estimate.at(share))

            self.out.parent.mkdir(parents=True, exist_ok=True)
            report = bounce(self._session, self._folder, self.out, self._options, progress=progress, cancelled=self._stop.is_set)
        except BounceCancelledError:
            self.cancelled.emit()
        except (BounceError, AudioFileError, OSError) as problem:
            self.failed.emit(str(problem))
        else:
            self.finished.emit(report)

    def _on_failed(self, words: str) -> None:
        self._studio.notify(Notice("The bounce failed.", words, "error"))

    def _on_finished(self, report: "Report") -> None:
        from daw.ui.showfile import play_file, show_in_folder

        show_hint(self._studio, "first-bounce")
        path = Path(report.file)
        actions: Actions = (("Play", lambda: play_file(path)), ("Show in folder", lambda: show_in_folder(path)))
        if report.clipped or any("cannot be reached" in note for note in report.notes):
            actions = (("Fix", self.fix_asked.emit), *actions)
        self._studio.notify(Notice(closing_words(report), " ".join(report.notes), "warning" if report.notes else "info", actions))


def closing_words(report: "Report") -> str:
    """ "Slow Light.wav. −14.3 LUFS, −1.0 dBTP, 4:07." """
    loudness = "silent" if report.integrated_lufs is None else f"{report.integrated_lufs:.1f} LUFS".replace("-", "−")
    peak = "" if report.true_peak_dbtp is None else f", {report.true_peak_dbtp:.1f} dBTP".replace("-", "−")
    return f"{Path(report.file).name}. {loudness}{peak}, {clock_text(report.audio_seconds)}."
