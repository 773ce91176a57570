"""Automation lanes: points are added, dragged, bent, scaled and drawn; each gesture is one step of undo."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.ui.arrange.rowpart import Hand
from daw.ui.targets import target_of, targets_of

BAR = 96000
ALT, CTRL, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Control", "Shift"))
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def lane(view):
    view.studio.view.show_lane(view.session.tracks[0].id, "auto:fader_db", shown=True)
    view.studio.view.set(frames_per_px=1000.0, first_frame=0, snap=True)
    return view


def part(view):
    row = next(row for row in view.arrange.viewport.rows if row.kind == "automation")
    return row, view.canvas.parts["automation"]


def points(view):
    found = view.session.tracks[0].automation
    return [(point.frame, round(point.value, 3)) for point in found[0].points] if found else []


def hand(view, frame, value, modifiers=NONE):
    row, one = part(view)
    return Hand(QPointF(view.x(frame), one.lane(row).y(value)), frame, 0.0, Qt.MouseButton.LeftButton, modifiers)


def gesture(view, start, end, modifiers=NONE):
    """From (frame, value) to (frame, value)."""
    row, one = part(view)
    assert one.press(row, hand(view, *start, modifiers))
    for step in (1, 2, 3):
        middle = (start[0] + (end[0] - start[0]) * step // 3, start[1] + (end[1] - start[1]) * step / 3)
        one.move(row, hand(view, *middle, modifiers))
    one.release(row, hand(view, *end, modifiers))


def test_the_first_click_makes_the_automation_and_its_point(lane):
    gesture(lane, (BAR, -6.0), (BAR, -6.0))
    assert points(lane) == [(BAR, pytest.approx(-6.0, abs=0.05))]
    lane.studio.undo()
    lane.studio.undo()
    assert points(lane) == []


def test_dragging_a_point_moves_it_in_one_step(lane):
    lane.studio.do(edits.add_envelope, lane.session.tracks[0].id, "fader_db", [[0, 0.0], [BAR, -6.0]])
    steps = lane.steps()
    gesture(lane, (BAR, -6.0), (2 * BAR, -12.0))
    assert points(lane)[1] == (2 * BAR, pytest.approx(-12.0, abs=0.1))
    assert lane.steps() == steps + 1
    lane.studio.undo()
    assert points(lane)[1] == (BAR, -6.0)


def test_ctrl_keeps_the_time_of_a_point(lane):
    lane.studio.do(edits.add_envelope, lane.session.tracks[0].id, "fader_db", [[0, 0.0], [BAR, -6.0]])
    gesture(lane, (BAR, -6.0), (2 * BAR, -12.0), CTRL)
    assert points(lane)[1][0] == BAR


def test_alt_drag_bends_a_segment(lane):
    lane.studio.do(edits.add_envelope, lane.session.tracks[0].id, "fader_db", [[0, 0.0], [2 * BAR, -20.0]])
    row, one = part(lane)
    start = hand(lane, BAR, -10.0, ALT)
    assert one.press(row, start)
    one.move(row, start._replace(at=start.at - QPointF(0.0, 40.0)))
    one.release(row, start)
    assert lane.session.tracks[0].automation[0].points[0].curve == pytest.approx(0.4, abs=0.02)


def test_a_double_click_deletes_a_point(lane):
    lane.studio.do(edits.add_envelope, lane.session.tracks[0].id, "fader_db", [[0, 0.0], [BAR, -6.0]])
    row, one = part(lane)
    assert one.double(row, hand(lane, BAR, -6.0))
    assert points(lane) == [(0, 0.0)]


def test_dragging_inside_a_range_shifts_what_lies_in_it(lane):
    lane.studio.do(edits.add_envelope, lane.session.tracks[0].id, "fader_db", [[0, 0.0], [BAR, -6.0], [3 * BAR, -6.0]])
    lane.studio.selection.set_range(BAR // 2, 2 * BAR)
    gesture(lane, (BAR + BAR // 2, -12.0), (BAR + BAR // 2, -18.0))
    values = dict(points(lane))
    assert values[BAR] == pytest.approx(-12.0, abs=0.3)
    assert values[3 * BAR] == -6.0


def test_drawing_writes_a_line_with_few_points(lane):
    lane.studio.view.tool = "draw"
    row, one = part(lane)
    assert one.press(row, hand(lane, 0, 0.0))
    for step in range(1, 101):
        one.move(row, hand(lane, step * BAR // 100, -0.2 * step))
    one.release(row, hand(lane, BAR, -20.0))
    drawn = [point for point in points(lane) if point[0] <= BAR]
    assert 2 <= len(drawn) < 15
    assert drawn[0][1] == pytest.approx(0.0, abs=0.1)


def test_keys_move_and_delete_the_chosen_point(lane):
    track = lane.session.tracks[0].id
    lane.studio.do(edits.add_envelope, track, "fader_db", [[0, 0.0], [BAR, -6.0]])
    lane.studio.selection.select_points(track, "fader_db", [BAR])
    row, one = part(lane)
    assert one.key(row, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Up, NONE))
    assert points(lane)[1][1] == -5.5
    assert one.key(row, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Delete, NONE))
    assert points(lane) == [(0, 0.0)]


def test_keys_write_points_at_the_playhead_and_go_from_one_to_the_next(lane, qtbot):
    proxy = lane.canvas.proxy
    lane.studio.selection.select_track(lane.session.tracks[0].id)
    proxy.setFocus()
    lane.trigger("view.row-down")
    assert lane.studio.selection.envelope == (lane.session.tracks[0].id, "fader_db")
    lane.studio.locate(BAR)
    qtbot.keyClick(proxy, Qt.Key.Key_Return)
    assert points(lane) == [(BAR, 0.0)]
    lane.studio.locate(3 * BAR)
    qtbot.keyClick(proxy, Qt.Key.Key_Return)
    qtbot.keyClick(proxy, Qt.Key.Key_Down)
    (first, high), (last, low) = points(lane)
    assert (first, high, last) == (BAR, 0.0, 3 * BAR)
    assert low < 0.0
    lane.studio.locate(2 * BAR)
    qtbot.keyClick(proxy, Qt.Key.Key_Return)
    assert points(lane)[1] == (2 * BAR, pytest.approx(low / 2.0, abs=0.001))
    qtbot.keyClick(proxy, Qt.Key.Key_Tab)
    assert lane.studio.selection.points == {3 * BAR}
    qtbot.keyClick(proxy, Qt.Key.Key_Escape)
    assert lane.studio.selection.points == frozenset()
    assert lane.studio.selection.envelope is not None
    lane.studio.undo()
    lane.studio.undo()
    lane.studio.undo()
    assert points(lane) == [(BAR, 0.0)]


def test_every_parameter_of_a_track_can_be_chosen_and_reads_back_what_it_shows(lane):
    track = lane.session.tracks[0].id
    lane.studio.do(edits.add_slot, track, "daw.compressor")
    one = lane.session.tracks[0]
    found = targets_of(one, lane.session)
    assert {"fader_db", "pan", "mute", f"{one.slots[0].id}/threshold_db"} <= {target.key for target in found}
    for target in found:
        if target.key != "mute":
            value = target.quantity.default
            assert target.quantity.parse(target.quantity.format(value)) == pytest.approx(value, rel=0.02, abs=0.06)


def test_the_mode_is_set_in_the_header(lane):
    row, one = part(lane)
    header = one.header(row, lane.arrange)
    header.mode.moved.emit("touch", object())
    assert lane.session.tracks[0].automation[0].mode == "touch"
    lane.studio.undo()
    assert lane.session.tracks[0].automation == ()


def test_the_menu_and_the_picture(lane):
    lane.studio.do(edits.add_envelope, lane.session.tracks[0].id, "fader_db", [[0, 0.0, 0.5], [BAR, -6.0, 2.0], [2 * BAR, 0.0]])
    row, one = part(lane)
    menu = QMenu()
    one.menu(row, hand(lane, BAR, -6.0), menu)
    assert next(action.text().partition("\t")[0] for action in menu.actions()) == "Delete point"
    assert not lane.arrange.grab().isNull()
    assert target_of(lane.session.tracks[0], lane.session, "nothing") is None
