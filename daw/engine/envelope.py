"""Automation in compiled code: the values of an envelope at any moments.  Audio thread."""

import numpy as np

from daw.dsp.compiled import compiled
from daw.dsp.decibel import quick_db_to_linear
from daw.engine.kernelcall import array_at, doubles, record_at
from daw.engine.layout import ENVELOPE, POINT
from daw.model.automation import HOLD
from daw.units import SILENCE_DB

ENVELOPE_BYTES = ENVELOPE.itemsize


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
def value_at(plan, number, frame):
    """Value of one of the plan's envelopes at a session frame; its ends hold their value.

    Between two points the way is straight (or straight in the logarithm), bent by t ** 2**(-2 * curve), or held.
    """
    envelope = record_at(plan.envelopes + ENVELOPE_BYTES * number, ENVELOPE)
    points = array_at(plan.points, POINT, plan.point_count)
    return value_of(points, envelope, frame)


@compiled
def value_of(points, envelope, frame):
    """Value of an envelope at a session frame."""
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
def values_from(plan, number, frame, out, count):
    """Values of one of the plan's envelopes at `count` frames from a session frame on, to float64 at an address; as `value_at` of each."""
    envelope = record_at(plan.envelopes + ENVELOPE_BYTES * number, ENVELOPE)
    points = array_at(plan.points, POINT, plan.point_count)
    last = envelope.first_point + envelope.point_count - 1
    k = point_before(points, envelope.first_point, envelope.point_count, frame)
    done = 0
    while done < count:
        here = points[k]
        end = min(count, points[k + 1].frame - frame) if k < last else count
        if k < last and here.curve == 0.0 and envelope.log == 0 and frame + done >= here.frame:
            there = points[k + 1]
            fill_straight(out + 8 * done, end - done, frame + done - here.frame, there.frame - here.frame, here.value, there.value)
        else:
            values = doubles(out, count)
            for n in range(done, end):
                values[n] = value_of(points, envelope, frame + n)
        done = max(done, end)
        k += 1


@compiled
def fill_straight(out, count, first, length, here, there):
    """Values on the straight way between two points `length` frames apart, from frame `first` of the way on."""
    values = doubles(out, count)
    gap, whole = there - here, np.float64(length)
    for n in range(count):
        values[n] = here + gap * (np.float64(first + n) / whole)


@compiled
def gains_from(plan, number, frame, factor, out, count):
    """Linear gains, times a factor, of an envelope in dB at `count` frames from a session frame on, to float64 at an address."""
    values_from(plan, number, frame, out, count)
    gains = doubles(out, count)
    for n in range(count):
        gain = quick_db_to_linear(gains[n])
        gains[n] = factor * gain if gains[n] > SILENCE_DB else 0.0
