"""One program at a time: the lock on a song's folder, which the system lets go when its holder dies."""

import contextlib
import json
import os
import socket
import sys
import weakref
from pathlib import Path
from typing import Any

from daw.model.atomic import FLAGS
from daw.model.songerror import SongLocked

if sys.platform != "win32":
    import fcntl

NAME = ".lock"


def _boot() -> str:
    """What tells one start of this machine from another; "" where it can't be known."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


class Lock:
    """The right to write a song.  Held until `release`, or until the program ends in whatever way."""

    def __init__(self, folder: Path, *, take_over: bool = False) -> None:
        """Take it, or raise `SongLocked`.  OSError if nothing can be written there.

        take_over : where the file system can't say who holds it (some network disks), take it from who wrote their name last
        """
        self._fd = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | FLAGS, 0o644)
        self._closer = weakref.finalize(self, os.close, self._fd)  # a document nobody holds any more lets its song go
        try:
            self._take(folder, take_over=take_over)
        except BaseException:
            self._closer()
            raise

    def _take(self, folder: Path, *, take_over: bool) -> None:
        guarded = _guard(self._fd)
        holder = _read(self._fd)
        here = holder.get("host") == socket.gethostname()
        lives = bool(holder) and (not here or (holder.get("boot") == _boot() and _lives(holder.get("pid"))))
        if guarded is False or (guarded is None and lives and not take_over):
            pid, host = int(holder.get("pid") or 0), str(holder.get("host") or "this machine")
            where = "in this program" if pid == os.getpid() and here else f"(process {pid} on {host})"
            raise SongLocked(f"“{folder.name}” is already open {where}.  Close it there, or open it read-only here.", pid, host)
        _write(self._fd, {"pid": os.getpid(), "host": socket.gethostname(), "boot": _boot()})

    def release(self) -> None:
        """Let others have it.  The empty file stays: removing it could pull it from under another's feet."""
        if self._closer.alive:
            with contextlib.suppress(OSError):  # a full disk must not keep a song open
                _write(self._fd, {})
            self._closer()


def _guard(fd: int) -> bool | None:
    """Lock an open file: True, False if another has it, None where the file system can't."""
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _read(fd: int) -> dict[str, Any]:
    data = os.pread(fd, 4096, 0) if hasattr(os, "pread") else os.read(fd, 4096)
    try:
        holder = json.loads(data or b"{}")
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) and isinstance(holder.get("pid"), int) else {}


def _write(fd: int, holder: dict[str, Any]) -> None:
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, json.dumps(holder).encode())


def _lives(pid: Any) -> bool:
    """Whether a process of this machine is there; on Windows, where asking could end it, always yes."""
    if sys.platform == "win32" or not isinstance(pid, int) or pid <= 0:
        return sys.platform == "win32"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
