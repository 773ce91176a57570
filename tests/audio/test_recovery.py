"""Mending headers after a crash: nothing lost, nothing made up, nobody else's file touched."""

import os
import struct
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from daw.audio.error import AudioFileError
from daw.audio.takefile import TakeWriter, recover_takes, repair
from daw.audio.wav import read_header
from daw.audio.wavheader import DATA_SIZE_OFFSET, HEADER_BYTES, RIFF_SIZE_OFFSET


def take(path: Path, frames: int, channels: int = 1) -> bytes:
    x = np.random.default_rng(0).uniform(-1, 1, (channels, frames)).astype(np.float32)
    with TakeWriter(path, channels, 48000) as writer:
        writer.append(x)
    return path.read_bytes()


def frames_of(path: Path) -> int:
    with wave.open(str(path)) as file:
        return file.getnframes()


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("cut", range(13))
def test_a_take_cut_anywhere_is_mended_to_its_whole_frames(tmp_path: Path, channels: int, cut: int) -> None:
    path = tmp_path / "t.wav"
    content = take(path, 101, channels)
    path.write_bytes(content[: len(content) - cut])
    kept = (len(content) - cut - HEADER_BYTES) // (3 * channels)
    result = repair(path)
    assert (result.frames, result.problem) == (kept, "")
    assert frames_of(path) == read_header(path).frames == kept
    assert (
        path.read_bytes()[HEADER_BYTES : HEADER_BYTES + kept * 3 * channels] == content[HEADER_BYTES : HEADER_BYTES + kept * 3 * channels]
    )
    assert repair(path).changed is False


@pytest.mark.parametrize("extra", range(14))
def test_audio_written_before_the_header_was_is_taken_in(tmp_path: Path, extra: int) -> None:
    path = tmp_path / "t.wav"
    content = take(path, 100)
    path.write_bytes(content + b"\x11" * extra)
    result = repair(path)
    assert (result.frames, result.added_frames, result.changed) == (100 + extra // 3, extra // 3, extra >= 3)
    assert frames_of(path) == 100 + extra // 3


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_header_that_was_never_finished_is_finished(tmp_path: Path, size: int) -> None:
    path = tmp_path / "t.wav"
    content = bytearray(take(path, 100))
    struct.pack_into("<I", content, RIFF_SIZE_OFFSET, 8 if size == 0 else size)
    struct.pack_into("<I", content, DATA_SIZE_OFFSET, size)
    path.write_bytes(content)
    result = repair(path)
    assert (result.frames, result.added_frames, result.changed) == (100, None, True)
    assert frames_of(path) == 100


def test_a_recording_of_another_program_killed_in_rf64_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "theirs.wav"
    x = np.random.default_rng(0).uniform(-0.5, 0.5, (1000, 2))
    soundfile.write(path, x, 48000, format="RF64", subtype="PCM_24")
    content = bytearray(path.read_bytes())
    struct.pack_into("<QQQ", content, 20, 0, 0, 0)  # what libsndfile leaves when it is killed
    path.write_bytes(content)
    assert repair(path).frames == read_header(path).frames == soundfile.info(path).frames == 1000


def test_a_sound_file_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "t.wav"
    take(path, 100)
    os.utime(path, ns=(1, 1))
    assert repair(path).changed is False
    assert path.stat().st_mtime_ns == 1


def test_bytes_after_another_programs_audio_stay_outside(tmp_path: Path) -> None:
    path = tmp_path / "theirs.wav"
    soundfile.write(path, np.zeros((100, 1)), 48000, subtype="PCM_16")
    path.write_bytes(path.read_bytes() + b"ID3" * 50)
    assert repair(path).changed is False
    assert read_header(path).frames == 100


def test_recovery_mends_our_takes_and_reports_what_it_cannot(tmp_path: Path) -> None:
    audio = tmp_path / "audio"
    audio.mkdir()
    good = take(audio / "good.wav", 50)
    (audio / "late.wav").write_bytes(good + bytes(30))
    (audio / "empty.wav").touch()
    (audio / "notes.txt").write_text("not audio")
    outside = tmp_path / "outside.wav"
    outside.write_bytes(good + bytes(30))
    (audio / "link.wav").symlink_to(outside)
    soundfile.write(audio / "theirs.wav", np.zeros((100, 1)), 48000, subtype="PCM_16")
    theirs = (audio / "theirs.wav").read_bytes()[:-50]
    (audio / "theirs.wav").write_bytes(theirs)
    results = {result.path.name: result for result in recover_takes(tmp_path)}
    assert set(results) == {"late.wav", "empty.wav"}
    assert results["late.wav"].added_frames == 10
    assert "empty" in results["empty.wav"].problem
    assert outside.read_bytes() == good + bytes(30)
    assert (audio / "theirs.wav").read_bytes() == theirs


def test_a_folder_without_audio_needs_no_recovery(tmp_path: Path) -> None:
    assert recover_takes(tmp_path) == ()


def test_a_plain_wav_too_long_for_its_header_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "theirs.wav"
    soundfile.write(path, np.zeros((100, 2)), 48000, subtype="PCM_16")
    with open(path, "r+b") as file:
        file.seek(40)
        file.write(b"\xff\xff\xff\xff")
        file.truncate((1 << 32) + 1000)
    head = path.open("rb").read(64)
    with pytest.raises(AudioFileError, match="4 GiB"):
        repair(path)
    assert path.open("rb").read(64) == head
