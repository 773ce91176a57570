"""Cursors that the system does not have: scissors, a cross for drawing."""

import functools

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPixmap

from daw.ui.icons import paint_icon

SIDE = 24


def _painted(icon: str, hot: int) -> QCursor:
    """An icon as a cursor: light with a dark line round it, so that it shows on every ground."""
    picture = QPixmap(SIDE * 2, SIDE * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        paint_icon(painter, icon, QRectF(4 + dx, 4 + dy, 16, 16), QColor("#0D0F12"))
    paint_icon(painter, icon, QRectF(4, 4, 16, 16), QColor("#FFFFFF"))
    painter.end()
    return QCursor(picture, hot, hot)


@functools.cache
def scissors() -> QCursor:
    """Cuts where its middle is."""
    return _painted("scissors", SIDE // 2)


@functools.cache
def pencil() -> QCursor:
    """Draws."""
    return QCursor(Qt.CursorShape.CrossCursor)
