"""Bring a finished mix to a loudness and under a true-peak ceiling: gain, and a limiter only where peaks need one."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

from daw.audio.measure import Gauge, Measurement
from daw.plugin import Effect
from daw.units import db_to_linear

BLOCK_FRAMES = 65536
TRIES = 12
CLOSE_ENOUGH_LU = 0.03
SAFETY_DB = 0.05  # what a 4x meter may read more than the limiter's own


def at_loudness(
    mix: Iterator[np.ndarray],
    sample_rate: int,
    target_lufs: float | None,
    ceiling_dbtp: float,
    write: Callable[[np.ndarray], None],
    folder: Path,
    limiter: Effect,
    passed: Callable[[float], None] = lambda _share: None,
) -> list[str]:
    """Write the mix at `target_lufs` (None: as loud as it is) with no true peak above `ceiling_dbtp`.

    passed : called after every block of the work on the finished mix with how much of it is done, 0-1; it may raise to stop
    The mix waits in a nameless file in `folder`, so that the memory needed does not depend on its length.
    Returns notes for the user: what was done, and where the target could not be met.
    """
    with tempfile.TemporaryFile(dir=folder, prefix=".bounce-") as file:
        measured = _store(mix, file, sample_rate)
        stored = _Stored(file, passed)
        if measured.integrated_lufs is None or measured.true_peak_dbtp is None:
            notes = ["The mix is silent, so it has no loudness to bring anywhere."] if target_lufs is not None else []
            gain_db, limits = 0.0, False
        else:
            gain_db = 0.0 if target_lufs is None else target_lufs - measured.integrated_lufs
            limits = measured.true_peak_dbtp + gain_db > ceiling_dbtp
            notes = []
            if limits and target_lufs is not None:
                gain_db, reached = _search(stored, sample_rate, target_lufs, gain_db, ceiling_dbtp, limiter)
                if abs(reached - target_lufs) > 0.1:
                    notes.append(
                        f"{target_lufs:.1f} LUFS cannot be reached under {ceiling_dbtp:.1f} dBTP: it is {reached:.1f} LUFS. "
                        "Compress the mix more, or choose a lower target."
                    )
        for block in _processed(stored, sample_rate, gain_db, ceiling_dbtp, limiter if limits else None):
            write(block)
    return notes


def _store(mix: Iterator[np.ndarray], file: BinaryIO, sample_rate: int) -> Measurement:
    """Put the mix into the file, interleaved float32, and measure it."""
    gauge = Gauge.of_channels(sample_rate, 2)
    for block in mix:
        gauge.take(block)
        file.write(np.ascontiguousarray(block.T).tobytes())
    return gauge.result(None)


class _Stored:
    """The stored mix, to be gone through as often as needed; each time counts half of what was left to do."""

    def __init__(self, file: BinaryIO, passed: Callable[[float], None]) -> None:
        self._file, self._passed = file, passed
        self._bytes = max(1, file.seek(0, os.SEEK_END))
        self._left = 1.0

    def blocks(self) -> Iterator[np.ndarray]:
        """The mix from its beginning, (2, at most BLOCK_FRAMES)."""
        self._file.seek(0)
        while data := self._file.read(BLOCK_FRAMES * 8):
            yield np.ascontiguousarray(np.frombuffer(data, np.float32).reshape(-1, 2).T)
            self._passed(1.0 - self._left * (1.0 - 0.5 * self._file.tell() / self._bytes))
        self._left *= 0.5


def _processed(stored: _Stored, sample_rate: int, gain_db: float, ceiling_dbtp: float, limiter: Effect | None) -> Iterator[np.ndarray]:
    """The stored mix with gain, and limited when a limiter is given; as long as it was, nothing late."""
    gain = np.float32(db_to_linear(gain_db))
    if limiter is None:
        for block in stored.blocks():
            yield block if gain_db == 0.0 else block * gain
        return
    values = {"ceiling_db": ceiling_dbtp - SAFETY_DB, "true_peak": 1.0}
    late = drop = limiter.latency_frames(sample_rate, values)
    state = limiter.new_state(sample_rate)
    for block in stored.blocks():
        out = limiter.run(block * gain, values, sample_rate=sample_rate, block=1024, state=state)
        dropped = min(drop, out.shape[1])
        drop -= dropped
        yield out[:, dropped:]
    if late:
        yield limiter.run(np.zeros((2, late), np.float32), values, sample_rate=sample_rate, block=1024, state=state)[:, drop:]


def _search(
    stored: _Stored, sample_rate: int, target_lufs: float, gain_db: float, ceiling_dbtp: float, limiter: Effect
) -> tuple[float, float]:
    """The gain that gives the target after limiting, by secants kept within a bracket; and the loudness it gives."""
    tried: list[tuple[float, float]] = []
    for _ in range(TRIES):
        gauge = Gauge.of_channels(sample_rate, 2)
        for block in _processed(stored, sample_rate, gain_db, ceiling_dbtp, limiter):
            gauge.take(block)
        measured = gauge.result(None).integrated_lufs
        tried.append((gain_db, -70.0 if measured is None else measured))
        if abs(tried[-1][1] - target_lufs) <= CLOSE_ENOUGH_LU:
            break
        gain_db = _next_gain(sorted(tried), target_lufs)
    return min(tried, key=lambda one: abs(one[1] - target_lufs))


def _next_gain(tried: list[tuple[float, float]], target_lufs: float) -> float:
    """Where the target should lie, from the gains tried so far in ascending order and the loudness each gave."""
    below = [one for one in tried if one[1] < target_lufs]
    above = [one for one in tried if one[1] >= target_lufs]
    if not above:
        slope = 1.0 if len(tried) < 2 else (tried[-1][1] - tried[-2][1]) / max(tried[-1][0] - tried[-2][0], 1e-3)
        return below[-1][0] + min(12.0, (target_lufs - below[-1][1]) / max(slope, 0.1))
    if not below:
        return above[0][0] - (above[0][1] - target_lufs) - 0.05
    (low, low_lufs), (high, high_lufs) = below[-1], above[0]
    share = (target_lufs - low_lufs) / (high_lufs - low_lufs)
    return low + (high - low) * min(max(share, 0.1), 0.9)
