"""How loud the input is, from 0 to 1, smoothed, for an effect that steps back while it is loud.  Real-time."""

import math

import numpy as np

from daw.dsp.compiled import inlined
from daw.dsp.delayline import TINY

FULL = 10.0  # 1 / -20 dBFS: an input of this level counts as loud
ATTACK_S, RELEASE_S = 0.005, 0.25

DUCKER = np.dtype([("held", np.float64), ("loudness", np.float64), ("attack", np.float64), ("release", np.float64)])


@inlined
def set_speed(ducker, sample_rate):
    """Needed once, before the first `how_loud`."""
    ducker.attack = 1.0 - math.exp(-1.0 / (ATTACK_S * sample_rate))
    ducker.release = math.exp(-1.0 / (RELEASE_S * sample_rate))


@inlined
def how_loud(ducker, left, right):
    """Follow the input's peaks by one frame: 0 in silence, 1 from -20 dBFS up."""
    held = ducker.held * ducker.release
    held = abs(left) if abs(left) > held else held
    held = abs(right) if abs(right) > held else held
    ducker.held = min(held, 1.0) if held > TINY else 0.0
    loudness = ducker.loudness + (ducker.held - ducker.loudness) * ducker.attack
    ducker.loudness = loudness if loudness > TINY else 0.0
    return min(loudness * FULL, 1.0)
