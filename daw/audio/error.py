"""Errors about audio files: every message is a sentence for the person at the desk."""

import errno
import os
import shutil
from pathlib import Path


class AudioFileError(ValueError):
    """An audio file cannot be used or written; the message says what happened, what it means and what to do."""


class DamagedFileError(AudioFileError):
    """An audio file holds fewer frames than its header says.

    `usable_frames` can be read, `frames` were promised (None: the header was never finished), `sample_rate` in Hz.
    """

    def __init__(self, message: str, usable_frames: int, frames: int | None, sample_rate: int) -> None:
        super().__init__(message)
        self.usable_frames = usable_frames
        self.frames = frames
        self.sample_rate = sample_rate


class Cancelled(Exception):
    """Work was stopped on request; nothing of it was kept."""


_REASONS = {
    errno.EFBIG: "stopped: this disk or account does not allow a file as large as {name}. Write it to another disk.",
    errno.EACCES: "failed: you have no permission to use {name}. Choose another folder or change its permissions.",
    errno.EPERM: "failed: you have no permission to use {name}. Choose another folder or change its permissions.",
    errno.EROFS: "failed: the disk holding {name} is read-only. Choose another folder.",
    errno.ENOENT: "failed: {name} or its folder does not exist. Check the path.",
    errno.EISDIR: "failed: {name} is a folder, not a file. Choose a file name.",
    errno.ENOTDIR: "failed: part of the path to {name} is a file, not a folder. Check the path.",
    errno.ENAMETOOLONG: "failed: the name {name} is too long for this disk. Choose a shorter one.",
    errno.EIO: "stopped: the disk reported an error at {name}. Copy your work to another disk.",
}


def explain_os_error(error: OSError, path: str | os.PathLike[str], work: str) -> AudioFileError:
    """The sentence for a failed system call; `work` says what was being done, e.g. "The bounce"."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason = f"stopped: the disk is full ({_free_space(path)}). {shown(path)} was not kept. Free some space and try again."
    else:
        reason = _REASONS.get(error.errno or 0, "failed at {name}: " + f"{error.strerror or error}.")
    return AudioFileError(f"{work} " + reason.replace("{name}", shown(path)))


def shown(path: str | os.PathLike[str]) -> str:
    """A path's file name as it can be shown on one line: control characters and undecodable bytes replaced."""
    name = os.fsdecode(path)
    name = os.path.basename(name.rstrip("/\\")) or name
    name = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "?" for character in name)


def _free_space(path: str | os.PathLike[str]) -> str:
    """How much room is left where `path` lies, in words."""
    folder = Path(path).absolute().parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return "free space unknown"
    if free < 1 << 30:
        return f"{free / (1 << 20):.1f} MiB free"
    return f"{free / (1 << 30):.1f} GiB free"
