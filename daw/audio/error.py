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


_FULL = "stopped: the disk is full. {outcome} {free} free now; make room and try again."
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "stopped: this disk or account allows no larger file. {outcome} Use another disk.",
    errno.EACCES: "failed: you have no permission to use {name}. Choose another folder or change its permissions.",
    errno.EPERM: "failed: you have no permission to use {name}. Choose another folder or change its permissions.",
    errno.EROFS: "failed: the disk holding {name} is read-only. Choose another folder.",
    errno.ENOENT: "failed: {name} or its folder does not exist. Check the path.",
    errno.EISDIR: "failed: {name} is a folder, not a file. Choose a file name.",
    errno.ENOTDIR: "failed: part of the path to {name} is a file, not a folder. Check the path.",
    errno.ENAMETOOLONG: "failed: the name {name} is too long for this disk. Choose a shorter one.",
    errno.EIO: "stopped: the disk reported an error at {name}. Copy your work to another disk.",
}


def explain_os_error(error: OSError, path: str | os.PathLike[str], work: str, outcome: str = "") -> AudioFileError:
    """The sentence for a failed system call.

    work : what was being done, e.g. "The export"; outcome : what became of it, by default that the file was not kept. Call it
    after removing what was written, so that the free space it states is what there is now.
    """
    reason = _REASONS.get(error.errno or 0, "failed at {name}: " + f"{error.strerror or error}.")
    outcome = outcome or "{name} was not kept."
    sentence = reason.replace("{outcome}", outcome).replace("{free}", _free_space(path)).replace("{name}", shown(path))
    return AudioFileError(f"{work} {sentence}")


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
        return "An unknown amount is"
    if free < 1 << 30:
        return f"{free / (1 << 20):.1f} MiB are"
    return f"{free / (1 << 30):.1f} GiB are"
