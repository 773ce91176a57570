"""Meters: the scale, what is drawn where, and that only what changed is repainted."""

import itertools

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from daw.ui import metrics, theme
from daw.ui.widgets import meterscale
from daw.ui.widgets.inputlevel import AimedMeter, InputLevel
from daw.ui.widgets.meter import Meter, header_meter, master_meter, strip_meter
from daw.ui.widgets.meterscale import ALL_MARKS, deflection, marks
from daw.ui.widgets.reduction import Reduction
from tests.ui.widgets.hand import keep, show


@pytest.mark.parametrize(
    ("level_db", "percent"),
    [(0, 80), (-10, 55), (-20, 30), (-25, 22.5), (-30, 15), (-40, 7.5), (-50, 2.5), (-60, 0), (-150, 0), (3, 80)],
)
def test_deflection_is_that_of_the_standard(level_db: float, percent: float) -> None:
    assert deflection(level_db) * 80 == pytest.approx(percent)


def test_marks_never_crowd_and_the_ends_stay() -> None:
    for length in (60, 105, 180, 400):
        placed = marks(length, ALL_MARKS)
        places = sorted(at * length for _, at in placed)
        assert min(b - a for a, b in itertools.pairwise(places)) >= 14
        assert {0, 48} <= {mark for mark, _ in placed}
    assert {mark for mark, _ in marks(600, ALL_MARKS)} == set(ALL_MARKS)


def shown(widget, width: int, height: int, qtbot) -> None:
    keep(qtbot, widget)
    widget.setFixedSize(width, height)
    show(qtbot, widget)


def test_rms_stands_in_front_of_a_paler_peak_with_a_hold_line(qtbot) -> None:
    theme.switch("dark")
    meter = Meter(1, thickness=10, clip=False)
    shown(meter, 10, 80, qtbot)
    meter.set_levels((-10.0,), (-20.0,), (-4.0,))
    picture = meter.grab().toImage()
    rms, peak, well = (picture.pixelColor(5, y) for y in (60, 40, 10))
    assert picture.pixelColor(5, 80 - 70) == QColor("#FFFFFF")  # −4 dB deflects 70 of 80
    assert rms.green() > peak.green() > picture.pixelColor(5, 16).green()
    assert well == QColor("#FFFFFF")
    assert picture.pixelColor(5, 2) == theme.current().well


def test_the_gradient_belongs_to_the_scale(qtbot) -> None:
    meter = Meter(1, thickness=10, clip=False)
    shown(meter, 10, 80, qtbot)
    meter.set_levels((-6.0,), (-6.0,), (-150.0,))
    low = meter.grab().toImage().pixelColor(5, 60)
    meter.set_levels((0.0,), (0.0,), (-150.0,))
    assert meter.grab().toImage().pixelColor(5, 60) == low


@pytest.fixture
def updates(monkeypatch):
    asked = []
    monkeypatch.setattr(Meter, "update", lambda self, *area: asked.append(area[0] if area else self.rect()))
    return asked


def test_only_the_changed_part_of_the_bars_is_repainted(qtbot, updates) -> None:
    meter = strip_meter()
    shown(meter, 38, 166, qtbot)
    meter.set_levels((-10.0, -10.0), (-20.0, -20.0), (-10.0, -10.0))
    updates.clear()
    meter.set_levels((-10.0, -10.0), (-20.0, -20.0), (-10.0, -10.0))
    assert updates == []
    meter.set_levels((-11.0, -10.0), (-20.0, -20.0), (-10.0, -10.0))
    assert len(updates) == 1
    assert meter.bars_rect().contains(updates[0])
    assert updates[0].height() < 110


def test_a_repaint_of_a_part_gives_the_same_picture_as_a_whole_one(qtbot) -> None:
    for meter in (strip_meter(), master_meter()):
        shown(meter, 190 if meter._lying else 38, 27 if meter._lying else 166, qtbot)
        whole = QWidget.grab(meter)
        del whole
        for step in range(30):
            meter.set_levels((-step * 1.5, -step), (-step - 9.0, -step - 12.0), (-3.0, -step / 2))
        pieces = meter.grab().toImage()
        meter.update()
        assert meter.grab().toImage() == pieces


def test_levels_survive_a_resize(qtbot) -> None:
    meter = Meter(1, clip=False)
    shown(meter, 16, 80, qtbot)
    meter.set_levels((-10.0,), (-10.0,), (-10.0,))
    meter.setFixedSize(16, 160)
    qtbot.waitUntil(lambda: meter._bars == [(110, 110, 110)])


def test_the_clip_box_lights_and_a_click_asks_to_reset(qtbot) -> None:
    theme.switch("dark")
    meter = strip_meter("Lead Vocal")
    shown(meter, 38, 166, qtbot)
    meter.set_levels((0.0, 0.0), (-6.0, -6.0), (0.0, 0.0), clipped=True)
    assert meter.grab().toImage().pixelColor(meter.bars_rect().x() + 2, 1) == theme.current().lit_rec
    assert "clipped" in meter.toolTip()
    asked = []
    meter.reset_asked.connect(asked.append)
    QTest.mouseClick(meter, Qt.MouseButton.LeftButton)
    QTest.mouseClick(meter, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier)
    assert asked == [False, True]


def test_a_screen_reader_gets_the_held_peak(qtbot) -> None:
    meter = header_meter("Lead Vocal")
    keep(qtbot, meter)
    meter.set_levels((-10.0, -10.0), (-20.0, -20.0), (-6.1, -7.0))
    face = QAccessible.queryAccessibleInterface(meter)
    assert face.text(QAccessible.Text.Name) == "Level, Lead Vocal"
    assert face.text(QAccessible.Text.Value) == "peak −6.1 dB"


def test_gain_reduction_hangs_from_the_top(qtbot) -> None:
    theme.switch("dark")
    strip = Reduction()
    shown(strip, 4, 180, qtbot)
    for sign in (-1, 1):
        strip.set_reduction(sign * 6.0)
        picture = strip.grab().toImage()
        assert picture.pixelColor(2, 58) == theme.current().lit_mute
        assert picture.pixelColor(2, 62) == theme.current().well
    strip.set_reduction(None)
    assert strip.toolTip() == ""


def test_the_input_level_says_its_word(qtbot) -> None:
    level = InputLevel(where="Input 1")
    keep(qtbot, level)
    level.resize(300, 40)
    level.set_level(-12.0, -20.0, -10.0, 0.03)
    assert level.word == "Good"
    assert level.words.accessibleName() == "Good"
    for _ in range(40):
        level.set_level(-30.0, -40.0, -30.0, 0.03)
    assert level.word == "Too quiet"


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_marks_are_never_cut(qtbot, percent: int) -> None:
    metrics.set_scale(percent)
    try:
        meter = Meter(2, scale=ALL_MARKS)
        keep(qtbot, meter)
        room = meter.bars_rect().x()
        assert metrics.text_width("48", metrics.MARKS) <= room
        assert QRect(0, 0, *meter.natural_size()).width() == metrics.px(22) + metrics.px(16)
    finally:
        metrics.set_scale(100)


@pytest.fixture
def other_scale():
    yield meterscale.chosen.use
    meterscale.chosen.use("iec")


@pytest.mark.parametrize(("name", "zero"), [("linear", 0.0), ("k12", -12.0), ("k14", -14.0), ("k20", -20.0)])
def test_an_even_scale_gives_every_decibel_the_same_room_and_its_own_zero(name, zero) -> None:
    scale = meterscale.SCALES[name]
    steps = {round(scale.deflection(level + 1.0) - scale.deflection(level), 9) for level in range(-60, 0)}
    assert steps == {round(1 / 60, 9)}
    places = dict(scale.marks(400.0, ALL_MARKS))
    assert places["0"] == pytest.approx(1.0 + zero / 60.0)
    assert [at for at, _ in scale.stops(theme.current().meter_stops)] == sorted(at for at, _ in scale.stops(theme.current().meter_stops))


def test_meters_of_the_mix_follow_the_chosen_scale_and_those_of_inputs_do_not(qtbot, other_scale) -> None:
    strip, aimed = strip_meter(), AimedMeter()
    shown(strip, 38, 166, qtbot)
    shown(aimed, 190, 20, qtbot)
    strip.set_levels((-20.0, -20.0), (-20.0, -20.0), (-20.0, -20.0))
    aimed.set_levels((-20.0,), (-20.0,), (-20.0,))
    before = strip._bars, aimed._bars
    other_scale("k20")
    assert strip._bars[0][0] == round(2 / 3 * strip._room)
    assert aimed._bars == before[1]
    other_scale("iec")
    assert strip._bars == before[0]
