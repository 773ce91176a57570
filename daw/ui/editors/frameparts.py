"""Small parts of an editor's frame: the stripe, the head's ground, the power button, the menu of options."""

import functools

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from daw.model import edits
from daw.ui.editors.comparing import Comparing
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import px
from daw.ui.quantity import words_of
from daw.ui.theme import Theme
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.toggle import ENABLE, Toggle

STRIPE = 3
MOST_AUTOMATED = 6


class Stripe(Painted):
    """The track's colour along the top."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__()
        self._link = link
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural_size(self) -> tuple[int, int]:
        return px(40), px(STRIPE)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.fillRect(QRectF(self.rect()), theme.track(self._link.track.color))


class Header(QWidget):
    """`double_clicked` : on its empty part."""

    double_clicked = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()


class OnButton(Toggle):
    """Lit while the effect works: the opposite of its bypass."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__(ENABLE, where=link.name, width=28, height=26)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Options(MenuButton):
    """What else can be done with the effect.  floats : it stands in a window of its own"""

    accessible_role = QAccessible.Role.ButtonMenu
    float_asked = Signal()
    copy_asked = Signal()

    def __init__(self, link: SlotLink, comparing: Comparing, *, floats: bool) -> None:
        super().__init__("Options", face="flat", width=28, height=24, where=link.name)
        self._link, self._comparing, self._floats = link, comparing, floats
        self.help = "Comparing, copying, resetting, automation."
        self.icon, self.chevron, self.words = "more", False, ""
        self.copy_words = "Copy A to B"
        self.make_menu = self.fill
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return ""

    def tip(self) -> str:
        return f"{self.name}. {self.help}"

    def fill(self, menu: QMenu) -> None:
        """All that the head has no room for, and more."""
        link, comparing = self._link, self._comparing
        for words, on, run in (
            ("Compare at equal loudness", comparing.matches, comparing.toggle_match),
            ("Listen to the difference", comparing.hears_change, comparing.toggle_change),
        ):
            action = menu.addAction(words, run)
            action.setCheckable(True)
            action.setChecked(on)
        menu.addAction(self.copy_words, self.copy_asked.emit)
        menu.addSeparator()
        menu.addAction("Put every parameter back", self._reset).setEnabled(bool(link.slot.values))
        menu.addAction("Put it on" if link.slot.bypassed else "Bypass it", self._bypass)
        if link.automated:
            lanes = menu.addMenu("Show automation")
            for name in sorted(link.automated)[:MOST_AUTOMATED]:
                lanes.addAction(words_of(name), functools.partial(link.show_automation, name))
        menu.addSeparator()
        menu.addAction("Back into the dock" if self._floats else "Open in a window of its own", self.float_asked.emit)

    def _reset(self) -> None:
        self._link.studio.do(edits.set_parameters, self._link.slot_id, {})

    def _bypass(self) -> None:
        self._link.studio.do(edits.set_bypass, self._link.slot_id, not self._link.slot.bypassed)
