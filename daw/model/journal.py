"""The journal: every change, written down at once, so that a crash costs nothing and undo survives a restart.

journal.jsonl has one JSON object a line, each with a checksum of itself:

    {"crc":"9a8b7c6d","op":"base","id":0,"session":{…}}                            the song before the oldest step kept
    {"crc":…,"op":"do","id":7,"parent":6,"at":…,"label":…,"calls":[["set_fader",["t1",-2.4]]]}
    {"crc":…,"op":"amend","id":7,"label":…,"calls":[…]}                            a gesture went on: the step is this now
    {"crc":…,"op":"go","to":6}                                                     undo, redo, or a jump in the history
    {"crc":…,"op":"save","sha256":…}                                               song.json of that checksum is about to take its place

What stands after the last "save" of the song.json that is there has not been saved: it is recovered when the song is opened.
"""

import os
import time
import weakref
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from daw.model.atomic import FLAGS
from daw.model.edits.error import EditError
from daw.model.history import Call, History, Step
from daw.model.session import Session
from daw.model.songerror import why

NAME = "journal.jsonl"
_HEAD = 18  # bytes of {"crc":"9a8b7c6d",


class Record(msgspec.Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line of the journal; what its `op` has no use for is left out."""

    op: Literal["base", "do", "amend", "go", "save"]
    id: int = 0
    parent: int = 0
    at: str = ""
    label: str = ""
    calls: list[Call] = []
    to: int = 0
    sha256: str = ""
    session: Session | None = None


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Record).decode


def line(record: Record) -> bytes:
    """A record as a line with its checksum."""
    body = _encode(record)
    return b'{"crc":"%08x",' % zlib.crc32(body) + body[1:] + b"\n"


class Read(NamedTuple):
    """What a journal holds: its records, how many bytes they take, and whether more follows that can't be trusted."""

    records: list[Record]
    good_bytes: int
    damaged: bool  # beyond a last line that was being written when the program died


def read(data: bytes) -> Read:
    """The records of a journal up to the first line that is torn or wrong."""
    records: list[Record] = []
    good = 0
    for text in data.splitlines(keepends=True):
        record = _record(text)
        if record is None:
            break
        records.append(record)
        good += len(text)
    return Read(records, good, b"\n" in data[good:])


def _record(text: bytes) -> Record | None:
    body = b"{" + text[_HEAD:-1]
    if not text.endswith(b"\n") or text[:_HEAD] != b'{"crc":"%08x",' % zlib.crc32(body):
        return None
    try:
        return _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def replay(session: Session, records: Iterable[Record]) -> Session:
    """The song after everything the records say was done to it; raises `EditError` if something can't be done."""
    history = History(session)
    for record in records:
        perform(history, record)
    return history.value(history.current)


def perform(history: History, record: Record) -> None:
    """Let a history take one record; songs are computed only when they are needed."""
    steps = history.steps
    if record.op == "do":
        if record.parent not in steps or record.id <= max(steps):
            raise EditError(f"The history has no room for step {record.id} after step {record.parent}.")
        history.go(record.parent)
        history.push(Step(record.id, record.parent, record.label, record.at, record.calls))
    elif record.op == "amend" and record.id in steps and record.id != history.root:
        history.change(record.id, record.calls, record.label)
    elif record.op == "go" and record.to in steps:
        history.go(record.to)
    elif record.op in {"amend", "go"}:
        raise EditError(f"The history has no step {record.id or record.to}.")


def records_of(history: History) -> list[Record]:
    """A journal that tells a history from its oldest kept step on."""
    steps = sorted((step for step in history.steps.values() if step.id != history.root), key=lambda step: step.id)
    return [
        Record(op="base", id=history.root, session=history.value(history.root)),
        *(Record(op="do", id=step.id, parent=step.parent, at=step.at, label=step.label, calls=step.calls) for step in steps),
        Record(op="go", to=history.current),
    ]


class Journal:
    """A journal that is being written.  A failure never stops an edit: what could not be written waits, and `problem` says why."""

    def __init__(self, path: Path, keep_bytes: int) -> None:
        """Go on with the file after its first `keep_bytes`."""
        self.path = path
        self.size = keep_bytes
        self.problem: str | None = None
        self._fd: int | None = os.open(path, os.O_RDWR | os.O_CREAT | FLAGS, 0o644)
        os.ftruncate(self._fd, keep_bytes)
        self._closer = weakref.finalize(self, os.close, self._fd)
        self._waiting = b""
        self._unsynced = False
        self._synced_at = 0.0

    def append(self, record: Record) -> None:
        """Write one record; it survives a crash of the program at once, one of the machine after `sync`."""
        self._waiting += line(record)
        self._write()

    def _write(self) -> None:
        """Write what waits, in order."""
        try:
            while self._fd is not None and self._waiting:
                os.lseek(self._fd, self.size, os.SEEK_SET)
                done = os.write(self._fd, self._waiting)
                self.size += done
                self._waiting = self._waiting[done:]
                self._unsynced = True
        except OSError as problem:
            self.problem = f"Changes are not being written down: {why(problem)}.  Make room, or save the song elsewhere."
            return
        self.problem = None

    def sync(self, every_s: float = 0.0) -> None:
        """Make sure of what was written, unless that was done less than `every_s` seconds ago."""
        now = time.monotonic()
        if self._waiting:
            self._write()
        if self._fd is None or not self._unsynced or now - self._synced_at < every_s:
            return
        try:
            os.fsync(self._fd)
        except OSError as problem:
            self.problem = f"Changes are not being written down: {why(problem)}.  Save the song elsewhere."
            return
        self._unsynced, self._synced_at = False, now

    def close(self) -> None:
        """Make sure of everything and let the file go."""
        self.sync()
        self._closer()
        self._fd = None
