"""Feedback delay network: sixteen delay lines that feed each other through a Hadamard matrix, with a decay that is exact.  Real-time.

Each line loses as many dB per second as every other, whatever its length (Jot 1991), above a corner frequency more than below.  Before the
matrix, pairs of lines are turned by a slowly swinging angle (Schlecht and Habets 2015): as lossless as the matrix, but the resonances never
stand still long enough to ring.  All of it runs 64 frames at a time: every line is longer than that.
"""

import math

import numpy as np

from daw.dsp.biquad import high_shelf
from daw.dsp.blockline import BLOCK, ONE, REACH, RINGS, ZERO, place_of, step, write
from daw.dsp.compiled import contracted, inlined

LINES, CHANNELS = 16, 8
SHARE = np.float32(math.sqrt(CHANNELS / LINES))  # each channel goes to two lines
SHORTEST_FRAMES = BLOCK + REACH
ROW_STEP = 5  # line k is fed by row 5 k of the matrix: without that, two passes would undo each other
SHELF_Q = math.sqrt(0.5)
NOT_DENORMAL = np.float32(1e-25)  # keeps the filters' states normal numbers in silence; far below what `write` lets through
SWING_HZ = 0.9
GLIDE_STEPS = 40  # of BLOCK frames: how slowly filters change
_bits = np.arange(LINES)[:, None] >> np.arange(4) & 1
LEFT = (0.25 * (-1.0) ** (_bits[:, 0] * _bits[:, 1] + _bits[:, 2] * _bits[:, 3])).astype(np.float32)
RIGHT = (LEFT * (-1.0) ** _bits[:, 0]).astype(np.float32)

NETWORK = np.dtype(
    [
        ("sound", np.float32, (LINES, BLOCK)), ("left", np.float32, BLOCK), ("right", np.float32, BLOCK), ("sine", np.float32, BLOCK),
        ("cosine", np.float32, BLOCK), ("forward", np.float32, (LINES, 3)), ("back", np.float64, (LINES, 2)),
        ("forward_goal", np.float32, (LINES, 3)), ("back_goal", np.float64, (LINES, 2)), ("left_steps", np.int64),
        ("z", np.float64, (LINES, 2)), ("clock", np.int64), ("rings", RINGS),
    ],
    align=True,
)  # fmt: skip


@inlined
def set_decay(network, frames, decay_s, high_decay_s, corner_hz, sample_rate):
    """Make the level fall by 60 dB in decay_s, and well above the corner in high_decay_s; reached in GLIDE_STEPS, at the start at once.

    frames : delay of each line.  The scale 1/4 of the matrix is part of the filters
    """
    for k in range(LINES):
        rate = -60.0 * frames[k] / sample_rate  # dB for a decay of 1 s
        b0, b1, b2, a1, a2 = high_shelf(corner_hz, SHELF_Q, rate * (1.0 / high_decay_s - 1.0 / decay_s), sample_rate)
        set_line(network, k, 0.25 * 10.0 ** (rate / decay_s / 20.0), b0, b1, b2, a1, a2)


@inlined
def shelf_pair(low_gain, low_hz, high_gain, high_hz, sample_rate):
    """Two shelves of first order in one section: b0, b1, b2, a1, a2; a gain is that far below, or far above, its corner.

    Low: (s + w √g) / (s + w / √g).  High: (g s + w √g) / (s + w √g).  Bilinear transform
    """
    low, high = math.tan(math.pi * low_hz / sample_rate), math.tan(math.pi * high_hz / sample_rate)
    low_up, low_down, high_root = low * math.sqrt(low_gain), low / math.sqrt(low_gain), high * math.sqrt(high_gain)
    scale = 1.0 / ((1.0 + low_down) * (1.0 + high_root))
    n0, n1, m0, m1 = 1.0 + low_up, low_up - 1.0, high_gain + high_root, high_root - high_gain
    d0, d1, e0, e1 = 1.0 + low_down, low_down - 1.0, 1.0 + high_root, high_root - 1.0
    return scale * n0 * m0, scale * (n0 * m1 + n1 * m0), scale * n1 * m1, scale * (d0 * e1 + d1 * e0), scale * d1 * e1


@inlined
def set_decays(network, frames, decay_s, others, sample_rate):
    """As `set_decay`, with a decay of the lows as well.  others : (low decay in s, corner in Hz, high decay in s, corner in Hz)"""
    low_decay_s, low_hz, high_decay_s, high_hz = others
    for k in range(LINES):
        rate = -60.0 * frames[k] / sample_rate
        low_gain = 10.0 ** (rate * (1.0 / low_decay_s - 1.0 / decay_s) / 20.0)
        high_gain = 10.0 ** (rate * (1.0 / high_decay_s - 1.0 / decay_s) / 20.0)
        b0, b1, b2, a1, a2 = shelf_pair(low_gain, low_hz, high_gain, high_hz, sample_rate)
        set_line(network, k, 0.25 * 10.0 ** (rate / decay_s / 20.0), b0, b1, b2, a1, a2)


@inlined
def set_freeze(network):
    """Lose nothing any more."""
    for k in range(LINES):
        set_line(network, k, 0.25, 1.0, 0.0, 0.0, 0.0, 0.0)


@inlined
def set_line(network, k, gain, b0, b1, b2, a1, a2):
    """Where a line's filter is to go."""
    forward, back = network.forward_goal[k], network.back_goal[k]
    forward[0], forward[1], forward[2], back[0], back[1] = gain * b0, gain * b1, gain * b2, a1, a2
    network.left_steps = GLIDE_STEPS if network.clock > 0 else 1


@inlined
def glide(network):
    """Bring the filters a step nearer to where they are to go."""
    share = 1.0 / network.left_steps
    for k in range(LINES):
        for i in range(3):
            network.forward[k, i] += (network.forward_goal[k, i] - network.forward[k, i]) * share
        for i in range(2):
            network.back[k, i] += (network.back_goal[k, i] - network.back[k, i]) * share
    network.left_steps -= 1


@inlined
def frames_at_once(network, frames):
    """How many of the next frames, at most BLOCK, may go into one pass: filters on their way move every BLOCK frames of the clock."""
    return min(frames, BLOCK - network.clock % BLOCK) if network.left_steps > 0 else min(frames, BLOCK)


@inlined
def swing(network, depth, sample_rate):
    """Sine and cosine of the angle for the next BLOCK frames; depth : the largest sine, 0 to 1."""
    sine, cosine, clock = network.sine, network.cosine, network.clock
    turns, height = SWING_HZ / sample_rate, np.float32(4.0 * depth)
    for n in range(BLOCK):
        angle = (clock + n) * turns
        place = np.float32(2.0 * (angle - np.floor(angle)) - 1.0)
        bow = height * place * (ONE - abs(place))  # two parabolas: a sine to 6 %
        sine[n] = bow
        cosine[n] = np.sqrt(ONE - bow * bow)


@inlined
def take_still(run, forward, out):
    """First half of a line's filter: b0 x[n] + b1 x[n-1] + b2 x[n-2]."""
    b0, b1, b2 = forward[0], forward[1], forward[2]
    for n in range(BLOCK):
        out[n] = b0 * run[n + 2] + b1 * run[n + 1] + b2 * run[n] + NOT_DENORMAL


@inlined
def take_fading(old, new, blend, forward, out):
    """The same while the line changes its length: from the old place to the new."""
    b0, b1, b2 = forward[0], forward[1], forward[2]
    for n in range(BLOCK):
        before = b0 * old[n + 2] + b1 * old[n + 1] + b2 * old[n]
        after = b0 * new[n + 2] + b1 * new[n + 1] + b2 * new[n]
        out[n] = (ONE - blend[n]) * before + blend[n] * after + NOT_DENORMAL


@inlined
def take(memory, rings, k, old_delay, new_delay, fade, forward, out):
    """One of the two."""
    old = place_of(rings, k, old_delay)
    if fade.active == 0:
        take_still(memory[old : old + BLOCK + REACH], forward, out)
        return
    new = place_of(rings, k, new_delay)
    take_fading(memory[old : old + BLOCK + REACH], memory[new : new + BLOCK + REACH], fade.blend, forward, out)


@contracted  # 1.4 times as fast: the conversions leave no room for separate additions
def damp(sound, z, back, k, frames):
    """Second half of the filters of four lines, side by side: y[n] = x[n] - a1 y[n-1] - a2 y[n-2]."""
    a, b, c, d = sound[k], sound[k + 1], sound[k + 2], sound[k + 3]
    a1, b1, c1, d1 = back[k, 0], back[k + 1, 0], back[k + 2, 0], back[k + 3, 0]
    a2, b2, c2, d2 = back[k, 1], back[k + 1, 1], back[k + 2, 1], back[k + 3, 1]
    ay, by, cy, dy = z[k, 0], z[k + 1, 0], z[k + 2, 0], z[k + 3, 0]
    az, bz, cz, dz = z[k, 1], z[k + 1, 1], z[k + 2, 1], z[k + 3, 1]
    for n in range(frames):
        ay, az = (a[n] - a2 * az) - a1 * ay, ay
        by, bz = (b[n] - b2 * bz) - b1 * by, by
        cy, cz = (c[n] - c2 * cz) - c1 * cy, cy
        dy, dz = (d[n] - d2 * dz) - d1 * dy, dy
        a[n], b[n], c[n], d[n] = ay, by, cy, dy
    z[k, 0], z[k + 1, 0], z[k + 2, 0], z[k + 3, 0] = ay, by, cy, dy
    z[k, 1], z[k + 1, 1], z[k + 2, 1], z[k + 3, 1] = az, bz, cz, dz


@inlined
def turn(one, other, sine, cosine):
    """Turn a pair of lines by an angle."""
    for n in range(BLOCK):
        first, second = one[n], other[n]
        one[n] = cosine[n] * first - sine[n] * second
        other[n] = sine[n] * first + cosine[n] * second


@inlined
def mix_four(a, b, c, d):
    """Hadamard matrix of order 4, without its scale of 1/2."""
    for n in range(BLOCK):
        p, q, r, t = a[n] + b[n], a[n] - b[n], c[n] + d[n], c[n] - d[n]
        a[n], b[n], c[n], d[n] = p + r, q + t, p - r, q - t


@inlined
def mix_eight(sound):
    """Hadamard matrix of order 8, without its scale."""
    a, b, c, d, e, f, g, h = sound[0], sound[1], sound[2], sound[3], sound[4], sound[5], sound[6], sound[7]
    for n in range(BLOCK):
        ab, a_b, cd, c_d = a[n] + b[n], a[n] - b[n], c[n] + d[n], c[n] - d[n]
        ef, e_f, gh, g_h = e[n] + f[n], e[n] - f[n], g[n] + h[n], g[n] - h[n]
        one, two, three, four = ab + cd, a_b + c_d, ab - cd, a_b - c_d
        five, six, seven, eight = ef + gh, e_f + g_h, ef - gh, e_f - g_h
        a[n], b[n], c[n], d[n] = one + five, two + six, three + seven, four + eight
        e[n], f[n], g[n], h[n] = one - five, two - six, three - seven, four - eight


@inlined
def mix_sixteen(sound):
    """Hadamard matrix of order 16, without its scale of 1/4."""
    for k in range(0, LINES, 4):
        mix_four(sound[k], sound[k + 1], sound[k + 2], sound[k + 3])
    for k in range(4):
        mix_four(sound[k], sound[k + 4], sound[k + 8], sound[k + 12])


@inlined
def run_network(network, feed, memory, old_delays, new_delays, fade, depth, sample_rate, frames):
    """One pass of as many frames as `frames_at_once` allows: network.sound becomes what the matrix gives, one row per line.

    feed : float32, shape (CHANNELS, BLOCK), what goes in, each channel into two lines.  depth : of the swing, 0 to 1
    old_delays, new_delays : frames, at least SHORTEST_FRAMES, of each line; the FADE goes from one to the other
    """
    sound, rings = network.sound, network.rings
    if network.left_steps > 0 and network.clock % BLOCK == 0:
        glide(network)
    for k in range(LINES):
        take(memory, rings, k, old_delays[k] + REACH, new_delays[k] + REACH, fade, network.forward[k], sound[k])
    for k in range(0, LINES, 4):
        damp(sound, network.z, network.back, k, frames)
    if depth > 0.0:
        swing(network, depth, sample_rate)
        for k in range(0, LINES, 2):
            turn(sound[k], sound[k + 1], network.sine, network.cosine)
    mix_sixteen(sound)
    for k in range(LINES):
        share = SHARE if k < CHANNELS or k % 2 == 0 else -SHARE
        write(memory, rings, k, sound[ROW_STEP * k % LINES], feed[k % CHANNELS], share)
    network.clock += frames
    step(rings, frames)


@inlined
def add_four(a, b, c, d, signs, k, out):
    """Add four lines, each with its sign, to what is heard."""
    sa, sb, sc, sd = signs[k], signs[k + 1], signs[k + 2], signs[k + 3]
    for n in range(BLOCK):
        out[n] += (sa * a[n] + sb * b[n]) + (sc * c[n] + sd * d[n])


@inlined
def listen(network):
    """network.left and network.right: all lines, with two sets of signs.

    The signs are bent sequences (equally unlike every row of the matrix), so that no line's length is heard more than another's, and
    orthogonal, so that left and right have nothing in common.
    """
    sound, left, right = network.sound, network.left, network.right
    for n in range(BLOCK):
        left[n] = ZERO
        right[n] = ZERO
    for k in range(0, LINES, 4):
        add_four(sound[k], sound[k + 1], sound[k + 2], sound[k + 3], LEFT, k, left)
        add_four(sound[k], sound[k + 1], sound[k + 2], sound[k + 3], RIGHT, k, right)
