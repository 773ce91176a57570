"""A slim horizontal slider, as in a track's header."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import px, pxf
from daw.ui.quantity import Quantity
from daw.ui.theme import Theme, mix, pen
from daw.ui.widgets.control import Control
from daw.ui.widgets.shapes import NO_PEN, fill_rounded

KNOB, GROOVE = 4.8, 4.0  # radius and thickness


class Slider(Control):
    """color : of the filled part; None is the accent.  mark : a value with a small tick (0 dB)."""

    sideways = True
    ring_radius = 8

    def __init__(
        self,
        quantity: Quantity,
        *,
        color: QColor | None = None,
        mark: float | None = None,
        width: int = 96,
        where: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(quantity, where=where, parent=parent)
        self._color, self._mark, self._width = color, mark, width
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_color(self, color: QColor | None) -> None:
        """Another colour of the filled part."""
        self._color = color
        self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(self._width), px(20)

    def _x(self, value: float) -> float:
        margin = pxf(KNOB + 1)
        return margin + self.quantity.travel(value) * (self.width() - 2 * margin)

    def ring_rect(self) -> QRectF:
        side = pxf(2 * KNOB + 7)
        return QRectF(self._x(self.value) - side / 2, (self.height() - side) / 2, side, side)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        middle, thick, margin = self.height() / 2, pxf(GROOVE), pxf(KNOB + 1)
        groove = QRectF(margin, middle - thick / 2, self.width() - 2 * margin, thick)
        fill_rounded(painter, groove, GROOVE / 2, theme.veil, theme.border if theme.borders else None)
        x = self._x(self.value)
        start = self._x(self.quantity.centre) if self.quantity.bipolar else groove.left()
        color = self._color or theme.accent
        if not self.mixed and abs(x - start) > 0.5:
            fill_rounded(painter, QRectF(min(x, start), groove.top(), abs(x - start), thick), GROOVE / 2, mix(theme.panel, color, 0.7))
        if self._mark is not None:
            place = self._x(self._mark)
            painter.setPen(pen(theme.border, pxf(1)))
            painter.drawLine(QPointF(place, middle - pxf(5)), QPointF(place, middle + pxf(5)))
        if self.mixed:
            return
        painter.setPen(NO_PEN)
        painter.setBrush(theme.panel)
        painter.drawEllipse(QPointF(x, middle), pxf(KNOB + 1), pxf(KNOB + 1))
        painter.setBrush(theme.mute if self.automated else theme.fg if self.hovered else theme.text)
        painter.drawEllipse(QPointF(x, middle), pxf(KNOB), pxf(KNOB))
