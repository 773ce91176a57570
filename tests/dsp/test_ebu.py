"""Every case of EBU Tech 3341 (2023) table 1 and Tech 3342 (2023) table 1 that can be synthesised, with the tolerances given there.

The signals are made here from the words of the tables; cases 3341-7, -8 and 3342-5, -6 are recordings that may not be passed on.
The meter is driven as it is live: blocks of 0.1 s through the compiled kernels, and the ring read after each.
"""

from collections.abc import Iterator

import numpy as np
import pytest
from scipy import signal  # noqa: TID251 - the referee

from daw.dsp.kweighting import channel_weights
from daw.dsp.loudness import LoudnessMeter, accumulate_rt, loudness_state
from daw.dsp.truepeak import TAPS, dbtp, true_peak_rt, true_peak_state, true_peaks

TOLERANCE_LU = 0.1
SILENCE = float("-inf")
at_every_rate = pytest.mark.parametrize("sample_rate", [44100, 48000, 96000])


def tone(sample_rate: int, *parts: tuple[float, float]) -> np.ndarray:
    """1 kHz in steps of (peak level in dBFS, seconds): (frames,) float32, in phase throughout."""
    frames = [round(seconds * sample_rate) for _, seconds in parts]
    period = np.sin(2 * np.pi * np.arange(sample_rate // 100) * 1000 / sample_rate)  # ten whole periods
    wave = np.resize(period, sum(frames))
    return (wave * np.repeat([10 ** (level_dbfs / 20) for level_dbfs, _ in parts], frames)).astype(np.float32)


class Meter(LoudnessMeter):
    """The live meter on the stream it is given."""

    def __init__(self, sample_rate: int, channels: int = 2) -> None:
        super().__init__()
        self.sample_rate = sample_rate
        self.state = loudness_state(sample_rate, channel_weights(channels))
        self.ring = np.zeros(1000)

    def hear(self, x: np.ndarray) -> Iterator[float]:
        """Play (channels, frames), or one wave in both channels; yields the seconds heard so far, every 0.1 s."""
        x = np.ascontiguousarray(np.broadcast_to(x, (2, len(x))) if x.ndim == 1 else x)
        block = self.sample_rate // 10
        for start in range(0, x.shape[1], block):
            piece = np.ascontiguousarray(x[:, start : start + block])
            accumulate_rt(self.state, piece, piece.shape[1], self.ring)
            self.follow(self.ring, self.state["hop_count"])
            yield (start + piece.shape[1]) / self.sample_rate


def heard(x: np.ndarray, sample_rate: int) -> Meter:
    meter = Meter(sample_rate, 2 if x.ndim == 1 else len(x))
    for _ in meter.hear(x):
        pass
    return meter


def near(expected: float) -> object:
    return pytest.approx(expected, abs=TOLERANCE_LU)


@at_every_rate
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_3341_1_and_2_a_steady_tone_reads_its_level_on_all_three_meters(level, sample_rate):
    meter = heard(tone(sample_rate, (level, 20)), sample_rate)
    assert [meter.momentary_lufs, meter.short_term_lufs, meter.integrated_lufs] == [near(level)] * 3


@at_every_rate
@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], id="case 3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], id="case 4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], id="case 5"),
    ],
)
def test_3341_3_to_5_gates_leave_out_what_is_soft(parts, sample_rate):
    assert heard(tone(sample_rate, *parts), sample_rate).integrated_lufs == near(-23.0)


@at_every_rate
def test_3341_6_channels_are_weighted(sample_rate):
    levels = [-28, -28, -24, -30, -30]  # L R C Ls Rs
    x = np.stack([tone(sample_rate, (level, 20)) for level in levels])
    assert heard(x, sample_rate).integrated_lufs == near(-23.0)


@at_every_rate
def test_3341_9_short_term_loudness_is_constant_over_its_own_length(sample_rate):
    meter = Meter(sample_rate)
    readings = [meter.short_term_lufs for t in meter.hear(tone(sample_rate, *[(-20, 1.34), (-30, 1.66)] * 5)) if t >= 3]
    assert readings == [near(-23.0)] * 121


@at_every_rate
def test_3341_10_short_term_maximum_does_not_depend_on_when_the_tone_begins(sample_rate):
    maxima = [heard(tone(sample_rate, (SILENCE, i * 0.15), (-23, 3), (SILENCE, 1)), sample_rate).short_term_max_lufs for i in range(1, 21)]
    assert maxima == [near(-23.0)] * 20


@at_every_rate
def test_3341_11_short_term_maximum_rises_live(sample_rate):
    meter = Meter(sample_rate)
    for i in range(20):
        for _ in meter.hear(tone(sample_rate, (SILENCE, i * 0.15), (i - 38, 3), (SILENCE, 3 - i * 0.15))):
            pass
        assert meter.short_term_max_lufs == near(i - 38.0)


@at_every_rate
def test_3341_12_momentary_loudness_is_constant_over_its_own_length(sample_rate):
    meter = Meter(sample_rate)
    readings = [meter.momentary_lufs for t in meter.hear(tone(sample_rate, *[(-20, 0.18), (-30, 0.22)] * 25)) if t >= 1]
    assert readings == [near(-23.0)] * 91


@at_every_rate
def test_3341_13_momentary_maximum_does_not_depend_on_when_the_tone_begins(sample_rate):
    maxima = [heard(tone(sample_rate, (SILENCE, i * 0.02), (-23, 0.4), (SILENCE, 1)), sample_rate).momentary_max_lufs for i in range(1, 21)]
    assert maxima == [near(-23.0)] * 20


@at_every_rate
def test_3341_14_momentary_maximum_rises_live(sample_rate):
    meter = Meter(sample_rate)
    for i in range(20):
        for _ in meter.hear(tone(sample_rate, (SILENCE, i * 0.02), (i - 38, 0.4), (SILENCE, 0.4 - i * 0.02))):
            pass
        assert meter.momentary_max_lufs == near(i - 38.0)


@at_every_rate
@pytest.mark.parametrize(
    ("levels", "range_lu"), [((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20), ((-50, -35, -20, -35, -50), 15)], ids="1234"
)
def test_3342_1_to_4_loudness_range(levels, range_lu, sample_rate):
    meter = heard(tone(sample_rate, *[(level, 20) for level in levels]), sample_rate)
    assert meter.range_lu == pytest.approx(range_lu, abs=1.0)
    assert meter.range_lu == pytest.approx(range_lu, abs=0.05)  # what tones deserve


def true_peak_dbtp(x: np.ndarray) -> float | None:
    """True peak of one wave, in blocks of 1000 frames."""
    state = true_peak_state()
    x = np.append(x, np.zeros(TAPS)).astype(np.float32)[np.newaxis]
    for start in range(0, x.shape[1], 1000):
        piece = np.ascontiguousarray(x[:, start : start + 1000])
        true_peak_rt(state, piece, piece.shape[1])
    return dbtp(float(true_peaks(state, 1)[0]))


def faded(wave: np.ndarray, sample_rate: int) -> np.ndarray:
    """The wave with linear fades of 10 ms."""
    fade = np.minimum(np.arange(len(wave)) / (0.01 * sample_rate), 1.0)
    return wave * fade * fade[::-1]


def assert_true_peak(x: np.ndarray, expected_dbtp: float) -> None:
    reading = true_peak_dbtp(x)
    assert reading is not None
    assert expected_dbtp - 0.4 <= reading <= expected_dbtp + 0.2


@at_every_rate
@pytest.mark.parametrize(
    ("frames_per_period", "phase_degrees", "amplitude", "expected"),
    [(4, 0, 0.5, -6.0), (4, 45, 0.5, -6.0), (6, 60, 0.5, -6.0), (8, 67.5, 0.5, -6.0), (4, 45, 1.41, 3.0)],
    ids=["case 15", "case 16", "case 17", "case 18", "case 19"],
)
def test_3341_15_to_19_true_peak_of_tones_does_not_depend_on_their_phase(
    frames_per_period, phase_degrees, amplitude, expected, sample_rate
):
    wave = amplitude * np.sin(2 * np.pi * np.arange(sample_rate) / frames_per_period + np.radians(phase_degrees))
    assert_true_peak(faded(wave, sample_rate), expected)


@at_every_rate
@pytest.mark.parametrize("offset", [0, 1, 2, 3], ids=["case 20", "case 21", "case 22", "case 23"])
def test_3341_20_to_23_true_peak_of_a_burst_between_the_samples(offset, sample_rate):
    soft = 0.5 * np.sin(2 * np.pi * np.arange(24 * 2000) / 24)  # fs/6, at 4 fs
    loud = np.sin(2 * np.pi * np.arange(16) / 16)  # one period of fs/4
    wave = faded(np.concatenate([soft, loud, soft]), 4 * sample_rate)
    low_pass = signal.firwin(1023, 0.25, window=("kaiser", 8.0))  # at 4 fs, up to half of fs
    x = signal.fftconvolve(wave, low_pass)[offset::4]
    assert 20 * np.log10(np.abs(signal.resample_poly(x, 32, 1)).max()) == pytest.approx(0.0, abs=0.2)  # it is the signal meant
    assert_true_peak(x, 0.0)
