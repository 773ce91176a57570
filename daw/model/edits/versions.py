"""Edits of comp versions (A, B, C …), and flattening a comp into ordinary clips."""

import itertools
import string

from daw import units
from daw.model import limits, playlist
from daw.model.clip import Clip, Fade
from daw.model.edits import check, find
from daw.model.edits.clips import freed, inside_song
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.take import Version
from daw.model.track import Track


def _next_letter(one: Track) -> str:
    taken = {version.name for version in one.versions}
    names = ("".join(letters) for count in itertools.count(1) for letters in itertools.product(string.ascii_uppercase, repeat=count))
    return next(name for name in names if name not in taken)


def _put_aside(one: Track, maker: Maker) -> Track:
    """A track whose present clips are stored in its active version; one is made if they would be lost otherwise."""
    if one.version is not None:
        active = next(version for version in one.versions if version.id == one.version)
        return replace(one, versions=find.swap(one.versions, replace(active, clips=one.clips)))
    if not one.clips or any(version.clips == one.clips for version in one.versions):
        return one
    kept = Version(id=maker.make("v"), name=_next_letter(one), clips=one.clips)
    return replace(one, versions=(*one.versions, kept))


@edit("New version {name}, {track_id:name}")
def save_version(session: Session, track_id: str, name: str | None = None) -> Session:
    """Go on with a copy of a track's clips under a new name (None: the next letter); what was before stays in its own version."""
    one, maker = find.audio_track(session, track_id), Maker(session)
    if one.version is not None:
        one = _put_aside(one, maker)
    label = _next_letter(one) if name is None else check.name("The name of a version", name)
    new = Version(id=maker.make("v"), name=label, clips=one.clips)
    return maker.counted(find.put(session, replace(one, versions=(*one.versions, new), version=new.id)))


@edit("Version {version_id:name}, {version_id:owner}")
def activate_version(session: Session, version_id: str) -> Session:
    """Hear another version of a track's clips; the present clips are kept in theirs."""
    one, chosen = find.version(session, version_id)
    if one.version == chosen.id:
        return session
    maker = Maker(session)
    aside = _put_aside(one, maker)
    elsewhere = {clip.id for other in session.tracks if other.id != one.id for clip in other.clips}
    clips = tuple(replace(clip, id=maker.make("c")) if clip.id in elsewhere else clip for clip in chosen.clips)
    return maker.counted(find.put(session, replace(aside, clips=clips, version=chosen.id)))


@edit("Rename version {version_id:name} to {name}, {version_id:owner}")
def rename_version(session: Session, version_id: str, name: str) -> Session:
    """Give a version another name."""
    one, version = find.version(session, version_id)
    new = replace(version, name=check.name("The name of a version", name))
    return find.put(session, replace(one, versions=find.swap(one.versions, new)))


@edit("Remove version {version_id:name}, {version_id:owner}")
def remove_version(session: Session, version_id: str) -> Session:
    """Forget a version; if it is the one heard, its clips stay."""
    one, version = find.version(session, version_id)
    active = None if one.version == version.id else one.version
    return find.put(session, replace(one, versions=find.without(one.versions, version.id), version=active))


@edit("Flatten comp, {track_id:name}")
def flatten_comp(session: Session, track_id: str, source: str | None = None) -> Session:
    """Make ordinary clips of a comp; the takes stay.

    source : a rendering of the comp from its first frame on, which replaces it by one clip; None: the parts become clips that
        overlap where they were crossfaded, grouped, and sound the same.
    """
    one, maker = find.audio_track(session, track_id), Maker(session)
    comp = sorted((clip for clip in one.clips if clip.take is not None), key=lambda clip: clip.start)
    if not comp:
        raise EditError(f"“{one.name}” has no comp to flatten.")
    plain = tuple(clip for clip in one.clips if clip.take is None)
    if source is None:
        return maker.counted(find.put(session, replace(one, clips=(*plain, *_ordinary(session, comp, maker)))))
    audio = find.source(session, source)
    clip = Clip(id=maker.make("c"), name=one.name, source=audio.id, start=comp[0].start, length=audio.frames)
    return maker.counted(find.put(session, replace(one, clips=(*plain, inside_song(clip)))))


def _ordinary(session: Session, comp: list[Clip], maker: Maker) -> list[Clip]:
    """The parts of a comp as clips with crossfades of their own."""
    cut = units.ms_to_frames(limits.CUT_FADE_MS, session.sample_rate)
    half = units.ms_to_frames(limits.CROSSFADE_MS, session.sample_rate) // 2
    frames = {source.id: source.frames for source in session.sources}
    muted = [freed(session, clip) for clip in comp if clip.muted]
    whole = playlist.sewn((clip for clip in comp if not clip.muted), cut)
    opened = playlist.opened(whole, frames, half, cut)
    group = maker.make("g") if len(opened) > 1 else None
    clips = [replace(clip, take=None, group=group) for clip in opened]
    for index, (left, right) in enumerate(itertools.pairwise(opened)):
        shared = left.end - right.start
        if shared > 0 and not left.fade_out.frames and not right.fade_in.frames:
            fade = Fade(shared, playlist.EQUAL_POWER)
            clips[index] = replace(clips[index], fade_out=fade)
            clips[index + 1] = replace(clips[index + 1], fade_in=fade)
    return muted + clips
