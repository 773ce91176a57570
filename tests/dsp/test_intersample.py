"""Laws of the peak between the frames, against the sine it is measured on."""

import numpy as np
import pytest

from daw.dsp.intersample import CHUNK_FRAMES, HALF, POINTS, START, peaks_between


def measured(sound, pieces=(CHUNK_FRAMES,)):
    """(peak, top) of the intervals after each frame of a sound that is silent before and after."""
    line = np.zeros(START + len(sound) + CHUNK_FRAMES + HALF, np.float32)
    line[START : START + len(sound)] = sound
    points, peak, top = np.zeros(1, POINTS)[0], [], []
    at, turn = 0, 0
    while at < len(sound):
        frames = min(pieces[turn % len(pieces)], len(sound) - at)
        peaks_between(line[at : at + START + CHUNK_FRAMES + HALF], frames, points)
        peak.append(points["peak"][:frames].copy())
        top.append(points["top"][:frames].copy())
        at, turn = at + frames, turn + 1
    return np.concatenate(peak), np.concatenate(top)


@pytest.mark.parametrize("fraction", [0.001, 0.1, 1 / 6, 0.25, 1 / 3, 0.4, 0.4535])  # of the sample rate; 0.4535: 20 kHz at 44.1
def test_the_peak_of_a_sine_is_its_amplitude_whatever_its_phase(fraction):
    for phase in np.linspace(0.0, np.pi, 7):
        sound = np.sin(2.0 * np.pi * fraction * np.arange(2000) + phase)
        peak = measured(sound)[0][100:-100].max()
        assert 20.0 * np.log10(peak) == pytest.approx(0.0, abs=0.025)


def test_a_constant_is_read_as_itself():
    assert measured(np.full(300, 0.7))[0][100:-100] == pytest.approx(0.7, abs=1e-6)


def test_the_peak_is_never_below_the_frame():
    sound = np.random.default_rng(3).standard_normal(1000).astype(np.float32)
    assert (measured(sound)[0] >= np.abs(sound)).all()


def test_the_top_of_the_band_is_measured_and_music_is_not_in_it():
    alternating = (-1.0) ** np.arange(400)
    assert measured(alternating)[1][100:-100] == pytest.approx(1.0, abs=1e-6)
    for fraction in (0.1, 0.3, 0.4535):
        assert measured(np.sin(2.0 * np.pi * fraction * np.arange(400)))[1][100:-100].max() < 0.03


def test_how_it_is_cut_into_pieces_changes_no_bit():
    sound = np.random.default_rng(4).standard_normal(1000)
    for one, other in zip(measured(sound), measured(sound, (1, 17, 63, 64)), strict=True):
        assert np.array_equal(one, other)
