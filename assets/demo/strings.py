"""Everything with strings: the acoustic guitar, the electric with its swells, the bass into a DI box."""

import numpy as np
from daw_demo import loops, score, sound
from daw_demo.score import Note, Strum, hertz, seconds
from numpy.typing import NDArray

Array = NDArray[np.float64]

OPEN_STRINGS = (40, 45, 50, 55, 59, 64)


def pick(frequency_hz: float, place: float, softness_s: float, noise: float, rng: np.random.Generator, sample_rate: int) -> Array:
    """What a pick or finger puts into a string: a short bump with some scratch, minus itself after `place` of a period.

    place : where the string is struck, as a part of its length from the bridge;  softness_s : width of the bump
    """
    width = max(3, round(softness_s * sample_rate))
    bump = np.hanning(width + 2)[1:-1] * (1.0 + noise * rng.standard_normal(width))
    bump /= np.sqrt(np.sum(bump**2) * 48000.0 / sample_rate)
    lag = max(1, round(place * sample_rate / frequency_hz))
    out = np.zeros(width + lag)
    out[:width] += bump
    out[lag:] -= bump
    return out


def _hand(strums: list[Strum], rng: np.random.Generator) -> list[tuple[int, float, int, float]]:
    """Every struck string as (string, when in seconds, pitch, velocity), in time order, with the hand's looseness."""
    struck = []
    for strum in strums:
        at = seconds(strum.beat) + rng.normal(0.0, 0.004) - 0.3 * strum.spread_s
        gaps = max(len(strum.pitches) - 1, 1)
        for i, (string, pitch) in enumerate(strum.pitches):
            velocity = strum.velocity * rng.uniform(0.86, 1.06) * (1.0 if not i else 0.85)
            struck.append((string, max(0.004, at + strum.spread_s * i / gaps), pitch, velocity))
    return sorted(struck, key=lambda note: note[1])


def _body(seed: int, sample_rate: int) -> Array:
    """The response of a guitar's body at one microphone: the string itself, air and top plate, and a haze of small modes."""
    rng = np.random.default_rng(seed)
    hz = np.concatenate([[101.0, 196.0, 222.0, 378.0, 441.0, 530.0], np.sort(rng.uniform(620.0, 6000.0, 90))])
    decay_s = np.concatenate([[0.24, 0.2, 0.15, 0.11, 0.09, 0.08], 0.02 + 45.0 / hz[6:]])
    levels = np.concatenate([[0.035, 0.05, 0.03, 0.025, 0.02, 0.02], rng.uniform(0.003, 0.014, 90) * (1500.0 / hz[6:]) ** 0.25])
    response = np.zeros(round(0.3 * sample_rate))
    loops.ring(response, hz, decay_s, levels * 48000.0 / sample_rate, rng.uniform(-1.2, 1.2, len(hz)), float(sample_rate))
    response[0] += 0.55
    return response


def acoustic(sample_rate: int) -> list[Array]:
    """The acoustic guitar, two channels: a microphone at the twelfth fret and one behind the bridge."""
    rng = np.random.default_rng(31)
    struck = _hand(score.picked() + score.strummed(), rng)
    frames = round(score.LENGTH_S * sample_rate)
    microphones = [np.zeros(frames), np.zeros(frames)]
    for string in range(6):
        line = np.zeros(frames)
        mine = [note for note in struck if note[0] == string]
        for i, (_, at, pitch, velocity) in enumerate(mine):
            until = mine[i + 1][1] - 0.006 if i + 1 < len(mine) else score.LENGTH_S
            hz = hertz(pitch + rng.normal(0.0, 0.015))
            force = velocity * pick(hz, rng.uniform(0.12, 0.19), 0.00075 - 0.00045 * velocity, 0.4, rng, sample_rate)
            start, stop = round(at * sample_rate), round(until * sample_rate)
            t60_s = 5.5 * (110.0 / hz) ** 0.4
            loops.pluck(line, start, stop, 0.8 * force, hz, t60_s, 13000.0, 0.05, float(sample_rate))
            loops.pluck(line, start, stop, 0.35 * force, hz * 1.0004, 0.35 * t60_s, 18000.0, 0.05, float(sample_rate))
        toward_bridge = 0.36 + 0.05 * string
        microphones[0] += line * np.sqrt(1.0 - toward_bridge)
        microphones[1] += line * np.sqrt(toward_bridge)
    tone = [(60.0, -8.0), (110.0, -3.0), (250.0, -1.0), (2000.0, 0.0), (5000.0, 3.0), (12000.0, 4.0), (20000.0, 0.0)]
    bodies = [_body(41, sample_rate), _body(42, sample_rate)]
    return [sound.shape(sound.convolve(m, body), tone, sample_rate) for m, body in zip(microphones, bodies, strict=True)]


def bass(sample_rate: int) -> Array:
    """The bass guitar, one channel: fingers near the neck pickup, a soft DI tone with a little growl."""
    rng = np.random.default_rng(51)
    out = np.zeros(round(score.LENGTH_S * sample_rate))
    notes = score.bass()
    for i, note in enumerate(notes):
        hz = hertz(note.pitch + rng.normal(0.0, 0.012))
        at = seconds(note.beat) + 0.004 + rng.normal(0.0, 0.004)
        end = at + seconds(note.length) * 0.96
        if i + 1 < len(notes):
            end = min(end, seconds(notes[i + 1].beat) - 0.012)
        velocity = note.velocity * rng.uniform(0.92, 1.05)
        force = velocity * pick(hz, 0.22, 0.0042 - 0.0022 * velocity, 0.12, rng, sample_rate)
        start, stop = round(at * sample_rate), round(end * sample_rate)
        loops.pluck(out, start, stop, force, hz, 6.0 * (55.0 / hz) ** 0.5, 3200.0, 0.07, float(sample_rate))
    out = np.tanh(0.55 * out / np.sqrt(np.mean(out**2))) + 0.03 * np.tanh(2.0 * out)
    tone = [
        (25.0, -6.0),
        (45.0, 0.0),
        (90.0, 1.5),
        (250.0, 0.0),
        (500.0, -3.0),
        (900.0, 0.0),
        (2500.0, -4.0),
        (5000.0, -16.0),
        (20000.0, -40.0),
    ]
    return sound.shape(out, tone, sample_rate)


def electric(sample_rate: int) -> Array:
    """The electric guitar, one channel: volume-pedal swells through a warm amplifier with its tremolo on, and two answers to the voice."""
    rng = np.random.default_rng(61)
    frames = round(score.LENGTH_S * sample_rate)
    out = np.zeros(frames)
    for bar, length, pitches, level in score.ELECTRIC_SWELLS:
        out += _swell(bar, length, pitches, level, rng, sample_rate)
    for note in score.ELECTRIC_ANSWERS:
        _ring_note(out, note, rng, sample_rate)
    drive = out / max(float(np.abs(out).max()), 1e-9)
    amplifier = np.tanh(3.2 * drive + 0.25) - np.tanh(0.25)
    cabinet = [
        (50.0, -24.0),
        (85.0, -4.0),
        (120.0, 2.0),
        (400.0, -1.0),
        (1200.0, 0.0),
        (2600.0, 7.0),
        (4200.0, 4.0),
        (6000.0, -12.0),
        (10000.0, -40.0),
    ]
    beats = np.arange(frames) / sample_rate / score.SECONDS_PER_BEAT
    tremolo = 1.0 - 0.38 * (0.5 - 0.5 * np.cos(2.0 * np.pi * 3.0 * beats))  # triplets
    return sound.shape(amplifier, cabinet, sample_rate) * tremolo


def _swell(bar: int, length: float, pitches: tuple[int, ...], level: float, rng: np.random.Generator, sample_rate: int) -> Array:
    """A chord picked with the volume down, then opened slowly with the pedal and closed again."""
    out = np.zeros(round(score.LENGTH_S * sample_rate))
    at = seconds(score.bar_beat(bar)) + rng.normal(0.0, 0.01)
    end = min(at + seconds(length), score.LENGTH_S)
    start, stop = max(0, round((at - 0.1) * sample_rate)), min(round(end * sample_rate), len(out))
    for pitch in pitches:
        hz = hertz(pitch + rng.normal(0.0, 0.02))
        for detune, part in ((1.0, 0.6), (1.0012, 0.5)):
            loops.pluck(
                out, start, stop, part * pick(hz, 0.2, 0.0008, 0.3, rng, sample_rate), hz * detune, 16.0, 10000.0, 0.1, float(sample_rate)
            )
    t = np.linspace(0.0, 1.0, stop - start)
    pedal = np.sin(0.5 * np.pi * np.clip(t / 0.38, 0.0, 1.0)) ** 2 * np.cos(0.5 * np.pi * np.clip((t - 0.86) / 0.14, 0.0, 1.0)) ** 2
    out[start:stop] *= pedal * level
    out[stop:] = 0.0
    return out


def _ring_note(out: Array, note: Note, rng: np.random.Generator, sample_rate: int) -> None:
    """One note of the answers, picked with the volume open."""
    hz = hertz(note.pitch)
    at = seconds(note.beat) + rng.normal(0.006, 0.004)
    force = 0.5 * note.velocity * pick(hz, 0.16, 0.0007, 0.3, rng, sample_rate)
    loops.pluck(
        out, round(at * sample_rate), round((at + seconds(note.length)) * sample_rate), force, hz, 7.0, 6000.0, 0.12, float(sample_rate)
    )
