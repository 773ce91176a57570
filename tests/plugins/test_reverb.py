"""Laws of the reverb: the decay is what the knob says, it is dense and even, and it ends."""

import math
import time

import numpy as np
import pytest
from scipy import signal  # noqa: TID251  the referee

from daw import registry

REVERB = registry.find("daw.reverb")
TYPES = REVERB.param("type").choices
RATE = 48000.0


def impulse_response(values=None, seconds=None, rate=RATE, side=0):
    """What a click on one side becomes, reverb alone, shape (2, frames), float64."""
    values = {"mix": 1.0, **(values or {})}
    seconds = seconds or 1.3 * values.get("decay_s", 2.0) + 0.4
    x = np.zeros((2, int(seconds * rate)), np.float32)
    x[side, 0] = 1.0
    return REVERB.run(x, values, sample_rate=rate, block=8192).astype(np.float64)


def band(sound, low_hz, high_hz, rate=RATE):
    return signal.sosfiltfilt(signal.butter(4, [low_hz, high_hz], "band", fs=rate, output="sos"), sound)


def decay(sounds, rate=RATE, end_db=-35.0):
    """Reverberation time in s and how straight the line is: Schroeder's backward integral from -5 dB to end_db (ISO 3382-1: T20, T30)."""
    energy = np.cumsum((np.atleast_2d(sounds) ** 2).sum(axis=0)[::-1])[::-1]
    level = 10.0 * np.log10(np.maximum(energy / energy[0], 1e-30))
    first, last = np.argmax(level < -5.0), np.argmax(level < end_db)
    frames = np.arange(first, last)
    slope = np.polyfit(frames / rate, level[first:last], 1)[0]
    return -60.0 / slope, -np.corrcoef(frames, level[first:last])[0, 1]


def echo_density(sound, at_s, window_s=0.02):
    """Part of the frames beyond one deviation, against that of noise (Abel and Huang 2006): 1 is as dense as noise."""
    piece = sound[int((at_s - window_s / 2) * RATE) : int((at_s + window_s / 2) * RATE)]
    return (np.abs(piece) > np.sqrt(np.mean(piece**2))).mean() / math.erfc(math.sqrt(0.5))


@pytest.mark.parametrize("decay_s", [0.2, 0.5, 1.0, 2.0, 5.0, 12.0])
@pytest.mark.parametrize("kind", range(len(TYPES)), ids=TYPES)
def test_the_decay_is_what_the_knob_says(kind, decay_s):
    heard = np.vstack([impulse_response({"type": kind, "decay_s": decay_s}, side=side) for side in range(2)])  # all ways through the room
    for end_db in (-25.0, -35.0):
        seconds, straightness = decay(band(heard, 500.0, 2000.0), end_db=end_db)
        assert seconds == pytest.approx(decay_s, rel=0.05)
        assert straightness > 0.995


@pytest.mark.parametrize("decay_s", [0.8, 2.0, 5.0])
@pytest.mark.parametrize("kind", range(len(TYPES)), ids=TYPES)
def test_it_is_so_from_each_side_to_each_ear(kind, decay_s):
    for side in range(2):
        for heard in impulse_response({"type": kind, "decay_s": decay_s}, side=side):
            seconds, straightness = decay(band(heard, 500.0, 2000.0))
            assert seconds == pytest.approx(decay_s, rel=0.05)
            assert straightness > 0.995


@pytest.mark.parametrize("frequency_hz", [500.0, 1000.0, 2000.0])
def test_it_is_so_in_every_octave_of_the_middle(frequency_hz):
    for heard in impulse_response():
        seconds, straightness = decay(band(heard, frequency_hz / 2**0.5, frequency_hz * 2**0.5))
        assert seconds == pytest.approx(2.0, rel=0.05)
        assert straightness > 0.995


@pytest.mark.parametrize("rate", [44100.0, 96000.0])
def test_it_is_so_at_every_sample_rate(rate):
    heard = impulse_response(rate=rate)[0]
    assert decay(band(heard, 500.0, 2000.0, rate), rate)[0] == pytest.approx(2.0, rel=0.05)


def test_size_and_modulation_do_not_touch_the_decay():
    for values in ({"size": 0.0}, {"size": 1.0}, {"modulation": 0.0}, {"modulation": 1.0}, {"early": 0.0}, {"early": 1.0}):
        assert decay(band(impulse_response(values)[0], 500.0, 2000.0))[0] == pytest.approx(2.0, rel=0.05)


def test_undamped_highs_live_as_long_and_damped_ones_shorter():
    assert decay(band(impulse_response({"damping": 0.0})[0], 8000.0, 16000.0))[0] == pytest.approx(2.0, rel=0.05)
    halved = impulse_response({"damping": 5.0 / 9.0, "damping_hz": 4000.0})[0]
    assert decay(band(halved, 12000.0, 18000.0))[0] == pytest.approx(1.0, rel=0.05)


@pytest.mark.parametrize(("kind", "dense_s"), [(0, 0.1), (1, 0.2), (2, 0.12)], ids=TYPES)
def test_it_becomes_as_dense_as_noise(kind, dense_s):
    for heard in impulse_response({"type": kind, "predelay_ms": 0.0}):
        for at_s in (dense_s, 1.5 * dense_s, 3.0 * dense_s):
            assert echo_density(heard, at_s) > 0.8


@pytest.mark.parametrize("kind", range(len(TYPES)), ids=TYPES)
def test_no_echo_stands_out_and_nothing_rings(kind):
    decay_s = (0.8, 2.0, 2.0)[kind]
    tail = impulse_response({"type": kind, "decay_s": decay_s})[0][int(0.3 * RATE) : int((0.3 + 0.6 * decay_s) * RATE)]
    tail *= 10.0 ** (3.0 * np.arange(len(tail)) / RATE / decay_s)
    power = np.abs(np.fft.rfft(tail, 2 * len(tail))) ** 2
    smooth = signal.fftconvolve(power, np.ones(801) / 801.0, "same")
    frequency = np.fft.rfftfreq(2 * len(tail), 1.0 / RATE)
    white = np.where((frequency > 150.0) & (frequency < 8000.0), power / smooth, 0.0)
    alike = np.fft.irfft(white)
    assert np.abs(alike[240:12000] / alike[0]).max() < 0.15  # echoes 5 to 250 ms apart; noise: 0.04
    middle = 10.0 * np.log10(white[(frequency > 200.0) & (frequency < 2500.0)])
    assert middle.std() < 7.5  # noise: 5.6


def test_left_and_right_have_nothing_in_common():
    left, right = impulse_response()[:, int(0.15 * RATE) :]
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.05


def test_width_0_is_mono():
    left, right = impulse_response({"width": 0.0}, seconds=1.0)
    assert np.array_equal(left, right)


def test_a_direct_current_does_not_build_up():
    out = REVERB.run(np.ones((2, 6 * 48000), np.float32), {"mix": 1.0, "decay_s": 5.0}, block=8192)
    assert np.abs(out).max() < 20.0
    assert np.abs(out[:, -1000:]).max() < 20.0


@pytest.mark.parametrize("decay_s", [0.5, 2.0, 6.0])
def test_a_steady_sound_comes_back_about_as_loud_as_it_is(decay_s):
    noise = np.random.default_rng(3).standard_normal((2, int((decay_s + 2.0) * RATE))).astype(np.float32)
    out = REVERB.run(noise, {"mix": 1.0, "decay_s": decay_s, "damping": 0.0}, block=8192)
    level = 10.0 * math.log10(np.mean(out[:, -48000:].astype(np.float64) ** 2))
    assert level == pytest.approx(2.5 * math.log10(decay_s / 2.0), abs=2.5)


def test_a_pre_delay_moves_everything_by_its_time():
    at_once, later = impulse_response({"predelay_ms": 0.0, "modulation": 0.0}), impulse_response({"predelay_ms": 100.0, "modulation": 0.0})
    assert np.abs(later[:, 4800:] - at_once[:, :-4800]).max() <= 1e-7
    assert not later[:, :4800].any()


def test_the_cuts_are_first_order_filters():
    plain = impulse_response({"modulation": 0.0}, seconds=1.0)[0]
    for name, value, kind in (("low_cut_hz", 300.0, "highpass"), ("high_cut_hz", 4000.0, "lowpass")):
        want = signal.lfilter(*signal.butter(1, value, kind, fs=RATE), plain)
        assert np.abs(impulse_response({name: value, "modulation": 0.0}, seconds=1.0)[0] - want).max() <= 1e-6


def test_dry_and_wet_add_up():
    noise = np.random.default_rng(4).uniform(-1.0, 1.0, (2, 9600)).astype(np.float32)
    wet = REVERB.run(noise, {"mix": 1.0}).astype(np.float64)
    assert np.abs(REVERB.run(noise, {"mix": 0.25}) - (0.75 * noise + 0.25 * wet)).max() <= 2e-7
    assert np.array_equal(REVERB.run(noise, {"mix": 0.0}), noise)


def burst(seconds):
    x = np.zeros((2, int(seconds * RATE)), np.float32)
    x[:, :4800] = np.random.default_rng(5).uniform(-1.0, 1.0, (2, 4800))
    return x


@pytest.mark.parametrize("values", [{"decay_s": 0.3}, {"decay_s": 1.0, "low_cut_hz": 100.0, "high_cut_hz": 8000.0, "duck_db": 6.0}])
def test_the_tail_ends_in_exact_silence(values):
    seconds = 4.0 * values["decay_s"] + 1.0
    out = REVERB.run(burst(seconds + 0.5), {"mix": 1.0, **values}, block=8192)
    assert not out[:, int(seconds * RATE) :].any()


def test_silence_costs_no_more_than_sound():
    state, loud, silence = REVERB.new_state(RATE), burst(0.1), np.zeros((2, 4800), np.float32)

    def cost(sound):
        start = time.thread_time()
        REVERB.run(sound, {"decay_s": 0.3}, state=state, block=4800)
        return time.thread_time() - start

    busy = min(cost(loud) for _ in range(20))
    tail = [cost(silence) for _ in range(100)]  # 10 s: down to the last denormal, and beyond
    # a denormal number costs the processor a hundred cycles; what a busy machine adds stays far below
    assert max(min(tail[k : k + 5]) for k in range(0, 100, 5)) <= 3.0 * busy


def test_frozen_it_goes_on_for_ever_and_nothing_new_comes_in():
    state = REVERB.new_state(RATE)
    REVERB.run(burst(0.3), {"mix": 1.0}, state=state, block=8192)
    frozen = {"mix": 1.0, "freeze": 1.0}
    REVERB.run(np.zeros((2, 48000), np.float32), frozen, state=state, block=8192)
    first = REVERB.run(burst(1.0), frozen, state=state, block=8192)
    REVERB.run(np.zeros((2, 10 * 48000), np.float32), frozen, state=state, block=8192)
    last = REVERB.run(np.zeros((2, 48000), np.float32), frozen, state=state, block=8192)
    first_db, last_db = (10.0 * math.log10(np.mean(sound.astype(np.float64) ** 2)) for sound in (first, last))
    assert last_db == pytest.approx(first_db, abs=1.0)


@pytest.mark.parametrize("change", [{"size": 0.9}, {"predelay_ms": 70.0}, {"type": 2}, {"decay_s": 0.4}, {"freeze": 1}, {"mix": 0.5}])
def test_a_turned_knob_does_not_click(change):
    tone = np.vstack([np.sin(2.0 * np.pi * 440.0 * np.arange(96000) / RATE)] * 2).astype(np.float32)
    state = REVERB.new_state(RATE)
    before = REVERB.run(tone, {"mix": 1.0}, state=state, block=8192)
    after = REVERB.run(tone, {"mix": 1.0, **change}, state=state, block=64)
    bend = np.abs(np.diff(np.hstack([before, after]).astype(np.float64), 2))
    assert bend[:, 95000:].max() <= 2.0 * bend[:, 48000:95000].max()  # a step would be ten times as much


def test_how_it_is_cut_into_blocks_changes_no_bit_even_while_a_size_is_faded_to():
    noise = np.random.default_rng(6).uniform(-1.0, 1.0, (2, 12000)).astype(np.float32)
    outs = []
    for blocks in ([6000], [64], [1, 17, 63, 64, 5]):
        state = REVERB.new_state(RATE)
        first = REVERB.run(noise[:, :6000], {"mix": 1.0}, state=state, block=blocks)
        outs.append(np.hstack([first, REVERB.run(noise[:, 6000:], {"mix": 1.0, "size": 0.2}, state=state, block=blocks)]))
    assert np.array_equal(outs[0], outs[1])
    assert np.array_equal(outs[0], outs[2])


def test_it_forgets_what_is_no_number():
    x = burst(1.0)
    x[:, 100:103] = [[np.nan, np.inf, -np.inf]] * 2
    out = REVERB.run(x, {"mix": 1.0, "low_cut_hz": 100.0, "high_cut_hz": 5000.0, "duck_db": 6.0}, block=8192)
    assert np.isfinite(out[:, 103:]).all()
    assert out[:, 24000:].any()


@pytest.mark.parametrize("bass", [0.5, 2.0])
def test_the_lows_have_a_decay_of_their_own(bass):
    values = {"decay_s": 1.6, "bass": bass, "damping": 0.0, "modulation": 0.0, "early": 0.0}
    sound = impulse_response(values, 4.5)
    low_s, _ = decay(band(sound, 50.0, 100.0))
    mid_s, _ = decay(band(sound, 1500.0, 3000.0))
    assert low_s == pytest.approx(1.6 * bass, rel=0.2)
    assert mid_s == pytest.approx(1.6, rel=0.12)


def test_the_gap_may_be_a_note_of_the_song():
    sixteenth = REVERB.param("predelay_note").choices.index("1/16")
    at_note = impulse_response({"predelay_note": sixteenth, "tempo_bpm": 120.0}, 1.0)
    np.testing.assert_array_equal(at_note, impulse_response({"predelay_ms": 125.0}, 1.0))


@pytest.mark.parametrize("id", ["daw.reverb", "daw.delay", "daw.panner", "daw.compressor"])
def test_the_output_gain_is_that_of_all_that_comes_out(id):
    effect = registry.find(id)
    x = np.random.default_rng(1).uniform(-0.3, 0.3, (2, 6000)).astype(np.float32)
    louder = effect.run(x, {"output_db": 6.0, "mix": 0.5} if id != "daw.panner" else {"output_db": 6.0})
    plain = effect.run(x, {"mix": 0.5} if id != "daw.panner" else {})
    np.testing.assert_allclose(louder, plain * 10.0 ** (6.0 / 20.0), atol=2e-5)
