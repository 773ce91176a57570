"""Automation in compiled code: the value of an envelope at any moment.  Audio thread."""

from daw.dsp.compiled import compiled
from daw.model.automation import HOLD


@compiled
def value_at(points, first, count, is_log, frame):
    """Value of the envelope `points[first : first + count]` at a session frame; its ends hold their value.

    Between two points the way is straight (or straight in the logarithm), bent by t ** 2**(-2 * curve), or held.
    """
    last = first + count - 1
    if frame <= points[first].frame:
        return points[first].value
    if frame >= points[last].frame:
        return points[last].value
    low = first
    high = last
    while high - low > 1:
        middle = (low + high) // 2
        if points[middle].frame <= frame:
            low = middle
        else:
            high = middle
    here = points[low].value
    there = points[high].value
    curve = points[low].curve
    if curve >= HOLD:
        return here
    way = (frame - points[low].frame) / (points[high].frame - points[low].frame)
    if curve != 0.0:
        way = way ** (2.0 ** (-2.0 * curve))
    if is_log == 1 and here > 0.0 and there > 0.0:
        return here * (there / here) ** way
    return here + (there - here) * way
