"""Laws of the panner, against its closed forms in float64."""

import math

import numpy as np
import pytest

from daw import registry
from daw.dsp.panning import LAWS, pan_gains

PANNER = registry.find("daw.panner")
NOISE = np.random.default_rng(7).uniform(-1.0, 1.0, (2, 4000)).astype(np.float32)


@pytest.mark.parametrize("law", range(len(LAWS)), ids=LAWS)
@pytest.mark.parametrize("pan", [-1.0, -0.5, 0.0, 0.25, 1.0])
def test_each_side_has_the_gain_of_the_law(law, pan):
    out = PANNER.run(NOISE, {"pan": pan, "law": law})
    want = NOISE.astype(np.float64) * np.array(pan_gains(pan, law))[:, None]
    assert np.abs(out - want).max() <= 1e-7


def test_a_mono_sound_goes_around_the_room_at_equal_power():
    mono = np.vstack([NOISE[0], NOISE[0]])
    for pan in np.linspace(-1.0, 1.0, 9):
        left, right = PANNER.run(mono, {"pan": pan}).astype(np.float64)
        angle = (float(np.float32(pan)) + 1.0) * math.pi / 4.0
        assert np.abs(left - math.cos(angle) * mono[0]).max() <= 1e-7
        assert np.abs(right - math.sin(angle) * mono[0]).max() <= 1e-7


@pytest.mark.parametrize("law", range(len(LAWS)), ids=LAWS)
def test_the_far_side_of_a_hard_pan_is_silent(law):
    assert not PANNER.run(NOISE, {"pan": -1.0, "law": law})[1].any()
    assert not PANNER.run(NOISE, {"pan": 1.0, "law": law})[0].any()


def test_centre_at_0_db_changes_no_bit():
    assert np.array_equal(PANNER.run(NOISE, {"law": LAWS.index("0 dB")}), NOISE)
    assert np.array_equal(PANNER.run(NOISE, {"law": LAWS.index("Balance")}), NOISE)


def test_no_width_is_mono():
    left, right = PANNER.run(NOISE, {"width": 0.0, "law": LAWS.index("Balance")})
    assert np.array_equal(left, right)
    assert np.abs(left - NOISE.astype(np.float64).mean(axis=0)).max() <= 1e-7


def test_width_keeps_the_mono_sum():
    for width in (0.0, 0.55, 1.0, 2.0):
        out = PANNER.run(NOISE, {"width": width, "law": LAWS.index("Balance")}).astype(np.float64)
        assert np.abs(out.sum(axis=0) - NOISE.astype(np.float64).sum(axis=0)).max() <= 3e-7


def test_turning_loses_nothing():
    out = PANNER.run(NOISE, {"turn": 0.6, "law": LAWS.index("Balance")}).astype(np.float64)
    assert (out**2).sum(axis=0) == pytest.approx((NOISE.astype(np.float64) ** 2).sum(axis=0), abs=1e-6)


def test_a_new_position_is_reached_on_a_straight_line_of_64_frames():
    ones = np.ones((2, 64), np.float32)
    state = PANNER.new_state(48000.0)
    law = LAWS.index("-6 dB")
    PANNER.run(ones, {"law": law}, state=state)
    left, right = PANNER.run(ones, {"law": law, "pan": 1.0}, state=state, block=17).astype(np.float64)
    assert np.abs(left - 0.5 * (1.0 - np.arange(1, 65) / 64.0)).max() <= 1e-7
    assert np.abs(right - (0.5 + 0.5 * np.arange(1, 65) / 64.0)).max() <= 1e-7
    assert not PANNER.run(ones, {"law": law, "pan": 1.0}, state=state)[0].any()


@pytest.mark.parametrize(
    ("audio", "wanted", "tolerance"),
    [
        (np.vstack([NOISE[0], NOISE[0]]), 1.0, 1e-6),
        (np.vstack([NOISE[0], -NOISE[0]]), -1.0, 1e-6),
        (np.random.default_rng(3).uniform(-1.0, 1.0, (2, 96000)), 0.0, 0.03),  # 28,800 frames: deviation 0.006
        (np.zeros((2, 500)), 0.0, 0.0),
    ],
    ids=["mono", "out of phase", "independent", "silence"],
)
def test_the_meter_shows_the_correlation(audio, wanted, tolerance):
    state = PANNER.new_state(48000.0)
    PANNER.run(audio, {"law": LAWS.index("Balance")}, state=state)
    assert PANNER.read_meters(state)["correlation"] == pytest.approx(wanted, abs=tolerance)


def test_one_channel_passes_unchanged():
    assert np.array_equal(PANNER.run(NOISE[:1], {"pan": 0.7}), NOISE[:1])
