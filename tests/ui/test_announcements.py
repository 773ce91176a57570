"""What a screen reader is told: what was done, where one is, and how loud it is; politely, or at once where it can't wait."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from daw.engine.levels import Levels, Loudness
from daw.model import edits
from daw.ui import commands, recording
from tests.ui.mixer.desk import level

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def told(monkeypatch, window):
    """What was announced: the words, and whether at once."""
    heard: list[tuple[str, bool]] = []
    monkeypatch.setattr("daw.ui.studio.announce", lambda _widget, text, *, assertive=False: heard.append((text, assertive)))
    return heard


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifiers)


def test_a_command_that_changes_the_song_says_what_it_did(window, studio, told):
    track = studio.session.tracks[0]
    studio.selection.select_track(track.id)
    press(window, Qt.Key.Key_M)
    assert told == [(studio.document.undo_label, False)]
    told.clear()
    press(window, Qt.Key.Key_Z, CTRL)
    assert len(told) == 1
    assert told[0][0].startswith("Undid: Mute")
    told.clear()
    press(window, Qt.Key.Key_N)  # changes nothing of the song
    assert told == []


def test_ctrl_i_tells_of_what_has_the_focus(window, studio, told):
    window.transport.loop.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_I, CTRL)
    assert told == [(f"Loop. {window.transport.loop.toolTip()}", True)]
    QToolTip.hideText()


def test_peak_and_loudness_are_told_at_once(window, studio):
    track, heard = studio.session.tracks[0], []
    loudness = Loudness(integrated_lufs=-15.8, true_peak_dbtp=-1.2)
    tracks = {track.id: level(-3.0, maximum_db=-1.5)}
    sounding = SimpleNamespace(
        session=studio.session,
        selection=SimpleNamespace(track=track.id),
        engine=SimpleNamespace(levels=lambda: Levels(tracks, (), (), {}, loudness, 0.0, 0.0, 0, 0, ())),
        say=lambda _text: None,
        announce=lambda text, *, assertive: heard.append((text, assertive)),
    )
    assert [studio.actions.shortcut(key) for key in ("help.peak", "help.loudness")] == ["Ctrl+Shift+P", "Ctrl+Shift+L"]
    commands.say_peak(sounding)
    commands.say_loudness(sounding)
    assert heard[0] == (f"{track.name}: peak −1.5 dB.", True)
    assert heard[1][0].startswith("Integrated −15.8 LUFS")
    assert "true peak −1.2 dBTP" in heard[1][0]
    assert heard[1][1]


def test_where_am_i(window, studio, told):
    studio.selection.select_track(studio.session.tracks[1].id)
    window.transport.loop.setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_W, CTRL | SHIFT)
    words, at_once = told[0]
    assert at_once
    assert all(part in words for part in ("transport", "Loop", studio.session.tracks[1].name, "at 1 . 1 . 000"))


def test_a_refusal_says_why(window, studio, told):
    studio.selection.select_track(None)
    press(window, Qt.Key.Key_M)
    assert ("Select a track first.", False) in told


def test_the_end_of_a_recording_names_the_take_and_its_length(window, studio, told, monkeypatch):
    track = studio.session.tracks[0]

    def kept(document, _recorded):
        document.do(edits.add_source, "take", "audio/take.wav", 1, 14 * studio.sample_rate)
        document.do(edits.add_take, track.id, document.session.sources[0].id, 0)
        return [document.session.tracks[0].takes[0].id]

    monkeypatch.setattr("daw.engine.takes.keep", kept)
    recording.keep(studio, [object()])
    assert told == [("Stopped, Take 1, 14 seconds", False)]
