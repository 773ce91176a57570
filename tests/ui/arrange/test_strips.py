"""Ruler, sections, overview, zoom and scroll, the playhead."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from daw.model import edits

BAR = 96000
NONE, CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("No", "Control", "Shift", "Alt"))


def send(widget, kind, at, modifiers=NONE):
    held = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    pressed = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), pressed, held, modifiers)
    QApplication.sendEvent(widget, event)


def drag(widget, start, end, modifiers=NONE):
    send(widget, QMouseEvent.Type.MouseButtonPress, start, modifiers)
    for n in range(1, 5):
        send(widget, QMouseEvent.Type.MouseMove, start + (end - start) * n / 4, modifiers)
    send(widget, QMouseEvent.Type.MouseButtonRelease, end, modifiers)


def turn(widget, at, notches, modifiers=NONE):
    event = QWheelEvent(
        QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, round(notches * 120)), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_a_click_in_the_ruler_goes_there_and_a_drag_chooses_time(view):
    ruler = view.arrange.ruler
    drag(ruler, QPoint(view.x(3 * BAR) + 2, 20), QPoint(view.x(3 * BAR) + 2, 20))
    assert view.studio.position == 3 * BAR
    drag(ruler, QPoint(view.x(2 * BAR), 20), QPoint(view.x(5 * BAR), 20))
    assert view.studio.selection.range == (2 * BAR, 5 * BAR)
    assert view.studio.position == 3 * BAR


def test_a_drag_along_the_top_makes_a_loop_in_one_step_and_its_edges_move(view):
    ruler, steps = view.arrange.ruler, view.steps()
    drag(ruler, QPoint(view.x(2 * BAR), 2), QPoint(view.x(4 * BAR), 2))
    assert (view.session.loop.start, view.session.loop.end) == (2 * BAR, 4 * BAR)
    assert view.studio.view.loop
    assert view.steps() == steps + 1
    drag(ruler, QPoint(view.x(4 * BAR), 2), QPoint(view.x(6 * BAR), 2))
    assert (view.session.loop.start, view.session.loop.end) == (2 * BAR, 6 * BAR)
    drag(ruler, QPoint(view.x(3 * BAR), 2), QPoint(view.x(4 * BAR), 2))
    assert (view.session.loop.start, view.session.loop.end) == (3 * BAR, 7 * BAR)


def test_shift_drag_scrubs(view):
    drag(view.arrange.ruler, QPoint(100, 20), QPoint(333, 20), SHIFT)
    assert view.studio.position == 333000


def test_a_marker_is_dragged_in_one_step_and_a_click_on_it_goes_there(view):
    view.studio.do(edits.add_marker, "Here", 2 * BAR)
    steps, place = view.steps(), QPoint(view.x(2 * BAR), 12)
    drag(view.arrange.ruler, place, QPoint(view.x(4 * BAR), 12))
    assert view.session.markers[0].frame == 4 * BAR
    assert view.steps() == steps + 1
    drag(view.arrange.ruler, QPoint(view.x(4 * BAR) + 3, 12), QPoint(view.x(4 * BAR) + 3, 12))
    assert view.studio.position == 4 * BAR


@pytest.fixture
def sections(view):
    for number, name in enumerate(("Verse", "Chorus")):
        view.studio.do(edits.add_section, name, 2 * number * BAR, 2 * (number + 1) * BAR)
    return view


def names(view):
    return [(one.name, one.start // BAR) for one in view.session.sections]


def test_a_section_moves_with_its_clips_and_the_rest_closes_up(sections):
    lane = sections.arrange.sections
    drag(lane, QPoint(sections.x(3 * BAR), 10), QPoint(sections.x(BAR // 4), 10))
    assert names(sections) == [("Chorus", 0), ("Verse", 2)]
    assert sections.clip(sections.c1).start == 0


def test_alt_drag_copies_a_section_with_its_clips(sections):
    lane = sections.arrange.sections
    drag(lane, QPoint(sections.x(3 * BAR), 10), QPoint(sections.x(4 * BAR), 10), ALT)
    assert names(sections) == [("Verse", 0), ("Chorus", 2), ("Chorus", 4)]
    assert sorted(clip.start for clip in sections.session.tracks[0].clips) == [2 * BAR, 4 * BAR]


def test_an_edge_of_a_section_is_dragged_and_moves_nothing_else(sections):
    steps = sections.steps()
    drag(sections.arrange.sections, QPoint(sections.x(4 * BAR) - 2, 10), QPoint(sections.x(6 * BAR), 10))
    assert sections.session.sections[1].length == 4 * BAR
    assert sections.clip(sections.c2).start == 4 * BAR
    assert sections.steps() == steps + 1


def test_sections_are_renamed_by_a_double_click_and_moved_by_keys(sections):
    lane = sections.arrange.sections
    send(lane, QMouseEvent.Type.MouseButtonDblClick, QPoint(sections.x(BAR), 10))
    QTest.keyClicks(lane._entry, "Intro")
    QTest.keyClick(lane._entry, Qt.Key.Key_Return)
    assert names(sections)[0] == ("Intro", 0)
    lane.setFocus()
    QTest.keyClick(lane, Qt.Key.Key_Right)
    QTest.keyClick(lane, Qt.Key.Key_Right, ALT)
    assert names(sections) == [("Chorus", 0), ("Intro", 2)]
    QTest.keyClick(lane, Qt.Key.Key_Delete)
    assert len(sections.session.sections) == 1


def test_ctrl_wheel_zooms_by_a_fourth_root_of_two_about_the_pointer(view):
    at = QPoint(400, 100)
    frame = view.canvas.axis.frame(400)
    turn(view.canvas, at, 1, CTRL)
    assert view.canvas.axis.frames_per_px == pytest.approx(1000 / 2**0.25)
    assert view.canvas.axis.frame(400) == pytest.approx(frame, abs=1000)
    turn(view.canvas, at, -100, CTRL)
    longest = view.arrange.viewport.longest
    assert view.canvas.axis.frames_per_px == pytest.approx(longest)


def test_zooming_near_the_edge_of_a_range_is_about_that_edge(view):
    view.studio.selection.set_range(2 * BAR, 4 * BAR)
    turn(view.canvas, QPoint(view.x(2 * BAR) + 4, 100), 4, CTRL)
    assert view.canvas.axis.x(2 * BAR) == pytest.approx(192, abs=1)


def test_shift_wheel_scrolls_in_time_and_the_wheel_up_and_down(view):
    turn(view.canvas, QPoint(400, 100), -2, SHIFT)
    assert view.canvas.axis.first_frame == 120 * 1000
    view.arrange.resize(1248, 200)
    turn(view.canvas, QPoint(400, 50), -1)
    assert view.arrange.viewport.top == 60
    turn(view.canvas, QPoint(400, 50), 5)
    assert view.arrange.viewport.top == 0


def test_alt_wheel_changes_the_height_of_the_track_under_the_pointer(view):
    turn(view.canvas, QPoint(400, 90), 1, ALT)
    assert view.studio.view.height(view.ids[1]) == "large"
    assert view.row(1).height == 96
    turn(view.canvas, QPoint(400, 90), -1, ALT)
    turn(view.canvas, QPoint(400, 90), -1, ALT)
    assert view.row(1).height == 28


def test_the_middle_button_moves_the_paper(view):
    view.drag(QPoint(0, 0), QPoint(0, 0))
    start, end = QPoint(500, 100), QPoint(300, 100)
    view.send(QMouseEvent.Type.MouseButtonPress, start, button=Qt.MouseButton.MiddleButton)
    view.send(QMouseEvent.Type.MouseMove, end, button=Qt.MouseButton.MiddleButton)
    view.send(QMouseEvent.Type.MouseButtonRelease, end, button=Qt.MouseButton.MiddleButton)
    assert view.canvas.axis.first_frame == 200 * 1000


def test_the_frame_of_the_overview_pans_and_its_edges_zoom(view):
    overview = view.arrange.overview
    view.studio.view.set(frames_per_px=100.0, first_frame=0)
    frame = overview.frame_rect()
    middle = frame.center().toPoint()
    drag(overview, middle, middle + QPoint(200, 0))
    assert view.canvas.axis.first_frame == pytest.approx(200 * overview.axis.frames_per_px, rel=0.01)
    frame = overview.frame_rect()
    edge = QPoint(round(frame.right()), 10)
    drag(overview, edge, edge + QPoint(100, 0))
    assert view.canvas.axis.frames_per_px > 100.0


def test_a_page_is_turned_when_the_playhead_leaves_and_a_scroll_suspends_that(view, monkeypatch):
    port = view.arrange.viewport
    port._was_playing = True
    view.studio.locate(port.end + 1000)
    assert port.axis.x(view.studio.position) == pytest.approx(0.05 * port.width, abs=2)
    port.pan(5000)
    first = port.axis.first_frame
    view.studio.locate(0)
    assert port.axis.first_frame == first, "a scroll by hand suspends following"
    port.following = True
    view.studio.view.follow = "smooth"
    view.studio.locate(3 * BAR)
    view.studio.locate(20 * BAR)
    assert port.axis.x(20 * BAR) == pytest.approx(port.width / 2, abs=2)


def test_the_playhead_stands_where_the_song_stands(view):
    view.studio.locate(300_000)
    head = view.arrange.playhead
    assert head.isVisible()
    assert head.x() + head.width() / 2 == pytest.approx(300, abs=1)
    view.studio.locate(10**8)
    assert not head.isVisible()
