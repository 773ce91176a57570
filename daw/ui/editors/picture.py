"""What every display of an editor is made of: a still ground painted once, what moves over it, and lines from arrays."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QPixmap, QPolygonF, QResizeEvent
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


def _premultiplied(color: QColor) -> np.ndarray:
    """A colour as the four bytes of a picture's pixel, blue first."""
    share = color.alphaF()
    return np.array([color.blue() * share, color.green() * share, color.red() * share, 255.0 * share])


def paint_area(painter: QPainter, rect: QRectF, ys: np.ndarray, top: QColor, bottom: QColor | None = None, *, hangs: bool = False) -> None:
    """Fill a rectangle below a line (or above it, if it `hangs`), fading from one colour at its top to another at its bottom.

    ys : of the line, evenly spaced from left to right.  Qt takes a hundred times as long to fill a jagged outline as to draw a picture.
    """
    width, height = math.ceil(rect.width()), math.ceil(rect.height())
    if width < 1 or height < 1 or not len(ys):
        return
    line = np.interp(np.linspace(0.0, len(ys) - 1.0, width), np.arange(len(ys)), ys - rect.top())
    first = 0 if hangs else min(max(int(line.min()), 0), height - 1)
    last = min(max(int(line.max()) + 1, 1), height) if hangs else height
    share = ((np.arange(first, last) + 0.5) / height)[:, None]
    colors = (_premultiplied(top) * (1.0 - share) + _premultiplied(bottom or top) * share).round().astype(np.uint8).view(np.uint32)
    rows, edge = np.arange(first, last, dtype=np.int16)[:, None], np.ceil(np.clip(line, -1.0, height + 1.0)).astype(np.int16)
    pixels = (rows < edge if hangs else rows >= edge) * colors  # short whole numbers: three times as fast
    image = QImage(pixels.data, width, last - first, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(QPointF(rect.left(), rect.top() + first), image)


def paint_trace(painter: QPainter, color: QColor, x: np.ndarray, y: np.ndarray, *, thick: bool = False) -> None:
    """Draw a jagged line, opaque and one pixel wide, or three such lines: any other pen makes Qt stroke it a hundred times slower."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(color, 1.0))
    painter.drawPolyline(polygon(x, y))
    for lower in (0.7, 1.4) if thick else ():
        painter.drawPolyline(polygon(x, y + lower))


class Picture(Painted):
    """Subclasses implement `paint_ground` (once per size, theme and scale) and `paint_live`.  `name` is for screen readers."""

    ring_radius = CARD_RADIUS
    accessible_role = QAccessible.Role.Graphic

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
    if width <= 1.0:
        painter.fillRect(round(x1), math.floor(y), round(x2 - x1), 1, color)  # in whole numbers: three times as fast
        return
    painter.setPen(pen(color, width))
    y = math.floor(y) + 0.5
    painter.drawLine(QPointF(x1, y), QPointF(x2, y))


def upright_line(painter: QPainter, color: QColor, x: float, y1: float, y2: float, width: float = 1.0) -> None:
    """A standing line on whole pixels."""
    if width <= 1.0:
        painter.fillRect(math.floor(x), round(y1), 1, round(y2 - y1), color)
        return
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
