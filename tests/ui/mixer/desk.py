"""A small song on a mixing desk, and a stand-in for the sound: it is where it is told to be and shows the levels it is given."""

from types import SimpleNamespace

from PySide6.QtWidgets import QApplication

from daw.engine.levels import Levels, Loudness, TrackLevel
from daw.model import edits
from daw.model.document import Document
from daw.model.session import Session
from daw.model.track import Track
from daw.ui.studio import Studio


class Sound:
    """An engine without sound."""

    def __init__(self, session: Session) -> None:
        self.position = 0
        self.playing = self.rolling = self.recording = False
        self.missing_effects: dict[str, str] = {}
        self.device = SimpleNamespace(inputs=8)
        self.touched: set[tuple[str, str]] = set()
        self.resets: list[str | None] = []
        self.loudness_resets = 0
        self.given = quiet(session)

    def touch(self, track_id, target, *, held):
        (self.touched.add if held else self.touched.discard)((track_id, target))

    def levels(self):
        return self.given

    def reset_peaks(self, track_id=None):
        self.resets.append(track_id)

    def reset_loudness(self):
        self.loudness_resets += 1

    def roll(self, studio, frame):
        """The song rolls, and is at a frame."""
        self.position, self.playing, self.rolling = frame, True, True
        studio.tick()

    def stop(self):
        self.playing = self.rolling = False
        return []

    def record_problem(self):
        return ""

    def locate(self, frame):
        self.position = frame

    def __getattr__(self, name):
        """Whatever else is asked of an engine does nothing."""
        return lambda *_args, **_kwargs: None


def level(peak_db: float, rms_db: float = -150.0, maximum_db: float = -150.0) -> TrackLevel:
    return TrackLevel((peak_db, peak_db), (rms_db, rms_db), (maximum_db, maximum_db), 0)


def quiet(session: Session, **tracks: TrackLevel) -> Levels:
    """Levels of a silent song, but for some tracks."""
    silent = {track.id: level(-150.0) for track in session.tracks} | tracks
    return Levels(silent, (), (), {}, Loudness(), 0.0, 0.0, 0, 0, ())


class Desk:
    """A song with tracks Vocal, Guitar and Bass, a bus Drums and a return Plate; `studio` holds it."""

    def __init__(self) -> None:
        self.document = Document(Session(name="Song", tracks=(Track(id="master", name="Mix bus", kind="master", color="stone"),)))
        self.ids: dict[str, str] = {"Mix bus": "master"}
        for name in ("Vocal", "Guitar", "Bass"):
            self._add(edits.add_track, name)
        self._add(edits.add_bus, "Drums", None, "aqua")
        self._add(edits.add_bus, "Plate")
        self.document.do(edits.set_output, self["Bass"], self["Drums"])
        self.document.do(edits.add_send, self["Guitar"], self["Plate"], -12.0)
        self.studio = Studio(self.document)

    def _add(self, edit, name, *args) -> None:
        self.ids[name] = edits.upcoming(self.document.session, "t")
        self.document.do(edit, name, *args)

    def __getitem__(self, name: str) -> str:
        return self.ids[name]

    def track(self, name: str) -> Track:
        return next(one for one in self.studio.session.tracks if one.id == self.ids.get(name, name))

    def slot(self, name: str, effect: str) -> str:
        slot_id = edits.upcoming(self.studio.session, "x")
        self.studio.do(edits.add_slot, self[name], effect)
        return slot_id

    def sound(self) -> Sound:
        sound = Sound(self.studio.session)
        self.studio.set_engine(sound)
        return sound

    def undone_and_redone(self, read) -> tuple:
        """What `read` says now, after undo, and after redo."""
        now = read()
        self.studio.undo()
        before = read()
        self.studio.redo()
        return now, before, read()

    def close(self) -> None:
        self.studio.close()
        QApplication.processEvents()
