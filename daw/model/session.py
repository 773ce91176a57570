"""The song: one immutable value.  An edit makes a new one; undo is the old one."""

import msgspec

from daw.model.clip import Source
from daw.model.comment import Comment, Task
from daw.model.tempo import TempoMap
from daw.model.track import Track

FORMAT_VERSION = 1
PAN_LAWS_DB = (0.0, -3.0, -4.5, -6.0)


class Marker(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A named moment."""

    id: str
    name: str
    frame: int


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A named part of the song (verse, chorus …): frames `start` to `start + length`."""

    id: str
    name: str
    start: int
    length: int
    color: str = "azure"


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of time in frames: from `start` up to, not including, `end`."""

    start: int
    end: int


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything a song is.  Positions and lengths are integer frames at `sample_rate`."""

    name: str
    sample_rate: int = 48000
    format: int = FORMAT_VERSION
    next_id: int = 1  # ids are made from this counter, so replaying the journal gives the same ids
    pan_law_db: float = -3.0
    tempo: TempoMap = TempoMap()
    loop: Span | None = None  # where the loop lies; whether it is on belongs to the transport
    punch: Span | None = None  # where recording punches in and out when punching is on
    key: str = ""  # e.g. "D min"
    sources: tuple[Source, ...] = ()
    tracks: tuple[Track, ...] = ()  # in mixer order; exactly one has kind "master"
    markers: tuple[Marker, ...] = ()
    sections: tuple[Section, ...] = ()
    comments: tuple[Comment, ...] = ()  # in order of time
    tasks: tuple[Task, ...] = ()
