"""Decibels inside kernels: `daw.units` compiled, and polynomial log2 and exp2 that the compiler can run eight at a time.

The polynomials use no branch, no division and no library call, so a plain loop over them is vectorised.  Largest errors, over the whole
range of normal numbers: `quick_log2` 5e-8 (3e-7 dB of an amplitude), `quick_exp2` 2e-9 relative (2e-8 dB).
"""

import numpy as np

from daw import units
from daw.dsp.compiled import compiled
from daw.dsp.lanes import fused

db_to_linear = compiled(units.db_to_linear)
linear_to_db = compiled(units.linear_to_db)
power_to_db = compiled(units.power_to_db)

DB_PER_OCTAVE = 6.020599913279624  # 20 log10(2): dB of an amplitude per unit of log2
POWER_DB_PER_OCTAVE = 3.010299956639812  # 10 log10(2)
OCTAVES_PER_DB = 1.0 / DB_PER_OCTAVE

ROOT_HALF_BITS = np.int32(0x3F3504F3)  # float32 of sqrt(1/2): mantissas run from there to sqrt(2), so that log2(1) is exactly 0
EXPONENT = np.int32(23)
ROUND = 6755399441055744.0  # 1.5 * 2**52: adding it leaves the nearest whole number in a float64's low bits


@compiled
def quick_log2(x):
    """Base-2 logarithm of a positive float32, as float64.  0 and subnormal numbers give about -127, that is -764 dB."""
    bits = np.float32(x).view(np.int32)
    exponent = (bits - ROOT_HALF_BITS) >> EXPONENT
    t = np.float64(np.int32(bits - (exponent << EXPONENT)).view(np.float32)) - 1.0
    tt = t * t
    # minimax of log2(1 + t) / t on sqrt(1/2) - 1 ... sqrt(2) - 1, degree 7, in Estrin's order
    low = fused(fused(-0.360087213622328, t, 0.4809394451710571), tt, fused(-0.721357148977341, t, 1.4426947724248211))
    high = fused(fused(-0.14574452252678746, t, 0.23689046066168779), tt, fused(-0.2500690584001625, t, 0.286707445390776))
    return fused(fused(high, tt * tt, low), t, np.float64(exponent))


@compiled
def quick_exp2(x):
    """2 to the power of a float64 from -1000 to 1000."""
    shifted = x + ROUND
    f = x - (shifted - ROUND)
    ff = f * f
    # minimax of (2**f - 1) / f on -1/2 ... 1/2, degree 5
    low = fused(fused(0.009618437358284779, f, 0.055503324707825014), ff, fused(0.24022647913615333, f, 0.6931472028552123))
    high = fused(0.00015353362048470016, f, 0.0013398874557522167)
    power = np.int64((np.float64(shifted).view(np.int64) + np.int64(1023)) << np.int64(52)).view(np.float64)
    return fused(power, f * fused(high, ff * ff, low), power)


@compiled
def quick_linear_to_db(gain):
    """Level in dB of a positive float32 amplitude, within 3e-7 dB."""
    return quick_log2(gain) * DB_PER_OCTAVE


@compiled
def quick_db_to_linear(gain_db):
    """Linear gain of a level from -6000 to 6000 dB, within 2e-8 dB."""
    return quick_exp2(gain_db * OCTAVES_PER_DB)
