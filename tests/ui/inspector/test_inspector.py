"""The inspector: what is chosen is shown, and every field changes it, undone and done again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from daw.model import edits
from daw.ui.inspector import Inspector
from tests.ui.mixer.desk import Desk
from tests.ui.widgets.hand import double_click, drag, keep, show

RATE = 48000
BEAT = RATE // 2  # 120 bpm


@pytest.fixture
def desk(qtbot):
    one = Desk()
    studio = one.studio
    one.source = edits.upcoming(studio.session, "a")
    studio.do(edits.add_source, "voice", "audio/voice.wav", 1, 100 * RATE)
    one.clips = []
    for start in (2, 12):
        one.clips.append(edits.upcoming(studio.session, "c"))
        studio.do(edits.add_clip, one["Guitar"], one.source, start * RATE, 3 * RATE, 5 * RATE)
    for _ in range(3):
        studio.do(edits.add_take, one["Vocal"], one.source, 0, 20 * RATE)
    one.inspector = keep(qtbot, Inspector(studio))
    one.inspector.resize(240, 700)
    show(qtbot, one.inspector)
    yield one
    one.close()


def shown(desk):
    return [name for name, group in desk.inspector.groups.items() if group.isVisible() and name not in ("comments", "tasks")]


def clip(desk, number=0):
    return next(one for one in desk.track("Guitar").clips if one.id == desk.clips[number])


def choose(desk, *numbers):
    desk.studio.selection.select_clips([desk.clips[number] for number in numbers], track=desk["Guitar"])


def type_into(field, text):
    field.type_value()
    entry = field._entry
    entry.setText(text)
    QTest.keyClick(entry, Qt.Key.Key_Return)


def test_it_shows_what_is_chosen(desk):
    selection = desk.studio.selection
    selection.select_track(None)
    assert shown(desk) == ["song"]
    selection.select_track(desk["Guitar"])
    assert shown(desk) == ["track"]
    choose(desk, 0)
    assert shown(desk) == ["track", "clip"]
    selection.select_track(desk["Vocal"])
    selection.select_take(desk.track("Vocal").takes[0].id)
    assert shown(desk) == ["track", "takes", "take"]
    selection.select_track("master")
    selection.clear()
    assert shown(desk) == ["track", "song"]


def test_the_track_is_renamed_routed_and_heard(desk):
    desk.studio.selection.select_track(desk["Guitar"])
    group = desk.inspector.track
    assert group.number.text() == "Track 2"
    entry = group.name.rename()
    entry.setText("Nylon")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert desk.undone_and_redone(lambda: desk.track("Guitar").name) == ("Nylon", "Guitar", "Nylon")
    for field, key, read, before in (
        (group.input, "2", lambda: desk.track("Guitar").inputs, (1,)),
        (group.output, desk["Drums"], lambda: desk.track("Guitar").output, None),
        (group.monitor, "on", lambda: desk.track("Guitar").monitor, "auto"),
        (group.channels, "2", lambda: desk.track("Guitar").channels, 1),  # a single input made it mono
    ):
        field.choose(key)
        now, undone, redone = desk.undone_and_redone(read)
        assert undone == before
        assert now == redone != before
        assert field.value == key
    menu = group.patch.open_menu()
    next(action for action in menu.actions() if action.text() == "Jade").trigger()
    assert desk.track("Guitar").color == "jade"


def test_buses_have_no_input(desk):
    desk.studio.selection.select_track(desk["Drums"])
    group = desk.inspector.track
    assert not group.input.isVisible()
    assert group.output.isVisible()
    assert group.number.text() == "Bus 1"


@pytest.mark.parametrize(
    ("name", "text", "read", "before", "after"),
    [
        ("start", "5.1", lambda one: one.start, 2 * RATE, 16 * BEAT),
        ("start", "0:07.5", lambda one: one.start, 2 * RATE, 15 * BEAT),
        ("length", "1 . 1 . 480", lambda one: one.length, 5 * RATE, round(5.5 * BEAT)),
        ("length", "2.5 s", lambda one: one.length, 5 * RATE, 5 * BEAT),
        ("gain", "-4.5", lambda one: one.gain_db, 0.0, -4.5),
        ("fade_in", "40", lambda one: one.fade_in.frames, 0, 1920),
        ("fade_out", "0.11 s", lambda one: one.fade_out.frames, 0, 5280),
    ],
)
def test_a_typed_value_of_a_clip(desk, name, text, read, before, after):
    choose(desk, 0)
    field = getattr(desk.inspector.clip, name)
    type_into(field, text)
    assert desk.undone_and_redone(lambda: read(clip(desk))) == (after, before, after)
    assert not field.mixed


@pytest.mark.parametrize("name", ["start", "length", "gain", "fade_in", "fade_out"])
def test_a_drag_of_a_clips_number_is_one_step(desk, name):
    choose(desk, 0)
    before, steps = clip(desk), desk.document.history.index
    drag(getattr(desk.inspector.clip, name), (0, -30), pieces=6)
    assert desk.document.history.index == steps + 1
    now, undone, redone = desk.undone_and_redone(lambda: clip(desk))
    assert undone == before
    assert now == redone != before


def test_arrows_move_a_clip_by_a_beat(desk):
    choose(desk, 0)
    field = desk.inspector.clip.start
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert clip(desk).start == 2 * RATE + BEAT


def test_several_clips_share_what_is_typed_and_show_a_dash_where_they_differ(desk):
    choose(desk, 0, 1)
    group = desk.inspector.clip
    assert group.start.text() == "—"
    assert group.length.text() == "2 . 2 . 000"
    assert group.words.text() in ("voice", "2 clips")
    type_into(group.gain, "3")
    assert desk.undone_and_redone(lambda: [clip(desk, number).gain_db for number in (0, 1)]) == ([3.0, 3.0], [0.0, 0.0], [3.0, 3.0])
    type_into(group.fade_in, "20")
    assert [clip(desk, number).fade_in.frames for number in (0, 1)] == [960, 960]
    desk.studio.undo()
    assert [clip(desk, number).fade_in.frames for number in (0, 1)] == [0, 0], "one step for both"


def test_a_clip_is_renamed_and_muted(desk):
    choose(desk, 0)
    entry = desk.inspector.clip.words.rename()
    entry.setText("Verse")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert clip(desk).name == "Verse"
    QTest.mouseClick(desk.inspector.clip.mute, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert desk.undone_and_redone(lambda: clip(desk).muted) == (True, False, True)


def test_what_does_not_fit_changes_nothing(desk):
    choose(desk, 0)
    before = desk.studio.session
    type_into(desk.inspector.clip.start, "somewhere")
    assert desk.studio.session is before
    assert desk.inspector.clip.start._entry.wrong


def test_takes_show_stars_and_their_share_of_the_comp(desk):
    takes = desk.track("Vocal").takes
    desk.studio.do(edits.use_take, takes[0].id)
    desk.studio.do(edits.swipe_take, takes[1].id, 0, 5 * RATE)
    desk.studio.selection.select_track(desk["Vocal"])
    rows = desk.inspector.takes.rows
    assert [row.text() for row in rows] == ["75 %", "25 %", "0 %"]
    assert desk.inspector.takes.words.text() == "3 takes, 2 segments"
    rows[2].stars.rate(4)
    assert desk.undone_and_redone(lambda: desk.track("Vocal").takes[2].rating) == (4, 0, 4)
    rows[2].setFocus()
    QTest.keyClick(rows[2], Qt.Key.Key_2)
    assert desk.track("Vocal").takes[2].rating == 2
    QTest.mouseClick(rows[2], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert desk.studio.selection.take == takes[2].id
    assert rows[2].chosen
    double_click(rows[2], QPoint(10, 10))
    assert rows[2].text() == "100 %"
    QTest.keyClick(rows[2], Qt.Key.Key_Delete)
    assert len(desk.inspector.takes.rows) == 2
    desk.studio.undo()
    assert len(desk.inspector.takes.rows) == 3


def test_a_take_has_a_name_a_note_and_facts(desk):
    take = desk.track("Vocal").takes[0]
    desk.studio.selection.select_take(take.id, track=desk["Vocal"])
    group = desk.inspector.take
    group.note.setFocus()
    QTest.keyClicks(group.note, "good breath")
    QTest.keyClick(group.note, Qt.Key.Key_Return)
    assert desk.undone_and_redone(lambda: desk.track("Vocal").takes[0].note) == ("good breath", "", "good breath")
    entry = group.words.rename()
    entry.setText("Keeper")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert desk.track("Vocal").takes[0].name == "Keeper"
    assert group.facts.text().startswith("20.0 s")


def test_a_section_is_shown_for_its_stretch_of_time(desk):
    section = edits.upcoming(desk.studio.session, "p")
    desk.studio.do(edits.add_section, "Verse", 0, 8 * RATE)
    desk.studio.selection.set_range(0, 8 * RATE)
    assert "section" in shown(desk)
    type_into(desk.inspector.section.length, "2")
    assert desk.undone_and_redone(lambda: desk.studio.session.sections[0].length) == (4 * RATE, 8 * RATE, 4 * RATE)
    desk.studio.selection.set_range(0, 4 * RATE)
    desk.inspector.section.color.choose("jade")
    assert desk.studio.session.sections[0].color == "jade"
    assert desk.studio.session.sections[0].id == section


def test_points_of_automation(desk):
    envelope = edits.upcoming(desk.studio.session, "e")
    desk.studio.do(edits.add_envelope, desk["Vocal"], "fader_db", [[0, -3.0], [RATE, -6.0], [9 * RATE, 0.0]])
    desk.studio.selection.select_points(desk["Vocal"], "fader_db", [RATE])
    group = desk.inspector.point
    assert group.words.text() == "Volume"
    type_into(group.value, "-12")
    now = [(0, -3.0), (RATE, -12.0), (9 * RATE, 0.0)]

    def read():
        return [(point.frame, point.value) for point in desk.track("Vocal").automation[0].points]

    assert desk.undone_and_redone(read) == (now, [(0, -3.0), (RATE, -6.0), (9 * RATE, 0.0)], now)
    drag(group.time, (0, -20), pieces=4)
    assert read()[1][0] > RATE
    assert desk.studio.selection.points == frozenset({read()[1][0]})
    desk.studio.undo()
    assert read() == now
    group.mode.choose("touch")
    assert desk.track("Vocal").automation[0].mode == "touch"
    desk.studio.selection.select_points(desk["Vocal"], "fader_db", [0, 9 * RATE])
    assert group.value.text() == "—"
    assert not group.time.isVisible()
    assert envelope == desk.track("Vocal").automation[0].id


def test_the_song(desk):
    desk.studio.selection.select_track(None)
    group, session = desk.inspector.song, lambda: desk.studio.session
    type_into(group.tempo, "92")
    assert desk.undone_and_redone(lambda: session().tempo.tempo_at(0).bpm) == (92.0, 120.0, 92.0)
    group.meter.choose("6/8")
    assert (session().tempo.meter_at(0).beats, session().tempo.meter_at(0).unit) == (6, 8)
    group.key.choose("D min")
    assert session().key == "D min"
    group.law.choose("-4.5")
    assert session().pan_law_db == -4.5
    entry = group.words.rename()
    entry.setText("Slow Light")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert session().name == "Slow Light"
    assert group.rate.text() == "48 kHz"


def test_a_folded_group_stays_folded(desk, qtbot):
    choose(desk, 0)
    QTest.mouseClick(desk.inspector.clip.title, Qt.MouseButton.LeftButton)
    assert not desk.inspector.clip.start.isVisible()
    again = keep(qtbot, Inspector(desk.studio))
    show(qtbot, again)
    assert again.clip.is_folded
    assert not again.clip.start.isVisible()
    QTest.mouseClick(again.clip.title, Qt.MouseButton.LeftButton)
    assert again.clip.start.isVisible()


def test_every_field_has_a_name_and_a_tip(desk):
    choose(desk, 0)
    desk.studio.selection.select_take(desk.track("Vocal").takes[0].id)
    for widget in desk.inspector.findChildren(object):
        if hasattr(widget, "focusPolicy") and widget.focusPolicy() not in (Qt.FocusPolicy.NoFocus,) and widget.isVisible():
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget


def test_a_comp_is_one_thing(desk):
    takes = desk.track("Vocal").takes
    desk.studio.do(edits.use_take, takes[0].id)
    desk.studio.do(edits.swipe_take, takes[1].id, 5 * RATE, 10 * RATE)
    desk.studio.selection.select_clips([one.id for one in desk.track("Vocal").clips], track=desk["Vocal"])
    group = desk.inspector.clip

    def parts():
        return [(one.start, one.end) for one in sorted(desk.track("Vocal").clips, key=lambda one: one.start)]

    before = [(0, 5 * RATE), (5 * RATE, 10 * RATE), (10 * RATE, 20 * RATE)]
    assert parts() == before
    assert (group.words.text(), group.start.text(), group.length.text()) == ("Vocal comp", "1 . 1 . 000", "10 . 0 . 000")
    type_into(group.start, "2")
    after = [(start + 4 * BEAT, end + 4 * BEAT) for start, end in before]
    assert desk.undone_and_redone(parts) == (after, before, after)
    steps = desk.document.history.index
    drag(group.start, (0, -20), pieces=5)
    assert desk.document.history.index == steps + 1
    assert parts()[0][0] > after[0][0]
    desk.studio.undo()
    type_into(group.length, "9")
    assert parts()[-1] == (12 * RATE, 20 * RATE)
    type_into(group.fade_out, "100")
    assert max(desk.track("Vocal").clips, key=lambda one: one.start).fade_out.frames == 4800
