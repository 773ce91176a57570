"""What is made of a sound: longer, shorter, higher, lower, backwards."""

import numpy as np
import pytest

from daw.audio import reading
from daw.audio.error import AudioFileError
from daw.audio.remake import remade, remake_file
from daw.audio.takefile import TakeWriter
from daw.model.clip import Recipe

RATE = 48000
SECOND = np.arange(RATE)


def recipe(x, **settings):
    """How to make something of all of a sound."""
    return Recipe(of="a1", start=0, length=x.shape[1], **settings)


def tone(hz, seconds=3):
    """A sine at −6 dBFS, mono."""
    return (0.5 * np.sin(2 * np.pi * hz * np.arange(seconds * RATE) / RATE)).astype(np.float32)[None]


def frequency(x):
    """Of the loudest partial of the middle half, in Hz: the top of a parabola through the three highest bins, in dB."""
    y = x[0, x.shape[1] // 4 : 3 * x.shape[1] // 4].astype(float)
    size = 1 << 20
    spectrum = np.log(np.abs(np.fft.rfft(y * np.hanning(len(y)), size)) + 1e-300)
    k = int(spectrum.argmax())
    a, b, c = spectrum[k - 1 : k + 2]
    return (k + 0.5 * (a - c) / (a - 2 * b + c)) * RATE / size


@pytest.mark.parametrize("stretch", [0.25, 0.5, 0.9, 1.0, 1.12, 2.0, 4.0])
@pytest.mark.parametrize("frames", [1, 100, 6000, 48001])
def test_the_length_is_what_the_recipe_says(stretch, frames):
    x = np.zeros((2, frames), np.float32)
    assert remade(x, recipe(x, stretch=stretch), RATE).shape == (2, max(1, round(frames * stretch)))
    assert remade(x, recipe(x, stretch=stretch, cents=-730.0), RATE).shape == (2, max(1, round(frames * stretch)))


@pytest.mark.parametrize("hz", [82.41, 440.0, 3000.0])
@pytest.mark.parametrize("stretch", [0.7, 1.12, 1.9])
def test_stretching_keeps_the_pitch_within_a_tenth_of_a_cent_and_the_level_within_half_a_decibel(hz, stretch):
    x = tone(hz)
    made = remade(x, recipe(x, stretch=stretch), RATE)
    assert abs(1200 * np.log2(frequency(made) / hz)) < 0.1
    middle = made[0, made.shape[1] // 4 : 3 * made.shape[1] // 4]
    assert 20 * np.log10(np.sqrt(2 * np.mean(middle**2)) / 0.5) == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("cents", [-1200.0, -50.0, -7.0, 30.0, 700.0])
def test_tuning_is_exact_to_a_tenth_of_a_cent_and_keeps_the_length(cents):
    x = tone(220.0)
    made = remade(x, recipe(x, cents=cents), RATE)
    assert made.shape == x.shape
    assert abs(1200 * np.log2(frequency(made) / 220.0) - cents) < 0.1


def test_nothing_asked_for_changes_nothing_and_reverse_is_exactly_backwards():
    x = np.random.default_rng(1).standard_normal((2, 5000)).astype(np.float32)
    assert np.array_equal(remade(x, recipe(x), RATE), x)
    assert np.array_equal(remade(x, recipe(x, reverse=True), RATE), x[:, ::-1])


@pytest.mark.parametrize("stretch", [0.8, 1.25, 1.5])
def test_a_click_stays_sharp_and_comes_where_it_belongs(stretch):
    x = np.zeros((1, 2 * RATE), np.float32)
    x[0, RATE] = 1.0
    made = np.abs(remade(x, recipe(x, stretch=stretch), RATE)[0])
    at = int(made.argmax())
    assert abs(at - RATE * stretch) < 0.001 * RATE  # within a millisecond
    around = made[max(0, at - RATE // 100) : at + RATE // 100]
    assert np.sum(around**2) > 0.5 * np.sum(made**2)  # most of its energy within 10 ms


def test_the_same_is_made_again():
    x = np.random.default_rng(2).standard_normal((2, RATE)).astype(np.float32)
    wanted = recipe(x, stretch=1.3, cents=20.0)
    assert np.array_equal(remade(x, wanted, RATE), remade(x, wanted, RATE))


def test_a_file_is_made_of_the_stretch_the_recipe_names(tmp_path):
    x = np.random.default_rng(3).standard_normal((2, 3 * RATE)).astype(np.float32)
    with TakeWriter(tmp_path / "a.wav", 2, RATE, "float32") as writer:
        writer.append(x)
    remake_file(tmp_path / "a.wav", Recipe(of="a1", start=70000, length=1000, reverse=True), RATE, tmp_path / "b.wav")
    made, rate = reading.read(tmp_path / "b.wav")
    assert rate == RATE
    assert np.array_equal(made, x[:, 70999:69999:-1])


def test_a_file_that_is_too_short_is_refused_and_nothing_is_written(tmp_path):
    with TakeWriter(tmp_path / "a.wav", 1, RATE, "float32") as writer:
        writer.append(np.zeros((1, 100), np.float32))
    with pytest.raises(AudioFileError, match="shorter"):
        remake_file(tmp_path / "a.wav", Recipe(of="a1", start=50, length=51), RATE, tmp_path / "b.wav")
    assert [one.name for one in tmp_path.iterdir()] == ["a.wav"]
