"""The one way a hand changes a value: drag, keys, wheel, typing, reset."""

import gc

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QCursor, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from daw.plugin import Param
from daw.ui import quantity
from daw.ui.quantity import of_param
from daw.ui.widgets import control as controls
from daw.ui.widgets.gesture import WheelRest
from daw.ui.widgets.knob import Knob
from tests.ui.widgets.hand import CTRL, NONE, SHIFT, Ear, double_click, drag, keep, mouse, show, wheel

THRESHOLD = of_param(Param("threshold_db", -18.0, -60.0, 0.0, unit="dB", help="Level above which the compressor works."))
STYLE = of_param(Param("style", 0.0, 0.0, 2.0, scale="choice", choices=("Clean", "Punchy", "Loud")))


@pytest.fixture
def knob(qtbot):
    window = QWidget()
    window.resize(300, 300)
    layout = QVBoxLayout(window)
    knob = Knob(THRESHOLD, where="Lead Vocal")
    layout.addWidget(knob)
    other = Knob(quantity.pan())
    layout.addWidget(other)
    keep(qtbot, window)
    show(qtbot, window)
    other.setFocus()
    yield knob
    window.close()


@pytest.fixture
def ear(knob):
    return Ear(knob)


def test_two_hundred_pixels_are_the_whole_range(knob, ear) -> None:
    knob.set_value(-60.0)
    drag(knob, (0, -100))
    assert knob.value == pytest.approx(-30.0)
    drag(knob, (0, -100))
    assert knob.value == pytest.approx(0.0)


def test_a_drag_is_one_gesture_from_press_to_release(knob, ear) -> None:
    drag(knob, (0, -40), pieces=8)
    assert len(ear.moved) == 8
    assert len(ear.gestures) == 1
    assert ear.pressed == ear.released == [ear.moved[0][1]]


def test_two_drags_are_two_gestures(knob, ear) -> None:
    drag(knob, (0, -10))
    drag(knob, (0, -10))
    assert len(ear.gestures) == 2


def test_shift_is_ten_times_finer_and_makes_no_jump_when_pressed_on_the_way(knob, ear) -> None:
    knob.set_value(-30.0)
    centre = knob.rect().center()
    mouse(knob, QMouseEvent.Type.MouseButtonPress, centre)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 20))
    assert knob.value == pytest.approx(-24.0)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 20), SHIFT)
    assert knob.value == pytest.approx(-24.0)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 40), SHIFT)
    assert knob.value == pytest.approx(-23.4)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 60))
    assert knob.value == pytest.approx(-17.4)
    mouse(knob, QMouseEvent.Type.MouseButtonRelease, centre)


def test_the_pointer_is_hidden_while_dragging(knob) -> None:
    centre = knob.rect().center()
    mouse(knob, QMouseEvent.Type.MouseButtonPress, centre)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 20))
    assert knob.cursor().shape() == Qt.CursorShape.BlankCursor
    mouse(knob, QMouseEvent.Type.MouseButtonRelease, centre)
    assert knob.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_escape_takes_a_drag_back(knob, ear) -> None:
    knob.set_value(-30.0)
    centre = knob.rect().center()
    mouse(knob, QMouseEvent.Type.MouseButtonPress, centre)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 50))
    QTest.keyClick(knob, Qt.Key.Key_Escape)
    assert knob.value == -30.0
    assert ear.values[-1] == -30.0
    assert len(ear.released) == 1
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 90))
    assert knob.value == -30.0


def test_a_double_click_resets_and_so_does_ctrl_click(knob, ear) -> None:
    for take in (
        lambda: double_click(knob, QPoint(knob.width() // 2, 38)),
        lambda: QTest.mouseClick(knob, Qt.MouseButton.LeftButton, CTRL),
    ):
        knob.set_value(-33.0)
        take()
        assert knob.value == THRESHOLD.default
        assert ear.values[-1] == THRESHOLD.default


def test_a_double_click_on_the_number_types(knob, ear, qtbot) -> None:
    double_click(knob, knob.number_rect().center().toPoint())
    assert knob._entry is not None
    QTest.keyClicks(knob._entry, "-12,5 dB")
    QTest.keyClick(knob._entry, Qt.Key.Key_Return)
    assert ear.values == [-12.5]
    qtbot.waitUntil(knob.hasFocus)


def test_a_digit_on_a_focused_control_opens_the_entry(knob, ear) -> None:
    knob.setFocus()
    QTest.keyClicks(knob, "-")
    assert knob._entry.text() == "-"
    QTest.keyClicks(knob._entry, "7")
    QTest.keyClick(knob._entry, Qt.Key.Key_Tab)
    assert ear.values == [-7.0]
    assert knob._entry is None


def test_text_that_fits_nothing_turns_amber_says_what_fits_and_changes_nothing(knob, ear) -> None:
    knob.setFocus()
    QTest.keyClicks(knob, "9")
    QTest.keyClick(knob._entry, Qt.Key.Key_Return)
    assert ear.values == []
    assert knob._entry.wrong
    assert "−60.0 dB to 0.0 dB fits" in knob._entry._bubble.text
    assert knob._entry._bubble.isVisible()
    QTest.keyClick(knob._entry, Qt.Key.Key_Backspace)
    assert not knob._entry.wrong
    QTest.keyClick(knob._entry, Qt.Key.Key_Escape)
    assert ear.values == []
    assert knob._entry is None


def test_arrows_pages_home_and_end(knob, ear) -> None:
    knob.setFocus()
    knob.set_value(-18.0)
    for key, value in (
        (Qt.Key.Key_Up, -17.5), (Qt.Key.Key_Right, -17.0), (Qt.Key.Key_Down, -17.5), (Qt.Key.Key_Left, -18.0),
        (Qt.Key.Key_PageUp, -13.0), (Qt.Key.Key_PageDown, -18.0), (Qt.Key.Key_Home, -60.0), (Qt.Key.Key_End, 0.0),
    ):  # fmt: skip
        QTest.keyClick(knob, key)
        assert knob.value == pytest.approx(value), key
        assert ear.values[-1] == knob.value


def test_shift_and_an_arrow_is_a_tenth_of_a_step(knob) -> None:
    knob.setFocus()
    knob.set_value(-18.0)
    QTest.keyClick(knob, Qt.Key.Key_Up, SHIFT)
    assert knob.value == pytest.approx(-17.95)


def test_keys_close_together_are_one_gesture_and_after_a_pause_another(knob, ear, qtbot, monkeypatch) -> None:
    knob._run.setInterval(40)
    knob.setFocus()
    QTest.keyClick(knob, Qt.Key.Key_Up)
    QTest.keyClick(knob, Qt.Key.Key_Up)
    assert len(ear.gestures) == 1
    qtbot.waitUntil(lambda: len(ear.released) == 1, timeout=2000)
    QTest.keyClick(knob, Qt.Key.Key_Up)
    assert len(ear.gestures) == 2
    assert controls.RUN_MS == 700


def test_the_focused_control_owns_its_keys_but_not_the_letters(knob) -> None:
    def wants(key, text="", modifiers=NONE) -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
        event.ignore()
        QApplication.sendEvent(knob, event)
        return event.isAccepted()

    assert wants(Qt.Key.Key_3, "3")
    assert wants(Qt.Key.Key_Up)
    assert not wants(Qt.Key.Key_M, "m")
    assert not wants(Qt.Key.Key_3, "3", CTRL)
    assert not wants(Qt.Key.Key_Space, " ")


def test_the_wheel_turns_a_focused_control_by_steps(knob, ear) -> None:
    knob.setFocus()
    knob.set_value(-18.0)
    assert wheel(knob, 2)
    assert knob.value == pytest.approx(-17.0)
    assert wheel(knob, -1, SHIFT)
    assert knob.value == pytest.approx(-17.05)
    assert len(ear.gestures) == 1


def test_the_wheel_over_an_unfocused_control_changes_nothing(knob, ear) -> None:
    assert not wheel(knob, 1)
    knob._rest.moved()
    assert not wheel(knob, 1)
    assert ear.values == []


def test_the_wheel_turns_a_control_under_a_pointer_that_rested_on_it(knob, ear, monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr("daw.ui.widgets.gesture.time.monotonic", lambda: now[0])
    knob._rest.moved()
    now[0] += 0.39
    assert not wheel(knob, 1)  # and the wait begins again, since a panel is being scrolled
    now[0] += 0.39
    assert not wheel(knob, 1)
    now[0] += 0.41
    assert wheel(knob, 1)
    knob._rest.left()
    assert not wheel(knob, 1)
    assert len(ear.values) == 1


def test_the_preference_wheel_needs_ctrl(knob, ear, monkeypatch) -> None:
    monkeypatch.setattr(WheelRest, "needs_ctrl", True)
    knob.setFocus()
    assert not wheel(knob, 1)
    assert wheel(knob, 1, CTRL)
    assert len(ear.values) == 1


def test_choices_turn_one_by_one(qtbot) -> None:
    knob = Knob(STYLE)
    keep(qtbot, knob)
    show(qtbot, knob)
    knob.setFocus()
    QTest.keyClick(knob, Qt.Key.Key_Up)
    assert knob.value == 1.0
    assert knob.text() == "Punchy"
    wheel(knob, 0.5)
    assert knob.value == 1.0
    wheel(knob, 0.5)
    assert knob.value == 2.0


def test_showing_a_value_reports_nothing(knob, ear) -> None:
    knob.set_value(-3.0)
    assert ear.pressed == ear.moved == []
    assert knob.text() == "−3.0 dB"


def test_several_values_show_as_a_dash_and_any_value_sets_all(knob, ear) -> None:
    knob.set_value(-3.0)
    knob.set_mixed()
    assert knob.text() == "—"
    knob.ask(-3.0, "type")
    assert ear.values == [-3.0]
    assert knob.text() == "−3.0 dB"


def test_the_tooltip_says_name_value_range_default_and_help(knob) -> None:
    knob.set_value(-18.0)
    assert knob.toolTip() == "Threshold −18.0 dB. Range −60 to 0, default −18. Level above which the compressor works."
    knob.set_automated(True)
    assert knob.toolTip().endswith("Automated.")


def test_a_tooltip_says_units_where_they_differ(qtbot) -> None:
    cutoff = Knob(of_param(Param("cutoff_hz", 1000.0, 20.0, 20000.0, unit="Hz", scale="log")))
    keep(qtbot, cutoff)
    assert cutoff.toolTip() == "Cutoff 1.00 kHz. Range 20 Hz to 20 kHz, default 1 kHz."


def test_the_context_menu_resets_types_copies_and_pastes_and_others_can_add(knob, ear) -> None:
    def add_more(menu) -> None:
        menu.addAction("Show automation")

    knob.menu_opening.connect(add_more)
    knob.set_value(-6.0)
    QApplication.clipboard().setText("nothing of value")
    menu = knob.open_menu(QPoint(2, 2))
    titles = {action.text(): action for action in menu.actions() if action.text()}
    assert list(titles) == ["Reset to −18.0 dB", "Type…", "Copy value", "Paste value", "Show automation"]
    assert not titles["Paste value"].isEnabled()
    titles["Copy value"].trigger()
    assert QApplication.clipboard().text() == "−6.0 dB"
    menu.close()
    knob.set_value(-50.0)
    menu = knob.open_menu(QPoint(2, 2))
    next(action for action in menu.actions() if action.text() == "Paste value").trigger()
    assert ear.values == [-6.0]
    menu.close()


def test_the_menu_opens_with_shift_f10(knob, ear) -> None:
    opened = []
    knob.menu_opening.connect(opened.append)
    QTest.keyClick(knob, Qt.Key.Key_F10, SHIFT)
    assert len(opened) == 1
    opened[0].close()


def test_a_screen_reader_gets_name_value_and_range_and_can_set(knob, ear) -> None:
    face = QAccessible.queryAccessibleInterface(knob)
    assert face.role() == QAccessible.Role.Dial
    assert face.text(QAccessible.Text.Name) == "Threshold, Lead Vocal"
    assert face.text(QAccessible.Text.Value) == "−18.0 dB"
    numbers = face.valueInterface()
    assert (numbers.minimumValue(), numbers.maximumValue(), numbers.currentValue()) == (-60.0, 0.0, -18.0)
    numbers.setCurrentValue(-20.0)
    assert ear.values == [-20.0]


def test_controls_that_were_asked_about_can_be_deleted(qtbot) -> None:
    for _ in range(30):
        window = QWidget()
        knobs = [Knob(THRESHOLD, parent=window) for _ in range(5)]
        assert all(QAccessible.queryAccessibleInterface(knob).text(QAccessible.Text.Name) for knob in knobs)
        window.deleteLater()
        del window, knobs
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def test_near_the_edge_of_the_screen_the_hidden_pointer_goes_back(knob, monkeypatch) -> None:
    places = []
    monkeypatch.setattr(QCursor, "setPos", lambda *place: places.append(place))
    knob.set_value(-60.0)
    centre = knob.rect().center()
    mouse(knob, QMouseEvent.Type.MouseButtonPress, centre)
    mouse(knob, QMouseEvent.Type.MouseMove, centre - QPoint(0, 5000))
    assert places
    mouse(knob, QMouseEvent.Type.MouseButtonRelease, centre)
