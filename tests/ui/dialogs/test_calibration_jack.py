"""Calibration by hand on a real JACK device with a cable from its outputs to its inputs: what a person does, and what comes of it."""

import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw.engine import device
from daw.ui.dialogs.audiosettings import AudioSettings
from daw.ui.sound import Sound, Wish

pytestmark = pytest.mark.realtime
LONG_MS = 120_000


@pytest.fixture(autouse=True)
def _portaudio_lets_go(jack_server: Callable[..., None]) -> Iterator[None]:
    """PortAudio must let go of a JACK server before it ends."""
    yield
    device.release()


def test_the_round_trip_is_measured_kept_for_this_buffer_and_used_again(
    qtbot: Any, studio: Any, jack_server: Callable[..., None], tmp_path: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")
    jack_server(period_frames=256)
    device.rescan()
    studio.sound = sound = Sound(studio, Wish("JACK", 256))
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        sound.start()
    assert not sound.silent, sound.trouble
    dialog = AudioSettings(studio)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "as the device says" in dialog.trip.text()
    for side in ("0", "1"):
        subprocess.run(["jack_connect", f"PortAudio:out_{side}", f"PortAudio:in_{side}"], check=True)
    steps = dialog.steps
    steps.input.choose("2")
    QTest.mouseClick(steps.tone, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: steps.numbers[2].state == "now", timeout=5000)
    assert steps.advice.text() == "That is loud enough."
    studio.engine.play_probe(_silence())
    with qtbot.waitSignal(steps._measured, timeout=15000):
        QTest.mouseClick(steps.measure, Qt.MouseButton.LeftButton)
    engine = studio.engine
    assert engine.round_trip_frames is not None
    assert engine.round_trip_frames % 256 == 0, "a cable in the server is so many periods long"
    assert f"{engine.round_trip_frames} frames" in steps.result.text()
    assert "measured: recordings lie where they were played" in dialog.trip.text()
    found = engine.round_trip_frames
    with qtbot.waitSignal(sound.ready, timeout=LONG_MS):
        sound.start()
    assert studio.engine.round_trip_frames == found, "the next time it is known"
    dialog.close()
    sound.close()


def _silence() -> Any:
    import numpy as np

    return np.zeros(1, np.float32)
