"""A widget's picture, kept between paints: only what is out of date is drawn again, and scrolling moves what is there.

What an edit changed is drawn at once.  What a scroll, a zoom or a wave that came in time would redraw may be much: of that as much is
drawn in each frame of the display as there is time for, and until its turn comes, a place shows what was there, moved or stretched.
"""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

WASTE = 4  # so many times the pixels may be drawn to save a second round
FRAME_S = 0.016
BUDGET_S = 0.004  # of the window's thread in each frame, for what may wait
Draw = Callable[[QPainter, QRect], None]  # draws everything inside a rectangle, to which the painter is clipped
Bands = Callable[[QRect], Sequence[QRect]]  # the pieces a rectangle is drawn in, in their order


class Picture:
    """Coordinates are those of the widget; `ratio` is the screen's pixels for each of them.  ground : what new places show at first"""

    def __init__(self, draw: Draw, bands: Bands | None = None, ground: Callable[[], QColor] | None = None) -> None:
        self._draw, self._bands, self._ground = draw, bands, ground
        self._pixmap, self._spare = QPixmap(), QPixmap()
        self._size, self._ratio = QSize(), 1.0
        self._stale = QRegion()  # to be drawn at once
        self._late = QRegion()  # to be drawn when there is time
        self._frame_at, self._spent = 0.0, 0.0

    @property
    def late(self) -> QRect:
        """Where something still waits to be drawn."""
        return self._late.boundingRect()

    def resize(self, size: QSize, ratio: float) -> None:
        """The widget has another size, or lies on another screen."""
        if (size, ratio) == (self._size, self._ratio):
            return
        self._size, self._ratio = QSize(size), ratio
        self._pixmap, self._spare = self._blank(), QPixmap()
        self.spoil()

    def _blank(self) -> QPixmap:
        pixmap = QPixmap(QSize(round(self._size.width() * self._ratio), round(self._size.height() * self._ratio)))
        pixmap.setDevicePixelRatio(self._ratio)
        return pixmap

    def _whole(self) -> QRect:
        return QRect(0, 0, self._size.width(), self._size.height())

    def spoil(self, rect: QRect | None = None, *, late: bool = False) -> None:
        """What is in a rectangle (None: everything) is out of date; `late` : it may wait for its turn."""
        there = self._whole() if rect is None else rect.intersected(self._whole())
        if late and self._bands is not None:
            self._late += there
        else:
            self._stale += there

    def shift(self, dx: int, dy: int) -> bool:
        """Move everything by whole pixels; what comes in is out of date.  False if it could not, and all is out of date."""
        width, height = self._size.width(), self._size.height()
        steps = dx * self._ratio, dy * self._ratio
        if abs(dx) >= width or abs(dy) >= height or any(step != round(step) for step in steps):
            self._show_nothing(self._whole())
            return False
        for region in (self._stale, self._late):
            region.translate(dx, dy)
        self._pixmap.scroll(round(steps[0]), round(steps[1]), self._pixmap.rect())
        if dx:
            self._show_nothing(QRect(0 if dx > 0 else width + dx, 0, abs(dx), height))
        if dy:
            self._show_nothing(QRect(0, 0 if dy > 0 else height + dy, width, abs(dy)))
        return True

    def stretch(self, factor: float, dx: float) -> None:
        """What stood at x stands at x · factor + dx; it is out of date, but shown stretched until its turn comes."""
        nothing = self._pixmap.isNull() or QRegion(self._whole()).subtracted(self._stale).isEmpty()
        if self._bands is None or self._ground is None or nothing:
            self.spoil()
            return
        if self._spare.isNull():
            self._spare = self._blank()
        self._spare.fill(self._ground())
        brush = QPainter(self._spare)
        width, height = self._size.width(), self._size.height()
        left, right = max(0.0, -dx / factor), min(float(width), (width - dx) / factor)
        source = QRectF(left * self._ratio, 0.0, (right - left) * self._ratio, height * self._ratio)
        brush.drawPixmap(QRectF(left * factor + dx, 0.0, (right - left) * factor, height), self._pixmap, source)
        brush.end()
        self._pixmap, self._spare = self._spare, self._pixmap
        self._stale, self._late = QRegion(), QRegion(self._whole())

    def _show_nothing(self, rect: QRect) -> None:
        """A place that has come into view is out of date; until it is drawn it is empty."""
        if self._bands is not None and self._ground is not None and not self._pixmap.isNull():
            brush = QPainter(self._pixmap)
            brush.fillRect(rect, self._ground())
            brush.end()
        self.spoil(rect, late=True)

    def paint(self, painter: QPainter, exposed: QRect) -> None:
        """Show a rectangle, drawing first what is out of date in it: all that can't wait, and of the rest what there is time for."""
        stale = self._stale.intersected(exposed)
        late = self._late.intersected(exposed)
        if not (stale.isEmpty() and late.isEmpty()):
            brush = QPainter(self._pixmap)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            for rect in _few(stale):
                self._fill(brush, rect)
            self._stale -= stale
            if not late.isEmpty():
                self._fill_late(brush, late)
            brush.end()
        ratio = self._ratio
        source = QRectF(exposed.x() * ratio, exposed.y() * ratio, exposed.width() * ratio, exposed.height() * ratio)
        painter.drawPixmap(QRectF(exposed), self._pixmap, source)

    def _fill(self, brush: QPainter, rect: QRect) -> None:
        brush.setClipRect(rect, Qt.ClipOperation.ReplaceClip)
        self._draw(brush, rect)
        self._late -= rect

    def _fill_late(self, brush: QPainter, late: QRegion) -> None:
        """Draw band after band until this frame's time is over; one at least."""
        assert self._bands is not None
        now = time.perf_counter()
        if now - self._frame_at >= FRAME_S:
            self._frame_at, self._spent = now, 0.0
        began = last = time.thread_time()
        for band in self._bands(late.boundingRect()):
            there = late.intersected(band)
            if there.isEmpty():
                continue
            for rect in _few(there):
                self._fill(brush, rect)
            before, last = last, time.thread_time()
            if self._spent + (last - began) + (last - before) > BUDGET_S:
                break  # another one like this would be too much
        self._spent += time.thread_time() - began


def _few(region: QRegion) -> list[QRect]:
    """The rectangles of a region; the one around them where drawing it costs less than going through everything for each."""
    rects = [QRect(rect) for rect in region]  # type: ignore[attr-defined]
    around = region.boundingRect()
    if len(rects) > 1 and (len(rects) > 24 or area(around) < WASTE * sum(map(area, rects))):
        return [around]
    return rects


def area(rect: QRect) -> int:
    """Pixels in a rectangle."""
    return rect.width() * rect.height()
