"""While something is recorded nothing modal ever appears, whatever is asked for; names and notes are written beside the work."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox

from daw.ui.arrange.takemenu import note_take, rename_take

LEAVE_OUT = (
    "file.close",
    "transport.stop",
    "transport.play",
    "transport.record",
    "take.again",
    "view.full-screen",
    "edit.undo",
    "edit.redo",
)


@pytest.fixture
def modal(monkeypatch: Any) -> list[str]:
    """The names of modal windows that were asked for."""
    asked: list[str] = []

    def refuse(name: str, answer: object) -> Any:
        def ask(*_: object, **__: object) -> object:
            asked.append(name)
            return answer

        return ask

    for name in ("getOpenFileNames", "getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, refuse(f"QFileDialog.{name}", ("", "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", refuse("QFileDialog.getExistingDirectory", ""))
    for name in ("question", "information", "warning", "critical"):
        monkeypatch.setattr(QMessageBox, name, refuse(f"QMessageBox.{name}", QMessageBox.StandardButton.Cancel))
    for name in ("getText", "getDouble", "getInt", "getItem"):
        monkeypatch.setattr(QInputDialog, name, refuse(f"QInputDialog.{name}", ("", False)))
    monkeypatch.setattr(QDialog, "exec", refuse("QDialog.exec", 0))
    return asked


def test_every_action_during_a_recording_leaves_the_recording_alone_and_opens_nothing_modal(
    qtbot: Any, window: Any, booth: Any, modal: list[str]
) -> None:
    studio = booth()
    studio.record()
    qtbot.waitUntil(lambda: studio.position > 4800, timeout=5000)
    for key in sorted(studio.actions.all):
        if key in LEAVE_OUT or key.startswith(("look.", "menu.")):
            continue
        studio.actions.trigger(key)
        assert QApplication.activeModalWidget() is None, key
        assert not modal, f"{key} asked for {modal}"
        for widget in QApplication.topLevelWidgets():
            if widget is not window and widget.isVisible():
                assert not widget.isModal(), f"{key} opened {widget}"
                widget.close()
    assert studio.recording, "and it goes on"
    studio.stop()
    assert len(studio.session.tracks[0].takes) >= 1


def test_a_take_is_renamed_and_noted_in_a_card_and_each_is_one_step(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    one = take(studio)
    card = rename_take(studio, one, window.mapToGlobal(QPoint(300, 300)))
    assert not card.isModal()
    card.field.setText("The loud one")
    QTest.keyClick(card.field, Qt.Key.Key_Return)
    assert studio.session.tracks[0].takes[0].name == "The loud one"
    card = note_take(studio, one, window.mapToGlobal(QPoint(5000, 5000)))
    assert window.rect().contains(card.geometry())
    card.field.setText("bar 5 is flat")
    QTest.keyClick(card.field, Qt.Key.Key_Escape)
    assert studio.session.tracks[0].takes[0].note == ""
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "bar 5 is flat")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert studio.session.tracks[0].takes[0].note == "bar 5 is flat"
    studio.undo()
    assert studio.session.tracks[0].takes[0].note == ""
    studio.undo()
    assert studio.session.tracks[0].takes[0].name == "Take 1"
