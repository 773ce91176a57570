"""The start window: songs opened lately, by mouse and by keys; what can be begun; files and folders dropped on it."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw import song as songs
from daw.audio import peaks
from daw.model import edits, storage
from daw.ui.dialogs.songfacts import facts_of, when
from daw.ui.dialogs.start import StartWindow
from daw.ui.widgets.textfield import TextField
from tests.ui.widgets.hand import keep, show


@pytest.fixture
def song(tmp_path):
    """A song of one second, loud in its second half."""
    folder = tmp_path / "Slow Light"
    document = songs.new(folder)
    sound = np.concatenate((np.zeros(24000), 0.5 * np.sin(np.arange(24000))))
    soundfile.write(folder / "audio" / "a.wav", sound, 48000)
    document.do(edits.add_track, "Vocal")
    document.do(edits.add_source, "a", "audio/a.wav", 1, 48000)
    document.do(edits.add_clip, document.session.tracks[0].id, document.session.sources[0].id, 0)
    storage.save(document)
    document.close()
    return folder


@pytest.fixture
def start(qtbot, qapp, song, tmp_path):
    preferences.save(preferences.Preferences(songs_folder=str(tmp_path)))
    preferences.note_opened(tmp_path / "Gone")
    preferences.note_opened(song)
    one = keep(qtbot, StartWindow())
    show(qtbot, one)
    asked = one.asked = []
    one.song_asked.connect(asked.append)
    one.record_asked.connect(asked.append)
    one.mix_asked.connect(lambda name, files: asked.append((name, files)))
    yield one
    one.close()
    preferences.save(preferences.Preferences())


def test_a_song_is_told_with_its_length_its_tracks_and_its_wave(song):
    peaks.of_source(song, "audio/a.wav")
    facts = facts_of(song)
    assert (facts.name, facts.state, facts.seconds, facts.tracks) == ("Slow Light", "ok", 1.0, 1)
    quiet, loud = facts.wave[: len(facts.wave) // 2 - 1], facts.wave[len(facts.wave) // 2 + 1 :]
    assert max(quiet) == 0.0
    assert min(loud) > 0.9
    assert facts_of(song.parent / "nowhere").state == "missing"
    (song / "song.json").write_text("{")
    assert facts_of(song).state == "damaged"


def test_moments_are_said_as_one_says_them():
    now = datetime.fromisoformat("2026-11-20T15:00:00+00:00")
    assert when("2026-11-20T14:02:00+00:00", now) == "Today 14:02"
    assert when("2026-11-19T14:02:00+00:00", now) == "Yesterday 14:02"
    assert when("2026-09-02T14:02:00+00:00", now) == "2 September"
    assert when("2025-09-02T14:02:00+00:00", now) == "2 September 2025"
    assert when("", now) == ""


def test_recent_songs_are_listed_with_their_facts_and_enter_opens_one(start, song, qtbot):
    qtbot.waitUntil(lambda: "1 track" in start.rows[0].second_line())
    assert [row.name for row in start.rows] == ["Slow Light", "Gone"]
    assert start.rows[0].opened.startswith("Today")
    start.focus_recent()
    QTest.keyClick(start.rows[0], Qt.Key.Key_Return)
    assert start.asked == [song]


def test_a_missing_song_is_named_so_does_not_open_and_leaves_the_list_with_del(start, tmp_path):
    start.focus_recent()
    QTest.keyClick(start.rows[0], Qt.Key.Key_Down)
    gone = start.rows[1]
    assert gone.hasFocus()
    assert "Missing" in gone.accessibleName()
    QTest.mouseClick(gone, Qt.MouseButton.LeftButton)
    assert start.asked == []
    assert start.trouble.isVisible()
    QTest.keyClick(gone, Qt.Key.Key_Delete)
    assert [row.name for row in start.rows] == ["Slow Light"]
    assert str(tmp_path / "Gone") not in preferences.load().recent
    assert start.rows[0].hasFocus()


def test_the_cross_of_a_row_takes_it_off_the_list_and_the_song_stays(start, song):
    row = start.rows[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row._cross().center().toPoint())
    assert start.asked == []
    assert len(start.rows) == 1
    assert (song / "song.json").is_file()


def test_the_name_is_typed_in_place_and_goes_with_what_is_begun(start):
    start.focus_new()
    assert isinstance(start.focusWidget(), TextField)
    assert start.name.text().startswith("Song 20")
    QTest.keyClicks(start.name, "Night Bus")
    QTest.keyClick(start.name, Qt.Key.Key_Return)
    QTest.keyClick(start.focusWidget(), Qt.Key.Key_Return)
    assert start.asked == ["Night Bus"]


def test_a_song_folder_or_its_file_dropped_opens_and_anything_else_says_why_not(start, song, tmp_path):
    start.drop([song])
    start.drop([song / "song.json"])
    assert start.asked == [song, song]
    (tmp_path / "Notes.pdf").write_text("")
    start.drop([tmp_path / "Notes.pdf"])
    assert "Notes.pdf" in start.trouble.text()
    start.drop([song / "audio" / "a.wav"])
    assert start.asked[-1] == ("audio", [song / "audio" / "a.wav"])


def test_where_songs_are_kept_is_shown_and_can_be_changed(start, tmp_path):
    assert str(tmp_path) in start.place.text()
    start.keep_songs_in(Path(tmp_path / "elsewhere"))
    assert "elsewhere" in start.place.text()
    assert preferences.songs_folder() == tmp_path / "elsewhere"
