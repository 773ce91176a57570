"""The cascade against scipy's filters, float64, and against itself in pieces."""

import numpy as np
import pytest
from scipy.signal import sosfilt  # noqa: TID251  the referee

from daw.dsp import biquad, cascade

RATE = 48000.0
SECTIONS = [
    biquad.low_shelf(100.0, 0.7, 2.0, RATE), biquad.bell(400.0, 1.0, -3.0, RATE), biquad.bell(2500.0, 1.0, 2.5, RATE),
    biquad.high_shelf(8000.0, 0.7, 1.5, RATE), biquad.low_cut(30.0, 0.7, RATE), biquad.bell(60.0, 12.0, 9.0, RATE),
]  # fmt: skip


def filtered(x, sizes, count=6, channels=2):
    groups = -(-count // 4)
    coefficients, z = np.zeros((groups, 5, 8)), np.zeros((groups, 2, 8))
    for place in range(groups * 4):
        cascade.pass_through(coefficients, z, place)
    for place in range(count):
        cascade.place_section(coefficients, place, SECTIONS[place])
    out = x[:channels].astype(np.float32)
    start, turn = 0, 0
    while start < out.shape[1]:
        frames = min(sizes[turn % len(sizes)], out.shape[1] - start)
        for group in range(groups):
            cascade.run_group(out, start, frames, coefficients, z, group)
        start, turn = start + frames, turn + 1
    return out


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(3).uniform(-0.5, 0.5, (2, 20000)).astype(np.float32)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_it_is_the_filter_it_claims_to_be(noise, count):
    sos = [[b0, b1, b2, 1.0, a1, a2] for b0, b1, b2, a1, a2 in SECTIONS[:count]]
    wanted = sosfilt(sos, noise.astype(np.float64), axis=1)
    assert np.abs(filtered(noise, [64], count) - wanted).max() < 1e-6 * np.abs(wanted).max()  # -120 dB


@pytest.mark.parametrize("sizes", [[1], [5], [6], [7], [64], [3, 1, 64, 2, 6, 1, 1, 40], [20000]])
def test_pieces_of_any_size_give_the_same_bits(noise, sizes):
    assert np.array_equal(filtered(noise, sizes), filtered(noise, [33]))


def test_one_channel_gives_what_the_left_of_two_gives(noise):
    assert np.array_equal(filtered(noise, [64], channels=1)[0], filtered(noise, [64])[0])


def test_the_channels_do_not_touch_each_other(noise):
    other = noise.copy()
    other[1] = 0.0
    out = filtered(other, [64])
    assert np.array_equal(out[0], filtered(noise, [64])[0])
    assert not out[1].any()


def test_a_place_without_a_section_passes_the_sound(noise):
    coefficients, z = np.zeros((1, 5, 8)), np.ones((1, 2, 8))
    for place in range(4):
        cascade.pass_through(coefficients, z, place)
    out = noise.copy()
    cascade.run_group(out, 0, out.shape[1], coefficients, z, 0)
    assert np.array_equal(out, noise)
