"""The file peaks are kept in.

72 bytes: "DAWPEAKS", then little-endian uint32 version, channels, frames per bin of level 0, levels; then int64 frames of the
source, size of the source in bytes, time it was changed in ns; CRC-32 of these 48 bytes; 20 reserved. Then each level, finest
first: float32 (channels, bins, 3), minimum, maximum, mean square. Level n has ceil(frames / (256·4ⁿ)) bins; the last level has one.
"""

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from daw.audio.partfile import PartFile
from daw.audio.peakbins import BASE_FRAMES, bins_of_levels

MAGIC = b"DAWPEAKS"
VERSION = 1
_HEADER = struct.Struct("<8sIIIIqqq")
_HEADER_BYTES = 72
_MAX_CHANNELS = 64


def save(path: Path, audio: Path, levels: Sequence[np.ndarray], frames: int) -> None:
    """Write the peaks of the file `audio`, whole or not at all; raises AudioFileError or OSError."""
    facts = audio.stat()
    path.parent.mkdir(exist_ok=True)
    file = PartFile(path, "Keeping the waveform", is_new=False)
    try:
        head = _HEADER.pack(MAGIC, VERSION, levels[0].shape[0], BASE_FRAMES, len(levels), frames, facts.st_size, facts.st_mtime_ns)
        file.write((head + struct.pack("<I", zlib.crc32(head))).ljust(_HEADER_BYTES, b"\0"))
        for bins, level in zip(bins_of_levels(frames), levels, strict=True):
            file.write(np.ascontiguousarray(level[:, :bins], np.float32).tobytes())
        file.publish()
    except BaseException:
        file.abort()
        raise


def load(path: Path, audio: Path) -> tuple[list[np.ndarray], int] | None:
    """The levels, memory-mapped, and frames kept for the file `audio`; None unless they are whole and belong to it as it is."""
    try:
        facts = audio.stat()
        size = path.stat().st_size
        with open(path, "rb") as file:
            head = file.read(_HEADER_BYTES)
    except OSError:
        return None
    if len(head) < _HEADER_BYTES or int.from_bytes(head[_HEADER.size : _HEADER.size + 4], "little") != zlib.crc32(head[: _HEADER.size]):
        return None
    magic, version, channels, base, count, frames, audio_bytes, changed_ns = _HEADER.unpack_from(head)
    if (magic, version, base, audio_bytes, changed_ns) != (MAGIC, VERSION, BASE_FRAMES, facts.st_size, facts.st_mtime_ns):
        return None
    if not 1 <= channels <= _MAX_CHANNELS or not 0 <= frames <= max(1, audio_bytes) * 1024:
        return None
    bins = bins_of_levels(frames)
    if count != len(bins) or size != _HEADER_BYTES + 12 * channels * sum(bins):
        return None
    if frames == 0:
        return [np.zeros((channels, 0, 3), np.float32)], 0
    try:
        data = np.memmap(path, np.float32, "r", offset=_HEADER_BYTES)
    except (OSError, ValueError):  # replaced or removed just now
        return None
    levels, start = [], 0
    for n in bins:
        levels.append(data[start : start + 3 * channels * n].reshape(channels, n, 3))
        start += 3 * channels * n
    return levels, frames
