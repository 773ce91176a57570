"""The equaliser: what comes out has the curve that its settings promise, and nothing else happens."""

import numpy as np
import pytest
from scipy.signal import sosfilt  # noqa: TID251  the referee

from daw import registry
from daw.dsp import biquad

RATE = 48000.0
TYPES = ("bell", "low shelf", "high shelf", "low cut", "high cut", "notch")
ORDERS = (1, 2, 3, 4, 6, 8)
FLAT = {f"band{number}_on": 0.0 for number in range(1, 9)}


@pytest.fixture(scope="module")
def eq():
    return registry.find("daw.eq")


def band(number, kind, freq_hz, gain_db=0.0, q=0.71, slope=1):
    name = f"band{number}_"
    return {
        name + "on": 1.0, name + "type": TYPES.index(kind), name + "freq_hz": freq_hz, name + "gain_db": gain_db,
        name + "q": q, name + "slope": slope,
    }  # fmt: skip


def sections(kind, freq_hz, gain_db=0.0, q=0.71, slope=1):
    freq_hz, gain_db, q = np.float32(freq_hz), np.float32(gain_db), np.float32(q)
    order = ORDERS[slope]
    return {
        "bell": lambda: [biquad.bell(freq_hz, q, gain_db, RATE)],
        "low shelf": lambda: [biquad.low_shelf(freq_hz, q, gain_db, RATE)],
        "high shelf": lambda: [biquad.high_shelf(freq_hz, q, gain_db, RATE)],
        "notch": lambda: [biquad.notch(freq_hz, q, RATE)],
        "low cut": lambda: [biquad.butterworth_section(order, stage, freq_hz, RATE, True) for stage in range((order + 1) // 2)],
        "high cut": lambda: [biquad.butterworth_section(order, stage, freq_hz, RATE, False) for stage in range((order + 1) // 2)],
    }[kind]()


def referee(x, all_sections):
    return sosfilt([[b0, b1, b2, 1.0, a1, a2] for b0, b1, b2, a1, a2 in all_sections], x.astype(np.float64), axis=1)


CURVES = [
    ("bell", 1000.0, 6.0, 2.0, 1), ("bell", 60.0, -12.0, 8.0, 1), ("bell", 16000.0, 12.0, 1.0, 1), ("low shelf", 120.0, 4.0, 0.71, 1),
    ("high shelf", 8000.0, -9.0, 0.71, 1), ("notch", 3000.0, 0.0, 4.0, 1), *(("low cut", 80.0, 0.0, 0.71, slope) for slope in range(6)),
    *(("high cut", 6000.0, 0.0, 0.71, slope) for slope in range(6)),
]  # fmt: skip


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: f"{curve[0]} {curve[1]:g} {curve[4]}")
def test_the_impulse_response_is_the_promised_response(eq, curve):
    impulse = np.zeros((2, 1 << 16), np.float32)
    impulse[:, 0] = 1.0
    out = eq.run(impulse, {**FLAT, **band(3, *curve)})
    freq_hz = np.fft.rfftfreq(impulse.shape[1], 1.0 / RATE)
    heard = (freq_hz >= 20.0) & (freq_hz <= 20000.0)
    measured = np.abs(np.fft.rfft(out[1].astype(np.float64)))[heard]
    promised = np.abs(biquad.response(sections(*curve), freq_hz[heard], RATE))
    assert np.abs(measured - promised).max() < 1e-5
    loud = promised > 1e-2
    assert np.abs(20.0 * np.log10(measured[loud] / promised[loud])).max() < 0.01


def test_eight_bands_together_are_their_sections_one_after_another_within_minus_120_dbfs(eq):
    curves = [
        ("low cut", 30.0, 0.0, 0.71, 5), ("low shelf", 100.0, 3.0), ("bell", 300.0, -4.0, 1.5), ("bell", 900.0, 2.0, 1.0),
        ("notch", 2000.0, 0.0, 10.0), ("bell", 5000.0, 6.0, 3.0), ("high shelf", 9000.0, 4.0), ("high cut", 18000.0, 0.0, 0.71, 3),
    ]  # fmt: skip
    values = {key: value for number, curve in enumerate(curves, 1) for key, value in band(number, *curve).items()}
    random = np.random.default_rng(1)
    sweep = np.sin(np.cumsum(np.geomspace(20.0, 20000.0, 240_000)) * 2.0 * np.pi / RATE)
    for x in (random.uniform(-0.5, 0.5, (2, 240_000)), np.vstack([sweep, -sweep])):
        x = x.astype(np.float32)  # noqa: PLW2901  what goes in
        wanted = referee(x, [section for curve in curves for section in sections(*curve)])
        assert np.abs(eq.run(x, values) - wanted).max() < 1e-6 * np.abs(wanted).max()


def test_a_cut_undoes_a_boost(eq):
    x = np.random.default_rng(2).uniform(-0.5, 0.5, (2, 20000)).astype(np.float32)
    values = {**FLAT, **band(1, "bell", 700.0, 9.0, 2.0), **band(2, "bell", 700.0, -9.0, 2.0)}
    assert np.abs(eq.run(x, values) - x).max() < 1e-6


def test_flat_is_bit_exact(eq):
    x = np.random.default_rng(3).normal(size=(2, 10000)).astype(np.float32)
    assert np.array_equal(eq.run(x), x)
    assert np.array_equal(eq.run(x, FLAT), x)


def test_the_output_gain_is_exact_and_moves_without_steps(eq):
    x = np.full((2, 64), 0.1, np.float32)
    state = eq.new_state(RATE)
    assert eq.run(x, {"output_db": 6.0}, state=state)[0, 0] == pytest.approx(0.1 * 10.0**0.3, rel=1e-6)
    out = eq.run(x, {"output_db": -6.0}, state=state)[0]
    assert np.abs(np.diff(out, prepend=0.1 * 10.0**0.3)).max() < 0.003
    assert out[-1] == pytest.approx(0.1 * 10.0**-0.3, rel=1e-6)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FLAT, {**FLAT, **band(4, "bell", 100.0, 18.0, 1.0)}),
        ({**FLAT, **band(4, "high cut", 500.0)}, {**FLAT, **band(4, "low cut", 500.0)}),
        ({**FLAT, **band(4, "low cut", 300.0, slope=1)}, {**FLAT, **band(4, "low cut", 300.0, slope=5)}),
    ],
    ids=["on", "type", "slope"],
)
def test_switching_a_band_makes_no_step(eq, before, after):
    x = np.sin(2.0 * np.pi * 100.0 * np.arange(9600) / RATE) * np.ones((2, 1)) * 0.5
    state = eq.new_state(RATE)
    out = np.hstack([eq.run(x, before, state=state), eq.run(x, after, state=state)])[0]
    steady = max(np.abs(np.diff(out[4800:9500])).max(), np.abs(np.diff(out[14400:])).max())
    assert np.abs(np.diff(out[9500:10200])).max() < 1.5 * steady + 1e-3
    assert np.allclose(eq.run(x, after)[0, -100:], out[-100:], atol=1e-6)


def test_a_band_that_is_not_touched_goes_on_undisturbed_when_another_is_switched(eq):
    x = np.random.default_rng(4).uniform(-0.5, 0.5, (2, 4000)).astype(np.float32)
    low = {**FLAT, **band(2, "low shelf", 100.0, 6.0)}
    state = eq.new_state(RATE)
    first = eq.run(x, low, state=state)
    eq.run(x[:, :64], {**low, **band(8, "notch", 15000.0)}, state=state)
    second = eq.run(x, low, state=state)
    whole = eq.run(np.hstack([x, x[:, :64], x]), low)
    assert np.array_equal(first, whole[:, :4000])
    assert np.array_equal(second[:, 1000:], whole[:, 5064:])


def test_turning_a_knob_recomputes_without_losing_the_sound(eq):
    state = eq.new_state(RATE)
    x = np.sin(2.0 * np.pi * 1000.0 * np.arange(64 * 200) / RATE) * np.ones((2, 1)) * 0.5
    out = [
        eq.run(x[:, 64 * turn : 64 * turn + 64], {**FLAT, **band(3, "bell", 500.0 + 5.0 * turn, 6.0)}, state=state) for turn in range(200)
    ]
    assert np.abs(np.diff(np.hstack(out)[0])).max() < 0.5 * 2.0 * 2.0 * np.pi * 1000.0 / RATE * 1.05


def test_it_recovers_by_itself_from_what_is_not_a_number(eq):
    state = eq.new_state(RATE)
    values = {**FLAT, **band(3, "bell", 500.0, 6.0)}
    eq.run(np.full((2, 64), np.nan), values, state=state)
    x = np.random.default_rng(5).uniform(-0.5, 0.5, (2, 1000)).astype(np.float32)
    assert np.array_equal(eq.run(x, values, state=state), eq.run(x, values))


def test_after_long_silence_the_state_is_exact_zero(eq):
    state = eq.new_state(RATE)
    values = {**FLAT, **band(3, "bell", 500.0, 6.0), **band(4, "low cut", 20.0)}
    eq.run(np.ones((2, 64)), values, state=state)
    eq.run(np.zeros((2, 200_000)), values, state=state)
    assert not state.record["z"].any()


def part_of(x, matrix):
    return np.array(matrix, np.float64) @ x


@pytest.mark.parametrize(
    ("channels", "matrix"),
    [
        (1, [[0.5, 0.5], [0.5, 0.5]]), (2, [[0.5, -0.5], [-0.5, 0.5]]), (3, [[1.0, 0.0], [0.0, 0.0]]), (4, [[0.0, 0.0], [0.0, 1.0]]),
    ],
    ids=["mid", "side", "left", "right"],
)  # fmt: skip
def test_only_the_chosen_part_of_the_image_is_changed(eq, channels, matrix):
    x = np.random.default_rng(5).uniform(-0.3, 0.3, (2, 3000)).astype(np.float32)
    values = {**FLAT, **band(3, "bell", 900.0, 9.0, 1.0)}
    whole = referee(x, sections("bell", 900.0, 9.0, 1.0))
    wanted = x + part_of(whole - x, matrix)
    np.testing.assert_allclose(eq.run(x, {**values, "channels": float(channels)}), wanted, atol=2e-6)


def test_another_part_is_reached_without_a_click(eq):
    rate = 48000
    x = np.sin(2.0 * np.pi * 900.0 / rate * np.arange(4096)).astype(np.float32) * np.array([[0.5], [0.2]], np.float32)
    state, values = eq.new_state(RATE), {**FLAT, **band(3, "bell", 900.0, 12.0, 1.0)}
    first = eq.run(x[:, :2048], values, state=state)
    second = eq.run(x[:, 2048:], {**values, "channels": 2.0}, state=state)
    steps = np.abs(np.diff(np.concatenate([first, second], axis=1), axis=1)).max(axis=1)
    assert np.all(steps <= np.abs(np.diff(first[:, 1000:], axis=1)).max(axis=1) * 1.5)


@pytest.mark.parametrize("gain_db", [-12.0, 9.0])
def test_automatic_gain_keeps_the_loudness_of_pink_noise(eq, gain_db):
    from daw.dsp.kweighting import k_weighting

    random = np.random.default_rng(3)
    frames = 1 << 17
    spectrum = np.fft.rfft(random.normal(size=frames))
    spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(frames, 1.0 / RATE), 20.0))
    pink = np.fft.irfft(spectrum, frames)
    x = np.vstack([pink, pink]).astype(np.float32) * np.float32(0.05 / pink.std())

    def loudness_db(sound):
        weighted = referee(sound, k_weighting(RATE))
        return 10.0 * np.log10(np.mean(weighted[:, 5000:] ** 2))

    values = {**FLAT, **band(3, "bell", 1500.0, gain_db, 0.5), "auto_gain": 1.0}
    assert loudness_db(eq.run(x, values)) == pytest.approx(loudness_db(x), abs=0.25)
    assert abs(loudness_db(eq.run(x, {**values, "auto_gain": 0.0})) - loudness_db(x)) > 2.0
