"""Labels, notices, the search list, scroll panels and Qt's own widgets."""

import itertools

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from daw.ui import metrics, quantity, stylesheet, theme
from daw.ui.search import Item
from daw.ui.widgets.bubble import Bubble
from daw.ui.widgets.ground import Card, Ground
from daw.ui.widgets.knob import Knob
from daw.ui.widgets.label import Label, Paragraph, Reading
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.searchlist import SearchList
from daw.ui.widgets.toast import Notice, ToastArea
from tests.ui.widgets.hand import Ear, keep, show, wheel


def test_the_wheel_over_an_unfocused_knob_scrolls_the_panel_and_changes_nothing(qtbot) -> None:
    content = QWidget()
    layout = QVBoxLayout(content)
    knobs = [Knob(quantity.pan()) for _ in range(20)]
    for knob in knobs:
        layout.addWidget(knob)
    panel = ScrollPanel(content)
    keep(qtbot, panel)
    panel.resize(200, 200)
    show(qtbot, panel)
    knobs[3].setFocus()
    ear = Ear(knobs[1])
    bar = panel.verticalScrollBar()
    wheel(panel.viewport(), -1)
    assert bar.value() == 48
    # a notch over a knob that is not meant for it goes on to the panel
    assert not wheel(knobs[1], -1)
    assert ear.moved == []
    assert knobs[1].value == 0.0


def test_a_long_label_shortens_and_tells_all_in_its_tooltip(qtbot) -> None:
    label = Label("Backing vocals, second verse")
    keep(qtbot, label)
    label.resize(60, 16)
    assert label.toolTip() == "Backing vocals, second verse"
    label.resize(400, 16)
    assert label.toolTip() == ""
    assert label.accessibleName() == "Backing vocals, second verse"


def test_a_paragraph_grows_with_its_text(qapp) -> None:
    assert Paragraph("word " * 60).heightForWidth(200) > 3 * Paragraph("word").heightForWidth(200)


def test_a_reading_keeps_room_for_the_widest(qtbot) -> None:
    reading = Reading("Integrated", widest="−00.0 LUFS")
    keep(qtbot, reading)
    before = reading.sizeHint()
    reading.set_text("−8.1 LUFS")
    assert reading.sizeHint() == before
    reading.resize(reading.sizeHint())
    assert not reading.grab().toImage().isNull()


def test_grounds_follow_the_theme(qtbot) -> None:
    theme.switch("dark")
    ground, card = Ground("canvas"), Card("raised")
    for widget in (ground, card):
        keep(qtbot, widget)
        widget.resize(60, 60)
    assert ground.grab().toImage().pixelColor(30, 30) == theme.DARK.canvas
    assert card.grab().toImage().pixelColor(30, 30) == theme.DARK.raised
    theme.switch("light")
    assert ground.grab().toImage().pixelColor(30, 30) == theme.LIGHT.canvas
    theme.switch("dark")


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    keep(qtbot, window)
    window.resize(900, 600)
    show(qtbot, window)
    return window


def test_information_leaves_by_itself_and_warnings_stay(window, qtbot) -> None:
    area = ToastArea(window)
    info, warning = area.show(Notice("Saved as Mix 5.")), area.show(Notice("2 dropouts in take 3, marked.", level="warning"))
    assert info._timer.isActive()
    assert info._timer.interval() == 6000
    assert not warning._timer.isActive()
    info._timer.timeout.emit()
    assert area.toasts == [warning]
    assert [notice.title for notice in area.history] == ["Saved as Mix 5.", "2 dropouts in take 3, marked."]


def test_information_waits_under_the_pointer(window) -> None:
    toast = ToastArea(window).show(Notice("Saved as Mix 5."))
    QApplication.sendEvent(toast, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast._timer.isActive()


def test_an_action_acts_and_the_notice_leaves(window) -> None:
    done = []
    area = ToastArea(window)
    toast = area.show(Notice("Unplugged.", "Your take is safe.", "error", (("Reconnect", lambda: done.append(1)),)))
    button = next(child for child in toast.findChildren(QWidget) if getattr(child, "name", "") == "Reconnect")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert area.toasts == []


def test_notices_stand_above_each_other_in_the_lower_left(window) -> None:
    area = ToastArea(window, above=24)
    toasts = [area.show(Notice(f"Notice {number}.", "It means something. " * number, "warning")) for number in range(1, 4)]
    tops = [toast.y() for toast in toasts]
    assert tops == sorted(tops)
    assert all(one.geometry().bottom() < other.y() for one, other in itertools.pairwise(toasts))
    assert toasts[-1].geometry().bottom() < 600 - 24
    assert all(toast.width() == 380 for toast in toasts)
    window.resize(900, 400)
    QApplication.processEvents()
    assert toasts[-1].geometry().bottom() < 400 - 24


ITEMS = [Item("eq", "EQ"), Item("comp", "Compressor", favourite=True), Item("reverb", "Reverb")]


def test_the_search_list_finds_and_chooses_by_keyboard(qtbot) -> None:
    search = SearchList("Add effect", ITEMS)
    chosen = []
    search.chosen.connect(chosen.append)
    search.open_at(QPoint(10, 10))
    assert search.rows.text() == "Compressor"
    QTest.keyClick(search.field, Qt.Key.Key_Down)
    assert search.rows.text() == "EQ"
    QTest.keyClicks(search.field, "rev")
    assert search.rows.text() == "Reverb"
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert chosen == ["reverb"]


def test_the_search_list_asks_when_nothing_answers_and_leaves_with_escape(qtbot) -> None:
    search = SearchList("Add effect", ITEMS)
    chosen = []
    search.chosen.connect(chosen.append)
    search.open_at(QPoint(10, 10))
    QTest.keyClicks(search.field, "revreb")
    assert search.rows.text() == "Nothing called “revreb”. Did you mean Reverb?"
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert chosen == []
    QTest.keyClick(search.field, Qt.Key.Key_Escape)


def test_the_search_list_chooses_by_click(qtbot) -> None:
    search = SearchList("Add effect", ITEMS)
    chosen = []
    search.chosen.connect(chosen.append)
    search.open_at(QPoint(10, 10))
    QTest.mouseClick(search.rows, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 26 + 13))
    assert chosen == ["eq"]


def test_a_bubble_stays_inside_its_window(window) -> None:
    bubble = Bubble(window)
    for corner in (window.rect().topLeft(), window.rect().bottomRight()):
        place = QLabel(window).geometry()
        place.moveCenter(corner)
        bubble.say("19 . 1 . 000   +2 bars", place)
        assert window.rect().contains(bubble.geometry())


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
@pytest.mark.parametrize("percent", [80, 100, 200])
def test_the_look_of_qts_own_widgets_is_made_of_the_theme_and_the_scale(qapp, name: str, percent: int) -> None:
    metrics.set_scale(percent)
    rules = stylesheet.stylesheet(theme.THEMES[name])
    assert theme.THEMES[name].raised.name() in rules
    assert f"font-size: {metrics.px(12)}px" in rules
    assert rules.count("{") == rules.count("}")
    metrics.set_scale(100)
