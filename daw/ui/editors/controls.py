"""Controls of parameters: made, named and tied to a slot in one call; and shelves of them that break into rows."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from daw.ui import theme as themes
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import px, pxf
from daw.ui.theme import pen
from daw.ui.widgets.knob import Knob, Number
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.numberfield import NumberField
from daw.ui.widgets.segmented import Face, Segmented
from daw.ui.widgets.slider import Slider
from daw.ui.widgets.toggle import Kind, Switch, Toggle, TwoState

SHORT = {"rms": "RMS", "ms": "In ms"}


class Ring(QWidget):
    """An orange line around a control that automation moves; the mouse does not notice it."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        around.installEventFilter(self)
        self.setGeometry(around.rect())
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(themes.current().mute, pxf(1.5)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), pxf(4), pxf(4))
        painter.end()


class AsNumber(QObject):
    """A control of choices or of two states, spoken to in numbers: an index, or 0 and 1; it gets a context menu and a ring."""

    moved = Signal(float, object)
    released = Signal(object)
    menu_opening = Signal(object)

    def __init__(self, control: Any) -> None:
        super().__init__(control)
        self.control = control
        self.automated = False
        self._ring: Ring | None = None
        control.moved.connect(self._on_moved)
        control.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        control.customContextMenuRequested.connect(self._on_menu)

    def set_automated(self, automated: bool) -> None:  # noqa: FBT001  a setter
        """Show that automation moves it."""
        self.automated = automated
        if automated and self._ring is None:
            self._ring = Ring(self.control)
        if self._ring is not None:
            self._ring.setVisible(automated)

    def _on_menu(self, place: QPoint) -> None:
        menu = QMenu(self.control)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opening.emit(menu)
        if menu.actions():
            menu.popup(self.control.mapToGlobal(place))

    def set_value(self, value: float) -> None:
        """Show a value."""
        self.control.set_value(value >= 0.5 if isinstance(self.control, TwoState) else str(round(value)))

    def _on_moved(self, value: Any, gesture: object) -> None:
        self.moved.emit(float(value), gesture)
        self.released.emit(gesture)


class Inverted(QObject):
    """A two-state control that shows the opposite of a value: on, where the song says bypassed."""

    moved = Signal(bool, object)

    def __init__(self, control: TwoState) -> None:
        super().__init__(control)
        self._control = control
        control.moved.connect(self._on_moved)

    def set_value(self, value: bool) -> None:  # noqa: FBT001  a setter
        """Show a value."""
        self._control.set_value(not value)

    def _on_moved(self, value: bool, gesture: object) -> None:  # noqa: FBT001  a slot
        self.moved.emit(not value, gesture)


def knob(
    link: SlotLink,
    name: str,
    words: str = "",
    *,
    number: Number = "below",
    titled: bool = True,
    radius: float = 17,
    color: QColor | None = None,
) -> Knob:
    """A knob of a parameter."""
    made = Knob(link.quantity(name, words), number=number, titled=titled, radius=radius, color=color, where=link.name)
    return link.bind(made, name)


def field(link: SlotLink, name: str, words: str = "", *, width: int = 72) -> NumberField:
    """A number of a parameter."""
    return link.bind(NumberField(link.quantity(name, words), width=width, where=link.name), name)


def slider(link: SlotLink, name: str, words: str = "", *, width: int = 140) -> Slider:
    """A slider of a parameter."""
    return link.bind(Slider(link.quantity(name, words), width=width, where=link.name), name)


def told(link: SlotLink, name: str) -> str:
    """What a parameter without a range does, and what it is at first."""
    param = link.params[name]
    default = ("off", "on")[param.default >= 0.5] if param.scale == "switch" else dict(choices(link, name))[str(round(param.default))]
    return f"{param.help} Default: {default}."


def switch(link: SlotLink, name: str, words: str = "") -> Switch:
    """A switch of a parameter, with its words beside it."""
    quantity = link.quantity(name, words if words != "-" else "")
    made = Switch(quantity.name, words=quantity.name if words != "-" else "", where=link.name, help=told(link, name))
    link.bind(AsNumber(made), name)
    return made


def word_toggle(link: SlotLink, name: str, words: str) -> Toggle:
    """A switch of a parameter as a button with a word."""
    made = Toggle(Kind(words, words, "lit_accent", help=told(link, name)), where=link.name, height=24)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    link.bind(AsNumber(made), name)
    return made


def choices(link: SlotLink, name: str) -> list[tuple[str, str]]:
    """Keys and words of a parameter's choices."""
    spoken = [SHORT.get(words) or words[:1].upper() + words[1:] for words in link.params[name].choices]
    return [(str(index), f"−{words[1:]}" if words.startswith("-") else words) for index, words in enumerate(spoken)]


def menu(link: SlotLink, name: str, words: str = "", *, width: int = 120) -> MenuButton:
    """A menu of a parameter's choices."""
    made = MenuButton(link.quantity(name, words).name, choices(link, name), width=width, where=link.name)
    made.help = told(link, name)
    link.bind(AsNumber(made), name)
    return made


def segments(link: SlotLink, name: str, words: str = "", *, face: Face = "joined") -> Segmented:
    """A parameter's choices side by side."""
    made = Segmented(link.quantity(name, words).name, choices(link, name), face=face, where=link.name)
    made.help = told(link, name)
    link.bind(AsNumber(made), name)
    return made


class Shelf(QWidget):
    """Controls side by side, evenly spaced, in as few rows as fit."""

    def __init__(self, controls: Sequence[QWidget], *, gap: int = 6, least_gap: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controls = list(controls)
        self._gap, self._least = gap, least_gap
        for control in self.controls:
            control.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> list[QWidget]:
        """The controls that are not hidden."""
        return [control for control in self.controls if not control.isHidden()]

    def arrange(self) -> None:
        """Place them anew: another one is hidden."""
        self.updateGeometry()
        self._place()

    def _cell(self) -> QSize:
        hints = [control.sizeHint() for control in self.shown]
        return QSize(max((hint.width() for hint in hints), default=0), max((hint.height() for hint in hints), default=0))

    def _rows(self, width: int) -> int:
        each = self._cell().width() + px(self._least)
        columns = max(1, width // max(each, 1))
        return max(1, math.ceil(len(self.shown) / columns))

    def sizeHint(self) -> QSize:
        cell = self._cell()
        return QSize((cell.width() + px(self._gap)) * len(self.shown), cell.height())

    def minimumSizeHint(self) -> QSize:
        cell = self._cell()
        return QSize(cell.width() * min(len(self.controls), 2), cell.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        return rows * self._cell().height() + (rows - 1) * px(self._gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        cell, rows = self._cell(), self._rows(self.width())
        columns = math.ceil(len(self.shown) / rows)
        step = min(self.width() / max(columns, 1), cell.width() + px(30))
        for at, control in enumerate(self.shown):
            row, column = divmod(at, columns)
            hint = control.sizeHint()
            x = column * step + (step - hint.width()) / 2
            control.setGeometry(round(x), row * (cell.height() + px(self._gap)), hint.width(), hint.height())
        if self.height() != self.heightForWidth(self.width()):
            self.setFixedHeight(self.heightForWidth(self.width()))
