"""What lies over the canvas only for a moment: the guide line of a snap, a rubber band, the ghost of dropped files."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from daw.ui import theme as themes
from daw.ui.arrange.rows import Row
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import MARKS, MEDIUM, px, pxf, text_width
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.shapes import CENTER, FIELD_RADIUS, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.audio.peaks import Peaks


@dataclass
class Ghost:
    """What a file that is dragged over the canvas would be there."""

    place: QRectF
    name: str
    path: str
    peaks: "Peaks | None" = None


class Marks:
    """guide : (frame, name).  band : the rubber band.  ghosts : what would be dropped.  cursor : the edit cursor's frame"""

    def __init__(self) -> None:
        self.guide: tuple[int, str] | None = None
        self.band: QRectF | None = None
        self.ghosts: list[Ghost] = []
        self.cursor: int | None = None  # where paste goes
        self.flash: tuple[Row, int, int] | None = None  # a row and a stretch of time: what undo has changed

    def paint(self, painter: QPainter, exposed: QRect, axis: TimeAxis, height: int, top: int = 0) -> None:
        """Draw what there is.  top : pixels of the rows that are scrolled away"""
        theme = themes.current()
        if self.flash is not None:
            row, start, end = self.flash
            place = QRectF(axis.x(start), row.top - top, axis.width(end - start), row.height)
            fill_rounded(painter, place.intersected(QRectF(exposed)), FIELD_RADIUS, alpha(theme.fg, 0.35))
        if self.cursor is not None:
            x = round(axis.x(self.cursor)) + 0.5
            if exposed.left() - 1 <= x <= exposed.right() + 1:
                dashed = pen(theme.accent, pxf(1))
                line = type(dashed)(dashed)
                line.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(line)
                painter.drawLine(round(x), 0, round(x), height)
        if self.guide is not None:
            frame, name = self.guide
            x = round(axis.x(frame))
            painter.fillRect(QRectF(x, 0, px(1), height), theme.accent)
            width = text_width(name, MARKS, MEDIUM) + px(10)
            place = QRectF(x + px(3), px(3), width, px(16))
            fill_rounded(painter, place, FIELD_RADIUS, theme.raised, theme.accent)
            draw_text(painter, place, name, MARKS, MEDIUM, theme.text, CENTER)
        if self.band is not None:
            painter.fillRect(self.band, alpha(theme.accent, 0.14))
            painter.setPen(pen(theme.accent, pxf(1)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.band.adjusted(0.5, 0.5, -0.5, -0.5))
        for ghost in self.ghosts:
            self._ghost(painter, ghost, exposed, theme)

    @staticmethod
    def _ghost(painter: QPainter, ghost: Ghost, exposed: QRect, theme: Theme) -> None:
        from daw.ui.arrange.rasteriser import columns, draw, exponent

        place = ghost.place
        fill_rounded(painter, place, FIELD_RADIUS, alpha(theme.accent, 0.22), theme.accent)
        seen = place.adjusted(1, pxf(16), -1, -2).intersected(QRectF(exposed))
        if ghost.peaks is not None and seen.width() >= 2 and seen.height() >= px(8):
            scale = ghost.peaks.frames / place.width()
            rows = columns(ghost.peaks, (seen.left() - place.left() - 1) * scale, scale, round(seen.width()) + 1)
            ink = theme.accent.rgb() & 0xFFFFFF
            pixels = draw(rows, 1.0, round(seen.height()), ink, ink, power=exponent(scale))
            size = pixels.shape[1], pixels.shape[0]
            image = QImage(pixels.data, *size, size[0] * 4, QImage.Format.Format_ARGB32_Premultiplied)
            painter.drawImage(seen.topLeft(), image)
        draw_text(painter, QRectF(place.left() + px(6), place.top(), place.width() - px(12), px(16)), ghost.name, MARKS, MEDIUM, theme.text)
