"""Bringing files into the song in a worker, while the window goes on."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from daw.audio.error import AudioFileError, Cancelled
from daw.ui.arrange.clipdrag import new_clips
from daw.ui.arrange.placing import Placement, import_calls
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.audio.importing import Imported
    from daw.ui.studio import Studio

Arrived = tuple[Placement, "tuple[Imported, ...]"]


class Importer(QObject):
    """One batch at a time, the others wait.  `progress(share)` : 0 … 1, None when all is done.  `finished` : a batch is in the song."""

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
        self._waiting.append(list(placed))
        if self._thread is None:
            self._next()

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
