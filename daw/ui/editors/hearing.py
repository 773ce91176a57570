"""What editors measure of the sound that goes in and out of an effect: plain arrays in, levels out.  Knows no Qt."""

import math
from typing import TYPE_CHECKING

import numpy as np

from daw.units import SILENCE_DB

if TYPE_CHECKING:
    from daw.engine.scope import Scope

MOST_FRAMES = 8192  # nobody looks at more than this at once
PIECE_S = 0.01  # the grain of a history
TINY = 1e-15
RMS_S = 0.3


def level_db(peak: float) -> float:
    """Level in dB of a magnitude."""
    return 20.0 * math.log10(peak) if peak > 10.0 ** (SILENCE_DB / 20.0) else SILENCE_DB


class Fresh:
    """The frames that are new since it was asked last."""

    def __init__(self) -> None:
        self._written: int | None = None

    def take(self, scope: "Scope | None") -> tuple[np.ndarray, np.ndarray]:
        """What went in and what came out since then, (2, frames) each; empty without sound."""
        empty = np.zeros((2, 0), np.float32)
        if scope is None:
            self._written = None
            return empty, empty
        written = scope.written
        new = 0 if self._written is None else min(max(written - self._written, 0), MOST_FRAMES)
        self._written = written
        return (scope.before(new), scope.after(new)) if new else (empty, empty)


class Pieces:
    """Peaks of pieces of equal length, across the blocks they come in."""

    def __init__(self, sample_rate: float) -> None:
        self.frames = max(1, round(PIECE_S * sample_rate))
        self._rest = np.zeros(0, np.float32)

    def add(self, audio: np.ndarray) -> np.ndarray:
        """The peaks in dB of the pieces that are complete now.  audio : (2, frames)"""
        loudest = np.abs(audio).max(axis=0) if audio.shape[1] else np.zeros(0, np.float32)
        waiting = np.concatenate((self._rest, loudest))
        whole = len(waiting) // self.frames
        self._rest = waiting[whole * self.frames :]
        peaks = waiting[: whole * self.frames].reshape(whole, self.frames).max(axis=1) if whole else np.zeros(0, np.float32)
        return np.asarray(20.0 * np.log10(np.maximum(peaks, 10.0 ** (SILENCE_DB / 20.0))), np.float64)


class Power:
    """Mean square of two channels over about 300 ms."""

    def __init__(self, sample_rate: float) -> None:
        self._sample_rate = sample_rate
        self._mean = np.zeros(2)

    def add(self, audio: np.ndarray) -> tuple[float, float]:
        """RMS levels in dB after some more frames."""
        frames = audio.shape[1]
        if frames:
            keep = math.exp(-frames / (RMS_S * self._sample_rate))
            self._mean = keep * self._mean + (1.0 - keep) * np.mean(np.square(audio, dtype=np.float64), axis=1)
        left, right = (max(10.0 * math.log10(max(power, TINY)), SILENCE_DB) for power in self._mean.tolist())
        return left, right


class Match:
    """How much louder an effect makes what goes through it, K-weighted, over about three seconds.

    The two are compared as powers of the same stretch of sound, so silence and the effect's latency hardly matter.
    """

    FRAMES, SECONDS, GATE = 8192, 3.0, 1e-7  # mean square below which nothing is heard

    def __init__(self, sample_rate: float) -> None:
        from daw.dsp.kweighting import k_weighting

        turns = np.exp(-2j * np.pi * np.arange(self.FRAMES // 2 + 1) / self.FRAMES)
        self._weight = np.ones(len(turns))
        for b0, b1, b2, a1, a2 in k_weighting(sample_rate).tolist():
            self._weight *= np.abs((b0 + b1 * turns + b2 * turns**2) / (1.0 + a1 * turns + a2 * turns**2)) ** 2
        self._window = np.hanning(self.FRAMES)
        self._before = self._after = 0.0

    def add(self, before: np.ndarray, after: np.ndarray, elapsed_s: float) -> None:
        """Take in the last FRAMES frames of both, (2, FRAMES)."""
        power_before, power_after = self._power(before), self._power(after)
        if power_before < self.GATE or power_after < self.GATE:
            return
        keep = math.exp(-elapsed_s / self.SECONDS) if self._before else 0.0
        self._before = keep * self._before + (1.0 - keep) * power_before
        self._after = keep * self._after + (1.0 - keep) * power_after

    def _power(self, audio: np.ndarray) -> float:
        spectrum = np.abs(np.fft.rfft(audio * self._window)) ** 2
        return float((spectrum * self._weight).sum()) * 2.0 / (self.FRAMES * float(np.square(self._window).sum()))

    @property
    def louder_db(self) -> float | None:
        """By how many dB the effect makes it louder; None before anything was heard."""
        return 10.0 * math.log10(self._after / self._before) if self._before > 0.0 and self._after > 0.0 else None
