"""What only the room hears: a part of one effect alone, or an effect at the loudness of its bypass.  Main thread.

Nothing of it reaches a bounce or a recording: a bounce has a board and a rack of its own, and a recording is what came in.
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from daw.engine.core import Core
from daw.engine.layout import TAP, TAP_AFTER, TAP_DIFFERENCE, TAP_SECTIONS, TAP_SIDE, address
from daw.engine.rack import RackSlot
from daw.units import db_to_linear

Part = Literal["difference", "side-chain", "after"]
MODES: dict[str, int] = {"difference": TAP_DIFFERENCE, "side-chain": TAP_SIDE, "after": TAP_AFTER}


class Listening:
    """One for every engine; one effect at a time is listened to."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._tap = np.zeros(1, TAP)
        self._slot: RackSlot | None = None
        self.part: Part | None = None

    def start(self, slot_id: str, part: Part, sections: Sequence[Sequence[float]] = (), level_db: float = 0.0) -> bool:
        """Hear, in the master's place, a part of what an effect does; again with other words changes it.  False: no such effect works.

        difference : what goes in minus what comes out, equally late.  side-chain : what the detector hears.  after : what comes out
        sections : at most TAP_SECTIONS filters (b0, b1, b2, a1, a2) that it passes through.  level_db : how loud, 0 as it is
        """
        slot = self._core.rack.slot_of(slot_id)
        if slot is not self._slot:
            self._leave()
        if slot is None:
            self._core.board["tap_on"] = 0
            return False
        tap, bank = self._tap[0], 1 - int(self._tap["bank"][0])
        tap["sections"][bank] = 0.0
        for at, section in enumerate(sections[:TAP_SECTIONS]):
            tap["sections"][bank, at] = section
        tap["counts"][bank] = min(len(sections), TAP_SECTIONS)
        self._tap["bank"], self._tap["mode"], self._tap["gain"] = bank, MODES[part], db_to_linear(level_db)
        self._slot, self.part = slot, part
        self._core.board["tap"] = address(self._tap)
        slot.control["tap"] = address(self._tap)
        self._core.board["tap_on"] = 1
        return True

    def stop(self) -> None:
        """Hear the master again."""
        self._core.board["tap_on"] = 0
        self._leave()

    def _leave(self) -> None:
        slot, self._slot, self.part = self._slot, None, None
        if slot is not None:
            slot.control["tap"] = 0

    def trim(self, slot_id: str, gain_db: float) -> None:
        """Turn down, or up, what comes out of one effect, without its being part of the song."""
        slot = self._core.rack.slot_of(slot_id)
        if slot is not None:
            slot.control["trim"] = db_to_linear(gain_db)
