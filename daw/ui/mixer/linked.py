"""Strips chosen together move together: by the same distance where a hand drags one, to the same value where it types.  Knows no Qt.

Every report of one movement gives the whole distance from where all stood when it began, so a strip that meets its end and comes back
keeps its distance to the others.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from daw.model import edits, limits
from daw.model.session import Session
from daw.model.track import Track

Call = tuple[Callable[..., Session], tuple[Any, ...]]
OFF_DB = -90.0  # a strip that is off stays off while others move
RELATIVE = ("drag", "step")  # names of gestures that move by a distance


class Doer(Protocol):
    """Who changes the song: the studio, or a document."""

    @property
    def session(self) -> Session: ...

    def do(self, edit: Any, *args: Any, gesture: object | None = None) -> Any: ...

    def do_all(self, label: str, calls: Any, gesture: object | None = None) -> Any: ...

    def subscribe(self, subscriber: Callable[[Any, Any], None]) -> Callable[[], None]: ...


class Linked:
    """Stands between a strip's controls and the song: what is asked of one chosen strip is asked of all.

    chosen : the ids of the strips that are linked now; fewer than two is none
    """

    def __init__(self, doer: Doer, chosen: Callable[[], Sequence[str]]) -> None:
        self._doer, self._chosen = doer, chosen
        self._began: WeakKeyDictionary[Any, dict[str, Track]] = WeakKeyDictionary()
        self.subscribe = doer.subscribe

    @property
    def session(self) -> Session:
        """The song."""
        return self._doer.session

    def do(self, edit: Any, /, *args: Any, gesture: object | None = None) -> Any:
        """Do an edit (track id first), on every linked strip if the one meant is linked."""
        others = self._others(args[0]) if args else []
        if (edit not in MOVES and edit not in SWITCHES) or not others:
            return self._doer.do(edit, *args, gesture=gesture)
        track_id, value = args
        began = self._start(gesture, [track_id, *others])
        if edit in SWITCHES:
            calls = [(edit, (one, value)) for one in began if began[one].kind in SWITCHES[edit]]
        else:
            relative = getattr(gesture, "name", "") in RELATIVE
            calls = _moves(edit, track_id, value, began, relative=relative)
        if len(calls) == 1:
            return self._doer.do(calls[0][0], *calls[0][1], gesture=gesture)
        return self._doer.do_all(_words(edit, value, len(calls)), calls, gesture=gesture)

    def _others(self, track_id: str) -> list[str]:
        chosen = self._chosen()
        return [one for one in chosen if one != track_id] if track_id in chosen else []

    def _start(self, gesture: object | None, ids: Sequence[str]) -> dict[str, Track]:
        """How the strips were when the movement began."""
        known = self._began.get(gesture) if gesture is not None else None
        if known is None:
            tracks = {track.id: track for track in self._doer.session.tracks}
            known = {one: tracks[one] for one in ids if one in tracks}
            if gesture is not None:
                self._began[gesture] = known
        return known


AUDIO, ANY, NOT_MASTER = ("audio",), ("audio", "bus", "master"), ("audio", "bus")
SWITCHES = {edits.set_mute: ANY, edits.set_solo: NOT_MASTER, edits.set_armed: AUDIO, edits.set_monitor: AUDIO}
MOVES = {
    edits.set_fader: ("fader_db", limits.FADER_LOW_DB, limits.FADER_HIGH_DB),
    edits.set_pan: ("pan", -1.0, 1.0),
}


def _moves(edit: Any, track_id: str, value: float, began: dict[str, Track], *, relative: bool) -> list[Call]:
    """The edits of a movement of one strip, for all of them."""
    if not relative:
        return [(edit, (one, value)) for one in began]
    field, low, high = MOVES[edit]
    floor = OFF_DB if edit is edits.set_fader else low
    distance = max(value, floor) - max(getattr(began[track_id], field), floor)
    calls: list[Call] = [(edit, (track_id, value))]
    for one, track in began.items():
        stood = getattr(track, field)
        if one != track_id:
            is_off = edit is edits.set_fader and stood <= OFF_DB
            calls.append((edit, (one, stood if is_off else min(max(round(stood + distance, 6), low), high))))
    return calls


def _words(edit: Any, value: Any, count: int) -> str:
    """What was done to so many strips, for the undo list."""
    if edit is edits.set_fader:
        text = f"Fader {value:+.1f} dB" if value > OFF_DB else "Fader off"
    elif edit is edits.set_pan:
        text = "Pan"
    else:
        name = {edits.set_mute: "Mute", edits.set_solo: "Solo", edits.set_armed: "Arm", edits.set_monitor: "Hear yourself"}[edit]
        text = f"{name} {value if isinstance(value, str) else 'on' if value else 'off'}"
    words = text.replace("-", "−")
    return f"{words}, {count} tracks"
