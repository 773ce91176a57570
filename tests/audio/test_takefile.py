"""Takes: valid after every append, whatever happens next."""

import os
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path
from typing import IO

import numpy as np
import pytest
import soundfile

from daw.audio import pcm
from daw.audio.error import AudioFileError
from daw.audio.takefile import TakeWriter, create_take, recover_takes, repair
from daw.audio.wav import read_header
from daw.audio.wavheader import HEADER_BYTES

REPOSITORY = Path(__file__).parents[2]


def counting(start: int, frames: int, channels: int = 1) -> np.ndarray:
    """Audio whose every sample is its own position (mod 2²⁰), exact in 24 bits."""
    return np.tile((np.arange(start, start + frames) % 2**20) / np.float32(2.0**23), (channels, 1)).astype(np.float32)


def strict_frames(path: Path) -> int:
    with wave.open(str(path)) as file:
        return len(file.readframes(file.getnframes() + 10)) // (file.getnchannels() * file.getsampwidth())


@pytest.mark.parametrize("channels", [1, 2])
def test_a_take_opens_in_a_strict_reader_after_every_append(tmp_path: Path, channels: int) -> None:
    path = tmp_path / "t.wav"
    with TakeWriter(path, channels, 48000) as take:
        for n in (1, 2, 64, 333, 5):
            take.append(counting(take.frames, n, channels))
            assert take.frames == read_header(path).frames == strict_frames(path) == soundfile.info(path).frames
            assert path.stat().st_size % 2 == 0
    whole, _ = soundfile.read(path, dtype="float32", always_2d=True)
    assert np.array_equal(whole.T, counting(0, take.frames, channels))


def test_a_float_take_keeps_every_bit(tmp_path: Path) -> None:
    x = np.random.default_rng(3).standard_normal((2, 1000)).astype(np.float32)
    x[0, :3] = (np.nan, np.inf, -0.0)
    with TakeWriter(tmp_path / "t.wav", 2, 48000, "float32", time_reference=777) as take:
        take.append(x[:, :100])
        take.append(x[:, 100:])
        take.sync()
    raw = np.fromfile(tmp_path / "t.wav", np.uint8)[HEADER_BYTES:]
    assert np.array_equal(raw, pcm.to_bytes(x, "float32"))
    assert read_header(tmp_path / "t.wav").time_reference == 777


def test_a_take_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "t.wav").write_bytes(b"precious")
    with pytest.raises(AudioFileError, match="exists already"):
        TakeWriter(tmp_path / "t.wav", 1, 48000)
    assert (tmp_path / "t.wav").read_bytes() == b"precious"


def test_takes_created_at_once_get_different_files(tmp_path: Path) -> None:
    made = [create_take(tmp_path, "Gtr", 1) for _ in range(3)]
    for _, descriptor in made:
        os.close(descriptor)
    assert [path.name for path, _ in made] == ["Gtr_001.wav", "Gtr_002.wav", "Gtr_003.wav"]


def test_audio_of_another_shape_is_refused(tmp_path: Path) -> None:
    with TakeWriter(tmp_path / "t.wav", 2, 48000) as take:
        with pytest.raises(AudioFileError, match="2 channels"):
            take.append(counting(0, 10))
        assert take.frames == 0


@pytest.mark.parametrize(("channels", "sample_format", "frames"), [(2, "float32", 540_048_000), (1, "pcm24", 1_431_655_001)])
@pytest.mark.parametrize("is_killed", [False, True])
def test_a_take_past_4_gib_keeps_every_frame(tmp_path: Path, channels: int, sample_format: str, frames: int, is_killed: bool) -> None:  # noqa: FBT001
    path = tmp_path / "long.wav"
    take = TakeWriter(path, channels, 48000, sample_format)
    take.append(counting(0, 100, channels))
    take.skip(frames)
    take.append(counting(take.frames, 100, channels))
    if is_killed:  # the audio of one more append is there, its header is not
        descriptor = os.open(path, os.O_WRONLY)
        raw = pcm.to_bytes(counting(take.frames, 100, channels), sample_format)
        os.pwrite(descriptor, raw.tobytes(), HEADER_BYTES + take.frames * raw.size // 100)
        os.close(descriptor)
        assert repair(path).added_frames == 100
    take.close()
    expected = take.frames + (100 if is_killed else 0)
    info = read_header(path)
    assert (info.frames, info.container) == (expected, "RF64")
    assert repair(path).changed is False
    command = ["ffprobe", "-v", "error", "-show_entries", "stream=duration_ts", "-of", "csv=p=0", str(path)]
    assert int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) == expected
    with soundfile.SoundFile(path) as file:
        assert file.frames == expected
        file.seek(expected - 100)
        assert np.array_equal(file.read(dtype="float32", always_2d=True).T, counting(expected - 100, 100, channels))
    assert path.stat().st_blocks * 512 < 2**20, "the test wrote a file with no holes"


WRITERS = """
import os, sys, numpy as np
from daw.audio.takefile import TakeWriter
def write(path):
    take = TakeWriter(path, 1, 48000)
    while True:
        x = (np.arange(take.frames, take.frames + 480) % 2**20) / np.float32(2.0**23)
        take.append(x.astype(np.float32)[np.newaxis])
        yield take.frames
next(write(sys.argv[1]))  # compiled before the first one is wanted
for line in sys.stdin:
    process = os.fork()
    if process == 0:
        for frames in write(line.strip()):
            os.write(1, b"%d\\n" % frames)  # a whole line or none; print writes the end of a line by itself
    print("process", process, flush=True)
    os.waitpid(process, 0)
    print("dead", flush=True)
"""


def test_killed_writers_leave_takes_with_everything_they_acknowledged(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    command = [sys.executable, "-c", WRITERS, str(tmp_path / "first.wav")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as writers:
        assert writers.stdin is not None
        assert writers.stdout is not None
        for n in range(5):
            path = tmp_path / "audio" / f"take_{n}.wav"
            print(path, file=writers.stdin, flush=True)
            lines: list[str] = []
            while len({line.startswith("process") for line in lines}) < 2:  # the process and an append, in either order
                lines.append(_line(writers.stdout))
            process = next(int(line.split()[1]) for line in lines if line.startswith("process"))
            time.sleep(0.02 + 0.013 * n)
            os.kill(process, signal.SIGKILL)
            while lines[-1] != "dead\n":
                lines.append(_line(writers.stdout))
            acknowledged = max(int(line) for line in lines if line[0].isdigit())
            assert strict_frames(path) >= acknowledged >= 480
            recover_takes(tmp_path)
            frames = strict_frames(path)
            assert frames >= acknowledged
            x, _ = soundfile.read(path, dtype="float32", always_2d=True)
            assert np.array_equal(x.T, counting(0, frames))
        writers.stdin.close()
    assert recover_takes(tmp_path) == ()


def _line(stream: IO[str]) -> str:
    line = stream.readline()
    assert line, "the writers ended by themselves"
    return line
