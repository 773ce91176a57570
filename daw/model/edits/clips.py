"""Edits of clips as things on a track: adding, moving, trimming, slipping, gain, mute, names, groups, removing."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from daw import units
from daw.model import limits
from daw.model.clip import Clip, Fade, Source
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Track


def cut_fade(session: Session, length: int) -> Fade:
    """The short fade that keeps a cut edge from clicking, in a clip of `length` frames."""
    return Fade(min(units.ms_to_frames(limits.CUT_FADE_MS, session.sample_rate), length))


def fitted(clip: Clip) -> Clip:
    """A clip whose fades are no longer than itself."""
    if clip.fade_in.frames <= clip.length and clip.fade_out.frames <= clip.length:
        return clip
    fades = (replace(one, frames=min(one.frames, clip.length)) for one in (clip.fade_in, clip.fade_out))
    return replace(clip, **dict(zip(("fade_in", "fade_out"), fades, strict=True)))


def cut_to(session: Session, clip: Clip, start: int, end: int, **changes: Any) -> Clip:
    """The part of a clip from `start` up to `end`; edges that are new get a short fade, unless the clip is part of a comp."""
    length = end - start
    fade = Fade() if clip.take is not None else cut_fade(session, length)
    if start != clip.start:
        changes["fade_in"] = fade if start > clip.start else _outward(clip.fade_in, fade)
    if end != clip.end:
        changes["fade_out"] = fade if end < clip.end else _outward(clip.fade_out, fade)
    return fitted(replace(clip, start=start, length=length, offset=clip.offset + start - clip.start, **changes))


def _outward(fade: Fade, least: Fade) -> Fade:
    return fade if fade.frames else least


def tidy_path(value: Any) -> str:
    """A path inside the song's folder: relative, with `/`, going nowhere else."""
    plain = check.text("The path of an audio file", value, limits.MAX_PATH)
    pure = PurePosixPath(plain)
    bad = not plain or "\0" in plain or "\\" in plain or pure.is_absolute() or ".." in pure.parts or plain[1:2] == ":"
    if bad or str(pure) != plain or plain == ".":
        raise EditError(f"The path of an audio file must lead into the song's folder, like audio/take.wav; {check.shown(plain)} does not.")
    return plain


@edit("Add audio file {name}", target=2)
def add_source(session: Session, name: str, path: str, channels: int, frames: int) -> Session:
    """Make an audio file known to the song: `frames` at the session's rate; its id is `upcoming(session, "a")`."""
    maker = Maker(session)
    new = Source(
        id=maker.make("a"),
        name=check.name("The name of an audio file", name),
        path=tidy_path(path),
        channels=check.whole("The channels of an audio file", channels, 1, limits.MAX_CHANNELS),
        frames=check.length("The length of an audio file", frames),
    )
    return maker.counted(replace(session, sources=(*session.sources, new)))


def stretch_of(source: Source, offset: Any, length: Any) -> tuple[int, int]:
    """An offset and a length that lie inside a source; length None is all the rest."""
    first = check.frame("The offset in an audio file", offset)
    if length is None and first < source.frames:
        return first, source.frames - first
    count = check.length("The length of a clip", length)
    if first + count > source.frames:
        raise EditError(f"“{source.name}” has {source.frames} frames; it can't be used from {first} to {first + count}.")
    return first, count


def inside_song(clip: Clip) -> Clip:
    """A clip, if it lies inside the song."""
    if clip.start < 0:
        raise EditError("A clip can't begin before the start of the song.")
    check.frame("The end of a clip", clip.end)
    return clip


@edit("Add {source:name} to {track_id:name}", target=2)
def add_clip(
    session: Session, track_id: str, source: str, start: int, offset: int = 0, length: int | None = None, name: str | None = None
) -> Session:
    """Place a source, or `length` frames of it from `offset`, on a track at frame `start`; its id is `upcoming(session, "c")`."""
    one, audio = find.audio_track(session, track_id), find.source(session, source)
    first, count = stretch_of(audio, offset, length)
    maker = Maker(session)
    plain = audio.name if name is None else check.name("The name of a clip", name)
    position = check.frame("The position of a clip", start)
    clip = Clip(id=maker.make("c"), name=plain, source=audio.id, start=position, offset=first, length=count)
    return maker.counted(find.put(session, replace(one, clips=(*one.clips, inside_song(clip)))))


def named(session: Session, clip_ids: Any) -> list[tuple[Track, Clip]]:
    """The clips of these ids, each with its track, in the order of the tracks."""
    wanted = set(check.ids("The clips", clip_ids))
    found = [(one, clip) for one in session.tracks for clip in one.clips if clip.id in wanted]
    missing = wanted - {clip.id for _, clip in found}
    if missing:
        raise EditError(f"There is no clip {check.shown(min(missing))} in this song.")
    return found


def grouped(session: Session, clip_ids: Any) -> list[tuple[Track, Clip]]:
    """The clips of these ids and of their groups, each with its track, in the order of the tracks."""
    chosen = named(session, clip_ids)
    groups = {clip.group for _, clip in chosen if clip.group is not None}
    if not groups:
        return chosen
    ids = {clip.id for _, clip in chosen}
    return [(one, clip) for one in session.tracks for clip in one.clips if clip.id in ids or clip.group in groups]


def put_clips(session: Session, changed: Iterable[Clip]) -> Session:
    """The session with these clips in the places of those with their ids."""
    new = {clip.id: clip for clip in changed}
    touched = (one for one in session.tracks if any(clip.id in new for clip in one.clips))
    return find.put(session, *(replace(one, clips=tuple(new.get(clip.id, clip) for clip in one.clips)) for one in touched))


@edit("Move {clip_ids:clips} {frames:span}")
def move_clips(session: Session, clip_ids: list[str], frames: int, down: int = 0) -> Session:
    """Move clips and their groups by `frames` (negative: earlier) and by `down` audio tracks (negative: up)."""
    by = check.whole("The distance", frames, -limits.MAX_FRAME, limits.MAX_FRAME, "frames")
    lanes = [one.id for one in session.tracks if one.kind == "audio"]
    steps = check.whole("The number of tracks", down, -len(lanes), len(lanes))
    chosen = grouped(session, clip_ids)
    moved: dict[str, list[Clip]] = {}
    for one, clip in chosen:
        lane = lanes.index(one.id) + steps
        if not 0 <= lane < len(lanes):
            raise EditError(f"There is no audio track {abs(steps)} {'below' if steps > 0 else 'above'} “{one.name}”.")
        there = inside_song(replace(clip, start=clip.start + by))
        moved.setdefault(lanes[lane], []).append(there if steps == 0 else freed(session, there))
    if steps == 0:
        return put_clips(session, [clip for clips in moved.values() for clip in clips])
    gone = {clip.id for _, clip in chosen}
    kept = {one.id: tuple(clip for clip in one.clips if clip.id not in gone) for one in session.tracks}
    return find.put(session, *(replace(one, clips=kept[one.id] + tuple(moved.get(one.id, ()))) for one in session.tracks))


def freed(session: Session, clip: Clip) -> Clip:
    """A part of a comp as an ordinary clip, with short fades where it has none."""
    if clip.take is None:
        return clip
    fade = cut_fade(session, clip.length)
    return replace(clip, take=None, fade_in=_outward(clip.fade_in, fade), fade_out=_outward(clip.fade_out, fade))


@edit("Move {clip_id:name} to {start:place}")
def move_clip(session: Session, clip_id: str, start: int, track_id: str | None = None) -> Session:
    """Move a clip to frame `start`, its group along by as much, and (alone) to another track."""
    owner, clip = find.clip(session, clip_id)
    moved = move_clips(session, [clip_id], check.frame("The position of a clip", start) - clip.start)
    if track_id is None or track_id == owner.id:
        return moved
    target, left = find.audio_track(moved, track_id), find.track(moved, owner.id)
    _, there = find.clip(moved, clip_id)
    return find.put(
        moved,
        replace(left, clips=find.without(left.clips, clip_id)),
        replace(target, clips=(*target.clips, freed(session, there))),
    )


def _trimmed(session: Session, clip: Clip, start: int, end: int) -> Clip:
    if start >= end:
        raise EditError(f"“{clip.name}” must keep at least one frame.")
    available = find.source(session, clip.source).frames
    offset = clip.offset + start - clip.start
    if offset < 0 or offset + end - start > available:
        first, last = max(clip.start - clip.offset, 0), clip.start - clip.offset + available
        raise EditError(f"“{clip.name}” has audio from frame {first} to {last}; it can't be opened beyond that.")
    check.frame("The end of a clip", end)
    return cut_to(session, clip, start, end)


@edit("Trim start of {clip_id:name} to {start:place}")
def trim_start(session: Session, clip_id: str, start: int) -> Session:
    """Let a clip, and those of its group that begin with it, begin at frame `start`; the sound does not move."""
    _, clip = find.clip(session, clip_id)
    at = check.frame("The start of a clip", start)
    together = [one for _, one in grouped(session, clip_id) if one.start == clip.start]
    return put_clips(session, [_trimmed(session, one, at, one.end) for one in together])


@edit("Trim end of {clip_id:name} to {end:place}")
def trim_end(session: Session, clip_id: str, end: int) -> Session:
    """Let a clip, and those of its group that end with it, end before frame `end`."""
    _, clip = find.clip(session, clip_id)
    at = check.frame("The end of a clip", end)
    together = [one for _, one in grouped(session, clip_id) if one.end == clip.end]
    return put_clips(session, [_trimmed(session, one, one.start, at) for one in together])


@edit("Slip {clip_id:name} {frames:span}")
def slip_clip(session: Session, clip_id: str, frames: int) -> Session:
    """Move the sound inside a clip later by `frames` (negative: earlier); its edges stay."""
    _, clip = find.clip(session, clip_id)
    offset = clip.offset - check.whole("The distance", frames, -limits.MAX_FRAME, limits.MAX_FRAME, "frames")
    spare = find.source(session, clip.source).frames - clip.length
    if not 0 <= offset <= spare:
        raise EditError(f"“{clip.name}” can slip by {clip.offset - spare} to {clip.offset} frames; there is no more audio.")
    return put_clips(session, [replace(clip, offset=offset)])


@edit("Clip gain {gain_db:db}, {clip_ids:clips}")
def set_clip_gain(session: Session, clip_ids: list[str], gain_db: float) -> Session:
    """The gain of clips in dB, −60 … +24; the rest of their groups keep theirs."""
    gain = check.number("The gain of a clip", gain_db, limits.CLIP_GAIN_LOW_DB, limits.CLIP_GAIN_HIGH_DB, "dB")
    return put_clips(session, [replace(clip, gain_db=gain) for _, clip in named(session, clip_ids)])


@edit("{on:Mute|Unmute} {clip_ids:clips}")
def set_clip_mute(session: Session, clip_ids: list[str], on: bool) -> Session:
    """Silence clips and their groups, or not."""
    muted = check.switch("Mute", on)
    return put_clips(session, [replace(clip, muted=muted) for _, clip in grouped(session, clip_ids)])


@edit("Color {clip_ids:clips} {color}")
def set_clip_color(session: Session, clip_ids: list[str], color: str | None) -> Session:
    """Give clips a colour of the palette, or (None) that of their track."""
    chosen = None if color is None else check.color(color)
    return put_clips(session, [replace(clip, color=chosen) for _, clip in named(session, clip_ids)])


@edit("Rename {clip_id:name} to {name}")
def rename_clip(session: Session, clip_id: str, name: str) -> Session:
    """Give a clip another name."""
    _, clip = find.clip(session, clip_id)
    return put_clips(session, [replace(clip, name=check.name("The name of a clip", name))])


@edit("Group {clip_ids:clips}")
def group_clips(session: Session, clip_ids: list[str]) -> Session:
    """Let clips, and the groups they are in, be edited together."""
    chosen = [clip for _, clip in grouped(session, clip_ids)]
    if len(chosen) < 2:
        raise EditError("A group needs at least two clips.")
    maker = Maker(session)
    group = maker.make("g")
    return maker.counted(put_clips(session, [replace(clip, group=group) for clip in chosen]))


@edit("Ungroup {clip_ids:clips}")
def ungroup_clips(session: Session, clip_ids: list[str]) -> Session:
    """Let the groups of these clips go."""
    return put_clips(session, [replace(clip, group=None) for _, clip in grouped(session, clip_ids)])


@edit("Delete {clip_ids:clips}")
def delete_clips(session: Session, clip_ids: list[str]) -> Session:
    """Remove clips and their groups; the audio files stay."""
    gone = {clip.id for _, clip in grouped(session, clip_ids)}
    return find.put(session, *(replace(one, clips=tuple(clip for clip in one.clips if clip.id not in gone)) for one in session.tracks))
