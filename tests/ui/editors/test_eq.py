"""The equaliser's editor: every gesture changes the song as it says, as one step of undo."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from daw import registry
from daw.dsp.eqband import band_response_db
from daw.model import edits
from daw.ui.editors.eq import bands
from daw.ui.editors.spectrum import FRAMES, TILT_DB, Analyser, note_words
from tests.ui.widgets.hand import CTRL, NONE, SHIFT, double_click, drag, mouse

ALT = Qt.KeyboardModifier.AltModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
EFFECT = registry.find("daw.eq")


@pytest.fixture
def editor(frame):
    return frame("eq").body


@pytest.fixture
def values(slot):
    """values("freq_hz", 4) → that of band 4 in the song."""
    return lambda field, number: EFFECT.values(slot("eq").values)[f"band{number}_{field}"]


def node(editor, number):
    return editor.display.node_place(editor.state.band(number)).toPoint()


def turn(display, at, notches, keys=NONE):
    place = QPointF(at)
    event = QWheelEvent(
        place, QPointF(display.mapToGlobal(at)), QPoint(), QPoint(0, notches * 120), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(display, event)


def steps(studio):
    return studio.document.history.index


def test_a_drag_moves_frequency_and_gain_as_one_step(studio, editor, slot, values):
    before = steps(studio)
    display = editor.display
    drag(display, (60, -50), start=node(editor, 4))
    at = display.axes
    assert values("freq_hz", 4) == pytest.approx(at.freq_hz(at.x(800.0) + 60), rel=0.01)
    assert values("gain_db", 4) == pytest.approx(at.gain_db(at.y(0.0) - 50), abs=0.05)
    assert steps(studio) == before + 1
    studio.undo()
    assert slot("eq").values == {}
    studio.redo()
    assert values("gain_db", 4) > 1.0


@pytest.mark.parametrize(
    ("keys", "moves_frequency", "moves_gain"), [(ALT, True, False), (CTRL, False, True), (NONE, True, True)], ids=["Alt", "Ctrl", "plain"]
)
def test_alt_keeps_the_gain_and_ctrl_the_frequency(editor, values, keys, moves_frequency, moves_gain):
    drag(editor.display, (50, -40), start=node(editor, 5), modifiers=keys)
    assert (values("freq_hz", 5) != 2500.0) == moves_frequency
    assert (values("gain_db", 5) != 0.0) == moves_gain


def test_shift_is_ten_times_finer(editor, values):
    drag(editor.display, (0, -100), start=node(editor, 3))
    coarse = values("gain_db", 3)
    drag(editor.display, (0, -100), start=node(editor, 4), modifiers=SHIFT)
    assert values("gain_db", 4) == pytest.approx(coarse / 10.0, abs=0.02)


def test_several_bands_move_together_and_keep_their_distances(studio, editor, values):
    box = (node(editor, 3), node(editor, 4))
    start = QPoint(min(point.x() for point in box) - 20, box[0].y() - 30)
    end = QPoint(max(point.x() for point in box) + 20, box[0].y() + 30)
    mouse(editor.display, QMouseEvent.Type.MouseButtonPress, start, CTRL)
    mouse(editor.display, QMouseEvent.Type.MouseMove, end, CTRL)
    mouse(editor.display, QMouseEvent.Type.MouseButtonRelease, end, CTRL)
    assert set(editor.state.selected) == {3, 4}
    before = steps(studio)
    drag(editor.display, (30, -60), start=node(editor, 3))
    assert values("gain_db", 3) == values("gain_db", 4) > 0.0
    assert values("freq_hz", 4) / values("freq_hz", 3) == pytest.approx(800.0 / 250.0, rel=1e-3)
    assert steps(studio) == before + 1


def test_the_wheel_and_a_right_drag_change_q(studio, editor, values):
    turn(editor.display, node(editor, 4), 4)
    assert values("q", 4) == pytest.approx(2.0)
    before = steps(studio)
    mouse(editor.display, QMouseEvent.Type.MouseButtonPress, node(editor, 5), button=RIGHT)
    for y in (20, 40, 60):
        mouse(editor.display, QMouseEvent.Type.MouseMove, node(editor, 5) - QPoint(0, y), button=RIGHT)
    mouse(editor.display, QMouseEvent.Type.MouseButtonRelease, node(editor, 5) - QPoint(0, 60), button=RIGHT)
    assert values("q", 5) == pytest.approx(2.0, rel=0.01)
    assert steps(studio) == before + 1


def test_notches_close_together_are_one_step_and_a_wheel_beside_the_nodes_is_not_taken(studio, editor, values):
    before = steps(studio)
    for _ in range(3):
        turn(editor.display, node(editor, 4), 1)
    assert steps(studio) == before + 1
    editor.state.select(())
    editor.display.clearFocus()
    turn(editor.display, node(editor, 4) + QPoint(0, -90), 3)
    assert values("q", 4) == pytest.approx(2.0**0.75)


@pytest.mark.parametrize(
    ("freq_hz", "kind"), [(35.0, bands.LOW_CUT), (120.0, bands.LOW_SHELF), (1500.0, bands.BELL), (12000.0, bands.HIGH_SHELF)]
)
def test_a_double_click_adds_the_band_that_fits_the_place(studio, editor, values, freq_hz, kind):
    axes = editor.display.axes
    double_click(editor.display, QPoint(round(axes.x(freq_hz)), round(axes.y(5.0))))
    number = editor.state.focus
    assert values("on", number) == 1.0
    assert values("type", number) == kind
    assert values("freq_hz", number) == pytest.approx(freq_hz, rel=0.02)
    assert values("gain_db", number) == pytest.approx(0.0 if kind == bands.LOW_CUT else 5.0, abs=0.1)
    studio.undo()
    assert values("on", number) == EFFECT.param(f"band{number}_on").default


def test_a_double_click_on_a_node_resets_its_gain_alt_click_bypasses_del_removes(studio, editor, values):
    drag(editor.display, (0, -80), start=node(editor, 4))
    assert values("gain_db", 4) > 1.0
    QTest.mouseClick(editor.display, LEFT, ALT, node(editor, 4))
    assert values("on", 4) == 0.0
    assert editor.state.is_used(4), "a bypassed band is still there"
    QTest.mouseClick(editor.display, LEFT, ALT, node(editor, 4))
    assert values("on", 4) == 1.0
    double_click(editor.display, node(editor, 4))
    assert values("gain_db", 4) == 0.0
    QTest.keyClick(editor.display, Qt.Key.Key_Delete)
    assert not editor.state.is_used(4)
    assert editor.state.selected == ()
    studio.undo()
    assert editor.state.is_used(4)


def test_nodes_that_cover_each_other_are_chosen_in_turn(studio, editor, slot):
    studio.do(edits.change_parameters, slot("eq").id, {"band4_freq_hz": 250.0})
    chosen = set()
    for _ in range(3):
        QTest.mouseClick(editor.display, LEFT, NONE, node(editor, 3))
        chosen.add(editor.state.focus)
    assert chosen == {3, 4}


def test_the_keys_choose_move_and_narrow(studio, editor, values):
    display = editor.display
    display.setFocus()
    QTest.keyClick(display, Qt.Key.Key_Tab)
    QTest.keyClick(display, Qt.Key.Key_Tab)
    assert editor.state.focus == 3
    before = steps(studio)
    for _ in range(4):
        QTest.keyClick(display, Qt.Key.Key_Up)
    QTest.keyClick(display, Qt.Key.Key_Right)
    assert values("gain_db", 3) == pytest.approx(2.0)
    assert values("freq_hz", 3) == pytest.approx(250.0 * 2 ** (1 / 12))
    assert steps(studio) == before + 1
    QTest.keyClick(display, Qt.Key.Key_PageUp)
    assert values("q", 3) == pytest.approx(2**0.25)
    QTest.keyClick(display, Qt.Key.Key_Down, SHIFT)
    assert values("gain_db", 3) == pytest.approx(1.95)
    QTest.keyClick(display, Qt.Key.Key_Home)
    assert values("gain_db", 3) == 0.0
    QTest.keyClick(display, Qt.Key.Key_Tab, SHIFT)
    assert editor.state.focus == 2
    QTest.keyClick(display, Qt.Key.Key_Insert)
    assert values("on", editor.state.focus) == 1.0


def test_the_panel_by_the_node_sets_type_slope_power_and_numbers(studio, editor, values):
    editor.state.select([4])
    hud = editor.hud
    hud.fields["freq_hz"].ask(1234.0, "type")
    hud.fields["gain_db"].ask(-4.5, "type")
    hud.fields["q"].ask(3.0, "type")
    assert (values("freq_hz", 4), values("gain_db", 4), values("q", 4)) == (1234.0, -4.5, 3.0)
    hud.kind.choose(str(bands.LOW_CUT))
    assert values("type", 4) == bands.LOW_CUT
    assert hud.fields["gain_db"].isHidden()
    assert not hud.slope.isHidden()
    hud.slope.choose("5")
    assert values("slope", 4) == 5.0
    QTest.mouseClick(hud.power, LEFT, NONE, hud.power.rect().center())
    assert values("on", 4) == 0.0
    QTest.mouseClick(hud.close_button, LEFT, NONE, hud.close_button.rect().center())
    assert editor.hud is None


def test_the_keyboard_tunes_the_chosen_band(editor, values):
    editor.state.select([4])
    x = round(editor.display.axes.x(440.0))
    QTest.mouseClick(editor.piano, LEFT, NONE, QPoint(x, 15))
    assert values("freq_hz", 4) == pytest.approx(440.0)
    assert editor.note.text() == "A4"


def test_cards_show_every_band_and_free_ones_offer_themselves(qtbot, frame, values):
    editor = frame("eq", (1400, 860)).body
    card = editor.cards[0]
    assert not card.add_button.isHidden()
    QTest.mouseClick(card.add_button, LEFT, NONE, card.add_button.rect().center())
    assert values("on", 1) == 1.0
    assert editor.state.focus == 1
    assert not card.knobs["slope"].isHidden()
    assert card.knobs["gain_db"].isHidden()
    editor.cards[3].knobs["gain_db"].ask(6.0, "type")
    assert values("gain_db", 4) == 6.0


def test_a_low_dock_has_no_room_for_cards_but_the_panel_still_has_every_number(qtbot, frame):
    editor = frame("eq", (900, 340)).body
    assert editor._card_panel.isHidden()
    editor.state.select([5])
    assert editor.hud is not None
    qtbot.waitUntil(lambda: editor.display.axes.plot.height() > 150)


def test_the_menu_by_key_and_by_a_right_click(editor, values):
    editor.state.select([4])
    menu = editor.display.open_menu(4, QPointF(node(editor, 4)))
    next(action for action in menu.actions() if action.text() == "Remove band").trigger()
    assert values("on", 4) == 0.0
    menu.close()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), editor.display.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(editor.display, event)
    assert QApplication.activePopupWidget() is None, "the press may become a drag"


def test_the_range_changes_only_when_it_is_asked_to(editor, studio, slot):
    studio.do(edits.change_parameters, slot("eq").id, {"band4_gain_db": 20.0})
    assert editor.display.axes.range_db == 12
    assert editor.display.axes.plot.contains(QPointF(node(editor, 4)) + QPointF(0, 1))
    editor.ranges.choose("24")
    assert editor.display.axes.range_db == 24


def test_the_curve_drawn_is_what_the_effect_does():
    curves = bands.Curves(np.array([100.0, 1000.0, 3000.0]), 48000.0)
    values = EFFECT.values({"band4_gain_db": 6.0, "band3_gain_db": -3.0})
    shown = curves.total(bands.bands_of(values), 1.5)
    wanted = 1.5 + sum(band_response_db(band.settings, curves.freq_hz, 48000.0) for band in bands.bands_of(values))
    assert shown == pytest.approx(wanted, abs=1e-12)


def test_a_full_scale_sine_stands_at_its_level_in_the_spectrum():
    frames = np.arange(FRAMES)
    for freq_hz in (200.0, 1000.0, 5000.0):
        analyser = Analyser(48000.0, 720)
        sine = np.tile(np.sin(2 * np.pi * freq_hz * frames / 48000.0), (2, 1))
        for _ in range(40):
            levels = analyser.add(sine)
        wanted = TILT_DB * math.log2(freq_hz / 1000.0)
        assert levels.max() == pytest.approx(wanted, abs=1.6), "a sine's power is in one band, or shared by two"
        assert abs(math.log2(analyser.freq_hz[int(levels.argmax())] / freq_hz)) < 1 / 8
    assert len(analyser.freq_hz) <= 720


def test_notes_are_named_with_cents():
    assert note_words(440.0) == "A4"
    assert note_words(3150.0) == "G7 +8 cents"
    assert note_words(439.0) == "A4 −4 cents"


def test_painting_and_hearing_without_sound_changes_nothing(editor, studio, slot):
    before = slot("eq")
    for _ in range(3):
        studio.tick()
    editor.grab()
    assert slot("eq") is before
