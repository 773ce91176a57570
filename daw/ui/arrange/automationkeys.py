"""What keys do on an automation lane in focus.

Enter adds a point at the playhead · Tab goes from point to point · arrows move the chosen one (Shift: fine) · Del removes ·
Esc lets go of it, so that the arrows move the edit cursor again.
"""

from collections.abc import Set
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from daw.model import edits
from daw.model.automation import HOLD
from daw.ui.arrange.automationshape import Lane, value_between
from daw.ui.targets import present_value

if TYPE_CHECKING:
    from daw.ui.studio import Studio

FINE = 0.1
ALWAYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
WITH_POINTS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_Escape)
WAYS = {Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


def wants(event: QKeyEvent, chosen: Set[int]) -> bool:
    """Whether a key is for the lane.  chosen : frames of the chosen points"""
    if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
        return False
    return event.key() in ALWAYS or (bool(chosen) and event.key() in WITH_POINTS)


def press(studio: "Studio", lane: Lane, event: QKeyEvent, step_frames: int) -> None:
    """Do what a key means.  step_frames : how far left and right move a point"""
    chosen = sorted(studio.selection.points)
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        _add(studio, lane, studio.position)
    elif event.key() == Qt.Key.Key_Escape:
        _choose(studio, lane)
    elif lane.envelope is None or not lane.points:
        return
    elif event.key() == Qt.Key.Key_Tab:
        frames = [point.frame for point in lane.points]
        _choose(studio, lane, next((frame for frame in frames if chosen and frame > chosen[-1]), frames[0]))
    elif event.key() == Qt.Key.Key_Delete:
        studio.do(edits.remove_points, lane.envelope.id, chosen)
    elif len(chosen) == 1:
        _nudge(studio, lane, chosen[0], event, step_frames)


def _choose(studio: "Studio", lane: Lane, *frames: int) -> None:
    studio.selection.select_points(lane.track.id, lane.target.key, frames)


def _add(studio: "Studio", lane: Lane, frame: int) -> None:
    """A point on the line at a frame, or the one that is there already, chosen."""
    if lane.envelope is None:
        studio.do(edits.add_envelope, lane.track.id, lane.target.key, [[frame, present_value(lane.track, lane.target)]])
    elif all(point.frame != frame for point in lane.points):
        studio.do(edits.add_point, lane.envelope.id, frame, value_at(lane, frame))
    _choose(studio, lane, frame)


def value_at(lane: Lane, frame: int) -> float:
    """The height of the line at a frame."""
    before = [point for point in lane.points if point.frame <= frame]
    after = [point for point in lane.points if point.frame > frame]
    if before and after and before[-1].curve < HOLD:
        return value_between(lane, before[-1], after[0], frame)
    edge = before[-1:] or after[:1]
    return edge[0].value if edge else present_value(lane.track, lane.target)


def _nudge(studio: "Studio", lane: Lane, frame: int, event: QKeyEvent, step_frames: int) -> None:
    """Move a point by a step of its value, or by a pixel's worth of time."""
    assert lane.envelope is not None
    point = next(one for one in lane.points if one.frame == frame)
    sideways, up = WAYS.get(Qt.Key(event.key()), (0, 0))
    fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
    there = max(0, frame + sideways * max(1, round(step_frames * fine)))
    value = lane.target.quantity.stepped(point.value, up * fine) if up else point.value
    studio.do(edits.move_point, lane.envelope.id, frame, there, value)
    _choose(studio, lane, there)
