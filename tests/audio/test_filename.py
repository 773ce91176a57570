"""File names made from track names: safe everywhere, never one that is taken."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.audio.filename import NAME_BYTES, free_name, safe_name, take_name


@given(st.text(max_size=300), st.integers(1, NAME_BYTES))
def test_any_text_becomes_a_name_every_system_takes(text: str, limit: int) -> None:
    name = safe_name(text, limit, fallback="x")
    assert 0 < len(name.encode("utf-8")) <= limit
    assert not set(name) & set('/\\:*?"<>|')
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in name)
    assert name == name.strip(". ")
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AC/DC: live?", "AC-DC- live-"),
        ("Cafe\u0301", "Café"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("CON", "_CON"),
        ("lpt1.old", "_lpt1.old"),
        (" . hidden. ", "hidden"),
        ("a\u202eb\nc", "ab c"),
        ("\ud800x", "x"),
        ("日本語 🎸", "日本語 🎸"),
        ("", "Track"),
        ("...", "Track"),
        ("<img src=x>", "-img src=x-"),
    ],
)
def test_names_stay_readable(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_is_cut_between_characters_not_inside() -> None:
    assert safe_name("é" * 200, 101) == "é" * 50
    family = "👩‍👩‍👧"
    assert not safe_name("x" * 90 + family, 100).endswith("\u200d")


@given(st.text(max_size=300), st.integers(1, 99999))
def test_a_take_name_fits_and_ends_in_its_number(tmp_path_factory: pytest.TempPathFactory, track: str, number: int) -> None:
    name = take_name(tmp_path_factory.getbasetemp(), track, number)
    assert name.endswith(f"_{number:03d}.wav")
    assert len(name.encode("utf-8")) <= NAME_BYTES


def test_a_take_never_gets_a_name_that_is_taken_whatever_its_case(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    assert take_name(tmp_path, "Lead", 1) == "Lead_001.wav"
    (tmp_path / "audio" / "LEAD_001.WAV").touch()
    (tmp_path / "audio" / "lead_002.wav.part").touch()
    assert take_name(tmp_path, "Lead", 1) == "Lead_003.wav"
    assert free_name(tmp_path / "audio", "Lead_001", ".wav") == "Lead_001_2.wav"
