"""What the two cuts of an effect leave of the sound: a small curve with a handle for each."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from daw.ui.editors.picture import grid_color, paint_plate, polygon, under, upright_line
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.handle import HandlePicture
from daw.ui.metrics import px, pxf
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.shapes import NO_PEN

LOW_HZ, HIGH_HZ = 20.0, 20000.0
BOTTOM_DB, TOP_DB = -18.0, 4.0
POINTS = 80
NAMES = {"low": "low_cut_hz", "high": "high_cut_hz"}


class CutCurve(HandlePicture):
    """Handles: "low" and "high", at the corner of each cut.  Both are filters of first order, as in the effects."""

    def __init__(self, link: SlotLink, name: str) -> None:
        super().__init__(link, name, "low", least=(150, 64))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFixedWidth(px(168))

    def _x(self, freq_hz: float) -> float:
        inset = pxf(7)
        return inset + math.log(freq_hz / LOW_HZ) / math.log(HIGH_HZ / LOW_HZ) * (self.width() - 2 * inset)

    def _freq_hz(self, x: float) -> float:
        inset = pxf(7)
        return LOW_HZ * (HIGH_HZ / LOW_HZ) ** ((x - inset) / (self.width() - 2 * inset))

    def _y(self, level_db: float) -> float:
        return (TOP_DB - max(level_db, BOTTOM_DB)) / (TOP_DB - BOTTOM_DB) * self.height()

    def _level_db(self, freq_hz: float) -> float:
        low, high = (self.link.value(name) for name in NAMES.values())
        power = 1.0 if low <= self.link.params[NAMES["low"]].low else 1.0 / (1.0 + (low / freq_hz) ** 2)
        power /= 1.0 if high >= self.link.params[NAMES["high"]].high else 1.0 + (freq_hz / high) ** 2
        return 10.0 * math.log10(max(power, 1e-6))

    def handles(self) -> dict[str, QPointF]:
        places = {name: self.link.value(parameter) for name, parameter in NAMES.items()}
        return {name: QPointF(self._x(freq_hz), self._y(self._level_db(freq_hz))) for name, freq_hz in places.items()}

    def defaults(self, name: str) -> tuple[str, ...]:
        return (NAMES[name],)

    def dragged(self, name: str, place: QPointF) -> dict[str, float]:
        return {NAMES[name]: float(f"{self._freq_hz(place.x()):.3g}")}

    def stepped(self, name: str, way: QPointF) -> dict[str, float]:
        parameter = NAMES[name]
        return {parameter: self.link.quantity(parameter).stepped(self.link.setting(parameter), way.x() - way.y())}

    def text(self) -> str:
        """For screen readers."""
        return f"low cut {self.link.text(NAMES['low'])}, high cut {self.link.text(NAMES['high'])}"

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        paint_plate(painter, QRectF(self.rect()), theme)
        for hz in (100.0, 1000.0, 10000.0):
            upright_line(painter, grid_color(theme), self._x(hz), 0, self.height())
        freqs = np.geomspace(LOW_HZ, HIGH_HZ, POINTS)
        xs = np.array([self._x(hz) for hz in freqs.tolist()])
        ys = np.array([self._y(self._level_db(hz)) for hz in freqs.tolist()])
        painter.setPen(NO_PEN)
        painter.setBrush(alpha(theme.accent, 0.16))
        painter.drawPolygon(under(xs, ys, self.height() - 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.fg, pxf(1.8)))
        painter.drawPolyline(polygon(xs, ys))

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        for name, at in self.handles().items():
            lit = name in (self.held, self.over) or (self.hasFocus() and name == self.chosen)
            if lit:
                painter.setPen(NO_PEN)
                painter.setBrush(alpha(theme.accent, 0.35))
                painter.drawEllipse(at, pxf(9), pxf(9))
            painter.setPen(pen(theme.canvas, pxf(1.5)))
            painter.setBrush(theme.accent)
            painter.drawEllipse(at, pxf(5), pxf(5))
            self.paint_ring(painter, theme, name, at, pxf(7.5))
