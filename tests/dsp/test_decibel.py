"""Decibels in kernels against the formulas in float64."""

import math

import numpy as np
import pytest
from numba import njit

from daw import units
from daw.dsp import decibel


@njit
def over(function, x):
    return np.array([function(value) for value in x])


def test_log2_is_within_its_stated_error_over_all_normal_numbers():
    x = np.exp2(np.random.default_rng(1).uniform(-126.0, 127.9, 200_000)).astype(np.float32)
    found = over(decibel.quick_log2, x)
    assert np.abs(found - np.log2(x.astype(np.float64))).max() < 5.1e-8


def test_log2_of_powers_of_two_is_exact():
    x = np.exp2(np.arange(-126.0, 128.0)).astype(np.float32)
    assert np.array_equal(over(decibel.quick_log2, x), np.arange(-126.0, 128.0))


def test_log2_of_nothing_is_far_below_any_threshold():
    assert decibel.quick_log2(np.float32(0.0)) <= -126.0
    assert decibel.quick_log2(np.float32(1e-40)) <= -125.0


def test_exp2_is_within_its_stated_error_over_its_whole_range():
    x = np.random.default_rng(2).uniform(-1000.0, 1000.0, 200_000)
    found = over(decibel.quick_exp2, x)
    assert np.abs(found / np.exp2(x) - 1.0).max() < 2.1e-9


def test_exp2_of_whole_numbers_is_exact():
    x = np.arange(-1000.0, 1001.0)
    assert np.array_equal(over(decibel.quick_exp2, x), np.exp2(x))


def test_decibels_there_and_back_are_within_a_millionth_of_a_decibel():
    levels = np.linspace(-140.0, 40.0, 10_001)
    gains = over(decibel.quick_db_to_linear, levels)
    assert np.abs(20.0 * np.log10(gains) - levels).max() < 2e-8
    assert np.abs(over(decibel.quick_linear_to_db, gains.astype(np.float32)) - levels).max() < 1e-6


@pytest.mark.parametrize("level_db", [-200.0, -150.0, -60.0, 0.0, 6.0])
def test_compiled_units_are_the_units(level_db):
    gain = units.db_to_linear(level_db)
    assert decibel.db_to_linear(level_db) == pytest.approx(gain, rel=1e-15)
    assert decibel.linear_to_db(gain) == pytest.approx(units.linear_to_db(gain), abs=1e-12)
    assert decibel.power_to_db(gain * gain) == pytest.approx(units.power_to_db(gain * gain), abs=1e-12)


def test_a_loop_over_the_polynomials_is_vectorised():
    @njit(error_model="numpy")
    def loop(x, y):
        for n in range(x.shape[0]):
            y[n] = decibel.quick_exp2(decibel.quick_log2(x[n]) * 0.5)

    x = np.array([1.0, 4.0, 9.0, 2.0] * 16, np.float32)
    y = np.zeros(64)
    loop(x, y)
    assert math.isclose(y[2], 3.0, rel_tol=1e-7)
    assert "x double>" in next(iter(loop.inspect_llvm().values()))
