"""What stands between an editor's head and foot."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from daw.ui.editors.slotlink import SlotLink
from daw.ui.studio import Tick
from daw.ui.widgets.ground import Ground

if TYPE_CHECKING:
    from daw.engine.scope import Scope


class Body(Ground):
    """Subclasses show one kind of effect.  how : the line that says how it is used.  head_parts : what it puts into the frame's head"""

    how = "Drag a control, or double-click its number to type."

    def __init__(self, link: SlotLink, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.link = link
        self.head_parts: tuple[QWidget, ...] = ()

    def hear(self, tick: Tick, scope: "Scope | None") -> None:
        """30 times a second while it is visible: what goes in and out now; None while there is no sound."""

    def end(self) -> None:
        """The editor goes."""
