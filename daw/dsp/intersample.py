"""The highest point of the wave between two frames, closely enough for a true-peak limiter.  Real-time.

The 12-tap interpolator of BS.1770 under-reads by up to 0.7 dB near the top of the band, enough for a limiter to break its word.  Here a
48-tap windowed sinc gives three points between two frames and a parabola through each highest three gives the summit: within 0.02 dB
up to 0.455 of the sample rate.  What lies above, next to half the sample rate, no short filter can place: its level is measured
and the caller adds it to the peak.  In music it is next to nothing; in white noise it is what keeps the promise.

With the even part of the taps applied to x[j-k] + x[j+1+k] and the odd part to x[j-k] - x[j+1+k], the points at 1/4 and 3/4 are even + odd
and even - odd: half the multiplications.
"""

import numpy as np

from daw.dsp.compiled import compiled

HALF = 24  # taps on each side
START = HALF - 1  # place of the first interval in the line: what the taps reach back
CHUNK_FRAMES = 64  # the longest piece at once
WINDOW_BETA = 4.0  # Kaiser
ZERO, EIGHTH, FLAT = np.float32(0.0), np.float32(0.125), np.float32(1e-20)
GROUP = 8  # taps in one pass: what the compiler turns into vector code


def _sinc(time: np.ndarray) -> np.ndarray:
    """Windowed sinc at times from the centre, in frames."""
    inside = np.maximum(1.0 - (time / HALF) ** 2, 0.0)
    return np.sinc(time) * np.i0(WINDOW_BETA * np.sqrt(inside)) / np.i0(WINDOW_BETA)


def _constants(taps: np.ndarray) -> tuple[np.float32, ...]:
    return tuple(np.float32(tap) for tap in taps)


_k = np.arange(HALF)
_NEAR, _MIDDLE, _FAR = _sinc(_k + 0.25), _sinc(_k + 0.5), _sinc(_k + 0.75)
_NEAR, _FAR = _NEAR / (_NEAR + _FAR).sum(), _FAR / (_NEAR + _FAR).sum()  # a constant is read as itself
_TOP = np.cos(np.pi * (_k + 0.5) / (2.0 * HALF)) ** 2 * (-1.0) ** _k  # Hann, around half the sample rate
EVEN, ODD = _constants((_NEAR + _FAR) / 2.0), _constants((_NEAR - _FAR) / 2.0)
CENTRE, TOP = _constants(_MIDDLE / (2.0 * _MIDDLE.sum())), _constants(_TOP / (2.0 * abs(_TOP).sum()))

POINTS = np.dtype(
    [
        ("even", np.float32, CHUNK_FRAMES), ("odd", np.float32, CHUNK_FRAMES), ("centre", np.float32, CHUNK_FRAMES),
        ("top", np.float32, CHUNK_FRAMES), ("third", np.float32, CHUNK_FRAMES + 1), ("peak", np.float32, CHUNK_FRAMES),
    ],
    align=True,
)  # fmt: skip


@compiled
def add_taps(line, points, first, even_taps, odd_taps, centre_taps, top_taps):
    """Add the eight taps from `first` on to the sums of each interval."""
    even, odd, centre, top = points.even, points.odd, points.centre, points.top
    for n in range(CHUNK_FRAMES):
        e, o, h, t = even[n], odd[n], centre[n], top[n]
        for k in range(GROUP):
            before, after = line[n + (HALF - 1 - first - k)], line[n + (HALF + first + k)]
            total, slope = before + after, before - after
            e += even_taps[k] * total
            o += odd_taps[k] * slope
            h += centre_taps[k] * total
            t += top_taps[k] * slope
        even[n], odd[n], centre[n], top[n] = e, o, h, t


@compiled
def summit(before, here, after):
    """Highest point of the parabola through three magnitudes; `here` itself unless it is the highest of them."""
    bend = (here - before) + (here - after)
    rise = EIGHTH * (before - after) * (before - after) / (bend if bend > FLAT else FLAT)
    return here + (rise if (here >= before) & (here >= after) else ZERO)


@compiled
def peaks_between(line, frames, points):
    """Set points.peak and points.top for the intervals from line[START + n] to the frame after, n from 0 to frames - 1 (at most 64).

    All 64 are computed, since only loops of a fixed length become vector code; what lies beyond `frames` counts for nothing.
    line : float32, START + 64 + HALF of them; points : POINTS record, kept from call to call
    """
    even, odd, centre, top, third, peak = points.even, points.odd, points.centre, points.top, points.third, points.peak
    for n in range(CHUNK_FRAMES):
        even[n] = odd[n] = centre[n] = top[n] = ZERO
    add_taps(line, points, 0, EVEN[0:8], ODD[0:8], CENTRE[0:8], TOP[0:8])
    add_taps(line, points, 8, EVEN[8:16], ODD[8:16], CENTRE[8:16], TOP[8:16])
    add_taps(line, points, 16, EVEN[16:24], ODD[16:24], CENTRE[16:24], TOP[16:24])
    for n in range(CHUNK_FRAMES):
        third[n + 1] = abs(even[n] - odd[n])
        top[n] = abs(top[n])
    for n in range(CHUNK_FRAMES):
        start, first, second, end = abs(line[n + START]), abs(even[n] + odd[n]), abs(centre[n]), abs(line[n + (START + 1)])
        a, b = summit(third[n], start, first), summit(start, first, second)
        c, d = summit(first, second, third[n + 1]), summit(second, third[n + 1], end)
        a = a if a > b else b
        c = c if c > d else d
        peak[n] = a if a > c else c
    third[0] = third[frames]
