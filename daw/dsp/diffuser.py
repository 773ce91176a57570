"""Diffusion: one click becomes five hundred, without a colour of its own.  Eight channels through three times delays and a Hadamard matrix.

Every step delays each channel by another time, turns some of them over, and mixes all with all; nothing is fed back and nothing is lost
(Signalsmith 2021).  Real-time, 64 frames at a time.
"""

import math

import numpy as np

from daw.dsp.blockline import BLOCK, RINGS, ZERO, pick, step, write
from daw.dsp.compiled import inlined
from daw.dsp.fdn import CHANNELS, mix_eight

STEPS = 3
PICKS = STEPS * CHANNELS
SCALE = np.float32(1.0 / math.sqrt(CHANNELS))
HALF = np.float32(0.5)  # each side goes to four of the eight channels
# the place of each channel's delay among its step's eighths, and within it, and whether it is turned over: drawn once, for smoothness
ORDER = np.array([[0, 5, 2, 7, 4, 1, 6, 3], [3, 6, 1, 4, 7, 2, 5, 0], [6, 1, 4, 3, 0, 7, 2, 5]])
PLACES = np.array([
    [0.71, 0.23, 0.94, 0.48, 0.07, 0.62, 0.35, 0.86],
    [0.42, 0.91, 0.15, 0.77, 0.58, 0.03, 0.69, 0.29],
    [0.13, 0.66, 0.37, 0.88, 0.24, 0.97, 0.51, 0.79],
])  # fmt: skip
SIGNS = np.array([[1, -1, 1, 1, -1, 1, -1, -1], [-1, 1, 1, -1, 1, -1, -1, 1], [1, 1, -1, 1, -1, -1, 1, -1]], np.float32)

DIFFUSER = np.dtype([("sound", np.float32, (CHANNELS, BLOCK)), ("rings", RINGS)], align=True)


@inlined
def set_lengths(delays, total_frames, first_frames):
    """Delays of each step and channel, whole frames, shape (PICKS,): steps of 1, 2 and 4 sevenths of the total, the first one later."""
    for stage in range(STEPS):
        length = total_frames * 2.0**stage / 7.0
        for k in range(CHANNELS):
            delays[stage * CHANNELS + k] = int(length * (ORDER[stage, k] + PLACES[stage, k]) / CHANNELS)
    for k in range(CHANNELS):
        delays[k] += first_frames


@inlined
def run_diffuser(diffuser, sides, memory, old_delays, new_delays, fade, frames):
    """Diffuse at most BLOCK frames into diffuser.sound.

    sides : RINGS of the input, 0 left and 1 right, from which the first step's delays are read; the other steps have 16 rings of their own
    old_delays, new_delays : as set by `set_lengths`; the FADE goes from one to the other
    """
    sound, rings = diffuser.sound, diffuser.rings
    for k in range(CHANNELS):
        pick(memory, sides, k % 2, old_delays[k], new_delays[k], fade, HALF * SCALE * SIGNS[0, k], sound[k])
    mix_eight(sound)
    for stage in range(1, STEPS):
        for k in range(CHANNELS):
            delay, ring = stage * CHANNELS + k, (stage - 1) * CHANNELS + k
            write(memory, rings, ring, sound[k], sound[k], ZERO)
            pick(memory, rings, ring, old_delays[delay], new_delays[delay], fade, SCALE * SIGNS[stage, k], sound[k])
        mix_eight(sound)
    step(rings, frames)
