"""Hear yourself, over all tracks: whether live inputs are let through, and the guard that keeps speakers and microphone apart."""

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from daw.model.session import Session
from daw.model.track import Track
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.clock import Tick
    from daw.ui.studio import Studio

LOOK_DB = -20.0  # inputs below this are not listened to more closely
KEPT_TICKS = 15  # half a second
CLOSE = ("Hear yourself is off because speakers and mic are close.", "Use headphones.")
HOWL = ("Hear yourself was switched off: it began to howl.", "Speakers and mic are close. Use headphones.")


def heard_tracks(session: Session) -> list[Track]:
    """The tracks whose live input would be heard now."""
    return [
        one
        for one in session.tracks
        if one.kind == "audio" and one.inputs and (one.monitor == "on" or (one.monitor == "auto" and one.armed))
    ]


class LiveInputs(QObject):
    """on : they are let through.  why : "close" or "howl" when the guard has switched them off, else empty.  `changed` says so"""

    changed = Signal()

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.on, self.why = True, ""
        self._wanted = True  # what the hand has set
        self._told = False
        self._heard: frozenset[str] = frozenset()
        self._played: deque[float] = deque(maxlen=KEPT_TICKS)
        studio.engine_changed.connect(self._on_engine)
        studio.session_changed.connect(self._on_session)
        studio.ticked.connect(self._on_tick)

    def set_on(self, *, on: bool) -> None:
        """The hand lets them through, or not."""
        self._wanted = on
        self._become(on=on, why="")

    def on_anyway(self) -> None:
        """The person knows better: let them through, with this device from now on without being asked."""
        engine, studio = self._studio.engine, self._studio
        if engine is not None and engine.device.name not in studio.preferences.heard_anyway:
            studio.prefer(heard_anyway=(*studio.preferences.heard_anyway, engine.device.name))
        self.set_on(on=True)

    def _become(self, *, on: bool, why: str) -> None:
        engine = self._studio.engine
        if engine is not None:
            engine.set_hear_inputs(on=on)
        self._played.clear()
        if (on, why) != (self.on, self.why):
            self.on, self.why = on, why
            self.changed.emit()
            self._studio.transport_changed.emit()

    def _on_engine(self) -> None:
        from daw.ui.howl import are_close

        engine = self._studio.engine
        if engine is None:
            return
        risky = are_close(engine.device) and engine.device.name not in self._studio.preferences.heard_anyway
        self._told = False
        self._become(on=self._wanted and not risky, why="close" if risky and self._wanted else "")
        self._tell_if_close()

    def _on_session(self, _old: Session, new: Session) -> None:
        heard = frozenset(track.id for track in heard_tracks(new))
        if heard - self._heard:
            self._told = False
        self._heard = heard
        self._tell_if_close()

    def _tell_if_close(self) -> None:
        """Say why nothing is heard, once it would be."""
        if self.why == "close" and not self._told and heard_tracks(self._studio.session):
            self._told = True
            self._studio.notify(Notice(*CLOSE, "warning", (("On anyway", self.on_anyway),)))

    def _on_tick(self, tick: "Tick") -> None:
        engine, levels = self._studio.engine, tick.levels
        if engine is None or levels is None or not self.on:
            return
        tracks = heard_tracks(self._studio.session)
        if not tracks:
            self._played.clear()
            return
        master = levels.tracks.get(self._studio.session.tracks[-1].id)
        self._played.append(max(master.peak_db) if master is not None else -150.0)
        numbers = {number for track in tracks for number in track.inputs if number <= len(levels.inputs)}
        for number in numbers:
            if levels.inputs[number - 1] >= LOOK_DB and self._howls(number):
                self._become(on=False, why="howl")
                self._studio.notify(Notice(*HOWL, "warning", (("On anyway", self.on_anyway),)))
                return

    def _howls(self, number: int) -> bool:
        from daw.ui.howl import frames_needed, is_howl

        engine = self._studio.engine
        if engine is None:
            return False
        now = engine.device_frame
        first = max(0, now - frames_needed(engine.sample_rate))
        return is_howl(engine.captured_between(number, first, now), tuple(self._played))
