"""A song and its folder: saving, opening, recovering, restoring, and what is refused."""

import json
import os
import time

import pytest

from daw.model import edits, media, storage
from daw.model.document import Document
from daw.model.songerror import SongDamaged, SongError


@pytest.fixture
def folder(tmp_path, song):
    """A saved song with its audio files there, closed."""
    path = tmp_path / "Slow Light"
    with storage.new(path) as document:
        (path / "audio" / "gtr.wav").write_bytes(b"gtr")
        (path / "audio" / "vox.wav").write_bytes(b"vox")
        for name, args in _calls(song):
            document.do(edits.by_name[name], *args)
        storage.save(document)
    return path


def _calls(song):
    yield "add_track", ["Guitar"]
    yield "add_track", ["Lead Vocal", 1]
    for source in song.sources:
        yield "add_source", [source.name, source.path, source.channels, source.frames]
    yield "add_clip", ["t1", "a3", 0, 0, 96000]
    yield "add_take", ["t2", "a4", 0]


def reopen(document, folder):
    """Open a song again after its program has died: the lock is let go by the system, nothing is closed."""
    os.close(document.lock._fd)
    return storage.open(folder)


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


def test_edits_after_the_last_save_are_recovered_and_the_song_is_not_yet_saved(folder):
    document = storage.open(folder)
    session = document.do(edits.set_fader, "t1", -3.0)
    document.do(edits.set_pan, "t1", 0.5)
    document.undo()
    with reopen(document, folder) as again:
        assert again.session == session
        assert again.notes == ["Recovered 2 edits made after the last save."]
        assert again.dirty
        assert (again.undo_label, again.redo_label) == ("Fader −3.0 dB, Guitar", "Pan R 50, Guitar")


def test_a_gesture_that_went_on_over_a_save_is_recovered_whole(folder):
    document, drag = storage.open(folder), object()
    document.do(edits.move_clips, ["c5"], 100, gesture=drag)
    storage.save(document)
    session = document.do(edits.move_clips, ["c5"], 250, gesture=drag)
    with reopen(document, folder) as again:
        assert again.session == session
        assert session.tracks[0].clips[0].start == 250


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_torn_last_line_of_the_journal_costs_only_that_edit(cut, folder):
    document = storage.open(folder)
    session = document.do(edits.set_fader, "t1", -3.0)
    document.do(edits.set_pan, "t1", 0.5)
    journal = folder / "journal.jsonl"
    os.truncate(journal, journal.stat().st_size - cut)
    with reopen(document, folder) as again:
        assert again.session == session
        again.do(edits.set_pan, "t1", 0.25)
    with storage.open(folder) as again:
        assert again.session.tracks[0].pan == 0.25


def test_a_damaged_journal_is_kept_and_what_comes_before_the_damage_is_used(folder):
    document = storage.open(folder)
    document.do(edits.set_fader, "t1", -3.0)
    session = document.session
    document.do(edits.set_pan, "t1", 0.5)
    document.do(edits.set_pan, "t1", 0.6)
    journal = folder / "journal.jsonl"
    damaged = journal.read_bytes().replace(b"0.5", b"0.7")
    journal.write_bytes(damaged)
    with reopen(document, folder) as again:
        assert again.session == session
        assert "damaged" in again.notes[0]
    assert (folder / "backups" / "journal-1.jsonl").read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"{}\n", b'{"crc":"00000000","op":"do"}\n', None])
def test_a_song_opens_without_a_usable_journal(content, folder):
    if content is None:
        (folder / "journal.jsonl").unlink()
    else:
        (folder / "journal.jsonl").write_bytes(content)
    with storage.open(folder) as document:
        assert len(document.session.tracks) == 3
        document.do(edits.set_fader, "t1", -1)
    with storage.open(folder) as document:
        assert document.undo() == "Fader −1.0 dB, Guitar"
        assert document.undo() is None


def test_a_song_changed_by_hand_opens_and_the_old_history_is_kept_aside(folder):
    text = (folder / "song.json").read_text().replace("Lead Vocal", "Alto")
    (folder / "song.json").write_text(text)
    with storage.open(folder) as document:
        assert document.session.tracks[1].name == "Alto"
        assert "changed by something else" in document.notes[0]
        assert document.undo() is None
    assert (folder / "backups" / "journal-1.jsonl").exists()


def test_a_damaged_song_offers_its_newest_good_backup_and_nothing_is_overwritten(folder):
    with storage.open(folder) as document:
        document.do(edits.set_fader, "t1", -3.0)
        storage.save(document)
        session = document.do(edits.set_fader, "t2", -4.0)
        storage.save(document)
    backups = sorted((folder / "backups").iterdir())
    backups[-1].unlink()
    backups[-2].with_name("000999-2099-01-01 00.00.00 song.json").write_bytes(bytes(100))
    (folder / "song.json").write_bytes(bytes(1000))
    with pytest.raises(SongDamaged, match=r"full of zeros.*Nothing was changed.*Open the backup from \d{4}-") as caught:
        storage.open(folder)
    assert caught.value.backup == backups[-2]
    assert (folder / "song.json").read_bytes() == bytes(1000)
    with storage.restore(folder) as document:
        assert document.session == session
        assert "Recovered" in document.notes[0]
    assert (folder / "song.damaged-1.json").read_bytes() == bytes(1000)


def test_a_damaged_song_without_a_backup_says_so(tmp_path):
    storage.new(tmp_path / "x").close()
    (tmp_path / "x" / "song.json").write_bytes(b"{")
    with pytest.raises(SongDamaged, match="no backup") as caught:
        storage.open(tmp_path / "x")
    assert caught.value.backup is None
    with pytest.raises(SongError, match="no backup"):
        storage.restore(tmp_path / "x")


def test_the_last_twenty_generations_are_kept(folder):
    with storage.open(folder) as document:
        for number in range(25):
            document.do(edits.set_fader, "t1", -1.0 - number)
            storage.save(document)
            storage.save(document)
    kept = sorted((folder / "backups").iterdir())
    assert len(kept) == 20
    levels = [json.loads(one.read_text())["tracks"][0].get("fader_db", 0.0) for one in kept]
    assert levels == [-5.0 - number for number in range(20)]


def test_a_long_journal_is_written_anew_and_undo_still_works(folder, monkeypatch):
    monkeypatch.setattr(storage, "JOURNAL_BYTES", 20_000)
    with storage.open(folder) as document:
        for number in range(200):
            document.do(edits.set_fader, "t1", -(number % 100) / 10)
        document.undo()
        storage.save(document)
        size = document.journal.size
        for number in range(300):
            document.do(edits.set_pan, "t1", number / 1000, gesture=document)
        storage.save(document)
        assert document.journal.size < size + 4000
    with storage.open(folder) as document:
        assert document.notes == []
        labels = []
        while label := document.undo():
            labels.append(label)
        assert labels[:2] == ["Pan R 30, Guitar", "Fader −9.8 dB, Guitar"]
        assert labels[-1] == "Add track Guitar"


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


def test_audio_that_is_missing_is_told_and_the_song_opens(folder):
    (folder / "audio" / "gtr.wav").unlink()
    with storage.open(folder) as document:
        assert [source.name for source in media.missing(folder, document.session)] == ["gtr"]


@pytest.mark.parametrize("target", ["/dev/zero", "/proc/self/mem", "/etc/hostname", "../../outside.wav", "pipe", "folder", "loop"])
def test_audio_that_leads_elsewhere_or_is_no_file_is_refused_without_reading_it(target, folder, tmp_path):
    (tmp_path / "outside.wav").write_bytes(b"x")
    place = folder / "audio" / "gtr.wav"
    place.unlink()
    if target == "pipe":
        os.mkfifo(place)
    elif target == "folder":
        place.mkdir()
    elif target == "loop":
        place.symlink_to(place)
    else:
        place.symlink_to(target)
    started = time.monotonic()
    with pytest.raises(SongError, match="not read|can't be reached"):
        storage.open(folder)
    assert time.monotonic() - started < 2


def test_a_song_file_that_is_a_pipe_or_device_is_refused_at_once(tmp_path):
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "a" / "song.json")
    with pytest.raises(SongError, match="not a file"):
        storage.open(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "song.json").symlink_to("/dev/zero")
    with pytest.raises(SongError, match="not a file"):
        storage.open(tmp_path / "b")
    with pytest.raises(SongError, match="no song"):
        storage.open(tmp_path / "c")


def test_code_in_a_song_folder_is_never_run(folder, tmp_path, monkeypatch):
    canary = tmp_path / "canary"
    for name in ("sitecustomize.py", "__init__.py", "msgspec.py", "json.py", "plugins/evil.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"open({str(canary)!r}, 'w')")
    monkeypatch.chdir(folder)
    with storage.open(folder) as document:
        storage.save(document)
    assert not canary.exists()


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
