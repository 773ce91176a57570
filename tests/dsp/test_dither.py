"""The numbers that TPDF dither of +-1 LSB has by theory (Lipshitz, Wannamaker and Vanderkooy)."""

from itertools import pairwise

import numpy as np
import pytest

from daw.dsp.dither import Dither, quantise

LSB = {16: 2.0**-15, 24: 2.0**-23}
both_depths = pytest.mark.parametrize("bits", [16, 24])
both_types = pytest.mark.parametrize("dtype", [np.float32, np.float64])
MILLION = 1_000_000


def error_lsb(x: np.ndarray, bits: int, **settings) -> np.ndarray:
    whole, _ = quantise(x, bits, **settings)
    return whole - x.astype(np.float64) / LSB[bits]


@both_depths
@pytest.mark.parametrize("level_lsb", [0.0, 0.25, 0.5, 0.75, -0.5])
def test_the_error_has_mean_0_and_variance_a_quarter_whatever_the_sound(level_lsb, bits):
    error = error_lsb(np.full((1, MILLION), level_lsb * LSB[bits]), bits)
    assert abs(error.mean()) < 0.01
    assert error.var() == pytest.approx(0.25, rel=0.01)


@pytest.mark.parametrize(("bits", "noise_dbfs"), [(16, -93.32), (24, -141.48)])
def test_dithered_silence_has_the_noise_of_theory(bits, noise_dbfs):
    whole, _ = quantise(np.zeros((1, MILLION), np.float32), bits)
    rms = np.sqrt(np.mean((whole * LSB[bits]) ** 2))
    assert 20 * np.log10(rms) + 3.0103 == pytest.approx(noise_dbfs, abs=0.02)  # AES17: a full-scale sine is 0 dBFS


def test_the_dither_is_triangular_and_reaches_one_lsb():
    whole, _ = quantise(np.zeros((1, MILLION)), 16)
    values, counts = np.unique(whole, return_counts=True)
    assert values.tolist() == [-1, 0, 1]
    assert counts / MILLION == pytest.approx([0.125, 0.75, 0.125], abs=0.002)
    whole, _ = quantise(np.full((1, MILLION), 0.5 * LSB[16]), 16)
    values, counts = np.unique(whole, return_counts=True)
    assert values.tolist() == [0, 1]  # a triangle over (-0.5, 1.5) rounds to nothing else
    assert counts / MILLION == pytest.approx([0.5, 0.5], abs=0.002)


def test_the_noise_is_white():
    error = error_lsb(np.zeros((1, 2**20)), 16)[0]
    spectrum = np.abs(np.fft.rfft(error.reshape(-1, 1024) * np.hanning(1024))) ** 2
    bands_db = 10 * np.log10(spectrum.mean(axis=0)[1:].reshape(16, -1).mean(axis=1))
    assert np.ptp(bands_db) < 0.3


def test_channels_get_dither_of_their_own():
    error = error_lsb(np.zeros((2, MILLION)), 16)
    assert abs(np.corrcoef(error)[0, 1]) < 0.01


def test_a_tone_under_the_last_bit_survives_without_harmonics():
    sample_rate, seconds, frequency_hz = 48000, 60, 997
    amplitude = 10 ** (-100 / 20)
    wave = amplitude * np.sin(2 * np.pi * frequency_hz * np.arange(sample_rate * seconds) / sample_rate)
    whole, _ = quantise(wave[np.newaxis], 16)
    spectrum = np.abs(np.fft.rfft(whole[0] * LSB[16])) * 2 / wave.size
    assert 20 * np.log10(spectrum[frequency_hz * seconds] / amplitude) == pytest.approx(0.0, abs=0.2)
    noise = np.sqrt(np.mean(spectrum[100:] ** 2))
    for harmonic in range(2, 11):
        assert spectrum[harmonic * frequency_hz * seconds] < 4 * noise  # one bin of noise is above in 1 of 10⁷
    undithered, _ = quantise(wave[np.newaxis], 16, dither=Dither.NONE)
    assert not undithered.any()


@both_types
def test_without_dither_every_16_bit_value_keeps_its_value(dtype):
    values = np.arange(-32768, 32768)[np.newaxis]
    whole, clipped = quantise((values * LSB[16]).astype(dtype), 16, dither=Dither.NONE)
    assert whole.dtype == np.int16
    assert (whole == values).all()
    assert clipped == 0


@both_types
def test_without_dither_24_bit_values_keep_their_value(dtype):
    values = np.concatenate([np.random.default_rng(1).integers(-(2**23), 2**23, 100_000), [-(2**23), -1, 0, 1, 2**23 - 1]])[np.newaxis]
    whole, clipped = quantise((values * LSB[24]).astype(dtype), 24, dither=Dither.NONE)
    assert whole.dtype == np.int32
    assert (whole == values).all()
    assert clipped == 0


@both_depths
def test_without_dither_the_nearest_value_is_taken_and_a_tie_goes_to_the_even_one(bits):
    error = error_lsb(np.random.default_rng(1).uniform(-1, 0.999, (1, 10_000)), bits, dither=Dither.NONE)
    assert np.abs(error).max() <= 0.5
    ties = np.array([[-1.5, -0.5, 0.5, 1.5, 2.5]]) * LSB[bits]
    assert quantise(ties, bits, dither=Dither.NONE)[0].tolist() == [[-2, 0, 0, 2, 2]]


@both_depths
def test_what_does_not_fit_is_clipped_and_counted(bits):
    top = 2 ** (bits - 1)
    x = np.array([[1.0, -1.0, 1.0 - 2 * LSB[bits], 7.0, -7.0]])
    assert quantise(x, bits, dither=Dither.NONE)[0].tolist() == [[top - 1, -top, top - 2, top - 1, -top]]
    assert quantise(x, bits, dither=Dither.NONE)[1] == 3
    whole, clipped = quantise(np.full((2, 1000), -1.5), bits)
    assert (whole == -top).all()
    assert clipped == 2000


@pytest.mark.parametrize("dither", Dither)
def test_what_is_no_number_becomes_silence_and_is_counted(dither):
    whole, clipped = quantise(np.array([[np.nan, np.inf, -np.inf]]), 16, dither=dither)
    assert (abs(whole) <= 1).all()
    assert clipped == 3


def test_equal_sounds_become_equal_files_and_another_seed_another():
    x = np.random.default_rng(1).uniform(-1, 1, (2, 1000))
    assert (quantise(x, 16)[0] == quantise(x, 16)[0]).all()
    assert (quantise(x, 16)[0] != quantise(x, 16, seed=1)[0]).any()
    assert (quantise(x, 16)[0] != quantise(x, 16, seed=-1)[0]).any()


def test_blocks_change_nothing():
    x = np.random.default_rng(1).uniform(-1, 1, (2, 1000)).astype(np.float32)
    whole, _ = quantise(x, 24)
    cuts = [0, 1, 18, 500, 1000]
    pieces = [quantise(x[:, a:b], 24, first_frame=a)[0] for a, b in pairwise(cuts)]
    assert (np.concatenate(pieces, axis=1) == whole).all()


def test_other_depths_are_refused():
    with pytest.raises(ValueError, match="not to 20"):
        quantise(np.zeros((1, 1)), 20)
