"""Buttons, toggles, menus, tabs and stars: a hand in, a value out."""

import itertools

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from daw.ui import theme
from daw.ui.widgets.button import PLAY, RAIL, Button
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.pill import Pill, TogglePill
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.stars import Stars
from daw.ui.widgets.toggle import ARM, ENABLE, MONITOR, MUTE, SOLO, Check, Switch, Toggle
from tests.ui.widgets.hand import CTRL, NONE, keep, show

LEFT_BUTTON = Qt.MouseButton.LeftButton


def heard(widget) -> list:
    values = []
    widget.moved.connect(lambda value, _gesture: values.append(value))
    return values


def shown(widget, qtbot):
    keep(qtbot, widget)
    widget.resize(widget.sizeHint())
    show(qtbot, widget)
    return widget


TWO_STATES = [lambda: Toggle(ARM), lambda: Toggle(MUTE), lambda: Toggle(SOLO), lambda: Toggle(MONITOR), lambda: Toggle(ENABLE),
              lambda: Switch("Click", words="Click"), lambda: Check("Click"), lambda: TogglePill("Sends")]  # fmt: skip


@pytest.mark.parametrize("make", TWO_STATES)
def test_a_click_or_space_changes_a_state_and_says_so(qtbot, make) -> None:
    widget = shown(make(), qtbot)
    values = heard(widget)
    before = widget.grab().toImage()
    QTest.mouseClick(widget, LEFT_BUTTON)
    assert values == [True]
    assert widget.value
    assert widget.grab().toImage() != before
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert values == [True, False, True]
    widget.set_value(False)
    assert values == [True, False, True]


def test_a_click_with_ctrl_is_left_to_others(qtbot) -> None:
    arm = shown(Toggle(ARM), qtbot)
    values, clicks = heard(arm), []
    arm.clicked.connect(clicks.append)
    QTest.mouseClick(arm, LEFT_BUTTON, CTRL)
    assert values == []
    assert clicks == [CTRL]


def test_letting_go_outside_does_nothing(qtbot) -> None:
    mute = shown(Toggle(MUTE), qtbot)
    values = heard(mute)
    QTest.mousePress(mute, LEFT_BUTTON)
    QTest.mouseRelease(mute, LEFT_BUTTON, NONE, QPoint(500, 500))
    QTest.mouseMove(mute, QPoint(500, 500))
    assert values in ([], [True])
    mute = shown(Toggle(MUTE), qtbot)
    mute._set_down(down=True)
    mute._set_down(down=False)
    QTest.mouseRelease(mute, LEFT_BUTTON)
    assert not mute.is_on


def test_a_toggle_is_a_check_box_to_a_screen_reader(qtbot) -> None:
    arm = shown(Toggle(ARM, where="Lead Vocal"), qtbot)
    face = QAccessible.queryAccessibleInterface(arm)
    assert face.role() == QAccessible.Role.CheckBox
    assert face.text(QAccessible.Text.Name) == "Record arm, Lead Vocal"
    assert face.text(QAccessible.Text.Value) == "off"
    arm.set_value(True)
    assert face.text(QAccessible.Text.Value) == "on"
    assert face.state().checked
    assert arm.toolTip() == "Record arm on. Click arms this track only, Ctrl+click adds it. Key: A."


@pytest.mark.parametrize("kind", [ARM, MUTE, SOLO, MONITOR])
def test_a_lit_toggle_is_filled_with_its_colour(qtbot, kind) -> None:
    theme.switch("dark")
    toggle = shown(Toggle(kind), qtbot)
    toggle.set_value(True)
    toggle.clearFocus()
    assert toggle.grab().toImage().pixelColor(4, 3) == getattr(theme.current(), kind.lit)


def test_a_click_takes_no_focus_but_tab_does(qtbot) -> None:
    button = shown(Button("Reset"), qtbot)
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_focused_button_owns_space_before_any_shortcut(qtbot) -> None:
    button = shown(Button("Reset"), qtbot)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Space, NONE, " ")
    event.ignore()
    QApplication.sendEvent(button, event)
    assert event.isAccepted()


def test_a_button_lights_counts_and_counts_in(qtbot) -> None:
    play = shown(Button("Play", icon="play", look=PLAY, help="Plays from the playhead.", key="Space"), qtbot)
    assert play.words == ""
    pictures = [play.grab().toImage()]
    play.set_lit(True)
    pictures.append(play.grab().toImage())
    play.set_caption("3")
    pictures.append(play.grab().toImage())
    assert all(a != b for a, b in itertools.pairwise(pictures))
    assert play.toolTip() == "Play on. Plays from the playhead. Key: Space."
    rail = shown(Button("Comments", icon="comment", look=RAIL), qtbot)
    before = rail.grab().toImage()
    rail.set_badge(2)
    assert rail.grab().toImage() != before
    assert "2 open" in rail.accessibleDescription()


def test_a_menu_chooses_and_keys_step(qtbot) -> None:
    field = shown(MenuButton("Monitor", [("auto", "While armed"), ("on", "Always"), ("-", ""), ("off", "Never")]), qtbot)
    values = heard(field)
    assert field.text() == "While armed"
    menu = field.open_menu()
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == ["While armed", "Always", "Never"]
    menu.actions()[1].trigger()
    menu.close()
    assert values == ["on"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert values == ["on", "off"]
    assert field.toolTip() == "Monitor: Never."
    field.set_value("auto")
    assert values == ["on", "off"]


def test_a_menu_is_asked_for_its_choices_when_it_opens(qtbot) -> None:
    field = shown(MenuButton("Input"), qtbot)
    field.before_open = lambda: field.set_choices([("1", "In 1"), ("2", "In 2")])
    menu = field.open_menu()
    assert len(menu.actions()) == 2
    menu.close()
    field.words = "In 7, missing"
    field.set_value("7")
    assert field.text() == "In 7, missing"


@pytest.mark.parametrize("face", ["views", "joined", "pills", "tabs"])
def test_segments_are_chosen_by_click_and_by_arrows(qtbot, face) -> None:
    views = shown(Segmented("View", [("record", "Record"), ("mix", "Mix"), ("master", "Master")], face=face), qtbot)
    values = heard(views)
    QTest.mouseClick(views, LEFT_BUTTON, NONE, views.segment_rects()[1].center().toPoint())
    assert values == ["mix"]
    QTest.keyClick(views, Qt.Key.Key_Right)
    QTest.keyClick(views, Qt.Key.Key_Right)
    QTest.keyClick(views, Qt.Key.Key_Left)
    assert values == ["mix", "master", "mix"]
    assert views.segment_rects()[-1].right() <= views.width() + 0.5


def test_stars_by_click_and_by_keys(qtbot) -> None:
    stars = shown(Stars(where="Take 2"), qtbot)
    values = heard(stars)
    QTest.mouseClick(stars, LEFT_BUTTON, NONE, QPoint(2 + 15 * 3 + 7, 10))
    assert values == [4]
    QTest.mouseClick(stars, LEFT_BUTTON, NONE, QPoint(2 + 15 * 3 + 7, 10))
    assert values == [4, 0]
    stars.setFocus()
    for key in (Qt.Key.Key_5, Qt.Key.Key_Left, Qt.Key.Key_0, Qt.Key.Key_Right):
        QTest.keyClick(stars, key)
    assert values == [4, 0, 5, 4, 0, 1]
    assert stars.text() == "1 star"


def test_a_pill_shows_a_state(qtbot) -> None:
    pill = shown(Pill("Engine", words="48 kHz  5.8 ms", dot="play"), qtbot)
    before = pill.sizeHint().width()
    pill.show_state("3 dropouts", dot="mute")
    assert pill.sizeHint().width() < before
    clicks = []
    pill.clicked.connect(clicks.append)
    QTest.mouseClick(pill, LEFT_BUTTON)
    assert len(clicks) == 1
