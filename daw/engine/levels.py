"""What the eyes get to see: one reading of every meter.  Main thread."""

import math
from typing import NamedTuple

import numpy as np

from daw.units import SILENCE_DB


class TrackLevel(NamedTuple):
    """A strip's meter in dBFS, left and right: falling peak, RMS over 300 ms, highest since the reset; and samples in trouble."""

    peak_db: tuple[float, float]
    rms_db: tuple[float, float]
    maximum_db: tuple[float, float]
    invalid: int

    @property
    def clipped(self) -> bool:
        """Whether full scale was reached since the reset."""
        return max(self.maximum_db) >= 0.0


class Loudness(NamedTuple):
    """The master's loudness since the reset; None where there is nothing to say yet."""

    momentary_lufs: float | None = None
    short_term_lufs: float | None = None
    integrated_lufs: float | None = None
    range_lu: float | None = None
    true_peak_dbtp: float | None = None
    momentary_max_lufs: float | None = None
    short_term_max_lufs: float | None = None
    measured_s: float = 0.0


class Levels(NamedTuple):
    """One reading of everything."""

    tracks: dict[str, TrackLevel]
    inputs: tuple[float, ...]  # falling peak in dBFS of each device input
    input_maximum: tuple[float, ...]
    slots: dict[str, dict[str, float]]  # slot id -> meter -> value
    loudness: Loudness
    load: float  # busy share of the block time, 0-1
    worst_load: float
    xruns: int
    disk_late: int
    dropouts: tuple[tuple[int, str], ...]  # (session frame, what was late)


def to_db(values: np.ndarray, factor: float = 20.0) -> tuple[float, ...]:
    """Decibels of linear levels (factor 20) or powers (10), never below the floor."""
    return tuple([max(factor * math.log10(value), SILENCE_DB) if value > 0.0 else SILENCE_DB for value in values.tolist()])


def track_level(strip: np.ndarray) -> TrackLevel:
    """Reading of one strip."""
    one = strip[0]
    peak, rms, maximum = to_db(one["peak"]), to_db(one["power"], 10.0), to_db(one["maximum"])
    return TrackLevel((peak[0], peak[1]), (rms[0], rms[1]), (maximum[0], maximum[1]), int(one["invalid"]))
