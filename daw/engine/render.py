"""Render a session without a device, through the same `process_block` as a device does."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from daw import registry
from daw.engine.core import Core
from daw.engine.layout import PLAY
from daw.engine.rack import FindEffect
from daw.model.session import Session

BATCH_FRAMES = 16384  # what is handed out at once; half the ring
DEFAULT_BLOCK_FRAMES = 4096


class Render:
    """A session being rendered from frame `start`; iterate `blocks`, then `close`."""

    def __init__(
        self,
        session: Session,
        folder: Path | None,
        find_effect: FindEffect = registry.find,
        *,
        start: int = 0,
        block: int = DEFAULT_BLOCK_FRAMES,
        threads: int = 1,
    ) -> None:
        self.core = Core(session.sample_rate, find_effect, ring_frames=4 * BATCH_FRAMES, threads=threads)
        self.core.open_folder(folder)
        self.plan = self.core.load(session)
        self.block = block
        self.core.command(PLAY, start, 0, 1)
        self.core.process(np.zeros((0, 2), np.float32))

    @property
    def offline(self) -> dict[str, str]:
        """Sources that could not be read, and why."""
        return self.core.sources.offline

    def blocks(self, frames: int) -> Iterator[np.ndarray]:
        """The next `frames` frames of the master, planar (2, n) float32, in batches; not compensated for the plan's latency."""
        done = 0
        while done < frames:
            count = min(BATCH_FRAMES, frames - done)
            out = np.zeros((count, 2), np.float32)
            self.core.fill_now()
            for at in range(0, count, self.block):
                self.core.process(out[at : at + self.block])
            done += count
            yield np.ascontiguousarray(out.T)

    def close(self) -> None:
        """End the worker threads and close the files."""
        self.core.close()
