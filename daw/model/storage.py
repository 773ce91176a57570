"""A song and its folder: new, open, save, restore.

song.json  the song      journal.jsonl  what was done to it, as it is done      backups/  the last 20 generations of song.json
audio/     recordings and imported files      peaks/  waveforms, can be deleted      renders/  bounces
"""

import contextlib
import errno
import hashlib
import os
import shutil
import stat
from pathlib import Path

import msgspec

from daw.model import atomic, journal, songfile
from daw.model.document import Document
from daw.model.edits import check
from daw.model.edits.error import EditError
from daw.model.history import History
from daw.model.ids import MASTER
from daw.model.journal import Journal, Record
from daw.model.limits import MAX_SAMPLE_RATE, MIN_SAMPLE_RATE
from daw.model.lock import Lock
from daw.model.media import copy_audio, path_of
from daw.model.session import Session
from daw.model.songerror import SongDamaged, SongError, SongLocked, why
from daw.model.track import Track
from daw.model.validity import check_session

__all__ = ["SongDamaged", "SongError", "SongLocked", "new", "newest_backup", "open", "restore", "save", "save_as"]

SONG = "song.json"
FOLDERS = ("audio", "peaks", "renders", "backups")
MAX_BYTES = 512 << 20  # of song.json
JOURNAL_BYTES = 4 << 20  # beyond this a save writes the journal anew, with only the steps that are kept


def new(folder: str | os.PathLike[str], name: str | None = None, sample_rate: int = 48000) -> Document:
    """A new song in a folder, which is made; the song is called like the folder unless it is given a name."""
    path = Path(folder)
    called = path.resolve().name.encode("utf-8", "replace").decode() if name is None else name
    try:
        rate = check.whole("The sample rate", sample_rate, MIN_SAMPLE_RATE, MAX_SAMPLE_RATE, "Hz")
        title = check.name("The name of a song", called)
    except EditError as problem:
        raise SongError(str(problem)) from None
    session = Session(name=title, sample_rate=rate, tracks=(Track(id=MASTER, name="Master", kind="master", color="stone"),))
    return _made(path, session)


def _made(folder: Path, session: Session) -> Document:
    """A song that was not in a folder before, saved there."""
    if (folder / SONG).exists():
        raise SongError(f"There is a song in “{folder.name}” already: open it, or choose another folder.")
    try:
        for part in ("", *FOLDERS):
            (folder / part).mkdir(parents=True, exist_ok=True)
        atomic.reserve_room(folder)
        document = _writable(folder, session, History(session), Lock(folder), _no_records())
    except OSError as problem:
        raise SongError(f"The song can't be made in “{folder}”: {why(problem)}.") from None
    try:
        save(document)
    except SongError:
        document.close()
        raise
    return document


def _no_records() -> journal.Read:
    return journal.Read([], 0, damaged=False)


def _writable(folder: Path, session: Session, history: History, lock: Lock, kept: journal.Read) -> Document:
    """A document with its journal and lock."""
    document = Document(session, history=history)
    document.folder, document.lock = folder, lock
    document.journal = Journal(folder / journal.NAME, kept.good_bytes)
    if not kept.records:
        document.journal.append(Record(op="base", id=history.root, session=session))
    return document


def open(folder: str | os.PathLike[str], *, read_only: bool = False, take_over: bool = False) -> Document:
    """Open a song, with what was done to it after its last save.

    Raises `SongError` if there is none, `SongLocked` if it is open elsewhere, `SongDamaged` if it can't be read (see `restore`).
    A song that can't be written to is opened read-only; `notes` of the document say so, and what was recovered.
    """
    path = Path(folder)
    if not path.is_dir() or not (path / SONG).exists():
        raise SongError(f"There is no song in “{path}”: {SONG} is missing.")
    lock, notes = None, []
    if not read_only:
        try:
            lock = Lock(path, take_over=take_over)
        except OSError as problem:
            notes.append(f"Opened read-only: {why(problem)}.  Use “Save as” to keep changes.")
    try:
        document = _opened(path, lock)
    except OSError as problem:
        _let_go(lock)
        notes.append(f"Opened read-only: {why(problem)}.  Use “Save as” to keep changes.")
        document = _opened(path, None)
    except BaseException:
        _let_go(lock)
        raise
    document.notes[:0] = notes
    return document


def _let_go(lock: Lock | None) -> None:
    if lock is not None:
        lock.release()


def _opened(folder: Path, lock: Lock | None) -> Document:
    data, session = _read_song(folder)
    for source in session.sources:
        path_of(folder, source)
    if lock is None:
        document = Document(session)
        document.folder, document.read_only = folder, True
        document.mark_saved(session)
        return document
    recorded = journal.read(_bytes(folder / journal.NAME))
    history, count, note = _continued(folder, session, hashlib.sha256(data).hexdigest(), recorded)
    if history is None or recorded.damaged:
        _keep_journal(folder)
    if history is None:
        history, recorded = History(session), _no_records()
    document = _writable(folder, history.value(history.current), history, lock, recorded)
    if not recorded.records and document.journal is not None:
        document.journal.append(Record(op="save", sha256=hashlib.sha256(data).hexdigest()))
    document.mark_saved(session)
    if note:
        document.notes.append(note)
    if count:
        document.notes.append(f"Recovered {count} edit{'s' if count > 1 else ''} made after the last save.")
    return document


def _continued(folder: Path, session: Session, checksum: str, recorded: journal.Read) -> tuple[History | None, int, str]:
    """The history a journal tells if it belongs to a song.json, with how many changes came after its last save; else None and why."""
    if not recorded.records:
        return None, 0, ""
    base = recorded.records[0]
    saves = [index for index, record in enumerate(recorded.records) if record.op == "save" and record.sha256 == checksum]
    if base.session is None or not saves:
        return None, 0, f"{SONG} was changed by something else; the history of edits is kept in backups/ and begins anew."
    history = History(base.session, base.id)
    after = [record.op for record in recorded.records[saves[-1] + 1 :] if record.op != "save"]
    try:
        check_session(base.session)
        for index, record in enumerate(recorded.records[1:], 1):
            journal.perform(history, record)
            if index == saves[-1]:
                history.steps[history.current].session = session
        for source in history.value(history.current).sources:
            path_of(folder, source)
    except (EditError, SongError) as problem:
        return None, 0, f"Edits made after the last save could not be recovered ({problem}); they are kept in backups/."
    note = "The end of the history of edits was damaged; all of it is kept in backups/." if recorded.damaged else ""
    return history, after.count("do") or min(len(after), 1), note


def _keep_journal(folder: Path) -> None:
    """Keep a journal that can't be continued."""
    path = folder / journal.NAME
    if path.is_file() and path.stat().st_size:
        number = 1
        while (kept := folder / "backups" / f"journal-{number}.jsonl").exists():
            number += 1
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, kept)


def _bytes(path: Path) -> bytes:
    """The bytes of a file that may be missing; never waits for a pipe or reads a device."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return b""
    with os.fdopen(fd, "rb") as file:
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode):
            raise SongError(f"“{path.name}” is not a file.")
        if facts.st_size > MAX_BYTES:
            raise SongError(f"“{path.name}” is too large for a song: {facts.st_size >> 20} MiB.")
        return file.read()


def _read_song(folder: Path) -> tuple[bytes, Session]:
    try:
        data = _bytes(folder / SONG)
    except OSError as problem:
        raise SongError(f"{SONG} in “{folder}” can't be read: {why(problem)}.") from None
    try:
        return data, songfile.decode(data)
    except SongError as problem:
        backup = newest_backup(folder)
        hint = "There is no backup." if backup is None else f"Open the backup from {atomic.moment(backup)}?"
        raise SongDamaged(f"“{folder.name}” can't be opened.  {problem}  Nothing was changed.  {hint}", backup) from None


def newest_backup(folder: str | os.PathLike[str]) -> Path | None:
    """The newest generation in backups/ that can be opened."""
    path = Path(folder)
    for one in atomic.generations(path / SONG, path / "backups"):
        with contextlib.suppress(SongError, OSError):
            songfile.decode(_bytes(one))
            return one
    return None


def restore(folder: str | os.PathLike[str], backup: Path | None = None) -> Document:
    """Open a backup (None: the newest good one) in the place of a song.json that can't be read, which is kept aside.

    The journal brings back what was done after that backup.
    """
    path = Path(folder)
    chosen = newest_backup(path) if backup is None else backup
    if chosen is None:
        raise SongError(f"There is no backup in “{path.name}” that can be opened.")
    try:
        lock = Lock(path)
        try:
            data = _bytes(chosen)
            songfile.decode(data)
            if (path / SONG).exists():
                atomic.set_aside(path / SONG)
            atomic.write(path / SONG, data)
        finally:
            lock.release()
    except OSError as problem:
        raise SongError(f"The backup can't be put in place: {why(problem)}.") from None
    return open(path)


def save(document: Document) -> None:
    """Write a song to its folder; if that fails, the file is as it was, the document is still dirty, and `SongError` says why."""
    folder = document.folder
    if folder is None or document.read_only or document.journal is None:
        raise SongError("The song is open read-only: use “Save as” to keep changes.")
    data = songfile.encode(document.session)
    try:
        document.journal.append(Record(op="save", sha256=hashlib.sha256(data).hexdigest()))
        document.journal.sync()
        if not (folder / SONG).exists() or _bytes(folder / SONG) != data:
            atomic.write(folder / SONG, data, folder / "backups")
            document.journal.sync()  # if it could not be written before
        _shorten(document, data)
    except OSError as problem:
        room = f" {shutil.disk_usage(folder).free >> 20} MiB are free." if problem.errno in {errno.ENOSPC, errno.EDQUOT} else ""
        raise SongError(
            f"Not saved: {why(problem)}.{room}  The song on disk is as it was.  Make room or use “Save as”, then save again."
        ) from None
    document.mark_saved(document.session)
    atomic.reserve_room(folder)


def _shorten(document: Document, data: bytes) -> None:
    """Write the journal anew when it has grown long: the steps that are kept, and that they are saved."""
    kept = document.journal
    if kept is None or kept.size < max(JOURNAL_BYTES, 4 * len(data)):
        return
    records = [*journal.records_of(document.tree), Record(op="save", sha256=hashlib.sha256(data).hexdigest())]
    text = b"".join(journal.line(record) for record in records)
    atomic.write(kept.path, text)
    kept.close()
    document.journal = Journal(kept.path, len(text))


def save_as(document: Document, folder: str | os.PathLike[str], name: str | None = None) -> Document:
    """Save the song with its audio into another folder, and open it there; the song where it was stays as it was saved.

    name : what the copy is called, if not the same.  Audio that lies there already (see `media.copy_audio`) is not copied again.
    """
    path = Path(folder)
    copy = _made(path, document.session if name is None else msgspec.structs.replace(document.session, name=name))
    try:
        if document.folder is not None:
            copy_audio(document.session, document.folder, path)
    except OSError as problem:
        copy.close()
        raise SongError(f"The audio could not be copied to “{path}”: {why(problem)}.") from None
    except SongError:
        copy.close()
        raise
    return copy
