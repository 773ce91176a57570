"""What a track's header is named by: its colour, number, icon and name, and the sign that folds a folder."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from daw.model.track import Track
from daw.ui.arrange.headerparts import is_narrow
from daw.ui.arrange.trackicon import track_icon
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, px, pxf
from daw.ui.theme import Theme
from daw.ui.widgets.shapes import CENTER, draw_text

if TYPE_CHECKING:
    from daw.ui.arrange.trackheader import TrackHeader

INDENT = 10  # pixels to the right for each folder something lies in


def paint_name(painter: QPainter, header: "TrackHeader", track: Track, theme: Theme, *, chosen: bool) -> None:
    """Colour bar, number (of a folder: the sign that folds it), icon, name, lower edge.  What lies in a folder is set in."""
    shift, y = px(header.level * INDENT), header.name_rect().top()
    painter.fillRect(QRectF(0, 0, px(4), header.height()), theme.track(track.color))
    for step in range(header.level):
        painter.fillRect(QRectF(px(8 + step * INDENT), 0, 1, header.height()), theme.border)
    if track.kind == "bus":
        sign = "chevron-right" if header.folded else "chevron-down"
        paint_icon(painter, sign, QRectF(px(11) + shift, y + px(4), px(12), px(12)), theme.text2)
    else:
        draw_text(painter, QRectF(px(8) + shift, y, px(18), px(20)), str(header.number), SECONDARY, REGULAR, theme.text3, CENTER)
    side = pxf(15)
    icon = "snow" if track.frozen is not None else "folder" if track.kind == "bus" else track_icon(track.name, track.kind)
    if not is_narrow(header.width()):
        paint_icon(painter, icon, QRectF(px(28) + shift, y + (px(20) - side) / 2, side, side), theme.track_ink(track.color))
    ink = theme.fg if chosen else theme.text
    draw_text(painter, header.name_rect(), track.name, BODY, SEMIBOLD if chosen else MEDIUM, ink)
    painter.fillRect(QRectF(0, header.height() - 1, header.width(), 1), theme.line)
