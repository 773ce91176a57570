"""Levels that move in a straight line to where they are sent, all in 64 frames, so that a turned knob is no staircase.  Real-time."""

import numpy as np

from daw.dsp.compiled import inlined

RAMP_FRAMES = 64.0


def ramp_dtype(count: int) -> np.dtype:
    """Record of so many levels; zeroed it is a valid start."""
    fields = [("goal", np.float64, count), ("level", np.float64, count), ("left_frames", np.float64), ("started", np.int64)]
    return np.dtype(fields, align=True)


@inlined
def send(ramp, goal):
    """Set the goals, a tuple of as many numbers as there are levels; at the very first time the levels are there at once."""
    for k in range(len(goal)):
        if goal[k] != ramp.goal[k]:
            ramp.goal[k] = goal[k]
            ramp.left_frames = RAMP_FRAMES
    if ramp.started == 0:
        ramp.started, ramp.left_frames = 1, 0.0
        for k in range(len(goal)):
            ramp.level[k] = goal[k]


@inlined
def advance(ramp):
    """Move on by one frame; returns whether there is further to go."""
    if ramp.left_frames > 0.0:
        for k in range(ramp.level.size):
            ramp.level[k] += (ramp.goal[k] - ramp.level[k]) / ramp.left_frames
        ramp.left_frames -= 1.0
    return ramp.left_frames > 0.0
