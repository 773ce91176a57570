"""What can go wrong with a song on disk, as sentences for the user."""

import errno
from pathlib import Path


class SongError(ValueError):
    """A song can't be opened or saved: what happened, what it means for the work, what to do."""


class SongDamaged(SongError):
    """song.json can't be read.  Nothing was changed; `backup` is the newest good generation, if there is one."""

    def __init__(self, sentence: str, backup: Path | None = None) -> None:
        """A sentence, and what can be opened instead with `storage.restore`."""
        super().__init__(sentence)
        self.backup = backup


class SongLocked(SongError):
    """The song is open elsewhere; it can still be opened read-only."""

    def __init__(self, sentence: str, pid: int, host: str) -> None:
        """A sentence, and who has it open."""
        super().__init__(sentence)
        self.pid = pid
        self.host = host


def why(problem: OSError) -> str:
    """The reason of an operating system's refusal, in words."""
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.EFBIG: "the file would be too large for this disk",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "there is no permission to write there",
        errno.EPERM: "there is no permission to write there",
        errno.ENOENT: "the folder is not there any more",
        errno.EIO: "the disk reports an error",
        errno.ENAMETOOLONG: "the name is too long for this disk",
    }
    return reasons.get(problem.errno or 0, problem.strerror or str(problem))
