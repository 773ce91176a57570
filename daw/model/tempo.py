"""The tempo map: where the beats and bars are, in frames."""

import msgspec


class TempoMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `frame` on, `bpm` quarter notes a minute."""

    frame: int
    bpm: float


class MeterMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `frame` on, bars of `beats` beats, each a 1/`unit` note."""

    frame: int
    beats: int
    unit: int


class TempoMap(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Tempo and meter changes in order of time; the first of each is at frame 0."""

    tempos: tuple[TempoMark, ...] = (TempoMark(0, 120.0),)
    meters: tuple[MeterMark, ...] = (MeterMark(0, 4, 4),)
