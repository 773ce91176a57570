"""Laws of the gliding gain, against scipy's maximum filter and plain sums in float64."""

import math

import numpy as np
import pytest
from scipy import ndimage

from daw.dsp.lookahead import GLIDE, HALF_LONGEST, glide_down

SLOW = (0.999, 1.0, 0)  # keep, average_keep, hold_frames


def glided(asked, half, keep=0.0, average_keep=1.0, hold_frames=0, pieces=(64,)):
    glide, out = np.zeros(1, GLIDE)[0], np.array(asked, np.float64)
    at, turn = 0, 0
    while at < len(out):
        frames = min(pieces[turn % len(pieces)], len(out) - at)
        piece = out[at : at + frames].copy()
        glide_down(glide, piece, frames, half, keep, average_keep, hold_frames)
        out[at : at + frames] = piece
        at, turn = at + frames, turn + 1
    return out


def peaks(frames, seed=1):
    rng = np.random.default_rng(seed)
    return np.where(rng.random(frames) < 0.01, rng.uniform(0.0, 1.0, frames), 0.0)


@pytest.mark.parametrize("half", [1, 5, 48, HALF_LONGEST])
def test_without_release_it_is_the_mean_of_the_means_of_the_sliding_maximum(half):
    asked, window = peaks(5000), 2 * half + 2
    highest = ndimage.maximum_filter1d(np.r_[np.zeros(window), asked], window, origin=window // 2 - 1)[window:]
    for length in (half, half + 2):
        highest = np.convolve(highest, np.full(length, 1.0 / length))[:5000]
    assert np.abs(glided(asked, half) - highest).max() <= 2e-12  # 2 ** -40, rounded up


@pytest.mark.parametrize("values", [SLOW, (0.9, 0.999, 0), (0.99, 1.0, 200)], ids=["clean", "average", "hold"])
@pytest.mark.parametrize("half", [1, 7, 48])
def test_no_gain_is_above_what_was_asked(half, values):
    asked = peaks(8000, seed=2)
    out = glided(asked, half, *values)
    for late in (2 * half, 2 * half + 1):  # an interval's peak holds for the frames at both its ends
        assert (out[late:] >= asked[:-late]).all()
    assert out.max() <= 1.0 + 1e-12


def test_at_rest_the_reduction_is_exactly_0_again():
    out = glided(np.r_[peaks(1000), np.zeros(40000)], 48, *SLOW)
    assert (out[:1000] > 0.0).any()
    assert not out[-1000:].any()


def test_a_release_takes_its_time():
    out = glided(np.r_[np.full(500, 0.5), np.zeros(3000)], 1, keep=math.exp(-1.0 / 1000.0))
    reached = np.flatnonzero(out > 0.5 * math.exp(-1.0))[-1]
    assert reached == pytest.approx(500 + 1000 + 2 + 1, abs=3)  # the window and the means come on top


def test_a_hold_keeps_the_reduction_and_a_steady_tone_of_peaks_gives_a_steady_gain():
    asked = np.tile(np.r_[0.5, np.zeros(479)], 20)  # 100 peaks a second at 48 kHz
    out = glided(asked, 48, 0.999, 1.0, 480)
    assert np.ptp(out[200:]) <= 1e-12


def test_after_steady_limiting_the_release_is_slow_and_after_one_peak_quick():
    fast, slow = math.exp(-1.0 / 200.0), math.exp(-1.0 / 2000.0)
    one = glided(np.r_[0.5, np.zeros(3000)], 4, fast, slow)
    steady = glided(np.r_[np.full(10000, 0.5), np.zeros(3000)], 4, fast, slow)[10000:]
    assert one[1000] < 0.05
    assert steady[1000] > 0.25


def test_how_it_is_cut_into_pieces_changes_no_bit():
    asked = np.r_[np.zeros(777), peaks(3000), np.zeros(20000), peaks(3000, seed=5)]
    for values in (SLOW, (0.9, 0.999, 0), (0.99, 1.0, 200)):
        assert np.array_equal(glided(asked, 48, *values), glided(asked, 48, *values, pieces=(1, 17, 63, 64)))
