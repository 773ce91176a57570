"""The two comparisons of an editor's head: at equal loudness, and what the effect changes alone."""

from PySide6.QtCore import QObject, Signal

from daw.ui.editors.equalloudness import equal_loudness
from daw.ui.editors.partlistening import DIFFERENCE, part_listening
from daw.ui.editors.slotlink import SlotLink
from daw.ui.widgets.button import Button, Look

MATCH = Look("raised", "accent", height=24)
EQUAL, CHANGE = "Equal loudness", "Difference"


class Comparing(QObject):
    """`changed` : its buttons, or what it says, are others"""

    changed = Signal()

    def __init__(self, link: SlotLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._equal, self._parts = equal_loudness(link.studio), part_listening(link.studio)
        self.match_button = Button(
            EQUAL, icon="speaker", look=MATCH, words=EQUAL,
            help="Compare at equal loudness: on and off are heard equally loud, so you judge the sound. Never part of a bounce.",
        )  # fmt: skip
        self.change_button = Button(
            "Listen to the difference", icon="headphones", look=MATCH, words=CHANGE,
            help="You hear only what the effect changes: what goes in minus what comes out. Never part of a bounce.",
        )  # fmt: skip
        self.match_button.clicked.connect(self.toggle_match)
        self.change_button.clicked.connect(self.toggle_change)
        self._equal.changed.connect(self._on_changed)
        self._parts.changed.connect(self._on_changed)
        self._on_changed()

    @property
    def matches(self) -> bool:
        """Whether this effect is compared at equal loudness."""
        return self._equal.slot_id == self._link.slot_id

    @property
    def hears_change(self) -> bool:
        """Whether only what this effect changes is heard."""
        return self._parts.hears(self._link.slot_id, DIFFERENCE)

    def toggle_match(self) -> None:
        """Begin or end the comparison at equal loudness."""
        if self.matches:
            self._equal.stop()
        else:
            self._equal.start(self._link.slot_id)

    def toggle_change(self) -> None:
        """Hear only what the effect changes, or all again."""
        self._parts.toggle(self._link.slot_id, DIFFERENCE)

    def show_words(self, *, words: bool) -> None:
        """Buttons with words, or with icons only."""
        for button, full in ((self.match_button, EQUAL), (self.change_button, CHANGE)):
            button.words = full if words else ""
            button.updateGeometry()

    def words(self) -> str:
        """What is heard now, in a sentence; empty while all is as it is."""
        parts = self._parts
        if parts.slot_id == self._link.slot_id:
            return "Only what the effect changes is heard. Never part of a bounce." if parts.what == DIFFERENCE else f"Heard: {parts.what}."
        if not self.matches:
            return ""
        louder = self._equal.louder_db
        if louder is None:
            return "Equal loudness: play, so that the difference can be measured."
        way = "louder" if louder >= 0.05 else "quieter" if louder <= -0.05 else ""
        words = f"{abs(louder):.1f} dB {way}" if way else "no louder and no quieter"
        return f"Equal loudness: the effect makes it {words}; you hear the change, not the volume."

    def _on_changed(self) -> None:
        self.match_button.set_lit(self.matches)
        self.change_button.set_lit(self.hears_change)
        self.changed.emit()

    def stop(self) -> None:
        """Hear everything as it is."""
        if self.matches:
            self._equal.stop()
        self._parts.stop_for(self._link.slot_id)

    def end(self) -> None:
        """The editor goes."""
        self.stop()
        self._equal.changed.disconnect(self._on_changed)
        self._parts.changed.disconnect(self._on_changed)
