"""Mending WAV files whose writer was killed: the header is made true for the audio that is there.

Nothing is thrown away but a trailing part of one frame. Takes of ours (originator "daw …") may hold audio past the end
their header states, because the audio is written before the header: it is taken in. In other programs' files bytes
past the end are not audio and stay outside. Run it before the song plays, holding the song's lock: never on a take
that is being recorded.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from daw.audio.error import AudioFileError, explain_os_error, shown
from daw.audio.riff import UNKNOWN_32, Layout, check_is_file, originator_of, parse_fmt, scan
from daw.audio.wavheader import SAMPLE_BYTES

OUR_ORIGINATOR = "daw "


@dataclass(frozen=True)
class Repaired:
    """What became of one file: frames it holds now, frames its header had missed or promised too many (negative).

    `added_frames` is None when the header stated no length; `problem` is a sentence when the file could not be mended.
    """

    path: Path
    frames: int
    sample_rate: int
    added_frames: int | None = 0
    changed: bool = False
    problem: str = ""


def repair(path: str | os.PathLike[str]) -> Repaired:
    """Make the header of a WAV file agree with its audio, in place; a sound file is left untouched."""
    check_is_file(path)
    try:
        with open(path, "rb") as file:
            layout = scan(file, shown(path))
        channels, sample_rate, sample_format, _ = parse_fmt(layout.fmt, shown(path))
        block_align = channels * SAMPLE_BYTES[sample_format]
        frames = _true_bytes(layout, block_align) // block_align
        declared = None if layout.is_unfinished else layout.data_bytes // block_align
        if frames == declared:
            return Repaired(Path(path), frames, sample_rate)
        with open(path, "r+b") as file:
            _write_sizes(file, layout, frames, block_align, shown(path))
            os.fsync(file.fileno())
    except OSError as error:
        raise explain_os_error(error, path, "Repairing") from error
    return Repaired(Path(path), frames, sample_rate, None if declared is None else frames - declared, changed=True)


def recover_takes(folder: str | os.PathLike[str]) -> tuple[Repaired, ...]:
    """Mend the takes in `folder`/audio after a crash; returns the files changed and those that could not be mended.

    Other programs' files and symbolic links are never written to.
    """
    results = []
    for path in sorted(Path(folder, "audio").glob("*.wav")):
        if path.is_symlink() or not path.is_file():
            continue
        try:
            with open(path, "rb") as file:
                layout = scan(file, shown(path))
            if not originator_of(layout).startswith(OUR_ORIGINATOR):
                continue
            result = repair(path)
        except (AudioFileError, OSError) as error:
            result = Repaired(path, 0, 0, problem=str(error))
        if result.changed or result.problem:
            results.append(result)
    return tuple(results)


def _true_bytes(layout: Layout, block_align: int) -> int:
    """Bytes of audio that are really there."""
    available = layout.available_bytes
    if layout.is_unfinished or layout.data_bytes > available:
        return available
    is_last = layout.chunks[-1][0] == b"data"
    if is_last and originator_of(layout).startswith(OUR_ORIGINATOR) and available - layout.data_bytes >= block_align:
        return available
    return layout.data_bytes


def _write_sizes(file: BinaryIO, layout: Layout, frames: int, block_align: int, name: str) -> None:
    """Cut a trailing partial frame, then write every size; the RIFF's own comes last, so that a second kill is harmless."""
    data_bytes = frames * block_align
    end = layout.data_offset + data_bytes + (data_bytes & 1)
    riff_bytes = end - 8
    needs_ds64 = riff_bytes >= UNKNOWN_32
    ds64_offset = layout.ds64_offset or (layout.spare_offset if needs_ds64 else 0)
    if needs_ds64 and not ds64_offset:
        raise AudioFileError(f"{name} is longer than 4 GiB and its header has no room to say so. Open it as raw audio to save it.")
    file.truncate(layout.data_offset + data_bytes)
    if data_bytes & 1:
        _put(file, end - 1, 0, 1)
    if ds64_offset:
        file.seek(ds64_offset - 8)
        file.write(b"ds64")
        for n, value in enumerate((riff_bytes, data_bytes, frames)):
            _put(file, ds64_offset + 8 * n, value, 8)
        _put(file, ds64_offset + 24, 0, 4)  # no table of further sizes
    if layout.fact_offset:
        _put(file, layout.fact_offset, min(frames, UNKNOWN_32), 4)
    _put(file, layout.data_offset - 4, UNKNOWN_32 if ds64_offset else data_bytes, 4)
    file.seek(0)
    file.write(b"RF64" if ds64_offset else b"RIFF")
    _put(file, 4, UNKNOWN_32 if ds64_offset else riff_bytes, 4)


def _put(file: BinaryIO, offset: int, value: int, length: int) -> None:
    file.seek(offset)
    file.write(value.to_bytes(length, "little"))
