"""Icons: painted paths in a box of 16, strokes of 1.5 with round ends, tinted when they are drawn.

An icon is a line of `assets/icons.txt`: two lists of outlines, stroked and filled, in the small notation explained there.
"""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap

from daw.resources import assets_folder
from daw.ui.metrics import px
from daw.ui.theme import pen

BOX = 16.0
STROKE = 1.5


def _read(path: Path) -> dict[str, tuple[str, str]]:
    """The outlines by name, (stroked, filled), of a file with one icon a line."""
    rows = [line.split("|") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {name.strip(): (stroked.strip(), filled.strip()) for name, stroked, filled in rows}


ICONS = _read(assets_folder() / "icons.txt")


def _tokens(text: str) -> Iterator[tuple[str, list[float]]]:
    for letter, numbers in re.findall(r"([A-Z])([^A-Z]*)", text):
        yield letter, [float(number) for number in numbers.split()]


def outline(text: str) -> QPainterPath:
    """The path a line of the notation describes, in the box of 16."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for letter, n in _tokens(text):
        _add(path, letter, n)
    return path


def _add(path: QPainterPath, letter: str, n: list[float]) -> None:
    here = path.currentPosition()
    match letter:
        case "M":
            path.moveTo(n[0], n[1])
        case "L":
            path.lineTo(n[0], n[1])
        case "H":
            path.lineTo(n[0], here.y())
        case "V":
            path.lineTo(here.x(), n[0])
        case "C":
            path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
        case "Z":
            path.closeSubpath()
        case "O":
            path.addEllipse(QPointF(n[0], n[1]), n[2], n[2])
        case "R":
            path.addRoundedRect(QRectF(n[0], n[1], n[2], n[3]), n[4], n[4])
        case "A" | "J":
            square = QRectF(n[0] - n[2], n[1] - n[2], 2 * n[2], 2 * n[2])
            if letter == "A":
                path.arcMoveTo(square, n[3])
            path.arcTo(square, n[3], n[4])
        case _:
            raise ValueError(f"No such sign in an icon: {letter}")


@functools.cache
def _outlines(name: str) -> tuple[QPainterPath, QPainterPath]:
    stroked, filled = ICONS[name]
    return outline(stroked), outline(filled)


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon centred in `rect`, as large as fits, in one colour."""
    stroked, filled = _outlines(name)
    size = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2)
    painter.scale(size / BOX, size / BOX)
    if not stroked.isEmpty():
        painter.strokePath(stroked, pen(color, STROKE if size > 11 else STROKE * 1.1))
    if not filled.isEmpty():
        painter.fillPath(filled, color)
    painter.restore()


def pixmap(name: str, color: QColor, size: float = BOX, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture, `size` at 100 % scale; `ratio` is the screen's pixels per device-independent pixel."""
    side = px(size)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(0, 0, side, side), color)
    painter.end()
    return picture


def icon(name: str, color: QColor, size: float = BOX) -> QIcon:
    """An icon for a menu or a stock button, sharp on screens of one and two pixels per point."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(pixmap(name, color, size, ratio))
    return result
