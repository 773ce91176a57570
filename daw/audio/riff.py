"""A strict reader of the headers of WAV files: RIFF, RF64 and Broadcast WAV.

Reading is strict. Tolerated, because good files have it: chunks in any number before and after the audio, odd chunks
with or without their pad byte, a wrong byte rate, bytes after the end of the RIFF, a trailing partial frame, a broken
chunk after the whole audio. A `data` size of 0 or all ones left by a crash, and audio cut short, raise
`DamagedFileError`, which says how much can be used; `daw.audio.recovery.repair` mends such files.

Sources: Microsoft/IBM RIFF 1991, EBU Tech 3285 (BWF) and Tech 3306 (RF64), ITU-R BS.2088 (BW64).
"""

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from daw.audio.error import AudioFileError, DamagedFileError, explain_os_error, shown
from daw.audio.wavheader import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, SAMPLE_BYTES

UNKNOWN_32 = 0xFFFFFFFF
UNKNOWN_64 = 0xFFFFFFFFFFFFFFFF

_MAX_CHUNKS = 4096  # a hostile file could hold millions of empty ones
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")  # KSDATAFORMAT_SUBTYPE_*: after the 2-byte format tag


@dataclass(frozen=True)
class WavInfo:
    """What a WAV file says about itself; `frames` can be read, `declared_frames` is what the header promised (None: nothing)."""

    channels: int
    sample_rate: int
    frames: int
    sample_format: str  # pcm16 pcm24 pcm32 float32
    data_offset: int  # first byte of audio
    block_align: int  # bytes per frame
    time_reference: int = 0  # frames since the song's zero (BWF)
    description: str = ""
    originator: str = ""
    channel_mask: int = 0  # WAVE_FORMAT_EXTENSIBLE speaker bits, 0 unknown
    declared_frames: int | None = None
    container: str = "RIFF"  # RIFF RF64 BW64


@dataclass
class Layout:
    """Where the chunks of a WAV file lie; offsets in bytes from the start of the file, 0 where absent."""

    container: str
    file_bytes: int
    riff_bytes: int
    ds64_offset: int = 0  # start of the ds64 body
    spare_offset: int = 0  # start of a JUNK body right after WAVE with room for ds64
    fact_offset: int = 0  # start of the fact body
    data_offset: int = 0  # start of the audio
    data_bytes: int = 0  # as declared; UNKNOWN_64 when the header does not know
    fmt: bytes = b""
    bext: bytes = b""
    chunks: list[tuple[bytes, int, int]] = field(default_factory=list)  # id, body offset, body bytes

    @property
    def available_bytes(self) -> int:
        """Bytes in the file from the start of the audio."""
        return max(0, self.file_bytes - self.data_offset)

    @property
    def is_unfinished(self) -> bool:
        """The header was written before the audio and never completed (a crash, or a stream)."""
        if self.data_bytes == UNKNOWN_64:
            return True
        return self.data_bytes == 0 and self.available_bytes > 0 and self.riff_bytes + 8 < self.data_offset


def read_header(source: str | os.PathLike[str] | BinaryIO, *, accept_damaged: bool = False) -> WavInfo:
    """Read the header of a WAV file (path or binary file); raises AudioFileError, DamagedFileError unless accepted."""
    name = shown(getattr(source, "name", "the file") if hasattr(source, "read") else source)
    with _opened(source) as file:
        layout = scan(file, name)
    channels, sample_rate, sample_format, mask = parse_fmt(layout.fmt, name)
    block_align = channels * SAMPLE_BYTES[sample_format]
    declared = None if layout.is_unfinished else layout.data_bytes // block_align
    usable = layout.available_bytes // block_align
    frames = usable if declared is None else min(usable, declared)
    if declared != frames and not accept_damaged:
        raise _damaged(name, frames, declared, sample_rate)
    description, originator, time_reference = _parse_bext(layout.bext)
    return WavInfo(
        channels=channels, sample_rate=sample_rate, frames=frames, sample_format=sample_format,
        data_offset=layout.data_offset, block_align=block_align, time_reference=time_reference, description=description,
        originator=originator, channel_mask=mask, declared_frames=declared, container=layout.container,
    )  # fmt: skip


def scan(file: BinaryIO, name: str) -> Layout:
    """Walk the chunks of an open WAV file up to the audio and, as far as they are sound, after it."""
    file.seek(0, os.SEEK_END)
    file_bytes = file.tell()
    file.seek(0)
    head = file.read(12)
    if file_bytes == 0:
        raise AudioFileError(f"{name} is empty (0 bytes). Nothing was read.")
    if len(head) < 12 or head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:] != b"WAVE":
        raise AudioFileError(f"{name} is not a WAV file. Export it again as WAV, or import it as another format.")
    layout = Layout(head[:4].decode(), file_bytes, int.from_bytes(head[4:8], "little"))
    position = 12
    for _ in range(_MAX_CHUNKS):
        if position + 8 > file_bytes or (layout.data_offset and position + 8 > layout.riff_bytes + 8):
            break
        file.seek(position)
        identity, size = struct.unpack("<4sI", file.read(8))
        body = position + 8
        if layout.data_offset and body + size > file_bytes:
            break  # a broken chunk after the whole audio
        size = _enter(layout, file, name, identity, body, size)
        position = body + size + (size & 1)
    if not layout.fmt:
        raise AudioFileError(f"{name} is damaged: it ends before saying its format. It cannot be used.")
    if not layout.data_offset:
        raise AudioFileError(f"{name} is damaged: it holds no audio. It cannot be used.")
    return layout


def _enter(layout: Layout, file: BinaryIO, name: str, identity: bytes, body: int, size: int) -> int:
    """Note one chunk in the layout; returns its size, corrected from ds64."""
    if identity == b"ds64" and layout.container != "RIFF" and body == 20:
        _enter_ds64(layout, file, name, body, size)
    elif identity in (b"JUNK", b"junk", b"PAD ", b"ds64") and body == 20 and size >= 28:
        layout.spare_offset = body
    elif identity == b"fmt ":
        if layout.fmt:
            raise AudioFileError(f"{name} is damaged: it states its format twice. It cannot be used.")
        layout.fmt = file.read(min(size, 64))
        if len(layout.fmt) < min(size, 64):
            raise AudioFileError(f"{name} is damaged: it ends within its format. It cannot be used.")
    elif identity == b"fact" and size >= 4:
        layout.fact_offset = body
    elif identity == b"bext" and not layout.bext:
        layout.bext = file.read(min(size, 602))
    elif identity == b"data" and not layout.data_offset:
        if not layout.fmt:
            raise AudioFileError(f"{name} is damaged: its audio comes before its format. It cannot be used.")
        size = _enter_data(layout, body, size)
    layout.chunks.append((identity, body, size))
    return size


def _enter_ds64(layout: Layout, file: BinaryIO, name: str, body: int, size: int) -> None:
    values = file.read(28)
    if size < 28 or len(values) < 28:
        raise AudioFileError(f"{name} is damaged: its RF64 sizes are incomplete. It cannot be used.")
    riff_bytes, data_bytes, _ = struct.unpack("<QQQ", values[:24])
    layout.ds64_offset = body
    if layout.riff_bytes == UNKNOWN_32:
        layout.riff_bytes = riff_bytes
    layout.data_bytes = data_bytes


def _enter_data(layout: Layout, body: int, size: int) -> int:
    layout.data_offset = body
    if size != UNKNOWN_32:
        layout.data_bytes = size
    elif not layout.ds64_offset or layout.data_bytes >= 1 << 63:
        layout.data_bytes = UNKNOWN_64
    if layout.data_bytes == UNKNOWN_64:
        return layout.available_bytes
    return layout.data_bytes


def parse_fmt(fmt: bytes, name: str) -> tuple[int, int, str, int]:
    """Channels, sample rate, sample format and channel mask of a fmt chunk body; raises AudioFileError."""
    if len(fmt) < 16:
        raise AudioFileError(f"{name} is damaged: its format is incomplete. It cannot be used.")
    tag, channels, sample_rate, _, block_align, bits = struct.unpack("<HHIIHH", fmt[:16])
    mask = 0
    if tag == _EXTENSIBLE and len(fmt) >= 40 and fmt[26:40] == _GUID_TAIL:
        mask = int.from_bytes(fmt[20:24], "little")
        tag = int.from_bytes(fmt[24:26], "little")
    sample_format = {(_PCM, 16): "pcm16", (_PCM, 24): "pcm24", (_PCM, 32): "pcm32", (_FLOAT, 32): "float32"}.get((tag, bits))
    if sample_format is None:
        raise AudioFileError(
            f"{name} holds {bits}-bit audio of type {tag}, which cannot be read directly. "
            "Use 16, 24 or 32-bit integer or 32-bit float, or import the file to convert it."
        )
    if not 1 <= channels <= MAX_CHANNELS:
        raise AudioFileError(f"{name} says it has {channels} channels; 1 to {MAX_CHANNELS} can be used. The file is damaged or not audio.")
    if not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE:
        raise AudioFileError(f"{name} says its sample rate is {sample_rate} Hz, which cannot be. The file is damaged.")
    if block_align != channels * SAMPLE_BYTES[sample_format]:
        raise AudioFileError(f"{name} is damaged: {block_align} bytes per frame do not fit {channels} channels of {bits} bits.")
    return channels, sample_rate, sample_format, mask


def originator_of(layout: Layout) -> str:
    """The program that wrote the file, from bext; "" when it does not say."""
    return _parse_bext(layout.bext)[1]


def _parse_bext(bext: bytes) -> tuple[str, str, int]:
    """Description, originator and time reference of a bext body; empty when absent or too short."""
    if len(bext) < 346:
        return "", "", 0
    return _text(bext[:256]), _text(bext[256:288]), int.from_bytes(bext[338:346], "little")


def _text(raw: bytes) -> str:
    raw = raw.split(b"\0", 1)[0]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _damaged(name: str, frames: int, declared: int | None, sample_rate: int) -> DamagedFileError:
    usable_s = frames / sample_rate
    if declared is None:
        message = f"{name} was never finished (the program writing it stopped): {usable_s:.1f} s are usable. Repair it to use them."
    else:
        message = f"{name} is damaged: {usable_s:.3f} s of {declared / sample_rate:.3f} s are usable."
    return DamagedFileError(message, frames, declared, sample_rate)


@contextmanager
def _opened(source: str | os.PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    """The source as an open binary file; a path is checked to be a regular file first, so that a pipe cannot hang us."""
    if not isinstance(source, (str, os.PathLike)):
        yield source
        return
    check_is_file(source)
    try:
        with open(source, "rb") as file:
            yield file
    except OSError as error:
        raise explain_os_error(error, source, "Reading") from error


def check_is_file(path: str | os.PathLike[str]) -> None:
    """Raise AudioFileError unless `path` is a regular file (never opens it: a pipe would hang)."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be opened ({getattr(error, 'strerror', error)})"
        raise AudioFileError(f"{shown(path)} {reason}. Check the path.") from error
    if stat.S_ISDIR(mode):
        raise AudioFileError(f"{shown(path)} is a folder, not an audio file. Choose the files inside it.")
    if not stat.S_ISREG(mode):
        raise AudioFileError(f"{shown(path)} is not a file but a device or pipe. Choose an audio file.")
