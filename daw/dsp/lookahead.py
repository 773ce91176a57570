"""Gain that is down before the peak arrives: a sliding maximum of the reduction, a release, and two moving averages.  Real-time.

Everything is said in reductions, 1 - gain, so that all zeros is the state of rest.  With averages of b and b + 2 frames the gain
asked for at one frame holds, smoothed, for all of the frames from 2 b ago to 2 b + 1 ago: no smoothed gain is above what was asked.
The averages are running sums of whole numbers (2 ** -40 of full reduction, rounded up), so they never drift, however long the song.
"""

import math

import numpy as np

from daw.dsp.compiled import inlined

HALF_LONGEST = 384  # frames; 1 ms at 384 kHz
UNIT = 2.0**40
REST = 1e-7  # a release ends here, a millionth of a dB from no reduction

GLIDE = np.dtype(
    [
        ("block", np.float64, 2 * HALF_LONGEST + 2), ("place", np.int64), ("highest", np.float64),
        ("reduction", np.float64), ("average", np.float64), ("hold", np.int64), ("active", np.int64),
        ("first", np.int64, HALF_LONGEST), ("first_place", np.int64), ("first_sum", np.int64),
        ("second", np.int64, HALF_LONGEST + 2), ("second_place", np.int64), ("second_sum", np.int64),
    ],
    align=True,
)  # fmt: skip


@inlined
def close_block(block, window):
    """Replace each value by the highest from there to the end."""
    for k in range(window - 2, -1, -1):
        block[k] = max(block[k], block[k + 1])


@inlined
def let_go(reduction, wanted, average, keep):
    """One frame of release: towards none by `keep`, but not below what is wanted, nor below the average while that is less."""
    released = reduction * keep
    floor = average if average < reduction else reduction
    released = released if released > floor else floor
    released = released if released > REST else 0.0
    return released if released > wanted else wanted


@inlined
def glide_down(glide, values, frames, half, keep, average_keep, hold_frames):
    """Replace the reductions asked for by smooth ones for the frames 2 half earlier; returns whether any is not 0.

    values : float64, `frames` of them, at least 0.  half : frames, up to HALF_LONGEST
    keep : part of the reduction left after a frame of release; average_keep : the same of the average reduction, below which a release
    does not fall (1: no average), so that one short peak is left quickly and steady limiting slowly
    hold_frames : how long a reduction stays before the release begins
    """
    asked = False
    for n in range(frames):
        asked |= values[n] > 0.0
    if not asked and glide.active == 0:
        return False
    block, first, second, window = glide.block, glide.first, glide.second, 2 * half + 2
    place, highest, reduction, average, hold = glide.place, glide.highest, glide.reduction, glide.average, glide.hold
    first_place, first_sum, second_place, second_sum = glide.first_place, glide.first_sum, glide.second_place, glide.second_sum
    scale, averaging = 1.0 / (UNIT * half * (half + 2)), 1.0 - average_keep
    for n in range(frames):
        value = values[n]
        block[place] = value
        highest = value if value > highest else highest
        place += 1
        wanted = highest
        if place < window:  # the rest of the window is the end of the block before
            wanted = block[place] if block[place] > highest else highest
        else:
            close_block(block, window)
            place, highest = 0, 0.0
        if averaging > 0.0:
            average += ((reduction if average < reduction else wanted) - average) * averaging
        held = (hold > 0) & (wanted < reduction)
        hold = hold - 1 if held else hold
        if not held:
            hold = hold_frames if wanted >= reduction else 0
            reduction = let_go(reduction, wanted, average, keep)
        average = average if reduction > 0.0 else 0.0  # at rest nothing is left to remember
        new = np.int64(math.ceil(reduction * UNIT))
        first_sum += new - first[first_place]
        first[first_place] = new
        first_place = first_place + 1 if first_place + 1 < half else 0
        second_sum += first_sum - second[second_place]
        second[second_place] = first_sum
        second_place = second_place + 1 if second_place + 1 < half + 2 else 0
        values[n] = second_sum * scale
    glide.place, glide.highest, glide.reduction, glide.average, glide.hold = place, highest, reduction, average, hold
    glide.first_place, glide.first_sum, glide.second_place, glide.second_sum = first_place, first_sum, second_place, second_sum
    glide.active = 1 if (reduction > 0.0) | (first_sum > 0) | (second_sum > 0) else 0
    return True
