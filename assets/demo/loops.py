"""The recursive loops of the instruments, compiled: plucked string, singing throat, struck metal, one-pole filters.

Not real-time code: it runs once, when the demo song is made.  All signals are float64, one channel, one array of frames.
"""

import math

import numpy as np

from daw.dsp.compiled import allocating, compiled

FORMANTS = 5
UPPER_FORMANTS_HZ = (
    4300.0,
    5600.0,
    6900.0,
    8400.0,
)  # above the moving ones: keeps the cascade bright, as Klatt's higher-pole correction does
_CHUNK = 32  # frames between two changes of the throat's shape


@compiled
def high_pass(x, cutoff_hz, sample_rate):
    """Remove what lies below `cutoff_hz` (first order, twice), in place: y = a (y1 + x - x1)."""
    a = math.exp(-2.0 * math.pi * cutoff_hz / sample_rate)
    for _ in range(2):
        x1 = 0.0
        y1 = 0.0
        for n in range(x.shape[0]):
            x0 = x[n]
            y1 = a * y1 + 0.5 * (1.0 + a) * (x0 - x1)
            x1 = x0
            x[n] = y1


@compiled
def low_pass(x, cutoff_hz, sample_rate):
    """Soften above `cutoff_hz` (first order), in place: y = (1 - a) x + a y1."""
    a = math.exp(-2.0 * math.pi * cutoff_hz / sample_rate)
    y1 = 0.0
    for n in range(x.shape[0]):
        y1 = (1.0 - a) * x[n] + a * y1
        x[n] = y1


@compiled
def ring(out, frequencies_hz, decays_s, levels, phases, sample_rate):
    """Add decaying sines to `out`: a struck body.  decays_s: time to fall by 60 dB of each mode."""
    for k in range(frequencies_hz.shape[0]):
        radius = 10.0 ** (-3.0 / (decays_s[k] * sample_rate))
        w = 2.0 * math.pi * frequencies_hz[k] / sample_rate
        re, im = levels[k] * math.cos(phases[k]), levels[k] * math.sin(phases[k])
        c, s = radius * math.cos(w), radius * math.sin(w)
        frames = min(out.shape[0], int(1.3 * decays_s[k] * sample_rate))
        for n in range(frames):
            out[n] += im
            re, im = re * c - im * s, re * s + im * c


@allocating
def pluck(out, start, stop, excitation, frequency_hz, t60_s, damp_hz, release_s, sample_rate):
    """Add a plucked string to `out` (Karplus-Strong, tuned by an all-pass as Jaffe and Smith 1983).

    start, stop : frames where the string is plucked and damped
    excitation  : what the pick puts into the string, frames at `sample_rate`
    t60_s       : fall by 60 dB of the fundamental while it rings;  release_s : after `stop`
    damp_hz     : cutoff of the loss filter in the loop; lower is duller
    """
    w = 2.0 * math.pi * frequency_hz / sample_rate
    a = math.exp(-2.0 * math.pi * damp_hz / sample_rate)
    loss_delay = math.atan2(a * math.sin(w), 1.0 - a * math.cos(w)) / w  # phase delay of (1 - a) / (1 - a z^-1)
    loss = (1.0 - a) / math.sqrt(1.0 - 2.0 * a * math.cos(w) + a * a)
    period = sample_rate / frequency_hz - loss_delay
    whole = int(period - 0.3)
    part = period - whole
    c = math.sin((1.0 - part) * w / 2.0) / math.sin((1.0 + part) * w / 2.0)  # all-pass with a phase delay of `part` frames at w
    ringing = min(0.9999, 10.0 ** (-3.0 / (frequency_hz * t60_s)) / loss)
    damped = 10.0 ** (-3.0 / (frequency_hz * release_s))
    line = np.zeros(whole)
    y1 = 0.0
    x1 = 0.0
    p1 = 0.0
    place = 0
    quiet = 0
    for n in range(start, out.shape[0]):
        delayed = line[place]
        y1 = (1.0 - a) * delayed + a * y1
        p1 = c * (y1 - p1) + x1
        x1 = y1
        fresh = p1 * (ringing if n < stop else damped)
        if n - start < excitation.shape[0]:
            fresh += excitation[n - start]
        line[place] = fresh
        place = place + 1 if place + 1 < whole else 0
        out[n] += fresh
        quiet = quiet + 1 if abs(fresh) < 1e-5 else 0
        if quiet > 2 * whole and n > start + excitation.shape[0]:
            break


@compiled
def tine(out, start, stop, frequency_hz, velocity, decay_s, sample_rate):
    """Add one note of an electric piano to `out`: a bell partial over a fundamental whose overtones fade (two FM pairs)."""
    w = 2.0 * math.pi * frequency_hz / sample_rate
    fall = 10.0 ** (-3.0 / (decay_s * sample_rate))
    fade = 10.0 ** (-3.0 / (0.9 * sample_rate))
    clink = 10.0 ** (-3.0 / (0.16 * sample_rate))
    released = 10.0 ** (-3.0 / (0.25 * sample_rate))
    attack = 1.0 / (0.003 * sample_rate)
    level = velocity
    index = 0.35 + 1.6 * velocity
    bell = 0.22 * velocity
    for n in range(start, out.shape[0]):
        t = n - start
        rise = min(1.0, t * attack)
        turn = math.sin(w * t)
        body = math.sin(w * t + index * turn) + 0.25 * turn
        if bell > 1e-4:
            body += bell * math.sin(14.0 * w * t)
        out[n] += rise * level * body
        level *= fall if n < stop else released
        index = 0.25 + (index - 0.25) * fade
        bell *= clink
        if level < 1e-5:
            break


@compiled
def _resonator(frequency_hz, width_hz, sample_rate):
    """Klatt's resonator with gain 1 at 0 Hz: y = a x + b y1 + c y2 (Klatt 1980)."""
    c = -math.exp(-2.0 * math.pi * width_hz / sample_rate)
    b = 2.0 * math.exp(-math.pi * width_hz / sample_rate) * math.cos(2.0 * math.pi * frequency_hz / sample_rate)
    return 1.0 - b - c, b, c


@compiled
def _shape(coefficients, formants, widths, place, sample_rate):
    """Set the moving resonators to the shape of the throat at `place`, counted in points."""
    i = int(place)
    f = place - i
    for k in range(FORMANTS):
        hz = (1.0 - f) * formants[i, k] + f * formants[i + 1, k]
        a, b, c = _resonator(hz, (1.0 - f) * widths[i, k] + f * widths[i + 1, k], sample_rate)
        coefficients[k, 0], coefficients[k, 1], coefficients[k, 2] = a, b, c


@compiled
def _pulse(tables, band, effort, phase):
    """The glottal pulse at `phase` 0 … 1 of its period, straight lines between table entries and between efforts."""
    size = tables.shape[2]
    at = phase * size
    left = int(at)
    right = left + 1 if left + 1 < size else 0
    e = min(max(effort, 0.0), 0.9999) * (tables.shape[1] - 1)
    low = int(e)
    soft = tables[band, low, left] + (at - left) * (tables[band, low, right] - tables[band, low, left])
    hard = tables[band, low + 1, left] + (at - left) * (tables[band, low + 1, right] - tables[band, low + 1, left])
    return soft + (e - low) * (hard - soft)


@allocating
def sing(throat, hiss, controls, formants, widths, tables, noise, wobble, control_rate, sample_rate):
    """A glottal pulse and breath through a cascade of formants into `throat`, and the hiss of consonants and air into `hiss`.

    controls : (points, 6) f0_hz, voice, breath, hiss, hiss_hz, effort 0 … 1, at `control_rate` points a second
    formants, widths : (points, 5) Hz;  tables : (bands, efforts, size) pulses, each band with fewer harmonics than the one before
    noise : white, as long as `throat`;  wobble : random numbers for jitter and shimmer, one pair used per period
    """
    stages = FORMANTS + len(UPPER_FORMANTS_HZ)
    coefficients = np.zeros((stages, 3))
    state = np.zeros((stages + 1, 2))
    for k in range(len(UPPER_FORMANTS_HZ)):
        a, b, c = _resonator(UPPER_FORMANTS_HZ[k], 260.0 + 90.0 * k, sample_rate)
        coefficients[FORMANTS + k, 0], coefficients[FORMANTS + k, 1], coefficients[FORMANTS + k, 2] = a, b, c
    ha, hb, hc = 0.0, 0.0, 0.0
    phase, period, shimmer, jitter = 0.0, 0, 1.0, 1.0
    now, step = np.zeros(controls.shape[1]), np.zeros(controls.shape[1])
    for n in range(throat.shape[0]):
        if n % _CHUNK == 0:
            place = min((n + _CHUNK) * control_rate / sample_rate, controls.shape[0] - 1.001)
            i = int(place)
            for j in range(controls.shape[1]):
                step[j] = (controls[i, j] + (place - i) * (controls[i + 1, j] - controls[i, j]) - now[j]) / _CHUNK
            _shape(coefficients, formants, widths, place, sample_rate)
            ha, hb, hc = _resonator(now[4], 0.45 * now[4], sample_rate)
        for j in range(controls.shape[1]):
            now[j] += step[j]
        phase += now[0] * jitter / sample_rate
        if phase >= 1.0:
            phase -= 1.0
            period += 1
            jitter = 1.0 + 0.004 * wobble[(2 * period) % wobble.shape[0]]
            shimmer = 1.0 + 0.035 * wobble[(2 * period + 1) % wobble.shape[0]]
        band = 0 if now[0] < 170.0 else 1 if now[0] < 250.0 else 2 if now[0] < 360.0 else 3 if now[0] < 480.0 else 4
        puff = noise[n] * (0.3 if phase > 0.6 and now[1] > 0.05 else 1.0)  # breath passes while the glottis is open
        y = now[1] * shimmer * _pulse(tables, band, now[5], phase) + now[2] * puff
        for k in range(stages):
            y = coefficients[k, 0] * y + coefficients[k, 1] * state[k, 0] + coefficients[k, 2] * state[k, 1]
            state[k, 1] = state[k, 0]
            state[k, 0] = y
        throat[n] = y
        y = ha * now[3] * puff + hb * state[stages, 0] + hc * state[stages, 1]
        hiss[n] = y - state[stages, 1]  # a zero at 0 Hz and at half the rate: a band, not a low-pass
        state[stages, 1] = state[stages, 0]
        state[stages, 0] = y
