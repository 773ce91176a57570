"""Equaliser: eight bands, each a bell, shelf, cut or notch, true to the analogue curves up to 20 kHz, without latency.

It works on both channels, or on one of them, the middle or the sides alone: as it is linear and the same on both channels, that is
x + P (eq(x) - x) with a projection P.

Bands that do nothing (off, or a bell or shelf at 0 dB) cost nothing; with all bands so, the sound passes bit for bit.
Turning a band on or off, or giving it another type or slope, crossfades for 10 ms.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from daw.dsp import eqband
from daw.dsp.biquad import response
from daw.dsp.cascade import COEFFICIENTS, STATES, forget, pass_through, place_section, run_group
from daw.dsp.compiled import compiled
from daw.dsp.decibel import db_to_linear
from daw.dsp.kweighting import k_weighting
from daw.dsp.lanes import STAGES, WIDTH
from daw.dsp.ramp import advance, ramp_dtype, send
from daw.dsp.records import number
from daw.plugin import CHUNK_FRAMES, Param, effect

BANDS = 8
SETTINGS = len(eqband.SETTINGS)  # of a band
DEFAULTS = (  # on, type, Hz
    (0, eqband.LOW_CUT, 30.0), (1, eqband.LOW_SHELF, 100.0), (1, eqband.BELL, 250.0), (1, eqband.BELL, 800.0),
    (1, eqband.BELL, 2500.0), (1, eqband.BELL, 5000.0), (1, eqband.HIGH_SHELF, 10000.0), (0, eqband.HIGH_CUT, 18000.0),
)  # fmt: skip
FADE_S = 0.01
GROUPS = BANDS  # a band is at most four sections, one group
PLACES = GROUPS * STAGES
CHANNELS = ("stereo", "mid", "side", "left", "right")
STEREO, MID, SIDE, LEFT = range(4)
WEIGHED = 30  # frequencies at which the loudness of pink noise is taken, evenly spread
WEIGHED_HZ = np.geomspace(24.0, 18000.0, WEIGHED)
WEIGHTS = np.abs(response(k_weighting(48000.0), WEIGHED_HZ, 48000.0)) ** 2
WEIGHTS /= WEIGHTS.sum()
NOTHING = 1e-60  # states below this are far below what a float32 can hold, so they become 0 before they are denormal


def band_params(number: int) -> list[Param]:
    """The parameters of one band, counted from 1."""
    on, kind, freq_hz = DEFAULTS[number - 1]
    q = 1.0 if kind == eqband.BELL else 0.71
    middle = "Centre of a bell or notch, middle of a shelf, -3 dB point of a cut."
    params = [
        Param("on", on, scale="switch", help="Whether the band works."),
        Param("type", kind, 0, len(eqband.TYPES) - 1, scale="choice", choices=eqband.TYPES, help="Shape of the curve."),
        Param("freq_hz", freq_hz, 20.0, 20000.0, unit="Hz", scale="log", help=middle),
        Param("gain_db", 0.0, -24.0, 24.0, unit="dB", help="Boost or cut of a bell or shelf."),
        Param("q", q, 0.1, 40.0, scale="log", help="Narrowness of a bell or notch; steepness of a shelf, up to 2."),
        Param("slope", 1, 0, len(eqband.SLOPES) - 1, scale="choice", choices=eqband.SLOPES, help="Steepness of a cut."),
    ]
    return [replace(param, name=f"band{number}_{param.name}") for param in params]


PARAMS = [param for number in range(1, BANDS + 1) for param in band_params(number)]
PARAMS += [
    Param("output_db", 0.0, -24.0, 24.0, unit="dB", help="Level after all bands."),
    Param("channels", STEREO, 0, len(CHANNELS) - 1, scale="choice", choices=CHANNELS, help="What the bands work on; the rest passes."),
    Param("auto_gain", 0.0, scale="switch", help="Keeps the loudness: pink noise comes out as loud as it went in."),
]


@compiled
def band_settings(p, band):
    """The settings of a band, counted from 0, in the order of SETTINGS."""
    first = band * SETTINGS
    return number(p, first), number(p, first + 1), number(p, first + 2), number(p, first + 3), number(p, first + 4), number(p, first + 5)


@compiled
def is_changed(p, s):
    """Whether a setting of any band is not as it was."""
    difference = np.int32(0)  # of the bits, so that the comparison is vectorised
    for index in range(BANDS * SETTINGS):
        difference |= np.float32(number(p, index)).view(np.int32) ^ np.float32(s.seen[index]).view(np.int32)
    return difference != 0


@compiled
def update_band(s, band, settings, sample_rate):
    """Take over the settings of a band; True when it has other sections than before, so that `arrange` must follow."""
    seen, first = s.seen, band * SETTINGS
    is_same = True
    for index in range(SETTINGS):
        is_same &= settings[index] == seen[first + index]
    if is_same:
        return False
    count = eqband.section_count(settings)
    is_other = count != s.counts[band] or (count > 0 and (settings[1] != seen[first + 1] or settings[5] != seen[first + 5]))
    if is_other and s.fade_frames > 0:
        return False  # the settings stay unseen until the crossfade is over
    for index in range(SETTINGS):
        seen[first + index] = settings[index]
    s.is_other[band] = is_other
    s.counts[band] = count
    if not is_other:
        place_band(s, band, settings, sample_rate)
    return is_other


@compiled
def place_band(s, band, settings, sample_rate):
    """Compute the sections of a band into its places."""
    for stage in range(s.counts[band]):
        place_section(s.coefficients, s.first_place[band] + stage, eqband.band_section(settings, stage, sample_rate))


@compiled
def arrange(s, p, sample_rate):
    """Lay out all sections anew in the other bank, and begin a crossfade to it; bands with the sections they had keep their state."""
    s.bank = 1 - s.bank
    first = s.bank * PLACES
    for place in range(first, first + PLACES):
        pass_through(s.coefficients, s.z, place)
    place = first
    for band in range(BANDS):
        old = s.first_place[band]
        s.first_place[band] = place
        place_band(s, band, band_settings(p, band), sample_rate)
        for stage in range(0 if s.is_other[band] else s.counts[band]):
            copy_state(s.z, old + stage, place + stage)
        s.is_other[band] = 0
        place += s.counts[band]
    s.groups[s.bank] = (place - first + STAGES - 1) // STAGES
    s.fade_frames = s.fade_length if s.is_running else 0


@compiled
def copy_state(z, old, new):
    """Copy what the section at one place remembers, of both channels, to another."""
    for row in range(STATES):
        for half in (0, STAGES):
            z[new // STAGES, row, new % STAGES + half] = z[old // STAGES, row, old % STAGES + half]


@compiled
def settle(s):
    """Forget states too small to matter, and all of them if one is not a number any more."""
    z, first = s.z, s.bank * GROUPS
    check = 0.0
    for group in range(first, first + s.groups[s.bank]):
        for row in range(STATES):
            for lane in range(WIDTH):
                value = z[group, row, lane]
                check += value * 0.0  # 0, but NaN for NaN and infinity
                z[group, row, lane] = value if abs(value) > NOTHING else 0.0
    if check != 0.0:
        for place in range(s.bank * PLACES, (s.bank + 1) * PLACES):
            forget(z, place)


@compiled
def projection(channels):
    """The part of the equaliser's change that is let through: left from left, left from right, right from left, right from right."""
    if channels == STEREO:
        return 1.0, 0.0, 0.0, 1.0
    if channels == MID:
        return 0.5, 0.5, 0.5, 0.5
    if channels == SIDE:
        return 0.5, -0.5, -0.5, 0.5
    return (1.0, 0.0, 0.0, 0.0) if channels == LEFT else (0.0, 0.0, 0.0, 1.0)


@compiled
def project(x, start, frames, s):
    """x = dry + P (x - dry), P on its way to where it is sent."""
    moving, level = s.part.left_frames > 0.0, s.part.level
    ll, lr, rl, rr = level[0], level[1], level[2], level[3]
    for n in range(frames):
        if moving:
            moving = advance(s.part)
            ll, lr, rl, rr = level[0], level[1], level[2], level[3]
        dry_left, dry_right = np.float64(s.dry[0, n]), np.float64(s.dry[1, n])
        left, right = x[0, start + n] - dry_left, x[1, start + n] - dry_right
        x[0, start + n] = dry_left + (ll * left + lr * right)
        x[1, start + n] = dry_right + (rl * left + rr * right)


@compiled
def section_power(section, cosine):
    """Power gain of a section where the cosine of the angle is so."""
    b0, b1, b2, a1, a2 = section
    double = 2.0 * cosine * cosine - 1.0
    above = b0 * b0 + b1 * b1 + b2 * b2 + 2.0 * (b0 * b1 + b1 * b2) * cosine + 2.0 * b0 * b2 * double
    below = 1.0 + a1 * a1 + a2 * a2 + 2.0 * (a1 + a1 * a2) * cosine + 2.0 * a2 * double
    return above / below


@compiled
def louder_db(p, s, sample_rate):
    """By how much the bands make pink noise louder, K-weighted."""
    for k in range(WEIGHED):
        s.power[k] = 1.0
    for band in range(BANDS):
        settings = band_settings(p, band)
        for stage in range(eqband.section_count(settings)):
            section = eqband.band_section(settings, stage, sample_rate)
            for k in range(WEIGHED):
                s.power[k] *= section_power(section, math.cos(2.0 * math.pi * WEIGHED_HZ[k] / sample_rate))
    loudness = 0.0
    for k in range(WEIGHED):
        loudness += WEIGHTS[k] * s.power[k]
    if p.channels != STEREO:
        loudness = 0.5 * (1.0 + loudness)
    return 10.0 * math.log10(min(max(loudness, 1e-3), 1e3))


@compiled
def run_bank(x, start, frames, s, bank):
    """All sections of a bank over some frames, in place."""
    for group in range(bank * GROUPS, bank * GROUPS + s.groups[bank]):
        run_group(x, start, frames, s.coefficients, s.z, group)


@compiled
def copy_chunk(source, source_start, target, target_start, frames):
    """target = source, for some frames of every channel."""
    for c in range(min(source.shape[0], target.shape[0])):
        for n in range(frames):
            target[c, target_start + n] = source[c, source_start + n]


@compiled
def run_bands(x, s):
    """All bands, chunk by chunk; after a change the bank in use before runs too, and its sound fades into the new one's."""
    is_part = s.is_part == 1 and x.shape[0] == 2
    for start in range(0, x.shape[1], CHUNK_FRAMES):
        frames = min(CHUNK_FRAMES, x.shape[1] - start)
        if is_part:
            copy_chunk(x, start, s.dry, 0, frames)
        if s.fade_frames > 0:
            copy_chunk(x, start, s.input, 0, frames)
            run_bank(x, start, frames, s, 1 - s.bank)
            copy_chunk(x, start, s.old, 0, frames)
            copy_chunk(s.input, 0, x, start, frames)
        run_bank(x, start, frames, s, s.bank)
        if s.fade_frames > 0:
            for c in range(x.shape[0]):
                for n in range(frames):
                    weight = max(s.fade_frames - n, 0) / s.fade_length
                    x[c, start + n] += weight * (s.old[c, n] - x[c, start + n])
            s.fade_frames = max(s.fade_frames - frames, 0)
        if is_part:
            project(x, start, frames, s)
    if is_part and s.channels == STEREO and s.part.left_frames == 0.0:
        s.is_part = 0


@compiled
def run_output(x, s, output_db):
    """Output gain, reaching its new value at the end of the call."""
    old = s.gain
    if output_db != s.output_db or not s.is_running:
        s.gain, s.output_db = db_to_linear(output_db), output_db
    gain = s.gain
    if not s.is_running:
        old = gain
    if old == 1.0 and gain == 1.0:
        return
    step = (gain - old) / x.shape[1]
    for c in range(x.shape[0]):
        for n in range(x.shape[1]):
            x[c, n] *= old + step * (n + 1)


def tail_s(values: Mapping[str, float]) -> float:
    """Seconds until all bands have fallen by 120 dB; a little more than the slowest, since they come one after another."""
    decays = (eqband.band_decay_s([values[f"band{band}_{name}"] for name in eqband.SETTINGS]) for band in range(1, BANDS + 1))
    return 1.5 * max(decays)


@effect(
    id="daw.eq",
    name="EQ",
    params=PARAMS,
    state=[
        ("coefficients", np.float64, (2 * GROUPS, COEFFICIENTS, WIDTH)),  # two banks: the one in use and the one faded from
        ("z", np.float64, (2 * GROUPS, STATES, WIDTH)),
        ("groups", np.int64, (2,)),
        ("bank", np.int64),
        ("first_place", np.int64, (BANDS,)),
        ("counts", np.int64, (BANDS,)),
        ("is_other", np.int64, (BANDS,)),
        ("is_running", np.int64),
        ("fade_frames", np.int64),
        ("fade_length", np.int64),
        ("gain", np.float64),
        ("output_db", np.float64),
        ("seen", np.float32, (BANDS * SETTINGS,)),
        ("input", np.float32, (2, CHUNK_FRAMES)),
        ("old", np.float32, (2, CHUNK_FRAMES)),
        ("dry", np.float32, (2, CHUNK_FRAMES)),
        ("part", ramp_dtype(4)),
        ("is_part", np.int64),  # 0 while all of the change is let through
        ("channels", np.float32),
        ("auto_gain", np.float32),
        ("auto_db", np.float64),
        ("power", np.float64, (WEIGHED,)),
    ],
    tail_s=tail_s,
)
def eq(x, p, s, sample_rate):
    """x : one or two channels; both get the same curve."""
    s.fade_length = int(FADE_S * sample_rate)
    is_other_part = p.channels != s.channels or p.auto_gain != s.auto_gain
    if is_other_part:
        if s.is_running:
            send(s.part, projection(int(s.channels)))
        s.channels, s.auto_gain, s.is_part = p.channels, p.auto_gain, 1
        send(s.part, projection(int(p.channels)))
    changed = is_changed(p, s)
    if changed or is_other_part:
        s.auto_db = -louder_db(p, s, sample_rate) if p.auto_gain >= 0.5 else 0.0
    if changed:
        is_other = False
        for band in range(BANDS):
            is_other |= update_band(s, band, band_settings(p, band), sample_rate)
        if is_other:
            arrange(s, p, sample_rate)
    run_bands(x, s)
    settle(s)
    run_output(x, s, p.output_db + s.auto_db)
    s.is_running = 1
