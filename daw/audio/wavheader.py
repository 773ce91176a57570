"""The header our WAV files carry, made so that a compiled loop can keep it true while audio is being written.

Layout (bytes): `RIFF` at 0; at 12 a 28-byte `JUNK` that becomes `ds64` past 4 GiB; at 48 `bext` (602 bytes); at 658
`fmt ` (16, 18 for float, 40 for more than two channels or a channel mask); for float a `fact`; a `JUNK` that pads;
`data`, whose audio starts at exactly 4096. So the header is one page and one `pwrite` makes it true.
Audio with an odd number of bytes is followed by one zero byte that `data` does not count and `RIFF` does.
"""

import struct
from collections.abc import MutableSequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from daw.audio.error import AudioFileError

SAMPLE_BYTES = {"pcm16": 2, "pcm24": 3, "pcm32": 4, "float32": 4}
MAX_CHANNELS = 64
MIN_SAMPLE_RATE, MAX_SAMPLE_RATE = 1_000, 768_000

HEADER_BYTES = 4096
RIFF_SIZE_OFFSET = 4
DS64_OFFSET = 12  # chunk id; body at 20: riff bytes, data bytes, frames (3 × uint64), table length (uint32)
BEXT_OFFSET = 48
TIME_REFERENCE_OFFSET = BEXT_OFFSET + 8 + 338
FMT_OFFSET = 658
BLOCK_ALIGN_OFFSET = FMT_OFFSET + 20
DATA_SIZE_OFFSET = HEADER_BYTES - 4
NO_LOUDNESS = 0x7FFF  # EBU Tech 3285 v2: value not given
_GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")


@dataclass(frozen=True)
class HeaderTemplate:
    """A header of 4096 bytes and where its size fields lie; `fact_offset` is the frame count of `fact`, 0 when absent."""

    bytes: bytes
    block_align: int
    riff_size_offset: int = RIFF_SIZE_OFFSET
    ds64_offset: int = DS64_OFFSET
    fact_offset: int = 0
    data_size_offset: int = DATA_SIZE_OFFSET
    data_offset: int = HEADER_BYTES


@dataclass(frozen=True)
class Loudness:
    """Loudness of a finished programme for bext version 2, in the order of the standard; LUFS, LU and dBTP."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float
    momentary_max_lufs: float
    short_term_max_lufs: float


@dataclass(frozen=True)
class Broadcast:
    """What a Broadcast WAV says beside its audio; `time_reference` in frames since the song's zero."""

    description: str = ""
    originator: str = "daw 0.1"
    time_reference: int = 0


def build_header(  # noqa: PLR0913 - one name per field of the header
    channels: int,
    sample_rate: int,
    sample_format: str,
    *,
    description: str = "",
    originator: str = "daw 0.1",
    origination: datetime | None = None,
    time_reference: int = 0,
    frames: int = 0,
    channel_mask: int = 0,
    loudness: Loudness | None = None,
) -> HeaderTemplate:
    """A complete header for `frames` frames; `time_reference` counts frames from the song's zero."""
    if sample_format not in SAMPLE_BYTES:
        raise AudioFileError(f"A WAV file cannot be written as {sample_format!r}; use one of {', '.join(SAMPLE_BYTES)}.")
    if not 1 <= channels <= MAX_CHANNELS:
        raise AudioFileError(f"A WAV file cannot be written with {channels} channels; 1 to {MAX_CHANNELS} are possible.")
    if not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE:
        raise AudioFileError(f"A WAV file cannot be written at {sample_rate} Hz; {MIN_SAMPLE_RATE} to {MAX_SAMPLE_RATE} are possible.")
    block_align = channels * SAMPLE_BYTES[sample_format]
    header = bytearray(b"RIFF\0\0\0\0WAVE" + b"JUNK" + struct.pack("<I", 28) + bytes(28))
    header += _chunk(b"bext", _bext(description, originator, origination, time_reference, loudness))
    header += fmt_chunk(channels, sample_rate, sample_format, channel_mask)
    fact_offset = 0
    if sample_format == "float32":
        fact_offset = len(header) + 8
        header += _chunk(b"fact", bytes(4))
    header += _chunk(b"JUNK", bytes(HEADER_BYTES - 8 - len(header) - 8))
    header += b"data" + bytes(4)
    patch_header(header, frames * block_align)
    return HeaderTemplate(bytes(header), block_align, fact_offset=fact_offset)


def patch_header(header: MutableSequence[int] | Any, data_bytes: int) -> None:
    """Make a header of `build_header` true for `data_bytes` bytes of audio: RIFF, or RF64 past 4 GiB.

    header : 4096 bytes (bytearray, or uint8 array when compiled as `wavpatch.patch_header_rt`).
    Plain loops only: this very function is compiled for the disk thread.
    """

    def put(offset: int, value: int, length: int) -> None:  # unsigned, least significant byte first
        for n in range(length):
            header[offset + n] = (value >> (8 * n)) & 0xFF

    riff_bytes = HEADER_BYTES - 8 + data_bytes + (data_bytes & 1)
    frames = data_bytes // (header[BLOCK_ALIGN_OFFSET] + 256 * header[BLOCK_ALIGN_OFFSET + 1])
    is_rf64 = riff_bytes >= 0xFFFFFFFF
    put(0, 0x34364652 if is_rf64 else 0x46464952, 4)  # "RF64", "RIFF"
    put(RIFF_SIZE_OFFSET, 0xFFFFFFFF if is_rf64 else riff_bytes, 4)
    put(DS64_OFFSET, 0x34367364 if is_rf64 else 0x4B4E554A, 4)  # "ds64", "JUNK"
    put(DS64_OFFSET + 8, riff_bytes if is_rf64 else 0, 8)
    put(DS64_OFFSET + 16, data_bytes if is_rf64 else 0, 8)
    put(DS64_OFFSET + 24, frames if is_rf64 else 0, 8)
    put(DATA_SIZE_OFFSET, 0xFFFFFFFF if is_rf64 else data_bytes, 4)
    fact = FMT_OFFSET + 8 + header[FMT_OFFSET + 4]
    if header[fact] == 102 and header[fact + 1] == 97 and header[fact + 2] == 99 and header[fact + 3] == 116:  # "fact"
        put(fact + 8, 0xFFFFFFFF if frames > 0xFFFFFFFE else frames, 4)


def plain_header(
    channels: int, sample_rate: int, sample_format: str, frames: int, *, extra_bytes: int = 0, keeps_room: bool = False
) -> bytes:
    """A header for delivery: `fmt `, for float `fact`, `data`; with `keeps_room` a JUNK chunk that is ds64 past 4 GiB.

    extra_bytes : chunks that follow the audio.
    """
    block_align = channels * SAMPLE_BYTES[sample_format]
    data_bytes = frames * block_align
    is_float = sample_format == "float32"
    chunks = fmt_chunk(channels, sample_rate, sample_format)
    chunks += _chunk(b"fact", struct.pack("<I", min(frames, 0xFFFFFFFF))) if is_float else b""
    riff_bytes = 4 + (36 if keeps_room else 0) + len(chunks) + 8 + data_bytes + (data_bytes & 1) + extra_bytes
    is_rf64 = keeps_room and riff_bytes >= 0xFFFFFFFF
    if is_rf64:
        room = _chunk(b"ds64", struct.pack("<QQQI", riff_bytes, data_bytes, frames, 0))
    else:
        room = _chunk(b"JUNK", bytes(28)) if keeps_room else b""
    sizes = (0xFFFFFFFF, 0xFFFFFFFF) if is_rf64 else (min(riff_bytes, 0xFFFFFFFE), min(data_bytes, 0xFFFFFFFE))
    start = (b"RF64" if is_rf64 else b"RIFF") + struct.pack("<I", sizes[0]) + b"WAVE"
    return start + room + chunks + b"data" + struct.pack("<I", sizes[1])


def fmt_chunk(channels: int, sample_rate: int, sample_format: str, channel_mask: int = 0) -> bytes:
    """A whole `fmt ` chunk: plain for one or two channels, WAVE_FORMAT_EXTENSIBLE for more or with a channel mask."""
    size = SAMPLE_BYTES[sample_format]
    tag = 3 if sample_format == "float32" else 1
    numbers = (channels, sample_rate, sample_rate * channels * size, channels * size, 8 * size)
    if channels > 2 or channel_mask:
        extension = struct.pack("<HHIH", 22, 8 * size, channel_mask, tag) + _GUID_TAIL
        return _chunk(b"fmt ", struct.pack("<HHIIHH", 0xFFFE, *numbers) + extension)
    if tag == 3:
        return _chunk(b"fmt ", struct.pack("<HHIIHHH", tag, *numbers, 0))
    return _chunk(b"fmt ", struct.pack("<HHIIHH", tag, *numbers))


def _chunk(identity: bytes, body: bytes) -> bytes:
    return identity + struct.pack("<I", len(body)) + body


def _bext(description: str, originator: str, origination: datetime | None, time_reference: int, loudness: Loudness | None) -> bytes:
    """A bext body of 602 bytes: version 1, or 2 when the loudness is known."""
    if not 0 <= time_reference < 1 << 63:
        raise AudioFileError(f"A time reference of {time_reference} frames cannot be stored; it must not be negative.")
    date = origination.strftime("%Y-%m-%d") if origination else ""
    time = origination.strftime("%H:%M:%S") if origination else ""
    body = _fixed(description, 256) + _fixed(originator, 32) + bytes(32) + _fixed(date, 10) + _fixed(time, 8)
    body += struct.pack("<QH", time_reference, 2 if loudness else 1) + bytes(64)
    if loudness is None:
        return body + bytes(190)
    return body + struct.pack("<5h", *(_hundredths(value) for value in astuple(loudness))) + bytes(180)


def _hundredths(value: float) -> int:
    """A level in 1/100 dB as bext stores it; what does not fit (−inf, NaN) is "not given"."""
    return round(value * 100) if abs(value) < 327.0 else NO_LOUDNESS


def _fixed(text: str, length: int) -> bytes:
    """Text in UTF-8 of exactly `length` bytes, cut between characters, padded with zeros."""
    raw = text.encode("utf-8", "replace")[:length]
    return raw.decode("utf-8", "ignore").encode("utf-8").ljust(length, b"\0")
