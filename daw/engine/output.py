"""What leaves the engine: the master, the click, test signals; and what enters it: the capture of every input.  Audio thread."""

import math

import numpy as np

from daw.dsp.compiled import compiled
from daw.engine.event import post_event
from daw.engine.kernelcall import array_at, floats
from daw.engine.layout import COUNTING, INPUT_CLIPPED, ROLLING, STRIDE_FRAMES
from daw.engine.samples import silence
from daw.engine.tap import blend_tap

CLICK_HZ = 1000.0
ACCENT_HZ = 1600.0
CLICK_DECAY_S = 0.006
CLICK_LENGTH_S = 0.05
INPUT_CLIP = np.float32(0.98855309)  # -0.1 dBFS
CLIP_RUN = 3  # samples in a row


@compiled
def capture_row(inputs, channels, c, row, size, index, frames):
    """Channel c of interleaved inputs into its row of the capture; returns its peak, and the frame at which it clipped, or -1."""
    source = floats(inputs, frames * channels)
    capture = floats(row, size)
    peak = np.float32(0.0)
    run = 0
    clipped = -1
    for k in range(frames):
        value = source[k * channels + c]
        capture[index] = value
        index += 1
        if index == size:
            index = 0
        magnitude = abs(value)
        peak = max(peak, magnitude)
        run = run + 1 if magnitude >= INPUT_CLIP else 0
        if run == CLIP_RUN and clipped < 0:
            clipped = k
    return peak, clipped


@compiled
def capture_inputs(board_address, board, inputs, channels, frames):
    """Put a block of interleaved inputs into the capture, channel by channel, and meter them."""
    count = min(channels, board.input_count)
    size = board.capture_frames
    peaks, maxima = floats(board.input_peak, count), floats(board.input_max, count)
    fall = np.float32(10.0 ** (-frames / board.sample_rate))  # 20 dB a second
    for c in range(count):
        peak, clipped = capture_row(inputs, channels, c, board.capture + 4 * c * size, size, board.device_frame % size, frames)
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
def click_sample(board):
    """The next sample of the click that sounds."""
    time_s = board.click_phase / board.sample_rate
    frequency_hz = ACCENT_HZ if board.click_accent == 1 else CLICK_HZ
    return np.float32(board.click_gain * math.sin(2.0 * math.pi * frequency_hz * time_s) * math.exp(-time_s / CLICK_DECAY_S))


@compiled
def add_click(board, plan, outputs, channels, first, frames):
    """Add the metronome to the outputs; it never passes the master, so it cannot be bounced."""
    strikes = board.state == COUNTING or (board.state == ROLLING and board.click_on == 1)
    if not strikes and board.click_phase < 0:
        return
    out = floats(outputs, (first + frames) * channels)
    clicks = array_at(plan.clicks, np.int64, plan.click_count)
    index = next_click(clicks, plan.click_count, board.position)
    length = int(CLICK_LENGTH_S * board.sample_rate)
    for k in range(frames):
        if strikes:
            struck, index = strike(board, plan, clicks, index, k)
            if struck > 0:
                board.click_phase = 0
                board.click_accent = struck - 1
        if board.click_phase < 0:
            continue
        sound = click_sample(board)
        for c in range(min(2, channels)):
            out[(first + k) * channels + c] += sound
        board.click_phase += 1
        if board.click_phase >= length:
            board.click_phase = -1


@compiled
def add_probe(board, outputs, channels, frames):
    """Add a signal that is no part of the song (test tone, calibration chirp, a file being listened to) to the block's outputs."""
    rows = max(1, board.probe_channels)
    out, probe = floats(outputs, frames * channels), floats(board.probe, board.probe_frames * rows)
    for k in range(frames):
        at = board.device_frame + k - board.probe_start
        if 0 <= at < board.probe_frames:
            for c in range(min(2, channels)):
                out[k * channels + c] += probe[(c % rows) * board.probe_frames + at]


@compiled
def write_outputs(board, master, outputs, channels, first, frames):
    """Interleave the master, planar stereo, into the device's outputs; dim, mono and taps act here, after everything that is printed."""
    tapped = board.tap != 0 and (board.tap_on == 1 or board.tap_share > 0.0)
    if tapped:
        master = blend_tap(board, master, frames)
    left, right = floats(master, frames), floats(master + 4 * STRIDE_FRAMES, frames)
    out = floats(outputs + 4 * first * channels, frames * channels)
    gain = np.float32(board.monitor_gain)
    if channels == 2 and gain == 1.0 and board.monitor_mono == 0:
        for k in range(frames):
            out[2 * k] = left[k]
            out[2 * k + 1] = right[k]
    else:
        write_changed(board, left, right, out, channels, frames)
    if tapped:
        silence(master, STRIDE_FRAMES + frames)  # whatever taps nothing more is heard no more


@compiled
def write_changed(board, left, right, out, channels, frames):
    """The same turned down, in mono, or to other than two outputs."""
    gain, half = np.float32(board.monitor_gain), np.float32(0.5)
    is_mono = board.monitor_mono == 1 or channels == 1
    for k in range(frames):
        middle = half * (left[k] + right[k])
        out[k * channels] = gain * (middle if is_mono else left[k])
        if channels > 1:
            out[k * channels + 1] = gain * (middle if is_mono else right[k])
        for c in range(2, channels):
            out[k * channels + c] = np.float32(0.0)
