"""A singer: phrases become pitch, breath and mouth shapes, and those become sound.

A Liljencrants-Fant glottal pulse (shape parameter Rd after Fant 1995) and breath noise run through five moving formants (Klatt 1980).
What makes it sing: scoops into phrases, portamento between notes, vibrato that waits, pitch drift, jitter, breaths between lines.
"""

from dataclasses import dataclass

import numpy as np
from daw_demo import loops, sound
from daw_demo.melody import Line, Sung
from daw_demo.phonemes import VOWELS, WIDTHS_HZ, Consonant, syllable
from daw_demo.score import hertz, seconds
from numpy.typing import NDArray

CONTROL_RATE = 1000  # points a second of the slow curves
_BANDS = (90, 62, 42, 30, 20)  # harmonics in the pulse tables, for voices up to 170, 250, 360, 480 and 620 Hz
_RD = (1.9, 1.1, 0.7, 0.45)  # glottal shape from breathy to pressed
_TABLE = 2048
_AIR = [  # Hz, dB: what the cascade takes too much of, and the microphone's lift
    (60.0, 0.0), (300.0, 1.0), (600.0, -1.0), (1000.0, -3.0), (1600.0, 1.0), (2000.0, 3.0), (2600.0, -1.0), (3200.0, -2.0), (4000.0, -4.0),
    (4600.0, 6.0), (5200.0, 15.0), (6500.0, 21.0), (8000.0, 25.0), (12000.0, 25.0), (20000.0, 0.0),
]  # fmt: skip
_LEGATO_S = 0.12  # a gap shorter than this is sung through

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Performance:
    """How a singer sings this time: timing, tuning and throat."""

    seed: int
    late_s: float = 0.008  # behind the beat (negative: ahead)
    looseness_s: float = 0.012  # spread of the timing of lines; notes vary by a third of it
    detune_cents: float = 0.0
    drift_cents: float = 4.0
    vibrato_cents: float = 34.0
    effort: float = 0.0  # added to the score's
    breath: float = 1.0
    throat: float = 1.0  # factor on the formants: above 1 a smaller head
    inhales: bool = True


class _Curves:
    """The slow curves of one performance, `CONTROL_RATE` points a second; NaN where nothing is asked yet."""

    def __init__(self, length_s: float) -> None:
        points = int(length_s * CONTROL_RATE) + 2
        self.pitch = np.full(points, np.nan)
        self.bend = np.zeros(points)  # semitones
        self.voice, self.breath, self.hiss, self.effort = np.zeros((4, points))
        self.hiss_hz = np.full(points, np.nan)
        self.formants = np.full((points, loops.FORMANTS), np.nan)

    def span(self, start_s: float, end_s: float) -> slice:
        """The points from `start_s` to `end_s`."""
        points = len(self.voice)
        first = min(max(0, round(start_s * CONTROL_RATE)), points)
        return slice(first, min(max(first, round(end_s * CONTROL_RATE)), points))


def pulse_tables() -> Array:
    """One period of the glottal flow's derivative, shape (bands, efforts, size): the fundamental of each has amplitude 1."""
    tables = np.zeros((len(_BANDS), len(_RD), _TABLE))
    for e, rd in enumerate(_RD):
        spectrum = np.fft.rfft(_lf_pulse(rd))
        spectrum /= np.abs(spectrum[1])
        for b, harmonics in enumerate(_BANDS):
            kept = np.zeros(_TABLE // 2 + 1, complex)
            kept[1 : harmonics + 1] = spectrum[1 : harmonics + 1]
            tables[b, e] = np.fft.irfft(kept) * _TABLE / 2.0
    return tables


def _lf_pulse(rd: float) -> Array:
    """Liljencrants and Fant's pulse with Fant's 1995 rules for Rd; area zero by choice of the growth."""
    ra, rk = (-1.0 + 4.8 * rd) / 100.0, (22.4 + 11.8 * rd) / 100.0
    rg = rk / (4.0 * (0.11 * rd / (0.5 + 1.2 * rk) - ra))
    peak = 1.0 / (2.0 * rg)
    closing = peak * (1.0 + rk)
    fall = 1.0 / ra
    for _ in range(60):  # fixed point of e * ra = 1 - exp(-e (1 - te))
        fall = (1.0 - np.exp(-fall * (1.0 - closing))) / ra
    t = np.arange(_TABLE) / _TABLE
    back = -(np.exp(-fall * (t - closing)) - np.exp(-fall * (1.0 - closing))) / (fall * ra)
    low, high = -20.0, 60.0
    for _ in range(60):
        growth = 0.5 * (low + high)
        flow = np.exp(growth * (t - closing)) * np.sin(np.pi * t / peak) / -np.sin(np.pi * closing / peak)
        wave = np.where(t < closing, flow, back)
        low, high = (growth, high) if wave.sum() > 0.0 else (low, growth)
    return wave


def _write_consonants(curves: _Curves, parts: tuple[Consonant, ...], start_s: float, stretch: float, level: float) -> float:
    """Put consonants one after the other from `start_s`; returns where they end."""
    for part in parts:
        here = curves.span(start_s, start_s + part.length_s * stretch)
        curves.voice[here] = part.voice * level
        curves.breath[here] = part.breath * level
        curves.hiss[here] = part.hiss * (0.4 + 0.6 * level)
        if part.hiss:
            curves.hiss_hz[here] = part.hiss_hz
        if part.formants:
            curves.formants[here] = part.formants
        start_s += part.length_s * stretch
    return start_s


def _write_vowel(
    curves: _Curves, targets: tuple[tuple[float, ...], ...], start_s: float, end_s: float, level: float, breath: float
) -> None:
    """Hold a vowel; one with two targets glides from the one to the other in its last third."""
    here = curves.span(start_s, end_s)
    points = here.stop - here.start
    if points <= 0:
        return
    glide = np.clip((np.linspace(0.0, 1.0, points) - 0.55) / 0.4, 0.0, 1.0)[:, None]
    curves.formants[here] = (1.0 - glide) * np.array(targets[0]) + glide * np.array(targets[-1])
    length_s = points / CONTROL_RATE
    t = np.arange(points) / CONTROL_RATE
    swell = 1.0 - 0.22 * np.exp(-t / 0.09) + (0.12 * np.sin(np.pi * t / length_s) if length_s > 0.6 else 0.0)
    curves.voice[here] = level * swell
    curves.breath[here] = breath
    curves.hiss[here] = 0.9 * breath
    curves.hiss_hz[here] = 8000.0


def _length(parts: tuple[Consonant, ...]) -> float:
    """How long consonants take, in seconds."""
    return sum(part.length_s for part in parts)


def _sing_line(curves: _Curves, line: Line, how: Performance, rng: np.random.Generator) -> None:
    """Write one phrase into the curves."""
    late = how.late_s + rng.normal(0.0, how.looseness_s)
    starts = [seconds(note.beat) + late + rng.normal(0.0, how.looseness_s / 3.0) for note in line.notes]
    ends = [start + seconds(note.length) for start, note in zip(starts, line.notes, strict=True)]
    effort = min(max(line.effort + how.effort, 0.05), 1.0)
    level = 10.0 ** ((effort - 1.0) * 15.0 / 20.0)
    breath = how.breath * (0.010 + 0.022 * (1.0 - effort)) * level
    taken = [syllable(note.sounds) for note in line.notes]
    onset_s = starts[0] - _length(taken[0].before)
    curves.effort[curves.span(onset_s - 0.6, ends[-1] + 0.5)] = effort
    i = 0
    while i < len(taken):
        last = i
        while last + 1 < len(taken) and not taken[last + 1].vowel:
            last += 1
        stretch = min(1.0, 0.45 * seconds(line.notes[i].length) / max(_length(taken[i].before) + _length(taken[last].after), 0.01))
        end = ends[last]
        if last + 1 < len(taken) and starts[last + 1] - end < _LEGATO_S:
            end = starts[last + 1] - _length(taken[last + 1].before) * min(1.0, stretch)
        vowel_end = end - _length(taken[last].after) * stretch
        _write_consonants(curves, taken[i].before, starts[i] - _length(taken[i].before) * stretch, stretch, level)
        _write_vowel(curves, taken[i].vowel, starts[i], vowel_end, level, breath)
        _write_consonants(curves, taken[last].after, vowel_end, stretch, level)
        i = last + 1
    _bend_pitch(curves, list(line.notes), starts, ends, how, rng)
    tail = curves.span(ends[-1] - 0.16, ends[-1])
    curves.voice[tail] *= np.linspace(1.0, 0.35, tail.stop - tail.start)
    if how.inhales:
        _inhale(curves, onset_s, how.breath * (0.4 + 0.6 * effort))


def _bend_pitch(
    curves: _Curves, notes: list[Sung], starts: list[float], ends: list[float], how: Performance, rng: np.random.Generator
) -> None:
    """Pitches of a phrase, the scoop into it, the fall at its end, and vibrato on what is long enough."""
    rate_hz = 5.35 + rng.normal(0.0, 0.15)
    for note, start, end in zip(notes, starts, ends, strict=True):
        curves.pitch[curves.span(start - 0.03, end + 0.3)] = note.pitch + rng.normal(0.0, 0.012)
        here = curves.span(start, end + 0.1)
        t = np.arange(here.stop - here.start) / CONTROL_RATE
        depth = how.vibrato_cents / 100.0 * np.clip((t - 0.32) / 0.45, 0.0, 1.0)
        curves.bend[here] = depth * np.sin(2.0 * np.pi * rate_hz * t + rng.uniform(0.0, 6.28))
    scoop = curves.span(starts[0] - 0.03, starts[0] + 0.3)
    curves.bend[scoop] -= rng.uniform(0.5, 1.3) * np.exp(-np.arange(scoop.stop - scoop.start) / CONTROL_RATE / 0.055)
    fall = curves.span(ends[-1] - 0.09, ends[-1] + 0.05)
    curves.bend[fall] -= np.linspace(0.0, 0.7, fall.stop - fall.start) ** 2


def _inhale(curves: _Curves, onset_s: float, amount: float) -> None:
    """A breath that ends just before the phrase, when there is room for it."""
    here = curves.span(onset_s - 0.36, onset_s - 0.05)
    points = here.stop - here.start
    if points < 200 or np.any(curves.voice[here] > 0.0):
        return
    curves.breath[here] = 0.03 * amount * np.linspace(0.3, 1.0, points) * np.sin(np.linspace(0.0, np.pi, points)) ** 0.6
    curves.hiss[here] = 0.6 * curves.breath[here]
    curves.formants[here] = VOWELS["uh"]
    curves.hiss_hz[here] = 5500.0


def _filled(curve: Array, otherwise: float) -> Array:
    """The curve with its NaN bridged by straight lines."""
    known = np.flatnonzero(~np.isnan(curve))
    if not len(known):
        return np.full_like(curve, otherwise)
    return np.interp(np.arange(len(curve)), known, curve[known])


def _throat(curves: _Curves, how: Performance, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """The curves as `loops.sing` wants them: smooth, complete, in Hz."""
    points = len(curves.voice)
    drift = sound.smooth(rng.normal(0.0, 1.0, points), 400)
    drift *= how.drift_cents / 100.0 / max(float(np.std(drift)), 1e-9)
    pitch = sound.smooth(_filled(curves.pitch, 57.0), 95) + sound.smooth(curves.bend, 12) + drift + how.detune_cents / 100.0
    f0 = np.array(hertz(0.0)) * 2.0 ** (pitch / 12.0)
    controls = np.column_stack(
        [
            f0,
            sound.smooth(curves.voice, 30),
            sound.smooth(curves.breath, 24),
            sound.smooth(curves.hiss, 14),
            _filled(curves.hiss_hz, 6000.0),
            sound.smooth(curves.effort, 200),
        ]
    )
    formants = np.column_stack([sound.smooth(_filled(curves.formants[:, k], 500.0 + 1000.0 * k), 60) for k in range(loops.FORMANTS)])
    formants *= how.throat * (1.0 + 0.012 * sound.smooth(rng.normal(0.0, 1.0, points), 300)[:, None] * 10.0)
    formants[:, 0] = np.maximum(formants[:, 0], 1.03 * f0)  # singers open the mouth rather than let F1 fall below the note
    formants[:, 1] = np.maximum(formants[:, 1], formants[:, 0] + 250.0)
    widths = np.array(WIDTHS_HZ) * (1.0 + 0.25 * (1.0 - controls[:, 5:6])) + np.array([0.04, 0.02, 0.0, 0.0, 0.0]) * f0[:, None]
    return np.ascontiguousarray(controls), np.ascontiguousarray(formants), np.ascontiguousarray(widths)


def sing(lines: list[Line], how: Performance, length_s: float, sample_rate: int) -> Array:
    """Sing phrases: one channel of `length_s` seconds, float64, loudness evened as by a careful engineer's hand, not normalised."""
    rng = np.random.default_rng(how.seed)
    curves = _Curves(length_s)
    for line in lines:
        _sing_line(curves, line, how, rng)
    controls, formants, widths = _throat(curves, how, rng)
    throat, hiss = np.zeros((2, round(length_s * sample_rate)))
    noise = rng.standard_normal(len(throat))
    wobble = rng.standard_normal(4096)
    loops.sing(throat, hiss, controls, formants, widths, pulse_tables(), noise, wobble, float(CONTROL_RATE), float(sample_rate))
    loops.high_pass(throat, 75.0, float(sample_rate))
    return sound.even(sound.shape(throat, _AIR, sample_rate) + hiss, 0.45, sample_rate)
