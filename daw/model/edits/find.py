"""Finding the record an id names, and putting a changed one back in its place."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from daw.model.automation import Envelope
from daw.model.clip import Clip, Source
from daw.model.comment import Comment, Task
from daw.model.edits.check import shown
from daw.model.edits.error import EditError
from daw.model.session import Marker, Section, Session
from daw.model.take import Take, Version
from daw.model.track import Send, Slot, Track

R = TypeVar("R")
replace = msgspec.structs.replace


def track(session: Session, track_id: Any) -> Track:
    """The track with an id."""
    for one in session.tracks:
        if one.id == track_id:
            return one
    raise EditError(f"There is no track {shown(track_id)}; this song has {', '.join(t.id for t in session.tracks[:20])}.")


def audio_track(session: Session, track_id: Any) -> Track:
    """The audio track with an id: buses and the master hold no clips."""
    found = track(session, track_id)
    if found.kind != "audio":
        raise EditError(f"“{found.name}” is {kind_word(found)}; only audio tracks hold clips and takes and record.")
    return found


def kind_word(one: Track) -> str:
    """What a track is, with its article."""
    return {"audio": "an audio track", "bus": "a bus", "master": "the master"}[one.kind]


def source(session: Session, source_id: Any) -> Source:
    """The source with an id."""
    for one in session.sources:
        if one.id == source_id:
            return one
    raise EditError(f"There is no audio file {shown(source_id)} in this song.")


def _held(session: Session, what: str, field: str, wanted: Any) -> tuple[Track, Any]:
    for owner in session.tracks:
        for one in getattr(owner, field):
            if one.id == wanted:
                return owner, one
    raise EditError(f"There is no {what} {shown(wanted)} in this song.")


def slot(session: Session, slot_id: Any) -> tuple[Track, Slot]:
    """The slot with an id, and its track."""
    return _held(session, "effect", "slots", slot_id)


def send(session: Session, send_id: Any) -> tuple[Track, Send]:
    """The send with an id, and its track."""
    return _held(session, "send", "sends", send_id)


def clip(session: Session, clip_id: Any) -> tuple[Track, Clip]:
    """The clip with an id, and its track."""
    return _held(session, "clip", "clips", clip_id)


def take(session: Session, take_id: Any) -> tuple[Track, Take]:
    """The take with an id, and its track."""
    return _held(session, "take", "takes", take_id)


def version(session: Session, version_id: Any) -> tuple[Track, Version]:
    """The comp version with an id, and its track."""
    return _held(session, "version", "versions", version_id)


def envelope(session: Session, envelope_id: Any) -> tuple[Track, Envelope]:
    """The automation envelope with an id, and its track."""
    return _held(session, "automation", "automation", envelope_id)


def _listed(records: Iterable[R], what: str, wanted: Any) -> R:
    for one in records:
        if one.id == wanted:  # type: ignore[attr-defined]
            return one
    raise EditError(f"There is no {what} {shown(wanted)} in this song.")


def marker(session: Session, marker_id: Any) -> Marker:
    """The marker with an id."""
    return _listed(session.markers, "marker", marker_id)


def section(session: Session, section_id: Any) -> Section:
    """The section with an id."""
    return _listed(session.sections, "section", section_id)


def comment(session: Session, comment_id: Any) -> Comment:
    """The comment with an id."""
    return _listed(session.comments, "comment", comment_id)


def task(session: Session, task_id: Any) -> Task:
    """The task with an id."""
    return _listed(session.tasks, "task", task_id)


def records(session: Session) -> Iterator[tuple[Any, Track | None]]:
    """Every record that has an id, with the track that holds it; what is edited most comes first."""
    for one in session.tracks:
        yield one, None
    for one in session.tracks:
        yield from ((record, one) for record in (*one.slots, *one.sends, *one.automation))
    yield from ((record, None) for record in (*session.markers, *session.sections, *session.comments, *session.tasks))
    for one in session.tracks:
        yield from ((record, one) for record in (*one.takes, *one.versions, *one.clips))
    yield from ((record, None) for record in session.sources)


def put(session: Session, *changed: Track) -> Session:
    """The session with these tracks in the place of those with their ids; the same session if nothing differs."""
    new = {one.id: one for one in changed}
    tracks = tuple(new.get(one.id, one) for one in session.tracks)
    return session if tracks == session.tracks else replace(session, tracks=tracks)


def swap(all_of: tuple[R, ...], new: R) -> tuple[R, ...]:
    """A list with `new` in the place of the record that has its id."""
    return tuple(new if one.id == new.id else one for one in all_of)  # type: ignore[attr-defined]


def without(all_of: tuple[R, ...], *gone: str) -> tuple[R, ...]:
    """A list without the records of these ids."""
    return tuple(one for one in all_of if one.id not in gone)  # type: ignore[attr-defined]


def placed(all_of: tuple[R, ...], new: R, before: str | None, what: str) -> tuple[R, ...]:
    """A list with `new` put before the record with id `before`, or at the end."""
    if before is None:
        return (*all_of, new)
    at = [index for index, one in enumerate(all_of) if one.id == before]  # type: ignore[attr-defined]
    if not at:
        raise EditError(f"There is no {what} {shown(before)} to put it before.")
    return (*all_of[: at[0]], new, *all_of[at[0] :])
