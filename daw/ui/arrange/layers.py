"""What the canvas shows from back to front: its ground and grid, the rows, what lies over the rows, chosen stretches of time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from daw.ui import theme as themes
from daw.ui.arrange.grid import Grid
from daw.ui.arrange.rows import Row, rows_between
from daw.ui.theme import alpha, mix

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas


class Layers:
    """Draws a canvas, or pieces of it."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas
        self._grid = Grid()

    def _seen(self, rect: QRect) -> list[Row]:
        port = self.canvas.viewport
        return rows_between(port.rows, rect.top() + port.top, rect.bottom() + 1 + port.top)

    def bands(self, rect: QRect) -> list[QRect]:
        """The rows of a place, and what is below them."""
        port, left, width = self.canvas.viewport, rect.left(), rect.width()
        found = [QRect(left, row.top - port.top, width, row.height) for row in self._seen(rect)]
        below = max(rect.top(), port.rows[-1].bottom - port.top if port.rows else 0)
        return [*found, QRect(left, below, width, rect.bottom() + 1 - below)] if below <= rect.bottom() else found

    def draw(self, painter: QPainter, rect: QRect) -> None:
        """Draw everything inside a rectangle, to which the painter is clipped."""
        canvas, theme = self.canvas, themes.current()
        axis, seen = canvas.axis, self._seen(rect)
        self._draw_ground(painter, rect, seen)
        for over in (False, True):
            for row in seen:
                part = canvas.parts.get(row.kind)
                if part is None:
                    continue
                place = canvas.rect_of(row)
                painter.save()
                painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
                (part.paint_over if over else part.paint)(painter, row, place, axis)
                painter.restore()
                if not over:
                    painter.fillRect(QRectF(rect.left(), place.bottom() - 1, rect.width(), 1), theme.line)
        self._draw_ranges(painter, rect, seen)

    def _draw_ground(self, painter: QPainter, rect: QRect, seen: list[Row]) -> None:
        canvas, theme = self.canvas, themes.current()
        painter.fillRect(rect, theme.canvas)
        chosen = canvas.studio.selection.tracks
        for row in seen:
            if row.kind != "track":
                painter.fillRect(canvas.rect_of(row).intersected(QRectF(rect)), mix(theme.canvas, theme.gutter, 0.45))
            elif row.track_id in chosen:
                painter.fillRect(canvas.rect_of(row).intersected(QRectF(rect)), mix(theme.canvas, theme.accent, 0.05))
        self._grid.paint(painter, rect, canvas.viewport.shown, canvas.studio.view.grid, canvas.axis, canvas.width(), theme)

    def _draw_ranges(self, painter: QPainter, rect: QRect, seen: list[Row]) -> None:
        canvas, theme, studio = self.canvas, themes.current(), self.canvas.studio
        axis, loop = canvas.axis, canvas.viewport.shown.loop
        if loop is not None:
            ink = alpha(theme.accent, 0.45 if studio.view.loop else 0.22)
            for frame in (loop.start, loop.end):
                painter.fillRect(QRectF(round(axis.x(frame)), rect.top(), 1, rect.height()), ink)
        chosen = studio.selection.range
        if chosen is not None:
            left, right = axis.x(chosen[0]), axis.x(chosen[1])
            for row in seen:
                if row.track_id in studio.selection.tracks:
                    place = canvas.rect_of(row)
                    painter.fillRect(QRectF(left, place.top(), right - left, place.height()), alpha(theme.accent, 0.16))
            for x in (left, right):
                painter.fillRect(QRectF(round(x), rect.top(), 1, rect.height()), alpha(theme.accent, 0.6))
