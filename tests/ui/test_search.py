"""Typed words find what is meant."""

import pytest

from daw.ui.search import Item, did_you_mean, search

ITEMS = [
    Item("eq", "EQ", keywords="equaliser tone"),
    Item("comp", "Compressor", keywords="dynamics", favourite=True),
    Item("reverb", "Reverb", keywords="room hall plate"),
    Item("delay", "Delay", keywords="echo"),
    Item("split", "Split at playhead", detail="Ctrl+E"),
    Item("duplicate", "Duplicate clip", detail="Ctrl+D"),
]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("rev", "reverb"),
        ("COMP", "comp"),
        ("echo", "delay"),
        ("hall", "reverb"),
        ("playhead split", "split"),
        ("ctrl+d", "duplicate"),
        ("dly", "delay"),
    ],
)
def test_the_best_answer_comes_first(typed: str, best: str) -> None:
    assert search(ITEMS, typed)[0].key == best


def test_nothing_typed_lists_all_with_favourites_first() -> None:
    assert [item.key for item in search(ITEMS, "  ")] == ["comp", "eq", "reverb", "delay", "split", "duplicate"]


def test_every_word_must_answer() -> None:
    assert search(ITEMS, "split banana") == []


def test_a_slip_of_the_finger_is_answered_with_a_question() -> None:
    assert did_you_mean(ITEMS, "revreb") == "Reverb"
    assert did_you_mean(ITEMS, "xyzzy") == ""
