"""Two-state buttons: R, M, S, headphones, and words such as Mono; switches; check boxes.  They show a bool and report a hand."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, BOLD, MEDIUM, SECONDARY, px, pxf, text_width
from daw.ui.theme import Theme, mix, pen
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, CENTER, LEFT, NO_PEN, draw_text, fill_rounded, paint_face, paint_lit


class Kind(NamedTuple):
    """What a toggle says and how it lights."""

    words: str  # a letter, a word, or "icon:<name>"
    name: str
    lit: str = "lit_accent"  # colour name; "tint:<name>" tints the face and draws in that colour
    key: str = ""
    help: str = ""


ARM = Kind("R", "Record arm", "lit_rec", "A", "Click arms this track only, Ctrl+click adds it.")
MUTE = Kind("M", "Mute", "lit_mute", "M", "Silences it in the mix.")
SOLO = Kind("S", "Solo", "lit_solo", "S", "You hear only what is soloed. Alt+click: only this one.")
ENABLE = Kind("icon:power", "On", "tint:play", help="Off passes the sound through unchanged.")
MONITOR = Kind("icon:headphones", "Hear yourself", "lit_accent", "I", "Sends the live input to your headphones.")


class TwoState(Pressable):
    """A bool: `moved(value, gesture)` on a plain click; a click with Ctrl or Alt is left to whoever listens to `clicked(modifiers)`."""

    moved = Signal(bool, object)
    accessible_role = QAccessible.Role.CheckBox

    def __init__(self, name: str, *, where: str = "", help: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, where=where, help=help, key=key, parent=parent)
        self.is_on: bool = False

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.is_on

    def set_value(self, value: bool) -> None:  # noqa: FBT001  a setter
        """Show on or off.  Reports nothing."""
        if value != self.is_on:
            self.is_on = value
            self.update()
            if QAccessible.isActive():
                state = QAccessible.State()
                state.checked = True
                QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, state))

    def text(self) -> str:
        """The state in words."""
        return "on" if self.is_on else "off"

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        if not modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            self.set_value(not self.is_on)
            self.moved.emit(self.is_on, Gesture(self.name))
        self.clicked.emit(modifiers)


class Toggle(TwoState):
    """`set_dimmed` pales it without changing it: a track silenced by another's solo."""

    def __init__(self, kind: Kind, *, where: str = "", width: int = 22, height: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(kind.name, where=where, help=kind.help, key=kind.key, parent=parent)
        self.kind, self.dimmed = kind, False
        self._width, self._height = width, height
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_dimmed(self, dimmed: bool) -> None:  # noqa: FBT001  a setter
        """Pale or not."""
        if dimmed != self.dimmed:
            self.dimmed = dimmed
            self.update()

    def natural_size(self) -> tuple[int, int]:
        words = 0.0 if self.kind.words.startswith("icon:") else text_width(self.kind.words, SECONDARY, BOLD) + px(10)
        return max(px(self._width), round(words)), px(self._height)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.is_on and self.kind.lit.startswith("tint:"):
            ink = getattr(theme, self.kind.lit[5:])
            fill_rounded(painter, rect, BUTTON_RADIUS, mix(theme.panel, ink, 0.28), ink if theme.borders else None)
        elif self.is_on:
            paint_lit(painter, rect, theme, getattr(theme, self.kind.lit))
            ink = theme.on_accent if self.kind.lit == "lit_accent" else theme.on_lit
        else:
            paint_face(painter, rect, theme, hovered=self.hovered, pressed=self.is_down)
            ink = theme.text2
        if self.dimmed and not self.is_on:
            painter.setOpacity(0.4)
        if self.kind.words.startswith("icon:"):
            side = pxf(14)
            paint_icon(painter, self.kind.words[5:], QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side), ink)
        else:
            draw_text(painter, rect, self.kind.words, SECONDARY, BOLD, ink, CENTER)
        painter.setOpacity(1.0)


class Switch(TwoState):
    """A small sliding switch, with its words to the right if it has any."""

    ring_radius = 8

    def __init__(self, name: str, *, words: str = "", where: str = "", help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, where=where, help=help, parent=parent)
        self.words = words

    def natural_size(self) -> tuple[int, int]:
        return px(32) + (round(text_width(self.words, BODY, MEDIUM)) + px(10) if self.words else 0), px(20)

    def ring_rect(self) -> QRectF:
        return QRectF(0, 0, px(32), self.height())

    def paint(self, painter: QPainter, theme: Theme) -> None:
        width, height = pxf(28), pxf(15)
        pill = QRectF(pxf(2), (self.height() - height) / 2, width, height)
        if self.is_on:
            fill_rounded(painter, pill, 7.5, theme.lit_play, None if theme.dark else theme.text3)
        else:
            fill_rounded(
                painter,
                pill,
                7.5,
                theme.hover if self.hovered else theme.control,
                None if theme.dark and not theme.borders else theme.border,
            )
        radius = pxf(5)
        x = pill.right() - radius - pxf(2.5) if self.is_on else pill.left() + radius + pxf(2.5)
        painter.setPen(NO_PEN)
        painter.setBrush(theme.on_lit if self.is_on else theme.text2)
        painter.drawEllipse(QPointF(x, pill.center().y()), radius, radius)
        if self.words:
            place = QRectF(px(32) + px(8), 0, self.width() - px(40), self.height())
            draw_text(painter, place, self.words, BODY, MEDIUM, theme.text, LEFT)


class Check(TwoState):
    """A check box with its words."""

    def __init__(self, words: str, *, help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, help=help, parent=parent)
        self.words = words

    def natural_size(self) -> tuple[int, int]:
        return round(text_width(self.words, BODY, MEDIUM)) + px(32), px(24)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        side = pxf(13)
        box = QRectF(pxf(4), (self.height() - side) / 2, side, side)
        painter.setPen(pen(theme.play if self.is_on else theme.border, pxf(1.4)))
        painter.setBrush(theme.hover if self.hovered else theme.field)
        painter.drawRoundedRect(box, pxf(3), pxf(3))
        if self.is_on:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), theme.play)
        place = QRectF(px(26), 0, self.width() - px(28), self.height())
        draw_text(painter, place, self.words, BODY, MEDIUM, theme.fg if self.hovered else theme.text, LEFT)
