"""Faders, sliders, sends and number fields: what they show and how the hand moves them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from daw.plugin import Param
from daw.ui import quantity, theme
from daw.ui.quantity import of_param
from daw.ui.widgets.fader import Fader
from daw.ui.widgets.numberfield import NumberField
from daw.ui.widgets.sendbar import SendBar
from daw.ui.widgets.slider import Slider
from daw.units import SILENCE_DB
from tests.ui.widgets.hand import SHIFT, Ear, double_click, drag, keep, show

FREQUENCY = of_param(Param("cutoff_hz", 1000.0, 20.0, 20000.0, unit="Hz", scale="log"))


def shown(widget: QWidget, qtbot, width: int, height: int) -> QWidget:
    keep(qtbot, widget)
    widget.resize(width, height)
    show(qtbot, widget)
    return widget


def test_the_cap_stands_where_the_law_says(qtbot) -> None:
    fader = shown(Fader(), qtbot, 30, 226)
    way = 226 - 26
    for level_db, travel in ((6.0, 1.0), (0.0, 0.8), (-12.0, 0.54), (SILENCE_DB, 0.0)):
        fader.set_value(level_db)
        assert fader._cap().center().y() == pytest.approx(13 + (1 - travel) * way, abs=0.51)


def test_a_fader_follows_the_hand_and_holds_at_zero(qtbot) -> None:
    fader = shown(Fader(), qtbot, 30, 226)
    fader.set_value(-6.0)
    ear = Ear(fader)
    drag(fader, (0, -26), pieces=26)
    assert fader.value == 0.0
    assert 0.0 in ear.values
    drag(fader, (0, -200))
    assert fader.value == 6.0
    drag(fader, (0, 400), pieces=20)
    assert fader.value == SILENCE_DB
    assert fader.text() == "−∞ dB"


def test_shift_turns_the_magnet_off(qtbot) -> None:
    fader = shown(Fader(), qtbot, 30, 226)
    fader.set_value(0.2)
    drag(fader, (0, 4), modifiers=SHIFT, pieces=1)
    assert 0.0 < abs(fader.value) < 0.15


def test_a_tall_fader_moves_with_the_hand(qtbot) -> None:
    fader = shown(Fader(), qtbot, 30, 426)
    fader.set_value(-40.0)
    drag(fader, (0, -100), pieces=5)
    assert fader.quantity.travel(fader.value) == pytest.approx(0.17 + 100 / 400)


def test_a_slider_and_a_send_move_sideways(qtbot) -> None:
    for widget in (Slider(quantity.pan()), SendBar(quantity.send("Plate"))):
        shown(widget, qtbot, 96, 20)
        before = widget.value
        drag(widget, (0, -50))
        assert widget.value == before
        drag(widget, (50, 0))
        assert widget.value > before


@pytest.mark.parametrize(("level_db", "text"), [(-4.0, "−4"), (-4.5, "−4.5"), (SILENCE_DB, "off"), (0.0, "0"), (3.0, "+3")])
def test_a_send_says_its_level_shortly(qapp, level_db: float, text: str) -> None:
    send = SendBar(quantity.send("Plate"))
    send.set_value(level_db)
    assert send.short_text() == text


def test_a_send_resets_to_off(qtbot) -> None:
    send = shown(SendBar(quantity.send("Plate")), qtbot, 74, 16)
    send.set_value(-6.0)
    double_click(send, QPoint(10, 8))
    assert send.value == SILENCE_DB


def test_a_number_field_types_with_enter_and_understands_the_unit_shown(qtbot) -> None:
    field = shown(NumberField(FREQUENCY), qtbot, 90, 24)
    ear = Ear(field)
    field.setFocus()
    for text, value in (("1.2k", 1200.0), ("480", 480.0), ("A4", 440.0), ("2 kHz", 2000.0), ("3", 3000.0)):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field._entry.text() == field.text()
        field._entry.selectAll()
        QTest.keyClicks(field._entry, text)
        QTest.keyClick(field._entry, Qt.Key.Key_Return)
        assert ear.values[-1] == pytest.approx(value)


def test_typing_and_clicking_elsewhere_sets_what_fits(qtbot) -> None:
    window = QWidget()
    field, other = NumberField(FREQUENCY, parent=window), NumberField(FREQUENCY, parent=window)
    shown(window, qtbot, 300, 100)
    field.setGeometry(0, 0, 90, 24)
    other.setGeometry(100, 0, 90, 24)
    other.show()
    field.type_value()
    QTest.keyClicks(field._entry, "300")
    other.setFocus()
    qtbot.waitUntil(lambda: field.value == 300.0)
    field.type_value()
    QTest.keyClicks(field._entry, "5 apples")
    field._entry._commit()
    other.setFocus()
    qtbot.waitUntil(lambda: field._entry is None)
    assert field.value == 300.0


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_automation_is_seen_on_every_control(qtbot, name: str) -> None:
    theme.switch(name)
    for widget, width, height in ((Fader(), 30, 200), (Slider(quantity.pan()), 96, 20), (NumberField(FREQUENCY), 90, 24)):
        shown(widget, qtbot, width, height)
        before = widget.grab().toImage()
        widget.set_automated(True)
        assert widget.grab().toImage() != before
        assert widget.toolTip().endswith("Automated.")
    theme.switch("dark")


def test_every_control_shows_its_focus(qtbot) -> None:
    window = QWidget()
    controls = [
        Fader(parent=window),
        Slider(quantity.pan(), parent=window),
        SendBar(quantity.send(), parent=window),
        NumberField(FREQUENCY, parent=window),
    ]
    shown(window, qtbot, 400, 240)
    for at, control in enumerate(controls):
        control.setGeometry(at * 100, 0, *control.natural_size())
        control.show()
    for control, other in zip(controls, controls[1:] + controls[:1], strict=True):
        other.setFocus()
        qtbot.waitUntil(other.hasFocus)
        before = control.grab().toImage()
        control.setFocus()
        assert control.grab().toImage() != before
