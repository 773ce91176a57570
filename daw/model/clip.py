"""Clips: views on audio, placed on a track; and the sources they look at."""

import msgspec


class Recipe(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a file was made of: `length` frames of the source `of` from frame `start`; tuned, then stretched, then turned round."""

    of: str  # id of a source that was not made itself
    start: int
    length: int
    stretch: float = 1.0  # how many times as long
    cents: float = 0.0
    reverse: bool = False

    @property
    def frames(self) -> int:
        """How long what it makes is."""
        return max(1, round(self.length * self.stretch))


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An audio file of the song, always at the session's rate.  `path` is relative to the song's folder, with `/`."""

    id: str
    name: str
    path: str
    channels: int
    frames: int
    recipe: Recipe | None = None  # None: recorded or imported


class Fade(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A fade of `frames`; gain(t) = t ** 2**(-2 * curve), t from 0 to 1: curve 0 linear, +0.5 equal power, -1 slow start."""

    frames: int = 0
    curve: float = 0.0


NO_FADE = Fade()


class Clip(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """`length` frames of a source from its frame `offset`, heard from session frame `start`."""

    id: str
    name: str
    source: str
    start: int
    length: int
    offset: int = 0
    gain_db: float = 0.0
    fade_in: Fade = NO_FADE
    fade_out: Fade = NO_FADE
    muted: bool = False
    take: str | None = None  # a part of a comp: the take it was swiped from
    group: str | None = None  # clips with the same group are edited together
    color: str | None = None  # a name of the track palette; None is the track's

    @property
    def end(self) -> int:
        """First session frame after the clip."""
        return self.start + self.length
