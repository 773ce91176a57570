"""A number in a sunken field, with its unit at the right; dragged up and down, or typed."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import BODY, MARKS, MEDIUM, font_metrics, px, pxf, text_width
from daw.ui.quantity import Quantity, split_unit
from daw.ui.theme import Theme
from daw.ui.widgets.control import Control
from daw.ui.widgets.shapes import FIELD_RADIUS, LEFT, RIGHT, draw_text, paint_field


@dataclass(frozen=True)
class Figures:
    """How the number is written.  align : LEFT, CENTER or RIGHT of shapes.  with_unit : the unit stands at the right, small."""

    size: float = BODY
    weight: int = MEDIUM
    align: Qt.AlignmentFlag = LEFT
    with_unit: bool = True


PLAIN = Figures()


class NumberField(Control):
    """flat : no field behind the number (counters)."""

    ring_radius = FIELD_RADIUS
    accessible_role = QAccessible.Role.SpinBox

    def __init__(
        self,
        quantity: Quantity,
        *,
        figures: Figures = PLAIN,
        flat: bool = False,
        width: int = 80,
        height: int = 24,
        where: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(quantity, where=where, parent=parent)
        self._figures, self._flat = figures, flat
        self._width, self._height = width, height
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def natural_size(self) -> tuple[int, int]:
        return max(px(self._width), round(self._needed())), px(self._height)

    def _needed(self) -> float:
        """Room for the widest of the numbers at both ends and the present one."""
        texts = [self.quantity.format(self.quantity.low), self.quantity.format(self.quantity.high), self.text()]
        return max(self._text_room(text) for text in texts) + pxf(4.0 if self._flat else 14.0)

    def _text_room(self, text: str) -> float:
        number, unit = split_unit(text)
        unit_room = text_width(unit, MARKS, MEDIUM) + pxf(6) if unit and self._figures.with_unit else 0.0
        return font_metrics(self._figures.size, self._figures.weight).horizontalAdvance(number) + unit_room

    def number_rect(self) -> QRectF:
        return QRectF(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.type_value()
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if not self._flat:
            paint_field(painter, rect, theme)
        number, unit = split_unit(self.text())
        margin = pxf(2.0 if self._flat else 7.0)
        inside = rect.adjusted(margin, 0, -margin, 0)
        if unit and self._figures.with_unit:
            draw_text(painter, inside, unit, MARKS, MEDIUM, theme.text3, RIGHT)
            inside.setRight(inside.right() - text_width(unit, MARKS, MEDIUM) - pxf(4))
        color = theme.mute if self.automated else theme.fg if self._flat and self.hovered else theme.text
        draw_text(painter, inside, number, self._figures.size, self._figures.weight, color, self._figures.align)
