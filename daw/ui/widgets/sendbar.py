"""A send of a strip: its name and level on a bar that is the level."""

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import MEDIUM, SECONDARY, px, pxf, text_width
from daw.ui.quantity import Quantity, split_unit
from daw.ui.theme import Theme, mix
from daw.ui.widgets.control import Control
from daw.ui.widgets.shapes import FIELD_RADIUS, LEFT, RIGHT, draw_text, fill_rounded

LEAST_NAME = 16  # with less room no name is drawn


class SendBar(Control):
    """The quantity's name is the return's.  `set_muted` shows a send that is switched off without losing its level."""

    sideways = True
    ring_radius = FIELD_RADIUS

    def __init__(self, quantity: Quantity, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(quantity, where=where, parent=parent)
        self.muted = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_muted(self, muted: bool) -> None:  # noqa: FBT001  a setter
        """Show the send switched off."""
        self.muted = muted
        self.update()

    def natural_size(self) -> tuple[int, int]:
        room = text_width(self.quantity.name, SECONDARY, MEDIUM) + text_width("−00.0", SECONDARY, MEDIUM) + pxf(19)
        return max(px(74), math.ceil(room)), px(16)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(52), px(16))

    def number_rect(self) -> QRectF:
        width = text_width("−00.0", SECONDARY, MEDIUM) + pxf(5)
        return QRectF(self.width() - width, 0, width, self.height())

    def short_text(self) -> str:
        """The level without its unit: "−4", "−4.5", "off"."""
        number = split_unit(self.text())[0]
        if self.quantity.travel(self.value) == 0.0 and not self.mixed:
            return "off"
        return number.removesuffix(".0")

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        ground = theme.canvas if theme.dark else mix(theme.panel, theme.control, 0.8)
        fill_rounded(
            painter, rect, FIELD_RADIUS, theme.hover if self.hovered and theme.dark else ground, theme.border if theme.borders else None
        )
        at = self.quantity.travel(self.value)
        is_off = at == 0.0 or self.muted
        if at > 0.0 and not self.mixed:
            width = max(at * rect.width(), pxf(2 * FIELD_RADIUS))
            share = 0.14 if self.muted else 0.38
            fill_rounded(
                painter,
                QRectF(0, 0, width, rect.height()),
                FIELD_RADIUS,
                mix(ground, theme.mute if self.automated else theme.accent, share),
            )
        number = self.short_text()
        room = text_width(number, SECONDARY, MEDIUM) + pxf(12)
        color = theme.text3 if is_off else theme.text2
        place = QRectF(pxf(6), 0, rect.width() - pxf(6) - room, rect.height())
        if place.width() >= pxf(LEAST_NAME):  # the tooltip says it where there is no room
            draw_text(painter, place, self.quantity.name, SECONDARY, MEDIUM, color, LEFT)
        draw_text(painter, rect.adjusted(0, 0, -pxf(5), 0), number, SECONDARY, MEDIUM, theme.text3 if is_off else theme.text, RIGHT)
