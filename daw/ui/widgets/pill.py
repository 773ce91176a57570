"""Round-ended labels: the engine's state, "Solo", and switches for what is shown."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from daw.ui.metrics import MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import CENTER, LEFT, NO_PEN, draw_text, fill_rounded
from daw.ui.widgets.toggle import TwoState


class Pill(Pressable):
    """Words on a round-ended ground that can be clicked.

    dot : colour name of a dot before the words, or none.  lit : colour name ("lit_solo") of the whole pill, or none
    """

    ring_radius = 12

    def __init__(self, name: str, *, words: str = "", dot: str = "", lit: str = "", help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, help=help, parent=parent)
        self.words, self.dot, self.lit = words or name, dot, lit

    def show_state(self, words: str, *, dot: str = "", lit: str = "") -> None:
        """Other words, dot and fill."""
        if (words, dot, lit) != (self.words, self.dot, self.lit):
            self.words, self.dot, self.lit = words, dot, lit
            self.setAccessibleDescription(words)
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """The words."""
        return self.words

    def natural_size(self) -> tuple[int, int]:
        return round(text_width(self.words, SECONDARY, SEMIBOLD)) + px(24) + (px(12) if self.dot else 0), px(22)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill = getattr(theme, self.lit) if self.lit else theme.hover if self.hovered else theme.gutter
        border = theme.text3 if self.lit and not theme.dark else theme.border if theme.borders else None
        fill_rounded(painter, rect, rect.height() / 2 / pxf(1), fill, border)
        left = pxf(12)
        if self.dot:
            painter.setPen(NO_PEN)
            painter.setBrush(getattr(theme, self.dot))
            painter.drawEllipse(QPointF(left + pxf(2), rect.center().y()), pxf(3.5), pxf(3.5))
            left += pxf(12)
        ink = theme.on_lit if self.lit else theme.text if theme.dark or not self.hovered else theme.fg
        draw_text(painter, rect.adjusted(left, 0, -pxf(8), 0), self.words, SECONDARY, SEMIBOLD if self.lit else MEDIUM, ink, LEFT)


class TogglePill(TwoState):
    """A pill that is on (filled) or off (outlined): Inputs, Inserts, Sends, Narrow."""

    ring_radius = 10

    def natural_size(self) -> tuple[int, int]:
        return max(px(56), round(text_width(self.name, SECONDARY, MEDIUM)) + px(24)), px(20)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        radius = rect.height() / 2 / pxf(1)
        if self.is_on:
            fill_rounded(painter, rect, radius, theme.hover if self.hovered else theme.control, theme.border if theme.borders else None)
        else:
            fill_rounded(
                painter,
                rect,
                radius,
                theme.veil if self.hovered else None,
                theme.edge if theme.dark and not theme.borders else theme.border,
            )
        draw_text(painter, rect, self.name, SECONDARY, MEDIUM, theme.text if self.is_on else theme.text2, CENTER)
