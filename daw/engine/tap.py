"""Listening to a part of one effect alone: what it changes, what its detector hears, one band.  Audio thread.

The chunk goes into a TAP, and from there, in the master's place, only to the room.
"""

import numpy as np

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import floats, record_at
from daw.engine.layout import STRIDE_FRAMES, TAP, TAP_AFTER, TAP_DIFFERENCE, TAP_SIDE, offset

AUDIO_OFFSET = offset(TAP, "audio")
RIGHT = 4 * STRIDE_FRAMES
LOUDEST = 16.0  # what is louder, or is no number, is not let out
TINY = 1e-20
SHARE_STEP = 1.0 / 256.0  # between master and tap, a frame


@compiled
def takes_difference(address):
    """Whether a tap (0: none) needs the dry signal."""
    return address != 0 and record_at(address, TAP).mode == TAP_DIFFERENCE


@compiled
def take_side(address, source, chunk):
    """Before the effect: keep what its detector hears, if that is listened to."""
    tap = record_at(address, TAP)
    if tap.mode == TAP_SIDE:
        out = address + AUDIO_OFFSET + 4 * chunk.at
        for c in range(2):
            give(tap, c, source + 4 * chunk.frames * c, 0, out + RIGHT * c, chunk.frames)


@compiled
def take_after(address, x, dry, chunk):
    """After the effect: keep what came out, or what it changed."""
    tap = record_at(address, TAP)
    out = address + AUDIO_OFFSET + 4 * chunk.at
    for c in range(2):
        way = 4 * chunk.frames * c
        if tap.mode == TAP_DIFFERENCE:
            give(tap, c, dry + way, x + way, out + RIGHT * c, chunk.frames)
        elif tap.mode == TAP_AFTER:
            give(tap, c, x + way, 0, out + RIGHT * c, chunk.frames)


@compiled
def give(tap, c, source, less, out, frames):
    """One channel, minus another where there is one, through the tap's filters and gain."""
    x, y = floats(source, frames), floats(out, frames)
    minus = floats(less if less != 0 else source, frames)
    share = np.float32(0.0 if less == 0 else 1.0)
    for k in range(frames):
        y[k] = x[k] - share * minus[k]
    for section in range(tap.counts[tap.bank]):
        run_section(tap, c, section, y, frames)
    for k in range(frames):
        value = y[k] * tap.gain
        y[k] = value if abs(value) < LOUDEST else np.float32(0.0)


@compiled
def run_section(tap, c, section, y, frames):
    """One filter section in place, transposed direct form II."""
    row, bank = tap.sections, tap.bank
    b0, b1, b2, a1, a2 = row[bank, section, 0], row[bank, section, 1], row[bank, section, 2], row[bank, section, 3], row[bank, section, 4]
    z1, z2 = tap.z[c, section, 0], tap.z[c, section, 1]
    for k in range(frames):
        v = np.float64(y[k])
        w = b0 * v + z1
        z1 = b1 * v - a1 * w + z2
        z2 = b2 * v - a2 * w
        y[k] = np.float32(w)
    tap.z[c, section, 0] = z1 if TINY < abs(z1) < LOUDEST * LOUDEST else 0.0
    tap.z[c, section, 1] = z2 if TINY < abs(z2) < LOUDEST * LOUDEST else 0.0


@compiled
def blend_tap(board, master, frames):
    """Turn the tap's audio into what the room hears: the master, the tap, or the way between them; returns where it stands."""
    out = board.tap + AUDIO_OFFSET
    share = board.tap_share
    for c in range(2):
        y, x = floats(out + RIGHT * c, frames), floats(master + RIGHT * c, frames)
        share = board.tap_share
        for k in range(frames):
            share = min(share + SHARE_STEP, 1.0) if board.tap_on == 1 else max(share - SHARE_STEP, 0.0)
            y[k] = x[k] + np.float32(share) * (y[k] - x[k])
    board.tap_share = share
    return out
