"""Loops over stretches of samples at an address.  Audio thread and disk loop.

An address points to float32 unless its name says otherwise.  Views made here cost nothing once compiled, and their indices, counted
from 0, let the compiler work on many samples at once.
"""

import numpy as np

from daw.dsp.compiled import compiled, metering
from daw.engine.kernelcall import doubles, floats

MAGNITUDE = np.int32(0x7FFFFFFF)
EXPONENT_INFINITE = np.int32(0x7F800000)


@compiled
def silence(address, count):
    """Zeros."""
    out = floats(address, count)
    for k in range(count):
        out[k] = np.float32(0.0)


@compiled
def copy(source, target, count):
    """The same samples elsewhere."""
    x, out = floats(source, count), floats(target, count)
    for k in range(count):
        out[k] = x[k]


@compiled
def get_ring(ring, size, index, target, count):
    """Read `count` samples of a ring of `size`, from place `index` on, round its end."""
    first = min(count, size - index)
    copy(ring + 4 * index, target, first)
    copy(ring, target + 4 * first, count - first)


@compiled
def put_ring(source, count, ring, size, index):
    """Write `count` samples into a ring of `size`, from place `index` on, round its end."""
    first = min(count, size - index)
    copy(source, ring + 4 * index, first)
    copy(source + 4 * first, ring, count - first)


@compiled
def pass_ring(source, count, ring, size, index, delay, target):
    """Write samples into a ring from place `index` on, and read those `delay` earlier; size >= delay + count."""
    put_ring(source, count, ring, size, index)
    get_ring(ring, size, (index - delay + size) % size, target, count)


@compiled
def clear_sums(sums, count):
    """Zeros, float64."""
    out = doubles(sums, count)
    for k in range(count):
        out[k] = 0.0


@compiled
def keep_sums(sums, target, count):
    """float64 sums to float32."""
    x, out = doubles(sums, count), floats(target, count)
    for k in range(count):
        out[k] = np.float32(x[k])


@compiled
def add_scaled(sums, source, gain, count):
    """sums += gain * source; sums : float64."""
    out, x = doubles(sums, count), floats(source, count)
    for k in range(count):
        out[k] += gain * np.float64(x[k])


@compiled
def add_ramped(sums, source, gain, step, first, count):
    """sums += (gain + step * (first + k)) * source, the gain in float32; sums : float64."""
    out, x = doubles(sums, count), floats(source, count)
    for k in range(count):
        out[k] += np.float64(gain + step * np.float32(first + k)) * np.float64(x[k])


@compiled
def add_each(sums, source, gains, count):
    """sums += gains * source; sums, gains : float64."""
    out, x, gain = doubles(sums, count), floats(source, count), doubles(gains, count)
    for k in range(count):
        out[k] += gain[k] * np.float64(x[k])


@metering
def plus_square(total, x):
    """total + x * x, where nobody hears in which order."""
    return total + x * x


@compiled
def measured(largest, energy, x):
    """The largest magnitude, as its bit pattern, and the energy, with one sample more.

    Greater patterns are greater magnitudes, infinity and NaN the greatest.
    """
    magnitude = np.int32(np.float32(x).view(np.int32) & MAGNITUDE)
    return max(largest, magnitude), plus_square(energy, x)


@compiled
def scale(source, gain, target, count):
    """target = gain * source; returns what `measured` says of it."""
    x, out = floats(source, count), floats(target, count)
    largest, energy = np.int32(0), np.float32(0.0)
    for k in range(count):
        y = gain * x[k]
        out[k] = y
        largest, energy = measured(largest, energy, y)
    return largest, energy


@compiled
def scale_ramped(source, gain, gain_gap, gate, gate_gap, share, first, target, count):
    """target = source with a gain and a gate, both `share` of their gaps further every sample; returns what `measured` says of it."""
    x, out = floats(source, count), floats(target, count)
    largest, energy = np.int32(0), np.float32(0.0)
    for k in range(count):
        way = share * np.float32(first + k)
        y = (gate + way * gate_gap) * (gain + way * gain_gap) * x[k]
        out[k] = y
        largest, energy = measured(largest, energy, y)
    return largest, energy


@compiled
def scale_each(source, gains, target, count):
    """target = gains * source; gains : float64.  Returns what `measured` says of it."""
    x, gain, out = floats(source, count), doubles(gains, count), floats(target, count)
    largest, energy = np.int32(0), np.float32(0.0)
    for k in range(count):
        y = np.float32(gain[k]) * x[k]
        out[k] = y
        largest, energy = measured(largest, energy, y)
    return largest, energy


@compiled
def cross(from_source, to_source, way, step, first, target, count):
    """target = (1 - way) * from_source + way * to_source, the way growing by `step` every sample."""
    a, b, out = floats(from_source, count), floats(to_source, count), floats(target, count)
    for k in range(count):
        share = way + step * np.float32(first + k)
        out[k] = (np.float32(1.0) - share) * a[k] + share * b[k]
