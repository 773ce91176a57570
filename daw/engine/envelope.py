"""Automation in compiled code: the values of an envelope at any moments.  Audio thread."""

import numpy as np

from daw.dsp.compiled import compiled
from daw.dsp.decibel import quick_db_to_linear
from daw.engine.samples import doubles
from daw.model.automation import HOLD
from daw.units import SILENCE_DB


@compiled
def point_before(points, first, count, frame):
    """Index of the last point at or before a frame, or `first`."""
    low = first
    high = first + count
    while high - low > 1:
        middle = (low + high) // 2
        if points[middle].frame <= frame:
            low = middle
        else:
            high = middle
    return low


@compiled
def between(here, there, way, is_log):
    """The value part of the way from one point to the next: straight, or straight in the logarithm."""
    if is_log == 1 and here > 0.0 and there > 0.0:
        return here * (there / here) ** way
    return here + (there - here) * way


@compiled
def value_at(points, envelope, frame):
    """Value of an envelope at a session frame; its ends hold their value.

    Between two points the way is straight (or straight in the logarithm), bent by t ** 2**(-2 * curve), or held.
    """
    k = point_before(points, envelope.first_point, envelope.point_count, frame)
    here = points[k]
    if frame <= here.frame or k == envelope.first_point + envelope.point_count - 1 or here.curve >= HOLD:
        return here.value
    there = points[k + 1]
    way = (frame - here.frame) / (there.frame - here.frame)
    if here.curve != 0.0:
        way = way ** (2.0 ** (-2.0 * here.curve))
    return between(here.value, there.value, way, envelope.log)


@compiled
def values_from(points, envelope, frame, out, count):
    """Values of an envelope at `count` frames from a session frame on, to float64 at an address; the same as `value_at` of each."""
    values = doubles(out, count)
    last = envelope.first_point + envelope.point_count - 1
    k = point_before(points, envelope.first_point, envelope.point_count, frame)
    done = 0
    while done < count:
        here = points[k]
        end = count
        if k < last:
            end = min(count, points[k + 1].frame - frame)
        is_straight = k < last and here.curve == 0.0 and envelope.log == 0 and frame + done >= here.frame
        if is_straight:
            start, length, value, gap = here.frame - frame, points[k + 1].frame - here.frame, here.value, points[k + 1].value - here.value
            for n in range(done, end):
                values[n] = value + gap * (np.float64(n - start) / np.float64(length))
        else:
            for n in range(done, end):
                values[n] = value_at(points, envelope, frame + n)
        done = max(done, end)
        k += 1


@compiled
def gains_from(points, envelope, frame, factor, out, count):
    """Linear gains, times a factor, of an envelope in dB at `count` frames from a session frame on, to float64 at an address."""
    values_from(points, envelope, frame, out, count)
    gains = doubles(out, count)
    for n in range(count):
        gain = quick_db_to_linear(gains[n])
        gains[n] = factor * gain if gains[n] > SILENCE_DB else 0.0
