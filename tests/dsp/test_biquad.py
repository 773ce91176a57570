"""Filter sections against their analogue prototypes, in float64."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.dsp import biquad

HEARD_HZ = np.geomspace(20.0, 20000.0, 500)
RATES = [44100.0, 48000.0, 96000.0]
FREQUENCIES = [20.0, 100.0, 1000.0, 5000.0, 10000.0, 16000.0, 20000.0]
ORDERS = [1, 2, 3, 4, 6, 8]


def db(value):
    return 20.0 * np.log10(np.maximum(np.abs(value), 1e-15))


def analogue_bell(freq_hz, center_hz, q, gain_db):
    A, s = 10.0 ** (gain_db / 40.0), 1j * freq_hz / center_hz
    return (s * s + s * A / q + 1.0) / (s * s + s / (A * q) + 1.0)


def analogue_low_shelf(freq_hz, center_hz, q, gain_db):
    A, s = 10.0 ** (gain_db / 40.0), 1j * freq_hz / center_hz
    return A * (s * s + np.sqrt(A) / q * s + A) / (A * s * s + np.sqrt(A) / q * s + 1.0)


def analogue_high_shelf(freq_hz, center_hz, q, gain_db):
    A, s = 10.0 ** (gain_db / 40.0), 1j * freq_hz / center_hz
    return A * (A * s * s + np.sqrt(A) / q * s + 1.0) / (s * s + np.sqrt(A) / q * s + A)


def at(section, freq_hz, sample_rate):
    return biquad.response_db([section], np.array([freq_hz]), sample_rate)[0]


def cut_sections(order, freq_hz, sample_rate, is_low_cut):
    return [biquad.butterworth_section(order, stage, freq_hz, sample_rate, is_low_cut) for stage in range((order + 1) // 2)]


@pytest.mark.parametrize("sample_rate", RATES)
@pytest.mark.parametrize("gain_db", [-24.0, -6.0, 0.1, 12.0])
@pytest.mark.parametrize("q", [0.1, 0.7, 4.0, 40.0])
def test_a_bell_has_exactly_its_gain_at_its_centre(sample_rate, gain_db, q):
    for freq_hz in FREQUENCIES:
        assert at(biquad.bell(freq_hz, q, gain_db, sample_rate), freq_hz, sample_rate) == pytest.approx(gain_db, abs=1e-4)


@pytest.mark.parametrize("make", [biquad.bell, biquad.low_shelf, biquad.high_shelf])
@given(st.floats(20.0, 20000.0), st.floats(0.1, 40.0), st.floats(0.01, 24.0))
def test_a_cut_undoes_a_boost(make, freq_hz, q, gain_db):
    boost, cut = make(freq_hz, q, gain_db, 48000.0), make(freq_hz, q, -gain_db, 48000.0)
    assert np.abs(biquad.response([boost, cut], HEARD_HZ, 48000.0) - 1.0).max() < 1e-6


@pytest.mark.parametrize("q", [0.1, 0.3, 0.7, 1.0, 4.0, 40.0])
@pytest.mark.parametrize(("gain_db", "off_db"), [(6.0, 0.22), (12.0, 0.35), (-12.0, 0.35), (24.0, 0.55)])
def test_a_bell_is_the_analogue_one_up_to_20_khz(q, gain_db, off_db):
    for freq_hz in FREQUENCIES[:-1]:
        found = biquad.response_db([biquad.bell(freq_hz, q, gain_db, 48000.0)], HEARD_HZ, 48000.0)
        assert np.abs(found - db(analogue_bell(HEARD_HZ, freq_hz, q, gain_db))).max() < off_db


@pytest.mark.parametrize("q", [0.3, 0.707, 1.0])
@pytest.mark.parametrize("gain_db", [6.0, -12.0, 24.0])
def test_shelves_are_the_analogue_ones_up_to_20_khz(q, gain_db):
    for freq_hz in FREQUENCIES:
        low = biquad.response_db([biquad.low_shelf(freq_hz, q, gain_db, 48000.0)], HEARD_HZ, 48000.0)
        high = biquad.response_db([biquad.high_shelf(freq_hz, q, gain_db, 48000.0)], HEARD_HZ, 48000.0)
        assert np.abs(low - db(analogue_low_shelf(HEARD_HZ, freq_hz, q, gain_db))).max() < 0.55
        assert np.abs(high - db(analogue_high_shelf(HEARD_HZ, freq_hz, q, gain_db))).max() < 0.55


@pytest.mark.parametrize("gain_db", [-24.0, 3.0, 12.0])
def test_a_shelf_has_its_gain_at_the_end_half_at_its_frequency_and_none_at_the_other_end(gain_db):
    low, high = biquad.low_shelf(1000.0, 0.707, gain_db, 48000.0), biquad.high_shelf(1000.0, 0.707, gain_db, 48000.0)
    assert [at(low, f, 48000.0) for f in (1e-3, 1000.0)] == pytest.approx([gain_db, gain_db / 2.0], abs=1e-5)
    assert [at(high, f, 48000.0) for f in (1e-3, 1000.0)] == pytest.approx([0.0, gain_db / 2.0], abs=1e-5)
    assert at(low, 20000.0, 48000.0) == pytest.approx(0.0, abs=0.05)
    assert at(high, 20000.0, 48000.0) == pytest.approx(gain_db, abs=0.05)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("sample_rate", RATES)
def test_a_cut_is_3_db_down_at_its_frequency(order, sample_rate):
    for freq_hz in FREQUENCIES:
        for is_low_cut in (False, True):
            sections = cut_sections(order, freq_hz, sample_rate, is_low_cut)
            assert biquad.response_db(sections, np.array([freq_hz]), sample_rate)[0] == pytest.approx(-3.0103, abs=1e-4)


@pytest.mark.parametrize("order", ORDERS)
def test_a_cut_falls_by_6_db_per_octave_and_order(order):
    low_cut = biquad.response_db(cut_sections(order, 1000.0, 48000.0, True), np.array([62.5, 31.25]), 48000.0)
    high_cut = biquad.response_db(cut_sections(order, 100.0, 48000.0, False), np.array([800.0, 1600.0]), 48000.0)
    assert low_cut[0] - low_cut[1] == pytest.approx(6.0206 * order, abs=0.03)
    assert high_cut[0] - high_cut[1] == pytest.approx(6.0206 * order, abs=0.07)


@pytest.mark.parametrize("order", ORDERS)
def test_cuts_are_butterworth_as_far_as_they_can_be_heard(order):
    for freq_hz in FREQUENCIES[:-1]:
        high, low = (HEARD_HZ / freq_hz) ** (2 * order), (freq_hz / HEARD_HZ) ** (2 * order)
        for is_low_cut, power in ((False, high), (True, low)):
            wanted = -10.0 * np.log10(1.0 + power)
            found = biquad.response_db(cut_sections(order, freq_hz, 48000.0, is_low_cut), HEARD_HZ, 48000.0)
            assert np.abs(found - wanted)[wanted > -40.0].max() < 0.9


@given(st.floats(20.0, 20000.0), st.floats(0.1, 40.0), st.floats(-24.0, 24.0), st.sampled_from(RATES))
def test_every_section_is_stable(freq_hz, q, gain_db, sample_rate):
    sections = [make(freq_hz, q, gain_db, sample_rate) for make in (biquad.bell, biquad.low_shelf, biquad.high_shelf)]
    sections += [make(freq_hz, q, sample_rate) for make in (biquad.notch, biquad.low_cut, biquad.high_cut)]
    sections += [biquad.low_cut_6(freq_hz, sample_rate), biquad.high_cut_6(freq_hz, sample_rate)]
    for section in sections:
        assert np.isfinite(section).all()
        assert np.abs(np.roots([1.0, *section[3:]])).max() < 1.0


def test_a_notch_takes_out_its_frequency_and_leaves_the_ends():
    section = biquad.notch(1000.0, 2.0, 48000.0)
    assert at(section, 1000.0, 48000.0) < -200.0
    assert [at(section, f, 48000.0) for f in (1e-3, 24000.0)] == pytest.approx([0.0, 0.0], abs=1e-9)
    edges = 1000.0 * (np.sqrt(1.0 + 1.0 / 16.0) + np.array([-0.25, 0.25]))  # -3 dB, 1/q apart
    assert biquad.response_db([section], edges, 48000.0) == pytest.approx([-3.01, -3.01], abs=0.02)


def test_nothing_is_done_at_0_db():
    for make in (biquad.bell, biquad.low_shelf, biquad.high_shelf):
        assert make(1000.0, 1.0, 0.0, 48000.0) == biquad.PASS
