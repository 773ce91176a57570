"""A band's settings, curve and decay agree."""

import numpy as np
import pytest

from daw.dsp import biquad, eqband

RATE = 48000.0


def settings(kind, freq_hz=1000.0, gain_db=6.0, q=1.0, slope=3, on=1.0):
    return (on, float(eqband.TYPES.index(kind)), freq_hz, gain_db, q, float(slope))


@pytest.mark.parametrize("kind", eqband.TYPES)
def test_the_curve_is_that_of_its_sections(kind):
    freq_hz = np.geomspace(20.0, 20000.0, 50)
    sections = eqband.band_sections(settings(kind), RATE)
    assert np.array_equal(eqband.band_response_db(settings(kind), freq_hz, RATE), biquad.response_db(sections, freq_hz, RATE))


def test_a_band_that_does_nothing_has_no_sections_and_a_flat_curve():
    for idle in (settings("low cut", on=0.0), settings("bell", gain_db=0.0), settings("high shelf", gain_db=0.0)):
        assert eqband.band_sections(idle, RATE) == []
        assert not eqband.band_response_db(idle, np.array([100.0, 1000.0]), RATE).any()
        assert eqband.band_decay_s(idle) == 0.0


@pytest.mark.parametrize(("slope", "count"), [(0, 1), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4)])
def test_a_cut_has_a_section_for_each_12_db_per_octave(slope, count):
    assert len(eqband.band_sections(settings("low cut", slope=slope), RATE)) == count


@pytest.mark.parametrize("kind", eqband.TYPES)
@pytest.mark.parametrize("gain_db", [-18.0, 18.0])
@pytest.mark.parametrize("q", [0.3, 1.0, 12.0])
def test_the_decay_is_that_of_the_slowest_pole(kind, gain_db, q):
    given = settings(kind, 200.0, gain_db, q)
    slowest = max(np.abs(np.roots([1.0, *section[3:]])).max() for section in eqband.band_sections(given, RATE))
    assert eqband.band_decay_s(given) == pytest.approx(np.log(1e6) / (-np.log(slowest) * RATE), rel=0.05)
