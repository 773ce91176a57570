"""The loudness panel: five numbers, in words where a number would lie, and a click that begins anew."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw.engine.levels import Loudness
from daw.ui.loudnesspanel import LoudnessPanel
from tests.ui.mixer.desk import Desk, quiet
from tests.ui.widgets.hand import keep, show

MEASURED = Loudness(-12.6, -13.9, -15.8, 7.2, -2.1, -10.0, -11.0, 70.0)


@pytest.fixture
def desk(qtbot):
    one = Desk()
    one.engine = one.sound()
    one.panel = keep(qtbot, LoudnessPanel(one.studio))
    one.panel.resize(146, 360)
    show(qtbot, one.panel)
    yield one
    one.close()


def hear(desk, loudness):
    desk.engine.given = quiet(desk.studio.session)._replace(loudness=loudness)
    desk.studio.tick()
    return {key: number.text() for key, number in desk.panel.numbers.items()}


def test_it_reads_what_the_engine_measures(desk):
    read = hear(desk, MEASURED)
    assert read == {"integrated": "−15.8 LUFS", "short": "−13.9 LUFS", "momentary": "−12.6 LUFS", "range": "7.2 LU", "peak": "−2.1 dBTP"}


def test_the_range_waits_until_it_means_something(desk):
    assert hear(desk, MEASURED._replace(measured_s=59.0))["range"] == "after 60 s"
    assert hear(desk, MEASURED._replace(range_lu=None))["range"] == "after 60 s"


def test_silence_is_minus_infinity(desk):
    assert hear(desk, Loudness())["integrated"] == "−∞ LUFS"


@pytest.mark.parametrize(("peak", "ink"), [(-1.0, "text"), (-0.5, "mute"), (0.3, "rec")])
def test_a_true_peak_warns_by_colour_and_words(desk, peak, ink):
    hear(desk, MEASURED._replace(true_peak_dbtp=peak))
    number = desk.panel.numbers["peak"]
    assert number.ink == ink
    assert ("clip" in number.tip()) == (ink != "text")


def test_the_distance_to_the_target_is_said_in_words(desk):
    hear(desk, MEASURED)
    assert "1.8 LU quieter than streaming plays" in desk.panel.numbers["integrated"].tip()


@pytest.mark.parametrize("how", ["button", "number"])
def test_a_click_begins_anew(desk, how):
    hear(desk, MEASURED)
    QTest.mouseClick(desk.panel.reset if how == "button" else desk.panel.numbers["short"], Qt.MouseButton.LeftButton)
    assert desk.engine.loudness_resets == 1
    assert desk.engine.resets == [None]
    assert desk.panel.numbers["integrated"].text() == "−∞ LUFS"


@pytest.mark.parametrize("height", [160, 240, 400])
def test_nothing_overlaps_at_any_height(desk, height):
    desk.panel.resize(146, height)
    places = [number.geometry() for number in desk.panel.numbers.values()]
    assert all(one.bottom() < other.top() + 6 for one, other in itertools.pairwise(places))
    assert places[-1].bottom() < desk.panel.reset.y() + 6
