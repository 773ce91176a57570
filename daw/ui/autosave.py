"""Saving by itself: every edit is in the journal at once, and the song is written as soon as the hand rests."""

import contextlib
import time
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from daw.model import storage
from daw.model.session import Session
from daw.model.songerror import SongError
from daw.ui.studio import Studio
from daw.ui.widgets.toast import Notice

REST_MS = 1500  # after the last edit
LONGEST_S = 30.0  # a song that is edited without a pause is written at least this often
AGAIN_MS = 20000  # after a failure


class Autosave(QObject):
    """`shown(words, ink)` : "Saved 14:02", always true, and the name of its colour"""

    shown = Signal(str, str)

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._since: float | None = None
        self._failed = False
        self._saved_at = written_at(studio)
        self.words, self.ink = "", "text2"
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save_now)
        studio.session_changed.connect(self._on_session)
        if studio.document.read_only:
            self._show("Read-only", "mute")
        elif studio.document.dirty:
            self._timer.start(REST_MS)
            self._show("Saving…")
        else:
            self._show_saved()

    def _on_session(self, _old: Session, _new: Session) -> None:
        if self._studio.document.read_only:
            return
        now = time.monotonic()
        self._since = self._since or now
        if not self._failed:
            self._show("Saving…")
            if now - self._since < LONGEST_S or not self._timer.isActive():
                self._timer.start(REST_MS)

    def save_now(self, *, told: bool = False) -> bool:
        """Write the song; whether it is on disk.  told : say so also if there was nothing to write"""
        document = self._studio.document
        self._timer.stop()
        if document.read_only or document.folder is None:
            if told:
                self._studio.say("The song is open read-only: use Save as.")
            return False
        try:
            if document.dirty or told:
                storage.save(document)
                self._saved_at = datetime.now().astimezone()
        except SongError as problem:
            if not self._failed or told:
                actions = (("Try again", lambda: self.save_now(told=True)),)
                self._studio.notify(Notice("The song is not saved.", str(problem), "error", actions))
            self._failed = True
            self._show("Not saved", "rec")
            self._timer.start(AGAIN_MS)
            return False
        self._since, self._failed = None, False
        self._show_saved()
        if told:
            self._studio.say(f"{self.words}.")
        return True

    def _show_saved(self) -> None:
        """When the song was written last; on another day, that day."""
        today = self._saved_at.date() == datetime.now().astimezone().date()
        self._show(f"Saved {self._saved_at:%H:%M}" if today else f"Saved {self._saved_at.day} {self._saved_at:%b}")

    def _show(self, words: str, ink: str = "text2") -> None:
        if (words, ink) != (self.words, self.ink):
            self.words, self.ink = words, ink
            self.shown.emit(words, ink)


def written_at(studio: Studio) -> datetime:
    """When song.json was written; now, if that can't be told."""
    folder = studio.document.folder
    with contextlib.suppress(OSError):
        if folder is not None:
            return datetime.fromtimestamp((folder / storage.SONG).stat().st_mtime).astimezone()
    return datetime.now().astimezone()
