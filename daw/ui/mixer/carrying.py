"""An effect carried by the hand: within its strip it is put elsewhere, to another strip it is moved, with Alt copied."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt

from daw.model import edits
from daw.ui.mixer.insertrack import InsertRack
from daw.ui.mixer.strip import Strip
from daw.ui.studio import Studio

ALT = Qt.KeyboardModifier.AltModifier


class Carrying(QObject):
    """strip_at : the strip at a place of the screen"""

    def __init__(self, studio: Studio, strip_at: Callable[[QPoint], Strip | None], parent: QObject) -> None:
        super().__init__(parent)
        self._studio, self._strip_at = studio, strip_at
        self._marked: InsertRack | None = None

    def carry(self, slot_id: str, place: QPoint, modifiers: Qt.KeyboardModifier, dropped: bool) -> None:  # noqa: FBT001  a slot
        """An effect is over a place of the screen, or let go there; no effect: it was given up."""
        strip = self._strip_at(place) if slot_id else None
        rack = strip.inserts if strip is not None else None
        if self._marked is not None and (self._marked is not rack or dropped):
            self._marked.show_mark(None)
        self._marked = None
        if rack is None or strip is None:
            return
        gap = rack.gap_at(place)
        if dropped:
            self._put(slot_id, strip.track_id, rack.slot_before(gap), copy=bool(modifiers & ALT))
        else:
            rack.show_mark(gap)
            self._marked = rack
            self._studio.say("Let go to copy it here." if modifiers & ALT else "Let go to move it here; Alt copies.")

    def _put(self, slot_id: str, track_id: str, before: str | None, *, copy: bool) -> None:
        if copy:
            self._studio.do(edits.copy_slot, slot_id, track_id, before)
        elif before != slot_id:
            self._studio.do(edits.move_slot, slot_id, track_id, before)
