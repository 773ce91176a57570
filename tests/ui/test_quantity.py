"""Travel and value are each other's inverse, and the fader follows its law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.plugin import Param
from daw.ui import quantity
from daw.ui.quantity import Quantity, fader_level_db, fader_travel, of_param, split_unit, words_of
from daw.units import SILENCE_DB

THRESHOLD = of_param(Param("threshold_db", -18.0, -60.0, 0.0, unit="dB"))
FREQUENCY = of_param(Param("cutoff_hz", 1000.0, 20.0, 20000.0, unit="Hz", scale="log"))
STYLE = of_param(Param("style", 0.0, 0.0, 2.0, scale="choice", choices=("Clean", "Punchy", "Loud")))


@pytest.mark.parametrize(
    ("level_db", "travel"), [(6, 1.0), (0, 0.80), (-6, 0.67), (-12, 0.54), (-24, 0.34), (-40, 0.17), (-60, 0.05), (SILENCE_DB, 0.0)]
)
def test_the_fader_stands_where_its_law_says(level_db: float, travel: float) -> None:
    assert fader_travel(level_db) == pytest.approx(travel, abs=1e-12)
    assert fader_level_db(travel) == pytest.approx(level_db, abs=1e-9)


def test_the_fader_law_is_linear_between_its_points() -> None:
    assert fader_travel(-3.0) == pytest.approx((0.80 + 0.67) / 2)
    assert fader_travel(3.0) == pytest.approx(0.90)


@given(st.floats(-89.9, 6.0))
def test_a_level_comes_back_from_its_place_on_the_fader(level_db: float) -> None:
    assert fader_level_db(fader_travel(level_db)) == pytest.approx(level_db, abs=1e-9)


@given(st.floats(0.0, 1.0))
def test_a_place_comes_back_from_its_value(travel: float) -> None:
    for item in (THRESHOLD, FREQUENCY, quantity.pan()):
        assert item.travel(item.value(travel)) == pytest.approx(travel, abs=1e-9)


def test_a_frequency_moves_in_octaves() -> None:
    assert FREQUENCY.value(0.5) == pytest.approx(632.4555, rel=1e-6)  # the geometric mean of 20 and 20000


def test_choices_move_in_whole_steps() -> None:
    assert STYLE.value(0.4) == 1.0
    assert STYLE.stepped(0.0, 0.1) == 1.0
    assert STYLE.stepped(2.0, 1) == 2.0
    assert STYLE.format(1.0) == "Punchy"


def test_steps_go_up_and_down_by_the_same_amount() -> None:
    volume = quantity.fader()
    assert volume.stepped(-2.4, 1) == pytest.approx(-1.9)
    assert volume.stepped(volume.stepped(-2.4, 3), -3) == pytest.approx(-2.4)
    assert volume.stepped(5.9, 1) == 6.0
    assert volume.stepped(SILENCE_DB, 1) > SILENCE_DB
    assert volume.stepped(SILENCE_DB, -1) == SILENCE_DB


def test_the_magnet_holds_zero_only_nearby() -> None:
    volume = quantity.fader()
    assert volume.held(0.15) == 0.0
    assert volume.held(-0.14) == 0.0
    assert volume.held(0.16) == 0.16


@pytest.mark.parametrize(
    ("text", "parts"),
    [("−20.0 dB", ("−20.0", "dB")), ("3.0:1", ("3.0:1", "")), ("L 36", ("L 36", "")), ("C", ("C", "")), ("3.15 kHz", ("3.15", "kHz")),
     ("100 %", ("100", "%")), ("27 . 3 . 480", ("27 . 3 . 480", "")), ("1/8 D (489 ms)", ("1/8 D (489 ms)", "")), ("−∞ dB", ("−∞", "dB")),
     ("While armed", ("While armed", ""))],
)  # fmt: skip
def test_the_unit_is_told_from_the_number(text: str, parts: tuple[str, str]) -> None:
    assert split_unit(text) == parts


def test_a_parameter_becomes_a_quantity_in_words() -> None:
    assert (THRESHOLD.name, THRESHOLD.default, THRESHOLD.law) == ("Threshold", -18.0, "linear")
    assert THRESHOLD.format(-18.0) == "−18.0 dB"
    assert THRESHOLD.parse("-3") == -3.0
    assert words_of("low_cut_hz") == "Low cut"
    assert words_of("pan") == "Pan"


def test_without_words_a_number_is_a_number() -> None:
    plain = Quantity("Bars", 0, 8, 1)
    assert plain.format(-2.5) == "−2.5"
    assert plain.parse("−2,5") == -2.5
    with pytest.raises(ValueError, match="not a number"):
        plain.parse("many")
