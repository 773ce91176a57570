"""Run the effects of one strip over one chunk: glide, automate, bypass, call.  Audio thread.

The chunk lies at an address as dense planar stereo: left at x, right `4 * frames` bytes after it.
"""

import numpy as np

from daw.dsp.compiled import compiled
from daw.engine.envelope import value_at
from daw.engine.kernelcall import array_at, call_kernel, floats, load_acquire, record_at
from daw.engine.layout import DRY, ENVELOPE, SCOPE, SCOPE_FRAMES, SLOT_CONTROL, offset
from daw.engine.samples import copy, cross, pass_ring, put_ring, silence
from daw.engine.tap import take_after, take_side, takes_difference

WET_STEP = np.float32(0.125)  # bypass fades over 8 cells
TRIM_STEP = np.float32(1e-5)
ENVELOPE_BYTES = ENVELOPE.itemsize
REVISION_OFFSET = offset(SLOT_CONTROL, "revision")
SCOPE_AUDIO_OFFSET = offset(SCOPE, "audio")


@compiled
def zero(address, count):
    """Zero `count` bytes."""
    block = array_at(address, np.uint8, count)
    for k in range(count):
        block[k] = 0


@compiled
def reset(slot):
    """Make an effect forget everything: as if it had just been inserted, its parameters where they are wanted."""
    zero(slot.state, slot.state_bytes)
    silence(slot.memory, slot.memory_frames)
    silence(slot.dry, 2 * slot.dry_frames)
    copy(slot.targets, slot.values, slot.param_count)
    control = record_at(slot.control, SLOT_CONTROL)
    control.gliding = 0
    control.dry_index = 0
    control.wet_from = np.float32(1 - control.bypassed)
    control.wet_to = control.wet_from


@compiled
def glide(slot, control, coefficient):
    """Move every parameter one cell nearer to its target; switches and choices jump."""
    targets = floats(slot.targets, slot.param_count)
    values = floats(slot.values, slot.param_count)
    glides = array_at(slot.glides, np.uint8, slot.param_count)
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
def set_off(board, plan, slot, control, position):
    """What changes only at the start of a cell: parameters, automation, the way in or out of bypass."""
    revision = load_acquire(slot.control + REVISION_OFFSET)
    if revision != control.seen or control.gliding == 1:
        control.seen = revision
        glide(slot, control, board.glide)
    if slot.envelope_count > 0:
        values = floats(slot.values, slot.param_count)
        for k in range(slot.first_envelope, slot.first_envelope + slot.envelope_count):
            param = record_at(plan.envelopes + ENVELOPE_BYTES * k, ENVELOPE).param
            values[param] = np.float32(value_at(plan, k, position))
    control.trim_from = control.trim_to
    control.trim_to += np.float32((control.trim - control.trim_to) * board.gain_glide)
    if abs(control.trim - control.trim_to) < TRIM_STEP:
        control.trim_to = control.trim
    control.wet_from = control.wet_to
    if control.bypassed == 1:
        control.wet_to = max(np.float32(0.0), control.wet_from - WET_STEP)
    else:
        if control.wet_from == 0.0:
            zero(slot.state, slot.state_bytes)
            silence(slot.memory, slot.memory_frames)
        control.wet_to = min(np.float32(1.0), control.wet_from + WET_STEP)


@compiled
def keep_dry(slot, control, x, dry, frames):
    """Put the delayed input of an effect that has latency at `dry`; without latency, a copy of the input."""
    if slot.latency_frames == 0:
        copy(x, dry, 2 * frames)
        return
    size, index = slot.dry_frames, control.dry_index
    pass_ring(x, frames, slot.dry, size, index, slot.latency_frames, dry)
    pass_ring(x + 4 * frames, frames, slot.dry + 4 * size, size, index, slot.latency_frames, dry + 4 * frames)
    control.dry_index = (index + frames) % size


@compiled
def mix_dry(control, x, dry, chunk):
    """Fade between the dry and the processed signal while an effect goes into or out of bypass."""
    frames, first = chunk.frames, chunk.cell_at + 1
    step = (control.wet_to - control.wet_from) / np.float32(chunk.cell_frames)
    cross(dry, x, control.wet_from, step, first, x, frames)
    cross(dry + 4 * frames, x + 4 * frames, control.wet_from, step, first, x + 4 * frames, frames)


@compiled
def scale_trim(control, x, chunk):
    """While the effect is compared at equal loudness, what comes out is turned down."""
    step = (control.trim_to - control.trim_from) / np.float32(chunk.cell_frames)
    for c in range(2):
        out = floats(x + 4 * chunk.frames * c, chunk.frames)
        for k in range(chunk.frames):
            out[k] *= control.trim_from + step * np.float32(chunk.cell_at + 1 + k)


@compiled
def watch(address, x, frames, row):
    """Copy the chunk into two rows of a scope; the second pair of rows completes the record."""
    scope = record_at(address, SCOPE)
    index = scope.written % SCOPE_FRAMES
    rows = address + SCOPE_AUDIO_OFFSET + 4 * row * SCOPE_FRAMES
    put_ring(x, frames, rows, SCOPE_FRAMES, index)
    put_ring(x + 4 * frames, frames, rows + 4 * SCOPE_FRAMES, SCOPE_FRAMES, index)
    if row == 2:
        scope.written += frames


@compiled
def run_slot(board, plan, slot, x, side, chunk, position):
    """Process one chunk through one effect, in place.

    x : address of the chunk, and of the worker's scratch after it
    side : address of the side-chain's chunk, 0 when it hears the effect's own input
    position : session frame of the audio that reaches the effect now
    """
    control = record_at(slot.control, SLOT_CONTROL)
    frames = chunk.frames
    if chunk.starts_cell == 1:
        set_off(board, plan, slot, control, position)
    scope = control.scope
    if scope != 0:
        watch(scope, x, frames, 0)
    wet = control.wet_from == 1.0 and control.wet_to == 1.0
    dry_only = control.wet_from == 0.0 and control.wet_to == 0.0
    if control.tap != 0:
        take_side(control.tap, x if side == 0 else side, chunk)
    if slot.latency_frames > 0 or not wet or takes_difference(control.tap):
        keep_dry(slot, control, x, x + DRY, frames)
    if dry_only:
        copy(x + DRY, x, 2 * frames)
    else:
        rate = board.sample_rate
        call_kernel(slot.kernel, x, x if side == 0 else side, 2, frames, slot.values, slot.state, slot.memory, slot.memory_frames, rate)
        if not wet:
            mix_dry(control, x, x + DRY, chunk)
    if scope != 0:
        watch(scope, x, frames, 2)
    if control.trim_from != 1.0 or control.trim_to != 1.0:
        scale_trim(control, x, chunk)
    if control.tap != 0:
        take_after(control.tap, x, x + DRY, chunk)
