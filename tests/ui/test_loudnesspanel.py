"""The loudness panel: five numbers, in words where a number would lie, and a click that begins anew."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw.engine.levels import Loudness
from daw.ui.loudnesspanel import LoudnessPanel, loudness_words
from daw.ui.metrics import MEDIUM, SECONDARY, text_width
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


def test_the_distance_stands_under_the_number_where_there_is_room(desk):
    hear(desk, MEASURED)
    assert desk.panel.distance.isVisible()
    assert desk.panel.distance.text() == "1.8 LU under −14"
    hear(desk, MEASURED._replace(integrated_lufs=-13.4))
    assert desk.panel.distance.text() == "On target (−14)"
    desk.panel.resize(146, 220)
    assert not desk.panel.distance.isVisible()


def test_bars_show_the_present_and_the_highest(desk):
    hear(desk, MEASURED)
    bar = desk.panel.bars["momentary"]
    assert (bar.value, bar.highest) == (-12.6, -10.0)
    assert bar.text() == "−12.6 LUFS, at most −10.0 LUFS"


def test_pause_holds_the_numbers_and_reset_lets_them_go(desk):
    hear(desk, MEASURED)
    QTest.mouseClick(desk.panel.pause, Qt.MouseButton.LeftButton)
    assert hear(desk, MEASURED._replace(integrated_lufs=-9.0))["integrated"] == "−15.8 LUFS"
    QTest.mouseClick(desk.panel.pause, Qt.MouseButton.LeftButton)
    assert hear(desk, MEASURED._replace(integrated_lufs=-9.0))["integrated"] == "−9.0 LUFS"
    QTest.mouseClick(desk.panel.pause, Qt.MouseButton.LeftButton)
    QTest.mouseClick(desk.panel.reset, Qt.MouseButton.LeftButton)
    assert not desk.panel.paused
    assert desk.panel.numbers["integrated"].text() == "−∞ LUFS"


def test_another_sound_begins_anew(desk):
    hear(desk, MEASURED)
    desk.studio.engine_changed.emit()
    assert desk.panel.numbers["integrated"].text() == "−∞ LUFS"


@pytest.mark.parametrize("height", [150, 220, 300, 400])
def test_no_word_is_shortened_at_any_height(desk, height):
    hear(desk, MEASURED)
    desk.panel.resize(146, height)
    for label in desk.panel._labels.values():
        assert text_width(label.text(), SECONDARY, MEDIUM) <= label.width()
    assert text_width(desk.panel.distance.text(), SECONDARY, MEDIUM) <= desk.panel.distance.width()


def test_it_is_said_to_a_screen_reader():
    assert loudness_words(None) == "Loudness: nothing measured yet."
    words = loudness_words(MEASURED)
    assert words.startswith("Integrated −15.8 LUFS, short-term −13.9, range 7.2 LU, true peak −2.1 dBTP. 1.8 LU quieter")
