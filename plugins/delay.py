"""Delay: echoes in milliseconds or in notes, straight or from side to side, each a little duller than the one before."""

import math

import numpy as np

from daw import units
from daw.dsp.compiled import compiled, inlined
from daw.dsp.decibel import db_to_linear
from daw.dsp.delayline import keep, read, read_between
from daw.dsp.ducking import DUCKER, how_loud, set_speed
from daw.dsp.onepole import lowpass, onepole
from daw.dsp.ramp import advance, ramp_dtype, send
from daw.plugin import Param, effect

NOTES = ("1/32 T", "1/32", "1/32 D", "1/16 T", "1/16", "1/16 D", "1/8 T", "1/8", "1/8 D", "1/4 T", "1/4", "1/4 D",
         "1/2 T", "1/2", "1/2 D", "1/1 T", "1/1", "1/1 D")  # fmt: skip
NOTE_BEATS = tuple(4.0 / length * kind for length in (32, 16, 8, 4, 2, 1) for kind in (2.0 / 3.0, 1.0, 1.5))
LONGEST_S = 18.0  # a dotted whole note at 20 bpm
MARGIN_FRAMES = 8  # what reading between the frames needs beyond the longest delay
MODULATION_MS = 10.0
FADE_S = 0.03  # a new time is faded to over this long
ENDLESS_S = 60.0
LOW_OFF_HZ, HIGH_OFF_HZ = 20.0, 20000.0
LEVELS = 6
FEEDBACK, DRY, WET, SIDE, CROSS, DUCK = range(LEVELS)

in_seconds = compiled(units.beats_to_seconds)
in_frames = compiled(units.seconds_to_frames)


def delay_s(values):
    """Time between two echoes in seconds."""
    if values["sync"] >= 0.5:
        return units.beats_to_seconds(NOTE_BEATS[round(values["note"])], values["tempo_bpm"])
    return values["time_ms"] / 1000.0


def tail_s(values):
    """Seconds until the echo of a full-scale sound is below -200 dB; a minute when it never is."""
    feedback = values["feedback"]
    if feedback >= 1.0:
        return ENDLESS_S
    echoes = 1.0 if feedback <= 0.0 else 2.0 + math.ceil(-10.0 / math.log10(feedback))
    return min(echoes * delay_s(values) + 0.1, ENDLESS_S)


def memory_frames(sample_rate):
    """Two rings of the longest delay and its modulation."""
    return 2 * (math.ceil((LONGEST_S + MODULATION_MS / 1000.0) * sample_rate) + MARGIN_FRAMES)


@inlined
def as_typed(value):
    """The decimal of four places that a float32 parameter stands for: 133.7, not 133.69999695."""
    return round(value * 1e4) / 1e4


@inlined
def saturate(sample):
    """The sample up to 1/2, bent smoothly so that it never reaches 1."""
    size = abs(sample)
    return sample if size <= 0.5 else math.copysign(1.0 - 0.25 / size, sample)


@inlined
def aim(s, p, channels, sample_rate):
    """What the parameters ask for: whole frames, goals of the levels, coefficients of filters, swing and ducking."""
    time_s = as_typed(1.0 * p.time_ms) / 1000.0
    if p.sync >= 0.5:
        time_s = in_seconds(NOTE_BEATS[int(p.note)], as_typed(1.0 * p.tempo_bpm))
    s.wanted = max(in_frames(time_s, sample_rate), 1)
    cross, ducking = 1.0 * p.ping_pong * (channels - 1), 1.0 - 10.0 ** (-p.duck_db / 20.0)
    if p.output_db != s.output_db or s.started == 0:
        s.output_db, s.gain = p.output_db, db_to_linear(p.output_db)
    send(s.ramp, (1.0 * p.feedback, s.gain * (1.0 - p.mix), s.gain * p.mix, 0.5 * (1.0 - p.width), cross, ducking))
    if p.low_cut_hz != s.low_hz or p.high_cut_hz != s.high_hz or p.modulation_hz != s.swing_hz:
        s.low_hz, s.high_hz, s.swing_hz = p.low_cut_hz, p.high_cut_hz, p.modulation_hz
        s.low_cut, s.high_cut = onepole(s.low_hz, sample_rate), onepole(s.high_hz, sample_rate)
        angle = 2.0 * math.pi * s.swing_hz / sample_rate
        s.turn_cosine, s.turn_sine = math.cos(angle), math.sin(angle)
    if s.started == 0:
        s.started, s.frames, s.cosine = 1, s.wanted, 1.0
        set_speed(s.ducker, sample_rate)


@inlined
def tap(memory, start, size, write, delay, swing):
    """The sound one delay ago, `swing` frames earlier or later."""
    if swing == 0.0:
        return 1.0 * read(memory, start, size, write, delay)
    return read_between(memory, start, size, write, max(delay + swing, 2.0))


@inlined
def faded(s, memory, start, size, write, swing, sound):
    """The sound on its way from the old place to the new."""
    blend = s.fade * s.fade * (3.0 - 2.0 * s.fade)
    return sound + blend * (tap(memory, start, size, write, s.next_frames, swing) - sound)


@inlined
def filtered(s, channel, sound):
    """The sound through the filters of the loop; a filter at the end of its range is out of the way."""
    if s.high_hz < HIGH_OFF_HZ:
        sound, s.z_high[channel] = lowpass(sound, s.z_high[channel], s.high_cut)
    if s.low_hz > LOW_OFF_HZ:
        low, s.z_low[channel] = lowpass(sound, s.z_low[channel], s.low_cut)
        sound -= low
    return sound


@inlined
def move(s, sample_rate):
    """Move the fade of the time and the ramps of the levels on by one frame; returns whether there is more to do."""
    if s.fade > 0.0:
        s.fade += 1.0 / (FADE_S * sample_rate)
        if s.fade >= 1.0:
            s.fade = 0.0
            s.frames = s.next_frames
    elif s.frames != s.wanted:
        s.next_frames = s.wanted
        s.fade = 1.0 / (FADE_S * sample_rate)
    ramping = advance(s.ramp)
    return ramping | (s.fade > 0.0) | (s.frames != s.wanted)


@effect(
    id="daw.delay", name="Delay",
    params=[
        Param("sync", 0.0, scale="switch", help="On: the time is a note of the song's tempo. Off: milliseconds."),
        Param("time_ms", 375.0, 1.0, 2000.0, unit="ms", scale="log", help="Time between two echoes when sync is off."),
        Param("note", 8.0, 0.0, len(NOTES) - 1.0, scale="choice", choices=NOTES, help="Time between two echoes when sync is on."),
        Param("tempo_bpm", 120.0, 20.0, 400.0, unit="bpm", help="The song's tempo; the host sets it."),
        Param("feedback", 0.35, 0.0, 1.1, unit="%", help="Level of each echo against the one before; above 100 % it never ends."),
        Param("ping_pong", 0.0, scale="switch", help="Echoes alternate between left and right."),
        Param("low_cut_hz", LOW_OFF_HZ, LOW_OFF_HZ, 2000.0, unit="Hz", scale="log", help="Each echo loses what is below; off at 20 Hz."),
        Param("high_cut_hz", HIGH_OFF_HZ, 200.0, HIGH_OFF_HZ, unit="Hz", scale="log", help="Each echo loses what is above; off at 20 kHz."),
        Param("width", 1.0, 0.0, 2.0, unit="%", help="Stereo width of the echoes: 0 % is mono."),
        Param("duck_db", 0.0, 0.0, 24.0, unit="dB", help="How far the echoes step back while the input is loud (-20 dBFS or more)."),
        Param("modulation_ms", 0.0, 0.0, MODULATION_MS, unit="ms", help="How far the time swings to and fro."),
        Param("modulation_hz", 0.5, 0.05, 10.0, unit="Hz", scale="log", help="How fast it swings."),
        Param("mix", 0.3, 0.0, 1.0, unit="%", help="0 % is the input alone, 100 % the echoes alone (for returns)."),
        Param("output_db", 0.0, -24.0, 24.0, unit="dB", help="Level of all that comes out."),
    ],
    state=[
        ("started", np.int64), ("write", np.int64), ("frames", np.int64), ("next_frames", np.int64), ("wanted", np.int64),
        ("fade", np.float64), ("ramp", ramp_dtype(LEVELS)), ("ducker", DUCKER), ("low_hz", np.float64), ("high_hz", np.float64),
        ("low_cut", np.float64), ("high_cut", np.float64), ("z_low", np.float64, 2), ("z_high", np.float64, 2),
        ("swing_hz", np.float64), ("turn_cosine", np.float64), ("turn_sine", np.float64), ("cosine", np.float64), ("sine", np.float64),
        ("output_db", np.float64), ("gain", np.float64),
    ],
    tail_s=tail_s, memory=memory_frames,
)  # fmt: skip
def delay(x, p, s, memory, sample_rate):
    """x = dry x + wet echoes; the first echo comes round(time * sample_rate) frames after its sound, at full level.

    Loop of each side: line -> high cut -> low cut -> (other side with ping-pong) -> feedback -> line.
    The time swings as a sine, left and right a quarter of a turn apart.
    """
    last, size = x.shape[0] - 1, memory.size // 2
    aim(s, p, x.shape[0], sample_rate)
    depth = p.modulation_ms * sample_rate / 1000.0
    ducking = (s.ramp.goal[DUCK] > 0.0) | (s.ramp.level[DUCK] > 0.0)
    moving, filtering = True, (s.high_hz < HIGH_OFF_HZ) | (s.low_hz > LOW_OFF_HZ)
    write, sine, cosine = s.write, s.sine, s.cosine
    left_swing = right_swing = 0.0
    feedback = cross = dry = wet = side = duck = 0.0
    for n in range(x.shape[1]):
        if moving:
            moving = move(s, sample_rate)
            feedback, cross = s.ramp.level[FEEDBACK], s.ramp.level[CROSS]
            dry, wet, side, duck = s.ramp.level[DRY], s.ramp.level[WET], s.ramp.level[SIDE], s.ramp.level[DUCK]
        if depth > 0.0:
            sine, cosine = sine * s.turn_cosine + cosine * s.turn_sine, cosine * s.turn_cosine - sine * s.turn_sine
            left_swing, right_swing = depth * sine, depth * cosine
            echo_left = tap(memory, 0, size, write, s.frames, left_swing)
            echo_right = tap(memory, size, size, write, s.frames, right_swing)
        else:
            echo_left = 1.0 * read(memory, 0, size, write, s.frames)
            echo_right = 1.0 * read(memory, size, size, write, s.frames)
        left, right = 1.0 * x[0, n], 1.0 * x[last, n]
        if s.fade > 0.0:
            echo_left = faded(s, memory, 0, size, write, left_swing, echo_left)
            echo_right = faded(s, memory, size, size, write, right_swing, echo_right)
        if filtering:
            echo_left, echo_right = filtered(s, 0, echo_left), filtered(s, 1, echo_right)
        back_left = feedback * (echo_left + cross * (echo_right - echo_left))
        back_right = feedback * (echo_right + cross * (echo_left - echo_right))
        if feedback > 1.0:
            back_left, back_right = saturate(back_left), saturate(back_right)
        keep(memory, 0, write, left + cross * 0.5 * (right - left) + back_left)
        keep(memory, size, write, (1.0 - cross) * right + back_right)
        write = write + 1 if write + 1 < size else 0
        gain = wet * (1.0 - duck * how_loud(s.ducker, left, right)) if ducking else wet
        x[0, n] = dry * left + gain * (echo_left + side * (echo_right - echo_left))
        x[last, n] = dry * right + gain * (echo_right + side * (echo_left - echo_right))
    s.write, s.sine, s.cosine = write, sine, cosine
