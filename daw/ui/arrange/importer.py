"""Bringing files into the song in a worker, while the window goes on."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, Signal

from daw.audio.error import AudioFileError, Cancelled
from daw.ui.arrange.clipdrag import new_clips
from daw.ui.arrange.placing import Placement, import_calls, source_calls
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.audio.importing import Imported
    from daw.ui.studio import Studio

Arrived = tuple[Placement, "tuple[Imported, ...]"]


class Importer(QObject):
    """One batch at a time, the others wait.  `progress(share)` : 0 … 1, None when all is done.  `finished` : a batch is in the song.

    converts : whether files of another rate are converted without asking any more; it is asked once while the program runs
    """

    converts: ClassVar[bool] = False
    progress = Signal(object)
    finished = Signal()
    _moved = Signal(object)
    _came = Signal(object, object)

    def __init__(self, studio: "Studio", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self._waiting: list[list[Placement]] = []
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._moved.connect(self.progress.emit)
        self._came.connect(self._on_came)

    @property
    def busy(self) -> bool:
        """Whether files are being read in."""
        return self._thread is not None

    def begin(self, placed: Sequence[Placement]) -> None:
        """Read these files in and put them where they belong."""
        if self.studio.document.folder is None:
            self.studio.notify(Notice("Nothing was imported.", "Save the song in a folder first.", "warning"))
            return
        new = self._placed_again(placed)
        other = [one for one in new if one.file.rate not in (0, self.studio.sample_rate)]
        if other and not Importer.converts:
            self._ask_rate(new, other)
        elif new:
            self._queue(new)

    def _queue(self, placed: list[Placement]) -> None:
        self._waiting.append(placed)
        if self._thread is None:
            self._next()

    def _placed_again(self, placed: Sequence[Placement]) -> list[Placement]:
        """Place what the song has already, which needs no second copy; returns the others."""
        folder, session = self.studio.document.folder, self.studio.session
        known = {folder / source.path: source.id for source in session.sources} if folder is not None else {}
        again = [(one, known[one.file.path]) for one in placed if one.file.path in known]
        if again:
            names = again[0][0].file.path.stem if len(again) == 1 else f"{len(again)} files"
            if self.studio.do_all(f"Add {names}", source_calls(session, again)):
                self.studio.selection.select_clips(new_clips(session, self.studio.session))
                self.finished.emit()
        return [one for one in placed if one.file.path not in known]

    def _ask_rate(self, placed: list[Placement], other: list[Placement]) -> None:
        """The question about rates, once, in a notice that holds nothing up."""
        song = f"{self.studio.sample_rate / 1000:g} kHz"
        rates = ", ".join(f"{rate / 1000:g} kHz" for rate in sorted({one.file.rate for one in other}))
        names = other[0].file.path.name if len(other) == 1 else f"{len(other)} files"
        verb = "is" if len(other) == 1 else "are"

        def convert() -> None:
            Importer.converts = True
            self._queue(placed)

        def leave_out() -> None:
            rest = [one for one in placed if one not in other]
            if rest:
                self._queue(rest)

        actions = ((f"Convert to {song} (recommended)", convert), ("Leave out" if len(other) == 1 else "Leave them out", leave_out))
        text = f"The song is at {song}. Converted, they sound the same; the originals stay as they are. This is asked once."
        self.studio.notify(Notice(f"{names} {verb} at {rates}.", text.replace("they sound", "it sounds") if len(other) == 1 else text,
                                  "warning", actions))  # fmt: skip

    def cancel(self) -> None:
        """Stop; what is not complete leaves no trace."""
        self._waiting.clear()
        self._cancel.set()

    def close(self) -> None:
        """Stop and wait."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def _next(self) -> None:
        if not self._waiting:
            return
        self._cancel.clear()
        batch = self._waiting.pop(0)
        self.progress.emit(0.0)
        self._thread = threading.Thread(target=self._run, args=(batch, self.studio.document.folder, self.studio.sample_rate), daemon=True)
        self._thread.start()

    def _run(self, batch: list[Placement], folder: object, sample_rate: int) -> None:
        from daw.audio.importing import import_split

        arrived: list[Arrived] = []
        problems: list[str] = []
        for n, placement in enumerate(batch):

            def told(done: int, total: int | None, n: int = n) -> None:
                self._moved.emit((n + (done / total if total else 0.5)) / len(batch))

            try:
                parts = import_split(placement.file.path, str(folder), sample_rate, progress=told, cancel=self._cancel.is_set)
            except Cancelled:
                break
            except (AudioFileError, OSError) as problem:
                problems.append(str(problem))
                continue
            arrived.append((placement, parts))
        self._came.emit(arrived, problems)

    def _on_came(self, arrived: list[Arrived], problems: list[str]) -> None:
        self._thread = None
        before = self.studio.session
        if arrived:
            count = len(arrived)
            label = f"Import {arrived[0][1][0].name}" if count == 1 else f"Import {count} files"
            if self.studio.do_all(label, import_calls(before, arrived)):
                self.studio.selection.select_clips(new_clips(before, self.studio.session))
                self._tell_rates(arrived)
        for problem in problems[:3]:
            self.studio.notify(Notice("A file was not imported.", problem, "warning"))
        self.progress.emit(None)
        self.finished.emit()
        self._next()

    def _tell_rates(self, arrived: list[Arrived]) -> None:
        other = {parts[0].original_rate for _, parts in arrived} - {self.studio.sample_rate}
        count = sum(len(parts) for _, parts in arrived)
        words = f"{count} file{'' if count == 1 else 's'} imported, copied into the song's folder."
        if other:
            rates = ", ".join(f"{rate / 1000:g} kHz" for rate in sorted(other))
            words += f" Converted from {rates} to {self.studio.sample_rate / 1000:g} kHz."
        self.studio.say(words)
