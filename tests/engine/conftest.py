"""Songs for the engine's tests: noise on tracks, in a folder of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from daw.audio.takefile import TakeWriter
from daw.engine.render import Render
from daw.model.clip import Clip, Source
from daw.model.session import Session
from daw.model.track import Slot, Track

RATE = 48000


class Song:
    """A session in the making, with its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "audio").mkdir(parents=True)
        self.random = np.random.default_rng(20)
        self.sources: list[Source] = []
        self.tracks: list[Track] = []
        self.extra: dict[str, Any] = {}

    def noise(self, frames: int, channels: int = 2, level: float = 0.25) -> np.ndarray:
        """White noise on the 24-bit grid, float32 (channels, frames)."""
        whole = self.random.integers(-round(level * 2**23), round(level * 2**23), (channels, frames))
        return (whole / 2.0**23).astype(np.float32)

    def track(self, name: str, audio: np.ndarray | None = None, start: int = 0, clips: tuple[Clip, ...] = (), **facts: Any) -> Track:
        """A track that plays an array from a session frame on."""
        if audio is not None:
            path = f"audio/{name}.wav"
            with TakeWriter(self.folder / path, audio.shape[0], RATE, "float32") as writer:
                writer.append(audio)
            self.sources.append(Source(id=f"a-{name}", name=name, path=path, channels=audio.shape[0], frames=audio.shape[1]))
            clips = (*clips, Clip(id=f"c-{name}", name=name, source=f"a-{name}", start=start, length=audio.shape[1]))
        track = Track(id=name, name=name, **{"inputs": (), "clips": clips, **facts})
        self.tracks.append(track)
        return track

    def slot(self, effect: str, name: str, **values: float) -> Slot:
        """A slot with an id of its own."""
        return Slot(id=f"x-{name}", name=name, effect=effect, values=values)

    def session(self, *master_slots: Slot) -> Session:
        """The song with a master."""
        master = Track(id="master", name="Master", kind="master", inputs=(), slots=master_slots)
        return Session(name="Test", sources=tuple(self.sources), tracks=(*self.tracks, master), **self.extra)

    def render(self, session: Session, frames: int, **how: Any) -> np.ndarray:
        """The master, (2, frames), as the bounce renders it, not compensated for latency."""
        render = Render(session, self.folder, **how)
        try:
            return np.concatenate(list(render.blocks(frames)), axis=1)
        finally:
            render.close()


@pytest.fixture
def song(tmp_path: Path) -> Song:
    return Song(tmp_path / "song")


@pytest.fixture
def wait() -> Callable[..., None]:
    """`wait(condition, seconds)`: until it holds; fails when it does not in time."""
    import time

    def until(condition: Callable[[], bool], timeout_s: float = 10.0) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.005)

    return until
