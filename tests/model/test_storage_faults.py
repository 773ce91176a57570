"""Saving while the disk fails or the program dies, at every moment it can."""

import errno
import os
import signal
import subprocess
import sys
import textwrap

import pytest

from daw.model import atomic, edits, storage
from daw.model.songerror import SongError

CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "ftruncate")


class Fault:
    """Lets the k-th call of the operating system fail."""

    def __init__(self, monkeypatch, code, at):
        self.count, self.at, self.code = 0, at, code
        for name in CALLS:
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, real):
        def call(*args, **kwargs):
            self.count += 1
            if self.count == self.at:
                raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        return call


@pytest.fixture
def document(tmp_path):
    """A song saved, and then changed."""
    with storage.new(tmp_path / "song") as document:
        document.do(edits.add_track, "Guitar")
        storage.save(document)
        document.do(edits.set_fader, "t1", -3.0)
        yield document


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_save_that_fails_anywhere_leaves_the_old_song_and_says_why(code, document, tmp_path):
    folder = tmp_path / "song"
    before, failures = (folder / "song.json").read_bytes(), 0
    for at in range(1, 40):
        (folder / atomic.RESERVE).unlink(missing_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, code, at)
            try:
                storage.save(document)
            except SongError as problem:
                told = str(problem)
            else:
                told = ""
        if fault.count < at:
            break
        after = (folder / "song.json").read_bytes()
        if told:
            failures += 1
            assert told.startswith("Not saved: ")
            assert document.dirty
            if after != before:  # it took its place, only the folder's fsync failed
                document.do(edits.set_pan, "t1", at / 100)
                before = after
        else:
            document.do(edits.set_fader, "t1", -3.0 - at)
            before = after
        assert not list(folder.glob("*.tmp"))
        check_opens(folder, document.session)
    assert failures >= 4


def check_opens(folder, session):
    """The song opens read-only as saved, and with its journal as it is now."""
    with storage.open(folder, read_only=True):
        pass
    copy = folder.parent / "copy"
    subprocess.run(["cp", "-a", folder, copy], check=True)
    with storage.open(copy) as again:
        assert again.session == session
    subprocess.run(["rm", "-r", copy], check=True)


def test_a_full_disk_gives_up_the_reserve_and_saves(document, tmp_path, monkeypatch):
    real, refused = os.write, []

    def full(fd, data):
        if (tmp_path / "song" / atomic.RESERVE).exists():
            refused.append(len(data))
            raise OSError(errno.ENOSPC, "full")
        return real(fd, data)

    monkeypatch.setattr(os, "write", full)
    monkeypatch.setattr(atomic, "reserve_room", lambda folder: None)
    storage.save(document)
    assert refused
    assert not document.dirty


def test_a_journal_that_can_not_be_written_says_so_and_no_edit_is_lost(document, monkeypatch):
    def full(fd, data):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    document.do(edits.set_fader, "t1", -9.0)
    assert "the disk is full" in document.journal.problem
    assert document.session.tracks[0].fader_db == -9.0
    monkeypatch.undo()
    document.do(edits.set_fader, "t1", -10.0)
    assert document.journal.problem is None


def test_a_song_is_synced_before_it_takes_the_place_of_the_old_one(document, monkeypatch):
    said = []
    for name in ("fsync", "replace", "write", "link"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *args, name=name, real=real: (said.append(name), real(*args))[1])
    storage.save(document)
    assert said == ["write", "fsync", "write", "fsync", "link", "replace", "fsync"]


DIES = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from daw.model import edits, storage

    folder, calls = Path(sys.argv[1]), sys.argv[2].split(",")
    storage.new(folder).close()
    at = 0
    while True:
        at += 1
        child = os.fork()
        if child == 0:
            document = storage.open(folder)
            document.do(edits.add_track, f"Track {at}")
            document.do(edits.add_track, f"Track {at}, again")
            count = 0
            def counted(real):
                def call(*args, **kwargs):
                    global count
                    count += 1
                    if count == at:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return real(*args, **kwargs)
                return call
            for name in calls:
                setattr(os, name, counted(getattr(os, name)))
            storage.save(document)
            os._exit(0)
        died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        with storage.open(folder) as document:
            names = [one.name for one in document.session.tracks[:-1]]
            wanted = [name for number in range(1, at + 1) for name in (f"Track {number}", f"Track {number}, again")]
            assert names == wanted, (at, names[-3:])
            storage.save(document)
        if not died:
            break
    print(at)
""")


def test_killed_at_any_moment_of_a_save_nothing_is_lost(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", DIES, str(tmp_path / "song"), ",".join(CALLS)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 8
    assert {one.name for one in (tmp_path / "song").glob(".*")} <= {".lock", ".reserve", ".song.json.tmp"}


HOLDS = textwrap.dedent("""
    import sys, time
    from daw.model import edits, storage
    document = storage.open(sys.argv[1])
    document.do(edits.add_track, "Theirs")
    print("open", flush=True)
    time.sleep(60)
""")


@pytest.fixture
def holder(tmp_path):
    """Another program that has the song open and an edit not saved."""
    storage.new(tmp_path / "song").close()
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path / "song")], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        yield other
        other.kill()


def test_a_song_open_elsewhere_is_refused_but_can_be_read_and_is_free_once_that_program_is_killed(holder, tmp_path):
    folder = tmp_path / "song"
    with pytest.raises(storage.SongLocked, match=f"already open .process {holder.pid} on ") as caught:
        storage.open(folder)
    assert caught.value.pid == holder.pid
    before = {one: one.stat().st_mtime_ns for one in folder.rglob("*")}
    with storage.open(folder, read_only=True) as document:
        assert document.session.tracks[0].id == "master"
    assert {one: one.stat().st_mtime_ns for one in folder.rglob("*")} == before
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with storage.open(folder) as document:
        assert document.notes == ["Recovered 1 edit made after the last save."]
        assert document.session.tracks[0].name == "Theirs"


def test_a_lock_left_by_a_dead_program_is_taken_even_if_its_number_lives_again(tmp_path):
    storage.new(tmp_path / "song").close()
    (tmp_path / "song" / ".lock").write_text('{"pid": 1, "host": "elsewhere", "boot": "x"}')
    storage.open(tmp_path / "song").close()
    (tmp_path / "song" / ".lock").write_bytes(b"\0garbage")
    storage.open(tmp_path / "song").close()


def test_where_the_system_has_no_locks_the_name_in_the_file_counts(tmp_path, monkeypatch):
    from daw.model import lock

    monkeypatch.setattr(lock, "_guard", lambda fd: None)
    with storage.new(tmp_path / "song"), pytest.raises(storage.SongLocked):
        storage.open(tmp_path / "song")
    (tmp_path / "song" / ".lock").write_text('{"pid": 7, "host": "elsewhere", "boot": "x"}')
    with pytest.raises(storage.SongLocked, match="process 7 on elsewhere"):
        storage.open(tmp_path / "song")
    storage.open(tmp_path / "song", take_over=True).close()
    storage.open(tmp_path / "song").close()


def test_a_folder_that_can_not_be_written_opens_read_only_and_says_so(tmp_path, monkeypatch):
    storage.new(tmp_path / "song").close()
    real = os.open

    def read_only(path, flags, *mode, **more):
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "read-only")
        return real(path, flags, *mode, **more)

    monkeypatch.setattr(os, "open", read_only)
    with storage.open(tmp_path / "song") as document:
        assert document.read_only
        assert document.notes == ["Opened read-only: the disk is read-only.  Use “Save as” to keep changes."]
    with pytest.raises(SongError, match="read-only"):
        storage.new(tmp_path / "other")
