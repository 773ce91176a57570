"""What every display of an editor is made of: a still ground painted once, what moves over it, and lines from arrays."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import VoidPtr

from daw.ui import theme as themes
from daw.ui.metrics import px, pxf, text_width
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets import accessible
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CARD_RADIUS, LEFT, draw_text, fill_rounded

POINT_BYTES = 16


def polygon(x: np.ndarray, y: np.ndarray) -> QPolygonF:
    """A line through points, copied from arrays in one go."""
    count = len(x)
    line = QPolygonF()
    line.resize(count)
    if count:
        memory: Any = VoidPtr(line.data(), count * POINT_BYTES, True)  # type: ignore[call-arg, arg-type]
        points = np.frombuffer(memory, np.float64).reshape(-1, 2)
        points[:, 0], points[:, 1] = x, y
    return line


def under(x: np.ndarray, y: np.ndarray, base: float) -> QPolygonF:
    """The area between a line and a height."""
    if not len(x):
        return QPolygonF()
    return polygon(np.concatenate((x[:1], x, x[-1:])), np.concatenate(([base], y, [base])))


class Picture(Painted):
    """Subclasses implement `paint_ground` (once per size, theme and scale) and `paint_live`.  `name` is for screen readers."""

    ring_radius = CARD_RADIUS

    def __init__(self, name: str, *, least: tuple[int, int] = (160, 80), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self._least = least
        self._ground: QPixmap | None = None
        self._made_for: object = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        """Draw what stands still."""

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        """Draw what moves."""

    def natural_size(self) -> tuple[int, int]:
        return px(self._least[0]), px(self._least[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(px(self._least[0]), px(self._least[1]))

    def stale(self) -> None:
        """What stands still is another: paint all again."""
        self._ground = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ground = None
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange, QEvent.Type.FontChange):
            self._ground = None
        return super().event(event)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._made_for != (theme, ratio):
            self._ground = QPixmap(QSize(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio)))
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            self._made_for = (theme, ratio)
            still = QPainter(self._ground)
            still.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_ground(still, theme)
            still.end()
        painter.drawPixmap(0, 0, self._ground)
        self.paint_live(painter, theme)


def paint_plate(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The sunken ground of a display."""
    fill_rounded(painter, rect, CARD_RADIUS, theme.canvas, theme.border if theme.borders else None)


def grid_color(theme: Theme, *, strong: bool = False) -> QColor:
    """A line of a display's grid."""
    return alpha(theme.fg, 0.13 if strong else 0.055)


def level_line(painter: QPainter, color: QColor, x1: float, x2: float, y: float, width: float = 1.0) -> None:
    """A lying line on whole pixels."""
    painter.setPen(pen(color, width))
    y = math.floor(y) + 0.5
    painter.drawLine(QPointF(x1, y), QPointF(x2, y))


def upright_line(painter: QPainter, color: QColor, x: float, y1: float, y2: float, width: float = 1.0) -> None:
    """A standing line on whole pixels."""
    painter.setPen(pen(color, width))
    x = math.floor(x) + 0.5
    painter.drawLine(QPointF(x, y1), QPointF(x, y2))


def paint_legend(painter: QPainter, theme: Theme, place: QPointF, items: Sequence[tuple[str, QColor]], tail: str = "") -> QRectF:
    """Words with a dash of colour each, in a pill; returns where.  place : its top left"""
    from daw.ui.metrics import MEDIUM, SECONDARY

    widths = [text_width(words, SECONDARY, MEDIUM) + pxf(36) for words, _ in items]
    width = sum(widths) + (text_width(tail, SECONDARY, MEDIUM) + pxf(18) if tail else 0.0) + pxf(4)
    rect = QRectF(place.x(), place.y(), width, pxf(24))
    fill_rounded(painter, rect, 12, alpha(theme.raised, 0.9))
    x = rect.x() + pxf(13)
    for (words, color), wide in zip(items, widths, strict=True):
        painter.setPen(pen(color, pxf(2.5)))
        painter.drawLine(QPointF(x, rect.center().y()), QPointF(x + pxf(9), rect.center().y()))
        draw_text(painter, QRectF(x + pxf(16), rect.y(), wide, rect.height()), words, SECONDARY, MEDIUM, theme.text2, LEFT)
        x += wide
    if tail:
        draw_text(painter, QRectF(x + pxf(4), rect.y(), rect.right() - x, rect.height()), tail, SECONDARY, MEDIUM, theme.text3, LEFT)
    return rect


def theme_now() -> Theme:
    """The theme in use."""
    return themes.current()
