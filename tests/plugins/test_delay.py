"""Laws of the delay: exact times, exact levels, filters against scipy, and no way to break it."""

import itertools
import math

import numpy as np
import pytest
from scipy import signal  # noqa: TID251  the referee

from daw import registry

DELAY = registry.find("daw.delay")
NOTES = DELAY.param("note").choices
WET = {"mix": 1.0, "feedback": 0.0}
RATE = 48000.0


def impulse(frames, at=0, sides=(1.0, 1.0)):
    x = np.zeros((2, frames), np.float32)
    x[:, at] = sides
    return x


def db(ratio):
    return 20.0 * math.log10(ratio)


@pytest.mark.parametrize("rate", [44100.0, 48000.0, 96000.0])
@pytest.mark.parametrize("time_ms", [1.0, 5.0, 22.7, 333.3, 1234.567, 2000.0])
def test_an_impulse_comes_back_at_round_of_time_times_rate(time_ms, rate):
    frames = round(time_ms * rate / 1000.0)
    out = DELAY.run(impulse(frames + 100, at=3), {**WET, "time_ms": time_ms}, sample_rate=rate)
    for side in out:
        assert np.flatnonzero(side).tolist() == [3 + frames]
        assert side[3 + frames] == 1.0


@pytest.mark.parametrize("tempo_bpm", [20.0, 97.3, 133.7, 400.0])
@pytest.mark.parametrize("note", range(len(NOTES)), ids=NOTES)
def test_a_note_is_exact_to_the_frame(note, tempo_bpm):
    length, *kind = NOTES[note].removeprefix("1/").split()
    beats = 4.0 / int(length) * {"T": 2.0 / 3.0, "D": 1.5}[kind[0]] if kind else 4.0 / int(length)
    frames = round(beats * 60.0 / tempo_bpm * RATE)
    out = DELAY.run(impulse(frames + 10), {**WET, "sync": 1, "note": note, "tempo_bpm": tempo_bpm}, block=4096)
    assert np.flatnonzero(out[0]).tolist() == [frames]


@pytest.mark.parametrize("feedback", [0.1, 0.5, 0.99, 1.0])
def test_each_echo_is_the_one_before_times_the_feedback(feedback):
    out = DELAY.run(impulse(5000), {"mix": 1.0, "time_ms": 10.0, "feedback": feedback})
    echoes = out[0, 480::480]
    assert echoes[0] == 1.0
    for before, after in itertools.pairwise(echoes):
        if before > 1e-6:
            assert db(after / before) == pytest.approx(db(feedback), abs=0.001)


def test_ping_pong_alternates_and_falls_by_the_feedback_each_time():
    out = DELAY.run(impulse(5000, sides=(0.6, 0.2)), {"mix": 1.0, "time_ms": 10.0, "feedback": 0.5, "ping_pong": 1})
    assert out[0, 480:2400:480] == pytest.approx([0.4, 0.0, 0.1, 0.0], abs=1e-7)
    assert out[1, 480:2400:480] == pytest.approx([0.0, 0.2, 0.0, 0.05], abs=1e-7)


@pytest.mark.parametrize(("name", "value", "kind"), [("low_cut_hz", 300.0, "highpass"), ("high_cut_hz", 4000.0, "lowpass")])
def test_the_nth_echo_has_gone_through_the_filter_n_times(name, value, kind):
    out = DELAY.run(impulse(48000 * 2), {"mix": 1.0, "time_ms": 500.0, "feedback": 0.5, name: value}).astype(np.float64)
    b, a = signal.butter(1, value, kind, fs=RATE)
    want = np.r_[1.0, np.zeros(23999)]
    for echo in range(1, 4):
        want = signal.lfilter(b, a, want)
        assert np.abs(out[0, echo * 24000 : (echo + 1) * 24000] - want * 0.5 ** (echo - 1)).max() <= 1e-6


def test_dry_and_wet_add_up():
    noise = np.random.default_rng(4).uniform(-1.0, 1.0, (2, 3000)).astype(np.float32)
    out = DELAY.run(noise, {"time_ms": 10.0, "feedback": 0.0, "mix": 0.25}).astype(np.float64)
    want = 0.75 * noise
    want[:, 480:] += 0.25 * noise[:, :-480].astype(np.float64)
    assert np.abs(out - want).max() <= 1e-7
    assert np.array_equal(DELAY.run(noise, {"mix": 0.0}), noise)


def test_no_width_is_mono_and_double_width_doubles_the_difference():
    x = impulse(1000, sides=(1.0, 0.25))
    assert DELAY.run(x, {**WET, "time_ms": 10.0, "width": 0.0})[:, 480] == pytest.approx([0.625, 0.625])
    assert DELAY.run(x, {**WET, "time_ms": 10.0, "width": 2.0})[:, 480] == pytest.approx([1.375, -0.125])


def test_over_100_percent_it_never_ends_and_never_grows_past_full_scale():
    noise = np.random.default_rng(5).uniform(-1.0, 1.0, (2, 4800)).astype(np.float32)
    x = np.hstack([noise, np.zeros((2, 20 * 48000), np.float32)])
    out = DELAY.run(x, {"mix": 1.0, "time_ms": 100.0, "feedback": 1.1}, block=4096)
    assert np.abs(out[:, 9600:]).max() < 1.0
    assert np.sqrt(np.mean(out[:, -48000:].astype(np.float64) ** 2)) > 0.1


@pytest.mark.parametrize("values", [{}, {"feedback": 0.7, "time_ms": 50.0, "low_cut_hz": 100.0, "high_cut_hz": 5000.0, "duck_db": 6.0}])
def test_it_ends_in_exact_silence_after_its_tail(values):
    frames = math.ceil(DELAY.tail_s(values) * RATE)
    noise = np.random.default_rng(6).uniform(-1.0, 1.0, (2, 1000)).astype(np.float32)
    out = DELAY.run(np.hstack([noise, np.zeros((2, frames + 1000), np.float32)]), values, block=4096)
    assert not out[:, 1000 + frames :].any()


def test_it_forgets_what_is_no_number():
    x = impulse(48000)
    x[:, 5:8] = [[np.nan, np.inf, -np.inf], [np.inf, np.nan, 1e30]]
    values = {"mix": 1.0, "time_ms": 10.0, "feedback": 0.9, "low_cut_hz": 100.0, "high_cut_hz": 5000.0, "duck_db": 6.0}
    out = DELAY.run(x, values)
    assert np.isfinite(out[:, 64:]).all()
    assert np.abs(out[:, 960:]).max() > 0.0


def test_a_new_time_is_faded_to_without_a_click():
    tone = np.vstack([np.sin(2.0 * np.pi * 440.0 * np.arange(48000) / RATE)] * 2).astype(np.float32)
    state = DELAY.new_state(RATE)
    before = DELAY.run(tone[:, :24000], {**WET, "time_ms": 100.0}, state=state)
    out = np.hstack([before, DELAY.run(tone[:, 24000:], {**WET, "time_ms": 101.3}, state=state)]).astype(np.float64)
    assert np.abs(np.diff(out[0, 10000:], 2)).max() <= 1.1 * np.abs(np.diff(tone[0].astype(np.float64), 2)).max()
    assert np.abs(out[0, 24000 + 1440 :] - tone[0, 24000 + 1440 - 4862 : -4862]).max() <= 1e-10


def test_the_time_swings_as_a_sine_a_quarter_turn_apart_left_and_right():
    frames = np.arange(96000)
    tone = np.vstack([np.sin(2.0 * np.pi * 440.0 * frames / RATE)] * 2).astype(np.float32)
    out = DELAY.run(tone, {**WET, "time_ms": 100.0, "modulation_ms": 3.0, "modulation_hz": 2.0}, block=4096)
    phase = 2.0 * np.pi * 2.0 * (frames + 1) / RATE
    for side, swing in zip(out, (np.sin(phase), np.cos(phase)), strict=True):
        want = np.sin(2.0 * np.pi * 440.0 * (frames - 4800.0 - 144.0 * swing) / RATE)
        assert np.abs(side - want)[6000:].max() <= 1e-6


@pytest.mark.parametrize("level", [0.1, 1.0])
def test_a_loud_input_ducks_the_echoes_by_the_knob(level):
    x = np.full((2, 48000), level, np.float32)
    plain = DELAY.run(x, {**WET, "time_ms": 10.0})[0, -1]
    ducked = DELAY.run(x, {**WET, "time_ms": 10.0, "duck_db": 6.0})[0, -1]
    assert db(ducked / plain) == pytest.approx(-6.0, abs=0.01)


def test_how_it_is_cut_into_blocks_changes_no_bit():
    noise = np.random.default_rng(8).uniform(-1.0, 1.0, (2, 9000)).astype(np.float32)
    values = {"time_ms": 10.0, "feedback": 1.05, "ping_pong": 1, "low_cut_hz": 90.0, "high_cut_hz": 5000.0}
    values |= {"modulation_ms": 2.0, "duck_db": 3.0}
    whole = DELAY.run(noise, values, block=9000)
    assert np.array_equal(whole, DELAY.run(noise, values, block=[1, 17, 64, 5]))
