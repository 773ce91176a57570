"""Laws of reading and writing a ring."""

import numpy as np
import pytest

from daw.dsp.delayline import keep, read, read_between

SIZE = 101


def line_of(sound, start=7):
    """A ring that has just been given all of `sound`: (memory, start, size, place of the next frame)."""
    memory = np.zeros(start + SIZE + 3, np.float32)
    for n, sample in enumerate(sound):
        keep(memory, start, n % SIZE, sample)
    return memory, start, SIZE, len(sound) % SIZE


@pytest.mark.parametrize("frames", [50, 101, 250])
def test_a_whole_delay_gives_back_what_was_written(frames):
    sound = np.random.default_rng(1).uniform(-1.0, 1.0, frames).astype(np.float32)
    line = line_of(sound)
    for delay in range(1, min(frames, SIZE) + 1):
        assert read(*line, delay) == sound[-delay]
    for delay in range(2, min(frames, SIZE) - 2):
        assert read_between(*line, float(delay)) == sound[-delay]


def test_a_cubic_is_read_exactly_between_the_frames():
    def cubic(time):
        return 0.1 + 0.3 * time - 0.5 * time**2 + 0.2 * time**3

    line = line_of(cubic(np.arange(80) / 80.0))
    for delay in np.arange(2.0, 70.0, 0.37):
        assert read_between(*line, delay) == pytest.approx(cubic((80 - delay) / 80.0), abs=1e-7)


@pytest.mark.parametrize("fraction", [1 / 24, 1 / 8, 1 / 5])
def test_the_loss_halfway_between_two_frames_is_that_of_the_interpolator(fraction):
    wave = np.exp(2j * np.pi * fraction * np.arange(80))
    parts = [read_between(*line_of(part), 30.5) for part in (wave.real, wave.imag)]
    half = np.pi * fraction
    assert np.hypot(*parts) == pytest.approx((9.0 * np.cos(half) - np.cos(3.0 * half)) / 8.0, abs=1e-7)  # taps -1 9 9 -1, over 16


@pytest.mark.parametrize("sample", [1e-11, -1e-11, 1e-40, 1e20, -1e20, np.inf, -np.inf, np.nan])
def test_what_is_inaudible_or_no_number_is_written_as_0(sample):
    memory = np.ones(4, np.float32)
    keep(memory, 1, 2, sample)
    assert memory.tolist() == [1.0, 1.0, 1.0, 0.0]
