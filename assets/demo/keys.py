"""The electric piano, stereo: FM tines, hammer thump, and a slow pan that swings from side to side."""

import numpy as np
from daw_demo import loops, score, sound
from daw_demo.score import hertz, seconds
from numpy.typing import NDArray

Array = NDArray[np.float64]


def keys(sample_rate: int) -> list[Array]:
    """The part as two channels, left and right."""
    rng = np.random.default_rng(71)
    frames = round(score.LENGTH_S * sample_rate)
    out = np.zeros(frames)
    late: dict[float, float] = {}
    for note in sorted(score.keys()):
        hand = late.setdefault(note.beat, rng.normal(0.006, 0.005))
        at = max(0.004, seconds(note.beat) + hand + rng.uniform(0.0, 0.009))
        velocity = note.velocity * rng.uniform(0.85, 1.1)
        hz = hertz(note.pitch + rng.normal(0.0, 0.01))
        start, stop = round(at * sample_rate), round((at + seconds(note.length)) * sample_rate)
        loops.tine(out, start, stop, hz, velocity, 7.0 * (220.0 / hz) ** 0.6, float(sample_rate))
    tone = [(40.0, -12.0), (110.0, -4.0), (220.0, 0.0), (350.0, -2.0), (1500.0, 0.0), (3500.0, 2.0), (8000.0, -6.0), (20000.0, -30.0)]
    out = sound.shape(np.tanh(1.3 * out / np.abs(out).max()), tone, sample_rate)
    swing = 0.28 * np.sin(2.0 * np.pi * np.arange(frames) / sample_rate / (2.0 * score.SECONDS_PER_BEAT))
    lag = round(0.011 * sample_rate)
    wide = 0.22 * np.concatenate([np.zeros(lag), out[:-lag]])  # a cabinet's two sides differ a little
    return [out * np.sqrt(0.5 - 0.5 * swing) + wide, out * np.sqrt(0.5 + 0.5 * swing) - wide]
