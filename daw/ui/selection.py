"""What is chosen in the window.  No part of the song: it is neither saved nor undone."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from daw.model.session import Session

Range = tuple[int, int]


class Selection(QObject):
    """Ids of what is chosen; `changed` says that it is something else.

    track : the one in focus.  tracks : all chosen, in order of choosing.  range : session frames (start, end), end not included
    comment : the one that is open.  envelope : (track id, target).  points : frames of the chosen points in it
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.track: str | None = None
        self.tracks: tuple[str, ...] = ()
        self.clips: frozenset[str] = frozenset()
        self.range: Range | None = None
        self.take: str | None = None
        self.slot: str | None = None
        self.comment: str | None = None
        self.envelope: tuple[str, str] | None = None
        self.points: frozenset[int] = frozenset()

    def select_track(self, track_id: str | None, *, add: bool = False) -> None:
        """Choose a track and nothing else in it; `add` keeps the others, and takes away one that was chosen."""
        if track_id is None:
            self._become(track=None, tracks=())
        elif not add:
            self._become(track=track_id, tracks=(track_id,))
        elif track_id in self.tracks and len(self.tracks) > 1:
            rest = tuple(one for one in self.tracks if one != track_id)
            self._become(track=rest[-1], tracks=rest)
        else:
            self._become(track=track_id, tracks=(*(one for one in self.tracks if one != track_id), track_id))

    def select_tracks(self, track_ids: Iterable[str]) -> None:
        """Choose several tracks; the last is in focus."""
        ids = tuple(dict.fromkeys(track_ids))
        self._become(track=ids[-1] if ids else None, tracks=ids)

    def select_clips(self, ids: Iterable[str], *, track: str | None = None) -> None:
        """Choose clips and nothing else of that kind; `track` brings the track they lie on into focus."""
        changes: dict[str, object] = {"clips": frozenset(ids), "take": None, "envelope": None, "points": frozenset()}
        if track is not None:
            changes |= {"track": track, "tracks": self.tracks if track in self.tracks else (track,)}
        self._become(**changes)

    def set_range(self, start: int | None, end: int | None = None) -> None:
        """Choose a stretch of time in frames; None, or nothing between them, chooses none."""
        chosen = None if start is None or end is None or start == end else (min(start, end), max(start, end))
        self._become(range=chosen)

    def select_take(self, take_id: str | None, *, track: str | None = None) -> None:
        """Choose a take."""
        owner = {"track": track, "tracks": (track,)} if track else {}
        self._become(take=take_id, clips=frozenset(), envelope=None, points=frozenset(), **owner)

    def select_slot(self, slot_id: str | None, *, track: str | None = None) -> None:
        """Choose an effect."""
        self._become(slot=slot_id, **({"track": track, "tracks": (track,)} if track else {}))

    def select_comment(self, comment_id: str | None) -> None:
        """Choose a comment."""
        self._become(comment=comment_id)

    def select_points(self, track_id: str, target: str, frames: Iterable[int] = ()) -> None:
        """Choose an envelope, and points of it by their frames."""
        self._become(envelope=(track_id, target), points=frozenset(frames), clips=frozenset(), take=None)

    def clear(self) -> None:
        """Choose nothing but the track in focus."""
        self._become(clips=frozenset(), range=None, take=None, slot=None, comment=None, envelope=None, points=frozenset())

    def prune(self, session: Session) -> None:
        """Let go of what the song no longer has."""
        tracks = {one.id: one for one in session.tracks}
        clips = {clip.id for one in session.tracks for clip in one.clips} if self.clips else set()
        left = tuple(one for one in self.tracks if one in tracks)
        changes: dict[str, object] = {
            "track": self.track if self.track in tracks else left[-1] if left else None,
            "tracks": left,
            "clips": self.clips if self.clips <= clips else self.clips & clips,
        }
        if self.take is not None and all(take.id != self.take or take.hidden for one in session.tracks for take in one.takes):
            changes["take"] = None
        if self.slot is not None and all(slot.id != self.slot for one in session.tracks for slot in one.slots):
            changes["slot"] = None
        if self.comment is not None and all(one.id != self.comment for one in session.comments):
            changes["comment"] = None
        if self.envelope is not None:
            track = tracks.get(self.envelope[0])
            if track is None or all(one.target != self.envelope[1] for one in track.automation):
                changes |= {"envelope": None, "points": frozenset()}
        self._become(**changes)

    def _become(self, **changes: object) -> None:
        new = {name: value for name, value in changes.items() if getattr(self, name) != value}
        for name, value in new.items():
            setattr(self, name, value)
        if new:
            self.changed.emit()
