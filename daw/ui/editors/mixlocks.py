"""Which effects on returns have their mix locked at 100 %."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from daw.ui.editors.adding import MIX
from daw.ui.studio import Studio

if TYPE_CHECKING:
    from daw.ui.editors.slotlink import SlotLink


class MixLocks(QObject):
    """One for every studio: on returns the mix stands locked at 100 %, until somebody unlocks it.  `changed` : some lock"""

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._open: set[str] = set()

    def is_locked(self, link: "SlotLink") -> bool:
        """Whether the mix of a slot stays where it is: on a return, at 100 %, not unlocked."""
        return MIX in link.params and link.is_on_return and link.slot_id not in self._open and link.setting(MIX) == 1.0

    def toggle(self, link: "SlotLink") -> None:
        """Unlock it, or put it to 100 % and lock it."""
        if self.is_locked(link):
            self._open.add(link.slot_id)
        else:
            self._open.discard(link.slot_id)
            link.ask(MIX, 1.0)
        self.changed.emit()


def mix_locks(studio: Studio) -> MixLocks:
    """The locks of a studio, made when first asked for."""
    found = studio.findChild(MixLocks)
    return found if found is not None else MixLocks(studio)
