"""Limiter: makes it loud and lets no peak, on a frame or between two, past the ceiling."""

import math

import numpy as np

from daw.dsp.compiled import inlined
from daw.dsp.decibel import db_to_linear, linear_to_db
from daw.dsp.delayline import HUGE
from daw.dsp.dither import channel_key, triangular
from daw.dsp.intersample import CHUNK_FRAMES, HALF, POINTS, START, peaks_between
from daw.dsp.lookahead import GLIDE, HALF_LONGEST, glide_down
from daw.plugin import Param, effect

STYLES = ("Clean", "Punchy", "Loud")
CLEAN, PUNCHY = 0, 1
DITHERS = ("off", "16 bit", "24 bit")
STEPS = (0.0, 2.0**-15, 2.0**-23)
MARGIN = 10.0 ** (-0.04 / 20.0)  # true peak: what the parabola and the moving gain may miss
TOP = 1.25  # how much of the level next to half the sample rate is added to a peak
TOP_S = 0.05  # how long that level is remembered
HOLD_S = 0.01  # Clean: half a period of 50 Hz, so that the gain does not follow a bass note
FAST = 0.2  # Punchy, after a short peak, and Loud always: part of the release time
RAMP_FRAMES = 64.0
METER_S = 0.2
ROOM_FRAMES = 1000  # how far a line runs before it starts over


def half_frames(sample_rate):
    """Half the time in which the gain comes down: 1 ms."""
    return min(max(round(0.001 * sample_rate), 1), HALF_LONGEST)


def latency_frames(sample_rate, values):
    """Look-ahead and half the interpolator: 2.5 ms at 48 kHz."""
    return 2 * half_frames(sample_rate) + HALF


def memory_frames(sample_rate):
    """Two lines: twice the latency, so that starting over is a plain copy, and the room to run."""
    return 2 * (2 * latency_frames(sample_rate, {}) + ROOM_FRAMES)


@inlined
def aim(s, p, half, sample_rate):
    """What the parameters ask for: gain, ceilings and the speeds of the release."""
    if p.gain_db != s.gain_db or p.ceiling_db != s.ceiling_db or s.started == 0:
        s.gain_db, s.ceiling_db = p.gain_db, p.ceiling_db
        s.gain_goal = db_to_linear(s.gain_db)
        s.ceiling = db_to_linear(s.ceiling_db) * (1.0 - 1e-7)  # so that a float32 does not round above it
        s.left_frames = RAMP_FRAMES
        s.lower_frames = 0
    if p.release_ms != s.release_ms or p.style != s.style or s.started == 0:
        s.release_ms, s.style = p.release_ms, p.style
        frames = s.release_ms * sample_rate / 1000.0
        s.keep = math.exp(-1.0 / (frames if s.style == CLEAN else FAST * frames))
        s.average_keep = math.exp(-1.0 / frames) if s.style == PUNCHY else 1.0
    if s.started == 0:
        s.started, s.left_frames, s.gain, s.held_ceiling = 1, 0.0, s.gain_goal, s.ceiling
        s.at = 2 * half + 2 * HALF
        s.top_keep = math.exp(-1.0 / (TOP_S * sample_rate))
    s.held_ceiling = max(s.ceiling, s.held_ceiling)  # a lower one holds from when the gain made for it has arrived


@inlined
def take(s, sound, line):
    """Put a channel's next frames into its line, with gain, no number as 0; returns the gain and the frames left of its ramp."""
    gain, left_frames = s.gain, s.left_frames
    for n in range(sound.size):
        if left_frames > 0.0:
            gain += (s.gain_goal - gain) / left_frames
            left_frames -= 1.0
        sample = gain * sound[n]
        line[n] = sample if abs(sample) < HUGE else 0.0
    return gain, left_frames


@inlined
def ask(s, c, line, frames, ceiling, true_peak):
    """Set s.reduction[c] to what the frames from line[START] on, and the intervals after them, ask for."""
    level = s.reduction[c]
    if true_peak:
        points, held = s.points[c], s.top[c]
        peaks_between(line, frames, points)
        for n in range(frames):
            held *= s.top_keep
            held = points.top[n] if points.top[n] > held else held
            level[n] = points.peak[n] + TOP * held
        s.top[c] = held if held > 1e-10 else 0.0
    else:
        for n in range(frames):
            level[n] = abs(line[n + START])
    for n in range(frames):
        level[n] = 1.0 - ceiling / (level[n] if level[n] > ceiling else ceiling)


@inlined
def linked(s, frames, link):
    """Raise each side's reduction towards the larger of the two."""
    left, right = s.reduction[0], s.reduction[1]
    for n in range(frames):
        both = left[n] if left[n] > right[n] else right[n]
        left[n] += (both - left[n]) * link
        right[n] += (both - right[n]) * link


@inlined
def settle(s, frames, latency, sample_rate):
    """Move on what goes by the chunk: the meter falls back, and a lower ceiling counts once the gain made for it has arrived."""
    s.shown *= 1.0 - frames / (METER_S * sample_rate)
    s.lower_frames += frames
    if s.lower_frames > latency + frames:
        s.held_ceiling = s.ceiling


@inlined
def remember(s, c, frames):
    """Show the largest reduction."""
    for n in range(frames):
        s.shown = s.reduction[c][n] if s.reduction[c][n] > s.shown else s.shown


@inlined
def give(s, c, line, sound):
    """Send the oldest frames of a line out, turned down; nothing is above the ceiling, whatever the arithmetic did."""
    ceiling, reduction = s.held_ceiling, s.reduction[c]
    for n in range(sound.size):
        sample = (1.0 - reduction[n]) * line[n]
        sample = ceiling if sample > ceiling else sample
        sound[n] = -ceiling if sample < -ceiling else sample


@inlined
def dither(s, c, sound, step):
    """Round to whole steps with triangular noise of two of them (see daw.dsp.dither); digital silence stays silent."""
    key, highest = channel_key(0, c), math.floor(s.held_ceiling / step)
    for n in range(sound.size):
        if sound[n] != 0.0:
            whole = np.rint(np.float64(sound[n]) / step + triangular(key, s.dithered + n))
            sound[n] = step * min(max(whole, -highest), highest)


@inlined
def start_over(line, at, past):
    """Copy the `past` frames before a place to the front of the line."""
    old = line[at - past : at]
    for n in range(past):
        line[n] = old[n]


@effect(
    id="daw.limiter", name="Limiter",
    params=[
        Param("gain_db", 0.0, -24.0, 24.0, unit="dB", help="Level before the limiter."),
        Param("ceiling_db", -1.0, -24.0, 0.0, unit="dBTP", help="What no peak passes."),
        Param("release_ms", 100.0, 5.0, 1000.0, unit="ms", scale="log", help="How fast the level comes back after a peak."),
        Param("style", 0.0, 0.0, len(STYLES) - 1.0, scale="choice", choices=STYLES,
              help="Clean holds, then lets go slowly. Punchy leaves short peaks at a fifth of the release time, Loud everything."),
        Param("true_peak", 1.0, scale="switch", help="Off: only the frames themselves stay below the ceiling."),
        Param("link", 1.0, unit="%", help="100 % turns both sides down together; 0 % each for itself."),
        Param("dither", 0.0, 0.0, len(DITHERS) - 1.0, scale="choice", choices=DITHERS,
              help="Rounds what comes out to 16 or 24 bits, with noise in place of distortion. Off: a bounce does it."),
    ],
    state=[
        ("started", np.int64), ("at", np.int64), ("gain_db", np.float64), ("gain", np.float64), ("gain_goal", np.float64),
        ("left_frames", np.float64), ("ceiling_db", np.float64), ("ceiling", np.float64), ("held_ceiling", np.float64),
        ("lower_frames", np.int64), ("release_ms", np.float64), ("style", np.float64), ("keep", np.float64),
        ("average_keep", np.float64), ("top", np.float64, 2), ("top_keep", np.float64), ("shown", np.float64),
        ("reduction", np.float64, (2, CHUNK_FRAMES)), ("points", POINTS, 2), ("glides", GLIDE, 2),
        ("dithered", np.int64),
    ],
    meters=["gain_reduction_db"], latency_frames=latency_frames, memory=memory_frames, tail_s=0.01,
)  # fmt: skip
def limiter(x, p, s, memory, sample_rate):
    """x = gain of the glide * (gain x), late by the latency; a sound that stays below the ceiling keeps every bit.

    Per channel: peak between the frames -> reduction -> sliding maximum -> hold and release -> two moving averages.
    """
    channels, room = x.shape[0], memory.size // 2
    half = min(max(round(0.001 * sample_rate), 1), HALF_LONGEST)
    latency = 2 * half + HALF
    aim(s, p, half, sample_rate)
    true_peak = p.true_peak >= 0.5
    ceiling = s.ceiling * MARGIN if true_peak else s.ceiling
    hold_frames = int(HOLD_S * sample_rate) if s.style == CLEAN else 0
    for start in range(0, x.shape[1], CHUNK_FRAMES):
        end = min(start + CHUNK_FRAMES, x.shape[1])
        frames, gain, left_frames = end - start, s.gain, s.left_frames
        if s.at + CHUNK_FRAMES > room:
            for c in range(channels):
                start_over(memory[c * room : (c + 1) * room], s.at, latency + HALF)
            s.at = latency + HALF
        at = s.at
        for c in range(channels):
            line = memory[c * room : (c + 1) * room]
            gain, left_frames = take(s, x[c, start:end], line[at : at + frames])
            ask(s, c, line[at - HALF - START : at + CHUNK_FRAMES], frames, ceiling, true_peak)
        if channels == 2:
            linked(s, frames, p.link)
        settle(s, frames, latency, sample_rate)
        for c in range(channels):
            if glide_down(s.glides[c], s.reduction[c], frames, half, s.keep, s.average_keep, hold_frames):
                remember(s, c, frames)
            give(s, c, memory[c * room + at - latency : c * room + at - latency + frames], x[c, start:end])
            if p.dither >= 0.5:
                dither(s, c, x[c, start:end], STEPS[int(p.dither)])
        s.dithered += frames
        s.gain, s.left_frames, s.at = gain, left_frames, at + frames
    s.gain_reduction_db = linear_to_db(1.0 - s.shown) if s.shown > 1e-6 else 0.0
