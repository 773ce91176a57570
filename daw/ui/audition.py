"""Listening to one take instead of the comp.  The song is not edited: the engine is given another session for the while."""

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from daw.model.clip import Clip
from daw.model.session import Session

if TYPE_CHECKING:
    from daw.ui.studio import Studio

replace = msgspec.structs.replace


def with_only(session: Session, track_id: str, take_id: str) -> Session:
    """The song with one take as all that a track plays."""
    tracks = []
    for track in session.tracks:
        take = next((one for one in track.takes if one.id == take_id), None) if track.id == track_id else None
        if take is not None:
            clip = Clip(id="audition", name=take.name, source=take.source, start=take.start, length=take.length, offset=take.offset)
            track = replace(track, clips=(clip,), mute=False)  # noqa: PLW2901  the track as it is heard
        tracks.append(track)
    return replace(session, tracks=tuple(tracks))


class Audition(QObject):
    """`take` is the id of the take listened to, or None.  `changed` says that it is another."""

    changed = Signal()

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.take: str | None = None
        self._track = ""
        self._end: int | None = None
        studio.session_changed.connect(self._on_session)
        studio.ticked.connect(self._on_tick)

    def listen(self, track_id: str, take_id: str | None, start: int | None = None, end: int | None = None) -> None:
        """Hear a take instead of its track's comp (None: the comp again); with `start`, play from there, up to `end`."""
        self._track, self.take, self._end = track_id, take_id, end if start is not None else None
        self._send()
        engine = self._studio.engine
        if engine is not None and take_id is not None and start is not None:
            if engine.playing:
                engine.locate(start)
            else:
                engine.play(start)
        self.changed.emit()

    def stop(self) -> None:
        """Hear the comp again."""
        if self.take is not None:
            self.listen(self._track, None)

    def _send(self) -> None:
        engine, session = self._studio.engine, self._studio.session
        if engine is not None:
            engine.load(session if self.take is None else with_only(session, self._track, self.take), self._studio.document.folder)

    def _on_session(self, _old: Session, _new: Session) -> None:
        if self.take is not None:
            self._send()

    def _on_tick(self, tick: object) -> None:
        if self._end is not None and getattr(tick, "rolling", False) and getattr(tick, "position", 0) >= self._end:
            self._end = None
            if self._studio.engine is not None:
                self._studio.engine.stop()
            self.stop()
