"""Punching by a range and looping takes: by keys and by the switches, each pass a take of its own."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.record.conftest import RATE


def test_shift_p_records_only_what_is_selected(qtbot: Any, window: Any, booth: Any, take: Any) -> None:
    studio = booth()
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert not studio.view.punch
    assert "Select a range first" in window.status.hint.text()
    studio.selection.set_range(9600, 19200)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert studio.view.punch
    one = take(studio, 0.6)
    assert (one.start, one.length) == (9600, 9600)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert not studio.view.punch


def test_every_round_of_the_loop_is_a_take_named_after_song_and_track(qtbot: Any, window: Any, booth: Any) -> None:
    studio = booth()
    panel = window.dock.pages["inputs"]
    studio.selection.set_range(0, RATE // 2)
    QTest.mouseClick(panel.while_recording.loop, Qt.MouseButton.LeftButton)
    assert studio.view.loop
    studio.record()
    begun = studio.engine.device_frame
    qtbot.waitUntil(lambda: studio.engine.device_frame - begun > 1.8 * RATE, timeout=15000)
    studio.stop()
    track = studio.session.tracks[0]
    assert len(track.takes) >= 3
    assert all((one.start, one.length) == (0, RATE // 2) for one in track.takes[:-1])
    assert [one.name for one in track.takes] == [f"Take {n}" for n in range(1, len(track.takes) + 1)]
    source = next(one for one in studio.session.sources if one.id == track.takes[0].source)
    assert source.path.startswith(f"audio/{studio.document.folder.name}_{track.name}_"), source.path
    assert "takes" in studio.view.open_lanes(track.id)
    assert track.clips[0].take == track.takes[-1].id, "the newest is heard"
    studio.undo()
    assert studio.session.tracks[0].takes == (), "the whole recording is one step"
