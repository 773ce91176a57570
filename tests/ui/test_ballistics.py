"""Peaks fall 20 dB a second, the highest is held two seconds, words last one."""

import pytest

from daw.ui.ballistics import Falling, SteadyWord, level_word


def test_a_peak_rises_at_once_and_falls_20_db_a_second() -> None:
    falling = Falling()
    falling.step(-6.0, 0.033)
    assert falling.peak_db == -6.0
    for _ in range(10):
        falling.step(-100.0, 0.1)
    assert falling.peak_db == pytest.approx(-26.0)


def test_the_hold_stays_two_seconds_then_falls() -> None:
    falling = Falling()
    falling.step(-6.0, 0.125)
    for _ in range(16):
        falling.step(-40.0, 0.125)
    assert falling.hold_db == -6.0
    falling.step(-40.0, 0.125)
    falling.step(-40.0, 0.125)
    assert -12.0 < falling.hold_db < -6.0


@pytest.mark.parametrize(
    ("peak_db", "word"), [(-90, "Silent"), (-30, "Too quiet"), (-18.1, "Too quiet"), (-18, "Good"), (-6, "Good"), (-5.9, "Too hot")]
)
def test_the_words_of_levels(peak_db: float, word: str) -> None:
    assert level_word(peak_db) == word


def test_a_word_stays_for_a_second_but_too_hot_comes_at_once() -> None:
    steady = SteadyWord()
    assert steady.step(-12.0, 0.1) == "Good"
    assert steady.step(-20.0, 0.1) == "Good"
    assert [steady.step(-20.0, 0.25) for _ in range(4)] == ["Good", "Good", "Good", "Too quiet"]
    assert steady.step(-3.0, 0.03) == "Too hot"
