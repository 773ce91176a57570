"""The row of an automated parameter: its line, its points, and the hand that draws them."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.automation import HOLD, Envelope, Point
from daw.ui import theme as themes
from daw.ui.arrange import automationkeys
from daw.ui.arrange.automationheader import AutomationHeader
from daw.ui.arrange.automationshape import Lane, thinned, value_between
from daw.ui.arrange.rowpart import Hand, RowPart, Surface
from daw.ui.arrange.rows import Row
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import pxf
from daw.ui.targets import envelope_of, present_value, target_of
from daw.ui.theme import alpha, mix, pen
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.shapes import NO_PEN

if TYPE_CHECKING:
    from daw.ui.studio import Studio

POINT, HIT = 3.6, 8.0
CURVE_STEPS = 24
FINE = 0.1
HELP = (
    "Click the line to add a point, drag it, double-click deletes it. Alt+drag bends a segment. Shift is fine, Ctrl keeps the time. "
    "Enter adds a point at the playhead, Tab goes from point to point, arrows move it, Esc lets go of it."
)


class Drag(NamedTuple):
    """A drag under way: what is dragged, from where, and its one step of undo."""

    kind: str  # "point", "bend", "draw", "scale"
    frame: int
    value: float
    start_y: float
    gesture: Gesture
    curve: float = 0.0


class AutomationPart(RowPart):
    """Draws envelopes and lets the hand change them."""

    kind = "automation"

    def __init__(self, studio: "Studio", surface: Surface) -> None:
        super().__init__(studio, surface)
        self._drag: Drag | None = None
        self._drawn: dict[int, float] = {}

    def lane(self, row: Row) -> Lane | None:
        """What a row shows."""
        session = self.studio.session
        track = next((one for one in session.tracks if one.id == row.track_id), None)
        target = target_of(track, session, row.item) if track is not None else None
        if track is None or target is None:
            return None
        return Lane(track, target, envelope_of(track, row.item), self.surface.rect_of(row))

    # looks

    def header(self, row: Row, parent: QWidget) -> QWidget | None:
        return AutomationHeader(self.studio, row.track_id, row.item, parent)

    def paint(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        lane, theme = self.lane(row), themes.current()
        if lane is None:
            return
        lane = lane._replace(rect=rect)
        off = lane.envelope is None or lane.envelope.mode == "off"
        color = theme.text3 if off else theme.track_ink(lane.track.color)
        path = self._path(lane, axis)
        under = QPainterPath(path)
        under.lineTo(rect.right(), rect.bottom())
        under.lineTo(rect.left(), rect.bottom())
        painter.fillPath(under, alpha(color, 0.10))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(color, pxf(1.8)))
        painter.drawPath(path)
        self._points(painter, lane, axis, color, theme.canvas)

    def _points(self, painter: QPainter, lane: Lane, axis: TimeAxis, color: QColor, ground: QColor) -> None:
        theme, selection = themes.current(), self.studio.selection
        chosen = selection.points if selection.envelope == (lane.track.id, lane.target.key) else frozenset()
        painter.setPen(pen(color, pxf(1.5)))
        for point in lane.points:
            x = axis.x(point.frame)
            if lane.rect.left() - pxf(POINT) <= x <= lane.rect.right() + pxf(POINT):
                painter.setBrush(mix(color, theme.fg, 0.7) if point.frame in chosen else ground)
                painter.drawEllipse(QPointF(x, lane.y(point.value)), pxf(POINT), pxf(POINT))
        painter.setPen(NO_PEN)

    def _path(self, lane: Lane, axis: TimeAxis) -> QPainterPath:
        """The line across the whole row."""
        points, rect = lane.points, lane.rect
        path = QPainterPath(QPointF(rect.left(), lane.y(points[0].value if points else present_value(lane.track, lane.target))))
        for here, there in zip(points, [*points[1:], None][: len(points)], strict=True):
            path.lineTo(axis.x(here.frame), lane.y(here.value))
            if there is None or axis.x(there.frame) < rect.left() or axis.x(here.frame) > rect.right():
                continue
            if here.curve >= HOLD:
                path.lineTo(axis.x(there.frame), lane.y(here.value))
            elif (here.curve != 0.0 or lane.target.quantity.law != "linear") and lane.envelope is not None:
                for step in range(1, CURVE_STEPS):
                    frame = here.frame + (there.frame - here.frame) * step / CURVE_STEPS
                    path.lineTo(axis.x(frame), lane.y(value_between(lane, here, there, frame)))
        path.lineTo(rect.right(), lane.y(points[-1].value) if points else path.currentPosition().y())
        return path

    # the hand

    def point_at(self, lane: Lane, hand: Hand) -> Point | None:
        """The point under the hand."""
        near = [
            (abs(self.surface.axis.x(point.frame) - hand.at.x()) + abs(lane.y(point.value) - hand.at.y()), point)
            for point in lane.points
            if abs(self.surface.axis.x(point.frame) - hand.at.x()) <= pxf(HIT) and abs(lane.y(point.value) - hand.at.y()) <= pxf(HIT)
        ]
        return min(near, key=lambda one: one[0])[1] if near else None

    def _segment(self, lane: Lane, frame: int) -> Point | None:
        """The point that begins the segment at a frame."""
        before = [point for point in lane.points if point.frame <= frame]
        return before[-1] if before and len(before) < len(lane.points) else None

    def press(self, row: Row, hand: Hand) -> bool:
        lane = self.lane(row)
        if lane is None:
            return False
        self.surface.take_keys()
        gesture, found = Gesture(lane.target.words), self.point_at(lane, hand)
        chosen = self.studio.selection.range
        if self.studio.view.tool == "draw":
            self._drawn = {hand.frame: lane.value(hand.at.y())}
            self._drag = Drag("draw", hand.frame, 0.0, hand.at.y(), gesture)
        elif hand.alt and (segment := self._segment(lane, hand.frame)) is not None:
            self._drag = Drag("bend", segment.frame, segment.value, hand.at.y(), gesture, 0.0 if segment.curve >= HOLD else segment.curve)
        elif found is not None:
            self.studio.selection.select_points(row.track_id, row.item, [found.frame])
            self._drag = Drag("point", found.frame, found.value, hand.at.y(), gesture)
        elif chosen is not None and chosen[0] <= hand.frame < chosen[1] and lane.envelope is not None:
            self._drag = Drag("scale", hand.frame, lane.value(hand.at.y()), hand.at.y(), gesture)
        else:
            self._add(lane, row, hand, gesture)
        return True

    def _add(self, lane: Lane, row: Row, hand: Hand, gesture: Gesture) -> None:
        """A new point where the hand is."""
        frame, value = self.surface.snap(hand.frame, hand).frame, lane.target.quantity.held(lane.value(hand.at.y()))
        if lane.envelope is None:
            self.studio.do(edits.add_envelope, row.track_id, row.item, [[frame, value]])
        else:
            self.studio.do(edits.add_point, lane.envelope.id, frame, value)
        self.studio.selection.select_points(row.track_id, row.item, [frame])
        self._drag = Drag("point", frame, value, hand.at.y(), gesture)

    def move(self, row: Row, hand: Hand) -> None:
        lane, drag = self.lane(row), self._drag
        if lane is None or drag is None:
            return
        if drag.kind == "draw":
            self._drawn[hand.frame] = lane.value(hand.at.y())
            self.surface.bubble(lane.target.quantity.format(lane.value(hand.at.y())), hand.at)
        elif lane.envelope is not None:
            {"point": self._move_point, "bend": self._bend, "scale": self._scale}[drag.kind](lane, lane.envelope, drag, row, hand)

    def _move_point(self, lane: Lane, envelope: Envelope, drag: Drag, row: Row, hand: Hand) -> None:
        quantity = lane.target.quantity
        y = lane.y(drag.value) + (hand.at.y() - drag.start_y) * (FINE if hand.shift else 1.0)
        value = quantity.held(lane.value(y))
        snapped = self.surface.snap(hand.frame)
        frame = drag.frame if hand.ctrl else snapped.frame
        self.surface.guide(snapped if snapped.sticks and not hand.ctrl else None)
        self.studio.do(edits.move_point, envelope.id, drag.frame, frame, value, gesture=drag.gesture)
        self.studio.selection.select_points(row.track_id, row.item, [frame])
        self.surface.bubble(quantity.format(value), hand.at)

    def _bend(self, lane: Lane, envelope: Envelope, drag: Drag, row: Row, hand: Hand) -> None:
        curve = min(max(drag.curve + (drag.start_y - hand.at.y()) / pxf(100), -1.0), 1.0)
        self.studio.do(edits.set_point_curve, envelope.id, drag.frame, curve, gesture=drag.gesture)
        self.surface.bubble("straight" if abs(curve) < 0.01 else f"{'fast' if curve > 0 else 'slow'} start {abs(curve):.2f}", hand.at)

    def _scale(self, lane: Lane, envelope: Envelope, drag: Drag, row: Row, hand: Hand) -> None:
        chosen = self.studio.selection.range
        if chosen is None:
            return
        shift = lane.value(hand.at.y()) - drag.value
        within = [lane.target.quantity.low, lane.target.quantity.high]
        self.studio.do(edits.scale_range, envelope.id, *chosen, 1.0, shift, 0.0, within, gesture=drag.gesture)
        self.surface.bubble(f"{shift:+.1f}".replace("-", "−"), hand.at)

    def release(self, row: Row, hand: Hand) -> None:
        drag, self._drag = self._drag, None
        self.surface.guide(None)
        self.surface.bubble("")
        lane = self.lane(row)
        if drag is not None and drag.kind == "draw" and lane is not None and len(self._drawn) > 1:
            points = thinned(sorted(self._drawn.items()), lane)
            self.studio.do(edits.write_pass, row.track_id, row.item, points[0][0], points[-1][0] + 1, [list(point) for point in points])
        self._drawn = {}
        self.tell(row)

    def cancel(self, row: Row) -> None:
        drag, self._drag = self._drag, None
        self._drawn = {}
        self.surface.guide(None)
        self.surface.bubble("")
        if drag is not None and drag.kind != "draw":
            self.studio.undo()

    def double(self, row: Row, hand: Hand) -> bool:
        lane = self.lane(row)
        found = self.point_at(lane, hand) if lane is not None else None
        if lane is None or lane.envelope is None or found is None:
            return False
        self.studio.do(edits.remove_points, lane.envelope.id, [found.frame])
        return True

    def cursor(self, row: Row, hand: Hand) -> Qt.CursorShape | QCursor:
        lane = self.lane(row)
        if self.studio.view.tool == "draw":
            return Qt.CursorShape.CrossCursor
        if hand.alt:
            return Qt.CursorShape.SizeVerCursor
        return Qt.CursorShape.PointingHandCursor if lane is not None and self.point_at(lane, hand) else Qt.CursorShape.CrossCursor

    def words(self, row: Row, hand: Hand) -> str:
        return HELP

    def wants(self, row: Row, event: QKeyEvent) -> bool:
        return self.studio.selection.envelope == (row.track_id, row.item) and automationkeys.wants(event, self.studio.selection.points)

    def key(self, row: Row, event: QKeyEvent) -> bool:
        lane = self.lane(row)
        if lane is None or not self.wants(row, event):
            return False
        automationkeys.press(self.studio, lane, event, self.surface.axis.frames(pxf(8)))
        self.tell(row)
        return True

    def menu(self, row: Row, hand: Hand, menu: QMenu) -> None:
        lane = self.lane(row)
        if lane is None:
            return
        point = self.point_at(lane, hand)
        envelope = lane.envelope
        if envelope is not None and point is not None:
            at = point.frame
            menu.addAction("Delete point\tDel", lambda: self.studio.do(edits.remove_points, envelope.id, [at]))
            menu.addAction("Hold until the next point", lambda: self.studio.do(edits.set_point_curve, envelope.id, at, HOLD))
            menu.addAction("Straight to the next point", lambda: self.studio.do(edits.set_point_curve, envelope.id, at, 0.0))
        if envelope is not None:
            menu.addAction("Remove this automation", lambda: self.studio.do(edits.remove_envelope, envelope.id))
        menu.addAction("Close this lane", lambda: self.studio.view.show_lane(row.track_id, f"auto:{row.item}", shown=False))

    def tell(self, row: Row) -> None:
        """Say what is in focus: "Volume of Acoustic, point 2 of 5, −5.2 dB at 27 . 1"."""
        lane = self.lane(row)
        if lane is None:
            return
        chosen = [(number, point) for number, point in enumerate(lane.points, 1) if point.frame in self.studio.selection.points]
        value = f"{len(lane.points)} points"
        if chosen:
            number, point = chosen[0]
            bar, beat, _tick = self.studio.session.tempo.frame_to_bar(point.frame, self.studio.sample_rate)
            value = f"point {number} of {len(lane.points)}, {lane.target.quantity.format(point.value)} at {bar} . {beat}"
        self.surface.tell(f"{lane.target.full_words} of {lane.track.name}", value, HELP)
