"""What leaves the engine: the master, the click, test signals; and what enters it: the capture of every input.  Audio thread."""

import math

import numpy as np
from numba import carray

from daw.dsp.compiled import compiled
from daw.engine.event import post_event
from daw.engine.kernelcall import pointer_to
from daw.engine.layout import COUNTING, INPUT_CLIPPED, ROLLING

CLICK_HZ = 1000.0
ACCENT_HZ = 1600.0
CLICK_DECAY_S = 0.006
CLICK_LENGTH_S = 0.05
INPUT_CLIP = np.float32(0.98855309)  # -0.1 dBFS
CLIP_RUN = 3  # samples in a row


@compiled
def capture_inputs(board_address, board, inputs, channels, frames):
    """Put a block of interleaved inputs into the capture, channel by channel, and meter them."""
    count = min(channels, board.input_count)
    capture = carray(pointer_to(board.capture, np.float32), board.input_count * board.capture_frames)
    peaks = carray(pointer_to(board.input_peak, np.float32), board.input_count)
    maxima = carray(pointer_to(board.input_max, np.float32), board.input_count)
    fall = np.float32(10.0 ** (-frames / board.sample_rate))  # 20 dB a second
    for c in range(count):
        index = board.device_frame % board.capture_frames
        base = c * board.capture_frames
        peak = np.float32(0.0)
        run = 0
        clipped = -1
        for k in range(frames):
            value = inputs[k * channels + c]
            capture[base + index] = value
            index += 1
            if index == board.capture_frames:
                index = 0
            size = abs(value)
            peak = max(peak, size)
            run = run + 1 if size >= INPUT_CLIP else 0
            if run == CLIP_RUN and clipped < 0:
                clipped = k
        peaks[c] = max(peak, peaks[c] * fall)
        maxima[c] = max(peak, maxima[c])
        if clipped >= 0:
            post_event(board_address, board, INPUT_CLIPPED, board.device_frame + clipped, board.position, c)


@compiled
def next_click(clicks, count, position):
    """Index of the first click at or after a session frame."""
    low = 0
    high = count
    while low < high:
        middle = (low + high) // 2
        if clicks[middle] // 2 < position:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def strike(board, plan, clicks, index, at):
    """Whether a click begins at frame `at` of the run: 0 no, 1 yes, 2 yes and accented; and the click to look at next."""
    if board.state == COUNTING:
        gone = board.count_in - board.count_left + at
        if gone % plan.count_beat_frames != 0:
            return 0, index
        return (2 if (gone // plan.count_beat_frames) % plan.count_beats == 0 else 1), index
    if index < plan.click_count and clicks[index] // 2 == board.position + at:
        return 1 + clicks[index] % 2, index + 1
    return 0, index


@compiled
def add_click(board, plan, outputs, channels, first, frames):
    """Add the metronome to the outputs; it never passes the master, so it cannot be bounced."""
    if board.state == COUNTING or (board.state == ROLLING and board.click_on == 1):
        clicks = carray(pointer_to(plan.clicks, np.int64), plan.click_count)
        index = next_click(clicks, plan.click_count, board.position)
    elif board.click_phase >= 0:
        clicks = carray(pointer_to(plan.clicks, np.int64), plan.click_count)
        index = plan.click_count
    else:
        return
    length = int(CLICK_LENGTH_S * board.sample_rate)
    for k in range(frames):
        struck, index = strike(board, plan, clicks, index, k)
        if struck > 0 and index <= plan.click_count:
            board.click_phase = 0
            board.click_accent = struck - 1
        if board.click_phase < 0:
            continue
        time_s = board.click_phase / board.sample_rate
        frequency_hz = ACCENT_HZ if board.click_accent == 1 else CLICK_HZ
        sound = np.float32(board.click_gain * math.sin(2.0 * math.pi * frequency_hz * time_s) * math.exp(-time_s / CLICK_DECAY_S))
        for c in range(min(2, channels)):
            outputs[(first + k) * channels + c] += sound
        board.click_phase += 1
        if board.click_phase >= length:
            board.click_phase = -1


@compiled
def add_probe(board, outputs, channels, frames):
    """Add the test signal (calibration chirp, test tone) to the block's outputs."""
    probe = carray(pointer_to(board.probe, np.float32), board.probe_frames)
    for k in range(frames):
        at = board.device_frame + k - board.probe_start
        if 0 <= at < board.probe_frames:
            for c in range(min(2, channels)):
                outputs[k * channels + c] += probe[at]


@compiled
def write_outputs(t, plan, outputs, channels, first, frames):
    """Interleave the master into the device's outputs; dim and mono act here, after everything that is printed."""
    post = t.nodes[plan.master].post
    right_at = post + t.stride
    plain = t.board[0].monitor_gain == 1.0 and t.board[0].monitor_mono == 0
    gain = np.float32(t.board[0].monitor_gain)
    half = np.float32(0.5)
    for k in range(frames):
        left = t.pool[post + k]
        right = t.pool[right_at + k]
        if not plain:
            if t.board[0].monitor_mono == 1:
                left = half * (left + right)
                right = left
            left *= gain
            right *= gain
        base = (first + k) * channels
        if channels == 1:
            outputs[base] = half * (left + right)
            continue
        outputs[base] = left
        outputs[base + 1] = right
        for c in range(2, channels):
            outputs[base + c] = np.float32(0.0)
