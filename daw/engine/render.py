"""Render a session without a device, through the same `process_block` as a device does."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from daw import registry
from daw.engine.core import Core
from daw.engine.layout import MAX_BLOCK_FRAMES, PLAY, STRIDE_FRAMES
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
        self.core = Core(session.sample_rate, find_effect, ring_frames=BATCH_FRAMES, threads=threads, reads_ahead=False)
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
        for block, _stems in self.blocks_with_stems(frames, []):
            yield block

    def blocks_with_stems(self, frames: int, track_ids: list[str]) -> Iterator[tuple[np.ndarray, dict[str, np.ndarray]]]:
        """The same with the outputs of some tracks and buses, each (2, n), after their faders, with their own delays."""
        done = 0
        step = min(self.block, MAX_BLOCK_FRAMES) if track_ids else self.block
        while done < frames:
            count = min(BATCH_FRAMES, frames - done)
            out = np.zeros((count, 2), np.float32)
            stems = {one: np.zeros((2, count), np.float32) for one in track_ids}
            self.core.fill_now()
            for at in range(0, count, step):
                part = out[at : at + step]
                self.core.process(part)
                for one, sound in stems.items():
                    first = self.plan.posts[one][0]
                    sound[0, at : at + len(part)] = self.plan.pool[first : first + len(part)]
                    sound[1, at : at + len(part)] = self.plan.pool[first + STRIDE_FRAMES : first + STRIDE_FRAMES + len(part)]
            done += count
            yield np.ascontiguousarray(out.T), stems

    def close(self) -> None:
        """End the worker threads and close the files."""
        self.core.close()
