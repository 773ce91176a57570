"""The compressor against its definition in float64 numpy, and against the laws of its makers' paper."""

import numpy as np
import pytest
from scipy.signal import lfilter  # noqa: TID251  the referee

from daw import registry
from daw.dsp.dynamics import compressed_db

RATE = 48000.0


@pytest.fixture(scope="module")
def compressor():
    return registry.find("daw.compressor")


def steady(level_db, seconds=1.0):
    return np.full((2, int(seconds * RATE)), 10.0 ** (level_db / 20.0))


def level_db(x):
    return 20.0 * np.log10(np.abs(x))


def static_curve_db(x_db, threshold_db, ratio, knee_db):
    """Giannoulis, Massberg, Reiss 2012, eq. 4."""
    over = x_db - threshold_db
    if 2.0 * over < -knee_db:
        return x_db
    if 2.0 * over <= knee_db and knee_db > 0.0:
        return x_db + (1.0 / ratio - 1.0) * (over + knee_db / 2.0) ** 2 / (2.0 * knee_db)
    return threshold_db + over / ratio


def reference(x, side, values):
    """The whole compressor, in float64 and frame by frame."""
    heard = side
    if values["detector"]:
        keep = np.exp(-1.0 / (0.01 * RATE))
        power = lfilter([1.0 - keep], [1.0, -keep], heard**2, axis=1).max(axis=0)
        heard_db = 10.0 * np.log10(np.maximum(power, 1e-30))
    else:
        heard_db = 20.0 * np.log10(np.maximum(np.abs(heard).max(axis=0), 1e-30))
    wanted = [db - static_curve_db(db, values["threshold_db"], values["ratio"], values["knee_db"]) for db in heard_db]
    attack, release = (np.exp(-1000.0 / (values[name] * RATE)) for name in ("attack_ms", "release_ms"))
    held = reduction = 0.0
    gains = np.empty(x.shape[1])
    for n, now in enumerate(wanted):
        held = max(now, release * held + (1.0 - release) * now)
        reduction = attack * reduction + (1.0 - attack) * held
        gains[n] = 10.0 ** ((values["makeup_db"] - reduction) / 20.0)
    return x * (1.0 - values["mix"] + values["mix"] * gains), reduction


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 4.0, 8.0, 20.0])
@pytest.mark.parametrize("knee_db", [0.0, 6.0, 12.0])
def test_the_static_curve_is_the_one_promised(compressor, ratio, knee_db):
    values = {"threshold_db": -24.0, "ratio": ratio, "knee_db": knee_db, "attack_ms": 1.0}
    for x_db in (-60.0, -30.5, -27.0, -24.0, -21.0, -18.0, -17.0, -6.0, 0.0):
        out_db = level_db(compressor.run(steady(x_db, 0.1), values)[0, -1])
        assert out_db == pytest.approx(static_curve_db(x_db, -24.0, ratio, knee_db), abs=1e-4)
        assert compressed_db(x_db, -24.0, ratio, knee_db) == pytest.approx(static_curve_db(x_db, -24.0, ratio, knee_db), abs=1e-9)


def test_the_highest_ratio_lets_nothing_above_the_threshold(compressor):
    values = {"threshold_db": -24.0, "ratio": 100.0, "knee_db": 0.0, "attack_ms": 1.0}
    assert level_db(compressor.run(steady(0.0, 0.1), values)[0, -1]) == pytest.approx(-24.0, abs=1e-4)


@pytest.mark.parametrize("attack_ms", [0.5, 3.0, 10.0, 100.0])
def test_the_attack_reaches_63_percent_of_the_reduction_in_its_time(compressor, attack_ms):
    values = {"threshold_db": -20.0, "ratio": 100.0, "knee_db": 0.0, "attack_ms": attack_ms}
    reduction = -level_db(compressor.run(steady(0.0), values)[0])
    reached_ms = (np.argmax(reduction >= 20.0 * (1.0 - np.exp(-1.0))) + 1) * 1000.0 / RATE
    assert reached_ms == pytest.approx(attack_ms, rel=0.02, abs=1000.0 / RATE)


@pytest.mark.parametrize("release_ms", [20.0, 100.0, 1000.0])
def test_the_release_loses_63_percent_of_the_reduction_in_its_time(compressor, release_ms):
    values = {"threshold_db": -40.0, "ratio": 100.0, "knee_db": 0.0, "attack_ms": 0.05, "release_ms": release_ms}
    loud, quiet = steady(0.0, 0.1), steady(-50.0, 5.0 * release_ms / 1000.0)
    reduction = -50.0 - level_db(compressor.run(np.hstack([loud, quiet]), values)[0, loud.shape[1] :])
    lost_ms = np.argmax(reduction <= reduction[0] * np.exp(-1.0)) * 1000.0 / RATE
    assert lost_ms == pytest.approx(release_ms, rel=0.02)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"detector": 1.0, "attack_ms": 1.0},
        {"ratio": 20.0, "knee_db": 0.0, "attack_ms": 0.05, "release_ms": 5.0},
        {"mix": 0.3, "makeup_db": 9.0, "threshold_db": -40.0},
    ],
    ids=["defaults", "rms", "fast", "parallel"],
)
def test_it_is_its_definition_within_minus_120_dbfs(compressor, changed):
    values = compressor.values(changed)
    random = np.random.default_rng(5)
    envelope = np.repeat(10.0 ** (random.uniform(-50.0, 0.0, 40) / 20.0), 500)
    x = (random.uniform(-1.0, 1.0, (2, 20000)) * envelope).astype(np.float32).astype(np.float64)
    wanted, reduction = reference(x, x, values)
    state = compressor.new_state(RATE)
    assert np.abs(compressor.run(x, values, state=state) - wanted).max() < 1e-6 * np.abs(wanted).max()
    assert state.record["reduction"][0] * 6.0206 == pytest.approx(reduction, abs=1e-4)


def test_the_side_chain_decides_and_the_track_is_changed(compressor):
    quiet, loud = steady(-30.0, 0.2), steady(0.0, 0.2)
    values = {"threshold_db": -12.0, "ratio": 4.0, "knee_db": 0.0, "attack_ms": 1.0}
    assert level_db(compressor.run(quiet, values, side=loud)[0, -1]) == pytest.approx(-30.0 - 9.0, abs=1e-4)
    assert np.array_equal(compressor.run(loud, values, side=quiet), loud.astype(np.float32))


def test_below_the_threshold_it_is_bit_exact(compressor):
    x = np.random.default_rng(6).uniform(-0.1, 0.1, (2, 5000)).astype(np.float32)
    assert np.array_equal(compressor.run(x, {"threshold_db": -10.0, "knee_db": 6.0}), x)


def test_one_loud_channel_turns_both_down_alike(compressor):
    x = np.vstack([steady(0.0, 0.2)[0], steady(-40.0, 0.2)[0]])
    out = compressor.run(x, {"threshold_db": -12.0, "ratio": 4.0})
    shift = (level_db(out[0]) - level_db(x[0])) - (level_db(out[1]) - level_db(x[1]))
    assert np.abs(shift).max() < 1e-4


def test_the_meter_shows_the_deepest_reduction_of_the_last_call(compressor):
    state = compressor.new_state(RATE)
    values = {"threshold_db": -20.0, "ratio": 4.0, "knee_db": 0.0, "attack_ms": 1.0}
    compressor.run(steady(0.0, 0.2), values, state=state)
    assert compressor.read_meters(state)["gain_reduction_db"] == pytest.approx(-15.0, abs=1e-4)
    compressor.run(steady(-60.0, 5.0), values, state=state)
    assert compressor.read_meters(state)["gain_reduction_db"] == pytest.approx(0.0, abs=1e-4)


def test_automatic_make_up_gives_back_half_of_what_0_dbfs_loses(compressor):
    values = {"threshold_db": -20.0, "ratio": 4.0, "knee_db": 0.0, "attack_ms": 1.0, "auto_makeup": 1.0}
    assert level_db(compressor.run(steady(0.0, 0.2), values)[0, -1]) == pytest.approx(-7.5, abs=1e-4)


def test_the_high_pass_makes_the_detector_deaf_to_bass_and_leaves_the_sound_alone(compressor):
    bass = np.sin(2.0 * np.pi * 40.0 * np.arange(48000) / RATE) * np.ones((2, 1))
    values = {"threshold_db": -12.0, "ratio": 100.0, "knee_db": 0.0, "attack_ms": 1.0}
    loud, deaf = compressor.run(bass, values), compressor.run(bass, {**values, "highpass_hz": 400.0})
    assert np.abs(loud[0, -4800:]).max() < 0.5
    assert np.array_equal(deaf[:, -4800:], bass[:, -4800:].astype(np.float32))  # 40 dB down at 40 Hz


def test_make_up_and_mix_move_without_steps(compressor):
    state = compressor.new_state(RATE)
    x = np.ones((2, 64), np.float32) * 0.1
    values = {"threshold_db": 0.0, "knee_db": 0.0}
    before = compressor.run(x, values, state=state)
    after = compressor.run(x, {**values, "makeup_db": 12.0}, state=state)
    steps = np.diff(np.hstack([before, after])[0])
    assert np.abs(steps).max() < 0.01
    assert after[0, -1] == pytest.approx(0.1 * 10.0 ** (12.0 / 20.0), rel=1e-6)


def test_it_recovers_from_what_is_not_a_number(compressor):
    for values in ({"release_ms": 5.0}, {"detector": 1.0, "highpass_hz": 100.0, "release_ms": 5.0}):
        state = compressor.new_state(RATE)
        compressor.run(np.full((2, 64), np.nan), values, state=state)
        x = steady(-60.0, 1.0)
        assert np.allclose(compressor.run(x, values, state=state)[:, -100:], x[:, -100:], rtol=1e-4)


def recovery_s(compressor, loud_s):
    """Time after a loud stretch until the reduction is a tenth of what it was, with the automatic release."""
    rate, after_s = 48000.0, 3.0
    level = np.concatenate([np.full(int(loud_s * rate), 0.9), np.full(int(after_s * rate), 0.01)]).astype(np.float32)
    values = {"threshold_db": -24.0, "ratio": 8.0, "knee_db": 0.0, "attack_ms": 0.1, "release_ms": 100.0, "auto_release": 1.0}
    y = compressor.run(np.vstack([level, level]), values, sample_rate=rate)[0]
    gain_db = 20.0 * np.log10(y / level)
    start = int(loud_s * rate)
    return np.argmax(gain_db[start:] > 0.1 * gain_db[start - 1]) / rate


def test_the_automatic_release_lets_short_peaks_go_fast_and_long_ones_slowly():
    compressor = registry.find("daw.compressor")
    short, long = recovery_s(compressor, 0.01), recovery_s(compressor, 3.0)
    assert short < 0.35
    assert long > 3.0 * short
