"""What compressors are made of: time constants and the static curve.  Compiled; callable from Python too (the editor draws the curve).

After D. Giannoulis, M. Massberg, J. Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6), 2012.
"""

import math

from daw.dsp.compiled import compiled

INFINITE_RATIO = 100.0  # this and above is a limiter's ratio


@compiled
def time_coefficient(time_ms, sample_rate):
    """What is left of a difference after one frame of a smoother that covers 63.2 % of it in that time."""
    return math.exp(-1000.0 / (time_ms * sample_rate))


@compiled
def ratio_slope(ratio):
    """dB taken away for each dB above the threshold: 0 at 1:1, 1 at infinity."""
    return 1.0 if ratio >= INFINITE_RATIO else 1.0 - 1.0 / ratio


@compiled
def soft_excess(over, half_knee, knee_scale):
    """How far a level is above the threshold, with a parabola from `half_knee` below to `half_knee` above; any logarithmic unit.

    knee_scale : 1 / (4 half_knee), or anything finite for no knee.  Without branches, so that a loop over it is vectorised.
    """
    in_knee = min(max(over + half_knee, 0.0), 2.0 * half_knee)
    return in_knee * in_knee * knee_scale + max(over - half_knee, 0.0)


@compiled
def knee_scale(half_knee):
    """The third argument of `soft_excess`."""
    return 0.25 / max(half_knee, 1e-9)


@compiled
def compressed_db(level_db, threshold_db, ratio, knee_db):
    """The level a compressor makes of a steady level, in dB, before make-up gain."""
    half_knee = 0.5 * knee_db
    return level_db - ratio_slope(ratio) * soft_excess(level_db - threshold_db, half_knee, knee_scale(half_knee))
