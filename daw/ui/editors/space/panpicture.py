"""The panner's half circle: the two sides of the sound as dots, from hard left over the middle to hard right.

Drag a dot to move that side, the arc between them to move both; the wheel changes the width.
"""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QWheelEvent

from daw.ui.editors.picture import grid_color, paint_plate
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.handle import FINE, HandlePicture
from daw.ui.metrics import BODY, BOLD, MEDIUM, SECONDARY, SEMIBOLD, pxf
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.shapes import CENTER, LEFT, NO_PEN, RIGHT, draw_text

PAN_DEGREES, TURN_DEGREES, WIDTH_DEGREES = 90.0, 45.0, 45.0  # of pan 1, turn 1, and of width 1 to either side
WHEEL_WIDTH = 0.05


class PanPicture(HandlePicture):
    """Handles: "L", "R", and "both" between them."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link, "Place between left and right", "both", least=(260, 170))

    # ---- measures

    @property
    def centre(self) -> QPointF:
        """Where the listener is."""
        return QPointF(self.width() / 2.0, self.height() - pxf(34))

    @property
    def reach(self) -> float:
        """The circle's radius."""
        return float(min(self.width() / 2.0 - pxf(24), self.height() - pxf(60)))

    @property
    def degrees(self) -> float:
        """Where the middle of the sound is: −90 left … +90 right."""
        return self.link.value("pan") * PAN_DEGREES + self.link.value("turn") * TURN_DEGREES

    @property
    def spread(self) -> float:
        """How far the sides are from the middle, in degrees."""
        return self.link.value("width") * WIDTH_DEGREES

    def place(self, degrees: float, share: float = 1.0) -> QPointF:
        """A place on the circle; 0 is straight ahead."""
        angle = math.radians(min(max(degrees, -90.0), 90.0))
        return self.centre + QPointF(math.sin(angle), -math.cos(angle)) * (self.reach * share)

    def degrees_at(self, place: QPointF) -> float:
        """The direction of a place."""
        way = place - self.centre
        return math.degrees(math.atan2(way.x(), max(-way.y(), 1e-6)))

    def handles(self) -> dict[str, QPointF]:
        return {
            "L": self.place(self.degrees - self.spread),
            "both": self.place(self.degrees, 0.72),
            "R": self.place(self.degrees + self.spread),
        }

    def defaults(self, name: str) -> tuple[str, ...]:
        return ("pan",) if name == "both" else ("pan", "width")

    # ---- hands

    def dragged(self, name: str, place: QPointF) -> dict[str, float]:
        degrees, turn = self.degrees_at(place), self.link.value("turn") * TURN_DEGREES
        if name == "both":
            return {"pan": round((degrees - turn) / PAN_DEGREES, 3)}
        other = self._other
        left, right = (degrees, other) if name == "L" else (other, degrees)
        return {
            "pan": round(((left + right) / 2.0 - turn) / PAN_DEGREES, 3),
            "width": round(max(right - left, 0.0) / (2.0 * WIDTH_DEGREES), 3),
        }

    _other = 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.held in ("L", "R"):
            self._other = self.degrees + (self.spread if self.held == "L" else -self.spread)

    def stepped(self, name: str, way: QPointF) -> dict[str, float]:
        if way.y():
            return {"width": round(self.link.setting("width") - way.y() * WHEEL_WIDTH, 3)}
        return {"pan": self.link.quantity("pan").stepped(self.link.setting("pan"), way.x())}

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        self.run_on("wheel")
        self.ask({"width": round(self.link.setting("width") + notches * WHEEL_WIDTH * (FINE if fine else 1.0), 3)})

    def text(self) -> str:
        """For screen readers, and under the circle."""
        return f"{self.link.text('pan')},  width {self.link.text('width')}"

    # ---- painting

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        paint_plate(painter, QRectF(self.rect()), theme)
        reach, centre = self.reach, self.centre
        painter.setPen(pen(grid_color(theme, strong=True), pxf(1)))
        for share in (1.0, 0.5):
            square = QRectF(centre.x() - reach * share, centre.y() - reach * share, 2 * reach * share, 2 * reach * share)
            painter.drawArc(square, 0, 180 * 16)
        painter.drawLine(self.place(-90.0), self.place(90.0))
        for degrees in (-60.0, -30.0, 0.0, 30.0, 60.0):
            painter.drawLine(centre, self.place(degrees))
        below = QRectF(pxf(16), self.height() - pxf(28), self.width() - pxf(32), pxf(20))
        draw_text(painter, below, "Left", SECONDARY, MEDIUM, theme.text2, LEFT)
        draw_text(painter, below, "Right", SECONDARY, MEDIUM, theme.text2, RIGHT)
        draw_text(painter, below, self.text(), BODY, SEMIBOLD, theme.text, CENTER)

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        color, centre, reach = theme.track(self.link.track.color), self.centre, self.reach
        low, high = max(self.degrees - self.spread, -90.0), min(self.degrees + self.spread, 90.0)
        square = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
        wedge = QPainterPath(centre)
        wedge.arcTo(square, 90.0 - low, low - high)
        wedge.closeSubpath()
        painter.fillPath(wedge, alpha(color, 0.30))
        painter.setPen(pen(color, pxf(3)))
        painter.drawArc(square, round((90.0 - low) * 16), round((low - high) * 16))
        for name, at in self.handles().items():
            lit = name in (self.held, self.over) or (self.hasFocus() and name == self.chosen)
            radius = pxf(10 if name != "both" else 5.5)
            if lit:
                painter.setPen(NO_PEN)
                painter.setBrush(alpha(color, 0.35))
                painter.drawEllipse(at, radius + pxf(6), radius + pxf(6))
            painter.setPen(pen(theme.ink, pxf(1.5)))
            painter.setBrush(color)
            painter.drawEllipse(at, radius, radius)
            self.paint_ring(painter, theme, name, at, radius + pxf(3))
            if name != "both":
                box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
                draw_text(painter, box, name, SECONDARY, BOLD, theme.ink, CENTER)
