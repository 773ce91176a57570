"""Laws of the first-order filter, against scipy in float64."""

import numpy as np
import pytest
from scipy import signal  # noqa: TID251  the referee

from daw.dsp.onepole import lowpass, onepole


def filtered(sound, cutoff_hz, sample_rate):
    coefficient, z = onepole(cutoff_hz, sample_rate), 0.0
    out = np.empty(len(sound))
    for n, sample in enumerate(sound):
        out[n], z = lowpass(sample, z, coefficient)
    return out


@pytest.mark.parametrize("cutoff_hz", [20.0, 1000.0, 15000.0])
def test_it_is_the_butterworth_filter_of_the_first_order(cutoff_hz):
    noise = np.random.default_rng(2).standard_normal(3000)
    want = signal.lfilter(*signal.butter(1, cutoff_hz, fs=48000.0), noise)
    assert np.abs(filtered(noise, cutoff_hz, 48000.0) - want).max() <= 1e-12
    want = signal.lfilter(*signal.butter(1, cutoff_hz, "highpass", fs=48000.0), noise)
    assert np.abs(noise - filtered(noise, cutoff_hz, 48000.0) - want).max() <= 1e-12


def test_a_cutoff_above_the_band_stays_stable():
    assert np.abs(filtered(np.ones(1000), 30000.0, 44100.0)).max() < 2.0


def test_silence_is_reached_and_a_nan_is_forgotten():
    assert filtered(np.r_[1.0, np.zeros(48000)], 1000.0, 48000.0)[-1] == 0.0
    assert filtered(np.r_[np.nan, np.zeros(10)], 1000.0, 48000.0)[-1] == 0.0
