"""No text is cut, at 100, 150 and 200 %, in any widget at its natural size; and everything that takes the focus has a name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from daw.plugin import Param
from daw.ui import metrics, quantity
from daw.ui.quantity import of_param
from daw.ui.widgets import shapes
from daw.ui.widgets.button import PRIMARY, Button
from daw.ui.widgets.inputlevel import InputLevel
from daw.ui.widgets.knob import Knob
from daw.ui.widgets.label import Label, Reading
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.meter import master_meter, strip_meter
from daw.ui.widgets.numberfield import NumberField
from daw.ui.widgets.pill import Pill, TogglePill
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.sendbar import SendBar
from daw.ui.widgets.slider import Slider
from daw.ui.widgets.stars import Stars
from daw.ui.widgets.toggle import ARM, Check, Kind, Switch, Toggle
from tests.ui.widgets.hand import keep

FREQUENCY = of_param(Param("high_cut_hz", 12500.0, 20.0, 20000.0, unit="Hz", scale="log"))
MAKEUP = of_param(Param("makeup_db", 0.0, -24.0, 24.0, unit="dB"))

WIDGETS = {
    "knob": lambda: Knob(FREQUENCY),
    "stacked knob": lambda: Knob(MAKEUP, number="stacked", titled=False),
    "pan knob": lambda: Knob(quantity.pan(), radius=11, number="right", titled=False),
    "number field": lambda: NumberField(FREQUENCY),
    "send": lambda: SendBar(quantity.send("Plate")),
    "slider": lambda: Slider(quantity.fader()),
    "button": lambda: Button("Compare with A"),
    "button with icon": lambda: Button("Add track", icon="plus"),
    "primary": lambda: Button("Approve Mix 4 for mastering", look=PRIMARY),
    "toggle": lambda: Toggle(ARM),
    "word toggle": lambda: Toggle(Kind("Mono", "Mono")),
    "switch": lambda: Switch("Hear yourself", words="Hear yourself"),
    "check": lambda: Check("Double the chorus"),
    "menu": lambda: MenuButton("Input", [("1", "In 1  Vocal mic")], width=144),
    "small menu": lambda: MenuButton("Input", [("1", "In 3+4")], width=62, height=20),
    "views": lambda: Segmented("View", [(word, word) for word in ("Produce", "Record", "Mix", "Master", "Release")]),
    "joined": lambda: Segmented("Style", [(word, word) for word in ("Clean", "Punchy", "Loud")], face="joined"),
    "tabs": lambda: Segmented("Dock", [(word, word) for word in ("Mixer", "Clip editor", "Effects")], face="tabs"),
    "pill": lambda: Pill("Engine", words="48 kHz   5.8 ms", dot="play"),
    "toggle pill": lambda: TogglePill("Inserts"),
    "stars": Stars,
    "label": lambda: Label("Lead Vocal", size=14, weight=600),
    "reading": lambda: Reading("Integrated"),
    "strip meter": strip_meter,
    "master meter": master_meter,
    "input level": InputLevel,
}


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
@pytest.mark.parametrize("name", WIDGETS)
def test_no_text_is_cut(qtbot, monkeypatch, name: str, percent: int) -> None:
    cut: list[str] = []
    real = shapes.elided

    def listening(text: str, size: float, weight: int, width: float) -> str:
        shown = real(text, size, weight, width)
        if shown != text:
            cut.append(text)
        return shown

    monkeypatch.setattr(shapes, "elided", listening)
    metrics.set_scale(percent)
    try:
        widget = WIDGETS[name]()
        keep(qtbot, widget)
        quantity_of = getattr(widget, "quantity", None)
        for at in (0.0, 0.5, 1.0) if quantity_of else (None,):
            if at is not None:
                widget.set_value(quantity_of.value(at))
            widget.resize(widget.sizeHint())
            widget.grab()
    finally:
        metrics.set_scale(100)
    assert cut == []


@pytest.mark.parametrize("name", WIDGETS)
def test_everything_that_takes_the_focus_has_a_name(qtbot, name: str) -> None:
    widget = WIDGETS[name]()
    keep(qtbot, widget)
    for each in (widget, *widget.findChildren(QWidget)):
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert each.accessibleName(), each


@pytest.mark.parametrize("name", WIDGETS)
def test_a_new_scale_makes_a_shown_widget_larger(qtbot, name: str) -> None:
    widget = WIDGETS[name]()
    keep(qtbot, widget)
    before = widget.sizeHint()
    metrics.set_scale(200)
    QApplication.processEvents()
    try:
        assert widget.sizeHint().height() > before.height()
        widget.resize(widget.sizeHint())
        widget.grab()
    finally:
        metrics.set_scale(100)
