"""Audio settings: what is chosen is used at once and remembered; the null device says so."""

from types import SimpleNamespace
from typing import Any

import pytest

from daw import preferences
from daw.ui.dialogs.audiosettings import AudioSettings
from daw.ui.sound import Sound


class NullDevice(SimpleNamespace):
    """Named as the engine's."""


@pytest.fixture
def dialog(studio: Any, qtbot: Any, monkeypatch: Any, tmp_path: Any) -> Any:
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")
    monkeypatch.setattr("daw.engine.device.list_devices", lambda: [SimpleNamespace(full_name="Scarlett, ALSA", outputs=2)])
    studio.clock.stop()
    studio.sound = Sound(studio)
    studio.sound.start = lambda: None  # type: ignore[method-assign]
    device = SimpleNamespace(name="Scarlett, ALSA", inputs=2, latency_frames=480, block_frames=128)
    studio.engine = SimpleNamespace(device=device, sample_rate=48000, round_trip_frames=None, playing=False, recording=False, position=0)
    one = AudioSettings(studio)
    qtbot.addWidget(one)
    yield one
    studio.engine = None


def test_a_chosen_device_and_buffer_are_used_and_remembered(dialog: Any) -> None:
    assert ("Scarlett, ALSA", "Scarlett, ALSA") in dialog.device.choices
    dialog.device.choose("Scarlett, ALSA")
    dialog.buffer.choose("64")
    assert tuple(dialog._studio.sound.wish) == ("Scarlett, ALSA", 64)
    assert preferences.load().device == "Scarlett, ALSA"
    assert preferences.load().block_frames == 64


def test_the_round_trip_is_told_in_ms_and_whether_it_was_measured(dialog: Any) -> None:
    assert "10.0 ms, as the device says" in dialog.trip.text()
    dialog._studio.engine.round_trip_frames = 240
    dialog.show_state()
    assert "5.0 ms, measured" in dialog.trip.text()


def test_what_went_wrong_with_a_calibration_is_told(dialog: Any) -> None:
    dialog._measured.emit("The input heard nothing.")
    assert dialog.trip.text() == "Not calibrated. The input heard nothing."
    assert dialog.calibrate.isEnabled()


def test_the_null_device_says_so(dialog: Any) -> None:
    dialog._studio.engine.device = NullDevice(name="null", inputs=2, latency_frames=0, block_frames=128)
    dialog.show_state()
    assert "nothing is heard" in dialog.state.text()
    assert not dialog.calibrate.isEnabled()
