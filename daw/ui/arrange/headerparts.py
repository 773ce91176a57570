"""Small parts of a track's header: the headphones, the volume slider and the number beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from daw.ui.widgets.label import Label
from daw.ui.widgets.slider import Slider
from daw.ui.widgets.toggle import Toggle


class Hear(Toggle):
    """The headphones: a click opens the choice of when you hear yourself."""

    asked = Signal()

    def press(self, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.asked.emit()


class Value(Label):
    """The number beside a slider; a double-click types."""

    typed = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.typed.emit()


class Volume(Slider):
    """A slider that says whether a hand is on it."""

    @property
    def is_held(self) -> bool:
        """Whether a movement of the hand is under way."""
        return self._hand is not None
