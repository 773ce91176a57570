"""One band of an equaliser: from its settings to filter sections, its curve and its decay.  Compiled; callable from Python too.

The settings are a tuple in the order of SETTINGS: on (0 or 1), type (index into TYPES), Hz, dB, Q, slope (index into SLOPES).
The equaliser's kernel and its editor both take the curve from here.
"""

import math
from collections.abc import Sequence

import numpy as np

from daw.dsp import biquad
from daw.dsp.compiled import compiled

SETTINGS = ("on", "type", "freq_hz", "gain_db", "q", "slope")
TYPES = ("bell", "low shelf", "high shelf", "low cut", "high cut", "notch")
BELL, LOW_SHELF, HIGH_SHELF, LOW_CUT, HIGH_CUT, NOTCH = range(len(TYPES))
SLOPES = ("6 dB/oct", "12 dB/oct", "18 dB/oct", "24 dB/oct", "36 dB/oct", "48 dB/oct")
ORDERS = (1, 2, 3, 4, 6, 8)  # of the slopes
DECAY_120_DB = math.log(1e6)


@compiled
def section_count(settings):
    """How many sections a band needs: none when it does nothing."""
    on, kind, _, gain_db, _, slope = settings
    if on < 0.5:
        return 0
    if kind in (LOW_CUT, HIGH_CUT):
        return (ORDERS[int(slope)] + 1) // 2
    return 1 if kind == NOTCH or gain_db != 0.0 else 0


@compiled
def band_section(settings, stage, sample_rate):
    """Section number `stage` of a band."""
    _, kind, freq_hz, gain_db, q, slope = settings
    if kind == BELL:
        return biquad.bell(freq_hz, q, gain_db, sample_rate)
    if kind == LOW_SHELF:
        return biquad.low_shelf(freq_hz, q, gain_db, sample_rate)
    if kind == HIGH_SHELF:
        return biquad.high_shelf(freq_hz, q, gain_db, sample_rate)
    if kind == NOTCH:
        return biquad.notch(freq_hz, q, sample_rate)
    return biquad.butterworth_section(ORDERS[int(slope)], stage, freq_hz, sample_rate, kind == LOW_CUT)


def band_sections(settings: Sequence[float], sample_rate: float) -> list[tuple[float, ...]]:
    """All sections of a band."""
    plain = tuple(float(setting) for setting in settings)
    return [band_section(plain, stage, sample_rate) for stage in range(section_count(plain))]


def band_response_db(settings: Sequence[float], freq_hz: np.ndarray, sample_rate: float) -> np.ndarray:
    """Level in dB of a band at the given frequencies; 0 when it does nothing."""
    return biquad.response_db(band_sections(settings, sample_rate), freq_hz, sample_rate)


def pole_decay_s(freq_hz: float, q: float) -> float:
    """Seconds in which the slower pole of s² + s w / q + w² falls by 120 dB."""
    damping = 0.5 / q
    slower = damping - math.sqrt(damping * damping - 1.0) if damping > 1.0 else damping
    return DECAY_120_DB / (2.0 * math.pi * freq_hz * slower)


def band_decay_s(settings: Sequence[float]) -> float:
    """Seconds until a band has fallen by 120 dB; 0 when it does nothing."""
    on, kind, freq_hz, gain_db, q, slope = settings
    if on < 0.5 or (kind in (BELL, LOW_SHELF, HIGH_SHELF) and gain_db == 0.0):
        return 0.0
    if kind in (LOW_CUT, HIGH_CUT):
        order = ORDERS[int(slope)]
        q = 0.5 / math.sin(math.pi / (2.0 * order)) if order > 1 else 0.5  # the sharpest pair of a Butterworth filter
    elif kind == BELL:
        q *= 10.0 ** (gain_db / 40.0)
    elif kind in (LOW_SHELF, HIGH_SHELF):
        q = min(q, biquad.STEEPEST_SHELF)
        freq_hz *= 10.0 ** ((gain_db if kind == HIGH_SHELF else -gain_db) / 80.0)  # cookbook: poles at w √A or w / √A
    return pole_decay_s(freq_hz, q)
