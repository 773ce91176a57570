"""Edits of what clips and tracks sound like through files made for it: made sources, bounces in place, frozen tracks."""

from collections.abc import Mapping
from typing import Any

import msgspec

from daw.model import limits
from daw.model.clip import Clip, Recipe, Source
from daw.model.edits import check, find
from daw.model.edits.clips import fitted, freed, inside_song, named, put_clips, stretch_of, tidy_path
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Frozen


def checked_recipe(session: Session, recipe: Recipe) -> Recipe:
    """A recipe that can be followed: inside its source, which was not made itself."""
    original = find.source(session, recipe.of)
    if original.recipe is not None:
        raise EditError(f"“{original.name}” was made itself; begin with what it was made of.")
    stretch_of(original, recipe.start, recipe.length)
    check.number("The stretch", recipe.stretch, limits.STRETCH_LOW, limits.STRETCH_HIGH)
    check.number("The tuning", recipe.cents, -limits.MAX_CENTS, limits.MAX_CENTS, "cents")
    return recipe


@edit("Add audio file {name}", target=2)
def add_made_source(session: Session, name: str, path: str, recipe: Mapping[str, Any]) -> Session:
    """Make known a file that was made of another; its id is `upcoming(session, "a")`.

    recipe : the fields of `Recipe`, those at their defaults may be left out
    """
    try:
        followed = checked_recipe(session, msgspec.convert(recipe, Recipe))
    except msgspec.ValidationError as problem:
        raise EditError(
            f"A recipe of an audio file says what it was made of, and how; {check.shown(recipe)} does not: {problem}."
        ) from None
    maker = Maker(session)
    new = Source(
        id=maker.make("a"),
        name=check.name("The name of an audio file", name),
        path=tidy_path(path),
        channels=find.source(session, followed.of).channels,
        frames=check.length("The length of an audio file", followed.frames),
        recipe=followed,
    )
    return maker.counted(replace(session, sources=(*session.sources, new)))


@edit("Sound of {clip_id:name}")
def set_clip_sound(session: Session, clip_id: str, source: str, offset: int, length: int, start: int | None = None) -> Session:
    """Let a clip look at `length` frames of another source from its frame `offset`; start None: it begins where it did.

    A part of a comp whose stretch changes is an ordinary clip from then on.
    """
    _, clip = find.clip(session, clip_id)
    audio = find.source(session, source)
    first, count = stretch_of(audio, offset, length)
    at = clip.start if start is None else check.frame("The position of a clip", start)
    new = replace(clip, source=audio.id, start=at, offset=first, length=count)
    if (at, first, count) != (clip.start, clip.offset, clip.length):
        new = freed(session, new)
    return put_clips(session, [inside_song(fitted(new))])


@edit("Bounce {clip_ids:clips} in place", target=1)
def bounce_clips(session: Session, clip_ids: list[str], source: str, start: int) -> Session:
    """One clip, the whole of a source at frame `start`, in the place of clips of a track; its id is `upcoming(session, "c")`."""
    chosen = named(session, clip_ids)
    if len({one.id for one, _ in chosen}) != 1:
        raise EditError("Only clips on one track are bounced in place together.")
    one, clips = chosen[0][0], [clip for _, clip in chosen]
    audio = find.source(session, source)
    maker = Maker(session)
    first = min(clips, key=lambda clip: clip.start)
    name = first.name if len(clips) == 1 else audio.name
    color = first.color if len({clip.color for clip in clips}) == 1 else None
    whole = Clip(
        id=maker.make("c"), name=name, source=audio.id, start=check.frame("The position of a clip", start), length=audio.frames, color=color
    )  # fmt: skip
    kept = find.without(one.clips, *(clip.id for clip in clips))
    return maker.counted(find.put(session, replace(one, clips=(*kept, inside_song(whole)))))


@edit("Freeze {track_id:name}")
def freeze_track(session: Session, track_id: str, source: str, start: int) -> Session:
    """Let a track play a file, from frame `start`, in the place of its clips and effects; it can't be armed meanwhile."""
    one, audio = find.audio_track(session, track_id), find.source(session, source)
    if one.frozen is not None:
        raise EditError(f"“{one.name}” is frozen already.")
    at = check.frame("The start of the frozen sound", start)
    check.frame("The end of the frozen sound", at + audio.frames)
    return find.put(session, replace(one, frozen=Frozen(source=audio.id, start=at), armed=False))


@edit("Unfreeze {track_id:name}")
def unfreeze_track(session: Session, track_id: str) -> Session:
    """Let a track play its clips through its effects again."""
    one = find.audio_track(session, track_id)
    if one.frozen is None:
        raise EditError(f"“{one.name}” is not frozen.")
    return find.put(session, replace(one, frozen=None))
