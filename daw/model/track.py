"""Tracks: audio tracks, buses and the master are one idea; slots hold effects, sends feed buses."""

from typing import Literal

import msgspec

from daw.model.automation import Envelope
from daw.model.clip import Clip
from daw.model.take import Take, Version

Kind = Literal["audio", "bus", "master"]
Monitor = Literal["off", "auto", "on"]


MONO_INPUT = (1,)


class Slot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An effect in a track.  `values` holds only parameters that differ from their default; `name` is unique in the track."""

    id: str
    name: str
    effect: str  # id in the registry, e.g. "daw.compressor"
    values: dict[str, float] = msgspec.field(default_factory=dict)
    bypassed: bool = False
    sidechain: str | None = None  # id of the track that drives the detector


class Send(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A copy of the track's signal, after or before its fader, into a bus."""

    id: str
    bus: str
    level_db: float = 0.0
    pre_fader: bool = False
    muted: bool = False


class Frozen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a frozen track plays instead of its clips and effects: a source, from session frame `start`."""

    source: str
    start: int


class Track(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A strip of the mixer: an audio track with clips and takes, a bus (no clips), or the master (the last bus)."""

    id: str
    name: str
    kind: Kind = "audio"
    color: str = "rose"  # a name of the track palette
    channels: int = 2  # 1: the pan law places it; 2: pan is a balance
    inputs: tuple[int, ...] = MONO_INPUT  # device inputs, counted from 1: one (mono) or two (a pair)
    armed: bool = False
    monitor: Monitor = "auto"
    fader_db: float = 0.0
    pan: float = 0.0
    mute: bool = False
    solo: bool = False
    polarity_inverted: bool = False
    output: str | None = None  # bus id; None is the master
    slots: tuple[Slot, ...] = ()
    sends: tuple[Send, ...] = ()
    clips: tuple[Clip, ...] = ()
    takes: tuple[Take, ...] = ()
    versions: tuple[Version, ...] = ()
    version: str | None = None  # id of the version `clips` are; what it holds itself is older
    automation: tuple[Envelope, ...] = ()
    frozen: Frozen | None = None  # its sound up to the fader, kept in a file

    @property
    def sounding_slots(self) -> tuple[Slot, ...]:
        """The effects that work: none while it is frozen."""
        return self.slots if self.frozen is None else ()
