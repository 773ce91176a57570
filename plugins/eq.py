"""Equaliser: eight bands, each a bell, shelf, cut or notch, true to the analogue curves up to 20 kHz, without latency.

Bands that do nothing (off, or a bell or shelf at 0 dB) cost nothing; with all bands so, the sound passes bit for bit.
Turning a band on or off, or giving it another type or slope, crossfades for 10 ms.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from daw.dsp import eqband
from daw.dsp.cascade import COEFFICIENTS, STATES, forget, pass_through, place_section, run_group
from daw.dsp.compiled import compiled
from daw.dsp.decibel import db_to_linear
from daw.dsp.lanes import STAGES, WIDTH
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
PARAMS.append(Param("output_db", 0.0, -24.0, 24.0, unit="dB", help="Level after all bands."))


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
    for start in range(0, x.shape[1], CHUNK_FRAMES):
        frames = min(CHUNK_FRAMES, x.shape[1] - start)
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
        ("output_db", np.float32),
        ("seen", np.float32, (BANDS * SETTINGS,)),
        ("input", np.float32, (2, CHUNK_FRAMES)),
        ("old", np.float32, (2, CHUNK_FRAMES)),
    ],
    tail_s=tail_s,
)
def eq(x, p, s, sample_rate):
    """x : one or two channels; both get the same curve."""
    s.fade_length = int(FADE_S * sample_rate)
    if is_changed(p, s):
        is_other = False
        for band in range(BANDS):
            is_other |= update_band(s, band, band_settings(p, band), sample_rate)
        if is_other:
            arrange(s, p, sample_rate)
    run_bands(x, s)
    settle(s)
    run_output(x, s, p.output_db)
    s.is_running = 1
