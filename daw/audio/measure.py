"""Measuring finished sound: loudness (ITU-R BS.1770-5, EBU Tech 3341 and 3342), true peak and sample peak of a file or an array.

Sound is taken in blocks, so that the memory needed does not grow with its length, except by 160 bytes per second of programme (the
gated loudness needs every block's) and by the lists of `series`.
"""

import os

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType
from numpy.typing import ArrayLike, NDArray

from daw.audio.error import AudioFileError, shown
from daw.audio.reading import BLOCK_FRAMES, AudioInfo, blocks, probe, wav_header
from daw.dsp import loudness, truepeak
from daw.dsp.kweighting import channel_weights

_RING_HOPS = 4096  # twice the hops of a block at the lowest sample rate
_OGG_ORDER = {6: (0, 2, 1, 4, 5, 3), 7: (0, 2, 1, 5, 6, 4, 3), 8: (0, 2, 1, 6, 7, 4, 5, 3)}  # Vorbis I §4.3.9, as places in WAV order


class Measurement(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured; levels are None for silence, and where the sound is too short for the window.

    With `series`, value k of the lists is the window that ends at (k + 1) * hop_seconds.
    """

    file: str | None
    sample_rate: int
    channels: int
    frames: int
    integrated_lufs: float | None
    momentary_max_lufs: float | None
    short_term_max_lufs: float | None
    lra_lu: float | None
    true_peak_dbtp: float | None
    sample_peak_dbfs: float | None
    hop_seconds: float | UnsetType = UNSET
    momentary_lufs: list[float | None] | UnsetType = UNSET
    short_term_lufs: list[float | None] | UnsetType = UNSET


def measure_file(path: str | os.PathLike[str], *, series: bool = False) -> Measurement:
    """Measure an audio file; its channels are weighted by its channel mask, or as its format orders them.

    Raises AudioFileError when the file cannot be read or measured.
    """
    info = probe(path)
    gauge = _gauge(info.sample_rate, _file_weights(path, info), shown(path), series=series)
    for block in blocks(path):
        gauge.take(block)
    return gauge.result(os.fspath(path))


def measure_array(x: ArrayLike, sample_rate: int, *, series: bool = False) -> Measurement:
    """Measure sound in memory: (channels, frames), full scale 1.0; the channels in WAV order.  Raises AudioFileError."""
    sound = np.asarray(x)
    if sound.ndim != 2:
        raise AudioFileError(f"Sound is an array (channels, frames); this one has {sound.ndim} dimension(s).")
    gauge = _gauge(sample_rate, channel_weights(len(sound)), "The sound", series=series)
    for start in range(0, sound.shape[1], BLOCK_FRAMES):
        gauge.take(sound[:, start : start + BLOCK_FRAMES])
    return gauge.result(None)


def _file_weights(path: str | os.PathLike[str], info: AudioInfo) -> NDArray[np.float64]:
    """BS.1770-5 weights of a file's channels."""
    header = wav_header(path, accept_damaged=False)
    weights = channel_weights(info.channels, header.channel_mask if header else None)
    if info.container == "OGG" and info.channels in _OGG_ORDER:
        return weights[list(_OGG_ORDER[info.channels])]
    return weights


def _gauge(sample_rate: int, weights: NDArray[np.float64], name: str, *, series: bool) -> "Gauge":
    try:
        return Gauge(sample_rate, weights, series=series)
    except ValueError as error:
        raise AudioFileError(f"{name} cannot be measured. {error}") from error


class Gauge:
    """Takes in sound block by block and says what it measured."""

    def __init__(self, sample_rate: int, weights: NDArray[np.float64], *, series: bool) -> None:
        self._sample_rate = sample_rate
        self._channels = len(weights)
        self._frames = 0
        self._weighing = loudness.loudness_state(sample_rate, weights)
        self._peaking = truepeak.true_peak_state()
        self._sample_peak = 0.0
        self._ring = np.zeros(_RING_HOPS)
        self._meter = loudness.LoudnessMeter()
        self._hops: list[NDArray[np.float64]] | None = [] if series else None

    @classmethod
    def of_channels(cls, sample_rate: int, channels: int) -> "Gauge":
        """For sound whose channels are in WAV order."""
        return cls(sample_rate, channel_weights(channels), series=False)

    def take(self, block: NDArray[np.floating]) -> None:
        """Measure (channels, frames) more; NaN and infinity count as silence."""
        x = np.ascontiguousarray(block, np.float32)
        if not np.isfinite(x).all():
            x = np.nan_to_num(x, nan=0.0, posinf=0.0, neginf=0.0)
        self._frames += x.shape[1]
        self._sample_peak = max(self._sample_peak, float(x.max(initial=0.0)), float(-x.min(initial=0.0)))
        truepeak.true_peak_rt(self._peaking, x, x.shape[1])
        before = self._weighing["hop_count"]
        loudness.accumulate_rt(self._weighing, x, x.shape[1], self._ring)
        after = self._weighing["hop_count"]
        self._meter.follow(self._ring, after)
        if self._hops is not None:
            self._hops.append(self._ring[np.arange(before, after) % _RING_HOPS])

    def result(self, file: str | None) -> Measurement:
        """What was measured, once all sound is in."""
        end = np.zeros((self._channels, truepeak.TAPS), np.float32)  # what still runs through the interpolator
        truepeak.true_peak_rt(self._peaking, end, truepeak.TAPS)
        true_peak = float(truepeak.true_peaks(self._peaking, self._channels).max())
        scalars = Measurement(
            file=file,
            sample_rate=self._sample_rate,
            channels=self._channels,
            frames=self._frames,
            integrated_lufs=self._meter.integrated_lufs,
            momentary_max_lufs=self._meter.momentary_max_lufs,
            short_term_max_lufs=self._meter.short_term_max_lufs,
            lra_lu=self._meter.range_lu,
            true_peak_dbtp=truepeak.dbtp(true_peak),
            sample_peak_dbfs=truepeak.dbtp(self._sample_peak),
        )
        if self._hops is None:
            return scalars
        hops = np.concatenate([*self._hops, np.empty(0)])
        return msgspec.structs.replace(
            scalars,
            hop_seconds=loudness.HOP_S,
            momentary_lufs=loudness.lufs_series(hops, loudness.MOMENTARY_HOPS),
            short_term_lufs=loudness.lufs_series(hops, loudness.SHORT_TERM_HOPS),
        )
