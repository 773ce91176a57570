"""Files that appear whole or not at all: written as `<name>.part`, synced, then given their name."""

import errno
import io
import os
import stat
from pathlib import Path

from daw.audio.error import AudioFileError, explain_os_error, shown

PART = ".part"
_LONGEST_NAME = 255  # bytes, on every common file system


class PartFile:
    """A file being written; `publish` gives it its name, `abort` removes it. A failed call to the system aborts it.

    work : what is being done, for the sentence when it fails, e.g. "The bounce".
    is_new : refuse a part file or a file that exists (names chosen by us); else both are replaced.
    """

    def __init__(self, path: str | os.PathLike[str], work: str, *, is_new: bool) -> None:
        self.path = Path(path) if is_new else _replaceable(path)
        self.part = part_path(self.path)
        self.work = work
        self.bytes_written = 0
        self.is_published = False
        self._is_new = is_new
        try:
            self._file = io.FileIO(self.part, "x" if is_new else "w")
        except OSError as error:
            raise explain_os_error(error, self.path, work) from error

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append."""
        self._write(self.bytes_written, data)
        self.bytes_written += len(data)

    def rewrite(self, data: bytes) -> None:
        """Replace the first bytes: a header whose numbers are known at last."""
        self._write(0, data)

    def append_probe(self) -> None:
        """Try to write past the end: raises the OSError that a library which wrote the file has swallowed."""
        write_at(self._file, os.path.getsize(self.part), bytes(1 << 16))

    def sync(self) -> None:
        """Wait until the file is on the disk; here a full disk shows at the latest."""
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            self.abort()
            raise explain_os_error(error, self.path, self.work) from error

    def publish(self) -> None:
        """Sync the file, give it its name, sync the folder."""
        self.sync()
        self._file.close()
        try:
            publish(self.part, self.path, is_new=self._is_new)
        except OSError as error:
            self.abort()
            raise explain_os_error(error, self.path, self.work) from error
        self.is_published = True

    def abort(self) -> None:
        """Remove what was written; after `publish` it does nothing."""
        self._file.close()
        self.part.unlink(missing_ok=True)

    def _write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        try:
            write_at(self._file, offset, data)
        except OSError as error:
            self.abort()
            raise explain_os_error(error, self.path, self.work) from error


def publish(part: Path, path: Path, *, is_new: bool) -> None:
    """Give a synced part file its name, which must be free when `is_new`; raises OSError."""
    if is_new:
        try:
            os.link(part, path)  # unlike a rename, this never replaces a file
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(path)) from None
            os.rename(part, path)
        else:
            os.unlink(part)
    else:
        os.replace(part, path)
    sync_folder(path.parent)


def part_path(path: Path) -> Path:
    """Where a file is written before it has its name; in the same folder."""
    name = os.fsencode(path.name)
    if len(name) + len(PART) > _LONGEST_NAME:
        return path.with_name(os.fsdecode(name[: _LONGEST_NAME - len(PART) - 4].decode("utf-8", "ignore").encode()) + PART)
    return path.with_name(path.name + PART)


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name survive a power cut."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_at(file: io.FileIO, offset: int, data: bytes | bytearray | memoryview) -> None:
    """Write all of `data` at a byte offset; raises OSError (ENOSPC comes after a short write)."""
    view = memoryview(data)
    file.seek(offset)
    while view:
        view = view[file.write(view) or 0 :]


def _replaceable(path: str | os.PathLike[str]) -> Path:
    """The real path behind links, checked to be free or an ordinary file: a device must never be renamed over."""
    try:
        real = Path(os.path.realpath(path))
        mode = os.stat(real).st_mode
    except FileNotFoundError:
        return real
    except (OSError, ValueError) as error:
        raise AudioFileError(f"{shown(path)} cannot be written: {getattr(error, 'strerror', error)}. Check the path.") from error
    if stat.S_ISDIR(mode):
        raise AudioFileError(f"{shown(path)} is a folder. Choose a file name inside it.")
    if not stat.S_ISREG(mode):
        raise AudioFileError(f"{shown(path)} is a device or pipe, not a file. Choose a file name.")
    return real
