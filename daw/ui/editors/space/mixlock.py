"""The mix of an effect on a return: locked at 100 %, since the dry sound is heard on the track itself."""

from PySide6.QtWidgets import QSizePolicy

from daw.ui.editors.adding import MIX
from daw.ui.editors.mixlocks import mix_locks
from daw.ui.editors.slotlink import SlotLink
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.knob import Knob

LOCK = Look("raised", "outline", height=24, icon_size=14)
LOCKED, OPEN = "Mix locked", "Lock mix"


class MixLock(Button):
    """Shown on returns only; it disables the knob while it is locked."""

    def __init__(self, link: SlotLink, knob: Knob) -> None:
        help_words = "On a return the effect is heard alone: the dry sound comes from the tracks themselves. Presets leave it so."
        super().__init__("Lock the mix at 100 %", icon="lock", look=LOCK, words=LOCKED, help=help_words)
        self._link, self._knob, self._locks = link, knob, mix_locks(link.studio)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_click)
        self._locks.changed.connect(self.refresh)
        link.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show whether it is locked."""
        locked = self._locks.is_locked(self._link)
        self.setVisible(self._link.is_on_return and MIX in self._link.params)
        self.set_lit(locked)
        self.words = LOCKED if locked else OPEN
        self.updateGeometry()
        self._knob.setEnabled(not locked)

    def _on_click(self) -> None:
        self._locks.toggle(self._link)
        self.refresh()

    def end(self) -> None:
        """The editor goes."""
        self._locks.changed.disconnect(self.refresh)
