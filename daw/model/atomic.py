"""Writing a file so that the old or the new one is there at any moment, whatever fails, and taking the old one along as a backup."""

import contextlib
import errno
import os
import time
from pathlib import Path

RESERVE = ".reserve"  # given up when the disk is full, so that a song can still be saved
RESERVE_BYTES = 1 << 20
GENERATIONS = 20
FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)  # of what is written: never through a link, never with other line ends


def write(path: Path, data: bytes, backups: Path | None = None) -> None:
    """Put bytes in the place of a file: temporary file, fsync, backup of the old one, rename, fsync of the folder.  Raises OSError."""
    try:
        _write(path, data, backups)
    except OSError as problem:
        reserve = path.parent / RESERVE
        if problem.errno not in {errno.ENOSPC, errno.EDQUOT} or not reserve.is_file():
            raise
        reserve.unlink()
        _write(path, data, backups)


def _write(path: Path, data: bytes, backups: Path | None) -> None:
    temporary = path.with_name(f".{path.name[:100]}.tmp")  # who writes holds the lock, so one name is enough
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS, 0o644)
    try:
        try:
            written = 0
            while written < len(data):
                written += os.write(fd, data[written:])
            os.fsync(fd)
        finally:
            os.close(fd)
        if backups is not None and path.exists():
            keep(path, backups)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that names in a folder are on disk, where the system can."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def keep(path: Path, backups: Path) -> None:
    """Keep a file as the newest generation in a folder, and only the last 20."""
    backups.mkdir(exist_ok=True)
    kept = generations(path, backups)
    if kept and os.path.samefile(kept[0], path):  # kept before a save that failed
        return
    number = int(kept[0].name.split("-", 1)[0]) + 1 if kept else 1
    stamp = time.strftime("%Y-%m-%d %H.%M.%S", time.localtime(path.stat().st_mtime))
    target = backups / f"{number:06d}-{stamp} {path.name}"
    try:
        os.link(path, target)
    except OSError:  # a file system without links
        _write(target, path.read_bytes(), None)
    for old in kept[GENERATIONS - 1 :]:
        old.unlink()


def generations(path: Path, backups: Path) -> list[Path]:
    """The kept generations of a file, newest first."""
    numbered = [one for one in backups.glob(f"*-* {path.name}") if one.name.split("-", 1)[0].isdigit()]
    return sorted(numbered, key=lambda one: int(one.name.split("-", 1)[0]), reverse=True)


def moment(generation: Path) -> str:
    """When a generation was written, as its name says: "2026-11-20 14:02"."""
    stamp = generation.name.split("-", 1)[1]
    return stamp[:16].replace(".", ":")


def set_aside(path: Path) -> Path:
    """Rename a file that can't be used so that nothing overwrites it; returns its new path."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
    return aside


def reserve_room(folder: Path) -> None:
    """Occupy a little room for the day the disk is full; if there is none, do without."""
    reserve = folder / RESERVE
    with contextlib.suppress(OSError):
        if not reserve.exists():
            reserve.write_bytes(bytes(RESERVE_BYTES))
