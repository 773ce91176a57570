"""A widget's picture, kept between paints: only what is out of date is drawn again, and scrolling moves what is there."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

WASTE = 4  # so many times the pixels may be drawn to save a second round
Draw = Callable[[QPainter, QRect], None]  # draws everything inside a rectangle, to which the painter is clipped


class Picture:
    """Coordinates are those of the widget; `ratio` is the screen's pixels for each of them."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pixmap = QPixmap()
        self._size, self._ratio = QSize(), 1.0
        self._stale = QRegion()

    def resize(self, size: QSize, ratio: float) -> None:
        """The widget has another size, or lies on another screen."""
        if (size, ratio) == (self._size, self._ratio):
            return
        self._size, self._ratio = QSize(size), ratio
        self._pixmap = QPixmap(QSize(round(size.width() * ratio), round(size.height() * ratio)))
        self._pixmap.setDevicePixelRatio(ratio)
        self.spoil()

    def spoil(self, rect: QRect | None = None) -> None:
        """What is in a rectangle (None: everything) is out of date."""
        whole = QRect(0, 0, self._size.width(), self._size.height())
        self._stale += whole if rect is None else rect.intersected(whole)

    def shift(self, dx: int, dy: int) -> bool:
        """Move everything by whole pixels; what comes in is out of date.  False if it could not, and all is out of date."""
        width, height = self._size.width(), self._size.height()
        steps = dx * self._ratio, dy * self._ratio
        if abs(dx) >= width or abs(dy) >= height or any(step != round(step) for step in steps):
            self.spoil()
            return False
        self._stale.translate(dx, dy)
        self._pixmap.scroll(round(steps[0]), round(steps[1]), self._pixmap.rect())
        if dx:
            self.spoil(QRect(0 if dx > 0 else width + dx, 0, abs(dx), height))
        if dy:
            self.spoil(QRect(0, 0 if dy > 0 else height + dy, width, abs(dy)))
        return True

    def paint(self, painter: QPainter, exposed: QRect) -> None:
        """Show a rectangle, drawing first what is out of date in it."""
        stale = self._stale.intersected(exposed)
        if not stale.isEmpty():
            self._stale -= stale
            brush = QPainter(self._pixmap)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            for rect in _few(stale):
                brush.setClipRect(rect, Qt.ClipOperation.ReplaceClip)
                self._draw(brush, rect)
            brush.end()
        ratio = self._ratio
        source = QRectF(exposed.x() * ratio, exposed.y() * ratio, exposed.width() * ratio, exposed.height() * ratio)
        painter.drawPixmap(QRectF(exposed), self._pixmap, source)


def _few(region: QRegion) -> list[QRect]:
    """The rectangles of a region; the one around them where drawing it costs less than going through everything for each."""
    rects = [QRect(rect) for rect in region]  # type: ignore[attr-defined]
    around = region.boundingRect()
    if len(rects) > 24 or area(around) < WASTE * sum(map(area, rects)):
        return [around]
    return rects


def area(rect: QRect) -> int:
    """Pixels in a rectangle."""
    return rect.width() * rect.height()
