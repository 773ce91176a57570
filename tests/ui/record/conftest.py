"""A window with a studio whose null device has a microphone that somebody sings into."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from daw import preferences
from daw.ui.studio import Studio

RATE = 48000


def sung(seconds: float = 4.0, level: float = 0.25) -> np.ndarray:
    """A tone with a swell, (1, frames)."""
    time = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2.0 * np.pi * 220.0 * time) * (0.6 + 0.4 * np.sin(2.0 * np.pi * 3.0 * time)))[None, :].astype(np.float32)


@pytest.fixture
def booth(qtbot: Any, window: Any, studio: Studio, tmp_path: Any, monkeypatch: Any) -> Iterator[Callable[..., Studio]]:
    """`booth(microphone=…, **device)` gives the studio an engine, without count-in, the first track armed; the window is in Record."""
    from daw.engine.engine import Engine
    from daw.engine.nulldevice import NullDevice
    from daw.model import edits

    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")

    def open_(microphone: np.ndarray | None = None, **device: Any) -> Studio:
        studio.set_count_in(0)
        studio.view.layout = "record"
        track = studio.session.tracks[0]
        studio.do(edits.arm_only, track.id)
        studio.selection.select_track(track.id)
        if "cable_frames" not in device:
            device["microphone"] = sung() if microphone is None else microphone
        studio.set_engine(Engine(RATE, NullDevice(256, **device), capture_s=10.0))
        return studio

    yield open_
    if studio.engine is not None and studio.recording:
        studio.stop()


@pytest.fixture
def take(qtbot: Any) -> Callable[..., Any]:
    """`take(studio, seconds=0.3)` records one and returns it."""

    def record(studio: Studio, seconds: float = 0.3) -> Any:
        begun = studio.position
        studio.record()
        qtbot.waitUntil(lambda: studio.position > begun + seconds * RATE, timeout=10000)
        with qtbot.waitSignal(studio.took):
            studio.record()
        return studio.session.tracks[0].takes[-1]

    return record
