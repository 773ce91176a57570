"""The headers of tracks: every control asks the song, and shows what it says."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from daw.engine.levels import TrackLevel
from daw.model import edits

LEFT = Qt.MouseButton.LeftButton
NONE, CTRL, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("No", "Control", "Alt"))


@pytest.fixture
def headers(view):
    view.headers = [view.arrange.headers.header(track_id) for track_id in view.ids[:3]]
    return view


def track(view, number):
    return view.session.tracks[number]


def test_r_arms_this_track_only_and_ctrl_adds(headers):
    first, second, _ = headers.headers
    QTest.mouseClick(first.arm, LEFT)
    QTest.mouseClick(second.arm, LEFT)
    assert [one.armed for one in headers.session.tracks[:3]] == [False, True, False]
    QTest.mouseClick(first.arm, LEFT, CTRL)
    assert [one.armed for one in headers.session.tracks[:3]] == [True, True, False]
    QTest.mouseClick(first.arm, LEFT)
    assert not track(headers, 0).armed
    assert second.arm.value


def test_m_and_s_ask_the_song_and_alt_s_solos_only_this(headers):
    first, second, third = headers.headers
    QTest.mouseClick(first.mute, LEFT)
    assert track(headers, 0).mute
    QTest.mouseClick(first.solo, LEFT)
    QTest.mouseClick(second.solo, LEFT, ALT)
    assert [one.solo for one in headers.session.tracks[:3]] == [False, True, False]
    assert third.mute.dimmed
    assert not second.mute.dimmed
    QTest.mouseClick(second.solo, LEFT, ALT | CTRL)
    assert not any(one.solo for one in headers.session.tracks)
    assert not third.mute.dimmed


def test_the_slider_is_the_fader_and_its_number_is_typed(headers):
    first = headers.headers[0]
    steps = headers.steps()
    QTest.keyClick(first.volume, Qt.Key.Key_Down)
    assert track(headers, 0).fader_db == -0.5
    assert first.value.text() == "−0.5"
    assert headers.steps() == steps + 1
    QTest.mouseDClick(first.value, LEFT)
    entry = first.volume._entry
    QTest.keyClicks(entry, "-6")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert track(headers, 0).fader_db == -6.0


def test_a_pair_of_inputs_makes_a_track_stereo_in_one_step(headers):
    first, steps = headers.headers[0], headers.steps()
    first.input.before_open()
    assert ("3+4", "In 3+4") in first.input.choices
    first.input.choose("3+4")
    assert (track(headers, 0).inputs, track(headers, 0).channels) == ((3, 4), 2)
    assert headers.steps() == steps + 1
    headers.studio.undo()
    assert first.input.text() == "In 1"


def test_the_headphones_offer_when_you_hear_yourself(headers):
    headers.headers[0].hear.press()
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["While armed", "Always", "Never"]
    menu.actions()[1].trigger()
    menu.close()
    assert track(headers, 0).monitor == "on"
    assert headers.headers[0].hear.value


def test_f2_and_a_double_click_rename_the_track(headers):
    headers.studio.selection.select_track(headers.ids[1])
    headers.trigger("track.rename")
    QTest.keyClicks(headers.headers[1]._entry, "Lute")
    QTest.keyClick(headers.headers[1]._entry, Qt.Key.Key_Return)
    assert track(headers, 1).name == "Lute"
    assert headers.headers[1].accessibleName() == "Track Lute"


def mouse(widget, kind, at, modifiers=NONE):
    held = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else LEFT
    pressed = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), pressed, held, modifiers)
    QApplication.sendEvent(widget, event)


def test_a_header_dragged_down_moves_the_track(headers):
    first = headers.headers[0]
    mouse(first, QMouseEvent.Type.MouseButtonPress, QPoint(60, 50))
    for y in (60, 120, 165):
        mouse(first, QMouseEvent.Type.MouseMove, QPoint(60, y))
    assert headers.arrange.headers.carry.mark.isVisible()
    mouse(first, QMouseEvent.Type.MouseButtonRelease, QPoint(60, 165))
    assert [one.name for one in headers.session.tracks] == ["Guitar", "Bass", "Voice", "Master"]
    assert headers.arrange.headers.header(headers.ids[0]).number == 3


def test_the_lower_edge_drags_the_height(headers):
    first = headers.headers[0]
    mouse(first, QMouseEvent.Type.MouseButtonPress, QPoint(60, first.height() - 2))
    mouse(first, QMouseEvent.Type.MouseMove, QPoint(60, 100))
    mouse(first, QMouseEvent.Type.MouseButtonRelease, QPoint(60, 100))
    assert headers.studio.view.height(headers.ids[0]) == "large"
    assert first.height() == 96


def test_a_click_chooses_the_track_and_ctrl_adds(headers):
    mouse(headers.headers[0], QMouseEvent.Type.MouseButtonPress, QPoint(60, 50))
    mouse(headers.headers[0], QMouseEvent.Type.MouseButtonRelease, QPoint(60, 50))
    mouse(headers.headers[2], QMouseEvent.Type.MouseButtonPress, QPoint(60, 50), CTRL)
    assert headers.studio.selection.tracks == (headers.ids[0], headers.ids[2])


def test_the_meter_shows_levels_and_holds_the_peak(headers):
    first = headers.headers[0]
    first.show_level(TrackLevel((-6.0, -7.0), (-12.0, -13.0), (-6.0, -7.0), 0))
    assert first.meter.peak_db == -6.0
    first.show_level(TrackLevel((-40.0, -40.0), (-50.0, -50.0), (-6.0, -7.0), 0))
    assert first.meter.peak_db == -6.0


def test_low_tracks_show_their_first_row_only(headers):
    headers.studio.view.set_height(headers.ids[0], "mini")
    first = headers.headers[0]
    assert first.height() == 28
    assert first.mute.isVisible()
    assert not first.volume.isVisible()


def test_the_corner_counts_and_adds_tracks(headers):
    assert headers.arrange.corner.words == "3 tracks"
    headers.studio.do(edits.add_bus, "Plate")
    assert headers.arrange.corner.words == "3 tracks, 1 return"
    headers.studio.actions.add("track.new", "New track", lambda: headers.studio.do(edits.add_track, "Four"))
    QTest.mouseClick(headers.arrange.corner.add, LEFT)
    assert headers.arrange.corner.words == "4 tracks, 1 return"


def test_search_finds_tracks_and_clips_and_goes_there(headers):
    keys = {item.words: item.key for item in headers.arrange.corner.items()}
    assert set(keys) == {"Voice", "Guitar", "Bass", "one", "two"}
    headers.arrange.navigation.show_found(keys["two"])
    assert headers.studio.selection.clips == {headers.c2}
    headers.arrange.navigation.show_found(keys["Bass"])
    assert headers.studio.selection.track == headers.ids[2]


def test_every_control_of_a_header_says_what_and_where_it_is(headers):
    first = headers.headers[0]
    for widget in (first.arm, first.hear, first.mute, first.solo, first.input, first.volume, first.meter):
        assert widget.accessibleName().endswith(", Voice"), widget


def test_a_track_that_is_gone_takes_its_header_along(headers):
    headers.studio.do(edits.remove_track, headers.ids[1])
    assert headers.arrange.headers.header(headers.ids[1]) is None
    headers.studio.undo()
    assert headers.arrange.headers.header(headers.ids[1]).name_rect().isValid()


def test_an_automated_fader_stands_where_its_automation_has_it(headers):
    headers.studio.do(edits.add_envelope, headers.ids[0], "fader_db")
    envelope = track(headers, 0).automation[0].id
    for frame, value in ((0, -20.0), (96000, 0.0)):
        headers.studio.do(edits.add_point, envelope, frame, value)
    headers.studio.locate(48000)
    headers.studio.tick()
    first = headers.headers[0]
    assert first.volume.automated
    assert first.volume.value == -10.0
    assert first.value.text() == "−10.0"
    headers.studio.do(edits.remove_envelope, envelope)
    assert not first.volume.automated
    assert first.volume.value == 0.0


def pull(edge, way):
    """Drag a widget that moves with the hand."""
    there = edge.mapToGlobal(QPoint(3, 200))
    for kind, by in ((QMouseEvent.Type.MouseButtonPress, 0), (QMouseEvent.Type.MouseMove, way // 2), (QMouseEvent.Type.MouseMove, way)):
        mouse(edge, kind, edge.mapFromGlobal(there + QPoint(by, 0)))
    mouse(edge, QMouseEvent.Type.MouseButtonRelease, QPoint(3, 200))


def test_the_headers_are_made_wider_within_limits_and_go_back_on_a_double_click(view):
    arrange = view.arrange
    assert arrange.corner.width() == 248
    pull(arrange.edge, 60)
    assert arrange.corner.width() == arrange.headers.width() - 1 == 308
    assert arrange.right.x() == 309
    pull(arrange.edge, -400)
    assert arrange.corner.width() == 180
    view.studio.view.layout = "record"
    assert arrange.corner.width() == 248, "each view has its own"
    view.studio.view.layout = "mix"
    assert arrange.corner.width() == 180
    mouse(arrange.edge, QMouseEvent.Type.MouseButtonDblClick, QPoint(3, 9))
    assert arrange.corner.width() == 248
