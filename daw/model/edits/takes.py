"""Edits of takes and comps: adding, rating, hiding takes; swiping the best parts together; boundaries."""

from collections.abc import Mapping
from typing import Any

from daw.model.clip import Clip
from daw.model.edits import check, find
from daw.model.edits.clips import stretch_of
from daw.model.edits.cuts import follows, without_range
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.take import Take
from daw.model.track import Track


def _moments(what: str, value: Any, length: int) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        raise EditError(f"{what} must be a list of frames; {check.shown(value)} is not.")
    return tuple(sorted(check.whole(what, one, 0, length, "frames") for one in value))


FACTS = ("name", "note", "recorded_at", "dropouts", "clips")


@edit("Take on {track_id:name}", target=2)
def add_take(
    session: Session,
    track_id: str,
    source: str,
    start: int,
    length: int | None = None,
    offset: int = 0,
    facts: Mapping[str, Any] | None = None,
    use: bool = True,
) -> Session:
    """Keep a recorded pass, `length` frames of a source (None: all) from `offset`, played at `start`; its id is `upcoming(session, "k")`.

    facts : what else is known, any of "name", "note", "recorded_at" (ISO 8601), "dropouts" and "clips" (lists of frames within the take)
    use : let it be heard over its whole length, as if swiped
    """
    one, audio, maker = find.audio_track(session, track_id), find.source(session, source), Maker(session)
    first, count = stretch_of(audio, offset, length)
    known = {} if facts is None else facts
    if not isinstance(known, Mapping) or set(known) - set(FACTS):
        raise EditError(f"What is known of a take is {', '.join(FACTS)}; {check.shown(facts)} is not.")
    new = Take(
        id=maker.make("k"),
        name=check.name("The name of a take", known.get("name", f"Take {len(one.takes) + 1}")),
        source=audio.id,
        start=check.frame("The position of a take", start),
        length=count,
        offset=first,
        note=check.text("The note of a take", known.get("note", "")),
        recorded_at=check.text("The time of a recording", known.get("recorded_at", ""), 100),
        dropouts=_moments("The dropouts of a take", known.get("dropouts", ()), count),
        clips=_moments("The clipped moments of a take", known.get("clips", ()), count),
    )
    check.frame("The end of a take", new.end)
    kept = maker.counted(find.put(session, replace(one, takes=(*one.takes, new), frozen=None)))  # what was sung is heard
    return swipe_take(kept, new.id, new.start, new.end) if check.switch("Using a take", use) else kept


def _put_take(session: Session, take_id: str, **changes: object) -> Session:
    one, take = find.take(session, take_id)
    return find.put(session, replace(one, takes=find.swap(one.takes, replace(take, **changes))))


@edit("{rating:stars} for {take_id:name}, {take_id:owner}")
def rate_take(session: Session, take_id: str, rating: int) -> Session:
    """Give a take 1 to 5 stars; 0 takes them away."""
    return _put_take(session, take_id, rating=check.whole("A rating", rating, 0, 5, "stars"))


@edit("Rename {take_id:name} to {name}")
def rename_take(session: Session, take_id: str, name: str) -> Session:
    """Give a take another name."""
    return _put_take(session, take_id, name=check.name("The name of a take", name))


@edit("Note on {take_id:name}, {take_id:owner}")
def set_take_note(session: Session, take_id: str, note: str) -> Session:
    """Write down what is worth knowing about a take."""
    return _put_take(session, take_id, note=check.text("A note", note))


@edit("Delete {take_id:name}, {take_id:owner}")
def hide_take(session: Session, take_id: str) -> Session:
    """Put a take into the bin: it leaves the comp and the lanes, its file stays until `clean_up`."""
    one, take = find.take(session, take_id)
    clips = tuple(clip for clip in one.clips if clip.take != take.id)
    return find.put(session, replace(one, takes=find.swap(one.takes, replace(take, hidden=True)), clips=clips))


@edit("Bring back {take_id:name}, {take_id:owner}")
def show_take(session: Session, take_id: str) -> Session:
    """Take a take out of the bin; it is not used until it is swiped."""
    return _put_take(session, take_id, hidden=False)


@edit("Clean up", target=0)
def clean_up(session: Session) -> Session:
    """Forget the takes in the bin, with their parts in comp versions, and the audio files nothing uses any more."""
    gone = {take.id for one in session.tracks for take in one.takes if take.hidden}
    changed = []
    for one in session.tracks:
        versions = tuple(replace(old, clips=tuple(clip for clip in old.clips if clip.take not in gone)) for old in one.versions)
        takes = tuple(take for take in one.takes if not take.hidden)
        changed.append(replace(one, takes=takes, versions=versions, clips=tuple(clip for clip in one.clips if clip.take not in gone)))
    kept = find.put(session, *changed)
    used = used_sources(kept)
    sources = tuple(source for source in kept.sources if source.id in used)
    return kept if sources == kept.sources else replace(kept, sources=sources)


def used_sources(session: Session) -> set[str]:
    """The ids of the sources that clips, takes (also those in the bin) or versions look at."""
    used = {clip.source for one in session.tracks for clip in one.clips}
    used |= {take.source for one in session.tracks for take in one.takes}
    used |= {clip.source for one in session.tracks for version in one.versions for clip in version.clips}
    used |= {one.frozen.source for one in session.tracks if one.frozen is not None}
    return used | {source.recipe.of for source in session.sources if source.id in used and source.recipe is not None}


@edit("Use {take_id:name} from {start:place}, {take_id:owner}")
def swipe_take(session: Session, take_id: str, start: int, end: int) -> Session:
    """Hear this take from `start` up to `end` instead of other takes; what the take does not cover stays as it is."""
    one, take = find.take(session, take_id)
    first, last = check.span("the swipe", start, end)
    first, last = max(first, take.start), min(last, take.end)
    if first >= last:
        raise EditError(f"“{take.name}” has nothing there; it goes from frame {take.start} to {take.end}.")
    if take.hidden:
        raise EditError(f"“{take.name}” is in the bin; bring it back before using it.")
    maker = Maker(session)
    part = Clip(
        id=maker.make("c"),
        name=take.name,
        source=take.source,
        start=first,
        length=last - first,
        offset=take.offset + first - take.start,
        take=take.id,
    )
    if any(_plays(clip, part) for clip in one.clips):
        return session
    plain = tuple(clip for clip in one.clips if clip.take is None)
    comp = without_range(session, (clip for clip in one.clips if clip.take is not None), first, last, maker)
    merged = tuple(sorted((*plain, *_merged(comp, part)), key=lambda clip: clip.start))
    return maker.counted(find.put(session, replace(one, clips=merged)))


def _plays(clip: Clip, part: Clip) -> bool:
    """Whether a clip of a comp lets the same be heard as a part would, and perhaps more."""
    alike = replace(clip, id=part.id, name=part.name, start=part.start, offset=part.offset, length=part.length, group=None, color=None)
    return alike == part and clip.start <= part.start and clip.end >= part.end and clip.start - clip.offset == part.start - part.offset


def _merged(comp: tuple[Clip, ...], part: Clip) -> list[Clip]:
    """A comp with a new part, made one with neighbours that go on in it."""
    kept = []
    for clip in comp:
        if clip.take == part.take and not clip.fade_out.frames and follows(clip, part):
            part = replace(clip, length=clip.length + part.length, fade_out=part.fade_out)
        elif clip.take == part.take and not clip.fade_in.frames and follows(part, clip):
            part = replace(part, length=part.length + clip.length, fade_out=clip.fade_out)
        else:
            kept.append(clip)
    return [*kept, part]


@edit("Use {take_id:name}, {take_id:owner}")
def use_take(session: Session, take_id: str) -> Session:
    """Hear this take over its whole length instead of other takes."""
    _, take = find.take(session, take_id)
    return swipe_take(session, take_id, take.start, take.end)


@edit("Boundary of {left_id:name} and {right_id:name} to {frame:place}", target=2)
def move_boundary(session: Session, left_id: str, right_id: str, frame: int) -> Session:
    """Move the place where one part of a comp ends and the next begins; both must have audio there."""
    (one, left), (other, right) = find.clip(session, left_id), find.clip(session, right_id)
    if one.id != other.id or left.take is None or right.take is None or left.end != right.start:
        raise EditError(f"“{left.name}” and “{right.name}” are not neighbours in a comp.")
    first = max(left.start + 1, right.start - (right.offset - _take(one, right).offset))
    last = min(right.end - 1, left.start - left.offset + _take(one, left).offset + _take(one, left).length)
    at = check.frame("A boundary", frame)
    if not first <= at <= last:
        raise EditError(f"The boundary of “{left.name}” and “{right.name}” can go from frame {first} to {last}; {at} is outside.")
    moved = replace(left, length=at - left.start)
    opened = replace(right, start=at, length=right.end - at, offset=right.offset + at - right.start)
    new = {left.id: moved, right.id: opened}
    return find.put(session, replace(one, clips=tuple(new.get(clip.id, clip) for clip in one.clips)))


def _take(one: Track, clip: Clip) -> Take:
    return next(take for take in one.takes if take.id == clip.take)


def visible_takes(one: Track, least_rating: int = 0) -> tuple[Take, ...]:
    """The takes of a track that are not in the bin and have at least so many stars."""
    return tuple(take for take in one.takes if not take.hidden and take.rating >= least_rating)
