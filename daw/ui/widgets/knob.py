"""A round knob: an arc from its start (or its centre) to its value, and a pointer; alone, or with its name and its number."""

import math
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible, QColor, QPainter
from PySide6.QtWidgets import QWidget

from daw.ui import theme as themes
from daw.ui.metrics import BODY, BOLD, MARKS, MEDIUM, SECONDARY, SEMIBOLD, font_metrics, px, pxf, text_width
from daw.ui.quantity import Quantity, split_unit
from daw.ui.theme import Theme, pen
from daw.ui.widgets.control import Control
from daw.ui.widgets.shapes import CENTER, LEFT, NO_PEN, draw_text

START, SWEEP = 225.0, -270.0  # degrees, anticlockwise from the right: the arc goes from lower left to lower right
Number = Literal["none", "right", "below", "stacked"]


class Knob(Control):
    """radius : of the knob at 100 % scale (11 in strips, 17 in editors)
    number : where the value stands: nowhere, to the right, below on one line, or below with its unit on a line of its own
    titled : the name stands above
    color : of the arc; None is the accent of the theme
    """

    accessible_role = QAccessible.Role.Dial

    def __init__(
        self,
        quantity: Quantity,
        *,
        radius: float = 17,
        number: Number = "below",
        titled: bool = True,
        color: QColor | None = None,
        where: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(quantity, where=where, parent=parent)
        self.ring_radius = radius + 4
        self._radius, self._number, self._titled, self._color = radius, number, titled, color

    def set_color(self, color: QColor | None) -> None:
        """Another colour of the arc; None is the accent."""
        self._color = color
        self.update()

    # measures

    def natural_size(self) -> tuple[int, int]:
        side = self._side()
        if self._number == "right":
            return side + px(3) + self._widest(SECONDARY, MEDIUM), side
        height = side + (px(16) if self._titled else 0)
        height += {"none": 0, "below": px(18), "stacked": px(30)}[self._number]
        widest = self._widest(BODY, SEMIBOLD) if self._number != "none" else 0
        title = round(text_width(self.quantity.name, SECONDARY, MEDIUM)) if self._titled else 0
        return max(side, widest, title) + px(4), height

    def _side(self) -> int:
        """Side of the square the dial and its focus ring lie in."""
        return px(2 * self._radius + 8)

    def ring_rect(self) -> QRectF:
        circle, grown = self._circle(), self._side() / 2 - pxf(self._radius - 1)
        return circle.adjusted(-grown, -grown, grown, grown)

    def _widest(self, size: float, weight: int) -> int:
        """Room for the numbers at both ends and in the middle, so that the layout never moves while the knob does."""
        ends = [self.quantity.format(self.quantity.value(at)) for at in (0.0, 0.03, 0.5, 0.97, 1.0)]
        return math.ceil(max(text_width(end, size, weight) for end in ends))

    def _circle(self) -> QRectF:
        """The square around the arc's middle line."""
        radius = pxf(self._radius) - pxf(1.0)
        side = self._side()
        x = side / 2 if self._number == "right" else self.width() / 2
        y = (px(16) if self._titled else 0) + side / 2
        return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)

    def number_rect(self) -> QRectF:
        side = self._side()
        if self._number == "right":
            return QRectF(side, 0, self.width() - side, self.height())
        if self._number == "none":
            return QRectF()
        top = side + (px(16) if self._titled else 0)
        return QRectF(0, top, self.width(), px(16))

    # paint

    def paint(self, painter: QPainter, theme: Theme) -> None:
        circle = self._circle()
        width = pxf(3.0 if self._radius > 12 else 2.5)
        painter.setPen(pen(theme.hover, width))
        painter.drawArc(circle, round(START * 16), round(SWEEP * 16))
        self._paint_value(painter, theme, circle, width)
        self._paint_face(painter, theme, circle)
        if self._titled:
            draw_text(painter, QRectF(0, 0, self.width(), px(16)), self.quantity.name, SECONDARY, MEDIUM, theme.text3, CENTER)
        if self._number != "none":
            self._paint_number(painter, theme)

    def _paint_value(self, painter: QPainter, theme: Theme, circle: QRectF, width: float) -> None:
        at = self.quantity.travel(self.value)
        start = self.quantity.travel(self.quantity.centre) if self.quantity.bipolar else 0.0
        color = self._color or theme.accent
        if abs(at - start) > 1e-4 and not self.mixed:
            painter.setPen(pen(color, width))
            painter.drawArc(circle, round((START + SWEEP * start) * 16), round(SWEEP * (at - start) * 16))
        if self.quantity.bipolar:  # a mark at the centre, reaching out of the arc
            middle, radius = circle.center(), circle.width() / 2
            turn = math.radians(START + SWEEP * start)
            way = QPointF(math.cos(turn), -math.sin(turn))
            painter.setPen(pen(theme.text3, pxf(1.25)))
            painter.drawLine(middle + way * (radius - pxf(2.0)), middle + way * (radius + pxf(2.0)))
        if self.automated:
            painter.setPen(pen(theme.mute, pxf(1.5)))
            ring = pxf(2.2)
            painter.drawEllipse(circle.adjusted(-ring, -ring, ring, ring))

    def _paint_face(self, painter: QPainter, theme: Theme, circle: QRectF) -> None:
        middle, radius = circle.center(), circle.width() / 2
        face = radius - pxf(3.2 if self._radius > 12 else 2.6)
        painter.setPen(pen(theme.border, pxf(1.0)) if theme.borders else NO_PEN)
        painter.setBrush(theme.hover if self.hovered else themes.mix(theme.control, theme.hover, 0.5))
        painter.drawEllipse(middle, face, face)
        if self.mixed:
            return
        turn = math.radians(START + SWEEP * self.quantity.travel(self.value))
        way = QPointF(math.cos(turn), -math.sin(turn))
        painter.setPen(pen(theme.text, pxf(2.0 if self._radius > 12 else 1.75)))
        painter.drawLine(middle + way * face * 0.38, middle + way * face * 0.88)

    def _paint_number(self, painter: QPainter, theme: Theme) -> None:
        rect = self.number_rect()
        number, unit = split_unit(self.text())
        if self._number == "right":
            draw_text(painter, rect, self.text(), SECONDARY, MEDIUM, theme.text2, LEFT)
            return
        if self._number == "stacked":
            draw_text(painter, rect, number, BODY, BOLD, theme.text, CENTER)
            below = rect.translated(0, px(13))
            draw_text(painter, below, unit or self.quantity.name, MARKS, MEDIUM, theme.text3, CENTER)
            return
        wide = font_metrics(BODY, SEMIBOLD).horizontalAdvance(number)
        small = text_width(unit, MARKS, MEDIUM) if unit else 0.0
        gap = pxf(4.0) if unit else 0.0
        x = rect.center().x() - (wide + gap + small) / 2
        draw_text(painter, QRectF(x, rect.y(), wide + 1, rect.height()), number, BODY, SEMIBOLD, theme.text, LEFT)
        if unit:
            place = QRectF(x + wide + gap, rect.y() + pxf(0.5), small + 1, rect.height())
            draw_text(painter, place, unit, MARKS, MEDIUM, theme.text3, LEFT)
