"""What controls are drawn of: faces, sunken fields, lit fills, focus rings and text."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from daw.ui.metrics import elided, font, pxf
from daw.ui.theme import Theme, pen

FIELD_RADIUS, BUTTON_RADIUS, CARD_RADIUS, FLOAT_RADIUS = 3, 4, 6, 8
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NO_PEN = QPen(Qt.PenStyle.NoPen)


def inset(rect: QRectF, by: float) -> QRectF:
    """A rectangle made smaller by so many pixels on every side."""
    return rect.adjusted(by, by, -by, -by)


def fill_rounded(painter: QPainter, rect: QRectF, radius: float, fill: QColor | QBrush | None, border: QColor | None = None) -> None:
    """A filled rounded rectangle, with a line of one pixel inside its edge if `border` is given.  radius : at 100 % scale."""
    corner = pxf(radius)
    if border is not None:
        painter.setPen(pen(border, pxf(1.0)))
        rect = inset(rect, pxf(0.5))
        corner -= pxf(0.5)
    else:
        painter.setPen(NO_PEN)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    painter.drawRoundedRect(rect, corner, corner)


def paint_field(painter: QPainter, rect: QRectF, theme: Theme, *, active: bool = False, wrong: bool = False) -> None:
    """A sunken field; `active` = the keyboard writes here, `wrong` = what stands here does not fit."""
    if wrong:
        border = theme.mute
    elif active:
        border = theme.accent
    else:
        border = theme.border if theme.borders else theme.edge
    fill_rounded(painter, rect, FIELD_RADIUS, theme.field, border)


def paint_face(painter: QPainter, rect: QRectF, theme: Theme, *, hovered: bool = False, pressed: bool = False) -> None:
    """The face of a button that is not lit."""
    fill_rounded(painter, rect, BUTTON_RADIUS, theme.hover if hovered or pressed else theme.veil, theme.border if theme.borders else None)


def paint_lit(painter: QPainter, rect: QRectF, theme: Theme, fill: QColor, radius: float = BUTTON_RADIUS) -> None:
    """A lit fill; on light grounds with a line round it, since the fill alone is too weak there."""
    fill_rounded(painter, rect, radius, fill, None if theme.dark else theme.text3)


def paint_focus_ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float = BUTTON_RADIUS) -> None:
    """Two pixels of accent inside one pixel of ink, within `rect`.  radius : of the control, at 100 % scale."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = pxf(radius)
    painter.setPen(pen(theme.ink, pxf(1.0)))
    painter.drawRoundedRect(inset(rect, pxf(0.5)), corner, corner)
    painter.setPen(pen(theme.accent, pxf(2.0)))
    painter.drawRoundedRect(inset(rect, pxf(2.0)), max(corner - pxf(1.0), 1.0), max(corner - pxf(1.0), 1.0))


def draw_text(painter: QPainter, rect: QRectF, text: str, size: float, weight: int, color: QColor, align: Qt.AlignmentFlag = LEFT) -> None:
    """One line of text, shortened with … where it does not fit."""
    painter.setFont(font(size, weight))
    painter.setPen(color)
    painter.drawText(rect, int(align), elided(text, size, weight, rect.width()))


def draw_chevron(painter: QPainter, centre: QPointF, color: QColor, size: float = 4.0) -> None:
    """The small arrow of a drop-down field.  size : half its width at 100 % scale."""
    half = pxf(size)
    painter.setPen(pen(color, pxf(1.5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(-half, -half / 2), QPointF(0.0, half / 2), QPointF(half, -half / 2)]
    painter.drawPolyline(QPolygonF([centre + point for point in points]))
