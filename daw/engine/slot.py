"""Run the effects of one strip over one chunk: glide, automate, bypass, call.  Audio thread.

The chunk lies in the pool as dense planar stereo: left at `x`, right at `x + frames`.
"""

import numpy as np
from numba import carray

from daw.dsp.compiled import compiled
from daw.engine.envelope import value_at
from daw.engine.kernelcall import call_kernel, load_acquire, pointer_to
from daw.engine.layout import SCOPE, SCOPE_FRAMES, SLOT_CONTROL, offset

WET_STEP = np.float32(0.125)  # bypass fades over 8 cells
REVISION_OFFSET = offset(SLOT_CONTROL, "revision")


@compiled
def zero(address, count):
    """Zero `count` bytes."""
    block = carray(pointer_to(address, np.uint8), count)
    for k in range(count):
        block[k] = 0


@compiled
def reset(slot):
    """Make an effect forget everything: as if it had just been inserted, its parameters where they are wanted."""
    zero(slot.state, slot.state_bytes)
    zero(slot.memory, slot.memory_frames * 4)
    zero(slot.dry, slot.dry_frames * 8)
    control = carray(pointer_to(slot.control, SLOT_CONTROL), 1)[0]
    targets = carray(pointer_to(slot.targets, np.float32), slot.param_count)
    values = carray(pointer_to(slot.values, np.float32), slot.param_count)
    for k in range(slot.param_count):
        values[k] = targets[k]
    control.gliding = 0
    control.dry_index = 0
    control.wet_from = np.float32(1 - control.bypassed)
    control.wet_to = control.wet_from


@compiled
def glide(slot, control, coefficient):
    """Move every parameter one cell nearer to its target; switches and choices jump."""
    targets = carray(pointer_to(slot.targets, np.float32), slot.param_count)
    values = carray(pointer_to(slot.values, np.float32), slot.param_count)
    glides = carray(pointer_to(slot.glides, np.uint8), slot.param_count)
    moving = 0
    for k in range(slot.param_count):
        gap = targets[k] - values[k]
        if gap == 0.0:
            continue
        if glides[k] == 0 or abs(gap) <= 1e-4 * (abs(targets[k]) + np.float32(1e-3)):
            values[k] = targets[k]
        else:
            values[k] += np.float32(gap * coefficient)
            moving = 1
    control.gliding = moving


@compiled
def set_off(t, slot, control, position):
    """What changes only at the start of a cell: parameters, automation, the way in or out of bypass."""
    revision = load_acquire(slot.control + REVISION_OFFSET)
    if revision != control.seen or control.gliding == 1:
        control.seen = revision
        glide(slot, control, t.glide)
    if slot.envelope_count > 0:
        values = carray(pointer_to(slot.values, np.float32), slot.param_count)
        for k in range(slot.first_envelope, slot.first_envelope + slot.envelope_count):
            e = t.envelopes[k]
            values[e.param] = np.float32(value_at(t.points, e.first_point, e.point_count, e.log, position))
    control.wet_from = control.wet_to
    if control.bypassed == 1:
        control.wet_to = max(np.float32(0.0), control.wet_from - WET_STEP)
    else:
        if control.wet_from == 0.0:
            zero(slot.state, slot.state_bytes)
            zero(slot.memory, slot.memory_frames * 4)
        control.wet_to = min(np.float32(1.0), control.wet_from + WET_STEP)


@compiled
def keep_dry(slot, control, pool, x, dry, frames):
    """Put the delayed input of an effect that has latency at `dry`; without latency, a copy of the input."""
    if slot.latency_frames == 0:
        for k in range(2 * frames):
            pool[dry + k] = pool[x + k]
        return
    ring = carray(pointer_to(slot.dry, np.float32), 2 * slot.dry_frames)
    size = slot.dry_frames
    index = control.dry_index
    for k in range(frames):
        behind = index - slot.latency_frames
        if behind < 0:
            behind += size
        ring[index] = pool[x + k]
        ring[size + index] = pool[x + frames + k]
        pool[dry + k] = ring[behind]
        pool[dry + frames + k] = ring[size + behind]
        index += 1
        if index == size:
            index = 0
    control.dry_index = index


@compiled
def mix_dry(control, pool, x, dry, frames, cell_at, cell_frames):
    """Fade between the dry and the processed signal while an effect goes into or out of bypass."""
    step = (control.wet_to - control.wet_from) / np.float32(cell_frames)
    for k in range(frames):
        wet = control.wet_from + step * np.float32(cell_at + k + 1)
        pool[x + k] = pool[dry + k] + wet * (pool[x + k] - pool[dry + k])
        pool[x + frames + k] = pool[dry + frames + k] + wet * (pool[x + frames + k] - pool[dry + frames + k])


@compiled
def watch(address, pool, x, frames, row):
    """Copy the chunk into two rows of a scope; the second pair of rows completes the record."""
    scope = carray(pointer_to(address, SCOPE), 1)[0]
    index = scope.written % SCOPE_FRAMES
    for k in range(frames):
        scope.audio[row, index] = pool[x + k]
        scope.audio[row + 1, index] = pool[x + frames + k]
        index += 1
        if index == SCOPE_FRAMES:
            index = 0
    if row == 2:
        scope.written += frames


@compiled
def run_slot(t, slot, x, side, dry, chunk, position):
    """Process one chunk through one effect, in place.

    x, side, dry : offsets into the pool; side is -1 when the side-chain hears the effect's own input
    position : session frame of the audio that reaches the effect now
    """
    pool = t.pool
    control = carray(pointer_to(slot.control, SLOT_CONTROL), 1)[0]
    frames = chunk.frames
    if chunk.starts_cell == 1:
        set_off(t, slot, control, position)
    scope = control.scope
    if scope != 0:
        watch(scope, pool, x, frames, 0)
    wet = control.wet_from == 1.0 and control.wet_to == 1.0
    dry_only = control.wet_from == 0.0 and control.wet_to == 0.0
    if slot.latency_frames > 0 or not wet:
        keep_dry(slot, control, pool, x, dry, frames)
    if dry_only:
        for k in range(2 * frames):
            pool[x + k] = pool[dry + k]
    else:
        audio = t.pool_address + 4 * x
        side_audio = audio if side < 0 else t.pool_address + 4 * side
        rate = t.board[0].sample_rate
        call_kernel(slot.kernel, audio, side_audio, 2, frames, slot.values, slot.state, slot.memory, slot.memory_frames, rate)
        if not wet:
            mix_dry(control, pool, x, dry, frames, chunk.cell_at, chunk.cell_frames)
    if scope != 0:
        watch(scope, pool, x, frames, 2)
