"""The first steps: live inputs, steps that tick themselves, gone after the first take."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from daw import preferences
from daw.engine.levels import Levels, Loudness
from daw.model import storage
from daw.ui.record.firststeps import FirstSteps
from daw.ui.studio import Studio, Tick


class FakeEngine(SimpleNamespace):
    """Two inputs, and nothing else."""


def tick(*inputs: float) -> Tick:
    return Tick(0, False, False, False, False, Levels({}, inputs, inputs, {}, Loudness(), 0.0, 0.0, 0, 0, ()))


@pytest.fixture
def card(qtbot: Any, tmp_path: Any, monkeypatch: Any) -> Any:
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")
    document = storage.new(tmp_path / "New song")
    studio = Studio(document)
    studio.clock.stop()
    canvas = QWidget()
    canvas.resize(900, 600)
    qtbot.addWidget(canvas)
    device = SimpleNamespace(inputs=2, name="Scarlett 2i2, ALSA", latency_frames=128, block_frames=128)
    studio.engine = FakeEngine(device=device, recording=False, playing=False, position=0)  # type: ignore[assignment]
    one = FirstSteps(studio, canvas)
    one.canvas, one.studio = canvas, studio  # type: ignore[attr-defined]
    canvas.show()
    yield one
    studio.engine = None
    studio.close()
    document.close()


def test_the_input_that_hears_you_moves_up_and_says_so(card: Any) -> None:
    assert [row.name for row in card.rows] == ["Scarlett 2i2, input 1", "Scarlett 2i2, input 2"]
    for _ in range(12):
        card.studio.ticked.emit(tick(-90.0, -12.0))
    assert card._inputs.itemAt(0).widget() is card.rows[1]
    assert card.rows[1].hears
    assert not card.rows[0].hears
    assert card.numbers[0].state == "done"
    assert card.studio.likely_input == 2, "a new track records what was heard"


def test_a_click_on_an_input_makes_a_track_that_records_it_and_undo_takes_it_away(card: Any) -> None:
    card.rows[1].press()
    track = card.studio.session.tracks[0]
    assert tuple(track.inputs) == (2,)
    assert track.armed
    assert card.rows[1].chosen
    card.rows[0].press()
    assert tuple(card.studio.session.tracks[0].inputs) == (1,)
    card.studio.undo()
    card.studio.undo()
    assert not any(one.kind == "audio" for one in card.studio.session.tracks)


def test_a_good_level_ticks_the_second_step_and_advice_is_given(card: Any) -> None:
    for _ in range(60):
        card.studio.ticked.emit(tick(-30.0, -90.0))
    assert "up a little" in card.advice.text()
    assert card.numbers[1].state == "now"
    for _ in range(60):
        card.studio.ticked.emit(tick(-12.0, -90.0))
    assert card.numbers[1].state == "done"
    assert card.numbers[2].state == "now"


def test_it_leaves_for_ever_after_the_first_take_and_help_brings_it_back(card: Any) -> None:
    assert card.isVisible()
    card.studio.took.emit(("k1",))
    assert not card.isVisible()
    assert preferences.load().first_steps_done
    card.show_again()
    assert card.isVisible()


def test_the_null_device_is_told_of(card: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("daw.ui.record.firststeps.is_silent", lambda _studio: True)
    card._show()
    assert "stands in" in card.note.text()
    assert not card.again.isHidden()
