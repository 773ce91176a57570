"""Laws of panning, against their closed forms."""

import math

import numpy as np
import pytest

from daw.dsp.panning import BALANCE, COMPROMISE, LAWS, LINEAR, POWER, VOLTAGE, correlation, pan_gains, pan_matrix

POSITIONS = np.linspace(-1.0, 1.0, 41)


@pytest.mark.parametrize("law", range(len(LAWS)), ids=LAWS)
def test_the_far_side_of_a_hard_pan_is_exactly_silent(law):
    assert pan_gains(-1.0, law)[1] == 0.0
    assert pan_gains(1.0, law)[0] == 0.0
    assert pan_gains(-1.0, law)[0] == pan_gains(1.0, law)[1] == 1.0


@pytest.mark.parametrize("law", range(len(LAWS)), ids=LAWS)
def test_left_mirrors_right(law):
    for position in POSITIONS:
        assert pan_gains(position, law) == pytest.approx(pan_gains(-position, law)[::-1], abs=1e-15)


@pytest.mark.parametrize(
    ("law", "centre_db"), [(LINEAR, 0.0), (POWER, -3.010299957), (COMPROMISE, -4.515449935), (VOLTAGE, -6.020599913), (BALANCE, 0.0)]
)
def test_the_centre_has_the_level_the_law_is_named_after(law, centre_db):
    left, right = pan_gains(0.0, law)
    assert left == pytest.approx(right, abs=1e-15)
    assert 20.0 * math.log10(left) == pytest.approx(centre_db, abs=1e-8)


def test_the_3_db_law_keeps_power():
    for position in POSITIONS:
        left, right = pan_gains(position, POWER)
        assert left**2 + right**2 == pytest.approx(1.0, abs=1e-12)


def test_the_6_db_law_keeps_the_sum():
    for position in POSITIONS:
        assert sum(pan_gains(position, VOLTAGE)) == pytest.approx(1.0, abs=1e-15)


def test_the_compromise_lies_halfway_in_db_between_linear_and_sine():
    for position in POSITIONS[1:-1]:
        between = [math.sqrt(a * b) for a, b in zip(pan_gains(position, POWER), pan_gains(position, VOLTAGE), strict=True)]
        assert pan_gains(position, COMPROMISE) == pytest.approx(between, abs=1e-15)


def test_the_0_db_law_and_balance_never_lower_the_near_side():
    for position in POSITIONS:
        assert max(pan_gains(position, LINEAR)) == max(pan_gains(position, BALANCE)) == 1.0
        assert min(pan_gains(position, LINEAR)) == pytest.approx(1.0 - abs(position), abs=1e-15)
        assert min(pan_gains(position, BALANCE)) == pytest.approx(math.cos(abs(position) * math.pi / 2), abs=1e-15)


def test_a_position_outside_the_room_is_at_its_wall():
    for law in range(len(LAWS)):
        assert pan_gains(1.7, law) == pan_gains(1.0, law)


def test_the_matrix_of_no_change_is_exactly_one():
    assert pan_matrix(0.0, LINEAR, 1.0, 0.0) == (1.0, 0.0, 0.0, 1.0)
    assert pan_matrix(0.0, BALANCE, 1.0, 0.0) == (1.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize("width", [0.0, 0.5, 1.0, 2.0])
def test_width_scales_the_side_signal_alone(width):
    matrix = np.array(pan_matrix(0.0, BALANCE, width, 0.0)).reshape(2, 2)
    assert matrix @ [1.0, 1.0] == pytest.approx([1.0, 1.0], abs=1e-15)
    assert matrix @ [1.0, -1.0] == pytest.approx([width, -width], abs=1e-15)


def test_turning_keeps_the_power_of_every_signal():
    for turn in POSITIONS:
        matrix = np.array(pan_matrix(0.0, BALANCE, 1.0, turn)).reshape(2, 2)
        assert matrix @ matrix.T == pytest.approx(np.eye(2), abs=1e-15)


@pytest.mark.parametrize(("turn", "sides"), [(1.0, (0.0, math.sqrt(2.0))), (-1.0, (math.sqrt(2.0), 0.0))])
def test_a_full_turn_puts_a_mono_sound_wholly_on_one_side(turn, sides):
    matrix = np.array(pan_matrix(0.0, BALANCE, 1.0, turn)).reshape(2, 2)
    assert matrix @ [1.0, 1.0] == pytest.approx(sides, rel=1e-15, abs=0.0)


def test_correlation_is_bounded_and_0_in_silence():
    assert correlation(0.0, 0.0, 0.0) == 0.0
    assert correlation(0.5, 0.5, 0.5) == 1.0
    assert correlation(-0.5, 0.5, 0.5) == -1.0
    assert correlation(float("nan"), float("nan"), 1.0) == 0.0
