"""What was done to the sound of a clip, and which stretch of which file to look at when something else is done to it.

A clip's file may have been made of another (its source has a recipe).  Whatever is done next begins with that other: a clip that is
stretched twice is made once, of the original.
"""

import hashlib
from typing import NamedTuple

import msgspec

from daw.model.clip import Clip, Recipe, Source
from daw.model.edits import find
from daw.model.session import Session

LONGEST_S = 600.0  # files up to so long are made anew as a whole, so that a clip can be opened as before
ROOM_S = 60.0  # of longer ones: how far a clip can be opened later


class Sound(NamedTuple):
    """What was done to a clip: so many times as long, so many cents higher, backwards."""

    stretch: float = 1.0
    cents: float = 0.0
    reverse: bool = False


AS_RECORDED = Sound()


class Wanted(NamedTuple):
    """What a clip is to look at: `length` frames from `offset` of the source `of` itself, or of what a recipe makes of it."""

    of: Source
    recipe: Recipe | None
    offset: int
    length: int


def sound_of(session: Session, clip: Clip) -> Sound:
    """What was done to a clip."""
    recipe = find.source(session, clip.source).recipe
    return AS_RECORDED if recipe is None else Sound(recipe.stretch, recipe.cents, recipe.reverse)


def in_original(session: Session, clip: Clip) -> tuple[Source, float, float]:
    """The source a clip goes back to, and from which frame of it how many it lets be heard."""
    source = find.source(session, clip.source)
    recipe = source.recipe
    if recipe is None:
        return source, float(clip.offset), float(clip.length)
    offset = source.frames - clip.offset - clip.length if recipe.reverse else clip.offset
    return find.source(session, recipe.of), recipe.start + offset / recipe.stretch, clip.length / recipe.stretch


def wanted(session: Session, clip: Clip, sound: Sound, length: int | None = None) -> Wanted:
    """What a clip has to look at for its stretch of the original to sound so.  length : in frames, if it must be exact"""
    original, start, count = in_original(session, clip)
    if sound == AS_RECORDED:
        frames = min(max(1, round(count) if length is None else length), original.frames)
        return Wanted(original, None, min(max(0, round(start)), original.frames - frames), frames)
    first, last = _window(session, clip, original, start, start + count)
    recipe = Recipe(of=original.id, start=first, length=last - first, stretch=sound.stretch, cents=sound.cents, reverse=sound.reverse)
    frames = min(max(1, round(count * sound.stretch) if length is None else length), recipe.frames)
    offset = min(max(0, round((start - first) * sound.stretch)), recipe.frames - frames)
    return Wanted(original, recipe, recipe.frames - offset - frames if sound.reverse else offset, frames)


def _window(session: Session, clip: Clip, original: Source, start: float, end: float) -> tuple[int, int]:
    """Which frames of the original are made anew: all, or of a very long one a stretch around the clip."""
    if clip.take is not None or original.frames <= LONGEST_S * session.sample_rate:
        return 0, original.frames
    known = find.source(session, clip.source).recipe
    if known is not None:
        return known.start, known.start + known.length
    room = round(ROOM_S * session.sample_rate)
    return max(0, round(start) - room), min(original.frames, round(end) + room)


def made_already(session: Session, recipe: Recipe) -> Source | None:
    """The source of the song that was made by this recipe, if there is one."""
    return next((source for source in session.sources if source.recipe == recipe), None)


def file_key(original: Source, recipe: Recipe) -> str:
    """Eight letters that stand for a recipe and what it is followed on, for the name of the file: the same again for the same."""
    facts = msgspec.json.encode([original.path, original.frames, msgspec.structs.replace(recipe, of="")])
    return hashlib.sha256(facts).hexdigest()[:8]


def sound_words(sound: Sound) -> str:
    """What was done, for a name: "112 %, −30 cents, reversed"."""
    parts = [f"{sound.stretch * 100:.4g} %"] if sound.stretch != 1.0 else []
    parts += [f"{sound.cents:+.4g} cents".replace("-", "−")] if sound.cents else []
    return ", ".join([*parts, "reversed"] if sound.reverse else parts)
