"""A full disk: what was acknowledged is kept, what is half done goes away, and the sentence says so."""

import os
import re
import resource
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from daw.audio import peaks
from daw.audio.error import AudioFileError
from daw.audio.export import FORMATS, Exporter
from daw.audio.importing import import_file
from daw.audio.takefile import TakeWriter

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 1 MiB."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs root and mount(8)")
    folder = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"mounting a small disk is not allowed here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def disk(small_disk: Path) -> Iterator[Path]:
    yield small_disk
    for entry in small_disk.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def noise(channels: int, frames: int) -> np.ndarray:
    return np.random.default_rng(0).uniform(-0.5, 0.5, (channels, frames)).astype(np.float32)


def append_forever(take: TakeWriter, x: np.ndarray) -> None:
    while True:
        take.append(x)


def export_minutes(exporter: Exporter, x: np.ndarray) -> None:
    for _ in range(60):
        exporter.write(x)
    exporter.close()


@pytest.mark.parametrize("channels", [1, 2])
def test_a_take_on_a_full_disk_keeps_every_acknowledged_frame(disk: Path, channels: int) -> None:
    x = noise(channels, 4801)
    with TakeWriter(disk / "t.wav", channels, 48000) as take:
        with pytest.raises(AudioFileError, match=r"Recording stopped: the disk is full\. Your take is safe up to 0:0\d\."):
            append_forever(take, x)
        assert take.frames > 48000
    with wave.open(str(disk / "t.wav")) as file:
        assert file.getnframes() == take.frames
        assert len(file.readframes(take.frames)) == take.frames * 3 * channels
    assert (disk / "t.wav").stat().st_size == 4096 + take.frames * 3 * channels + (take.frames * 3 * channels) % 2


@pytest.mark.parametrize("format", list(FORMATS))
def test_an_export_onto_a_full_disk_leaves_the_old_file(disk: Path, format: str) -> None:
    (disk / "mix").write_bytes(b"the old mix")
    x = noise(2, 65536)
    exporter = Exporter(disk / "mix", format, 48000, 2)
    with pytest.raises(AudioFileError, match=r"The export stopped: the disk is full\. mix was not kept\. 1\.0 MiB are free now"):
        export_minutes(exporter, x)
    exporter.abort()
    assert (disk / "mix").read_bytes() == b"the old mix"
    assert [entry.name for entry in disk.iterdir()] == ["mix"]


@pytest.mark.parametrize("sample_rate", [48000, 44100])
def test_an_import_onto_a_full_disk_leaves_nothing(disk: Path, tmp_path: Path, sample_rate: int) -> None:
    with TakeWriter(tmp_path / "a.wav", 2, 48000) as take:
        take.append(noise(2, 250_000))
    with pytest.raises(AudioFileError, match=r"The import stopped: the disk is full\. a\.wav was not kept\. 1\.0 MiB are free now"):
        import_file(tmp_path / "a.wav", disk, sample_rate)
    assert list((disk / "audio").iterdir()) == []


def test_peaks_that_do_not_fit_are_shown_all_the_same(disk: Path) -> None:
    (disk / "audio").mkdir()
    with TakeWriter(disk / "audio" / "a.wav", 2, 48000) as take:
        take.append(noise(2, 150_000))
    (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free))
    assert peaks.of_source(disk, "audio/a.wav").frames == 150_000
    assert list((disk / "peaks").iterdir()) == [] if (disk / "peaks").exists() else True


LIMITED = """
import resource, sys, numpy as np
from daw.audio.takefile import TakeWriter
from daw.audio.error import AudioFileError
take = TakeWriter(sys.argv[1], 2, 48000)
take.append(np.zeros((2, 1), np.float32))
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    while True:
        take.append(np.zeros((2, 1000), np.float32))
except AudioFileError as error:
    print(take.frames, error)
"""


def test_a_limit_on_file_sizes_stops_a_take_as_gently(tmp_path: Path) -> None:
    assert resource.RLIM_INFINITY in resource.getrlimit(resource.RLIMIT_FSIZE)
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "t.wav")]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stdout
    found = re.match(r"(\d+) Recording stopped: this disk or account allows no larger file\. Your take is safe up to 0:0\d\.", said)
    assert found, said
    with wave.open(str(tmp_path / "t.wav")) as file:
        assert file.getnframes() == int(found.group(1)) == 49_001
