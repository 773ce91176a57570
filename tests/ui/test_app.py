"""The program: songs come into the window, one in the place of another; what a crash left is brought back and told."""

import pytest

from daw import preferences
from daw import song as songs
from daw.model import edits, storage
from daw.ui import app as program_of
from daw.ui.app import Program, new_folder, open_or_restore
from daw.ui.sound import Sound, Wish


@pytest.fixture
def program(qtbot, qapp, monkeypatch, tmp_path):
    monkeypatch.setattr(Sound, "start", lambda _self: None)
    monkeypatch.setattr(program_of, "SONGS", tmp_path / "songs")
    preferences.save(preferences.Preferences())
    one = Program(qapp, device=Wish("null", 256))
    yield one
    if one.window is not None:
        one.window.close()
    one.close()


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


def test_a_new_song_gets_a_folder_of_its_own(program, tmp_path):
    made(tmp_path / "a").close()
    program.open(tmp_path / "a")
    program.studio.actions.trigger("file.new")
    assert program.studio.document.folder.parent == tmp_path / "songs"
    assert new_folder(tmp_path / "songs") != program.studio.document.folder


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
