"""A song and its folder: new, saved, opened again, saved elsewhere."""

import gc
import time

import pytest

from daw.model import edits, media, storage
from daw.model.document import Document
from daw.model.songerror import SongError


def test_a_new_song_has_its_folders_and_a_master_and_is_saved(tmp_path):
    with storage.new(tmp_path / "Slow Light", None, 96000) as document:
        assert {one.name for one in (tmp_path / "Slow Light").iterdir()} >= {"song.json", "audio", "peaks", "renders", "backups"}
        assert (document.session.name, document.session.sample_rate) == ("Slow Light", 96000)
        assert [(one.id, one.name, one.kind) for one in document.session.tracks] == [("master", "Master", "master")]
        assert not document.dirty
    with pytest.raises(SongError, match="There is a song"):
        storage.new(tmp_path / "Slow Light")
    with pytest.raises(SongError, match="sample rate"):
        storage.new(tmp_path / "other", None, 0)


def test_what_is_saved_is_there_when_opened(folder):
    with storage.open(folder) as document:
        session = document.do(edits.set_fader, "t1", -3.0)
        assert document.dirty
        storage.save(document)
        assert not document.dirty
    with storage.open(folder) as document:
        assert document.session == session
        assert document.notes == []
        assert not document.dirty


def test_undo_goes_on_after_a_restart_also_through_what_was_saved(folder):
    with storage.open(folder) as document:
        assert document.undo_label == "Take on Lead Vocal"
        assert document.undo() == "Take on Lead Vocal"
        assert document.session.tracks[1].takes == ()
        assert document.dirty
        while document.undo():
            pass
        assert [one.id for one in document.session.tracks] == ["master"]
        while document.redo():
            pass
        assert not document.dirty


def test_a_song_undone_and_closed_can_be_redone(folder):
    with storage.open(folder) as document:
        document.undo()
        storage.save(document)
    with storage.open(folder) as document:
        assert document.redo() == "Take on Lead Vocal"


def test_a_song_saved_elsewhere_takes_its_audio_along(folder, tmp_path):
    with storage.open(folder) as document, storage.save_as(document, tmp_path / "copy") as copy:
        assert copy.session == document.session
        assert (tmp_path / "copy" / "audio" / "gtr.wav").read_bytes() == b"gtr"
        copy.do(edits.set_fader, "t1", -1)
        storage.save(copy)
    with storage.open(folder) as document:
        assert document.session.tracks[0].fader_db == 0.0


def test_a_song_never_saved_and_one_opened_read_only_can_not_be_saved(folder, song):
    with pytest.raises(SongError, match="Save as"):
        storage.save(Document(song))
    with storage.open(folder, read_only=True) as document:
        document.do(edits.set_fader, "t1", -1)
        with pytest.raises(SongError, match="read-only"):
            storage.save(document)
    with storage.open(folder) as document:
        assert document.session.tracks[0].fader_db == 0.0


@pytest.mark.parametrize("name", ["é", "e\u0301", "音楽", "👩‍🎤 ", "a" * 250, "x\udcff", "-rf", "a\nb"])
def test_folders_may_have_any_name_the_disk_allows(name, tmp_path):
    with storage.new(tmp_path / name) as document:
        document.do(edits.add_track, "T")
        storage.save(document)
    with storage.open(tmp_path / name) as document:
        assert document.session.tracks[0].name == "T"


def test_a_song_reached_through_a_link_is_the_song(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    with storage.open(tmp_path / "link") as document:
        document.do(edits.set_fader, "t1", -2)
        storage.save(document)
        assert media.missing(document.folder, document.session) == ()
    assert b"-2.0" in (folder / "song.json").read_bytes()


def test_a_large_song_is_quick_to_edit_save_and_open(tmp_path, empty):
    session = edits.add_source(empty, "a", "audio/a.wav", 2, 10**9)
    for number in range(60):
        session = edits.add_track(session, f"Track {number}")
    for number, track in enumerate(session.tracks[:60]):
        session = edits.add_slot(session, track.id, "daw.eq")
        for clip in range(34):
            session = edits.add_clip(session, track.id, "a1", clip * 50_000, number * 1000 + clip, 48_000)
    with storage.new(tmp_path / "large") as document:
        document.session = session
        document.tree = type(document.tree)(session)
        slot, drag = session.tracks[59].slots[0].id, object()
        document.do(edits.set_parameter, slot, "gain_db", 1.0, gesture=drag)
        figures = {}
        for name, count, action in (
            ("edit", 50, lambda: document.do(edits.set_parameter, slot, "gain_db", time.monotonic() % 10, gesture=drag)),
            ("save", 3, lambda: (document.do(edits.set_fader, "t2", -(time.monotonic() % 10)), storage.save(document))),
            ("close", 1, document.close),
            ("open", 3, lambda: storage.open(tmp_path / "large").close()),
        ):
            times = []
            for _ in range(count):
                started = time.perf_counter()
                action()
                times.append(time.perf_counter() - started)
            figures[name] = min(times) * 1000
    assert figures["edit"] < 2, figures
    assert figures["save"] < 100, figures
    assert figures["open"] < 200, figures


def test_a_document_nobody_holds_any_more_lets_its_song_go(folder):
    document = storage.open(folder)
    with pytest.raises(SongError, match="already open in this program"):
        storage.open(folder)
    del document
    gc.collect()
    storage.open(folder).close()
