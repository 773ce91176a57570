"""Small parts of a track's header: the row of buttons, the headphones, the volume slider and the number beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from daw.ui.metrics import px
from daw.ui.widgets.label import Label
from daw.ui.widgets.slider import Slider
from daw.ui.widgets.toggle import Toggle

NARROW = 216  # with less there is no room for headphones and icon beside a name
STEP, RIGHT_ROOM = 24, 22


def is_narrow(width: int) -> bool:
    """Whether a header leaves something out."""
    return width < px(NARROW)


def place_toggles(toggles: Sequence[QWidget], width: int, y: int) -> None:
    """Put buttons in a row that ends beside the meter."""
    left = width - px(RIGHT_ROOM + STEP * len(toggles))
    for number, toggle in enumerate(toggles):
        toggle.setGeometry(left + px(STEP * number), y, px(22), px(20))


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
