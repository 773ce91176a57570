"""Second-order filter sections: coefficients as pure functions, and the response they have.  Compiled; callable from Python too.

A section is a tuple (b0, b1, b2, a1, a2), a0 being 1:  H(z) = (b0 + b1/z + b2/z²) / (1 + a1/z + a2/z²).

Bells, shelves and cuts are *matched*: poles by impulse invariance, zeros so that the magnitude is the analogue one at chosen
frequencies (M. Vicanek, "Matched Second Order Digital Filters", 2016).  The bilinear transform instead squeezes curves below half the
sample rate; a bell of +12 dB at 16 kHz is 6 dB wrong at 20 kHz, a matched one 0.3 dB.
The analogue prototypes are those of the Audio EQ Cookbook (R. Bristow-Johnson), with Q and gain as defined there.
"""

import math
from collections.abc import Sequence

import numpy as np

from daw.dsp.compiled import compiled

PASS = (1.0, 0.0, 0.0, 0.0, 0.0)
HIGHEST = 0.48  # highest frequency of a filter, as a part of the sample rate
STEEPEST_SHELF = 2.0  # highest Q of a shelf: with more it is all bump, and near half the sample rate it cannot be matched
MATCH_BELOW = 2.2  # rad: above it, there is no room to match a second frequency


@compiled
def angle(freq_hz, sample_rate):
    """Angular frequency in rad per frame, kept below half the sample rate."""
    return 2.0 * math.pi * min(freq_hz / sample_rate, HIGHEST)


@compiled
def matched_poles(w, q):
    """(a1, a2) of the poles of s² + s w / q + w², by impulse invariance."""
    damping = 0.5 / q
    reach = math.exp(-damping * w)
    bend = math.sqrt(abs(1.0 - damping * damping)) * w
    swing = math.cos(bend) if damping <= 1.0 else math.cosh(bend)
    return -2.0 * reach * swing, reach * reach


@compiled
def power_terms(a1, a2):
    """(A0, A1, A2) with |1 + a1/z + a2/z²|² = A0 p0 + A1 p1 + 4 A2 p0 p1, p1 = sin²(w/2), p0 = 1 - p1  # Vicanek eq. 26"""
    return (1.0 + a1 + a2) ** 2, (1.0 - a1 + a2) ** 2, -4.0 * a2


@compiled
def power_at(w, terms):
    """The polynomial of `power_terms` at an angular frequency."""
    p1 = math.sin(0.5 * w) ** 2
    p0 = 1.0 - p1
    return terms[0] * p0 + terms[1] * p1 + terms[2] * 4.0 * p0 * p1


@compiled
def zeros_from_power(B0, B1, B2):
    """(b0, b1, b2) of least phase with the given power terms  # Vicanek eq. 29"""
    root0, root1 = math.sqrt(max(B0, 0.0)), math.sqrt(max(B1, 0.0))
    W = 0.5 * (root0 + root1)
    b0 = 0.5 * (W + math.sqrt(max(W * W + B2, 0.0)))
    return b0, 0.5 * (root0 - root1), -0.25 * B2 / b0


@compiled
def matched_section(a1, a2, power_zero, w, power_w, v, power_v):
    """The section with the given poles whose |H|² is as given at 0 and at two other angular frequencies, w and v."""
    A = power_terms(a1, a2)
    p1w, p1v = math.sin(0.5 * w) ** 2, math.sin(0.5 * v) ** 2
    B0 = power_zero * A[0]
    at_w = (power_w * power_at(w, A) - B0 * (1.0 - p1w)) / p1w  # B1 + 4 B2 p0
    at_v = (power_v * power_at(v, A) - B0 * (1.0 - p1v)) / p1v
    B2 = 0.25 * (at_w - at_v) / (p1v - p1w)
    b0, b1, b2 = zeros_from_power(B0, at_w - 4.0 * B2 * (1.0 - p1w), B2)
    return b0, b1, b2, a1, a2


@compiled
def beyond(w):
    """The second frequency to match a filter at w at: 70 % of the way from w up to half the sample rate, less for w near there.

    Found by search over 44.1 and 48 kHz, all Q, up to 24 dB; matching the slope at w instead, as Vicanek does, is up to twice as far off.
    """
    return w + 0.7 * (math.pi - w) * min(max((MATCH_BELOW - w) / 0.9, 0.05), 1.0)


@compiled
def inverse(section):
    """The section that undoes one of least phase."""
    b0, b1, b2, a1, a2 = section
    return 1.0 / b0, a1 / b0, a2 / b0, b1 / b0, b2 / b0


@compiled
def scaled(section, gain):
    """The section followed by a linear gain."""
    b0, b1, b2, a1, a2 = section
    return b0 * gain, b1 * gain, b2 * gain, a1, a2


@compiled
def bell_power(w, w0, q, gain):
    """|H|² of the analogue bell (s² + s √gain / q + 1) / (s² + s / (√gain q) + 1), s = j w / w0  # cookbook"""
    s = (w / w0) ** 2
    middle = s / (q * q)
    return ((1.0 - s) ** 2 + middle * gain) / ((1.0 - s) ** 2 + middle / gain)


@compiled
def bell(freq_hz, q, gain_db, sample_rate):
    """Boost or cut around a frequency; a cut is exactly the inverse of the same boost."""
    if gain_db == 0.0:
        return PASS
    w = angle(freq_hz, sample_rate)
    gain = 10.0 ** (abs(gain_db) / 20.0)
    a1, a2 = matched_poles(w, q * math.sqrt(gain))
    boost = matched_section(a1, a2, 1.0, w, gain * gain, beyond(w), bell_power(beyond(w), w, q, gain))
    return boost if gain_db > 0.0 else inverse(boost)


@compiled
def shelf_power(w, w0, q, A):
    """|H|² of the analogue low shelf A (s² + s √A / q + A) / (A s² + s √A / q + 1), s = j w / w0  # cookbook"""
    s = (w / w0) ** 2
    middle = A * s / (q * q)
    return A * A * ((A - s) ** 2 + middle) / ((1.0 - A * s) ** 2 + middle)


@compiled
def low_shelf(freq_hz, q, gain_db, sample_rate):
    """Boost or cut below a frequency, where half the gain (in dB) is reached; q = 0.707 is the steepest without a bump, 2 the highest."""
    if gain_db == 0.0:
        return PASS
    q = min(q, STEEPEST_SHELF)
    w = angle(freq_hz, sample_rate)
    A = 10.0 ** (abs(gain_db) / 40.0)
    a1, a2 = matched_poles(w / math.sqrt(A), q)
    boost = matched_section(a1, a2, A**4, w, shelf_power(w, w, q, A), beyond(w), shelf_power(beyond(w), w, q, A))
    return boost if gain_db > 0.0 else inverse(boost)


@compiled
def high_shelf(freq_hz, q, gain_db, sample_rate):
    """Boost or cut above a frequency: the low shelf the other way round, made louder by the gain."""
    return scaled(low_shelf(freq_hz, q, -gain_db, sample_rate), 10.0 ** (gain_db / 20.0))


@compiled
def notch(freq_hz, q, sample_rate):
    """Takes out one frequency entirely  # cookbook"""
    w = angle(freq_hz, sample_rate)
    alpha = math.sin(w) / (2.0 * q)
    b, a1 = 1.0 / (1.0 + alpha), -2.0 * math.cos(w) / (1.0 + alpha)
    return b, a1, b, a1, (1.0 - alpha) / (1.0 + alpha)


@compiled
def high_cut(freq_hz, q, sample_rate):
    """Low-pass of 12 dB per octave with gain q at its frequency."""
    w = angle(freq_hz, sample_rate)
    a1, a2 = matched_poles(w, q)
    s = (beyond(w) / w) ** 2
    return matched_section(a1, a2, 1.0, w, q * q, beyond(w), 1.0 / ((1.0 - s) ** 2 + s / (q * q)))


@compiled
def low_cut(freq_hz, q, sample_rate):
    """High-pass of 12 dB per octave with gain q at its frequency; matched there, nothing at 0 Hz  # Vicanek §4.2"""
    w = angle(freq_hz, sample_rate)
    a1, a2 = matched_poles(w, q)
    p1 = math.sin(0.5 * w) ** 2
    b = math.sqrt(power_at(w, power_terms(a1, a2))) * q / (4.0 * p1)
    return b, -2.0 * b, b, a1, a2


@compiled
def high_cut_6(freq_hz, sample_rate):
    """Low-pass of 6 dB per octave, 3 dB down at its frequency."""
    w = angle(freq_hz, sample_rate)
    return matched_section(-math.exp(-w), 0.0, 1.0, w, 0.5, beyond(w), 1.0 / (1.0 + (beyond(w) / w) ** 2))


@compiled
def low_cut_6(freq_hz, sample_rate):
    """High-pass of 6 dB per octave, 3 dB down at its frequency; matched there, nothing at 0 Hz."""
    w = angle(freq_hz, sample_rate)
    a1 = -math.exp(-w)
    b = math.sqrt(0.5 * power_at(w, power_terms(a1, 0.0))) / (2.0 * math.sin(0.5 * w))
    return b, -b, 0.0, a1, 0.0


@compiled
def butterworth_q(order, pair):
    """Q of the pole pair number `pair` (from 0) of a Butterworth filter of that order."""
    return 0.5 / math.sin(math.pi * (2.0 * pair + 1.0) / (2.0 * order))


@compiled
def butterworth_section(order, stage, freq_hz, sample_rate, is_low_cut):
    """Section number `stage` (from 0, `order` / 2 of them, rounded up) of a Butterworth cut of 6 dB per octave and order."""
    if 2 * stage + 1 == order:
        return low_cut_6(freq_hz, sample_rate) if is_low_cut else high_cut_6(freq_hz, sample_rate)
    q = butterworth_q(order, stage)
    return low_cut(freq_hz, q, sample_rate) if is_low_cut else high_cut(freq_hz, q, sample_rate)


def response(sections: Sequence[Sequence[float]], freq_hz: np.ndarray, sample_rate: float) -> np.ndarray:
    """Complex response of sections in a row at the given frequencies; same shape as `freq_hz`."""
    z = np.exp(-2j * np.pi * np.asarray(freq_hz, np.float64) / sample_rate)
    total = np.ones_like(z)
    for b0, b1, b2, a1, a2 in sections:
        total *= (b0 + z * (b1 + z * b2)) / (1.0 + z * (a1 + z * a2))
    return total


def response_db(sections: Sequence[Sequence[float]], freq_hz: np.ndarray, sample_rate: float) -> np.ndarray:
    """Level in dB of sections in a row at the given frequencies; never below -300 dB."""
    return 20.0 * np.log10(np.maximum(np.abs(response(sections, freq_hz, sample_rate)), 1e-15))
