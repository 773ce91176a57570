"""Many biquads in a row on two channels, four of them and both channels at once in one register.  Real-time.

Sections are held in groups of four.  `coefficients` has shape (groups, 5, 8), `z` (groups, 2, 8), float64, the last axis as in
`daw.dsp.lanes`; a place without a section passes the sound through.  Zeroed `z` is rest.

Each section is a transposed direct form II whose state update is written from the state instead of the output, which shortens the
path from one frame to the next:  y = b0 v + z1;  z1' = d1 z1 + (c1 v + z2);  z2' = d2 z1 + c2 v,  with c1 = b1 - a1 b0,  c2 = b2 - a2 b0,
d1 = -a1,  d2 = -a2.
"""

import numpy as np

from daw.dsp.biquad import PASS
from daw.dsp.compiled import compiled, contracted
from daw.dsp.lanes import LATE, STAGES, WIDTH, feed, fused, lane, load, store, where_busy

COEFFICIENTS = 5  # b0 c1 c2 -a1 -a2
STATES = 2


@compiled
def place_section(coefficients, place, section):
    """Put a section (b0, b1, b2, a1, a2) at a place, counted through the groups, for both channels."""
    b0, b1, b2, a1, a2 = section
    group, stage = place // STAGES, place % STAGES
    for lane_index in (stage, stage + STAGES):
        coefficients[group, 0, lane_index] = b0
        coefficients[group, 1, lane_index] = b1 - a1 * b0
        coefficients[group, 2, lane_index] = b2 - a2 * b0
        coefficients[group, 3, lane_index] = -a1
        coefficients[group, 4, lane_index] = -a2


@compiled
def pass_through(coefficients, z, place):
    """Make a place do nothing."""
    place_section(coefficients, place, PASS)
    forget(z, place)


@compiled
def forget(z, place):
    """Put the section at a place to rest."""
    for lane_index in (place % STAGES, place % STAGES + STAGES):
        for state in range(STATES):
            z[place // STAGES, state, lane_index] = 0.0


@contracted  # 11 % faster; the order of operations is the same in every place it is inlined to
def _step(v, z1, z2, b0, c1, c2, d1, d2):
    """One frame in every lane: (y, z1', z2')."""
    return fused(b0, v, z1), fused(d1, z1, fused(c1, v, z2)), fused(d2, z1, c2 * v)


@compiled
def run_group(x, start, frames, coefficients, z, group):
    """Filter x[:, start : start + frames] in place through one group of four sections; x : float32, one or two channels.

    A frame is in the pipeline for `LATE` steps, so the first and the last steps change only the lanes that have a frame.
    """
    right = x.shape[0] - 1  # a single channel goes through both halves, alike
    place = group * COEFFICIENTS * WIDTH
    b0, c1, c2 = load(coefficients, place), load(coefficients, place + WIDTH), load(coefficients, place + 2 * WIDTH)
    d1, d2 = load(coefficients, place + 3 * WIDTH), load(coefficients, place + 4 * WIDTH)
    z1, z2 = load(z, group * STATES * WIDTH), load(z, group * STATES * WIDTH + WIDTH)
    before, y = z1, z1  # what the lanes gave out one and two steps ago; never used before it is set
    for step in range(LATE):
        inside = min(start + step, start + frames - 1)  # past the end the lanes are not busy, so any frame will do
        v = feed(before, np.float64(x[0, inside]), np.float64(x[right, inside]))
        before = y
        y, next1, next2 = _step(v, z1, z2, b0, c1, c2, d1, d2)
        z1, z2 = where_busy(step, frames, next1, z1), where_busy(step, frames, next2, z2)
    for step in range(LATE, frames):
        v = feed(before, np.float64(x[0, start + step]), np.float64(x[right, start + step]))
        before = y
        y, z1, z2 = _step(v, z1, z2, b0, c1, c2, d1, d2)
        x[0, start + step - LATE] = lane(y, STAGES - 1)
        x[right, start + step - LATE] = lane(y, WIDTH - 1)
    for step in range(max(frames, LATE), frames + LATE):
        v = feed(before, 0.0, 0.0)
        before = y
        y, next1, next2 = _step(v, z1, z2, b0, c1, c2, d1, d2)
        z1, z2 = where_busy(step, frames, next1, z1), where_busy(step, frames, next2, z2)
        x[0, start + step - LATE] = lane(y, STAGES - 1)
        x[right, start + step - LATE] = lane(y, WIDTH - 1)
    store(z, group * STATES * WIDTH, z1)
    store(z, group * STATES * WIDTH + WIDTH, z2)
