"""The one object every part of the window is given: the song, its sound, what is chosen, and how to change and tell things."""

import logging
import shutil
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from daw import preferences
from daw.model.document import Document
from daw.model.edits.error import EditError
from daw.model.session import Session, Span
from daw.ui.actions import Actions
from daw.ui.audition import Audition
from daw.ui.clock import TICK_MS, Clock, Tick
from daw.ui.hints import after_take
from daw.ui.liveinputs import LiveInputs
from daw.ui.selection import Selection
from daw.ui.view import View
from daw.ui.widgets.accessible import announce
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.engine.engine import Engine
    from daw.ui.sound import Sound

DIM_DB = -20.0
REPEAT_S = 2.0  # the same refusal is not shown twice within this time


class Studio(QObject):
    """The song with everything around it.  All of it belongs to the main thread."""

    session_changed = Signal(object, object)  # (old, new)
    engine_changed = Signal()
    ticked = Signal(object)  # a Tick
    playhead_moved = Signal(object)  # frame
    transport_changed = Signal()  # play, stop, record, loop, click … are others
    noticed = Signal(object)  # a Notice
    said = Signal(str)  # for the status line
    took = Signal(object)  # ids of takes just kept
    rated = Signal()  # the take that is being recorded has another rating
    editor_asked = Signal(str)  # slot id
    song_asked = Signal(object)  # folder of a song to be opened in the place of this one
    preferences_changed = Signal(object, object)  # (old, new)
    closing = Signal()  # whoever works in a thread must stop
    dock_asked = Signal(str)  # "mixer", "clip", "effects"

    def __init__(self, document: Document, engine: "Engine | None" = None, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.engine: Engine | None = None
        self.selection = Selection(self)
        self.view = View(document.folder, self)
        self.actions = Actions(self)
        self.audition = Audition(self)
        self.live_inputs = LiveInputs(self)
        self.window: QWidget | None = None
        self.sound: Sound | None = None  # starts engines
        self.preferences = preferences.Preferences()
        self.notices: list[Notice] = []  # those nobody could show yet
        self.coming_rating = 0  # stars of the take that is being recorded
        self.likely_input = 1  # what a new track records: the input that was heard
        self._refused: tuple[str, float] = ("", 0.0)
        self._unsubscribe: Callable[[], None] | None = document.subscribe(self._on_session)
        self.actions.refused.connect(self.say)
        self.clock = Clock(self)
        if engine is not None:
            self.set_engine(engine)

    # ---- the song

    @property
    def session(self) -> Session:
        """The song as it is now."""
        return self.document.session

    @property
    def sample_rate(self) -> int:
        """Frames a second of the song."""
        return self.document.session.sample_rate

    def do(self, edit: Callable[..., Session], *args: Any, gesture: object | None = None, **kwargs: Any) -> bool:
        """Do one edit; what the song refuses becomes a notice.  Whether it was done."""
        return self._tried(lambda: self.document.do(edit, *args, gesture=gesture, **kwargs))

    def do_all(self, label: str, calls: Sequence[tuple[Callable[..., Session], Sequence[Any]]], gesture: object | None = None) -> bool:
        """Do several edits as one step of undo, or none."""
        return self._tried(lambda: self.document.do_all(label, calls, gesture=gesture))

    def undo(self) -> None:
        """Undo one step."""
        self._travel(self.document.undo, "Undid", "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was undone."""
        self._travel(self.document.redo, "Did again", "There is nothing to do again.")

    def _travel(self, way: Callable[[], str | None], words: str, nothing: str) -> None:
        found: list[str | None] = []
        if self._tried(lambda: found.append(way())):
            text = f"{words}: {found[0]}" if found[0] else nothing
            self.say(text)
            self.announce(text)

    def _tried(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except EditError as error:
            text, now = str(error), time.monotonic()
            if self._refused[0] != text or now - self._refused[1] > REPEAT_S:
                self.notify(Notice(text, level="warning" if "read-only" in text else "info"))
            self._refused = (text, now)
            return False
        return True

    def _on_session(self, old: Session, new: Session) -> None:
        self.selection.prune(new)
        self.session_changed.emit(old, new)

    # ---- telling

    def notify(self, notice: Notice) -> None:
        """Show a notice that blocks nothing."""
        if self.window is None:
            self.notices.append(notice)
        self.noticed.emit(notice)

    def may_ask(self) -> bool:
        """Whether a window that holds everything up may open: never while something is recorded, and then it is said."""
        if self.recording:
            self.say("This waits until the recording has ended.")
        return not self.recording

    def announce(self, text: str, *, assertive: bool = False) -> None:
        """Have a screen reader say something."""
        if self.window is not None:
            announce(self.window, text, assertive=assertive)

    def say(self, text: str) -> None:
        """Show a line in the status bar."""
        self.said.emit(text)

    def prefer(self, **changes: Any) -> None:
        """Change preferences of the program (fields of `daw.preferences.Preferences`); they are kept, and who uses them hears of it."""
        old = preferences.load()
        new = msgspec.structs.replace(old, **changes)
        before, self.preferences = self.preferences, new
        try:
            preferences.save(new)
        except OSError as problem:
            self.notify(Notice("Your preference is used, but could not be kept.", str(problem), "warning"))
        self.preferences_changed.emit(before, new)

    def open_editor(self, slot_id: str) -> None:
        """Show an effect's editor."""
        self.editor_asked.emit(slot_id)

    def show_dock(self, name: str) -> None:
        """Bring "mixer", "clip" or "effects" to the front."""
        self.dock_asked.emit(name)

    # ---- the sound

    def set_engine(self, engine: "Engine | None") -> None:
        """Play the song with another engine, from where it stands; None is silence."""
        place = self.position
        if engine is not self.engine:
            old = self.release_engine()
            if old is not None:
                old.close()
        self.engine = engine
        if engine is not None:
            engine.follow(self.document)
            engine.set_loop(on=self.view.loop)
            engine.set_punch(on=self.view.punch)
            engine.set_count_in(self.view.count_in)
            self._send_click()
            self.set_listening()
            engine.locate(place)
        self.clock.place = place
        self.engine_changed.emit()
        self.transport_changed.emit()

    def release_engine(self) -> "Engine | None":
        """Let the engine go, stopped and with its recording kept, for someone else to close."""
        if self.engine is not None:
            self.keep(self.engine.stop())
        return self.detach_engine()

    def detach_engine(self) -> "Engine | None":
        """Let the engine go as it is; whoever takes it stops it, has `keep` its recording, and closes it."""
        engine = self.engine
        if engine is not None:
            self.clock.place = engine.position
            self.engine = None
            self.clock.rest()
            self.engine_changed.emit()
            self.transport_changed.emit()
        return engine

    @property
    def position(self) -> int:
        """The session frame heard now, or where playing will begin."""
        return self.clock.place if self.engine is None else self.engine.position

    @property
    def playing(self) -> bool:
        """Whether the song plays, or counts in."""
        return self.engine is not None and self.engine.playing

    @property
    def recording(self) -> bool:
        """Whether a recording is under way."""
        return self.engine is not None and self.engine.recording

    def play(self) -> None:
        """Play from where the song stands."""
        if self.engine is None:
            self.say("The sound is still being prepared.")
            return
        self.view.start_marker = self.engine.position
        self.engine.play()
        self.tick()

    def stop(self) -> None:
        """Stop; what was being recorded becomes takes, and the song goes back to where that began: R does another, Space listens."""
        if self.engine is None:
            return
        was_recording = self.engine.recording
        self.keep(self.engine.stop())
        self._send_click()
        if was_recording or self.preferences.return_on_stop:
            self.engine.locate(self.view.start_marker)
        self.tick()

    def toggle_play(self) -> None:
        """Play, or stop."""
        if self.playing:
            self.stop()
        else:
            self.play()

    def locate(self, frame: int) -> None:
        """Go to a frame."""
        place = max(0, int(frame))
        if self.engine is not None:
            self.engine.locate(place)
        self.clock.show_place(place)

    def record(self) -> None:
        """Record on what is armed; with nothing armed, on the track in focus, or on a new one.  While recording: stop."""
        from daw.ui.recording import start

        if self.recording:
            self.stop()
        else:
            start(self)
            self._send_click()
        self.tick()

    def capture(self, seconds: float = 120.0) -> None:
        """Keep what was just played."""
        from daw.ui.recording import capture

        capture(self, seconds)

    def keep(self, recorded: Sequence[Any]) -> list[str]:
        """Make takes of what was recorded; their ids."""
        if not recorded:
            return []
        from daw.ui.recording import keep

        ids = keep(self, recorded)
        self.took.emit(tuple(ids))
        after_take(self)
        return ids

    def toggle_loop(self) -> None:
        """Loop over the loop range, or not."""
        self.view.loop = not self.view.loop
        if self.view.loop and self.session.loop is None and self.selection.range is not None:
            from daw.model import edits

            self.do(edits.set_loop, *self.selection.range)
        if self.view.loop and self.session.loop is None:
            self.say("Drag along the top of the ruler to say what is to be looped.")
        if self.engine is not None:
            self.engine.set_loop(on=self.view.loop)
        self.transport_changed.emit()

    def toggle_punch(self) -> None:
        """Record only within the punch range, or not; a range that is selected becomes it."""
        from daw.model import edits

        chosen = self.selection.range
        if not self.view.punch and chosen is not None and (self.session.punch is None or chosen != _ends(self.session.punch)):
            self.do(edits.set_punch, *chosen)
        self.view.punch = not self.view.punch and self.session.punch is not None
        if self.session.punch is None:
            self.say("Select a range first; then only that is recorded.")
        if self.engine is not None:
            self.engine.set_punch(on=self.view.punch)
        self.transport_changed.emit()

    def set_click(self, when: str) -> None:
        """Hear the click "off", while "recording", or "always"."""
        self.view.click = when
        self._send_click()
        self.transport_changed.emit()

    def set_count_in(self, bars: int) -> None:
        """Bars of click before a recording."""
        self.view.count_in = bars
        if self.engine is not None:
            self.engine.set_count_in(bars)
        self.transport_changed.emit()

    def set_listening(self, *, dim: bool | None = None, mono: bool | None = None) -> None:
        """How the room hears the master: 20 dB down, in mono.  Never part of a bounce."""
        self.view.set(**{name: value for name, value in (("dim", dim), ("mono", mono)) if value is not None})
        if self.engine is not None:
            self.engine.set_monitoring(dim_db=DIM_DB if self.view.dim else 0.0, mono=self.view.mono)
        self.transport_changed.emit()

    def _send_click(self) -> None:
        if self.engine is not None:
            on = self.view.click == "always" or (self.view.click == "recording" and self.engine.recording)
            self.engine.set_click(on=on, level_db=self.view.click_db)

    def disk_time_left_s(self) -> float:
        """For how long the disk could be recorded on, with the tracks that are armed (or one)."""
        folder = self.document.folder
        if folder is None:
            return 0.0
        channels = sum(len(track.inputs) for track in self.session.tracks if track.armed) or 1
        return shutil.disk_usage(folder).free / (channels * 3 * self.sample_rate)

    def tick(self) -> None:
        """Read everything that moves now, and tell of it."""
        self.clock.tick()

    def close(self) -> None:
        """Stop the clock and the sound; a recording under way is kept.  The document stays open."""
        self.closing.emit()
        self.clock.stop()
        engine = self.release_engine()
        if engine is not None:
            engine.close()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.view.save()
        logging.getLogger(__name__).debug("closed %s", self.document.folder)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


__all__ = ["TICK_MS", "Studio", "Tick"]
