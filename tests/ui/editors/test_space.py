"""The editors of reverb, delay and panner: what is dragged in their pictures becomes the value it shows."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from daw import registry
from daw.model import edits
from daw.ui.editors.space.pannereditor import correlation_words
from daw.ui.editors.space.tapspicture import beats_of
from tests.ui.widgets.hand import NONE, SHIFT, double_click, drag, wheel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def values(slot):
    def read(name, parameter):
        return registry.find(f"daw.{name}").values(slot(name).values)[parameter]

    return read


def steps(studio):
    return studio.document.history.index


def handle(picture, name):
    return picture.handles()[name].toPoint()


@pytest.mark.parametrize("name", ["reverb", "delay", "panner"])
def test_every_parameter_has_a_control(frame, name):
    editor = frame(name).body
    others = {"reverb": {"type", "freeze", "predelay_note", "tempo_bpm"}, "delay": {"sync", "ping_pong", "tempo_bpm"}, "panner": {"law"}}[
        name
    ]
    assert {*editor.knobs, *others, "output_db"} == {param.name for param in registry.find(f"daw.{name}").params}


@pytest.mark.parametrize("name", ["reverb", "delay", "panner"])
def test_every_knob_sets_what_it_names_and_undo_brings_it_back(studio, frame, slot, values, name):
    editor = frame(name).body
    for parameter, knob in editor.knobs.items():
        wanted = knob.quantity.value(0.7)
        knob.ask(wanted, "type")
        assert values(name, parameter) == pytest.approx(wanted, rel=1e-6), parameter
        studio.undo()
        assert knob.value == pytest.approx(knob.quantity.default, rel=1e-6), parameter
    assert slot(name).values == {}


def test_the_end_of_the_tail_is_the_decay_as_one_step(studio, frame, slot, values):
    picture = frame("reverb").body.picture
    before = steps(studio)
    drag(picture, (40, 0), start=handle(picture, "mid"))
    assert values("reverb", "decay_s") > 2.0
    assert steps(studio) == before + 1
    studio.undo()
    assert slot("reverb").values == {}


def test_a_handle_stays_under_the_hand_that_drags_it(frame, values):
    picture = frame("reverb").body.picture
    start = handle(picture, "mid")
    longest_s = picture.longest_s
    drag(picture, (30, 0), start=start)
    wanted = picture.seconds(start.x() + 30, longest_s) - picture.predelay_s
    assert values("reverb", "decay_s") == pytest.approx(wanted / 0.7, rel=0.03), "the handle stands 42 dB under the tail's start"


def test_the_highs_handle_is_the_damping_the_gap_the_predelay(frame, values):
    picture = frame("reverb").body.picture
    drag(picture, (-30, 0), start=handle(picture, "high"))
    assert values("reverb", "damping") > 0.5
    drag(picture, (25, 0), start=handle(picture, "gap"))
    assert values("reverb", "predelay_ms") > 20.0
    moved = values("reverb", "predelay_ms")
    drag(picture, (25, 0), start=handle(picture, "gap"), modifiers=SHIFT)
    assert 0.0 < values("reverb", "predelay_ms") - moved < 10.0
    double_click(picture, handle(picture, "gap"))
    assert values("reverb", "predelay_ms") == 20.0


def test_the_reverbs_keys_go_through_its_handles(studio, frame, values):
    picture = frame("reverb").body.picture
    picture.setFocus()
    picture.chosen = "gap"
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert values("reverb", "predelay_ms") > 20.0
    QTest.keyClick(picture, Qt.Key.Key_Tab)
    assert picture.chosen == "low"
    QTest.keyClick(picture, Qt.Key.Key_Left)
    assert values("reverb", "bass") < 1.0
    QTest.keyClick(picture, Qt.Key.Key_Tab)
    assert picture.chosen == "mid"
    before = steps(studio)
    for _ in range(3):
        QTest.keyClick(picture, Qt.Key.Key_Right)
    assert values("reverb", "decay_s") > 2.0
    assert steps(studio) == before + 1
    QTest.keyClick(picture, Qt.Key.Key_Home)
    assert values("reverb", "decay_s") == 2.0


def test_type_and_freeze(frame, values):
    editor = frame("reverb").body
    editor.kind.choose("2")
    QTest.mouseClick(editor.freeze, LEFT, NONE, QPoint(10, 10))
    assert (values("reverb", "type"), values("reverb", "freeze")) == (2.0, 1.0)
    editor.grab()


def test_an_echo_dragged_sideways_is_the_time(studio, frame, slot, values):
    picture = frame("delay").body.picture
    start = handle(picture, "1")
    wanted_ms = picture.seconds(start.x() + 40) * 1000.0
    before = steps(studio)
    drag(picture, (40, 0), start=start)
    assert values("delay", "time_ms") == pytest.approx(wanted_ms, rel=0.02)
    assert values("delay", "feedback") == pytest.approx(0.35)
    assert steps(studio) == before + 1
    studio.undo()
    assert slot("delay").values == {}


def test_with_sync_it_snaps_to_notes(studio, frame, slot, values):
    editor = frame("delay").body
    QTest.mouseClick(editor.sync, LEFT, NONE, QPoint(10, 10))
    assert values("delay", "sync") == 1.0
    assert editor.note.isEnabled()
    assert editor.knobs["time_ms"].isHidden(), "there is one knob of the time"
    assert editor.knobs["note"].isVisible()
    picture = editor.picture
    quarter = round(picture.time_x(0.5) - picture.time_x(picture.time_s))
    drag(picture, (quarter, 0), start=handle(picture, "1"))
    assert picture.link.text("note") == "1/4"
    assert picture.words() == "1/4   500 ms"


def test_a_later_echos_height_is_the_feedback(frame, values):
    picture = frame("delay").body.picture
    second = handle(picture, "2")
    drag(picture, (0, -25), start=second)
    assert values("delay", "feedback") > 0.4
    assert picture.handles()["2"].y() == pytest.approx(second.y() - 25, abs=3.0)
    drag(picture, (0, 60), start=handle(picture, "1"))
    assert values("delay", "feedback") < 0.4


def test_ping_pong_goes_from_side_to_side(frame, values):
    editor = frame("delay").body
    assert editor.picture.sides(2) == (True, True)
    QTest.mouseClick(editor.ping_pong, LEFT, NONE, QPoint(10, 10))
    assert values("delay", "ping_pong") == 1.0
    assert [editor.picture.sides(number) for number in (1, 2, 3)] == [(True, False), (False, True), (True, False)]
    editor.grab()


def test_tapping_sets_the_time_as_one_step(studio, frame, values):
    editor = frame("delay").body
    before = steps(studio)
    for now_s in (10.0, 10.41, 10.8, 11.2):
        editor.tap(now_s)
    assert values("delay", "time_ms") == pytest.approx(400.0)
    assert steps(studio) == before + 1
    editor.tap(20.0)
    assert values("delay", "time_ms") == pytest.approx(400.0), "after a long pause the first tap says nothing"


def test_t_taps_wherever_the_focus_is_in_the_editor(frame):
    editor = frame("delay").body
    editor.knobs["mix"].setFocus()
    QTest.keyClick(editor.knobs["mix"], Qt.Key.Key_T)
    assert len(editor._taps) == 1


def test_the_tempo_of_the_picture_is_the_songs(studio, frame):
    editor = frame("delay").body
    studio.do(edits.set_tempo, 0, 90.0)
    QTest.mouseClick(editor.sync, LEFT, NONE, QPoint(10, 10))
    assert editor.picture.time_s == pytest.approx(0.75 * 60.0 / 90.0)


def test_feedback_without_end_is_said(frame, studio, slot):
    picture = frame("delay").body.picture
    studio.do(edits.set_parameter, slot("delay").id, "feedback", 1.1)
    picture.grab()
    assert picture.link.value("feedback") > 1.0


def test_notes_are_as_long_as_they_say():
    assert [beats_of(words) for words in ("1/1", "1/8 D", "1/4 T", "1/32")] == pytest.approx([4.0, 0.75, 2.0 / 3.0, 0.125])


def test_a_dot_of_the_panner_moves_its_side_and_leaves_the_other(studio, frame, values):
    picture = frame("panner", (720, 480)).body.picture
    drag(picture, (60, 60), start=handle(picture, "both"))
    assert values("panner", "pan") > 0.1
    assert values("panner", "width") == 1.0
    studio.undo()
    right = picture.degrees + picture.spread
    before = steps(studio)
    drag(picture, (40, -30), start=handle(picture, "L"))
    assert values("panner", "width") < 1.0
    assert values("panner", "pan") > 0.0
    assert picture.degrees + picture.spread == pytest.approx(right, abs=0.3)
    assert steps(studio) == before + 1


def test_the_wheel_is_the_width_a_double_click_centres(frame, values):
    picture = frame("panner", (720, 480)).body.picture
    assert wheel(picture, -4)
    assert values("panner", "width") == pytest.approx(0.8)
    drag(picture, (-60, 30), start=handle(picture, "both"))
    assert values("panner", "pan") < 0.0
    double_click(picture, handle(picture, "both"))
    assert values("panner", "pan") == 0.0
    picture.setFocus()
    picture.chosen = "both"
    QTest.keyClick(picture, Qt.Key.Key_Left)
    assert values("panner", "pan") == pytest.approx(-0.01)


def test_the_law_and_what_a_correlation_means(frame, values):
    editor = frame("panner", (720, 480)).body
    editor.law.choose("4")
    assert values("panner", "law") == 4.0
    assert [correlation_words(one) for one in (-0.4, 0.1, 0.62)] == ["Out of phase", "Wide", "Mono-safe"]
    editor.correlation.set_correlation(-0.4)
    assert editor.correlation.text() == "−0.40  Out of phase"
    editor.grab()


def test_handles_lie_within_their_pictures(frame):
    for name in ("reverb", "delay", "panner"):
        picture = frame(name).body.picture
        for place in picture.handles().values():
            assert picture.rect().adjusted(-1, -1, 1, 1).contains(place.toPoint())
    assert np.isfinite(picture.degrees)


def test_the_mix_of_a_reverb_on_a_return_is_locked_until_it_is_unlocked(studio, frame, slot, values):
    from daw.ui.editors.adding import add_effect
    from daw.ui.editors.frame import Frame

    studio.do(edits.add_bus, "Plate")
    plate = next(track for track in studio.session.tracks if track.name == "Plate")
    studio.do(edits.add_send, studio.session.tracks[0].id, plate.id)
    assert add_effect(studio, plate.id, "daw.reverb")
    now = next(track for track in studio.session.tracks if track.id == plate.id)
    assert now.slots[-1].values == {"mix": 1.0}
    editor = Frame(studio, now.slots[-1].id)
    editor.resize(960, 640)
    editor.show()
    body = editor.body
    assert body.lock.isVisible()
    assert not body.knobs["mix"].isEnabled()
    editor.preset.use(editor.preset._shipped[0])
    assert editor.link.setting("mix") == 1.0, "a preset leaves a locked mix"
    body.lock.press()
    assert body.knobs["mix"].isEnabled()
    studio.do(edits.set_parameter, editor.link.slot_id, "mix", 0.4)
    body.lock.press()
    assert editor.link.setting("mix") == 1.0
    assert not body.knobs["mix"].isEnabled()
    editor.end()
    assert frame("reverb").body.lock.isHidden(), "on a track of its own the mix is free"


def test_the_gap_of_the_reverb_may_be_a_note(studio, frame, values):
    body = frame("reverb").body
    before = body.picture.predelay_s
    body.note.choose(str(body.link.params["predelay_note"].choices.index("1/16")))
    assert body.picture.predelay_s == pytest.approx(0.125)
    assert not body.knobs["predelay_ms"].isEnabled()
    body.picture.setFocus()
    body.picture.chosen = "gap"
    QTest.keyClick(body.picture, Qt.Key.Key_Right)
    assert values("reverb", "predelay_note") == body.link.params["predelay_note"].choices.index("1/16 D")
    studio.undo()
    studio.undo()
    assert body.picture.predelay_s == before


@pytest.mark.parametrize("name", ["reverb", "delay"])
def test_the_cuts_are_dragged_at_their_curve(studio, frame, slot, values, name):
    curve = frame(name).body.cuts
    low = curve.handles()["low"]
    drag(curve, (30, 0), start=low.toPoint())
    assert values(name, "low_cut_hz") > 60.0
    curve.setFocus()
    curve.chosen = "high"
    QTest.keyClick(curve, Qt.Key.Key_Left)
    assert values(name, "high_cut_hz") < 20000.0
    studio.undo()
    studio.undo()
    assert slot(name).values == {}


def test_a_handle_can_be_automated_from_its_menu(studio, frame, slot):
    picture = frame("reverb").body.picture
    menu = picture.open_menu("mid", picture.mapToGlobal(picture.handles()["mid"].toPoint()))
    next(action for action in menu.actions() if action.text() == "Automate decay").trigger()
    assert studio.session.tracks[0].automation[0].target == f"{slot('reverb').id}/decay_s"
    menu.close()


def test_without_sync_an_echo_sticks_to_the_notes_it_passes(studio, frame, values):
    picture = frame("delay").body.picture
    quarter_s = 0.5  # at 120 bpm
    start = picture.handles()["1"]
    way = picture.time_x(quarter_s) - start.x()
    drag(picture, (round(way) + 3, 0), start=start.toPoint())
    assert values("delay", "time_ms") == pytest.approx(500.0)
    studio.undo()
    drag(picture, (round(way) - 25, 0), start=start.toPoint())
    assert values("delay", "time_ms") != pytest.approx(500.0, abs=3.0)


def test_switches_and_choices_tell_their_default(frame):
    body = frame("delay").body
    assert "Default: off." in body.sync.tip()
    assert "Default: 1/8 D." in body.note.tip()
    assert "Default: −3 dB." in frame("panner").body.law.tip()
