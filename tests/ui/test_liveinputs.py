"""Hear yourself with a guard: off where speakers and mic are close, off when it howls, on again when the person says so."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.model import edits

RATE = 48000


class Laptop(NullDevice):
    """A null device that says it is built in."""

    name = "HDA Intel PCH: ALC256 Analog (hw:0,0), ALSA"
    input_info = output_info = SimpleNamespace(full_name=name)


@pytest.fixture
def room(window: Any, studio: Any, tmp_path: Any, monkeypatch: Any) -> Any:
    """The studio in a room: `room(device)` gives it an engine."""
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")

    def enter(device: NullDevice) -> Any:
        studio.set_engine(Engine(RATE, device, capture_s=5.0))
        return studio

    return enter


def titles(window: Any) -> list[str]:
    return [notice.title for notice in window.toasts.history]


def howling(studio: Any, gain_db: float) -> None:
    """A track that hears its input through a resonance, into the cable: a room with one strong tone."""
    track = studio.session.tracks[0]
    values = {"band3_on": 1.0, "band3_freq_hz": 1000.0, "band3_gain_db": 12.0, "band3_q": 8.0}
    studio.do(edits.add_slot, track.id, "daw.eq")
    slot = studio.session.tracks[0].slots[0]
    for name, value in values.items():
        studio.do(edits.set_parameter, slot.id, name, value)
    studio.do(edits.set_fader, track.id, gain_db)
    studio.do(edits.arm_only, track.id)


def knock(studio: Any) -> None:
    """A little noise, as there is in every room."""
    noise = np.random.default_rng(1).standard_normal(RATE // 4) * 0.003
    studio.engine.play_probe(noise.astype(np.float32))


def test_built_in_speakers_and_microphone_keep_it_off_and_say_why_once_it_would_be_heard(window: Any, room: Any) -> None:
    studio = room(Laptop(256))
    assert not studio.engine.hears_inputs
    assert titles(window) == [], "nothing would be heard yet"
    studio.do(edits.arm_only, studio.session.tracks[0].id)
    assert titles(window) == ["Hear yourself is off because speakers and mic are close."]
    words = window.dock.pages["inputs"].while_recording.heard
    assert words.words == "speakers are close"
    QTest.mouseClick(next(iter(window.toasts.toasts[-1]._acts)), Qt.MouseButton.LeftButton)
    assert studio.engine.hears_inputs
    assert words.words == "while armed"
    assert preferences.load().heard_anyway == (Laptop.name,)
    studio.set_engine(Engine(RATE, Laptop(256), capture_s=1.0))
    assert studio.engine.hears_inputs, "it is not asked again"
    assert len(titles(window)) == 1


def test_what_is_plugged_in_is_heard_at_once(window: Any, room: Any) -> None:
    studio = room(NullDevice(256))
    studio.do(edits.arm_only, studio.session.tracks[0].id)
    assert studio.engine.hears_inputs
    assert titles(window) == []


def test_a_howl_switches_it_off_and_on_anyway_brings_it_back(qtbot: Any, window: Any, room: Any) -> None:
    studio = room(NullDevice(256, cable_frames=1024))
    howling(studio, -8.0)
    knock(studio)
    qtbot.waitUntil(lambda: not studio.engine.hears_inputs, timeout=10000)
    assert titles(window)[-1] == "Hear yourself was switched off: it began to howl."
    qtbot.wait(200)
    assert studio.engine.levels().inputs[0] < 30.0, "it has not gone on"
    assert window.dock.pages["inputs"].while_recording.heard.words == "it began to howl"
    studio.do(edits.set_fader, studio.session.tracks[0].id, -60.0)
    studio.live_inputs.on_anyway()
    assert studio.engine.hears_inputs


def test_a_loop_that_does_not_grow_is_left_alone(qtbot: Any, window: Any, room: Any) -> None:
    studio = room(NullDevice(256, cable_frames=1024))
    howling(studio, -20.0)
    knock(studio)
    qtbot.wait(1200)
    assert studio.engine.hears_inputs
    assert titles(window) == []
