"""Delay lines read and written 64 frames at a time, as plain runs of memory that the compiler turns into vector code.  Real-time.

Rings of one size lie side by side in flat memory.  Each has MIRROR numbers more behind its end, a copy of its beginning, so that 64
frames (and a few before them) from any place are one run.  `write` always writes BLOCK frames; when fewer are valid, the rest lies in the
future and is written over before anyone may read it, which is why a ring is longer than its longest delay.

Every loop here and in what builds on it has a length known beforehand and stands in a function of its own: only such become vector code.
"""

import numpy as np

from daw.dsp import delayline
from daw.dsp.compiled import inlined

BLOCK = 64
REACH = 2  # frames before the first that a filter on the way out may need
MIRROR = BLOCK + 8
ZERO, ONE = np.float32(0.0), np.float32(1.0)
TINY, HUGE = np.float32(delayline.TINY), np.float32(delayline.HUGE)

RINGS = np.dtype([("start", np.int64), ("size", np.int64), ("stride", np.int64), ("place", np.int64)])
FADE = np.dtype([("blend", np.float32, BLOCK), ("active", np.int64), ("frames", np.int64)], align=True)


@inlined
def ring_size(longest_frames):
    """Numbers in a ring whose longest delay is given."""
    return int(longest_frames) + BLOCK + REACH + 1


@inlined
def ring_stride(longest_frames):
    """Numbers from one ring to the next: never near a power of two, where they would share cache lines."""
    stride = ring_size(longest_frames) + MIRROR
    return stride + 96 if stride % 1024 < 96 else stride


@inlined
def lay_out(rings, start, count, longest_frames):
    """Give `count` rings their places in memory from `start` on; returns where they end."""
    rings.start, rings.size, rings.stride = start, ring_size(longest_frames), ring_stride(longest_frames)
    return start + count * rings.stride


@inlined
def write(memory, rings, ring, block, other, level):
    """Write BLOCK frames of block + level * other (level : float32) at the present place.

    What is too small to hear, too large or not a number becomes 0: so every loop ends in silence, and forgets what broke it.
    """
    start, size, place = rings.start + ring * rings.stride, rings.size, rings.place
    run = memory[start + place : start + place + BLOCK]
    for n in range(BLOCK):
        sample = block[n] + level * other[n]
        run[n] = sample if (abs(sample) > TINY) & (abs(sample) < HUGE) else ZERO
    if place + BLOCK > size:
        for n in range(place + BLOCK - size):
            memory[start + n] = memory[start + size + n]
    elif place < MIRROR:
        for n in range(place, min(place + BLOCK, MIRROR)):
            memory[start + size + n] = memory[start + n]


@inlined
def place_of(rings, ring, delay):
    """Where in memory the frame lies that was written `delay` frames before the present place."""
    place = rings.place - delay
    return place + rings.start + ring * rings.stride + (rings.size if place < 0 else 0)


@inlined
def step(rings, frames):
    """Move the place on."""
    place = rings.place + frames
    rings.place = place if place < rings.size else place - rings.size


@inlined
def copy_still(run, level, out):
    """out = level * run; level : float32."""
    for n in range(BLOCK):
        out[n] = level * run[n]


@inlined
def copy_fading(old, new, blend, level, out):
    """The same on the way from one run to another."""
    for n in range(BLOCK):
        out[n] = level * ((ONE - blend[n]) * old[n] + blend[n] * new[n])


@inlined
def add_still(run, level, out):
    """out += level * run; level : float32."""
    for n in range(BLOCK):
        out[n] += level * run[n]


@inlined
def add_fading(old, new, blend, level, out):
    """The same on the way from one run to another."""
    for n in range(BLOCK):
        out[n] += level * ((ONE - blend[n]) * old[n] + blend[n] * new[n])


@inlined
def pick(memory, rings, ring, old_delay, new_delay, fade, level, out):
    """out = level (float32) times what a ring held a delay ago; while delays change, on the way from the old to the new."""
    old = place_of(rings, ring, old_delay)
    if fade.active == 0:
        copy_still(memory[old : old + BLOCK], level, out)
        return
    new = place_of(rings, ring, new_delay)
    copy_fading(memory[old : old + BLOCK], memory[new : new + BLOCK], fade.blend, level, out)


@inlined
def pick_more(memory, rings, ring, old_delay, new_delay, fade, level, out):
    """The same, added to what is there."""
    old = place_of(rings, ring, old_delay)
    if fade.active == 0:
        add_still(memory[old : old + BLOCK], level, out)
        return
    new = place_of(rings, ring, new_delay)
    add_fading(memory[old : old + BLOCK], memory[new : new + BLOCK], fade.blend, level, out)


@inlined
def set_blend(fade, whole_frames):
    """How far the fade is at each of the next BLOCK frames, from 0 to 1 at whole_frames."""
    for n in range(BLOCK):
        along = min((fade.frames + n) / whole_frames, 1.0)
        fade.blend[n] = along * along * (3.0 - 2.0 * along)
