"""Edits that cut and assemble: split, join, cut out a range, close gaps, duplicate, paste, fades and crossfades."""

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from daw import units
from daw.model import limits
from daw.model.clip import Clip, Fade
from daw.model.edits import check, find
from daw.model.edits.clips import cut_to, freed, grouped, inside_song, named, put_clips, stretch_of
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Track


def halves(session: Session, clip: Clip, frame: int, new_id: str) -> tuple[Clip, Clip]:
    """A clip cut in two at `frame`; the left half keeps its id."""
    return cut_to(session, clip, clip.start, frame), cut_to(session, clip, frame, clip.end, id=new_id)


@edit("Split {clip_ids:clips} at {frame:place}")
def split_clips(session: Session, clip_ids: list[str], frame: int) -> Session:
    """Cut clips and their groups in two at a frame; nothing sounds different until one half is moved."""
    at = check.frame("The place of a cut", frame)
    cut = [clip for _, clip in grouped(session, clip_ids) if clip.start < at < clip.end]
    if not cut:
        raise EditError("A cut must lie inside a clip, after its first frame.")
    maker = Maker(session)
    right_group: dict[str, str] = {}
    new: dict[str, tuple[Clip, Clip]] = {}
    for clip in cut:
        left, right = halves(session, clip, at, maker.make("c"))
        if clip.group is not None:
            if clip.group not in right_group:
                right_group[clip.group] = maker.make("g")
            right = replace(right, group=right_group[clip.group])
        new[clip.id] = left, right
    return maker.counted(put_parts(session, new))


def put_parts(session: Session, parts: Mapping[str, tuple[Clip, ...]]) -> Session:
    """The session with clips replaced by any number of others in their places."""
    touched = (one for one in session.tracks if any(clip.id in parts for clip in one.clips))
    return find.put(
        session, *(replace(one, clips=tuple(part for clip in one.clips for part in parts.get(clip.id, (clip,)))) for one in touched)
    )


def follows(left: Clip, right: Clip) -> bool:
    """Whether the sound of one clip goes on in the other without a seam."""
    touching = left.source == right.source and left.end == right.start and left.offset + left.length == right.offset
    return touching and left.gain_db == right.gain_db and left.muted == right.muted


@edit("Join {clip_ids:clips}")
def join_clips(session: Session, clip_ids: list[str]) -> Session:
    """Make one clip of clips on a track that go on in each other, as after a split; the first keeps its id and name."""
    chosen = named(session, clip_ids)
    clips = sorted((clip for _, clip in chosen), key=lambda clip: clip.start)
    if len(clips) < 2 or len({one.id for one, _ in chosen}) != 1:
        raise EditError("Joining needs at least two clips on one track.")
    for left, right in itertools.pairwise(clips):
        if not follows(left, right) or left.take != right.take:
            raise EditError(f"“{left.name}” and “{right.name}” can't be joined: only clips whose sound goes on in each other can.")
    first, last = clips[0], clips[-1]
    whole = replace(first, length=last.end - first.start, fade_out=last.fade_out)
    return put_parts(session, {clip.id: (whole,) if clip is first else () for clip in clips})


def without_range(session: Session, clips: Iterable[Clip], start: int, end: int, maker: Maker) -> tuple[Clip, ...]:
    """Clips without what they have from `start` up to `end`."""
    kept: list[Clip] = []
    for clip in clips:
        if clip.end <= start or clip.start >= end:
            kept.append(clip)
            continue
        if clip.start < start:
            kept.append(cut_to(session, clip, clip.start, start))
        if clip.end > end:
            changes = {} if clip.start >= start else {"id": maker.make("c")}
            kept.append(cut_to(session, clip, end, clip.end, **changes))
    return tuple(kept)


def lanes(session: Session, track_ids: Any) -> list[Track]:
    """The audio tracks of these ids; None is all of them."""
    if track_ids is None:
        return [one for one in session.tracks if one.kind == "audio"]
    return [find.audio_track(session, one) for one in check.ids("The tracks", track_ids)]


@edit("Cut range on {track_ids:tracks}")
def cut_range(session: Session, track_ids: list[str] | None, start: int, end: int) -> Session:
    """Remove what lies on tracks (None: all audio tracks) from `start` up to `end`, leaving a gap."""
    first, last = check.span("the range", start, end)
    maker = Maker(session)
    new = find.put(
        session, *(replace(one, clips=without_range(session, one.clips, first, last, maker)) for one in lanes(session, track_ids))
    )
    return new if new is session else maker.counted(new)


@edit("Keep range on {track_ids:tracks}")
def keep_range(session: Session, track_ids: list[str] | None, start: int, end: int) -> Session:
    """Remove what lies on tracks (None: all audio tracks) outside `start` up to `end`."""
    first, last = check.span("the range", start, end)
    changed = []
    for one in lanes(session, track_ids):
        inside = [clip for clip in one.clips if clip.start < last and clip.end > first]
        clips = tuple(cut_to(session, clip, max(clip.start, first), min(clip.end, last)) for clip in inside)
        changed.append(replace(one, clips=clips))
    return find.put(session, *changed)


@edit("Delete {clip_ids:clips} and close the gap")
def ripple_delete_clips(session: Session, clip_ids: list[str]) -> Session:
    """Remove clips and their groups; what comes later on their tracks moves up by the room they leave."""
    gone: dict[str, list[Clip]] = {}
    for one, clip in grouped(session, clip_ids):
        gone.setdefault(one.id, []).append(clip)
    changed = []
    for track_id, removed in gone.items():
        one, ids = find.track(session, track_id), {clip.id for clip in removed}
        kept = [clip for clip in one.clips if clip.id not in ids]
        clips = tuple(replace(clip, start=clip.start - _room(removed, kept, clip.start)) for clip in kept)
        changed.append(replace(one, clips=clips))
    return find.put(session, *changed)


def _room(removed: list[Clip], kept: list[Clip], before: int) -> int:
    """How many frames before `before` are covered by removed clips and by no kept one."""
    edges = sorted({edge for clip in (*removed, *kept) for edge in (clip.start, clip.end) if edge < before} | {before})
    return sum(
        end - start
        for start, end in itertools.pairwise(edges)
        if any(clip.start <= start < clip.end for clip in removed) and not any(clip.start <= start < clip.end for clip in kept)
    )


@edit("Duplicate {clip_ids:clips}")
def duplicate_clips(session: Session, clip_ids: list[str], frames: int | None = None) -> Session:
    """Copies of clips and their groups, `frames` later; None: right behind them."""
    chosen = grouped(session, clip_ids)
    reach = max(clip.end for _, clip in chosen) - min(clip.start for _, clip in chosen)
    by = reach if frames is None else check.whole("The distance", frames, -limits.MAX_FRAME, limits.MAX_FRAME, "frames")
    maker = Maker(session)
    groups: dict[str, str] = {}
    new: dict[str, list[Clip]] = {}
    for one, clip in chosen:
        copied = inside_song(replace(freed(session, clip), id=maker.make("c"), start=clip.start + by))
        if clip.group is not None:
            groups[clip.group] = groups.get(clip.group) or maker.make("g")
            copied = replace(copied, group=groups[clip.group])
        new.setdefault(one.id, []).append(copied)
    return maker.counted(find.put(session, *(replace(one, clips=(*one.clips, *new.get(one.id, ()))) for one in session.tracks)))


def _pasted(session: Session, plain: Any, start: int, clip_id: str) -> Clip:
    if not isinstance(plain, dict):
        raise EditError(f"What is pasted must be clips; {check.shown(plain)} is not one.")
    fields = {key: value for key, value in plain.items() if key not in {"track", "at", "id", "start", "take", "group"}}
    at = check.whole("The place of a pasted clip", plain.get("at", 0), 0, limits.MAX_FRAME, "frames")
    try:
        clip = msgspec.convert({**fields, "id": clip_id, "start": check.frame("The position of a clip", start + at)}, Clip)
    except msgspec.ValidationError as problem:
        raise EditError(f"What is pasted is not a clip: {problem}.") from None
    stretch_of(find.source(session, clip.source), clip.offset, clip.length)
    check.name("The name of a clip", clip.name)
    check.number("The gain of a clip", clip.gain_db, limits.CLIP_GAIN_LOW_DB, limits.CLIP_GAIN_HIGH_DB, "dB")
    if clip.color is not None:
        check.color(clip.color)
    return replace(inside_song(clip), fade_in=_fade(clip, clip.fade_in), fade_out=_fade(clip, clip.fade_out))


def _fade(clip: Clip, fade: Fade) -> Fade:
    return checked_fade(clip, fade.frames, fade.curve)


@edit("Paste", target=0)
def paste_clips(session: Session, clips: list[dict[str, Any]], start: int, track_id: str | None = None) -> Session:
    """Place clips as `daw.model.clipboard` copies them, the earliest at `start`: on their own tracks, or from `track_id` downwards.

    clips : each is a clip's fields plus "at", frames after `start`, and "track", the id of the track it came from
    """
    lanes = [one.id for one in session.tracks if one.kind == "audio"]
    listed = check.items("What is pasted", clips)
    came_from = [plain.get("track") if isinstance(plain, dict) else None for plain in listed]
    target = {one: one for one in lanes}
    if track_id is not None:
        first = lanes.index(find.audio_track(session, track_id).id)
        order = sorted({one for one in came_from if isinstance(one, str)}, key=lambda one: lanes.index(one) if one in lanes else -1)
        target = dict(zip(order, lanes[first:], strict=False))
    maker, position = Maker(session), check.frame("The position of a clip", start)
    new: dict[str, list[Clip]] = {}
    for plain, origin in zip(listed, came_from, strict=True):
        clip = _pasted(session, plain, position, maker.make("c"))
        lane = target.get(origin) if isinstance(origin, str) else track_id
        if lane is None:
            raise EditError("There is no track to paste to; choose a track further up, or add one.")
        new.setdefault(lane, []).append(clip)
    return maker.counted(find.put(session, *(replace(one, clips=(*one.clips, *new.get(one.id, ()))) for one in session.tracks)))


def checked_fade(clip: Clip, frames: Any, curve: Any) -> Fade:
    """A fade that fits a clip."""
    count = check.whole(f"A fade of “{clip.name}”", frames, 0, clip.length, "frames")
    return Fade(count, check.number("The curve of a fade", curve, -1.0, 1.0))


@edit("Fade in {frames:span}, {clip_id:name}")
def set_fade_in(session: Session, clip_id: str, frames: int, curve: float | None = None) -> Session:
    """The fade at the start of a clip; curve −1 slow start, 0 straight, 0.5 equal power, +1 fast; None keeps the curve."""
    _, clip = find.clip(session, clip_id)
    return put_clips(session, [replace(clip, fade_in=checked_fade(clip, frames, clip.fade_in.curve if curve is None else curve))])


@edit("Fade out {frames:span}, {clip_id:name}")
def set_fade_out(session: Session, clip_id: str, frames: int, curve: float | None = None) -> Session:
    """The fade at the end of a clip; curve as in `set_fade_in`, seen from the clip's end."""
    _, clip = find.clip(session, clip_id)
    return put_clips(session, [replace(clip, fade_out=checked_fade(clip, frames, clip.fade_out.curve if curve is None else curve))])


@edit("Crossfade {left_id:name} to {right_id:name}", target=2)
def crossfade_clips(session: Session, left_id: str, right_id: str, frames: int | None = None, curve: float = 0.5) -> Session:
    """Open two clips that touch or overlap over each other by `frames` (None: 10 ms), around their boundary."""
    (one, left), (other, right) = find.clip(session, left_id), find.clip(session, right_id)
    if one.id != other.id or not left.start < right.start <= left.end < right.end:
        raise EditError(f"“{left.name}” and “{right.name}” don't follow each other on a track, touching or overlapping.")
    count = units.ms_to_frames(limits.CROSSFADE_MS, session.sample_rate) if frames is None else check.length("A crossfade", frames)
    begin = (right.start + left.end - count) // 2
    end = begin + count
    longer = replace(left, length=end - left.start)
    offset = right.offset - (right.start - begin)
    earlier = replace(right, start=begin, offset=offset, length=right.end - begin)
    if begin <= left.start or end >= right.end or offset < 0:
        raise EditError("There is not enough audio on both sides for a crossfade of that length.")
    stretch_of(find.source(session, left.source), longer.offset, longer.length)
    fades = checked_fade(longer, count, curve), checked_fade(earlier, count, curve)
    return put_clips(session, [replace(longer, fade_out=fades[0]), replace(earlier, fade_in=fades[1])])
