"""The program: songs come into the window, one in the place of another; what a crash left is brought back and told."""

import msgspec
import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw import preferences
from daw import song as songs
from daw.model import edits, media, storage
from daw.ui.app import Program, new_folder, open_or_restore
from daw.ui.record import FirstSteps
from daw.ui.songs import next_version
from daw.ui.sound import Sound, Wish
from daw.ui.widgets.textfield import NameEntry


@pytest.fixture
def program(qtbot, qapp, monkeypatch, tmp_path):
    monkeypatch.setattr(Sound, "start", lambda _self: None)
    preferences.save(preferences.Preferences(songs_folder=str(tmp_path / "songs")))
    one = Program(qapp, device=Wish("null", 256))
    yield one
    if one.window is not None:
        one.window.close()
    if one.start_window is not None:
        one.start_window.close()
    one.close()
    preferences.save(preferences.Preferences())


def made(folder, name="Slow Light"):
    document = songs.new(folder, name=name)
    document.do(edits.add_track, "Vocal")
    storage.save(document)
    return document


def test_a_song_opens_and_is_remembered(program, tmp_path):
    made(tmp_path / "a").close()
    assert program.open(tmp_path / "a")
    assert program.window.isVisible()
    assert program.window.menu_row.name.text() == "Slow Light"
    assert preferences.load().recent[0] == str(tmp_path / "a")


def test_another_song_takes_its_place_and_the_first_is_saved_and_free(program, tmp_path, qtbot):
    made(tmp_path / "a").close()
    made(tmp_path / "b", "Other").close()
    program.open(tmp_path / "a")
    program.studio.do(edits.rename_track, program.studio.session.tracks[0].id, "Lead")
    program.studio.song_asked.emit(tmp_path / "b")
    qtbot.wait(10)
    assert program.window.menu_row.name.text() == "Other"
    assert program.window.isVisible()
    with storage.open(tmp_path / "a") as first:
        assert first.session.tracks[0].name == "Lead"
    words = [action.words for action in program.studio.actions.all.values()]
    assert "Open a" in words


def test_new_asks_for_the_name_in_the_start_window_and_the_song_stays_until_then(program, tmp_path):
    made(tmp_path / "a").close()
    program.open(tmp_path / "a")
    program.studio.actions.trigger("file.new")
    assert program.window.menu_row.name.text() == "Slow Light"
    start = program.start_window
    assert start.isVisible()
    start.name.setText("Night Bus")
    start.record.press()
    assert program.studio.document.folder == tmp_path / "songs" / "Night Bus"
    assert program.studio.session.name == "Night Bus"
    assert program.start_window is None
    assert new_folder("Night Bus") == tmp_path / "songs" / "Night Bus 2"


def test_record_myself_opens_the_record_view_with_an_armed_track_and_the_first_steps(program):
    program.start()
    program.start_window.record.press()
    track = program.studio.session.tracks[0]
    assert (track.kind, track.armed, track.inputs) == ("audio", True, (1,))
    assert program.studio.view.layout == "record"
    assert program.window.findChild(FirstSteps).isVisible()
    assert program.studio.selection.track == track.id


def test_mix_files_makes_a_song_at_their_rate_with_a_track_each(program, tmp_path, qtbot):
    for name in ("Kick", "Snare"):
        (tmp_path / "Drums").mkdir(exist_ok=True)
        soundfile.write(tmp_path / "Drums" / f"{name}.wav", np.zeros(4410), 44100)
    program.start()
    program.start_window.drop([tmp_path / "Drums" / "Kick.wav", tmp_path / "Drums" / "Snare.wav"])
    assert program.studio.sample_rate == 44100
    assert program.studio.session.name == "Drums"
    assert program.studio.view.layout == "mix"
    qtbot.waitUntil(lambda: len(program.studio.session.tracks) == 3, timeout=20000)
    assert {track.name for track in program.studio.session.tracks} == {"Kick", "Snare", "Master"}


def test_without_a_place_to_write_the_start_window_says_so_and_stays(program, tmp_path):
    (tmp_path / "file").write_text("")
    preferences.save(preferences.Preferences(songs_folder=str(tmp_path / "file")))
    program.start()
    program.start_window.record.press()
    assert program.window is None
    assert program.start_window.isVisible()
    assert program.start_window.trouble.text()


def test_a_new_song_counts_in_and_clicks_as_preferred_and_one_that_was_open_keeps_its_own(program):
    preferences.save(msgspec.structs.replace(preferences.load(), count_in=2, click="always"))
    program.start()
    program.start_window.record.press()
    assert (program.studio.view.count_in, program.studio.view.click) == (2, "always")
    program.studio.set_count_in(4)
    folder = program.studio.document.folder
    program.start()
    program.start_window.record.press()
    assert program.studio.view.count_in == 2
    program.open(folder)
    assert program.studio.view.count_in == 4


def test_a_new_version_leaves_the_song_as_it_is_and_goes_on_in_a_copy_with_its_audio(program, tmp_path, qtbot):
    made(tmp_path / "Slow Light").close()
    soundfile.write(tmp_path / "Slow Light" / "audio" / "a.wav", np.zeros(100), 48000)
    program.open(tmp_path / "Slow Light")
    program.studio.do(edits.add_source, "a", "audio/a.wav", 1, 100)
    program.studio.actions.trigger("file.save-version")
    qtbot.waitUntil(lambda: program.studio.document.folder.name == "Slow Light 2")
    program.studio.do(edits.set_fader, program.studio.session.tracks[0].id, -6.0)
    assert (tmp_path / "Slow Light 2" / "audio" / "a.wav").is_file()
    assert program.studio.session.name == "Slow Light 2"
    with storage.open(tmp_path / "Slow Light") as first:
        assert first.session.tracks[0].fader_db == 0.0
    assert next_version(tmp_path / "Slow Light 2") == tmp_path / "Slow Light 3"


def test_a_version_that_cannot_be_copied_leaves_nothing_and_the_song_stays_open(program, tmp_path, qtbot, monkeypatch):
    made(tmp_path / "a").close()
    program.open(tmp_path / "a")
    before = program.studio

    def full(*_args):
        (tmp_path / "a 2").mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(media, "copy_audio", full)
    program.studio.actions.trigger("file.save-version")
    qtbot.waitUntil(lambda: bool(program.window.toasts.toasts))
    assert "not copied" in program.window.toasts.toasts[0].notice.title
    assert not (tmp_path / "a 2").exists()
    assert program.studio is before


def test_the_song_is_renamed_where_its_name_stands_and_undo_brings_it_back(program, tmp_path):
    made(tmp_path / "a").close()
    program.open(tmp_path / "a")
    program.studio.actions.trigger("file.rename")
    entry = program.window.menu_row.findChild(NameEntry)
    entry.setText("Night Bus")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert program.studio.session.name == "Night Bus"
    assert program.window.menu_row.name.text() == "Night Bus"
    assert program.window.windowTitle().startswith("Night Bus")
    program.studio.undo()
    assert program.window.menu_row.name.text() == "Slow Light"


def test_what_cannot_be_opened_leaves_the_song_that_is(program, tmp_path):
    made(tmp_path / "a").close()
    program.open(tmp_path / "a")
    before = program.studio
    program.studio.song_asked.emit(tmp_path / "nowhere")
    assert program.studio is before
    assert program.window.toasts.toasts


def test_edits_after_the_last_save_come_back_and_are_told(program, tmp_path):
    document = made(tmp_path / "a")
    document.do(edits.set_fader, document.session.tracks[0].id, -6.0)
    document.close()  # as a crash leaves it: in the journal, not in song.json
    program.open(tmp_path / "a")
    assert program.studio.session.tracks[0].fader_db == -6.0
    assert any("Recovered 1 edit" in toast.notice.title + toast.notice.text for toast in program.window.toasts.toasts)


def test_a_damaged_song_is_opened_from_its_backup_and_told(program, tmp_path):
    document = made(tmp_path / "a")
    document.do(edits.set_fader, document.session.tracks[0].id, -6.0)
    storage.save(document)
    document.close()
    (tmp_path / "a" / "song.json").write_text("{")
    opened = open_or_restore(tmp_path / "a")
    assert "backup" in opened.notes[0]
    assert opened.session.tracks[0].name == "Vocal"
    opened.close()


def test_a_song_that_is_open_elsewhere_is_shown_but_not_changed(program, tmp_path):
    with made(tmp_path / "a"):
        program.open(tmp_path / "a")
        assert program.window.menu_row.saved.text() == "Read-only"
