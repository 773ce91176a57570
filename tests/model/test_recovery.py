"""After a crash or damage: what the journal and the backups bring back, and that no evidence is lost."""

import json
import os

import pytest

from daw.model import edits, storage
from daw.model.journal import Record, line
from daw.model.songerror import SongDamaged, SongError


def reopen(document, folder):
    """Open a song again after its program has died: the lock is let go by the system, nothing is closed."""
    document.lock._closer()
    return storage.open(folder)


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


@pytest.mark.parametrize(
    "record",
    [
        Record(op="do", id=99, parent=77, calls=[("set_fader", ["t1", 0])]),
        Record(op="do", id=1, parent=0, calls=[]),
        Record(op="do", id=99, parent=5, calls=[("system", ["rm"])]),
        Record(op="do", id=99, parent=5, calls=[("set_fader", ["t1", 99])]),
        Record(op="do", id=99, parent=5, calls=[("set_fader", [])]),
        Record(op="go", to=77),
        Record(op="amend", id=77),
        Record(op="do", id=99, parent=5, calls=[("add_source", ["x", "audio/link.wav", 1, 5])]),
    ],
    ids=str,
)
def test_a_journal_that_asks_for_what_can_not_be_is_put_aside(record, folder):
    (folder / "audio" / "link.wav").symlink_to("/dev/zero")
    with (folder / "journal.jsonl").open("ab") as journal:
        journal.write(line(record))
    with storage.open(folder) as document:
        assert "could not be recovered" in document.notes[0]
        assert len(document.session.tracks) == 3
        assert not document.dirty
    assert (folder / "backups" / "journal-1.jsonl").exists()
