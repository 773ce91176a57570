"""Sample rate conversion: exact length, no lag, transparent, the same in blocks as whole."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.audio.resample import Resampler, resample, resampled_frames

RATES = st.sampled_from([8000, 11025, 16000, 22050, 32000, 44100, 48000, 88200, 96000, 192000])


def sine(frequency_hz: float, sample_rate: int, frames: int) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * frequency_hz * np.arange(frames) / sample_rate)


@pytest.mark.parametrize(("from_rate", "to_rate"), [(44100, 48000), (48000, 44100), (96000, 44100), (48000, 96000), (88200, 48000)])
@pytest.mark.parametrize("frequency_hz", [997.0, 15013.0])
def test_a_sine_arrives_in_place_with_140_db_below_it(from_rate: int, to_rate: int, frequency_hz: float) -> None:
    x = sine(frequency_hz, from_rate, 2 * from_rate).astype(np.float32)
    y = resample(x[np.newaxis], from_rate, to_rate)[0].astype(np.float64)
    frames = np.arange(to_rate // 4, 2 * to_rate - to_rate // 4)  # away from the ends, where the sine starts at once
    angle = 2 * np.pi * frequency_hz * frames / to_rate
    basis = np.stack((np.sin(angle), np.cos(angle)), axis=1)
    (in_phase, quadrature), *_ = np.linalg.lstsq(basis, y[frames], rcond=None)
    residue = y[frames] - basis @ (in_phase, quadrature)
    assert 20 * math.log10(math.hypot(in_phase, quadrature) / math.sqrt(2) / np.sqrt(np.mean(residue**2))) > 140
    assert abs(20 * math.log10(in_phase / 0.5)) < 1e-3  # dB
    assert abs(math.atan2(quadrature, in_phase)) / (2 * np.pi * frequency_hz / to_rate) < 1e-6  # frames of lag


@settings(deadline=None, max_examples=60)
@given(from_rate=RATES, to_rate=RATES, frames=st.integers(0, 5000), block=st.integers(1, 3000))
def test_blocks_give_the_same_bits_as_the_whole_and_the_exact_length(from_rate: int, to_rate: int, frames: int, block: int) -> None:
    x = np.random.default_rng(frames).standard_normal((2, frames)).astype(np.float32)
    whole = resample(x, from_rate, to_rate)
    resampler = Resampler(2, from_rate, to_rate)
    parts = [resampler.push(x[:, n : n + block]) for n in range(0, frames, block)]
    assert np.array_equal(np.concatenate([*parts, resampler.finish()], axis=1), whole)
    assert whole.shape[1] == resampled_frames(frames, from_rate, to_rate) == math.floor(frames * to_rate / from_rate + 0.5)


def test_the_same_rate_changes_nothing() -> None:
    x = np.random.default_rng(0).standard_normal((3, 1000)).astype(np.float32)
    assert np.array_equal(resample(x, 48000, 48000), x)


def test_an_hour_has_its_exact_length() -> None:
    assert resampled_frames(3600 * 44100, 44100, 48000) == 3600 * 48000
    assert resampled_frames(2**62, 192000, 8000) == (2**62 + 12) // 24
