"""Drawing a wave into pixels: compiled, without the interpreter lock, for the worker thread."""

import math

import numpy as np

from daw.audio.peaks import Peaks
from daw.dsp.compiled import compiled

THINNEST = 1.0  # pixels: silence is a line
LAW = 0.65  # seen from afar a level stands at this power of itself, so that quiet parts show; full scale stays at the edge
FAR, NEAR = 64.0, 4.0  # frames per pixel: from here on the law is whole; from here on waves stand as they are
LANE_GAP = 2.0  # pixels between the channels of a split wave


def columns(peaks: Peaks, first: float, frames_per_px: float, pixels: int) -> np.ndarray:
    """Minimum, maximum and rms per pixel from frame `first` on, float32 (channels, pixels, 3).

    Closer than one frame per pixel the samples are joined by straight lines.
    """
    last = first + pixels * frames_per_px
    if frames_per_px >= 1.0:
        return peaks.window(round(first), round(last), pixels)
    start, end = math.floor(first), math.ceil(last) + 1
    samples = peaks.window(start, end, end - start)
    places = first + (np.arange(pixels) + 0.5) * frames_per_px - start
    out = np.empty((samples.shape[0], pixels, 3), np.float32)
    for channel in range(samples.shape[0]):
        line = np.interp(places, np.arange(end - start), samples[channel, :, 1])
        out[channel] = line[:, None]
        out[channel, :, 2] = 0.0
    return out


def exponent(frames_per_px: float) -> float:
    """The power at which levels stand at a zoom: LAW from afar, 1 close by, between them on a straight line in octaves."""
    if frames_per_px <= NEAR:
        return 1.0
    share = min(math.log(frames_per_px / NEAR) / math.log(FAR / NEAR), 1.0)
    return 1.0 + share * (LAW - 1.0)


def draw(rows: np.ndarray, gain: float, height: int, peak: int, core: int, *, split: bool = False, power: float = LAW) -> np.ndarray:
    """A picture of a wave, uint32 (height, pixels − 1) of premultiplied ARGB on nothing.

    rows : from `columns`, with one column before the picture's first.  peak, core : colours as 0xRRGGBB.  split : a lane per channel
    power : of a level, where it stands; see `exponent`
    """
    image = np.zeros((height, rows.shape[1] - 1), np.uint32)
    lanes = rows.shape[0] if split else 1
    lane = (height - LANE_GAP * (lanes - 1)) / lanes
    for n in range(lanes):
        channels = rows[n : n + 1] if split else rows
        _draw_lane(channels, gain, image, n * (lane + LANE_GAP), lane, (peak, core), power)
    return image


@compiled
def _draw_lane(rows, gain, image, top, height, inks, power):  # type: ignore[no-untyped-def]
    """All channels as one shape, into the rows of the image from `top` on."""
    middle, half = top + 0.5 * height, 0.5 * height
    peak, core = inks
    bottom = top + height
    before_high, before_low = middle, middle
    for k in range(rows.shape[1]):
        low, high, rms = rows[0, k, 0], rows[0, k, 1], rows[0, k, 2]
        for c in range(1, rows.shape[0]):
            low = min(low, rows[c, k, 0])
            high = max(high, rows[c, k, 1])
            rms = max(rms, rows[c, k, 2])
        y_high = min(max(middle - _stands(high * gain, power) * half, top), bottom)
        y_low = min(max(middle - _stands(low * gain, power) * half, top), bottom)
        own_high, own_low = y_high, y_low
        if k > 0:  # what stands beside touches it
            y_high = min(y_high, before_low)
            y_low = max(y_low, before_high)
        before_high, before_low = own_high, own_low
        if k == 0:
            continue
        if y_low - y_high < THINNEST:
            centre = 0.5 * (y_low + y_high)
            y_high, y_low = centre - 0.5 * THINNEST, centre + 0.5 * THINNEST
        reach = _stands(rms * gain, power) * half
        core_high, core_low = max(middle - reach, y_high), min(middle + reach, y_low)
        for y in range(max(math.floor(y_high), 0), min(math.ceil(y_low), image.shape[0])):
            cover = min(y + 1.0, y_low) - max(float(y), y_high)
            inner = min(max(min(y + 1.0, core_low) - max(float(y), core_high), 0.0), cover)
            image[y, k - 1] = _blend(peak, cover - inner, core, inner)


@compiled
def _stands(level, power):  # type: ignore[no-untyped-def]
    """How far from the middle a level stands, 1 at full scale."""
    if power == 1.0:
        return float(level)
    return math.copysign(abs(level) ** power, level)


@compiled
def _blend(a, share_a, b, share_b):  # type: ignore[no-untyped-def]
    """Two colours of 0xRRGGBB side by side in one pixel, as premultiplied ARGB."""
    red = ((a >> 16) & 255) * share_a + ((b >> 16) & 255) * share_b
    green = ((a >> 8) & 255) * share_a + ((b >> 8) & 255) * share_b
    blue = (a & 255) * share_a + (b & 255) * share_b
    alpha = 255.0 * (share_a + share_b)
    return np.uint32((int(alpha + 0.5) << 24) | (int(red + 0.5) << 16) | (int(green + 0.5) << 8) | int(blue + 0.5))
