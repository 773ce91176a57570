"""Reverb: a room, a hall or a plate, whose decay is what its knob says."""

import math

import numpy as np

from daw import units
from daw.dsp.blockline import BLOCK, FADE, RINGS, ZERO, copy_still, lay_out, pick_more, ring_stride, set_blend, step, write
from daw.dsp.compiled import compiled, inlined
from daw.dsp.decibel import db_to_linear
from daw.dsp.delayline import HUGE, TINY
from daw.dsp.diffuser import DIFFUSER, PICKS, run_diffuser, set_lengths
from daw.dsp.ducking import DUCKER, how_loud, set_speed
from daw.dsp.fdn import CHANNELS, LINES, NETWORK, SHORTEST_FRAMES, frames_at_once, listen, run_network, set_decay, set_decays, set_freeze
from daw.dsp.onepole import lowpass, onepole
from daw.dsp.ramp import advance, ramp_dtype, send
from daw.plugin import Param, effect

TYPES = ("Room", "Hall", "Plate")
SHORTEST_MS, LONGEST_MS = (17.0, 36.0, 29.0), (59.0, 104.0, 93.0)  # first and last line of each type, at size 60 %
USUAL_S, GROWTH = (0.8, 2.5, 2.0), (2.0, 1.3, 1.4)  # a decay longer than usual makes longer lines, at most so much
DIFFUSE_MS = (32.0, 78.0, 36.0)  # the diffusion lasts until the first line answers
EARLY_MS = (38.0, 90.0, 12.0)  # the last early reflection
BIGGEST = 1.4  # size 100 %
HIGHS = 0.9  # what full damping takes from the highs' decay
LEVEL_S = 2.0  # a longer decay than this is a little louder, a shorter one softer
LONGEST_LINE_MS = BIGGEST * max(longest * growth for longest, growth in zip(LONGEST_MS, GROWTH, strict=True))
PART_OF_DECAY, DIFFUSE_PART = 0.14, 0.07  # no line is longer than this part of the decay, nor the diffusion than that: else it is no decay
TAPS = 6  # early reflections of each side
TAP_PLACES = np.array([[0.11, 0.29, 0.41, 0.63, 0.79, 1.0], [0.17, 0.23, 0.49, 0.57, 0.86, 0.95]])
TAP_LEVELS = np.array([[0.44, -0.36, 0.31, 0.27, -0.23, 0.2], [0.42, 0.38, -0.3, 0.26, 0.22, -0.19]], np.float32)
JITTER = (0.31, 0.82, 0.45, 0.07, 0.66, 0.93, 0.22, 0.54, 0.78, 0.14, 0.39, 0.61, 0.88, 0.27, 0.5, 0.7)  # where in its step a line lies
LONGEST_PREDELAY_MS = 250.0
NOTES = ("ms", "1/64 T", "1/64", "1/64 D", "1/32 T", "1/32", "1/32 D", "1/16 T", "1/16", "1/16 D", "1/8 T", "1/8")
NOTE_BEATS = (0.0, *(4.0 / length * kind for length in (64, 32, 16) for kind in (2.0 / 3.0, 1.0, 1.5)), 1.0 / 3.0, 0.5)
BASS_HZ = 250.0  # below it the lows have a decay of their own
FADE_S = 0.05  # a new size or pre-delay is faded to over this long
LOW_OFF_HZ, HIGH_OFF_HZ = 20.0, 20000.0
SWING = 0.7  # sine of the widest angle at full modulation
LEVELS = 6
DRY, WET, SIDE, EARLY, LATE, DUCK = range(LEVELS)

DIFFUSED = np.float32(2.0)  # how much of the diffused sound is heard at once, among the early reflections

DELAYS = np.dtype([("lines", np.int64, LINES), ("diffuser", np.int64, PICKS), ("taps", np.int64, (2, TAPS))])


in_seconds = compiled(units.beats_to_seconds)


@compiled
def gap_ms(predelay_ms, note, tempo_bpm):
    """The pre-delay: as set, or a note of the song's tempo, up to the longest."""
    if note == 0:
        return predelay_ms
    return min(1000.0 * in_seconds(NOTE_BEATS[note], tempo_bpm), LONGEST_PREDELAY_MS)


def tail_s(values):
    """Seconds until a full-scale sound is below -120 dB; a minute when frozen."""
    if values["freeze"] >= 0.5:
        return 60.0
    before_ms = gap_ms(values["predelay_ms"], round(values["predelay_note"]), values["tempo_bpm"])
    return before_ms / 1000.0 + 2.1 * values["decay_s"] * max(values["bass"], 1.0) + 0.4


@inlined
def longest_frames(sample_rate):
    """Longest delays of the lines, of the diffuser's own rings and of the input's."""
    frames_per_ms = sample_rate / 1000.0
    diffuse, early = max(DIFFUSE_MS) * BIGGEST * frames_per_ms, max(EARLY_MS) * BIGGEST * frames_per_ms
    return LONGEST_LINE_MS * frames_per_ms + 200.0, diffuse * 4.0 / 7.0, LONGEST_PREDELAY_MS * frames_per_ms + max(early, diffuse / 7.0)


def memory_frames(sample_rate):
    """Sixteen lines, two steps of eight diffusion delays, and the input of both sides."""
    return sum(count * ring_stride(frames) for count, frames in zip((LINES, PICKS - CHANNELS, 2), longest_frames(sample_rate), strict=True))


@inlined
def next_prime(number):
    """The smallest odd prime that is not below a number."""
    candidate = number | 1
    divisor = 3
    while divisor * divisor <= candidate:
        if candidate % divisor == 0:
            candidate += 2
            divisor = 1
        divisor += 2
    return candidate


@inlined
def plan(delays, kind, size, decay_s, predelay_ms, sample_rate):
    """The delays that a type, a size and a decay ask for: lines of different prime lengths, evenly spread in pitch."""
    wanted = 0.4 + size
    frames_per_ms = sample_rate / 1000.0
    factor = wanted * min(max(math.sqrt(decay_s / USUAL_S[kind]), 1.0), GROWTH[kind])
    factor = min(factor, 1000.0 * PART_OF_DECAY * decay_s / LONGEST_MS[kind])
    ratio, last = LONGEST_MS[kind] / SHORTEST_MS[kind], SHORTEST_FRAMES
    for k in range(LINES):
        length = SHORTEST_MS[kind] * factor * ratio ** ((k + JITTER[k]) / LINES)
        last = next_prime(max(int(length * frames_per_ms), last + 1))
        delays.lines[k] = last
    diffuse_ms = min(DIFFUSE_MS[kind] * wanted, 1000.0 * DIFFUSE_PART * decay_s)
    before = round(predelay_ms * frames_per_ms)
    set_lengths(delays.diffuser, diffuse_ms * frames_per_ms, before)
    for c in range(2):
        for k in range(TAPS):
            delays.taps[c, k] = before + int(EARLY_MS[kind] * min(wanted, factor) * TAP_PLACES[c, k] * frames_per_ms)


@inlined
def aim_delays(s, p, sample_rate):
    """Start a fade to other delays if others are asked for and none is under way."""
    kind, size, decay_s = int(p.type), 1.0 * p.size, 1.0 * p.decay_s
    predelay_ms = gap_ms(1.0 * p.predelay_ms, int(p.predelay_note), 1.0 * p.tempo_bpm)
    if s.asked[0] == kind and s.asked[1] == size and s.asked[2] == decay_s and s.asked[3] == predelay_ms:
        return
    s.asked[0], s.asked[1], s.asked[2], s.asked[3] = kind, size, decay_s, predelay_ms
    plan(s.new, kind, size, decay_s, predelay_ms, sample_rate)
    if s.started == 0:
        plan(s.old, kind, size, decay_s, predelay_ms, sample_rate)
    moved = False
    for k in range(LINES):
        moved |= s.new.lines[k] != s.old.lines[k]
    for k in range(PICKS):
        moved |= s.new.diffuser[k] != s.old.diffuser[k]
    s.fade.active, s.fade.frames = 1 if moved else 0, 0


@inlined
def land(s):
    """The fade is over: what was new is what is."""
    s.fade.active = 0
    for k in range(LINES):
        s.old.lines[k] = s.new.lines[k]
    for k in range(PICKS):
        s.old.diffuser[k] = s.new.diffuser[k]
    for c in range(2):
        for k in range(TAPS):
            s.old.taps[c, k] = s.new.taps[c, k]


@inlined
def begin(s, sample_rate):
    """Once, at the very start."""
    lines, diffuser, sides = longest_frames(sample_rate)
    end = lay_out(s.network.rings, 0, LINES, lines)
    end = lay_out(s.diffuser.rings, end, PICKS - CHANNELS, diffuser)
    lay_out(s.sides, end, 2, sides)
    set_speed(s.ducker, sample_rate)


@inlined
def aim(s, p, sample_rate):
    """What the parameters ask for: delays, decay, filters, levels."""
    starting = s.started == 0
    if starting:
        begin(s, sample_rate)
        s.gate = 1.0 - p.freeze
    if s.fade.active == 0:
        aim_delays(s, p, sample_rate)
    changed = s.new.lines[0] != s.first_line or p.decay_s != s.decay_s or p.bass != s.bass
    changed = changed or p.damping != s.damping or p.damping_hz != s.damping_hz
    if changed or p.freeze != s.freeze or starting:
        s.first_line, s.decay_s, s.damping, s.damping_hz, s.freeze = s.new.lines[0], p.decay_s, p.damping, p.damping_hz, p.freeze
        s.bass = p.bass
        high_s = s.decay_s * (1.0 - HIGHS * s.damping)
        if s.bass == 1.0:
            set_decay(s.network, s.new.lines, s.decay_s, high_s, s.damping_hz, sample_rate)
        else:
            set_decays(s.network, s.new.lines, s.decay_s, (s.bass * s.decay_s, BASS_HZ, high_s, s.damping_hz), sample_rate)
        if p.freeze >= 0.5:
            set_freeze(s.network)
        mean = 0.0
        for k in range(LINES):
            mean += s.new.lines[k] / (LINES * sample_rate)
        left = 10.0 ** (-6.0 * mean / s.decay_s)  # of the energy, after one round
        s.late = 4.0 * math.sqrt(0.5 * (1.0 - left) / left) * math.sqrt(math.sqrt(s.decay_s / LEVEL_S))
    if p.low_cut_hz != s.low_hz or p.high_cut_hz != s.high_hz:
        s.low_hz, s.high_hz = p.low_cut_hz, p.high_cut_hz
        s.low_cut, s.high_cut = onepole(s.low_hz, sample_rate), onepole(s.high_hz, sample_rate)
    duck = 1.0 - 10.0 ** (-p.duck_db / 20.0)
    if p.output_db != s.output_db or starting:
        s.output_db, s.gain = p.output_db, db_to_linear(p.output_db)
    send(s.ramp, (s.gain * (1.0 - p.mix), s.gain * p.mix, 0.5 * (1.0 - p.width), 1.0 * p.early, s.late, duck))
    s.started = 1


@inlined
def hear(s, sound, c, gate, goal):
    """One side of the input through the cuts into s.input; returns the gate, which moves towards its goal in 64 frames."""
    low_z, high_z, out = s.low_z[c], s.high_z[c], s.input[c]
    for n in range(sound.size):
        if gate != goal:
            gate += min(max(goal - gate, -1.0 / BLOCK), 1.0 / BLOCK)
        sample = gate * sound[n]
        sample = sample if abs(sample) < HUGE else 0.0
        if s.high_hz < HIGH_OFF_HZ:
            sample, high_z = lowpass(sample, high_z, s.high_cut)
        if s.low_hz > LOW_OFF_HZ:
            low, low_z = lowpass(sample, low_z, s.low_cut)
            sample -= low
        out[n] = sample
    s.low_z[c], s.high_z[c] = low_z, high_z
    return gate


@inlined
def reflect(s, memory):
    """The early reflections into s.reflections: each side mostly its own, every third from across, and the diffused sound."""
    for c in range(2):
        out = s.reflections[c]
        copy_still(s.diffuser.sound[c], DIFFUSED, out)
        for k in range(TAPS):
            side, level = 1 - c if k % 3 == 2 else c, TAP_LEVELS[c, k]
            pick_more(memory, s.sides, side, s.old.taps[c, k], s.new.taps[c, k], s.fade, level, out)


@inlined
def blend_in(dry_sound, own, across, dry, wet, side):
    """One sample of the mix; side : how much of the other side's reverb comes over, 0 to 1/2 for narrower, less than 0 for wider."""
    own = own if abs(own) > TINY else 0.0
    across = across if abs(across) > TINY else 0.0
    return dry * dry_sound + wet * (own + side * (across - own))


@inlined
def answer(s, left, right):
    """left, right = dry + wet (early + late), with ducking and width."""
    level = s.ramp.level
    early_left, early_right, late_left, late_right = s.reflections[0], s.reflections[1], s.network.left, s.network.right
    dry, wet, side, early, late = level[DRY], level[WET], level[SIDE], level[EARLY], level[LATE]
    if s.ramp.left_frames == 0.0 and level[DUCK] == 0.0:
        for n in range(left.size):
            a, b = early * early_left[n] + late * late_left[n], early * early_right[n] + late * late_right[n]
            left[n], right[n] = blend_in(left[n], a, b, dry, wet, side), blend_in(right[n], b, a, dry, wet, side)
        return
    for n in range(left.size):
        advance(s.ramp)
        dry, wet, side, early, late = level[DRY], level[WET], level[SIDE], level[EARLY], level[LATE]
        wet *= 1.0 - level[DUCK] * how_loud(s.ducker, left[n], right[n])
        a, b = early * early_left[n] + late * late_left[n], early * early_right[n] + late * late_right[n]
        left[n], right[n] = blend_in(left[n], a, b, dry, wet, side), blend_in(right[n], b, a, dry, wet, side)


@inlined
def process(x, p, s, memory, sample_rate):
    """The whole of the effect."""
    start, last, fade_frames = 0, x.shape[0] - 1, int(FADE_S * sample_rate)
    while start < x.shape[1]:
        aim(s, p, sample_rate)
        frames = frames_at_once(s.network, x.shape[1] - start)
        if s.fade.active != 0:
            frames = min(frames, fade_frames - s.fade.frames)
            set_blend(s.fade, fade_frames)
        gate, end = s.gate, start + frames
        for c in range(2):
            gate = hear(s, x[c * last, start:end], c, s.gate, 1.0 - p.freeze)
            write(memory, s.sides, c, s.input[c], s.input[c], ZERO)
        s.gate = gate
        run_diffuser(s.diffuser, s.sides, memory, s.old.diffuser, s.new.diffuser, s.fade, frames)
        depth = SWING * p.modulation
        run_network(s.network, s.diffuser.sound, memory, s.old.lines, s.new.lines, s.fade, depth, sample_rate, frames)
        listen(s.network)
        reflect(s, memory)
        answer(s, x[0, start:end], x[last, start:end])
        step(s.sides, frames)
        s.fade.frames += frames
        if s.fade.active != 0 and s.fade.frames == fade_frames:
            land(s)
        start = end


@effect(
    id="daw.reverb", name="Reverb",
    params=[
        Param("type", 1.0, 0.0, len(TYPES) - 1.0, scale="choice", choices=TYPES, help="What kind of space."),
        Param("size", 0.6, unit="%", help="How big it is: how far apart its echoes are. A short decay makes it smaller."),
        Param("decay_s", 2.0, 0.2, 20.0, unit="s", scale="log", help="Time in which the middle of the sound falls by 60 dB."),
        Param("predelay_ms", 20.0, 0.0, LONGEST_PREDELAY_MS, unit="ms", help="Time before the first reflection."),
        Param("damping", 0.5, unit="%", help="How much faster the highs die: at 50 % in a little over half the decay."),
        Param("damping_hz", 6000.0, 3000.0, 16000.0, unit="Hz", scale="log", help="Above it they do."),
        Param("early", 0.5, unit="%", help="Level of the first reflections."),
        Param("modulation", 0.4, unit="%", help="Slow movement in the tail: keeps it from ringing."),
        Param("low_cut_hz", LOW_OFF_HZ, LOW_OFF_HZ, 1000.0, unit="Hz", scale="log", help="Takes away what is below; off at 20 Hz."),
        Param("high_cut_hz", HIGH_OFF_HZ, 1000.0, HIGH_OFF_HZ, unit="Hz", scale="log", help="Takes away what is above; off at 20 kHz."),
        Param("width", 1.0, 0.0, 2.0, unit="%", help="Stereo width: 0 % is mono."),
        Param("duck_db", 0.0, 0.0, 24.0, unit="dB", help="How far it steps back while the input is loud (-20 dBFS or more)."),
        Param("freeze", 0.0, scale="switch", help="On: what sounds goes on for ever, and nothing new comes in."),
        Param("mix", 0.25, unit="%", help="0 % is the input alone, 100 % the reverb alone (for returns)."),
        Param("bass", 1.0, 0.3, 3.0, unit="%", scale="log", help="How long the lows last against the middle."),
        Param("predelay_note", 0.0, 0.0, len(NOTES) - 1.0, scale="choice", choices=NOTES, help="Pre-delay in ms, or a note of the song."),
        Param("tempo_bpm", 120.0, 20.0, 400.0, unit="bpm", help="The song's tempo; the host sets it."),
        Param("output_db", 0.0, -24.0, 24.0, unit="dB", help="Level of all that comes out."),
    ],
    state=[
        ("started", np.int64), ("network", NETWORK), ("diffuser", DIFFUSER), ("sides", RINGS), ("old", DELAYS), ("new", DELAYS),
        ("asked", np.float64, 4), ("fade", FADE), ("input", np.float32, (2, BLOCK)), ("reflections", np.float32, (2, BLOCK)),
        ("ramp", ramp_dtype(LEVELS)), ("ducker", DUCKER), ("gate", np.float64), ("first_line", np.int64), ("decay_s", np.float64),
        ("damping", np.float64), ("damping_hz", np.float64), ("freeze", np.float64), ("late", np.float64), ("low_hz", np.float64),
        ("high_hz", np.float64), ("low_cut", np.float64), ("high_cut", np.float64), ("low_z", np.float64, 2), ("high_z", np.float64, 2),
        ("bass", np.float64), ("output_db", np.float64), ("gain", np.float64),
    ],
    tail_s=tail_s, memory=memory_frames, makes_stereo=True,
)  # fmt: skip
def reverb(x, p, s, memory, sample_rate):
    """x = dry x + wet (early reflections + late reverberation).

    Input -> cuts -> pre-delay -> early reflections; pre-delay -> diffuser -> network of sixteen lines -> late reverberation.
    """
    process(x, p, s, memory, sample_rate)
