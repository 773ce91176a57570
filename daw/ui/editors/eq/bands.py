"""The bands of the equaliser as its editor sees them: which are in use, what may be set on each, and their curves.  Knows no Qt."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from daw.plugin import Effect

COUNT = 8
FIELDS = ("on", "type", "freq_hz", "gain_db", "q", "slope")
BELL, LOW_SHELF, HIGH_SHELF, LOW_CUT, HIGH_CUT, NOTCH = range(6)
COLORS = ("stone", "copper", "straw", "jade", "aqua", "lilac", "orchid", "azure")
CUT_BELOW_HZ, LOW_BELOW_HZ, HIGH_ABOVE_HZ = 60.0, 200.0, 8000.0  # what a double-click there makes
LOWEST_HZ, HIGHEST_HZ = 20.0, 20000.0
CUT_SLOPE = 3  # 24 dB/oct
FLAT_Q, LEAST_Q, MOST_Q = math.sqrt(0.5), 0.5, 12.0  # of what is listened to


def param(number: int, field: str) -> str:
    """The name of a band's parameter; bands are counted from 1."""
    return f"band{number}_{field}"


@dataclass(frozen=True)
class Band:
    """One band as it is set."""

    number: int
    on: bool
    kind: int
    freq_hz: float
    gain_db: float
    q: float
    slope: int

    @property
    def has_gain(self) -> bool:
        """Whether it has a gain: bells and shelves."""
        return self.kind in (BELL, LOW_SHELF, HIGH_SHELF)

    @property
    def has_q(self) -> bool:
        """Whether it has a Q: all but cuts."""
        return self.kind not in (LOW_CUT, HIGH_CUT)

    @property
    def height_db(self) -> float:
        """Where its node stands."""
        return self.gain_db if self.has_gain else 0.0

    @property
    def settings(self) -> tuple[float, ...]:
        """In the order of daw.dsp.eqband.SETTINGS."""
        return (float(self.on), float(self.kind), self.freq_hz, self.gain_db, self.q, float(self.slope))


def band_of(values: Mapping[str, float], number: int) -> Band:
    """A band of the effect's values, which must be complete."""
    on, kind, freq_hz, gain_db, q, slope = (values[param(number, field)] for field in FIELDS)
    return Band(number, on >= 0.5, round(kind), freq_hz, gain_db, q, round(slope))


def bands_of(values: Mapping[str, float]) -> list[Band]:
    """All bands."""
    return [band_of(values, number) for number in range(1, COUNT + 1)]


def listening_sections(band: Band, sample_rate: float) -> list[tuple[float, ...]]:
    """Filters that let through what a band works on: around a bell or notch, below a low shelf or cut, above a high one."""
    from daw.dsp import biquad

    if band.kind in (LOW_SHELF, LOW_CUT):
        section = biquad.high_cut(band.freq_hz, FLAT_Q, sample_rate)
    elif band.kind in (HIGH_SHELF, HIGH_CUT):
        section = biquad.low_cut(band.freq_hz, FLAT_Q, sample_rate)
    else:
        section = band_pass(band.freq_hz, min(max(band.q, LEAST_Q), MOST_Q), sample_rate)
    return [section, section]


def band_pass(freq_hz: float, q: float, sample_rate: float) -> tuple[float, float, float, float, float]:
    """A band-pass with 0 dB at its middle: b0, b1, b2, a1, a2 (Bristow-Johnson's cookbook)."""
    turn = 2.0 * math.pi * min(freq_hz, 0.49 * sample_rate) / sample_rate
    alpha = math.sin(turn) / (2.0 * q)
    scale = 1.0 / (1.0 + alpha)
    return alpha * scale, 0.0, -alpha * scale, -2.0 * math.cos(turn) * scale, (1.0 - alpha) * scale


def is_used(band: Band, default: Band) -> bool:
    """Whether a band is there: it works, or it is off but not as it comes."""
    return band.on or (band.settings[1:] != default.settings[1:])


def is_idle(band: Band, default: Band) -> bool:
    """Whether a band is there but nobody has touched it: it may be taken for a new one."""
    return band.settings == default.settings and band.height_db == 0.0 and band.has_gain


def kind_at(freq_hz: float) -> int:
    """What a new band at a frequency is."""
    if freq_hz < CUT_BELOW_HZ:
        return LOW_CUT
    if freq_hz < LOW_BELOW_HZ:
        return LOW_SHELF
    return HIGH_SHELF if freq_hz > HIGH_ABOVE_HZ else BELL


def free_band(bands: list[Band], defaults: list[Band], freq_hz: float) -> int | None:
    """The number of the band to take for a new one at a frequency: one not in use, else the nearest nobody has touched."""
    unused = [band for band, default in zip(bands, defaults, strict=True) if not is_used(band, default)]
    idle = [band for band, default in zip(bands, defaults, strict=True) if is_idle(band, default)]
    nearest = sorted(unused or idle, key=lambda band: abs(np.log(band.freq_hz / freq_hz)))
    return nearest[0].number if nearest else None


def new_values(number: int, freq_hz: float, gain_db: float, kind: int | None = None) -> dict[str, float]:
    """What makes a new band."""
    kind = kind_at(freq_hz) if kind is None else kind
    has_gain = kind in (BELL, LOW_SHELF, HIGH_SHELF)
    freq_hz = min(max(freq_hz, LOWEST_HZ), HIGHEST_HZ)
    wanted = {"on": 1.0, "type": kind, "freq_hz": freq_hz, "gain_db": gain_db if has_gain else 0.0, "q": 1.0 if kind == BELL else 0.71}
    return {param(number, field): float(value) for field, value in {**wanted, "slope": CUT_SLOPE}.items()}


def removed_values(effect: Effect, number: int) -> dict[str, float]:
    """What takes a band away: off, and as it comes."""
    return {param(number, field): 0.0 if field == "on" else effect.param(param(number, field)).default for field in FIELDS}


class Curves:
    """Responses in dB at fixed frequencies, each band computed again only when it is another."""

    def __init__(self, freq_hz: np.ndarray, sample_rate: float) -> None:
        self.freq_hz, self._sample_rate = freq_hz, sample_rate
        self._known: dict[int, tuple[tuple[float, ...], np.ndarray]] = {}

    def band(self, band: Band) -> np.ndarray:
        """One band's response; 0 where it does nothing."""
        from daw.dsp.eqband import band_response_db

        known = self._known.get(band.number)
        if known is None or known[0] != band.settings:
            known = self._known[band.number] = (band.settings, band_response_db(band.settings, self.freq_hz, self._sample_rate))
        return known[1]

    def total(self, bands: list[Band], output_db: float = 0.0) -> np.ndarray:
        """All bands together."""
        return np.asarray(sum((self.band(band) for band in bands if band.on), np.full(len(self.freq_hz), output_db)))
