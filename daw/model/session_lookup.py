"""Finding things by what people call them: "Lead Vocal", "Lead Vocal/compressor/threshold_db"."""

from collections.abc import Iterable
from typing import TypeVar

from daw.model.edits.check import shown
from daw.model.edits.error import EditError
from daw.model.session import Session
from daw.model.track import Send, Slot, Track

R = TypeVar("R", Track, Slot)


def _called(records: Iterable[R], wanted: str, what: str, where: str) -> R:
    """The one record of a name (exactly, then whatever its case) or of an id."""
    listed = list(records)
    for matches in (
        [one for one in listed if one.name == wanted],
        [one for one in listed if one.name.casefold() == wanted.strip().casefold()],
        [one for one in listed if one.id == wanted],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise EditError(f"{where} has {len(matches)} {what}s called “{wanted}”; use an id: {', '.join(one.id for one in matches)}.")
    names = ", ".join(f"“{one.name}”" for one in listed[:40]) or "none"
    raise EditError(f"{where} has no {what} {shown(wanted)}; it has {names}.")


def find_track(session: Session, name_or_id: str) -> Track:
    """A track by its name, whatever its case, or by its id; raises `EditError` that lists the names there are."""
    return _called(session.tracks, name_or_id, "track", "This song")


def find_slot(track: Track, name_or_id: str) -> Slot:
    """An effect of a track by its slot's name or id."""
    return _called(track.slots, name_or_id, "effect", f"“{track.name}”")


def find_send(session: Session, track: Track, bus: str) -> Send | None:
    """The send of a track to a bus by the bus's name or id; None if there is none."""
    target = find_track(session, bus)
    return next((send for send in track.sends if send.bus == target.id), None)


STRIP = ("fader_db", "pan", "mute", "solo")


def find_target(session: Session, text: str) -> tuple[Track, Slot | None, str]:
    """What "TRACK/fader_db" (or pan, mute, solo) or "TRACK/SLOT/parameter" means: track, slot (None: the strip itself), parameter."""
    name, slash, parameter = text.rpartition("/")
    if slash and parameter in STRIP and ("/" not in name or _is_track(session, name)):  # an effect may have a parameter "pan" too
        return find_track(session, name), None, parameter
    track_name, between, slot_name = name.rpartition("/")
    if not between or not parameter:
        forms = "TRACK/fader_db, TRACK/pan, TRACK/mute, TRACK/solo or TRACK/EFFECT/parameter"
        raise EditError(f"{shown(text)} is not a target: write {forms}.")
    track = find_track(session, track_name)
    return track, find_slot(track, slot_name), parameter


def _is_track(session: Session, name: str) -> bool:
    return any(name in (one.name, one.id) or name.strip().casefold() == one.name.casefold() for one in session.tracks)
