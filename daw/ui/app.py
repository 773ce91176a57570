"""The program with its window: `run` brings it up in this order:

Qt, theme and scale; the song; the window, shown at once; then, in a worker, kernels and the sound device.
"""

import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from daw import preferences, song
from daw.audio.filename import safe_name
from daw.model import edits
from daw.model.document import Document
from daw.model.limits import MAX_SAMPLE_RATE, MIN_SAMPLE_RATE
from daw.model.songerror import SongDamaged, SongError
from daw.ui import icons, looks, stylesheet, theme
from daw.ui.dialogs.start import StartWindow
from daw.ui.firstpicture import FirstPicture
from daw.ui.garbage import GarbageRounds, forget_what_lasts
from daw.ui.songs import Songs
from daw.ui.sound import Sound, Wish
from daw.ui.studio import Studio
from daw.ui.widgets.gesture import WheelRest
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.window import Window

LOG = logging.getLogger(__name__)
RATE = 48000  # of a new song
WARM_MS = 200  # after the start window is shown
FRAME = 48  # what a window's title may take


class Program(QObject):
    """The application: at most one song is open at a time, and without one the start window."""

    def __init__(self, app: QApplication, *, device: Wish | None = None) -> None:
        super().__init__(app)
        self.studio: Studio | None = None
        self.window: Window | None = None
        self.start_window: StartWindow | None = None
        self._device = device
        app.setQuitOnLastWindowClosed(False)  # a song may take another's place
        app.aboutToQuit.connect(self.close)

    def start(self, *, new: bool = True) -> None:
        """Show the start window; the keys begin at what is new, or at the songs opened lately."""
        if self.start_window is None:
            self.start_window = start = StartWindow()
            start.song_asked.connect(lambda folder: self._tried(lambda: self.open(folder)))
            start.record_asked.connect(lambda name: self._tried(lambda: self.record_new(name)))
            start.mix_asked.connect(lambda name, files: self._tried(lambda: self.mix_new(name, files)))
            start.closed.connect(self._on_start_closed)
        self.start_window.show()
        QTimer.singleShot(WARM_MS, warm)
        self.start_window.raise_()
        self.start_window.activateWindow()
        if new:
            self.start_window.focus_new()
        else:
            self.start_window.focus_recent()

    def _tried(self, act: Callable[[], bool]) -> None:
        """Do what the start window was asked for; what can't be done is told there."""
        try:
            done = act()
        except (SongError, OSError) as problem:
            if self.start_window is not None:
                self.start_window.tell(str(problem))
            return
        if done and self.start_window is not None:
            self.start_window.close()

    def _on_start_closed(self) -> None:
        start, self.start_window = self.start_window, None
        if start is not None:
            start.deleteLater()
        self._on_closed()

    def record_new(self, name: str) -> bool:
        """A new song with its first track armed, in the Record view.  Raises `SongError`."""
        done = self.show(song.new(new_folder(name), name=name))
        if done and self.studio is not None:
            self.studio.view.layout = "record"
            track_id = edits.upcoming(self.studio.session, "t")
            number = [self.studio.likely_input]
            if self.studio.do_all("Add track Audio 1", [(edits.add_track, ("Audio 1", 1, number)), (edits.arm_only, (track_id,))]):
                self.studio.selection.select_track(track_id)
        return done

    def mix_new(self, name: str, files: Sequence[Path]) -> bool:
        """A new song of these files, at the rate most of them have.  Raises `SongError`."""
        done = self.show(song.new(new_folder(name), usual_rate(files), name))
        if done and self.window is not None and self.studio is not None:
            self.studio.view.layout = "mix"
            self.window.arrange.dropping.place_at_cursor(list(files))  # type: ignore[attr-defined]
        return done

    def open(self, folder: Path) -> bool:
        """Open a song in the window, in the place of the one that is open; whether that worked.  Raises `SongError`."""
        document = open_or_restore(folder)
        return self.show(document)

    def show(self, document: Document) -> bool:
        """Show a document that is open already."""
        from daw.ui.soundface import SoundFace  # all of the window: the start window comes up without it
        from daw.ui.window import Window

        if self.window is not None and not self.window.close():
            document.close()
            return False
        self.close()
        self.studio = studio = Studio(document)
        studio.preferences = preferences.load()
        if studio.view.is_new:
            studio.view.set(count_in=studio.preferences.count_in, click=studio.preferences.click)
        studio.actions.set_own_shortcuts(studio.preferences.shortcuts)
        WheelRest.needs_ctrl = studio.preferences.wheel_needs_ctrl
        for notice in notices_of(document):
            studio.notify(notice)
        self.window = window = Window(studio)
        studio.selection.select_track(next((one.id for one in document.session.tracks if one.kind == "audio"), None))
        window.closed.connect(self._on_closed)
        self._songs = Songs(self, studio)
        studio.sound = Sound(studio, self._device)
        self._face = SoundFace(studio, window, studio.sound)
        room = window.screen().availableSize()
        window.resize(window.sizeHint().boundedTo(room))
        if room.width() - window.width() < FRAME or room.height() - window.height() < FRAME:
            window.showMaximized()  # with its frame it would not fit
        else:
            window.show()
        if document.folder is not None:
            preferences.note_opened(document.folder)
        FirstPicture(window).drawn.connect(studio.sound.start)
        return True

    def _on_closed(self) -> None:
        QTimer.singleShot(0, self._end_if_alone)

    def _end_if_alone(self) -> None:
        if self.start_window is None and (self.window is None or not self.window.isVisible()):
            self.close()
            QCoreApplication.quit()

    def close(self) -> None:
        """Let the song and the sound go."""
        studio, self.studio = self.studio, None
        if studio is not None:
            self._songs.close()
            if studio.sound is not None:
                studio.sound.close()
            studio.close()
            studio.document.close()
            forget_what_lasts()
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None

    def interrupted(self) -> None:
        """The system asks to end: close as if the person had."""
        if self.start_window is not None:
            self.start_window.close()
        if self.window is not None:
            self.window.close()


def warm() -> None:
    """Bring in what a song needs while the person reads the start window."""
    import daw.ui.soundface
    import daw.ui.window  # noqa: F401  only to have it


def run(folder: Path | None = None, *, device: str | None = None) -> int:
    """Open the window on a song, or without one the start window; returns the exit code when it is closed.

    device : instead of the remembered one; "null" plays silently
    """
    app = make_application()
    wish = Wish(device, 256) if device is not None else None
    program = Program(app, device=wish)
    if folder is not None:
        program.open(folder)
    else:
        program.start(new=not preferences.load().recent)
    _listen_to_signals(program)
    rounds = GarbageRounds(app)
    try:
        return app.exec()
    finally:
        rounds.end()


def make_application() -> QApplication:
    """Qt, dressed; made once."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("daw")
    app.setDesktopFileName("daw")
    looks.apply(preferences.load())
    stylesheet.install(app)
    app.setWindowIcon(_icon())
    sys.excepthook = _unexpected
    return app


def new_folder(name: str, where: Path | None = None) -> Path:
    """A folder for a new song that does not exist yet: "Slow Light", "Slow Light 2" …"""
    where = where or preferences.songs_folder()
    name = safe_name(name, fallback="Song")
    number = 1
    while (folder := where / (name if number == 1 else f"{name} {number}")).exists():
        number += 1
    return folder


def usual_rate(files: Sequence[Path]) -> int:
    """The sample rate that most of some files have; 48000 if none can be read."""
    from daw.audio import reading
    from daw.audio.error import AudioFileError

    rates: list[int] = []
    for file in files:
        try:
            rates.append(reading.probe(file, accept_damaged=True).sample_rate)
        except (AudioFileError, OSError):
            continue
    usual = max(sorted(set(rates), reverse=True), key=rates.count, default=RATE)
    return usual if MIN_SAMPLE_RATE <= usual <= MAX_SAMPLE_RATE else RATE


def open_or_restore(folder: Path) -> Document:
    """Open a song; one that is open elsewhere is opened to look at; one that is damaged from its newest backup, which is told."""
    try:
        return song.open_to_look(folder)
    except SongDamaged as damage:
        from daw.model import storage

        if damage.backup is None:
            raise
        document = storage.restore(folder, damage.backup)
        document.notes.insert(0, f"{damage}  The newest backup was opened instead; the damaged file is kept beside it.")
        return document


def notices_of(document: Document) -> list[Notice]:
    """What opening a song had to tell, as notices."""
    notices = []
    for note in document.notes:
        level = "warning" if "read-only" in note or "damaged" in note or "could not" in note else "info"
        head, _, rest = note.partition(".  ")
        notices.append(Notice(f"{head}." if rest else note, rest, level))  # type: ignore[arg-type]
    return notices


def _icon() -> QIcon:
    return icons.icon("brand", theme.current().accent, 64)


def _listen_to_signals(program: Program) -> None:
    """End in order on Ctrl-C and when the system says so: the clock of the window lets Python notice signals."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: program.interrupted())


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error nobody foresaw: into the log, and told without taking the window away.  The song is in its journal."""
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
        return
    LOG.error("unexpected", exc_info=(kind, error, trace))
    traceback.print_exception(kind, error, trace)
    for widget in QApplication.topLevelWidgets():
        toasts = getattr(widget, "toasts", None)
        if toasts is not None:
            toasts.show(Notice("Something went wrong inside the program.", f"{kind.__name__}: {error}. Your song is safe.", "error"))
    if os.environ.get("DAW_STRICT"):
        QCoreApplication.exit(70)
