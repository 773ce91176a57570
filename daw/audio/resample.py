"""Sample rate conversion by soxr at its highest quality: linear phase, no lag, streaming equal to whole, bit for bit.

A sound of n frames becomes exactly n · to / from frames, halves rounded up. x : float32 (channels, frames).
"""

import numpy as np
import soxr

QUALITY = "VHQ"


def resampled_frames(frames: int, from_rate: int, to_rate: int) -> int:
    """Length in frames after conversion."""
    return (2 * frames * to_rate + from_rate) // (2 * from_rate)


def resample(x: np.ndarray, from_rate: int, to_rate: int) -> np.ndarray:
    """A whole sound at another rate in Hz: a new float32 (channels, frames)."""
    resampler = Resampler(x.shape[0], from_rate, to_rate)
    head = resampler.push(x)
    return np.concatenate((head, resampler.finish()), axis=1)


class Resampler:
    """Conversion of a sound that comes in blocks: `push` each, then `finish` once; what they return makes the whole."""

    def __init__(self, channels: int, from_rate: int, to_rate: int) -> None:
        self.channels = channels
        self.from_rate = from_rate
        self.to_rate = to_rate
        self._taken = 0
        self._given = 0
        self._stream = None if from_rate == to_rate else soxr.ResampleStream(from_rate, to_rate, channels, dtype="float32", quality=QUALITY)

    def push(self, x: np.ndarray) -> np.ndarray:
        """Take the next block; returns what is ready, possibly nothing."""
        self._taken += x.shape[1]
        return self._convert(x, is_last=False)

    def finish(self) -> np.ndarray:
        """The rest, after the last block."""
        rest = self._convert(np.zeros((self.channels, 0), np.float32), is_last=True)
        missing = resampled_frames(self._taken, self.from_rate, self.to_rate) - self._given
        if missing > 0:
            rest = np.concatenate((rest, np.zeros((self.channels, missing), np.float32)), axis=1)
        return rest

    def _convert(self, x: np.ndarray, *, is_last: bool) -> np.ndarray:
        x = np.ascontiguousarray(x, np.float32)
        if self._stream is not None:
            frames_first = self._stream.resample_chunk(np.ascontiguousarray(x.T), last=is_last)
            room = resampled_frames(self._taken, self.from_rate, self.to_rate) - self._given
            x = np.ascontiguousarray(frames_first[: max(0, room)].T) if is_last else np.ascontiguousarray(frames_first.T)
        self._given += x.shape[1]
        return x
