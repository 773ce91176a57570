"""New, open, save as, recent: the songs of the File menu."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from daw import preferences, song
from daw.model import storage
from daw.model.songerror import SongError
from daw.ui.studio import Studio
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.app import Program

RECENT = 5


class Songs:
    """Actions that put another song into the window."""

    def __init__(self, program: "Program", studio: Studio) -> None:
        self._program, self._studio = program, studio
        add = studio.actions.add
        idle = {"enabled": lambda: not studio.recording, "why": "Stop the recording first."}
        add("file.new", "New song", self.new, "Ctrl+N", **idle)  # type: ignore[arg-type]
        add("file.open", "Open…", self.ask, "Ctrl+O", **idle)  # type: ignore[arg-type]
        add("file.save-as", "Save as…", self.save_as, **idle)  # type: ignore[arg-type]
        here = studio.document.folder
        others = [Path(one) for one in preferences.load().recent if here is None or Path(one) != here.absolute()]
        for number, folder in enumerate([one for one in others if (one / storage.SONG).is_file()][:RECENT]):
            add(f"file.recent-{number}", f"Open {folder.name}", partial(self.open, folder), keywords=str(folder), **idle)  # type: ignore[arg-type]
        studio.song_asked.connect(self.open)

    def new(self) -> None:
        """A new song in a folder of its own, in the place of this one."""
        from daw.ui.app import new_folder

        try:
            self._program.show(song.new(new_folder()))
        except SongError as problem:
            self._tell("No new song could be made.", problem)

    def ask(self) -> None:
        """Choose a song's folder and open it."""
        start = self._studio.document.folder
        chosen = QFileDialog.getExistingDirectory(self._studio.window, "Open a song", str(start.parent if start else Path.home()))
        if chosen:
            self.open(Path(chosen))

    def open(self, folder: Path) -> None:
        """Open a song in the place of this one; if that can't be, this one stays."""
        here = self._studio.document.folder
        if here is not None and here.absolute() == Path(folder).absolute():
            self._studio.say("This song is open already.")
            return
        try:
            self._program.open(Path(folder))
        except SongError as problem:
            self._tell("That song can't be opened.", problem)

    def save_as(self) -> None:
        """Copy the song with its audio into another folder, and go on there."""
        start = self._studio.document.folder
        suggested = str((start.parent if start else Path.home()) / f"{self._studio.session.name} copy")
        chosen, _ = QFileDialog.getSaveFileName(self._studio.window, "Save the song as", suggested)
        if chosen:
            try:
                self._program.show(storage.save_as(self._studio.document, chosen))
            except SongError as problem:
                self._tell("The song was not copied.", problem)

    def _tell(self, title: str, problem: SongError) -> None:
        self._studio.notify(Notice(title, str(problem), "error"))
