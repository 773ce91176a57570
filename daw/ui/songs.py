"""New, open, a new version, recent, name and folder: the songs of the File menu."""

import shutil
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QFileDialog

from daw import preferences
from daw.audio.filename import safe_name
from daw.model import edits, media, storage
from daw.model.songerror import SongError, why
from daw.ui.metrics import px
from daw.ui.showfile import show_in_folder
from daw.ui.studio import Studio
from daw.ui.widgets.textfield import NameEntry
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.app import Program

RECENT = 8


class Songs(QObject):
    """Actions that put another song into the window, or say what this one is called and where it lies."""

    _copied = Signal(object, str)
    _share = Signal(float)

    def __init__(self, program: "Program", studio: Studio) -> None:
        super().__init__(studio)
        self._program, self._studio = program, studio
        self.copying: threading.Thread | None = None
        self._stop = threading.Event()
        self._name: str | None = None
        self._was_there = False
        add = studio.actions.add
        idle = {"enabled": lambda: not studio.recording and self.copying is None, "why": "Stop the recording first."}
        add("file.new", "New song…", self.new, "Ctrl+N", **idle)  # type: ignore[arg-type]
        add("file.open", "Open…", self.ask, "Ctrl+O", **idle)  # type: ignore[arg-type]
        add("file.save-version", "Save a new version", self.save_version, "Ctrl+Shift+S", keywords="copy increment", **idle)  # type: ignore[arg-type]
        add("file.save-as", "Save as…", self.save_as, keywords="copy folder", **idle)  # type: ignore[arg-type]
        add("file.rename", "Rename song", self.rename, keywords="name title")
        add("file.show-folder", "Show the song’s folder", self.show_folder, keywords="files explorer finder directory")
        here = studio.document.folder
        others = [Path(one) for one in preferences.load().recent if here is None or Path(one) != here.absolute()]
        for number, folder in enumerate([one for one in others if (one / storage.SONG).is_file()][:RECENT]):
            add(f"file.recent-{number}", f"Open {folder.name}", partial(self.open, folder), keywords=str(folder), **idle)  # type: ignore[arg-type]
        studio.song_asked.connect(self.open)
        self._copied.connect(self._on_copied)
        self._share.connect(self._on_share)

    def new(self) -> None:
        """The start window: its name and what to begin with are asked there; this song stays open until then."""
        self._program.start(new=True)

    def ask(self) -> None:
        """The start window, at the songs opened lately."""
        self._program.start(new=False)

    def open(self, folder: Path) -> None:
        """Open a song in the place of this one; if that can't be, this one stays."""
        here = self._studio.document.folder
        if here is not None and here.absolute() == Path(folder).absolute():
            self._studio.say("This song is open already.")
            return
        try:
            self._program.open(Path(folder))
        except SongError as problem:
            self._tell("That song can't be opened.", str(problem))

    # ---- copies

    def save_as(self) -> None:
        """Choose another folder, copy the song there with its audio, and go on there."""
        start = self._studio.document.folder
        suggested = str((start.parent if start else Path.home()) / f"{self._studio.session.name} copy")
        chosen, _ = QFileDialog.getSaveFileName(self._studio.window, "Save the song as", suggested)
        if chosen:
            self.copy_to(Path(chosen))

    def save_version(self) -> None:
        """Leave the song as it is now, and go on in a copy beside it: "Slow Light 2", "Slow Light 3" …"""
        folder = self._studio.document.folder
        if folder is not None:
            target = next_version(folder)
            self.copy_to(target, target.name if self._studio.session.name == folder.name else None)

    def copy_to(self, target: Path, name: str | None = None) -> None:
        """Copy the audio in a worker; then the song follows, under another name if one is given, and takes this one's place."""
        session, folder = self._studio.session, self._studio.document.folder
        if self.copying is not None or folder is None:
            return
        if (target / storage.SONG).exists():
            self._tell("The song was not copied.", f"There is a song in “{target.name}” already. Choose another folder.")
            return
        self._name, self._was_there = name, target.exists()

        def told(share: float) -> bool:
            self._share.emit(share)
            return not self._stop.is_set()

        def work() -> None:
            try:
                media.copy_audio(session, folder, target, told)
            except OSError as problem:
                self._copied.emit(target, f"The audio could not be copied to “{target}”: {why(problem)}. This song stays open.")
            except SongError as problem:
                self._copied.emit(target, str(problem))
            else:
                self._copied.emit(target, "")

        self._studio.say(f"Copying into {target.name}…")
        self.copying = threading.Thread(target=work, name="daw-copy", daemon=True)
        self.copying.start()

    def _on_share(self, share: float) -> None:
        line = getattr(self._studio.window, "progress", None)
        if line is not None:
            line.set_share(share)

    def _on_copied(self, target: Path, trouble: str) -> None:
        if self.copying is not None:
            self.copying.join()
        self.copying = None
        line = getattr(self._studio.window, "progress", None)
        if line is not None:
            line.set_share(None)
        if trouble:
            if not self._was_there:
                shutil.rmtree(target, ignore_errors=True)
            self._tell("The song was not copied.", trouble)
            return
        try:
            self._program.show(storage.save_as(self._studio.document, target, self._name))
        except SongError as problem:
            self._tell("The song was not copied.", str(problem))
        else:
            if self._program.studio is not None:
                self._program.studio.say(f"You go on in {target.name}. The song before stays as it was.")

    def close(self) -> None:
        """Stop copying; waits."""
        self._stop.set()
        if self.copying is not None:
            self.copying.join()

    # ---- this song

    def rename(self) -> None:
        """Type another name where the name stands."""
        row = getattr(self._studio.window, "menu_row", None)
        if row is None:
            return
        entry = NameEntry("Name of the song", self._studio.session.name, row)
        entry.moved.connect(self._on_named)
        width = max(row.name.width() + px(24), px(180))
        right = row.name.geometry().right() + px(8) if row.name.isVisible() else row.width() - px(8)
        entry.open_at(QRect(right - width, (row.height() - px(24)) // 2, width, px(24)))

    def _on_named(self, name: str, _gesture: object) -> None:
        self._studio.do(edits.set_song_name, name)

    def show_folder(self) -> None:
        """Show the song's folder in the system's file manager."""
        if self._studio.document.folder is not None:
            show_in_folder(self._studio.document.folder / storage.SONG)

    def _tell(self, title: str, text: str) -> None:
        self._studio.notify(Notice(title, text, "error"))


def next_version(folder: Path) -> Path:
    """The folder beside a song's that its next version goes into: a number after the name, one higher than any that is there."""
    stem, _, last = folder.name.rpartition(" ")
    base, number = (stem, int(last)) if stem and last.isdecimal() else (folder.name, 1)
    number += 1
    while (target := folder.parent / safe_name(f"{base} {number}")).exists():
        number += 1
    return target
