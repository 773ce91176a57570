"""Bringing audio files into a song: a copy in song/audio as WAV at the session's rate, whole or not at all.

At the session's rate the bits are kept: WAV of 16, 24, 32-bit or float byte for byte, other lossless files of 16 or 24 bits as
WAV of the same bits, everything else as 32-bit float. Another rate is converted by soxr to 32-bit float. Memory does not
depend on the length. The time stamp of Broadcast WAV is kept, converted to the session's rate.

Tracks are mono or stereo. A file with more channels is split into mono files named `<name>_1` …, in the order of its channels.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from daw.audio import pcm, reading
from daw.audio.error import AudioFileError, Cancelled, explain_os_error, shown
from daw.audio.filename import free_name, safe_name
from daw.audio.partfile import PART, PartFile
from daw.audio.resample import Resampler, resampled_frames
from daw.audio.riff import WavInfo
from daw.audio.wavheader import HEADER_BYTES, build_header

BLOCK_FRAMES = 65536
Progress = Callable[[int, int | None], None]  # frames of the original read, of how many (None: not known)


@dataclass(frozen=True)
class Imported:
    """A file now in the song; `path` is relative to the song's folder with `/`, `name` is for people."""

    name: str
    path: str
    channels: int
    frames: int
    sample_format: str
    original_rate: int
    time_reference: int | None = None  # frames at the session's rate, when the file states one


def import_file(
    path: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    sample_rate: int,
    *,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    accept_damaged: bool = False,
) -> Imported:
    """Import a mono or stereo file into the song `folder`; one with more channels is refused (see `import_split`)."""
    info = reading.probe(path, accept_damaged=accept_damaged)
    if info.channels > 2:
        name = shown(path)
        raise AudioFileError(f"{name} has {info.channels} channels; a track is mono or stereo. Import its channels as separate files.")
    return import_split(path, folder, sample_rate, progress=progress, cancel=cancel, accept_damaged=accept_damaged)[0]


def import_split(
    path: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    sample_rate: int,
    *,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    accept_damaged: bool = False,
) -> tuple[Imported, ...]:
    """Import any file: one `Imported` for mono or stereo, one per channel beyond."""
    info = reading.probe(path, accept_damaged=accept_damaged)
    job = _Job(path, Path(folder), sample_rate, info, accept_damaged=accept_damaged)
    try:
        done = 0
        for frames_read in job.steps():
            done += frames_read
            if cancel is not None and cancel():
                raise Cancelled
            if progress is not None:
                progress(done, info.frames)
        return job.finish()
    except BaseException:
        job.abort()
        raise


def remove_partials(folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Delete what killed imports left in `folder`/audio; returns the names. Only while holding the song's lock."""
    parts = [part for part in sorted(Path(folder, "audio").glob(f"*{PART}")) if part.is_file() and not part.is_symlink()]
    for part in parts:
        part.unlink()
    return tuple(part.name for part in parts)


class _Job:
    """One import under way: where it reads, what it writes."""

    def __init__(
        self, path: str | os.PathLike[str], folder: Path, sample_rate: int, info: reading.AudioInfo, *, accept_damaged: bool
    ) -> None:
        self.path = path
        self.sample_rate = sample_rate
        self.info = info
        self.accept_damaged = accept_damaged
        self.name = safe_name(Path(os.fsdecode(path)).stem, fallback="Audio")
        self.header = reading.wav_header(path, accept_damaged=accept_damaged) if info.sample_rate == sample_rate else None
        keeps_bits = self.header is not None or (info.sample_rate == sample_rate and info.sample_format in ("pcm16", "pcm24"))
        self.sample_format = info.sample_format if keeps_bits else "float32"
        self.outputs: list[_Output] = []
        mono_names = [f"{self.name}_{n + 1}" for n in range(info.channels)]
        names, channels = (mono_names, 1) if info.channels > 2 else ([self.name], info.channels)
        audio = folder / "audio"
        try:
            audio.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explain_os_error(error, audio, "The import") from error
        try:
            for name in names:
                self.outputs.append(_Output(name, audio, channels, self))
        except BaseException:
            self.abort()
            raise

    @property
    def time_reference(self) -> int | None:
        """The time stamp in frames at the session's rate."""
        stamp = self.info.time_reference
        return None if stamp is None else resampled_frames(stamp, self.info.sample_rate, self.sample_rate)

    def steps(self) -> Iterator[int]:
        """Do the work block by block; yields the frames of the original read in each."""
        return self._convert() if self.header is None else self._copy(self.header)

    def _copy(self, header: WavInfo) -> Iterator[int]:
        width = header.block_align // header.channels
        left = header.frames
        with open(self.path, "rb") as file:
            file.seek(header.data_offset)
            while left:
                raw = file.read(min(left, BLOCK_FRAMES) * header.block_align)
                frames = len(raw) // header.block_align
                if frames == 0:
                    raise AudioFileError(f"{shown(self.path)} became shorter while it was being read. Nothing was imported.")
                samples = np.frombuffer(raw, np.uint8, frames * header.block_align).reshape(frames, header.channels, width)
                for n, output in enumerate(self.outputs):
                    output.write(samples[:, n].tobytes() if len(self.outputs) > 1 else samples.tobytes(), frames)
                left -= frames
                yield frames

    def _convert(self) -> Iterator[int]:
        resampler = Resampler(self.info.channels, self.info.sample_rate, self.sample_rate)
        for block in reading.blocks(self.path, BLOCK_FRAMES, accept_damaged=self.accept_damaged):
            self._encode(resampler.push(block))
            yield block.shape[1]
        self._encode(resampler.finish())

    def _encode(self, x: np.ndarray) -> None:
        for n, output in enumerate(self.outputs):
            channels = x[n : n + 1] if len(self.outputs) > 1 else x
            output.write(pcm.to_bytes(channels, self.sample_format).tobytes(), x.shape[1])

    def finish(self) -> tuple[Imported, ...]:
        """Complete every file, then give them their names: all or none."""
        for output in self.outputs:
            output.complete()
        try:
            return tuple(output.publish() for output in self.outputs)
        except BaseException:
            for output in self.outputs:
                if output.file.is_published:
                    output.file.path.unlink(missing_ok=True)
            raise

    def abort(self) -> None:
        for output in self.outputs:
            output.abort()


class _Output:
    """One WAV file of an import."""

    def __init__(self, name: str, folder: Path, channels: int, job: _Job) -> None:
        self.name = name
        self.channels = channels
        self.frames = 0
        self.job = job
        self.file = _create(folder, name)
        self.file.write(bytes(HEADER_BYTES))

    def write(self, raw: bytes, frames: int) -> None:
        self.file.write(raw)
        self.frames += frames

    def complete(self) -> None:
        job = self.job
        header = build_header(
            self.channels, job.sample_rate, job.sample_format,
            description=job.info.description, time_reference=job.time_reference or 0, frames=self.frames,
        )  # fmt: skip
        self.file.write(bytes(self.frames * header.block_align & 1))
        self.file.rewrite(header.bytes)
        self.file.sync()

    def publish(self) -> Imported:
        job = self.job
        self.file.publish()
        return Imported(
            name=self.name,
            path=f"audio/{self.file.path.name}",
            channels=self.channels,
            frames=self.frames,
            sample_format=job.sample_format,
            original_rate=job.info.sample_rate,
            time_reference=job.time_reference,
        )

    def abort(self) -> None:
        self.file.abort()


def _create(folder: Path, name: str) -> PartFile:
    """A part file under the first free name: another import may take a name between looking and creating."""
    while True:
        path = folder / free_name(folder, name, ".wav")
        try:
            return PartFile(path, "The import", is_new=True)
        except AudioFileError as error:
            if not isinstance(error.__cause__, FileExistsError):
                raise
