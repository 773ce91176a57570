"""The K-weighting against the tables and clauses of ITU-R BS.1770-5."""

import numpy as np
import pytest
from scipy import signal  # noqa: TID251 - the referee

from daw.dsp.kweighting import channel_weights, k_weighting

RATES = [4000, 8000, 11025, 22050, 44100, 48000, 88200, 96000, 176400, 192000, 384000]


def response_db(frequencies_hz, sample_rate):
    stages = k_weighting(sample_rate)
    sections = np.column_stack([stages[:, :3], np.ones(2), stages[:, 3:]])
    return 20 * np.log10(np.abs(signal.freqz_sos(sections, frequencies_hz, fs=sample_rate)[1]))


def test_at_48_khz_the_filters_are_those_of_the_standard():
    shelf, high_pass = k_weighting(48000)
    assert shelf == pytest.approx([1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585], abs=1e-13)
    assert high_pass[3:] == pytest.approx([-1.99004745483398, 0.99007225036621], abs=1e-13)
    assert high_pass[:3] == pytest.approx([1, -2, 1], rel=2e-6)  # the scale of 1.4e-5 dB that calibrates it


@pytest.mark.parametrize("sample_rate", RATES)
def test_the_calibration_tone_is_raised_by_0_691_db_at_every_rate(sample_rate):
    assert response_db([997.0], sample_rate) == pytest.approx(0.691, abs=1e-9)


@pytest.mark.parametrize("sample_rate", RATES[4:])
def test_the_response_is_that_at_48_khz_at_every_rate(sample_rate):
    frequencies_hz = np.geomspace(20, 16000, 200)
    assert response_db(frequencies_hz, sample_rate) == pytest.approx(response_db(frequencies_hz, 48000), abs=0.015)


@pytest.mark.parametrize("sample_rate", RATES)
def test_the_high_pass_has_its_corner_at_38_hz(sample_rate):
    high_pass = k_weighting(sample_rate)[1]
    at_corner, at_top = np.abs(
        signal.freqz(high_pass[:3], [1, *high_pass[3:]], [38.13547087602444, sample_rate / 2 * (1 - 1e-9)], fs=sample_rate)[1]
    )
    assert at_corner / at_top == pytest.approx(0.5003270373238773, rel=1e-6)  # Q


@pytest.mark.parametrize("sample_rate", [0, -48000, 3999, float("nan")])
def test_a_rate_too_low_to_hold_the_filters_is_refused(sample_rate):
    with pytest.raises(ValueError, match="at least 4000 Hz"):
        k_weighting(sample_rate)


@pytest.mark.parametrize(
    ("channels", "weights"),
    [
        (1, [1]),
        (2, [1, 1]),
        (3, [1, 1, 1]),
        (4, [1, 1, 1.41, 1.41]),
        (5, [1, 1, 1, 1.41, 1.41]),
        (6, [1, 1, 1, 0, 1.41, 1.41]),
        (7, [1, 1, 1, 0, 1, 1.41, 1.41]),
        (8, [1, 1, 1, 0, 1, 1, 1.41, 1.41]),
        (12, [1] * 12),
    ],
)
def test_channels_without_a_mask_have_the_usual_layout(channels, weights):
    assert channel_weights(channels).tolist() == weights


@pytest.mark.parametrize(
    ("mask", "weights"),
    [
        (0x60F, [1, 1, 1, 0, 1.41, 1.41]),  # 5.1 with side speakers
        (0x3F, [1, 1, 1, 0, 1.41, 1.41]),  # 5.1 with back speakers
        (0x37, [1, 1, 1, 1.41, 1.41]),  # 5.0
        (0x0F, [1, 1, 1, 0]),  # 3.1
        (0x0B, [1, 1, 0]),  # 2.1
        (0x107, [1, 1, 1, 1]),  # L R C and back centre, at 180 degrees
        (0xFF, [1, 1, 1, 0, 1.41, 1.41, 1, 1]),  # 7.1 with the second pair in front
        (0x2D63F, [1, 1, 1, 0, 1, 1, 1.41, 1.41, 1, 1, 1, 1]),  # 7.1.4: the pairs above are higher than 30 degrees
    ],
)
def test_a_channel_mask_places_the_weights(mask, weights):
    assert channel_weights(len(weights), mask).tolist() == weights


@pytest.mark.parametrize("mask", [0, 0x3, 0x3FF])
def test_a_mask_that_names_another_number_of_speakers_is_passed_over(mask):
    assert channel_weights(6, mask).tolist() == [1, 1, 1, 0, 1.41, 1.41]
