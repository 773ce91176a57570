"""The editors of compressor and limiter: their pictures are dragged, their numbers set, their words say what happened."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from daw import registry
from daw.dsp.dynamics import compressed_db
from daw.engine.levels import Levels, Loudness
from daw.model import edits
from daw.ui.editors.dynamics.compressoreditor import reduction_words
from daw.ui.editors.dynamics.history import History
from daw.ui.studio import Tick
from tests.ui.widgets.hand import NONE, SHIFT, double_click, drag, wheel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def values(slot):
    def read(name, parameter):
        return registry.find(f"daw.{name}").values(slot(name).values)[parameter]

    return read


def steps(studio):
    return studio.document.history.index


class Sound:
    """A scope with a level before and after."""

    def __init__(self, before, after):
        self.written, self._levels = 0, (before, after)

    def before(self, frames):
        return np.full((2, frames), self._levels[0], np.float32)

    def after(self, frames):
        return np.full((2, frames), self._levels[1], np.float32)


def tick(slot, **meters):
    loudness = Loudness(-12.0, -11.2, -14.3, 6.0, -1.0)
    return Tick(0, True, True, False, False, Levels({}, (), (), {slot.id: meters}, loudness, 0.0, 0.0, 0, 0, ()))


def curve_point(curve, in_db):
    return curve.place(in_db, curve.out_db(in_db)).toPoint()


def test_dragging_the_curve_sideways_sets_the_threshold_as_one_step(studio, frame, slot, values):
    curve = frame("compressor").body.curve
    before = steps(studio)
    drag(curve, (-40, 0), start=curve_point(curve, -30.0))
    assert values("compressor", "threshold_db") == pytest.approx(-18.0 - 40 / curve.plot.width() * 60.0, abs=0.1)
    assert steps(studio) == before + 1
    studio.undo()
    assert slot("compressor").values == {}


def test_above_the_threshold_up_and_down_is_the_ratio_below_it_is_not(frame, values):
    curve = frame("compressor").body.curve
    drag(curve, (0, 40), start=curve_point(curve, -6.0))
    assert values("compressor", "ratio") > 4.0
    assert values("compressor", "threshold_db") == -18.0
    drag(curve, (0, -80), start=curve_point(curve, -6.0))
    assert values("compressor", "ratio") < 4.0
    ratio = values("compressor", "ratio")
    drag(curve, (0, 40), start=curve_point(curve, -40.0))
    assert values("compressor", "ratio") == ratio


def test_shift_is_fine_the_wheel_is_the_knee_and_a_double_click_resets(frame, slot, values):
    curve = frame("compressor").body.curve
    drag(curve, (-50, 0), start=curve_point(curve, -30.0), modifiers=SHIFT)
    assert values("compressor", "threshold_db") == pytest.approx(-18.0 - 5 / curve.plot.width() * 60.0, abs=0.1)
    assert wheel(curve, 3)
    assert values("compressor", "knee_db") == 7.0
    double_click(curve)
    assert all(values("compressor", name) == registry.find("daw.compressor").param(name).default for name in slot("compressor").values)


def test_the_keys_do_what_the_drag_does(studio, frame, values):
    curve = frame("compressor").body.curve
    curve.setFocus()
    before = steps(studio)
    for _ in range(4):
        QTest.keyClick(curve, Qt.Key.Key_Left)
    assert values("compressor", "threshold_db") == -20.0
    assert steps(studio) == before + 1
    QTest.keyClick(curve, Qt.Key.Key_Down)
    assert values("compressor", "ratio") > 4.0
    QTest.keyClick(curve, Qt.Key.Key_PageUp)
    assert values("compressor", "knee_db") == 7.0


def test_the_curve_drawn_is_the_compressors(frame):
    curve = frame("compressor").body.curve
    for level_db in (-50.0, -19.0, -18.0, -3.0):
        assert curve.out_db(level_db) == pytest.approx(compressed_db(level_db, -18.0, 4.0, 6.0))


def test_every_parameter_of_the_compressor_has_a_control(studio, frame, slot, values):
    editor = frame("compressor").body
    for name, control in editor.knobs.items():
        control.ask(control.quantity.value(0.3), "type")
        assert values("compressor", name) == pytest.approx(control.quantity.value(0.3), rel=1e-6), name
    QTest.mouseClick(editor.auto, LEFT, NONE, editor.auto.rect().center())
    editor.detector.choose("1")
    assert (values("compressor", "auto_makeup"), values("compressor", "detector")) == (1.0, 1.0)
    assert {*editor.knobs, "auto_makeup", "auto_release", "detector", "output_db"} == {
        param.name for param in registry.find("daw.compressor").params
    }


def test_the_side_chain_menu_lists_the_other_tracks(studio, frame, slot):
    editor = frame("compressor").body
    guitar = studio.session.tracks[1].id
    assert [key for key, _ in editor.side.choices] == ["own", guitar]
    editor.side.choose(guitar)
    assert slot("compressor").sidechain == guitar
    studio.undo()
    assert slot("compressor").sidechain is None
    assert editor.side.value == "own"


def test_the_words_say_what_the_reduction_was():
    history = History(5.0, 48000.0)
    loud, out = np.full((2, 4800), 0.5, np.float32), np.full((2, 4800), 0.3, np.float32)
    assert reduction_words(history) == ""
    history.add(loud, out, 0.0)
    assert reduction_words(history) == "Nothing is above the threshold"
    for _ in range(20):
        history.add(loud, out, -4.0)
    history.add(loud, out, -6.8)
    assert reduction_words(history) == "About 4 dB on the loud notes, max 6.8"
    assert history.before_db[-1] == pytest.approx(-6.02, abs=0.01)
    assert history.after_db[-1] == pytest.approx(-10.46, abs=0.01)


def test_what_was_heard_last_stays_when_it_gets_silent():
    history = History(1.0, 48000.0)
    history.add(np.full((2, 9600), 0.5, np.float32), np.full((2, 9600), 0.5, np.float32), 0.0)
    silence = np.zeros((2, 1600), np.float32)
    for _ in range(200):
        history.add(silence, silence, 0.0)
    assert history.heard


def test_the_compressor_shows_what_it_hears(frame, slot):
    editor = frame("compressor").body
    sound = Sound(0.5, 0.25)
    for _ in range(12):
        sound.written += 1600
        editor.hear(tick(slot("compressor"), gain_reduction_db=-5.0), sound)
    assert "About 5 dB" in editor.past.words
    assert editor.meter.number.text() == "−5.0"
    assert editor.meter.meter.peak_db == pytest.approx(-12.04, abs=0.1)
    editor.grab()


def test_the_ceiling_is_dragged_reset_and_moved_by_keys(studio, frame, slot, values):
    past = frame("limiter").body.past
    line = QPoint(300, round(past.level_y(-1.0)))
    before = steps(studio)
    drag(past, (0, 60), start=line)
    assert values("limiter", "ceiling_db") == pytest.approx(-1.0 - 60 / past.plot.height() * 18.0, abs=0.1)
    assert steps(studio) == before + 1
    moved = values("limiter", "ceiling_db")
    drag(past, (0, 60), start=QPoint(300, round(past.level_y(-15.0))))
    assert values("limiter", "ceiling_db") == moved, "only the line is dragged"
    double_click(past, QPoint(300, round(past.level_y(moved))))
    assert values("limiter", "ceiling_db") == -1.0
    past.setFocus()
    for _ in range(3):
        QTest.keyClick(past, Qt.Key.Key_Down)
    assert values("limiter", "ceiling_db") == pytest.approx(-1.3)


def test_every_parameter_of_the_limiter_has_a_control_and_the_mixs_loudness_is_read(frame, slot, values):
    editor = frame("limiter").body
    assert {*editor.knobs, "style", "true_peak", "dither"} == {param.name for param in registry.find("daw.limiter").params}
    editor.style_buttons.choose("2")
    QTest.mouseClick(editor.true_peak, LEFT, NONE, editor.true_peak.rect().center())
    assert (values("limiter", "style"), values("limiter", "true_peak")) == (2.0, 0.0)
    sound = Sound(0.9, 0.5)
    for _ in range(6):
        sound.written += 1600
        editor.hear(tick(slot("limiter"), gain_reduction_db=-7.2), sound)
    assert editor.past.words == "Working hard: 7.2 dB"
    assert editor.readings["integrated_lufs"].text() == "−14.3 LUFS"
    assert editor.past._is_near(QPointF(200, editor.past.level_y(-1.0)))
    editor.grab()


@pytest.mark.parametrize(("name", "picture", "parameter"), [("compressor", "curve", "ratio"), ("limiter", "past", "ceiling_db")])
def test_pictures_reset_and_automate_from_their_menus(studio, frame, slot, name, picture, parameter):
    shown = getattr(frame(name).body, picture)
    studio.do(edits.set_parameter, slot(name).id, parameter, -3.0 if name == "limiter" else 8.0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, shown.rect().center(), shown.mapToGlobal(shown.rect().center()))
    shown.contextMenuEvent(event)
    menu = shown.findChildren(QMenu)[-1]
    offered = {action.text(): action for action in menu.actions()}
    offered["Automate ceiling" if name == "limiter" else "Automate ratio"].trigger()
    assert studio.session.tracks[0].automation[0].target == f"{slot(name).id}/{parameter}"
    studio.undo()
    next(action for words, action in offered.items() if words.startswith("Reset")).trigger()
    assert registry.find(f"daw.{name}").values(slot(name).values)[parameter] == registry.find(f"daw.{name}").param(parameter).default
    menu.close()
