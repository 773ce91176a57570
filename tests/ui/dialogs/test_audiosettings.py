"""Audio settings: what is chosen is used at once and remembered; devices appear by themselves; calibration in three steps."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw.engine.levels import Levels, Loudness
from daw.ui.dialogs import audiosettings
from daw.ui.dialogs.audiosettings import AudioSettings
from daw.ui.sound import Sound
from daw.ui.studio import Tick

SCARLETT = "Scarlett 2i2: USB (hw:1,0), ALSA"


class NullDevice(SimpleNamespace):
    """Named as the engine's."""


def tick(*inputs: float) -> Tick:
    return Tick(0, False, False, False, False, Levels({}, inputs, inputs, {}, Loudness(), 0.0, 0.0, 0, 0, ()))


@pytest.fixture
def dialog(studio: Any, qtbot: Any, monkeypatch: Any, tmp_path: Any) -> Any:
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")
    studio.clock.stop()
    studio.sound = Sound(studio)
    studio.started = []
    studio.sound.start = lambda **how: studio.started.append(how)  # type: ignore[method-assign]
    studio.sound.devices = (SimpleNamespace(full_name=SCARLETT, outputs=2),)
    device = SimpleNamespace(name=SCARLETT, inputs=2, latency_frames=480, block_frames=128)
    studio.engine = SimpleNamespace(device=device, sample_rate=48000, round_trip_frames=None, playing=False, recording=False, position=0)
    one = AudioSettings(studio)
    qtbot.addWidget(one)
    yield one
    one.hide()
    studio.engine = None


def test_a_chosen_device_and_buffer_are_used_and_remembered(dialog: Any) -> None:
    assert (SCARLETT, SCARLETT) in dialog.device.choices
    dialog.device.choose(SCARLETT)
    dialog.buffer.choose("64")
    assert tuple(dialog._studio.sound.wish) == (SCARLETT, 64)
    assert preferences.load().device == SCARLETT
    assert preferences.load().block_frames == 64


def test_every_buffer_says_its_round_trip_and_whether_that_was_measured(dialog: Any) -> None:
    words = dict(dialog.buffer.choices)
    assert words["128"] == "128 samples, about 10.0 ms"
    assert words["256"] == "256 samples, about 15.3 ms"
    assert "10.0 ms, as the device says" in dialog.trip.text()
    preferences.set_round_trip(SCARLETT, 48000, 128, 278, 480)
    dialog._studio.engine.round_trip_frames = 278
    dialog.show_state()
    assert dict(dialog.buffer.choices)["128"] == "128 samples, 5.8 ms"
    assert "5.8 ms, measured" in dialog.trip.text()
    dialog._studio.engine.device.latency_frames = 500
    dialog.show_state()
    assert "Measure again" in dialog.trip.text()


def test_a_device_that_is_plugged_in_appears_while_the_song_is_stopped(dialog: Any, monkeypatch: Any) -> None:
    studio = dialog._studio
    dialog._on_timer()
    assert studio.started == []
    monkeypatch.setattr(audiosettings, "plugged", lambda: "1 [USB]: another card")
    studio.engine.playing = True
    dialog._on_timer()
    assert studio.started == [], "not while the song plays"
    studio.engine.playing = False
    dialog._on_timer()
    assert studio.started == [{"rescan": True}]
    studio.sound.devices = (*studio.sound.devices, SimpleNamespace(full_name="Another, ALSA", outputs=2))
    studio.sound.listed.emit()
    assert ("Another, ALSA", "Another, ALSA") in dialog.device.choices


def test_a_device_that_is_not_there_stays_chosen_and_says_so(dialog: Any) -> None:
    dialog._studio.sound.wish = dialog._studio.sound.wish._replace(device="Babyface: Pro, ALSA")
    dialog.show_devices()
    dialog.show_state()
    assert dialog.device.text() == "Babyface (not there)"


def test_calibration_goes_from_step_to_step(dialog: Any, studio: Any, monkeypatch: Any) -> None:
    steps = dialog.steps
    dialog.show()
    assert [one.state for one in steps.numbers] == ["now", "later", "later"]
    steps.input.choose("2")
    for _ in range(3):
        studio.ticked.emit(tick(-20.0, -90.0))
    assert [one.state for one in steps.numbers] == ["now", "later", "later"], "the other input was heard"
    studio.ticked.emit(tick(-90.0, -20.0))
    assert [one.state for one in steps.numbers] == ["done", "done", "now"]
    measured = []

    def calibrate(engine: Any, number: int) -> Any:
        measured.append(number)
        engine.round_trip_frames = 278
        return SimpleNamespace(round_trip_frames=278)

    monkeypatch.setattr("daw.engine.calibrate.calibrate", calibrate)
    QTest.mouseClick(steps.measure, Qt.MouseButton.LeftButton)
    steps._thread.join()
    QTest.qWait(20)
    assert measured == [2]
    assert [one.state for one in steps.numbers] == ["done", "done", "done"]
    assert steps.result.text().startswith("5.8 ms, 278 frames.")
    assert preferences.measured(SCARLETT, 48000, 128).reported == 480


def test_what_went_wrong_with_a_calibration_is_told(dialog: Any) -> None:
    dialog.steps._measured.emit(None, "The input heard nothing.")
    assert dialog.steps.result.text() == "Not measured. The input heard nothing."
    assert dialog.steps.measure.isEnabled()


def test_the_null_device_says_so(dialog: Any) -> None:
    dialog._studio.engine.device = NullDevice(name="null", inputs=2, latency_frames=0, block_frames=128)
    dialog.show_state()
    assert "nothing is heard" in dialog.state.text()
    assert not dialog.steps.measure.isEnabled()
