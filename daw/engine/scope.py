"""A look at what goes in and out of one effect, for spectra and histories.  Main thread."""

import numpy as np

from daw.engine.layout import SCOPE_FRAMES
from daw.engine.rack import RackSlot


class Scope:
    """The last frames before and after an effect; `close` it to stop the copying."""

    def __init__(self, slot: RackSlot) -> None:
        self._slot = slot
        self._record = slot.watch()[0]

    @property
    def written(self) -> int:
        """Frames copied so far."""
        return int(self._record["written"])

    def before(self, frames: int) -> np.ndarray:
        """The last frames that went in, (2, frames) float32; silence where there were fewer."""
        return self._last(frames, 0)

    def after(self, frames: int) -> np.ndarray:
        """The last frames that came out, (2, frames) float32."""
        return self._last(frames, 2)

    def _last(self, frames: int, row: int) -> np.ndarray:
        written = self.written
        index = np.arange(written - frames, written) % SCOPE_FRAMES
        return self._record["audio"][row : row + 2][:, index]

    def close(self) -> None:
        """Nobody looks any more."""
        self._slot.control["scope"] = 0
