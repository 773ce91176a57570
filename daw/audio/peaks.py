"""Peaks: what a waveform looks like at every zoom, as a pyramid of bins of 256·4ⁿ frames, each with minimum, maximum and rms.

Built once per file by a worker (the kernels run without the interpreter lock), kept in song/peaks/<file>.peaks, read through a
memory map. A take being recorded grows a `PeakBuilder` block by block. Ordinary threads only.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from daw.audio import pcm, reading
from daw.audio.error import AudioFileError, Cancelled, shown
from daw.audio.peakbins import BASE_FRAMES, FACTOR, PeakBuilder, detail_rows, rows
from daw.audio.peakfile import load, save
from daw.audio.riff import WavInfo

BLOCK_FRAMES = 65536
Progress = Callable[[int, int | None], None]  # frames done, of how many


class Peaks:
    """The pyramid of one source; `levels[n]` is float32 (channels, at least its bins, 3): minimum, maximum, mean square."""

    def __init__(self, levels: Sequence[np.ndarray], frames: int, audio: Path | None = None) -> None:
        self.levels = tuple(levels)
        self.frames = frames
        self.channels = self.levels[0].shape[0]
        self._audio = audio
        self._header: WavInfo | None = None

    def window(self, start: int, end: int, pixels: int) -> np.ndarray:
        """Minimum, maximum and rms of each of `pixels` equal parts of the frames start … end: float32 (channels, pixels, 3).

        Frames outside the source are silence. From 256 frames per pixel on, the pyramid answers: a pixel may then show up to one
        bin more than its own frames on either side. Closer, the samples themselves are read, when there is a file to read.
        """
        out = np.zeros((self.channels, pixels, 3), np.float32)
        if pixels <= 0 or end <= start or self.frames == 0:
            return out
        if end - start < BASE_FRAMES * pixels and self._audio is not None:
            first, last = max(0, start), min(self.frames, end)
            if first < last:
                detail_rows(self._samples(first, last), first, start, end, out)
            return out
        level = 0
        while level + 1 < len(self.levels) and BASE_FRAMES * FACTOR ** (level + 1) * pixels <= end - start:
            level += 1
        rows(self.levels[level], BASE_FRAMES * FACTOR**level, start, end, self.frames, out)
        return out

    def _samples(self, start: int, end: int) -> np.ndarray:
        """Frames start … end of the file: float32 (channels, end − start); silence where the file has become shorter."""
        assert self._audio is not None
        if self._header is None:
            self._header = reading.wav_header(self._audio, accept_damaged=True)
        if self._header is None:
            raise AudioFileError(f"{shown(self._audio)} is no longer the WAV file it was. Locate it again.")
        header = self._header
        with open(self._audio, "rb") as file:
            file.seek(header.data_offset + start * header.block_align)
            raw = np.frombuffer(file.read((end - start) * header.block_align), np.uint8)
        x = np.empty((header.channels, end - start), np.float32)
        count = raw.size // header.block_align
        pcm.decode(raw, 0, pcm.FORMAT_CODES[header.sample_format], header.channels, count, x, 0)
        x[:, count:] = 0.0
        return x


def growing(builder: PeakBuilder, audio: Path | None = None) -> Peaks:
    """What a builder has so far, without copying; `audio` is the WAV file being recorded, for close views."""
    return Peaks(builder.arrays, builder.frames, audio)


def build(
    path: str | os.PathLike[str],
    *,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    builder: PeakBuilder | None = None,
) -> Peaks:
    """Read a whole file into peaks; raises Cancelled when `cancel()` says so. `builder` can be watched while it grows (`growing`)."""
    info = reading.probe(path, accept_damaged=True)
    header = reading.wav_header(path, accept_damaged=True)
    builder = builder or PeakBuilder(info.channels)
    for block in reading.blocks(path, BLOCK_FRAMES, accept_damaged=True):
        builder.append(block)
        if cancel is not None and cancel():
            raise Cancelled
        if progress is not None:
            progress(builder.frames, info.frames)
    return Peaks(builder.levels(), builder.frames, Path(path) if header is not None else None)


def cache_path(song_folder: str | os.PathLike[str], path: str) -> Path:
    """Where the peaks of a source of the song are kept; `path` is relative to the song's folder, as in `Source.path`."""
    return Path(song_folder, "peaks", Path(path).name + ".peaks")


def cached(song_folder: str | os.PathLike[str], path: str) -> Peaks | None:
    """The kept peaks of a source, or None when there are none, they are damaged, or the file has changed since."""
    audio = Path(song_folder, path)
    found = load(cache_path(song_folder, path), audio)
    return None if found is None else Peaks(*found, audio)


def of_source(
    song_folder: str | os.PathLike[str], path: str, *, progress: Progress | None = None, cancel: Callable[[], bool] | None = None
) -> Peaks:
    """The peaks of a source: the kept ones, else built now and kept."""
    peaks = cached(song_folder, path)
    if peaks is None:
        peaks = build(Path(song_folder, path), progress=progress, cancel=cancel)
        keep(peaks, song_folder, path)
    return peaks


def keep(peaks: Peaks, song_folder: str | os.PathLike[str], path: str) -> bool:
    """Write peaks to the song's cache; False when there is no room or no permission, which only costs building them again."""
    try:
        save(cache_path(song_folder, path), Path(song_folder, path), peaks.levels, peaks.frames)
    except (AudioFileError, OSError):
        return False
    return True
