"""Writing a finished sound: WAV 16/24/32-bit float, FLAC 16/24, MP3, Ogg Vorbis, Opus; whole or not at all.

Whole-number formats are dithered (TPDF) unless told not to be; then they are rounded to nearest and a sound that stands on the
grid keeps its bits. Lossy formats that cannot hold the rate are written at the nearest they can, through soxr, and say so.
The same sound gives the same bytes: no dates, no random numbers. Ordinary threads only.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from daw.audio.encoder import LibraryEncoder, WavEncoder
from daw.audio.error import AudioFileError, explain_os_error
from daw.audio.partfile import PartFile
from daw.audio.resample import Resampler
from daw.audio.wavheader import Broadcast, Loudness
from daw.dsp.dither import Dither, quantise

_MP3_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_OPUS_RATES = (8000, 12000, 16000, 24000, 48000)


@dataclass(frozen=True)
class Format:
    """A kind of file the program writes; `bits` 0 means not whole numbers, `rates` () means any."""

    name: str
    label: str  # for people
    ending: str
    bits: int = 0
    container: str = ""  # libsndfile's names; "" is our own WAV
    encoding: str = ""
    rates: tuple[int, ...] = ()
    max_channels: int = 8
    settings: tuple[tuple[str, float | str], ...] = ()


FORMATS = {
    entry.name: entry
    for entry in (
        Format("wav16", "WAV 16 bit", ".wav", bits=16, max_channels=64),
        Format("wav24", "WAV 24 bit", ".wav", bits=24, max_channels=64),
        Format("wav32f", "WAV 32 bit float", ".wav", max_channels=64),
        Format("flac16", "FLAC 16 bit", ".flac", bits=16, container="FLAC", encoding="PCM_16"),
        Format("flac24", "FLAC 24 bit", ".flac", bits=24, container="FLAC", encoding="PCM_24"),
        Format(
            "mp3", "MP3 320 kbit/s", ".mp3", container="MP3", encoding="MPEG_LAYER_III", rates=_MP3_RATES, max_channels=2,
            settings=(("bitrate_mode", "CONSTANT"), ("compression_level", 0.0)),
        ),
        Format("ogg", "Ogg Vorbis", ".ogg", container="OGG", encoding="VORBIS", settings=(("compression_level", 0.2),)),
        Format("opus", "Opus", ".opus", container="OGG", encoding="OPUS", rates=_OPUS_RATES, settings=(("compression_level", 0.6),)),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Exported:
    """A finished file: `frames` at `sample_rate`, `clipped` samples that did not fit, `note` a sentence when the rate was changed."""

    path: Path
    format: str
    sha256: str
    frames: int
    sample_rate: int
    channels: int
    bytes: int
    clipped: int = 0
    note: str = ""


class Exporter:
    """One file being written: `write` blocks, then `close`, or `abort`; as a context it closes, and aborts on an exception.

    A file of that name stays as it is until `close` has everything on the disk. Full disks and the like raise AudioFileError
    and leave nothing behind.
    metadata : title, artist, album, date, tracknumber, genre, comment, copyright, software, license.
    frames : the expected length; spares a WAV file the room kept for lengths past 4 GiB.
    broadcast : makes a WAV file a Broadcast WAV.
    """

    def __init__(  # noqa: PLR0913 - one name per choice of the export dialog
        self,
        path: str | os.PathLike[str],
        format: str,
        sample_rate: int,
        channels: int,
        *,
        dither: Dither | str = Dither.TPDF,
        metadata: Mapping[str, str] | None = None,
        frames: int | None = None,
        broadcast: Broadcast | None = None,
        seed: int = 0,
    ) -> None:
        self.format = _checked_format(format, channels)
        self.dither = _checked_dither(dither)
        self.sample_rate = nearest_rate(self.format, sample_rate)
        self.channels = channels
        self.clipped = 0
        self.frames = 0  # at the file's rate
        self.note = ""
        if self.sample_rate != sample_rate:
            self.note = f"{self.format.label} cannot hold {sample_rate} Hz: written at {self.sample_rate} Hz."
        self._seed = seed
        self._resampler = Resampler(channels, sample_rate, self.sample_rate)
        self._file = PartFile(path, "The export", is_new=False)
        try:
            if self.format.container:
                self._encoder: WavEncoder | LibraryEncoder = LibraryEncoder(
                    self._file, self.format.container, self.format.encoding, self.sample_rate, channels,
                    metadata=metadata or {}, settings=dict(self.format.settings),
                )  # fmt: skip
            else:
                sample_format = {16: "pcm16", 24: "pcm24", 0: "float32"}[self.format.bits]
                self._encoder = WavEncoder(
                    self._file, sample_format, self.sample_rate, channels, metadata=metadata or {}, frames=frames, broadcast=broadcast
                )
        except BaseException:
            self.abort()
            raise

    def write(self, x: np.ndarray) -> None:
        """Append a block: float32 (channels, frames), full scale ±1."""
        if x.ndim != 2 or x.shape[0] != self.channels:
            raise AudioFileError(f"The export has {self.channels} channels; audio of shape {x.shape} does not fit.")
        self._encode(self._resampler.push(x))

    def close(self, *, loudness: Loudness | None = None) -> Exported:
        """Finish the file and give it its name; `loudness` is stored in a Broadcast WAV."""
        try:
            self._encode(self._resampler.finish())
            if self.frames == 0:
                raise AudioFileError("There is no sound to export: the range is empty. Choose a longer one.")
            self._encoder.finish(self.frames, loudness)
            self._file.sync()
            digest, size = _digest(self._file)
            self._file.publish()
        except BaseException:
            self.abort()
            raise
        return Exported(
            self._file.path, self.format.name, digest, self.frames, self.sample_rate, self.channels, size, self.clipped, self.note
        )  # fmt: skip

    def abort(self) -> None:
        """Stop and leave nothing behind; a file that was there before stays."""
        encoder = getattr(self, "_encoder", None)
        if encoder is not None:
            encoder.abort()
        self._file.abort()

    def _encode(self, x: np.ndarray) -> None:
        first_frame = self.frames
        self.frames += x.shape[1]
        try:
            if not self.format.bits:
                self._encoder.write(x)
                return
            whole, clipped = quantise(x, self.format.bits, dither=self.dither, seed=self._seed, first_frame=first_frame)
            self.clipped += clipped
            self._encoder.write(whole)
        except BaseException:
            self.abort()
            raise

    def __enter__(self) -> "Exporter":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self.abort()
        elif not self._file.is_published:
            self.close()


def nearest_rate(format: Format, sample_rate: int) -> int:
    """The rate a format is written at: the same if it can, else the lowest above, else the highest whole fraction, else its highest."""
    if not format.rates or sample_rate in format.rates:
        return sample_rate
    above = [rate for rate in format.rates if rate > sample_rate]
    if above:
        return min(above)
    return max((rate for rate in format.rates if rate >= 32000 and sample_rate % rate == 0), default=max(format.rates))


def _checked_format(name: str, channels: int) -> Format:
    if name not in FORMATS:
        raise AudioFileError(f"There is no format called {name!r}. Use one of {', '.join(FORMATS)}.")
    if not 1 <= channels <= FORMATS[name].max_channels:
        raise AudioFileError(f"{FORMATS[name].label} cannot hold {channels} channels; it holds 1 to {FORMATS[name].max_channels}.")
    return FORMATS[name]


def _checked_dither(dither: Dither | str) -> Dither:
    try:
        return Dither(dither)
    except ValueError:
        raise AudioFileError(f"There is no dither called {dither!r}. Use one of {', '.join(Dither)}.") from None


def _digest(file: PartFile) -> tuple[str, int]:
    """SHA-256 and size of what is really in the file."""
    try:
        with open(file.part, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
            return digest.hexdigest(), stream.tell()
    except OSError as error:
        raise explain_os_error(error, file.path, file.work) from error
