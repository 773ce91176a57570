"""The kit: every piece a struck body (decaying modes) with its noise, heard by two close microphones and a stereo pair above.

`kit` returns what the microphones heard: kick and snare with a little of each other, the overheads with everything and the room.
"""

from dataclasses import dataclass

import numpy as np
from daw_demo import loops, score, sound
from daw_demo.groove import Hit, hits
from numpy.typing import NDArray

Array = NDArray[np.float64]

_RIBBON = [(30.0, 0.0), (6000.0, 0.0), (9000.0, -2.0), (13000.0, -6.0), (20000.0, -14.0)]  # the overheads: soft above


@dataclass(frozen=True)
class _Kit:
    """What the strokes need: the drummer's hand and the rate."""

    rng: np.random.Generator
    sample_rate: int

    def silence(self, length_s: float) -> Array:
        """Frames of nothing."""
        return np.zeros(round(length_s * self.sample_rate))

    def noise(self, length_s: float, low_hz: float, high_hz: float, decay_s: float) -> Array:
        """Noise between two frequencies that falls by 60 dB in `decay_s`; its rms at the start is about 1."""
        x = self.rng.standard_normal(round(length_s * self.sample_rate))
        loops.low_pass(x, high_hz, float(self.sample_rate))
        loops.high_pass(x, low_hz, float(self.sample_rate))
        return x / np.sqrt(np.mean(x**2)) * 10.0 ** (-3.0 * np.arange(len(x)) / (decay_s * self.sample_rate))

    def ring(self, out: Array, hz: Array, decay_s: Array, levels: Array) -> Array:
        """Add modes with the phase of a blow: all begin at zero."""
        loops.ring(out, hz, decay_s, levels, self.rng.uniform(-0.15, 0.15, len(hz)), float(self.sample_rate))
        return out


def _kick(kit: _Kit, velocity: float) -> Array:
    """A felt beater on a 22-inch head: a tone that drops from 130 to 52 Hz, a click, a breath of shell."""
    t = np.arange(round(0.55 * kit.sample_rate)) / kit.sample_rate
    hz = 51.0 + 75.0 * velocity * np.exp(-t / 0.018) + 14.0 * np.exp(-t / 0.09)
    tone = np.sin(2.0 * np.pi * np.cumsum(hz) / kit.sample_rate) * np.exp(-t / 0.105) * np.minimum(t / 0.0015, 1.0)
    click = kit.noise(0.55, 1400.0, 5200.0, 0.028) * 0.16 * velocity
    shell = kit.noise(0.55, 90.0, 380.0, 0.16) * 0.05
    return velocity * (tone + click + shell) * np.minimum((0.55 - t) / 0.05, 1.0)


def _snare(kit: _Kit, velocity: float) -> Array:
    """A tuned head over wires; soft strokes are darker and drier."""
    body = kit.silence(0.5)
    hz = np.array([186.0, 277.0, 331.0, 398.0, 512.0, 677.0]) * (1.0 + 0.012 * velocity) * kit.rng.uniform(0.995, 1.005)
    decay_s = np.array([0.42, 0.26, 0.3, 0.19, 0.15, 0.11]) * (0.7 + 0.4 * velocity)
    kit.ring(body, hz, decay_s, np.array([0.5, 0.16, 0.3, 0.13, 0.12, 0.1]) * kit.rng.uniform(0.8, 1.2, 6))
    wires = kit.noise(0.5, 1700.0, 4200.0 + 6000.0 * velocity, 0.26 + 0.2 * velocity) * 0.26
    crack = kit.noise(0.5, 700.0, 9000.0, 0.035) * 0.15 * velocity
    t = np.arange(len(body)) / kit.sample_rate
    return velocity * (body + wires * np.minimum(t / 0.002, 1.0) + crack) * np.minimum((0.5 - t) / 0.05, 1.0)


def _tom(kit: _Kit, velocity: float) -> Array:
    """A floor tom: low modes that sag in pitch, a soft attack."""
    t = np.arange(round(0.8 * kit.sample_rate)) / kit.sample_rate
    hz = 92.0 + 16.0 * np.exp(-t / 0.06)
    turns = 2.0 * np.pi * np.cumsum(hz) / kit.sample_rate
    tone = (
        np.sin(turns) * np.exp(-t / 0.16) + 0.35 * np.sin(1.52 * turns) * np.exp(-t / 0.09) + 0.2 * np.sin(2.1 * turns) * np.exp(-t / 0.06)
    )
    return velocity * (tone + kit.noise(0.8, 500.0, 4500.0, 0.05) * 0.09) * np.minimum((0.8 - t) / 0.05, 1.0)


def _metal(kit: _Kit, lowest_hz: float, modes: int, decay_s: float, length_s: float, wash: float) -> Array:
    """A cymbal: many modes, denser and shorter the higher, and a wash of noise that builds up within some milliseconds."""
    hz = lowest_hz * (15500.0 / lowest_hz) ** np.sort(kit.rng.uniform(0.0, 1.0, modes))
    out = kit.silence(length_s)
    ringing = decay_s * kit.rng.uniform(0.35, 1.15, modes) * (2500.0 / np.maximum(hz, 1200.0)) ** 0.55
    loops.ring(
        out, hz, ringing, kit.rng.uniform(0.3, 1.0, modes) / np.sqrt(modes), kit.rng.uniform(0.0, 6.28, modes), float(kit.sample_rate)
    )
    t = np.arange(len(out)) / kit.sample_rate
    out += wash * kit.noise(length_s, 2.0 * lowest_hz, 13000.0, 0.7 * decay_s) * (1.0 - np.exp(-t / 0.004))
    return out * np.minimum((length_s - t) / (0.2 * length_s), 1.0) * np.minimum(t / 0.0006, 1.0)


def _played(piece: str, kit: _Kit, spread_s: float) -> list[Hit]:
    """The written strokes as a hand plays them: `spread_s` early or late, no two equally loud, hats a touch ahead."""
    return [
        Hit(max(0.004, hit.at_s + kit.rng.normal(0.0, spread_s)), hit.velocity * float(kit.rng.uniform(0.88, 1.06))) for hit in hits(piece)
    ]


def _add(out: Array, stroke: Array, at_s: float, gain: float, sample_rate: int) -> None:
    """Mix a stroke into `out`, to the nearest frame."""
    start = round(at_s * sample_rate)
    end = min(start + len(stroke), len(out))
    out[start:end] += gain * stroke[: end - start]


def _cymbals(kit: _Kit, frames: int) -> list[Array]:
    """Hats, ride and crashes on the overheads, left and right as the drummer does not sit: hats right, ride left."""
    sides = [np.zeros(frames), np.zeros(frames)]
    shapes = {
        "hat": ([_metal(kit, 2900.0, 70, 0.16, 0.22, 0.6) for _ in range(5)], 0.30, 0.66, 0.003),
        "open": ([_metal(kit, 2600.0, 80, 0.75, 0.62, 0.55) for _ in range(3)], 0.34, 0.62, 0.003),
        "ride": ([_metal(kit, 1100.0, 160, 1.7, 1.5, 0.22) for _ in range(3)], 0.26, 0.32, 0.003),
        "crash": ([_metal(kit, 420.0, 170, 2.6, 3.4, 0.5) for _ in range(2)], 0.5, 0.44, 0.002),
    }
    for piece, (strokes, gain, right, spread_s) in shapes.items():
        for hit in _played(piece, kit, spread_s):
            stroke = strokes[int(kit.rng.integers(len(strokes)))] * (gain * hit.velocity**1.2)
            if hit.velocity < 0.4:
                stroke = stroke.copy()
                loops.low_pass(stroke, 7500.0, float(kit.sample_rate))
            _add(sides[0], stroke, hit.at_s + 0.0006 * right, np.sqrt(1.0 - right), kit.sample_rate)
            _add(sides[1], stroke, hit.at_s + 0.0006 * (1.0 - right), np.sqrt(right), kit.sample_rate)
    return sides


def kit(sample_rate: int) -> dict[str, list[Array]]:
    """The three drum tracks: "Kick" and "Snare" (one channel), "Drum OH" (two channels)."""
    drummer = _Kit(np.random.default_rng(81), sample_rate)
    frames = round(score.LENGTH_S * sample_rate)
    kick, snare, tom = np.zeros((3, frames))
    for out, stroke, piece, spread_s in ((kick, _kick, "kick", 0.0025), (snare, _snare, "snare", 0.003), (tom, _tom, "tom", 0.003)):
        for hit in _played(piece, drummer, spread_s):
            _add(out, stroke(drummer, hit.velocity), hit.at_s, 1.0, sample_rate)
    sides = _cymbals(drummer, frames)
    above = round(0.0031 * sample_rate)  # the overheads hang a metre higher
    shells = np.zeros(frames)
    shells[above:] = (0.2 * kick + 0.3 * snare + 0.42 * tom)[:-above]
    overheads = []
    for side, seed in zip(sides, (91, 92), strict=True):
        dry = side + shells
        wet = dry + 0.42 * sound.convolve(dry, sound.room(0.42, 6500.0, seed, sample_rate))
        overheads.append(sound.shape(wet, _RIBBON, sample_rate))
    near = round(0.0018 * sample_rate)
    spill = np.concatenate([np.zeros(near), snare[:-near]])
    thump = np.concatenate([np.zeros(near), kick[:-near]])
    loops.low_pass(spill, 1800.0, float(sample_rate))
    return {"Kick": [kick + 0.035 * spill], "Snare": [snare + 0.02 * thump + 0.03 * (sides[0] + sides[1])], "Drum OH": overheads}
