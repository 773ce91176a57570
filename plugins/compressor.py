"""Compressor: feed-forward, both channels as one, with a soft knee, a side-chain and its reduction metered; no latency.

The level is measured in the side-chain (the track itself when nothing is connected), turned into the reduction that the static curve
asks for, and that is smoothed: a "smooth decoupled" detector in the logarithmic domain (Giannoulis, Massberg, Reiss, JAES 2012).
Logarithmic values here are in octaves of amplitude (log2), 6.02 dB each.
"""

import math

import numpy as np

from daw.dsp import biquad
from daw.dsp.compiled import compiled
from daw.dsp.decibel import DB_PER_OCTAVE, OCTAVES_PER_DB, quick_exp2, quick_log2
from daw.dsp.dynamics import INFINITE_RATIO, knee_scale, ratio_slope, soft_excess, time_coefficient
from daw.dsp.lanes import fused
from daw.plugin import CHUNK_FRAMES, Param, effect

FLAT_Q = math.sqrt(0.5)
RMS_MS = 10.0
OFF_HZ = 20.0  # the side-chain's high-pass at its lowest does nothing
NOTHING = 1e-20  # reductions below this leave the gain at exactly 1
ONE = np.uintp(1)
CHARGE_MS = 400.0  # automatic release: how long sound must be turned down until it lets go slowly
SLOWER = 8.0  # automatic release: how many times longer the slow part takes
AUTO_SHARE = 0.5  # automatic make-up gives back this part of what 0 dBFS loses


@compiled
def update_coefficients(p, s, sample_rate):
    """Compute what depends on the times and the high-pass, if they have changed."""
    if p.attack_ms == s.seen[0] and p.release_ms == s.seen[1] and p.highpass_hz == s.seen[2]:
        return
    s.seen[0], s.seen[1], s.seen[2] = p.attack_ms, p.release_ms, p.highpass_hz
    s.keep_attack, s.keep_release = time_coefficient(p.attack_ms, sample_rate), time_coefficient(p.release_ms, sample_rate)
    s.keep_power = time_coefficient(RMS_MS, sample_rate)
    s.keep_charge, s.keep_slow = time_coefficient(CHARGE_MS, sample_rate), time_coefficient(SLOWER * p.release_ms, sample_rate)
    s.high_pass[0], s.high_pass[1], s.high_pass[2], s.high_pass[3], s.high_pass[4] = biquad.low_cut(p.highpass_hz, FLAT_Q, sample_rate)


@compiled
def high_pass(side, start, frames, s):
    """The side-chain through the high-pass into s.heard; a transposed direct form II, both channels side by side."""
    b0, b1, b2, a1, a2 = s.high_pass[0], s.high_pass[1], s.high_pass[2], s.high_pass[3], s.high_pass[4]
    c1, c2 = b1 - a1 * b0, b2 - a2 * b0  # the state from the state, not from the output: a shorter path, as in daw.dsp.cascade
    left_z1, left_z2, right_z1, right_z2 = s.z[0, 0], s.z[0, 1], s.z[1, 0], s.z[1, 1]
    right = side.shape[0] - 1
    for n in range(frames):
        v, w = np.float64(side[0, start + n]), np.float64(side[right, start + n])
        s.heard[0, n], s.heard[1, n] = b0 * v + left_z1, b0 * w + right_z1
        left_z1, left_z2 = (c1 * v + left_z2) - a1 * left_z1, c2 * v - a2 * left_z1
        right_z1, right_z2 = (c1 * w + right_z2) - a1 * right_z1, c2 * w - a2 * right_z1
    s.z[0, 0], s.z[0, 1], s.z[1, 0], s.z[1, 1] = left_z1, left_z2, right_z1, right_z2


@compiled
def want_from_peaks(audio, start, frames, level, curve):
    """level[n] = the reduction that the static curve wants for the larger channel's magnitude."""
    right = audio.shape[0] - 1
    threshold, half_knee, scale, slope = curve
    for n in range(frames):
        peak = max(abs(audio[0, np.uintp(start + n)]), abs(audio[right, np.uintp(start + n)]))
        level[n] = slope * soft_excess(quick_log2(peak) - threshold, half_knee, scale)


@compiled
def want_from_powers(level, frames, curve):
    """level[n] = the reduction that the static curve wants for a power."""
    threshold, half_knee, scale, slope = curve
    for n in range(frames):
        level[n] = slope * soft_excess(0.5 * quick_log2(np.float32(level[n])) - threshold, half_knee, scale)


@compiled
def measure_power(audio, start, frames, level, s):
    """level[n] = the larger channel's mean square over about RMS_MS."""
    right = audio.shape[0] - 1
    keep, lose = s.keep_power, 1.0 - s.keep_power
    left_power, right_power = s.power[0], s.power[1]
    for n in range(frames):
        left_now, right_now = np.float64(audio[0, start + n]), np.float64(audio[right, start + n])
        left_power = keep * left_power + lose * (left_now * left_now)
        right_power = keep * right_power + lose * (right_now * right_now)
        level[n] = max(left_power, right_power)
    s.power[0], s.power[1] = left_power, right_power


@compiled
def detect(side, start, frames, level, p, s, curve):
    """level[n] = the reduction wanted for what the detector hears."""
    is_power, is_filtered = p.detector >= 0.5, p.highpass_hz > OFF_HZ
    if is_filtered:
        high_pass(side, start, frames, s)
    if is_power and is_filtered:
        measure_power(s.heard, 0, frames, level, s)
    elif is_power:
        measure_power(side, start, frames, level, s)
    elif is_filtered:
        want_from_peaks(s.heard, 0, frames, level, curve)
    else:
        want_from_peaks(side, start, frames, level, curve)
    if is_power:
        want_from_powers(level, frames, curve)


@compiled
def first_of_two(held, reduction, wanted, keeps):
    """(held, reduction) after the first frame of a pair."""
    keep_attack, keep_release = keeps
    held = max(wanted, fused(keep_release, held, (1.0 - keep_release) * wanted))
    return held, fused(keep_attack, reduction, (1.0 - keep_attack) * held)


@compiled
def second_of_two(held, reduction, first, second, held_first, keeps):
    """(held, reduction) after the second frame of a pair, from what they were before the first: a path half as long as through it.

    first, second : the reductions wanted; held_first : held after the first frame
    """
    keep_attack, keep_release = keeps
    lose_attack, lose_release = 1.0 - keep_attack, 1.0 - keep_release
    least = max(second, fused(keep_release, first, lose_release * second))
    rest = fused(keep_release, lose_release * first, lose_release * second)
    held = max(least, fused(keep_release * keep_release, held, rest))
    fresh = fused(keep_attack * lose_attack, held_first, lose_attack * held)
    return held, fused(keep_attack * keep_attack, reduction, fresh)


@compiled
def smooth_reduction(level, frames, s):
    """Turn wanted reductions into smoothed ones, two frames at a time; the largest is kept for the meter.

    Pairs are counted from the start of the sound, however it is cut: a first frame without its second waits in the state.
    """
    held, reduction, deepest = s.held, s.reduction, s.deepest
    keeps = s.keep_attack, s.keep_release
    start = 0
    if s.is_between and frames > 0:
        held_first, _ = first_of_two(held, reduction, s.first, keeps)
        held, reduction = second_of_two(held, reduction, s.first, level[0], held_first, keeps)
        level[0] = reduction
        deepest = max(deepest, reduction)
        start = 1
    pairs = (frames - start) // 2
    for n in range(pairs):
        place = np.uintp(start + 2 * n)
        first, second = level[place], level[place + ONE]
        held_first, reduction_first = first_of_two(held, reduction, first, keeps)
        held, reduction = second_of_two(held, reduction, first, second, held_first, keeps)
        level[place], level[place + ONE] = reduction_first, reduction
        deepest = max(deepest, reduction_first, reduction)
    if frames > 0:
        s.is_between = (frames - start) % 2
    if s.is_between:
        s.first = level[frames - 1]
        _, level[frames - 1] = first_of_two(held, reduction, s.first, keeps)
        deepest = max(deepest, level[frames - 1])
    s.held, s.reduction, s.deepest = held, reduction, deepest


@compiled
def smooth_by_itself(level, frames, s):
    """The same with the automatic release: short peaks let go in the release time, what lasts lets go SLOWER times slower.

    A slow average of the reduction charges while there is any, and no release goes below it.
    """
    keep_attack, keep_release, keep_charge, keep_slow = s.keep_attack, s.keep_release, s.keep_charge, s.keep_slow
    held, reduction, slow, deepest = s.held, s.reduction, s.slow, s.deepest
    if s.is_between:
        held, reduction = first_of_two(held, reduction, s.first, (keep_attack, keep_release))
        s.is_between = 0
    for n in range(frames):
        wanted = level[n]
        keep = keep_charge if wanted > slow else keep_slow
        slow = fused(keep, slow, (1.0 - keep) * wanted)
        held = max(wanted, fused(keep_release, held, (1.0 - keep_release) * max(wanted, slow)))
        reduction = fused(keep_attack, reduction, (1.0 - keep_attack) * held)
        level[n] = reduction
        deepest = max(deepest, reduction)
    s.held, s.reduction, s.slow, s.deepest = held, reduction, slow, deepest


@compiled
def apply_output(level, frames, output, output_step):
    """The gains times the output's, which moves on from the frame before."""
    for n in range(frames):
        level[n] *= quick_exp2(output + output_step * (n + 1))


@compiled
def apply_gain(x, start, frames, level, makeup, makeup_step, mix, mix_step, output, output_step):
    """x times the gain of the reductions, with make-up, mix and output moving on from the frame before."""
    if mix == 1.0 and mix_step == 0.0 and makeup_step == 0.0 and output_step == 0.0:
        whole = makeup + output
        for n in range(frames):
            level[n] = quick_exp2(whole - level[n])
    else:
        for n in range(frames):
            gain = quick_exp2(makeup + makeup_step * (n + 1) - level[n])
            level[n] = 1.0 + (mix + mix_step * (n + 1)) * (gain - 1.0)
        if output != 0.0 or output_step != 0.0:
            apply_output(level, frames, output, output_step)
    for c in range(x.shape[0]):
        for n in range(frames):
            x[c, np.uintp(start + n)] *= level[n]


@compiled
def settle(s):
    """Forget what is too small to matter, and what is not a number any more."""
    if not s.held > NOTHING:
        s.held = 0.0
    if not s.reduction > NOTHING:
        s.reduction = 0.0
    if not s.slow > NOTHING:
        s.slow = 0.0
    for c in range(2):
        if not s.power[c] > NOTHING:
            s.power[c] = 0.0
        for row in range(2):
            if not abs(s.z[c, row]) > NOTHING:
                s.z[c, row] = 0.0


@effect(
    id="daw.compressor",
    name="Compressor",
    params=[
        Param("threshold_db", -18.0, -60.0, 0.0, unit="dB", help="Level above which the compressor works."),
        Param("ratio", 4.0, 1.0, INFINITE_RATIO, unit=":1", scale="log", help="dB in for one dB out, above the threshold."),
        Param("knee_db", 6.0, 0.0, 24.0, unit="dB", help="Width of the gradual start around the threshold."),
        Param("attack_ms", 10.0, 0.05, 200.0, unit="ms", scale="log", help="Time to reach 63 % of the reduction."),
        Param("release_ms", 100.0, 5.0, 2000.0, unit="ms", scale="log", help="Time to lose 63 % of it."),
        Param("makeup_db", 0.0, -12.0, 24.0, unit="dB", help="Gain after compression."),
        Param("auto_makeup", 0.0, scale="switch", help="Add half of what a peak at 0 dBFS would lose."),
        Param("mix", 1.0, 0.0, 1.0, unit="%", help="Compressed part of the sound; the rest stays as it was."),
        Param("detector", 0, 0, 1, scale="choice", choices=("peak", "rms"), help="What counts as level."),
        Param("highpass_hz", OFF_HZ, OFF_HZ, 500.0, unit="Hz", scale="log", help="The detector ignores what is below; off at 20 Hz."),
        Param("auto_release", 0.0, scale="switch", help="Short peaks let go in the release time, what lasts up to eight times slower."),
        Param("output_db", 0.0, -24.0, 24.0, unit="dB", help="Level of all that comes out."),
    ],
    state=[
        ("level", np.float64, (CHUNK_FRAMES,)),  # then reduction, then gain
        ("heard", np.float32, (2, CHUNK_FRAMES)),
        ("held", np.float64),  # y1: attacks at once, releases slowly; as it was before the pair of frames under way
        ("reduction", np.float64),  # yL: what is applied, in octaves, >= 0; likewise
        ("is_between", np.int64),  # between the frames of a pair
        ("first", np.float64),  # the reduction wanted at the first of them
        ("deepest", np.float64),
        ("power", np.float64, (2,)),
        ("z", np.float64, (2, 2)),
        ("slow", np.float64),  # with the automatic release, what no release goes below
        ("keep_charge", np.float64),
        ("keep_slow", np.float64),
        ("output", np.float64),
        ("makeup", np.float64),
        ("mix", np.float64),
        ("is_running", np.int64),
        ("seen", np.float32, (3,)),
        ("keep_attack", np.float64),
        ("keep_release", np.float64),
        ("keep_power", np.float64),
        ("high_pass", np.float64, (5,)),
    ],
    meters=["gain_reduction_db"],
)
def compressor(x, side, p, s, sample_rate):
    """x, side : one or two channels, which share one gain."""
    update_coefficients(p, s, sample_rate)
    slope = ratio_slope(p.ratio)
    half_knee = 0.5 * p.knee_db * OCTAVES_PER_DB
    curve = (p.threshold_db * OCTAVES_PER_DB, half_knee, knee_scale(half_knee), slope)
    makeup = (p.makeup_db - (AUTO_SHARE * slope * p.threshold_db if p.auto_makeup >= 0.5 else 0.0)) * OCTAVES_PER_DB
    output = p.output_db * OCTAVES_PER_DB
    if not s.is_running:
        s.makeup, s.mix, s.output, s.is_running = makeup, p.mix, output, 1
    old_makeup, old_mix, old_output = s.makeup, s.mix, s.output
    makeup_step, mix_step = (makeup - old_makeup) / x.shape[1], (p.mix - old_mix) / x.shape[1]
    output_step = (output - old_output) / x.shape[1]
    level = s.level
    s.deepest = 0.0
    for start in range(0, x.shape[1], CHUNK_FRAMES):
        frames = min(CHUNK_FRAMES, x.shape[1] - start)
        detect(side, start, frames, level, p, s, curve)
        if p.auto_release >= 0.5:
            smooth_by_itself(level, frames, s)
        else:
            s.slow = 0.0
            smooth_reduction(level, frames, s)
        now_makeup, now_mix, now_output = old_makeup + makeup_step * start, old_mix + mix_step * start, old_output + output_step * start
        apply_gain(x, start, frames, level, now_makeup, makeup_step, now_mix, mix_step, now_output, output_step)
    s.makeup, s.mix, s.output = makeup, p.mix, output
    settle(s)
    s.gain_reduction_db = -s.deepest * DB_PER_OCTAVE
