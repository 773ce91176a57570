"""A and B of every effect: two settings to hear in turn.  Kept while the song is open; going to and fro is one step of undo at most."""

from PySide6.QtCore import QObject, Signal

from daw.ui.editors.slotlink import SlotLink
from daw.ui.studio import Studio
from daw.ui.widgets.gesture import Gesture

Values = dict[str, float]


class TwoSettings(QObject):
    """One for every studio.  `changed` : some effect's letter is another"""

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._letters: dict[str, str] = {}
        self._kept: dict[tuple[str, str], Values] = {}
        self._gestures: dict[str, Gesture] = {}
        self.presets: dict[str, str] = {}  # slot id → name of the preset applied last

    def letter(self, slot_id: str) -> str:
        """Which one is heard: "A" or "B"."""
        return self._letters.get(slot_id, "A")

    def other(self, slot_id: str) -> str:
        """Which one is not."""
        return "B" if self.letter(slot_id) == "A" else "A"

    def show(self, link: SlotLink, letter: str) -> None:
        """Hear A or B; the one not heard yet begins as the other is."""
        if letter == self.letter(link.slot_id):
            return
        self._kept[link.slot_id, self.letter(link.slot_id)] = dict(link.slot.values)
        self._letters[link.slot_id] = letter
        wanted = self._kept.get((link.slot_id, letter))
        if wanted is not None:
            link.put_all(wanted, self._gestures.setdefault(link.slot_id, Gesture("A/B")))
        self.changed.emit()

    def copy(self, link: SlotLink) -> None:
        """Let the one not heard be as the one heard."""
        self._kept[link.slot_id, self.other(link.slot_id)] = dict(link.slot.values)
        self.changed.emit()


def two_settings(studio: Studio) -> TwoSettings:
    """The letters of a studio, made when first asked for."""
    found = studio.findChild(TwoSettings)
    return found if found is not None else TwoSettings(studio)
