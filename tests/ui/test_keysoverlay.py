"""The overlays of "?" and F1: the keys and the mouse of the zone in focus; any key or click leaves and gives the focus back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw.ui.keysoverlay import GESTURES, ZONES, KeysOverlay, key_lines, show_keys


def overlay(window):
    return next((one for one in window.findChildren(KeysOverlay) if one.isVisible()), None)


def test_the_question_mark_shows_the_keys_of_the_zone_in_focus_and_any_key_leaves(window, studio, qtbot):
    studio.clock.stop()
    window.arrange.canvas.setFocus()
    QTest.keyClick(window.arrange.canvas, Qt.Key.Key_Question)
    shown = overlay(window)
    assert shown.title == "Keys: Canvas"
    lines = {line.words: line.keys for line in shown.lines}
    assert lines["Split at playhead"].startswith("Ctrl+E")
    assert "Split at playhead: Ctrl+E" in shown.accessibleDescription()
    QTest.keyClick(shown, Qt.Key.Key_R)
    assert overlay(window) is None
    assert window.arrange.canvas.hasFocus()
    assert not studio.recording


def test_keys_of_one_zone_are_not_shown_in_another(window, studio):
    studio.clock.stop()
    words = {line.words for line in key_lines(studio.actions, "transport")}
    assert "Split at playhead" not in words
    assert "Play / stop" in words


def test_f1_shows_what_the_mouse_does_here_and_a_click_leaves(window, studio):
    studio.clock.stop()
    window.arrange.canvas.setFocus()
    studio.actions.trigger("help.here")
    shown = overlay(window)
    assert shown.title == "Help: Canvas"
    assert any("fade" in line.words for line in shown.lines)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert overlay(window) is None
    assert set(GESTURES) <= set(ZONES)


def test_it_fits_the_smallest_window_and_says_how_much_it_left_out(window, studio):
    studio.clock.stop()
    window.resize(1100, 680)
    shown = show_keys(window, studio.actions, "canvas")
    columns, rows = shown._columns()
    assert columns * rows <= len(shown.lines) + rows
    assert shown.grab().toImage().width() == window.width()
    shown.leave()
