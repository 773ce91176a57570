"""Tremolo: the level swings like a sine."""

import math

import numpy as np

from daw.plugin import Param, effect


@effect(
    id="org.example.tremolo",
    name="Tremolo",
    params=[Param("rate_hz", 5.0, 0.1, 20.0, unit="Hz", scale="log"), Param("depth", 0.5, 0.0, 1.0)],
    state=[("phase", np.float64)],
)
def tremolo(x, p, s, sample_rate):
    """x *= 1 - depth * (1 - cos(phase)) / 2, in place.  x : (channels, frames) float32."""
    step = 2.0 * math.pi * p.rate_hz / sample_rate
    for n in range(x.shape[1]):
        gain = 1.0 - p.depth * 0.5 * (1.0 - math.cos(s.phase))
        for c in range(x.shape[0]):
            x[c, n] *= gain
        s.phase = (s.phase + step) % (2.0 * math.pi)
