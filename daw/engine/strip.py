"""One strip over one chunk: gather its input, place it with fader and pan, meter it.  Audio thread."""

import math

import numpy as np
from numba import carray

from daw.dsp.compiled import compiled, metering
from daw.dsp.decibel import db_to_linear
from daw.engine.envelope import value_at
from daw.engine.kernelcall import pointer_to
from daw.engine.layout import FEED, MONITOR_ON

GATE_STEP = np.float32(0.25)  # mute and solo fade over 4 cells, 5 ms
MONITOR_STEP = np.float32(0.125)
FALL_DB_PER_S = 20.0  # IEC 60268-18 allows 20 dB in 1.7 s +/- 0.3; the window asks for 20 dB/s
POWER_S = 0.3
SETTLED = 1e-6
EXPONENT_INFINITE = np.int32(0x7F800000)
MAGNITUDE = np.int32(0x7FFFFFFF)


@compiled
def pan_gains(pan, mono, pan_law_db):
    """Gains (left, right) of a pan position.

    A mono track follows the law: L^2 + R^2 = 1 for -3 dB, L + R = 1 for -6 dB, their geometric mean for -4.5 dB, and for 0 dB
    the balance: like a stereo track's, it only turns the other side down.
    """
    if mono == 0 or pan_law_db > -1.5:
        return min(1.0, 1.0 - pan), min(1.0, 1.0 + pan)
    angle = (pan + 1.0) * (math.pi / 4.0)
    if pan_law_db > -3.75:
        left = math.cos(angle)
        right = math.sin(angle)
    else:
        left = 0.5 * (1.0 - pan)
        right = 0.5 * (1.0 + pan)
        if pan_law_db > -5.25:
            left = math.sqrt(left * math.cos(angle))
            right = math.sqrt(right * math.sin(angle))
    if pan <= -1.0:
        right = 0.0
    if pan >= 1.0:
        left = 0.0
    return left, right


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
def delayed(feed, delay_frames, pool, source, stride, out, frames):
    """Pass a chunk of planar stereo through the feed's delay ring; the result is dense at `out`."""
    ring = carray(pointer_to(feed.ring, np.float32), 2 * feed.ring_frames)
    size = feed.ring_frames
    index = feed.ring_index
    for k in range(frames):
        ring[index] = pool[source + k]
        ring[size + index] = pool[source + stride + k]
        behind = index - delay_frames
        if behind < 0:
            behind += size
        pool[out + k] = ring[behind]
        pool[out + frames + k] = ring[size + behind]
        index += 1
        if index == size:
            index = 0
    feed.ring_index = index


@compiled
def add_edge(t, edge, sums, scratch, chunk, position):
    """Add one incoming signal to the sums of a chunk (float64, dense planar)."""
    pool = t.pool
    stride = t.stride
    feed = carray(pointer_to(edge.feed, FEED), 1)[0]
    source_node = t.nodes[edge.source]
    source = (source_node.pre if edge.from_pre == 1 else source_node.post) + chunk.at
    frames = chunk.frames
    if chunk.starts_cell == 1:
        feed_gain(feed, t.gain_glide)
    if edge.delay_frames > 0:
        delayed(feed, edge.delay_frames, pool, source, stride, scratch, frames)
        source = scratch
        stride = frames
    if edge.envelope >= 0:
        e = t.envelopes[edge.envelope]
        for k in range(frames):
            gain = feed.gate * db_to_linear(value_at(t.points, e.first_point, e.point_count, e.log, position + k))
            sums[k] += gain * pool[source + k]
            sums[frames + k] += gain * pool[source + stride + k]
        return
    first = feed.gain_from
    gap = feed.gain_to - first
    if gap == 0.0:
        if first == 1.0:
            for k in range(frames):
                sums[k] += pool[source + k]
            for k in range(frames):
                sums[frames + k] += pool[source + stride + k]
        elif first != 0.0:
            for k in range(frames):
                sums[k] += np.float64(first) * pool[source + k]
            for k in range(frames):
                sums[frames + k] += np.float64(first) * pool[source + stride + k]
        return
    step = gap / np.float32(chunk.cell_frames)
    for k in range(frames):
        gain = np.float64(first + step * np.float32(chunk.cell_at + k + 1))
        sums[k] += gain * pool[source + k]
        sums[frames + k] += gain * pool[source + stride + k]


@compiled
def read_disk(stream, stream_frame, pool, x, frames):
    """Copy `frames` of a stream's ring into the chunk at `x`."""
    size = stream.ring_frames
    ring = carray(pointer_to(stream.ring, np.float32), 2 * size)
    index = stream_frame % size
    first = min(frames, size - index)
    for k in range(first):
        pool[x + k] = ring[index + k]
        pool[x + frames + k] = ring[size + index + k]
    for k in range(first, frames):
        pool[x + k] = ring[k - first]
        pool[x + frames + k] = ring[size + k - first]


@compiled
def mix_input(t, strip, node, x, chunk):
    """Fade between the disk and the live input: what "hear yourself" lets through."""
    frames = chunk.frames
    pool = t.pool
    capture = t.capture
    capture_frames = t.board[0].capture_frames
    device_frame = t.board[0].device_frame + t.board[0].run_at + chunk.at
    first = strip.input_from
    step = (strip.input_to - first) / np.float32(chunk.cell_frames)
    base_a = node.input_a * capture_frames
    base_b = node.input_b * capture_frames if node.input_b >= 0 else base_a
    for k in range(frames):
        index = (device_frame + k) % capture_frames
        heard = first + step * np.float32(chunk.cell_at + k + 1)
        disk = np.float32(1.0) if node.monitor == MONITOR_ON else np.float32(1.0) - heard
        pool[x + k] = disk * pool[x + k] + heard * capture[base_a + index]
        pool[x + frames + k] = disk * pool[x + frames + k] + heard * capture[base_b + index]


@compiled
def aim(strip, node, coefficient):
    """At the start of a cell: where the strip's gains and its mute are going."""
    if strip.fader_db != strip.seen_fader_db or strip.pan != strip.seen_pan or strip.started == 0:
        strip.seen_fader_db = strip.fader_db
        strip.seen_pan = strip.pan
        left, right = pan_gains(strip.pan, node.mono, node.pan_law_db)
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
def place_automated(t, strip, node, x, post, chunk, position):
    """Fader and pan with a value of their own for every frame."""
    frames = chunk.frames
    pool = t.pool
    gate_step = (strip.gate_to - strip.gate_from) / np.float32(chunk.cell_frames)
    for k in range(frames):
        fader_db = strip.fader_db
        pan = strip.pan
        gate = strip.gate_from + gate_step * np.float32(chunk.cell_at + k + 1)
        if node.fader_envelope >= 0:
            e = t.envelopes[node.fader_envelope]
            fader_db = value_at(t.points, e.first_point, e.point_count, e.log, position + k)
        if node.pan_envelope >= 0:
            e = t.envelopes[node.pan_envelope]
            pan = value_at(t.points, e.first_point, e.point_count, e.log, position + k)
        left, right = pan_gains(pan, node.mono, node.pan_law_db)
        gain = db_to_linear(fader_db) * strip.sign * gate
        pool[post + k] = np.float32(gain * left) * pool[x + k]
        pool[post + t.stride + k] = np.float32(gain * right) * pool[x + frames + k]


@compiled
def place(t, strip, node, x, post, chunk, position):
    """Fader, pan, polarity and mute: from the chunk at `x` to the strip's output at `post`."""
    frames = chunk.frames
    pool = t.pool
    if chunk.starts_cell == 1:
        if node.mute_envelope >= 0:
            e = t.envelopes[node.mute_envelope]
            strip.gate = 1.0 if value_at(t.points, e.first_point, e.point_count, e.log, position) < 0.5 else 0.0
        aim(strip, node, t.gain_glide)
    if node.fader_envelope >= 0 or node.pan_envelope >= 0:
        place_automated(t, strip, node, x, post, chunk, position)
        return
    settled = strip.left_from == strip.left_to and strip.right_from == strip.right_to and strip.gate_from == strip.gate_to
    if settled:
        left = strip.left_to * strip.gate_to
        right = strip.right_to * strip.gate_to
        for k in range(frames):
            pool[post + k] = left * pool[x + k]
        for k in range(frames):
            pool[post + t.stride + k] = right * pool[x + frames + k]
        return
    share = np.float32(1.0) / np.float32(chunk.cell_frames)
    for k in range(frames):
        way = share * np.float32(chunk.cell_at + k + 1)
        gate = strip.gate_from + way * (strip.gate_to - strip.gate_from)
        left = strip.left_from + way * (strip.left_to - strip.left_from)
        right = strip.right_from + way * (strip.right_to - strip.right_from)
        pool[post + k] = gate * left * pool[x + k]
        pool[post + t.stride + k] = gate * right * pool[x + frames + k]


@metering
def magnitude_bits(bits, first, count):
    """Largest magnitude of float32 samples as its bit pattern: greater patterns are greater magnitudes, infinity and NaN the greatest."""
    largest = np.int32(0)
    for k in range(first, first + count):
        largest = max(largest, bits[k] & MAGNITUDE)
    return largest


@metering
def energy(pool, first, count):
    """Sum of squares."""
    total = np.float32(0.0)
    for k in range(first, first + count):
        total += pool[k] * pool[k]
    return total


@compiled
def meter(strip, peak, square, channel, frames, sample_rate):
    """Let a strip's meter fall, and raise it to the block just heard."""
    fall = 10.0 ** (-FALL_DB_PER_S * frames / sample_rate / 20.0)
    strip.peak[channel] = max(peak, np.float32(strip.peak[channel] * fall))
    strip.maximum[channel] = max(peak, strip.maximum[channel])
    weight = 1.0 - math.exp(-frames / (POWER_S * sample_rate))
    strip.power[channel] += np.float32(weight * (square / frames - strip.power[channel]))
