"""Audio files that are not where the song expects them: told once, found once for all, copied back into the song."""

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from daw.audio.error import AudioFileError
from daw.model import media
from daw.model.clip import Source
from daw.model.finding import look_for
from daw.model.songerror import SongError
from daw.ui.sounds import sounds
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio

PART = ".part"


class MissingAudio(QObject):
    """`finished(found, lost)` : a search is over, with how many files came back and how many are still lost"""

    finished = Signal(int, int)
    _done = Signal(object, object)

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._done.connect(self._on_done)
        studio.actions.add(
            "file.find-missing", "Find missing audio…", self.ask, enabled=lambda: bool(self.lost()), why="Every audio file is there.",
            keywords="relink locate offline moved files",
        )  # fmt: skip
        QTimer.singleShot(0, self.tell)

    def lost(self) -> tuple[Source, ...]:
        """The sources whose files are not there."""
        folder = self._studio.document.folder
        try:
            return media.missing(folder, self._studio.session) if folder is not None else ()
        except SongError:
            return ()

    def tell(self) -> None:
        """Make again what was made of other files; say what is missing besides, if anything is."""
        lost = self.make_again(self.lost())
        if lost:
            count = len(lost)
            title = f"{count} audio files are missing." if count > 1 else f"{Path(lost[0].path).name} is missing."
            named = ", ".join(Path(one.path).name for one in lost[:4]) + (" …" if count > 4 else "")
            text = (
                f"{named}. Their clips are hatched and silent; everything else plays." if count > 1 else "Its clips are hatched and silent."
            )
            self._studio.notify(Notice(title, text, "warning", (("Find…", self.ask),)))

    def make_again(self, lost: Sequence[Source]) -> Sequence[Source]:
        """Begin to make those files again that were made of others which are there; what is left."""
        gone = {one.id for one in lost}
        made = [one for one in lost if one.recipe is not None and one.recipe.of not in gone]
        if made:
            sounds(self._studio).make_again(made, self.hear_again)
        return [one for one in lost if one not in made]

    def hear_again(self, back: Sequence[Source]) -> None:
        """Files are there again: they are heard and drawn."""
        studio = self._studio
        if studio.engine is not None:
            studio.engine.load(studio.session, None)  # another folder, and this one again: its files are looked for anew
            studio.engine.load(studio.session, studio.document.folder)
        arrange = getattr(studio.window, "arrange", None)
        if arrange is not None:
            for source in back:
                arrange.waves.forget(source.id)
            arrange.canvas.update()

    def ask(self) -> None:
        """Choose a folder to search."""
        folder = self._studio.document.folder
        chosen = QFileDialog.getExistingDirectory(
            self._studio.window, "Where may the audio be?", str(folder.parent if folder else Path.home())
        )
        if chosen:
            self.search(Path(chosen))

    def search(self, where: Path) -> None:
        """Look through a folder, once for all that is missing, in a worker."""
        folder, lost = self._studio.document.folder, self.lost()
        if folder is None or not lost or self._thread is not None:
            return
        self._studio.say(f"Looking for {len(lost)} file{'' if len(lost) == 1 else 's'} in {where.name}…")
        self._thread = threading.Thread(
            target=self._work, args=(folder, where, lost, self._studio.sample_rate), name="daw-find", daemon=True
        )
        self._thread.start()

    def _work(self, folder: Path, where: Path, lost: Sequence[Source], sample_rate: int) -> None:
        problems: list[str] = []
        back: list[Source] = []
        try:
            found = look_for(lost, where, lambda path, source: fits(path, source, sample_rate), lambda: not self._stop.is_set())
            for source in lost:
                if source.id in found:
                    bring(found[source.id], folder / source.path)
                    back.append(source)
        except OSError as problem:
            problems.append(str(problem))
        self._done.emit(back, problems)

    def _on_done(self, back: list[Source], problems: list[str]) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        studio = self._studio
        if back:
            self.hear_again(back)
            self.make_again(self.lost())
        left = len(self.lost())
        words = (
            f"{len(back)} file{'' if len(back) == 1 else 's'} found and copied into the song."
            if back
            else "None of them is in that folder."
        )
        if problems:
            studio.notify(Notice(words, problems[0], "warning"))
        elif left:
            studio.notify(Notice(words, f"{left} still missing.", "warning", (("Find…", self.ask),)))
        else:
            studio.notify(Notice(words, "Nothing is missing any more."))
        self.finished.emit(len(back), left)

    def close(self) -> None:
        """Stop searching; waits."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def fits(path: Path, source: Source, sample_rate: int) -> bool:
    """Whether a file is the audio of a source: as many channels and frames, at the song's rate."""
    from daw.audio import reading

    try:
        info = reading.probe(path, accept_damaged=True)
    except (AudioFileError, OSError):
        return False
    return (info.channels, info.frames, info.sample_rate) == (source.channels, source.frames, sample_rate)


def bring(path: Path, place: Path) -> None:
    """Copy a file to where the song expects it, whole or not at all; raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(place.name + PART)
    try:
        shutil.copyfile(path, part)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
        raise
