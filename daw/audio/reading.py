"""Reading audio files of any kind libsndfile knows: WAV, AIFF, FLAC, MP3, Ogg Vorbis, Opus, CAF, W64 …

Arrays are float32 (channels, frames), full scale ±1; lossy and float files may exceed it and keep doing so.
A file cut short raises DamagedFileError after what is usable, unless `accept_damaged`; a WAV file that never stated its
length (a pipe, a crash) is read to its end; the length of an MP3 file is an estimate. Ordinary threads only.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import soundfile

from daw.audio import pcm
from daw.audio.error import AudioFileError, DamagedFileError, explain_os_error, shown
from daw.audio.riff import WavInfo, check_is_file, read_header
from daw.audio.wavheader import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE

BLOCK_FRAMES = 65536
_CALL_FRAMES = 4096  # what one call decodes before an error is lost
_UNKNOWN_FRAMES = 1 << 60  # a streamed FLAC does not know its length
_SAMPLE_FORMATS = {"PCM_16": "pcm16", "ALAC_16": "pcm16", "PCM_24": "pcm24", "ALAC_24": "pcm24", "PCM_32": "pcm32", "FLOAT": "float32"}


@dataclass(frozen=True)
class AudioInfo:
    """What an audio file says about itself; `frames` is None when only reading it tells."""

    channels: int
    sample_rate: int
    frames: int | None
    container: str  # libsndfile's name: WAV RF64 FLAC AIFF MP3 OGG …
    encoding: str  # libsndfile's name: PCM_24 FLOAT VORBIS …
    sample_format: str = ""  # pcm16 pcm24 pcm32 float32 when the samples are such numbers, else ""
    time_reference: int | None = None  # frames since the zero of the song it was recorded in (BWF)
    description: str = ""


def probe(path: str | os.PathLike[str], *, accept_damaged: bool = False) -> AudioInfo:
    """Describe an audio file without reading its audio; raises AudioFileError."""
    header = wav_header(path, accept_damaged=accept_damaged)
    with _opened(path) as file:
        info, promised = _info(file, header), _cut_frames(file)
    if promised is not None and not accept_damaged:
        raise _cut_short(path, info.frames or 0, promised, info.sample_rate)
    return info


def read(path: str | os.PathLike[str], *, accept_damaged: bool = False) -> tuple[np.ndarray, int]:
    """A whole file: float32 (channels, frames) and its sample rate in Hz."""
    info = probe(path, accept_damaged=accept_damaged)
    parts = list(blocks(path, accept_damaged=accept_damaged))
    if not parts:
        return np.zeros((info.channels, 0), np.float32), info.sample_rate
    return np.concatenate(parts, axis=1) if len(parts) > 1 else parts[0], info.sample_rate


def blocks(path: str | os.PathLike[str], frames: int = BLOCK_FRAMES, *, accept_damaged: bool = False) -> Iterator[np.ndarray]:
    """The file in blocks of `frames` frames (the last may be shorter), each a new float32 (channels, n)."""
    header = wav_header(path, accept_damaged=accept_damaged)
    yield from _library_blocks(path, frames, accept_damaged=accept_damaged) if header is None else _wav_blocks(path, frames, header)


def _wav_blocks(path: str | os.PathLike[str], frames: int, header: WavInfo) -> Iterator[np.ndarray]:
    """Our own decoder, several times faster than libsndfile's."""
    code = pcm.FORMAT_CODES[header.sample_format]
    left = header.frames
    with open(path, "rb") as file:
        file.seek(header.data_offset)
        while left > 0:
            raw = np.frombuffer(file.read(min(left, frames) * header.block_align), np.uint8)
            block = np.empty((header.channels, raw.size // header.block_align), np.float32)
            pcm.decode(raw, 0, code, header.channels, block.shape[1], block, 0)
            if block.shape[1] < min(left, frames):  # another program is shortening it
                raise _cut_short(path, header.frames - left + block.shape[1], header.frames, header.sample_rate)
            yield block
            left -= block.shape[1]


def _library_blocks(path: str | os.PathLike[str], frames: int, *, accept_damaged: bool) -> Iterator[np.ndarray]:
    """libsndfile's decoders."""
    with _opened(path) as file:
        info = _info(file, None)
        expected = None if info.container == "MP3" else _cut_frames(file) or info.frames
        interleaved = np.empty(frames * info.channels, np.float32)
        done = 0
        while True:
            count = _read_block(file, interleaved, frames)
            if count:
                block = np.empty((info.channels, count), np.float32)
                pcm.decode(interleaved.view(np.uint8), 0, pcm.FLOAT32, info.channels, count, block, 0)
                yield block
            done += count
            if count < frames:
                break
    if expected is not None and done < expected and not accept_damaged:
        raise _cut_short(path, done, expected, info.sample_rate)


def _read_block(file: soundfile.SoundFile, interleaved: np.ndarray, frames: int) -> int:
    """Fill `interleaved` with up to `frames` frames; returns how many came.

    libsndfile's own call: SoundFile.read seeks after every block, which streamed FLAC files refuse, and drops what was
    decoded before an error.
    """
    pointer = soundfile._ffi.cast("float *", interleaved.ctypes.data)
    done = 0
    while done < frames:
        wanted = min(_CALL_FRAMES, frames - done)
        count = int(soundfile._snd.sf_readf_float(file._file, pointer + done * file.channels, wanted))
        done += count
        if count < wanted:
            break
    return done


def _info(file: soundfile.SoundFile, header: WavInfo | None) -> AudioInfo:
    name = shown(file.name)
    if not 1 <= file.channels <= MAX_CHANNELS:
        raise AudioFileError(f"{name} says it has {file.channels} channels; 1 to {MAX_CHANNELS} can be used. The file is damaged.")
    if not MIN_SAMPLE_RATE <= file.samplerate <= MAX_SAMPLE_RATE:
        raise AudioFileError(f"{name} says its sample rate is {file.samplerate} Hz, which cannot be. The file is damaged.")
    return AudioInfo(
        channels=file.channels,
        sample_rate=file.samplerate,
        frames=file.frames if file.frames < _UNKNOWN_FRAMES else None,
        container=file.format,
        encoding=file.subtype,
        sample_format=_SAMPLE_FORMATS.get(file.subtype, ""),
        time_reference=header.time_reference if header and header.originator else None,
        description=header.description if header else "",
    )


def wav_header(path: str | os.PathLike[str], *, accept_damaged: bool) -> WavInfo | None:
    """The header when it is a WAV file we read ourselves, else None: libsndfile would not say that one is cut short."""
    check_is_file(path)
    if os.path.getsize(path) == 0:
        raise AudioFileError(f"{shown(path)} is empty (0 bytes). Nothing was read.")
    try:
        return read_header(path, accept_damaged=accept_damaged)
    except DamagedFileError as error:
        if error.frames is not None:
            raise
        return read_header(path, accept_damaged=True)
    except AudioFileError:
        return None  # another format, or a WAV encoding that libsndfile decodes


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[soundfile.SoundFile]:
    try:
        file = soundfile.SoundFile(os.fsencode(path) if os.name == "posix" else os.fspath(path))
    except soundfile.LibsndfileError as error:
        raise AudioFileError(_refusal(path, error)) from error
    except (OSError, TypeError) as error:
        raise explain_os_error(error if isinstance(error, OSError) else OSError(str(error)), path, "Reading") from error
    with file:
        yield file


def _refusal(path: str | os.PathLike[str], error: soundfile.LibsndfileError) -> str:
    reason = error.error_string.strip().rstrip(".")
    if not os.access(path, os.R_OK):
        return f"{shown(path)} cannot be opened: you have no permission to read it."
    if error.code == 1:  # SF_ERR_UNRECOGNISED_FORMAT
        return f"{shown(path)} is not audio, or of a kind that is not known. WAV, AIFF, FLAC, MP3, Ogg, Opus and CAF can be used."
    return f"{shown(path)} cannot be read: it is damaged ({reason})."


def _cut_frames(file: soundfile.SoundFile) -> int | None:
    """Frames an AIFF file promised when libsndfile noticed that it holds fewer, else None."""
    noticed = re.search(r"Frame count read from 'COMM' chunk \((\d+)\) not equal", file.extra_info)
    return int(noticed.group(1)) if noticed else None


def _cut_short(path: str | os.PathLike[str], done: int, promised: int, sample_rate: int) -> DamagedFileError:
    usable_s, all_s = done / sample_rate, promised / sample_rate
    return DamagedFileError(f"{shown(path)} is damaged: {usable_s:.3f} s of {all_s:.3f} s are usable.", done, promised, sample_rate)
