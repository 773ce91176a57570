"""Takes on disk: Broadcast WAV files that a strict reader opens after every append, whatever kills the writer.

The engine records with a compiled loop of the same order: audio, then header. `TakeWriter` is that order in Python,
for tests, for generated songs and for anything not in a hurry. Ordinary threads only.
"""

import io
import os
from datetime import datetime
from pathlib import Path
from types import TracebackType

import numpy as np

from daw.audio import pcm
from daw.audio.error import AudioFileError, explain_os_error, shown
from daw.audio.filename import take_name
from daw.audio.partfile import sync_folder, write_at
from daw.audio.recovery import Repaired, recover_takes, repair
from daw.audio.wavheader import build_header
from daw.audio.wavpatch import patch_header_rt

__all__ = ["Repaired", "TakeWriter", "create_take", "recover_takes", "repair", "take_name"]


def create_take(song_folder: str | os.PathLike[str], track_name: str, number: int) -> tuple[Path, int]:
    """Create an empty take file in song/audio under the first free name; returns its path and an open descriptor."""
    folder = Path(song_folder, "audio")
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        path = folder / take_name(song_folder, track_name, number)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o644)
        except FileExistsError:
            continue
        except OSError as error:
            raise explain_os_error(error, path, "Recording") from error
        sync_folder(folder)
        return path, descriptor


class TakeWriter:
    """One take being written; `frames` are safe: acknowledged and covered by the header.

    x : float32 (channels, frames). A full disk raises AudioFileError and leaves a valid file of the frames so far.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        channels: int,
        sample_rate: int,
        sample_format: str = "pcm24",
        *,
        description: str = "",
        originator: str = "daw 0.1",
        origination: datetime | None = None,
        time_reference: int = 0,
    ) -> None:
        template = build_header(
            channels, sample_rate, sample_format,
            description=description, originator=originator, origination=origination, time_reference=time_reference,
        )  # fmt: skip
        self.path = Path(path)
        self.channels = channels
        self.sample_format = sample_format
        self._sample_rate = sample_rate
        self.frames = 0
        self._block_align = template.block_align
        self._data_offset = template.data_offset
        self._header = np.frombuffer(template.bytes, np.uint8).copy()
        try:
            self._file = io.FileIO(path, "xb")
        except FileExistsError:
            raise AudioFileError(f"{shown(path)} exists already and was not overwritten. Choose another name.") from None
        except OSError as error:
            raise explain_os_error(error, path, "Recording") from error
        try:
            write_at(self._file, 0, template.bytes)
            sync_folder(self.path.parent)
        except OSError as error:
            self._file.close()
            self.path.unlink()
            raise explain_os_error(error, path, "Recording") from error

    def append(self, x: np.ndarray) -> None:
        """Write a block after the others, then make the header true."""
        if x.ndim != 2 or x.shape[0] != self.channels:
            raise AudioFileError(f"{shown(self.path)} has {self.channels} channels; audio of shape {x.shape} does not fit.")
        raw = pcm.to_bytes(np.ascontiguousarray(x, np.float32), self.sample_format)
        end = self._data_offset + self.frames * self._block_align
        data_bytes = self.frames * self._block_align + raw.size
        try:
            write_at(self._file, end, raw.tobytes() + bytes(data_bytes & 1))
            self._state(data_bytes)
        except OSError as error:
            self._file.truncate(end)
            write_at(self._file, end, bytes(end & 1))  # back to what the header says
            minutes, seconds = divmod(int(self.frames / self._sample_rate), 60)
            raise explain_os_error(error, self.path, "Recording", f"Your take is safe up to {minutes}:{seconds:02d}.") from error
        self.frames += x.shape[1]

    def skip(self, frames: int) -> None:
        """Append silence without writing it (a hole in the file where the file system can)."""
        data_bytes = (self.frames + frames) * self._block_align
        self._file.truncate(self._data_offset + data_bytes + (data_bytes & 1))
        self._state(data_bytes)
        self.frames += frames

    def _state(self, data_bytes: int) -> None:
        """Make the header true; written in place, so it needs no room on the disk."""
        patch_header_rt(self._header, data_bytes)
        write_at(self._file, 0, self._header.tobytes())

    def sync(self) -> None:
        """Wait until the audio is on the disk: safe from a power cut."""
        try:
            getattr(os, "fdatasync", os.fsync)(self._file.fileno())
        except OSError as error:
            raise explain_os_error(error, self.path, "Recording") from error

    def close(self) -> None:
        """Sync and close; a second call does nothing."""
        if self._file.closed:
            return
        try:
            self.sync()
        finally:
            self._file.close()

    def __enter__(self) -> "TakeWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
