"""The true-peak meter against the interpolator of ITU-R BS.1770-5 Annex 2 as it is printed there."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.dsp import truepeak
from daw.dsp.truepeak import TAPS, dbtp, request_reset, true_peak_rt, true_peak_state, true_peaks
from daw.kernelbuild import kernel

# The table of Annex 2, in units of 2 ** -13
PHASE_0 = [14, 90, -161, 272, -487, 1125, 7964, -838, 390, -218, 122, -68]
PHASE_1 = [-239, 240, -424, 730, -1364, 3810, 6388, -1641, 832, -477, 271, -155]
PHASES = np.array([PHASE_0, PHASE_1, PHASE_1[::-1], PHASE_0[::-1]]) / 8192


def by_the_table(x: np.ndarray) -> np.ndarray:
    """Highest magnitude of each channel at the outputs of the four phases, or at a sample, in float64."""
    return np.array([max(np.abs(channel).max(), *(np.abs(np.convolve(channel, phase)).max() for phase in PHASES)) for channel in x])


def peaks(x: np.ndarray, cuts=()) -> np.ndarray:
    """Peaks of (channels, frames) taken in blocks that end at `cuts`."""
    state = true_peak_state()
    x = np.append(x, np.zeros((len(x), TAPS)), axis=1).astype(np.float32)
    for piece in np.split(x, cuts, axis=1):
        true_peak_rt(state, np.ascontiguousarray(piece), piece.shape[1])
    return true_peaks(state, len(x))


def noise(channels: int, frames: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((channels, frames)).astype(np.float32)


@pytest.mark.parametrize("seed", range(40))
def test_it_is_the_interpolator_of_the_standard(seed):
    x = noise(3, 1 + 7 * seed, seed)
    assert peaks(x) == pytest.approx(by_the_table(x), rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 500), max_size=30))
def test_it_does_not_depend_on_blocks(cuts):
    x = noise(2, 500)
    assert peaks(x, sorted(cuts)).tobytes() == peaks(x).tobytes()


def test_it_is_never_below_a_sample():
    x = np.zeros((1, 100), np.float32)
    x[0, 50] = 1.0
    assert peaks(x)[0] == 1.0


@pytest.mark.parametrize("frequency", [0.01, 0.1, 0.2, 0.25, 0.3, 0.4, 0.45])
def test_a_tone_reads_no_lower_than_four_times_oversampling_must_and_the_ripple_adds_little(frequency):
    missed_db = 20 * np.log10(np.cos(np.pi * frequency / 4))  # BS.1770-5 Annex 2, attachment 1
    for phase in np.linspace(0, np.pi, 33):
        x = np.sin(2 * np.pi * frequency * np.arange(4000) + phase) * np.hanning(4000)
        assert missed_db - 0.01 <= dbtp(float(peaks(x[np.newaxis])[0])) <= 0.25


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_passed_over(bad):
    x = noise(1, 400)
    good = peaks(x)
    x[0, 200] = bad
    assert peaks(x) <= good
    x[0, 300] = 9.0
    assert peaks(x) == pytest.approx(by_the_table(x[:, 250:]), rel=1e-6)


def test_peaks_are_held_until_a_reset_is_asked_for():
    state = true_peak_state()
    loud, soft = np.full((2, 64), 0.5, np.float32), np.full((2, 64), 0.01, np.float32)
    true_peak_rt(state, loud, 64)
    true_peak_rt(state, soft, 64)
    held = true_peaks(state, 2)
    assert (held >= 0.5).all()
    request_reset(state)
    assert (true_peaks(state, 2) == held).all()  # until the sound comes by
    true_peak_rt(state, soft, 64)
    true_peak_rt(state, soft, 64)
    assert (true_peaks(state, 2) < 0.7).all()  # the step down was still in the line
    request_reset(state)
    true_peak_rt(state, soft, 64)
    assert true_peaks(state, 2) == pytest.approx(0.01, rel=0.05)


def test_a_reset_reaches_every_place_of_every_channel():
    state = true_peak_state()
    state["highest"][:] = 1.0
    request_reset(state)
    true_peak_rt(state, np.zeros((1, 1), np.float32), 1)
    assert not state["highest"].any()


def test_frames_past_the_given_number_are_left_alone():
    x = np.full((1, 100), 0.1, np.float32)
    x[0, 70:] = 5.0
    state = true_peak_state()
    true_peak_rt(state, x, 70)
    assert true_peaks(state, 1)[0] < 0.2


def test_channels_are_apart_and_24_are_possible():
    x = np.zeros((24, 100), np.float32)
    x[:, 50] = np.arange(24)
    assert peaks(x).tolist() == list(range(24))


def test_silence_has_no_level():
    assert dbtp(0.0) is None
    assert dbtp(3e-8) is None
    assert dbtp(1.0) == 0.0
    assert dbtp(0.5) == pytest.approx(-6.0206, abs=1e-4)


def test_the_kernel_never_allocates_and_is_vector_code():
    peaks(noise(2, 100))
    (signature,) = truepeak.true_peak_rt.signatures
    afresh = kernel(cache=False)(truepeak.true_peak_rt.py_func)  # code from the cache cannot be inspected
    afresh.compile(signature)
    code = afresh.inspect_llvm(signature)
    assert not re.search(r"call[^\n]*@NRT_(MemInfo_alloc|Allocate)", code)
    assert re.search(r"fmul <\d+ x float>", code)  # five times as fast as one by one
