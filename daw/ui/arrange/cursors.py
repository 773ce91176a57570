"""Cursors that systems do not have: scissors, stretching, slipping.  Painted for screens of one and two pixels a point."""

import functools

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPixmap

from daw.ui.icons import outline, paint_icon
from daw.ui.theme import pen

SIDE = 24
LIGHT, DARK = QColor("#FFFFFF"), QColor("#0D0F12")


def _pixmap(ratio: float) -> QPixmap:
    picture = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


@functools.cache
def _of_icon(icon: str, ratio: float) -> QCursor:
    """An icon as a cursor: light with a dark line round it, so that it shows on every ground."""
    picture = _pixmap(ratio)
    painter = QPainter(picture)
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        paint_icon(painter, icon, QRectF(4 + dx, 4 + dy, 16, 16), DARK)
    paint_icon(painter, icon, QRectF(4, 4, 16, 16), LIGHT)
    painter.end()
    return QCursor(picture, SIDE // 2, SIDE // 2)


@functools.cache
def _of_shape(shape: str, ratio: float) -> QCursor:
    """A filled outline, in the notation of the icons, as a cursor."""
    picture = _pixmap(ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath(outline(shape)).translated(QPointF(4, 4))
    painter.strokePath(path, pen(DARK, 2.4))
    painter.fillPath(path, LIGHT)
    painter.end()
    return QCursor(picture, SIDE // 2, SIDE // 2)


STRETCH = "M -1.5 8 L 3 3.8 V 6.6 H 13 V 3.8 L 17.5 8 L 13 12.2 V 9.4 H 3 V 12.2 Z M 7 1 H 9 V 4.6 H 7 Z M 7 11.4 H 9 V 15 H 7 Z"
SLIP = "M 0 8 L 4 4.4 V 6.9 H 12 V 4.4 L 16 8 L 12 11.6 V 9.1 H 4 V 11.6 Z M -2.2 2 H -0.8 V 14 H -2.2 Z M 16.8 2 H 18.2 V 14 H 16.8 Z"


def _known(ratio: float) -> float:
    return 1.0 if ratio < 1.25 else 2.0  # the two that are painted


def scissors(ratio: float = 1.0) -> QCursor:
    """Cuts where its middle is.  ratio : the screen's pixels for each point"""
    return _of_icon("scissors", _known(ratio))


def stretch(ratio: float = 1.0) -> QCursor:
    """Stretches the sound: two arrows and what they pull at, so that it is not taken for trimming."""
    return _of_shape(STRETCH, _known(ratio))


def slip(ratio: float = 1.0) -> QCursor:
    """Moves the sound between edges that stay."""
    return _of_shape(SLIP, _known(ratio))
