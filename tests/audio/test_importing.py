"""Importing: the same bits at the session's rate, transparent at others, whole or not at all."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from daw.audio import importing, reading
from daw.audio.error import AudioFileError, Cancelled, DamagedFileError
from daw.audio.importing import import_file, import_split
from daw.audio.resample import resample
from daw.audio.takefile import TakeWriter
from daw.audio.wav import read_header

REPOSITORY = Path(__file__).parents[2]


def noise(channels: int = 2, frames: int = 70_001) -> np.ndarray:
    return np.random.default_rng(channels).uniform(-0.5, 0.5, (frames, channels))


def files_in(song: Path) -> set[str]:
    return {path.name for path in (song / "audio").iterdir()} if (song / "audio").exists() else set()


@pytest.mark.parametrize(
    ("ending", "encoding", "sample_format"),
    [
        ("wav", "PCM_16", "pcm16"), ("wav", "PCM_24", "pcm24"), ("wav", "PCM_32", "pcm32"), ("wav", "FLOAT", "float32"),
        ("rf64", "PCM_24", "pcm24"), ("aiff", "PCM_16", "pcm16"), ("aiff", "PCM_24", "pcm24"), ("flac", "PCM_16", "pcm16"),
        ("flac", "PCM_24", "pcm24"), ("caf", "ALAC_24", "pcm24"), ("w64", "FLOAT", "float32"), ("wav", "PCM_U8", "float32"),
    ],
)  # fmt: skip
def test_a_file_at_the_sessions_rate_keeps_its_bits(tmp_path: Path, ending: str, encoding: str, sample_format: str) -> None:
    original = tmp_path / f"My Take.{ending}"
    soundfile.write(original, noise(), 48000, subtype=encoding)
    imported = import_file(original, tmp_path, 48000)
    assert (imported.name, imported.path, imported.channels, imported.frames) == ("My Take", "audio/My Take.wav", 2, 70_001)
    assert imported.sample_format == read_header(tmp_path / imported.path).sample_format == sample_format
    theirs, _ = soundfile.read(original, dtype="float32" if sample_format == "float32" else "int32")
    ours, _ = soundfile.read(tmp_path / imported.path, dtype=theirs.dtype.name)
    assert np.array_equal(theirs, ours)
    assert files_in(tmp_path) == {"My Take.wav"}


def test_float_audio_keeps_every_bit_even_nan(tmp_path: Path) -> None:
    x = np.array([[np.nan, np.inf, -0.0, 1e-42, 3.0]], np.float32)
    with TakeWriter(tmp_path / "odd.wav", 1, 44100, "float32") as take:
        take.append(x)
    imported = import_file(tmp_path / "odd.wav", tmp_path, 44100)
    assert reading.read(tmp_path / imported.path)[0].tobytes() == x.tobytes()


def test_another_rate_is_converted_to_float_and_its_time_stamp_with_it(tmp_path: Path) -> None:
    x = noise(1, 44100).T.astype(np.float32)
    with TakeWriter(tmp_path / "a.wav", 1, 44100, "float32", time_reference=441_000, description="Song / A") as take:
        take.append(x)
    imported = import_file(tmp_path / "a.wav", tmp_path, 48000)
    assert (imported.frames, imported.sample_format, imported.original_rate) == (48000, "float32", 44100)
    assert imported.time_reference == read_header(tmp_path / imported.path).time_reference == 480_000
    assert read_header(tmp_path / imported.path).description == "Song / A"
    assert np.array_equal(reading.read(tmp_path / imported.path)[0], resample(x, 44100, 48000))


def test_lossy_files_come_in_as_their_decoder_gives_them(tmp_path: Path) -> None:
    for ending in ("mp3", "ogg"):
        soundfile.write(tmp_path / f"a.{ending}", noise(), 48000)
        imported = import_file(tmp_path / f"a.{ending}", tmp_path, 48000)
        assert imported.sample_format == "float32"
        assert np.array_equal(reading.read(tmp_path / imported.path)[0], reading.read(tmp_path / f"a.{ending}")[0])


def test_more_channels_become_mono_files_in_order(tmp_path: Path) -> None:
    original = tmp_path / "six.wav"
    soundfile.write(original, noise(6, 1000), 48000, subtype="PCM_24")
    with pytest.raises(AudioFileError, match="6 channels"):
        import_file(original, tmp_path, 48000)
    assert files_in(tmp_path) == set()
    for rate in (48000, 44100):
        parts = import_split(original, tmp_path, rate)
        assert [part.name for part in parts] == [f"six_{n}" for n in range(1, 7)]
        together = np.concatenate([reading.read(tmp_path / part.path)[0] for part in parts])
        assert np.array_equal(together, resample(reading.read(original)[0], 48000, rate))


def test_names_are_made_safe_and_never_taken_twice(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "plain.wav", noise(1, 10), 48000)
    names = ["Take?.wav", "Take*.wav", "TAKE-.flac.wav", "..wav", "Cafe\u0301.wav", "y" * 240 + ".wav"]
    made = []
    for name in names:
        os.link(tmp_path / "plain.wav", tmp_path / name)
        made.append(import_file(tmp_path / name, tmp_path / "song", 48000).path)
    assert made == [
        "audio/Take-.wav",
        "audio/Take-_2.wav",
        "audio/TAKE-.flac.wav",
        "audio/Audio.wav",
        "audio/Café.wav",
        f"audio/{'y' * 96}.wav",
    ]
    undecodable = os.path.join(os.fsencode(tmp_path), b"bad\xff.wav")
    os.link(tmp_path / "plain.wav", undecodable)
    assert import_file(os.fsdecode(undecodable), tmp_path / "song", 48000).path == "audio/bad.wav"


def test_a_damaged_file_is_refused_unless_what_is_usable_is_wanted(tmp_path: Path) -> None:
    original = tmp_path / "cut.wav"
    soundfile.write(original, noise(), 48000, subtype="PCM_24")
    os.truncate(original, 200_000)
    for rate in (48000, 44100):
        with pytest.raises(DamagedFileError, match="usable"):
            import_file(original, tmp_path, rate)
    assert files_in(tmp_path) == set()
    assert import_file(original, tmp_path, 48000, accept_damaged=True).frames == (200_000 - 44) // 6


def test_a_flac_that_turns_out_damaged_half_way_leaves_nothing(tmp_path: Path) -> None:
    original = tmp_path / "cut.flac"
    soundfile.write(original, noise(frames=300_000), 48000)
    os.truncate(original, original.stat().st_size // 2)
    with pytest.raises(DamagedFileError):
        import_file(original, tmp_path, 48000)
    assert files_in(tmp_path) == set()


def test_a_cancelled_import_leaves_nothing(tmp_path: Path) -> None:
    original = tmp_path / "a.wav"
    soundfile.write(original, noise(frames=200_000), 48000)
    for rate in (48000, 44100):
        seen: list[tuple[int, int | None]] = []
        with pytest.raises(Cancelled):
            import_file(original, tmp_path, rate, progress=lambda *at, seen=seen: seen.append(at), cancel=lambda seen=seen: len(seen) == 2)  # type: ignore[misc]
        assert seen == [(65536, 200_000), (131072, 200_000)]
        assert files_in(tmp_path) == set()


def test_what_a_killed_import_left_can_be_swept_away(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "x.wav.part").write_bytes(b"half")
    (tmp_path / "audio" / "x.wav").write_bytes(b"whole")
    assert importing.remove_partials(tmp_path) == ("x.wav.part",)
    assert files_in(tmp_path) == {"x.wav"}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", noise(1, 10), 48000)
    (tmp_path / "song").write_text("a file")
    with pytest.raises(AudioFileError, match="import failed"):
        import_file(tmp_path / "a.wav", tmp_path / "song", 48000)


MEASURED = """
import resource, sys
from daw.audio.importing import import_file
import_file(sys.argv[1], sys.argv[3], 48000); import_file(sys.argv[1], sys.argv[3], 44100)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
import_file(sys.argv[2], sys.argv[3], 48000); import_file(sys.argv[2], sys.argv[3], 44100)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_does_not_depend_on_the_length(tmp_path: Path) -> None:
    assert resource.getpagesize() > 0
    for name, frames in (("short", 200_000), ("long", 4_000_000)):  # 32 MB as float
        with TakeWriter(tmp_path / f"{name}.wav", 2, 48000) as take:
            take.skip(frames)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "short.wav"), str(tmp_path / "long.wav"), str(tmp_path)]
    grown_kib = int(subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout)
    assert grown_kib < 8 * 1024
