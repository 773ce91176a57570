"""The hints of the first takes: each once in a person's life, and what they say is so."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw.ui.hints import show_hint


def titles(window: Any) -> list[str]:
    return [notice.title for notice in window.toasts.history]


def test_the_first_take_is_greeted_and_the_second_explained_once_each(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    take(studio)
    assert titles(window) == ["That’s take 1."]
    assert "Space to listen" in window.status.hint.text()
    take(studio)
    assert titles(window) == ["That’s take 1.", "Drag across a take to use that part."]
    take(studio)
    assert len(titles(window)) == 2
    assert preferences.load().hints_shown == ("first-take", "second-take")
    assert "takes" in studio.view.open_lanes(studio.session.tracks[0].id), "there is something to drag across"


def test_after_a_take_space_listens_to_it_and_r_does_another_of_the_same_place(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    studio.locate(48000)
    qtbot.waitUntil(lambda: studio.position == 48000)
    take(studio)
    assert studio.session.tracks[0].takes[0].start == 48000
    qtbot.waitUntil(lambda: studio.position == 48000)
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: studio.position > 52000, timeout=5000)
    QTest.keyClick(window, Qt.Key.Key_Space)
    studio.locate(48000)
    qtbot.waitUntil(lambda: studio.position == 48000)
    take(studio)
    assert studio.session.tracks[0].takes[1].start == 48000


def test_the_digits_rate_a_take_that_was_just_made_and_choose_tools_otherwise(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    window.arrange.canvas.setFocus()
    take(studio)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_3)
    assert studio.session.tracks[0].takes[0].rating == 3
    assert studio.view.tool == "pointer"
    studio.selection.select_take(None)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_3)
    assert studio.view.tool == "split"
    assert studio.session.tracks[0].takes[0].rating == 3


def test_the_last_take_is_discarded_and_sung_again_by_one_key(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    take(studio)
    QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert studio.recording
    assert studio.session.tracks[0].takes[0].hidden
    qtbot.waitUntil(lambda: studio.position > 9600, timeout=5000)
    studio.stop()
    assert [one.hidden for one in studio.session.tracks[0].takes] == [True, False]
    QTest.keyClick(window, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ShiftModifier)
    assert [one.hidden for one in studio.session.tracks[0].takes] == [True, True]
    studio.undo()
    assert [one.hidden for one in studio.session.tracks[0].takes] == [True, False]


def test_the_first_bounce_is_explained_once(window: Any, studio: Any, tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(preferences, "path", lambda: tmp_path / "preferences.json")
    studio.preferences = preferences.load()
    assert show_hint(studio, "first-bounce")
    assert not show_hint(studio, "first-bounce")
    assert "measured" in titles(window)[-1]
