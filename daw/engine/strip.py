"""One strip over one chunk: the signals that come in, and how fader and pan place what goes out.  Audio thread.

Where x and the like are addresses, a chunk lies there as dense planar stereo: left first, right `4 * frames` bytes after it.
"""

import math

import numpy as np

from daw.dsp.compiled import compiled
from daw.dsp.decibel import db_to_linear, quick_db_to_linear, quick_exp2
from daw.dsp.panning import pan_gains
from daw.engine.envelope import gains_from, value_at, values_from
from daw.engine.kernelcall import doubles, floats, record_at
from daw.engine.layout import DELAYED, FEED, GAINS, MONITOR_ON, NODE, STRIDE_FRAMES
from daw.engine.samples import add_each, add_ramped, add_scaled, cross, get_ring, pass_ring, scale, scale_each, scale_ramped

GATE_STEP = np.float32(0.25)  # mute and solo fade over 4 cells, 5 ms
FALL_DB_PER_S = 20.0  # IEC 60268-18 allows 20 dB in 1.7 s +/- 0.3; the window asks for 20 dB/s
POWER_S = 0.3
LOG_2 = math.log(2.0)
SETTLED = 1e-6
NODE_BYTES = NODE.itemsize
RIGHT = 4 * STRIDE_FRAMES  # bytes from left to right of a node's output


@compiled
def approach(here, target, coefficient):
    """One cell's way towards a target gain; arrives exactly."""
    gap = target - here
    if abs(gap) <= SETTLED:
        return np.float32(target)
    return np.float32(here + gap * coefficient)


@compiled
def step_towards(here, target, step):
    """One cell's straight way towards 0 or 1."""
    if here < target:
        return min(np.float32(target), np.float32(here + step))
    return max(np.float32(target), np.float32(here - step))


@compiled
def feed_gain(feed, coefficient):
    """At the start of a cell: where the gain of a send or output is going."""
    if feed.level_db != feed.seen_level_db:
        feed.seen_level_db = feed.level_db
        feed.gain = db_to_linear(feed.level_db)
    target = feed.gain * feed.gate
    if feed.started == 0:
        feed.started = 1
        feed.gain_to = np.float32(target)
    feed.gain_from = feed.gain_to
    feed.gain_to = approach(feed.gain_from, target, coefficient)


@compiled
def delay_feed(feed, delay_frames, left, right, out, frames):
    """Pass a chunk through a signal path's delay; the result is dense at `out`."""
    size, index = feed.ring_frames, feed.ring_index
    pass_ring(left, frames, feed.ring, size, index, delay_frames, out)
    pass_ring(right, frames, feed.ring + 4 * size, size, index, delay_frames, out + 4 * frames)
    feed.ring_index = (index + frames) % size


@compiled
def add_edge(board, plan, edge, x, sums, chunk, position):
    """Add one incoming signal to the sums of a chunk (float64, dense planar); x : the worker's scratch."""
    frames = chunk.frames
    feed = record_at(edge.feed, FEED)
    source = record_at(plan.nodes + NODE_BYTES * edge.source, NODE)
    left = plan.pool + 4 * ((source.pre if edge.from_pre == 1 else source.post) + chunk.at)
    right = left + RIGHT
    if chunk.starts_cell == 1:
        feed_gain(feed, board.gain_glide)
    if edge.delay_frames > 0:
        delay_feed(feed, edge.delay_frames, left, right, x + DELAYED, frames)
        left = x + DELAYED
        right = left + 4 * frames
    gain, gap = feed.gain_from, feed.gain_to - feed.gain_from
    if edge.envelope >= 0:
        gains_from(plan, edge.envelope, position, feed.gate, sums + GAINS, frames)
        add_each(sums, left, sums + GAINS, frames)
        add_each(sums + 8 * frames, right, sums + GAINS, frames)
    elif gap != 0.0:
        step, first = gap / np.float32(chunk.cell_frames), chunk.cell_at + 1
        add_ramped(sums, left, gain, step, first, frames)
        add_ramped(sums + 8 * frames, right, gain, step, first, frames)
    elif gain != 0.0:
        add_scaled(sums, left, np.float64(gain), frames)
        add_scaled(sums + 8 * frames, right, np.float64(gain), frames)


@compiled
def read_disk(stream, stream_frame, x, frames):
    """Copy `frames` of a stream's ring into the chunk at x."""
    size = stream.ring_frames
    index = stream_frame % size
    get_ring(stream.ring, size, index, x, frames)
    get_ring(stream.ring + 4 * size, size, index, x + 4 * frames, frames)


@compiled
def mix_input(board, strip, node, x, chunk):
    """Fade between the disk and the live input: what "hear yourself" lets through."""
    frames, live = chunk.frames, x + DELAYED
    size = board.capture_frames
    index = (board.device_frame + board.run_at + chunk.at) % size
    row_a = board.capture + 4 * node.input_a * size
    row_b = board.capture + 4 * node.input_b * size if node.input_b >= 0 else row_a
    get_ring(row_a, size, index, live, frames)
    get_ring(row_b, size, index, live + 4 * frames, frames)
    step = (strip.input_to - strip.input_from) / np.float32(chunk.cell_frames)
    if node.monitor == MONITOR_ON:
        add_heard(x, live, strip.input_from, step, chunk.cell_at + 1, frames)
        add_heard(x + 4 * frames, live + 4 * frames, strip.input_from, step, chunk.cell_at + 1, frames)
    else:
        cross(x, live, strip.input_from, step, chunk.cell_at + 1, x, frames)
        cross(x + 4 * frames, live + 4 * frames, strip.input_from, step, chunk.cell_at + 1, x + 4 * frames, frames)


@compiled
def add_heard(x, heard, way, step, first, frames):
    """The live input on top of the disk, growing by `step` every sample."""
    out, live = floats(x, frames), floats(heard, frames)
    for k in range(frames):
        out[k] += (way + step * np.float32(first + k)) * live[k]


@compiled
def aim(strip, node, coefficient):
    """At the start of a cell: where the strip's gains and its mute are going."""
    if strip.fader_db != strip.seen_fader_db or strip.pan != strip.seen_pan or strip.started == 0:
        strip.seen_fader_db = strip.fader_db
        strip.seen_pan = strip.pan
        left, right = pan_gains(strip.pan, node.pan_law)
        gain = db_to_linear(strip.fader_db) * strip.sign
        strip.left = gain * left
        strip.right = gain * right
    if strip.started == 0:
        strip.started = 1
        strip.left_to = np.float32(strip.left)
        strip.right_to = np.float32(strip.right)
        strip.gate_to = np.float32(strip.gate)
    strip.left_from = strip.left_to
    strip.right_from = strip.right_to
    strip.gate_from = strip.gate_to
    strip.left_to = approach(strip.left_from, strip.left, coefficient)
    strip.right_to = approach(strip.right_from, strip.right, coefficient)
    strip.gate_to = step_towards(strip.gate_from, strip.gate, GATE_STEP)


@compiled
def place_automated(plan, strip, node, x, gains, post, chunk, position):
    """Fader and pan with a value of their own for every frame; gains : memory for them, float64."""
    frames = chunk.frames
    left_gains, right_gains = doubles(gains, frames), doubles(gains + 8 * frames, frames)
    if node.fader_envelope >= 0:
        gains_from(plan, node.fader_envelope, position, strip.sign, gains, frames)
    else:
        gain = db_to_linear(strip.fader_db) * strip.sign
        for k in range(frames):
            left_gains[k] = gain
    gate, gate_step = strip.gate_from, (strip.gate_to - strip.gate_from) / np.float32(chunk.cell_frames)
    for k in range(frames):
        left_gains[k] *= np.float64(gate + gate_step * np.float32(chunk.cell_at + 1 + k))
    if node.pan_envelope >= 0:
        values_from(plan, node.pan_envelope, position, gains + 8 * frames, frames)
        for k in range(frames):
            left, right = pan_gains(right_gains[k], node.pan_law)
            right_gains[k] = left_gains[k] * right
            left_gains[k] *= left
    else:
        left, right = pan_gains(strip.pan, node.pan_law)
        for k in range(frames):
            right_gains[k] = left_gains[k] * right
            left_gains[k] *= left
    largest_left, energy_left = scale_each(x, gains, post, frames)
    largest_right, energy_right = scale_each(x + 4 * frames, gains + 8 * frames, post + RIGHT, frames)
    return largest_left, largest_right, energy_left, energy_right


@compiled
def place(board, plan, strip, node, x, gains, post, chunk, position):
    """Fader, pan, polarity and mute: from the chunk at x to the strip's output at `post`; gains : memory for 128 float64.

    Returns the largest magnitudes, as bit patterns, and the energies of both channels.
    """
    frames = chunk.frames
    if chunk.starts_cell == 1:
        if node.mute_envelope >= 0:
            strip.gate = 1.0 if value_at(plan, node.mute_envelope, position) < 0.5 else 0.0
        aim(strip, node, board.gain_glide)
    if node.fader_envelope >= 0 or node.pan_envelope >= 0:
        return place_automated(plan, strip, node, x, gains, post, chunk, position)
    gate, gate_gap = strip.gate_from, strip.gate_to - strip.gate_from
    left, left_gap = strip.left_from, strip.left_to - strip.left_from
    right, right_gap = strip.right_from, strip.right_to - strip.right_from
    if gate_gap == 0.0 and left_gap == 0.0 and right_gap == 0.0:
        largest_left, energy_left = scale(x, left * gate, post, frames)
        largest_right, energy_right = scale(x + 4 * frames, right * gate, post + RIGHT, frames)
        return largest_left, largest_right, energy_left, energy_right
    share, first = np.float32(1.0) / np.float32(chunk.cell_frames), chunk.cell_at + 1
    largest_left, energy_left = scale_ramped(x, left, left_gap, gate, gate_gap, share, first, post, frames)
    largest_right, energy_right = scale_ramped(x + 4 * frames, right, right_gap, gate, gate_gap, share, first, post + RIGHT, frames)
    return largest_left, largest_right, energy_left, energy_right


@compiled
def meter_law(frames, sample_rate):
    """What meters fall by, and how much of their way to the present power they go, in so many frames."""
    seconds = frames / sample_rate
    fall = quick_db_to_linear(-FALL_DB_PER_S * seconds)
    return np.float32(fall), np.float32(1.0 - quick_exp2(-seconds / (POWER_S * LOG_2)))


@compiled
def meter(strip, channel, largest, energy, frames, fall, weight):
    """Let a strip's meter fall, and raise it to the frames just heard; largest : bit pattern of the peak."""
    peak = np.int32(largest).view(np.float32)
    power = strip.power[channel]
    strip.peak[channel] = max(peak, strip.peak[channel] * fall)
    strip.maximum[channel] = max(peak, strip.maximum[channel])
    strip.power[channel] = power + weight * (energy / np.float32(frames) - power)
