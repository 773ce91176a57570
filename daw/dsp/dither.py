"""Reducing samples to whole numbers, with or without TPDF dither.

The dither is the difference of two uniform random numbers: triangular between -1 and +1 LSB.  The rounding error then has mean 0
and variance LSB²/4 whatever the sound is (Lipshitz, Wannamaker and Vanderkooy, JAES 40(5), 1992).

Random numbers are a function of seed, channel and frame (SplitMix64, Steele, Lea and Flood 2014), so that equal sounds become equal
files, and how a sound is cut into blocks changes nothing.
"""

import enum
import math

import numpy as np
from numpy.typing import NDArray

from daw.dsp.compiled import compiled

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_HALF = np.uint64(32)
_LOW_32 = np.uint64(0xFFFFFFFF)


class Dither(enum.StrEnum):
    """What is added before rounding."""

    NONE = "none"
    TPDF = "tpdf"


def quantise(
    x: NDArray[np.floating], bits: int, *, dither: Dither = Dither.TPDF, seed: int = 0, first_frame: int = 0
) -> tuple[NDArray[np.signedinteger], int]:
    """Whole numbers of 16 or 24 bits, and how many samples did not fit and were clipped.

    x : (channels, frames) float32 or float64, full scale 1.0.  Returns (channels, frames) int16, or int32 between -2²³ and 2²³ - 1.
    first_frame : where x begins, for sound that comes in blocks.  Without dither, samples that stand on the grid keep their value.
    Silence is dithered too.  NaN and infinity become silence and count as clipped.
    """
    if bits not in (16, 24):
        raise ValueError(f"Samples are reduced to 16 or 24 bits, not to {bits}.")
    whole = np.empty(x.shape, np.int16 if bits == 16 else np.int32)
    amount = 1.0 if dither is Dither.TPDF else 0.0
    clipped = _quantise(np.ascontiguousarray(x), whole, 2.0 ** (bits - 1), amount, seed, first_frame)
    return whole, clipped


@compiled
def scramble(value):
    """SplitMix64's output function: 64 bits to 64 bits, each depending on all."""
    value = (value ^ (value >> np.uint64(30))) * _MIX_1
    value = (value ^ (value >> np.uint64(27))) * _MIX_2
    return value ^ (value >> np.uint64(31))


@compiled
def channel_key(seed, c):
    """Where the random numbers of a channel come from."""
    return scramble(np.uint64(seed) + np.uint64(c + 1) * _GOLDEN)


@compiled
def triangular(key, frame):
    """Random number of one frame, triangular in (-1, 1), from a channel's key."""
    bits = scramble(key + np.uint64(frame + 1) * _GOLDEN)
    return (np.float64(bits >> _HALF) - np.float64(bits & _LOW_32)) / 4294967296.0


@compiled
def _quantise(x, whole, lsb_count, amount, seed, first_frame):
    """whole = x * lsb_count + amount * dither, rounded half to even; returns how many samples were out of range."""
    clipped = 0
    highest = lsb_count - 1.0
    for c in range(x.shape[0]):
        key = channel_key(seed, c)
        for n in range(x.shape[1]):
            level = np.float64(x[c, n]) * lsb_count
            if not abs(level) < math.inf:
                level = 0.0
                clipped += 1
            if amount != 0.0:
                level += amount * triangular(key, first_frame + n)
            level = np.rint(level)
            if level > highest:
                level = highest
                clipped += 1
            elif level < -lsb_count:
                level = -lsb_count
                clipped += 1
            whole[c, n] = level
    return clipped
