"""`import daw`: the verbs, loaded when they are used."""

import subprocess
import sys
from pathlib import Path

import pytest

import daw

ROOT = Path(__file__).resolve().parent.parent


def test_importing_loads_nothing_heavy():
    code = "import sys, daw; print([name for name in ('numba', 'numpy', 'PySide6', 'sounddevice', 'msgspec') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", daw.__all__)
def test_every_name_is_there_and_explained(name):
    assert name in dir(daw)
    assert getattr(daw, name).__doc__


def test_a_name_that_is_not_there_is_an_ordinary_mistake():
    with pytest.raises(AttributeError, match="no attribute 'undo_everything'"):
        _ = daw.undo_everything
    assert not hasattr(daw, "undo_everything")


def test_an_option_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    with daw.new(tmp_path / "song") as document, pytest.raises(TypeError, match="loudness_lufs"):
        daw.bounce(document, loudness=-14.0)


def test_an_array_is_measured_at_a_rate():
    with pytest.raises(TypeError, match="48000"):
        daw.measure([[0.0, 0.0]])
