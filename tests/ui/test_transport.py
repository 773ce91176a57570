"""The transport bar without sound: what a hand does to it and what it shows."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from daw.model import edits
from daw.ui.counter import Counter, key_of
from daw.ui.timetext import clock_text, parse_bars, parse_frames, parse_time, time_text
from daw.ui.transportbar import TransportBar, level_text
from tests.ui.widgets.hand import drag, keep, show

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def bar(qtbot, studio):
    from daw.ui import commands

    one = keep(qtbot, TransportBar(studio))
    commands.register(studio)
    one.resize(1600, 52)
    show(qtbot, one)
    return one


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_into(part, text):
    click(part)
    QTest.keyClicks(part._entry, text)
    QTest.keyClick(part._entry, Qt.Key.Key_Return)


def test_tools_snap_grid_and_loop_are_of_the_view(bar, studio):
    for name, button in bar._tools.items():
        click(button)
        assert studio.view.tool == name
        assert button.is_on
    click(bar.magnet)
    assert not studio.view.snap
    bar.grid.choose("1/16")
    assert studio.view.grid == "1/16"
    click(bar.loop)
    assert studio.view.loop
    assert bar.loop.is_on
    bar.count_in.choose("2")
    assert studio.view.count_in == 2
    studio.set_click("always")
    assert bar.click.is_on
    studio.set_click("off")
    assert not bar.click.is_on


def test_undo_and_redo_follow_the_song(bar, studio):
    studio.do(edits.set_fader, studio.session.tracks[0].id, -6.0)
    assert bar.undo.isEnabled()
    click(bar.undo)
    assert studio.session.tracks[0].fader_db == 0.0
    click(bar.redo)
    assert studio.session.tracks[0].fader_db == -6.0


def test_the_solo_pill_clears_all_solos(bar, studio):
    assert not bar.solo.isVisible()
    studio.do(edits.set_solo, studio.session.tracks[0].id, True)
    assert bar.solo.isVisible()
    click(bar.solo)
    assert not any(track.solo for track in studio.session.tracks)
    assert not bar.solo.isVisible()


def test_the_counter_is_typed_dragged_and_shows_another_unit(bar, studio):
    counter: Counter = bar.counter
    type_into(counter.place, "3.2")
    assert studio.position == studio.session.tempo.bar_to_frame(3, 2, 0, studio.sample_rate)
    assert counter.place.text() == "3 . 2 . 000"
    type_into(counter.second, "1:02.5")
    assert studio.position == 62.5 * studio.sample_rate
    studio.view.counter = "samples"
    assert counter.place.text() == "3 000 000"
    studio.view.counter = "bars"
    studio.locate(0)
    drag(counter.place, (0, -40), start=QPoint(20, 20))
    bar_now, beat, _ = studio.session.tempo.frame_to_bar(studio.position, studio.sample_rate)
    assert bar_now > 1
    assert beat == 1 or studio.position > 0


def test_tempo_meter_and_key_are_edits(bar, studio):
    counter = bar.counter
    before = studio.session
    type_into(counter.tempo, "92")
    type_into(counter.meter, "11/8")
    type_into(counter.key, "dm")
    session = studio.session
    assert session.tempo.tempos[0].bpm == 92.0
    assert (session.tempo.meters[0].beats, session.tempo.meters[0].unit) == (11, 8)
    assert session.key == "D min"
    assert [counter.tempo.text(), counter.meter.text(), counter.key.text()] == ["92.00", "11/8", "D min"]
    for _ in range(3):
        studio.undo()
    assert studio.session == before
    drag(counter.tempo, (0, -50))
    assert studio.session.tempo.tempos[0].bpm > 120.0
    studio.undo()
    assert studio.session == before, "a drag is one step"


def test_wrong_text_changes_nothing(bar, studio):
    before = studio.session
    click(bar.counter.tempo)
    QTest.keyClicks(bar.counter.tempo._entry, "fast")
    QTest.keyClick(bar.counter.tempo._entry, Qt.Key.Key_Return)
    assert bar.counter.tempo._entry.wrong
    assert studio.session is before


@pytest.mark.parametrize("width", [1066, 1100, 1280, 1440, 1600, 1920])
def test_nothing_is_cut_at_any_width(bar, width):
    bar.resize(width, 52)
    assert bar.width() == width
    shown = [bar._row.itemAt(at).widget() for at in range(bar._row.count())]
    places = [one.geometry() for one in shown if one is not None and one.isVisible()]
    for left, right in itertools.pairwise(places):
        assert left.right() < right.left()
    assert places[-1].right() < width


def test_texts_of_time_are_read_back(studio):
    rate = studio.sample_rate
    for frame in (0, 48, 3333336, 48000 * 3601):
        assert abs(parse_time(rate, time_text(frame, rate)) - frame) <= rate / 2000
    assert parse_frames("3 334 000") == 3334000
    assert parse_bars(studio.session, "27 . 3 . 480") == studio.session.tempo.bar_to_frame(27, 3, 480, rate)
    for wrong in ("", "a", "0.1", "1.2.3.4"):
        with pytest.raises(ValueError, match=r"."):
            parse_bars(studio.session, wrong)
    assert [clock_text(second) for second in (42, 700, 22320, 4e5)] == ["0:42", "11 m", "6 h 12 m", "4 d"]


@pytest.mark.parametrize(("text", "key"), [("dm", "D min"), ("Bb", "B♭ maj"), ("f# minor", "F♯ min"), ("", ""), ("–", "")])
def test_keys_are_written_as_people_say_them(text, key):
    assert key_of(text) == key


def test_levels_read_as_people_read_them():
    assert [level_text(level) for level in (None, -15.84, 0.0, -120.0)] == ["−∞", "−15.8", "0.0", "−∞"]
