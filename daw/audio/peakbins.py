"""The bins of a waveform: building the pyramid block by block, and turning a stretch of it into rows of pixels."""

import math
from typing import Any

import numpy as np

from daw.dsp.compiled import compiled, metering

BASE_FRAMES = 256
FACTOR = 4
_FIRST_BINS = 1024


def bins_of_levels(frames: int) -> list[int]:
    """How many bins each level has, finest first; the last has one (none for an empty source)."""
    bins = [math.ceil(frames / BASE_FRAMES)]
    while bins[-1] > 1:
        bins.append(math.ceil(bins[-1] / FACTOR))
    return bins


class PeakBuilder:
    """A pyramid that grows: `append` blocks of float32 (channels, frames), ask for `levels` at any time.

    `arrays` are the levels with room to spare: float32 (channels, at least bins, 3); replaced, not resized, when they grow.
    """

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.frames = 0
        self.arrays: list[np.ndarray] = [np.zeros((channels, _FIRST_BINS, 3), np.float32)]

    def append(self, x: np.ndarray) -> None:
        """Take the next block."""
        bins = bins_of_levels(self.frames + x.shape[1])
        self._grow(bins)
        add_frames(x, self.arrays[0], self.frames)
        first = self.frames // BASE_FRAMES
        self.frames += x.shape[1]
        for n in range(1, len(bins)):
            first //= FACTOR
            add_bins(self.arrays[n - 1], bins[n - 1], self.arrays[n], first, bins[n], self.frames, BASE_FRAMES * FACTOR ** (n - 1))

    def levels(self) -> list[np.ndarray]:
        """The pyramid so far: float32 (channels, bins, 3) per level; copies."""
        bins = bins_of_levels(self.frames)
        return [np.ascontiguousarray(array[:, :n]) for n, array in zip(bins, self.arrays, strict=False)]

    def _grow(self, bins: list[int]) -> None:
        for n, wanted in enumerate(bins):
            if n == len(self.arrays):
                self.arrays.append(np.zeros((self.channels, max(16, _FIRST_BINS >> (2 * n)), 3), np.float32))
            room = self.arrays[n].shape[1]
            if wanted > room:
                larger = np.zeros((self.channels, max(wanted, 2 * room), 3), np.float32)
                larger[:, :room] = self.arrays[n]
                self.arrays[n] = larger


@metering
def bin_of(x: np.ndarray, c: int, start: int, end: int) -> tuple[Any, Any, Any]:
    """Minimum, maximum and sum of squares of x[c, start:end], float32, not empty; NaN counts as nothing.

    Floats are compared as whole numbers of the same order, which LLVM turns into vector instructions (12 times faster).
    """
    lowest, highest, power = np.int32(0x7FFFFFFF), np.int32(-0x80000000), np.float32(0.0)
    for n in range(np.uint64(start), np.uint64(end)):
        sample = np.float32(x[c, n])
        bits = sample.view(np.int32)
        rank = np.int32(bits ^ ((bits >> np.int32(31)) & np.int32(0x7FFFFFFF)))
        lowest = min(lowest, rank)
        highest = max(highest, rank)
        power += sample * sample
    if math.isnan(power):
        return _bin_with_holes(x, c, start, end)
    low = np.int32(lowest ^ ((lowest >> np.int32(31)) & np.int32(0x7FFFFFFF))).view(np.float32)
    high = np.int32(highest ^ ((highest >> np.int32(31)) & np.int32(0x7FFFFFFF))).view(np.float32)
    return low, high, power


@compiled
def _bin_with_holes(x: np.ndarray, c: int, start: int, end: int) -> tuple[Any, Any, Any]:
    """As `bin_of` for audio with NaN in it; silence when there is nothing else."""
    low, high, power = np.float32(math.inf), np.float32(-math.inf), np.float32(0.0)
    for n in range(start, end):
        sample = np.float32(x[c, n])
        if not math.isnan(sample):
            low = min(low, sample)
            high = max(high, sample)
            power += sample * sample
    if low > high:
        return np.float32(0.0), np.float32(0.0), np.float32(0.0)
    return low, high, power


@compiled
def add_frames(x: np.ndarray, level: np.ndarray, frames: int) -> None:
    """Put a block that follows `frames` frames into level 0; its bins hold minimum, maximum, mean square.

    x : float32 (channels, n); level : float32 (channels, bins, 3), with room for all.
    """
    for c in range(x.shape[0]):
        at = 0
        while at < x.shape[1]:
            position = frames + at
            there = position % BASE_FRAMES
            count = min(BASE_FRAMES - there, x.shape[1] - at)
            low, high, power = bin_of(x, c, at, at + count)
            bin_ = level[c, position // BASE_FRAMES]
            if there:
                low = min(low, bin_[0])
                high = max(high, bin_[1])
                power += bin_[2] * there
            bin_[0] = low
            bin_[1] = high
            bin_[2] = power / (there + count)
            at += count


@compiled
def add_bins(fine: np.ndarray, fine_bins: int, coarse: np.ndarray, first: int, coarse_bins: int, frames: int, fine_frames: int) -> None:
    """Bins first … coarse_bins of a level from the level below, whose bins have `fine_frames` frames, the last perhaps fewer."""
    for c in range(fine.shape[0]):
        for k in range(first, coarse_bins):
            low, high, power, weight = np.float32(math.inf), np.float32(-math.inf), 0.0, 0
            for n in range(k * FACTOR, min((k + 1) * FACTOR, fine_bins)):
                low = min(low, fine[c, n, 0])
                high = max(high, fine[c, n, 1])
                count = min(fine_frames, frames - n * fine_frames)
                power += fine[c, n, 2] * count
                weight += count
            coarse[c, k, 0] = low
            coarse[c, k, 1] = high
            coarse[c, k, 2] = power / weight


@compiled
def rows(level: np.ndarray, bin_frames: int, start: int, end: int, frames: int, out: np.ndarray) -> None:
    """Minimum, maximum and rms per pixel of frames start … end from one level: out float32 (channels, pixels, 3), zeroed."""
    pixels = out.shape[1]
    for c in range(level.shape[0]):
        for k in range(pixels):
            first = start + (end - start) * k // pixels
            last = start + (end - start) * (k + 1) // pixels
            if last <= 0 or first >= frames:
                continue
            from_bin = max(first, 0) // bin_frames
            to_bin = max(from_bin + 1, (min(last, frames) + bin_frames - 1) // bin_frames)
            low, high, power = level[c, from_bin, 0], level[c, from_bin, 1], 0.0
            for n in range(from_bin, to_bin):
                low = min(low, level[c, n, 0])
                high = max(high, level[c, n, 1])
                power += level[c, n, 2]
            out[c, k, 0] = low
            out[c, k, 1] = high
            out[c, k, 2] = math.sqrt(power / (to_bin - from_bin))


@compiled
def detail_rows(x: np.ndarray, x_start: int, start: int, end: int, out: np.ndarray) -> None:
    """As `rows`, from the samples: x float32 (channels, n) holds frames from x_start on; a pixel shows at least one frame."""
    pixels = out.shape[1]
    for c in range(x.shape[0]):
        for k in range(pixels):
            first = start + (end - start) * k // pixels
            last = max(first + 1, start + (end - start) * (k + 1) // pixels)
            first = max(first, x_start) - x_start
            last = min(last - x_start, x.shape[1])
            if first < last:
                low, high, power = bin_of(x, c, first, last)
                out[c, k, 0] = low
                out[c, k, 1] = high
                out[c, k, 2] = math.sqrt(power / (last - first))
