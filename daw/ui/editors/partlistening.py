"""Listening to a part of one effect: what it changes, one band, what its detector hears.  The room hears it in the song's place.

The engine sends it to the room only, so that nothing of it reaches a bounce or a recording.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from daw.ui.editors.slotlink import find_slot
from daw.ui.studio import Studio, Tick

if TYPE_CHECKING:
    from daw.engine.listening import Part

Sections = Callable[[], Sequence[Sequence[float]]]
DIFFERENCE: Final = "difference"
SOFTEST_DB = -30.0  # softer than this nothing would be heard of it


def _none() -> Sequence[Sequence[float]]:
    return ()


class PartListening(QObject):
    """One for every studio.  slot_id, what : which part of which effect is heard, or None and "" """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.slot_id: str | None = None
        self.what = ""
        self._part: Part = DIFFERENCE
        self._sections: Sections = _none

    def hears(self, slot_id: str, what: str) -> bool:
        """Whether this part of this effect is what the room hears."""
        return (self.slot_id, self.what) == (slot_id, what)

    def toggle(self, slot_id: str, what: str, part: "Part" = DIFFERENCE, sections: Sections = _none) -> None:
        """Hear a part, or the song again if it is heard already.

        what : a name of the caller's.  part, sections : as `daw.engine.listening` has them; the filters are asked for 30 times a second
        """
        if self.hears(slot_id, what):
            self.stop()
            return
        if self._studio.engine is None:
            self._studio.say("There is no sound yet: the engine is being prepared.")
            return
        if self.slot_id is None:
            self._studio.ticked.connect(self._on_tick)
        self.slot_id, self.what, self._part, self._sections = slot_id, what, part, sections
        self._send()
        self.changed.emit()

    def stop(self) -> None:
        """Hear the song again."""
        if self.slot_id is None:
            return
        self._studio.ticked.disconnect(self._on_tick)
        self.slot_id, self.what = None, ""
        if self._studio.engine is not None:
            self._studio.engine.listening.stop()
        self.changed.emit()

    def stop_for(self, slot_id: str) -> None:
        """Hear the song again if a part of this effect is heard."""
        if self.slot_id == slot_id:
            self.stop()

    def _on_tick(self, _tick: Tick) -> None:
        self._send()

    def _send(self) -> None:
        engine, found = self._studio.engine, find_slot(self._studio.session, self.slot_id or "")
        if engine is None or found is None:
            self.stop()
            return
        level_db = max(found[0].fader_db, SOFTEST_DB)  # as loud as in the song
        if not engine.listening.start(found[1].id, self._part, self._sections(), level_db):
            self.stop()


def part_listening(studio: Studio) -> PartListening:
    """The listening of a studio, made when first asked for."""
    found = studio.findChild(PartListening)
    return found if found is not None else PartListening(studio)
