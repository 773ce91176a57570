"""The fader of a strip: a cap with a fine line in the track's colour, on a slot with ticks."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import px, pxf
from daw.ui.quantity import FADER_LAW, Quantity, fader
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.control import Control
from daw.ui.widgets.shapes import NO_PEN

CAP_WIDTH, CAP_HEIGHT, SLOT_WIDTH = 22, 18, 3
MARGIN = 4  # round the cap, for the focus ring
TICKS = tuple((level_db, travel) for level_db, travel in FADER_LAW if level_db >= -60.0)


class Fader(Control):
    """color : of the line on the cap; None is the foreground.  It grows in height; `travel_y` says where a value stands."""

    def __init__(
        self, quantity: Quantity | None = None, *, color: QColor | None = None, where: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(quantity or fader(), where=where, parent=parent)
        self._color = color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._cap_gradient: tuple[str, float, QLinearGradient] | None = None

    def set_color(self, color: QColor | None) -> None:
        """Another colour of the line on the cap."""
        self._color = color
        self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(CAP_WIDTH + 2 * MARGIN), px(120)

    def drag_length(self) -> float:
        return max(super().drag_length(), self._way())

    def _way(self) -> float:
        return self.height() - pxf(CAP_HEIGHT + 2 * MARGIN)

    def travel_y(self, travel: float) -> float:
        """Where on the widget's height a place of the cap, 0 … 1, is."""
        return pxf(CAP_HEIGHT / 2 + MARGIN) + (1.0 - travel) * self._way()

    def _cap(self) -> QRectF:
        y = self.travel_y(self.quantity.travel(self.value))
        width, height = pxf(CAP_WIDTH), pxf(CAP_HEIGHT)
        return QRectF((self.width() - width) / 2, round(y - height / 2), width, height)

    def ring_rect(self) -> QRectF:
        grown = pxf(3.5)
        return self._cap().adjusted(-grown, -grown, grown, grown)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        self._paint_slot(painter, theme)
        cap = self._cap()
        painter.setPen(NO_PEN)
        painter.setBrush(alpha(theme.cap_shadow, 0.35))
        painter.drawRoundedRect(cap.translated(0, pxf(1.2)), pxf(4), pxf(4))
        painter.setBrush(self._gradient(theme))
        painter.setBrushOrigin(cap.topLeft())
        if theme.borders or self.hovered:
            painter.setPen(pen(theme.border, pxf(1.0)))
        painter.drawRoundedRect(cap, pxf(4), pxf(4))
        if self.mixed:
            return
        painter.setPen(NO_PEN)
        line = pxf(1.6)
        middle = cap.center().y()
        painter.fillRect(QRectF(cap.left(), middle - line / 2 - pxf(1), cap.width(), line + pxf(2)), alpha(theme.shade, 0.25))
        painter.fillRect(QRectF(cap.left(), middle - line / 2, cap.width(), line), self._color or theme.fg)
        if self.automated:
            grown = pxf(1.5)
            painter.setPen(pen(theme.mute, pxf(1.5)))
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.drawRoundedRect(cap.adjusted(-grown, -grown, grown, grown), pxf(5), pxf(5))

    def _paint_slot(self, painter: QPainter, theme: Theme) -> None:
        x, width, half = self.width() / 2, pxf(SLOT_WIDTH), pxf(CAP_WIDTH) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for level_db, travel in TICKS if self.quantity.law == "fader" else ():
            painter.setPen(pen(theme.text3 if level_db == 0.0 else theme.hover if level_db > 0.0 else theme.control, px(1)))
            y = round(self.travel_y(travel))
            painter.drawLine(QPointF(round(x - half), y), QPointF(round(x + half) - 1, y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(NO_PEN)
        painter.setBrush(theme.line)
        top = self.travel_y(1.0)
        painter.drawRoundedRect(QRectF(x - width / 2, top, width, self.travel_y(0.0) - top), width / 2, width / 2)

    def _gradient(self, theme: Theme) -> QLinearGradient:
        """From the top of the cap to its bottom, made once per theme and scale."""
        height = pxf(CAP_HEIGHT)
        if self._cap_gradient is None or self._cap_gradient[:2] != (theme.name, height):
            gradient = QLinearGradient(0.0, 0.0, 0.0, height)
            gradient.setColorAt(0.0, theme.cap_top)
            gradient.setColorAt(1.0, theme.cap_bottom)
            self._cap_gradient = (theme.name, height, gradient)
        return self._cap_gradient[2]
