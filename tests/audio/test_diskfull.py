"""A full disk, or a limit on file sizes: what was acknowledged is kept, what is half done goes away, and the sentence says so.

The full disk is a small one mounted for the test, which needs root; the limit (RLIMIT_FSIZE) is tried on every machine.
"""

import os
import resource
import shutil
import subprocess
import warnings
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from daw.audio import peaks
from daw.audio.error import AudioFileError
from daw.audio.export import FORMATS, Exporter
from daw.audio.importing import import_file
from daw.audio.takefile import TakeWriter

SIZE = 1 << 20
FULL = r"the disk is full\. {outcome} [\d.]+ MiB are free now"
LIMITED = r"this disk or account allows no larger file\. {outcome} Use another disk"


@dataclass
class Disk:
    """A folder where no more than SIZE bytes can be written, and what the program says then."""

    folder: Path
    reason: str

    def says(self, work: str, outcome: str) -> str:
        return f"{work} stopped: " + self.reason.replace("{outcome}", outcome)


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """A file system of SIZE bytes, or None where none can be mounted."""
    folder = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    is_mounted = os.geteuid() == 0 and shutil.which("mount") is not None and subprocess.run(command, check=False).returncode == 0
    if not is_mounted:
        warnings.warn("no full disk was tried: mounting a small one needs root", stacklevel=1)
    yield folder if is_mounted else None
    if is_mounted:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(params=["full disk", "size limit"])
def disk(request: pytest.FixtureRequest, small_disk: Path | None, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "full disk" and small_disk is not None:
        yield Disk(small_disk, FULL)
        for entry in small_disk.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    else:
        folder = tmp_path / "limited"
        folder.mkdir()
        with size_limit(SIZE):
            yield Disk(folder, LIMITED)


@contextmanager
def size_limit(limit_bytes: int) -> Iterator[None]:
    """No file can grow past `limit_bytes`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


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
def test_a_take_keeps_every_acknowledged_frame(disk: Disk, channels: int) -> None:
    path = disk.folder / "t.wav"
    with TakeWriter(path, channels, 48000) as take:
        with pytest.raises(AudioFileError, match=disk.says("Recording", r"Your take is safe up to 0:0\d\.")):
            append_forever(take, noise(channels, 4801))
        assert take.frames > 48000
    data_bytes = take.frames * 3 * channels
    with wave.open(str(path)) as file:
        assert file.getnframes() == take.frames
        assert len(file.readframes(take.frames)) == data_bytes
    assert path.stat().st_size == 4096 + data_bytes + data_bytes % 2


@pytest.mark.parametrize("format", list(FORMATS))
def test_an_export_leaves_the_old_file(disk: Disk, format: str) -> None:
    path = disk.folder / "mix"
    path.write_bytes(b"the old mix")
    exporter = Exporter(path, format, 48000, 2)
    with pytest.raises(AudioFileError, match=disk.says("The export", r"mix was not kept\.")):
        export_minutes(exporter, noise(2, 65536))
    exporter.abort()
    assert path.read_bytes() == b"the old mix"
    assert [entry.name for entry in disk.folder.iterdir()] == ["mix"]


@pytest.mark.parametrize("sample_rate", [48000, 44100])
def test_an_import_leaves_nothing(disk: Disk, tmp_path_factory: pytest.TempPathFactory, sample_rate: int) -> None:
    original = tmp_path_factory.mktemp("elsewhere") / "a.wav"
    with size_limit(resource.getrlimit(resource.RLIMIT_FSIZE)[1]), TakeWriter(original, 2, 48000) as take:
        take.append(noise(2, 250_000))
    with pytest.raises(AudioFileError, match=disk.says("The import", r"a\.wav was not kept\.")):
        import_file(original, disk.folder, sample_rate)
    assert list((disk.folder / "audio").iterdir()) == []


def test_peaks_that_cannot_be_kept_are_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    with TakeWriter(tmp_path / "audio" / "a.wav", 2, 48000) as take:
        take.append(noise(2, 150_000))
    peaks.build(tmp_path / "audio" / "a.wav")  # so that the compiler has written its own files
    with size_limit(4096):
        assert peaks.of_source(tmp_path, "audio/a.wav").frames == 150_000
    assert list((tmp_path / "peaks").iterdir()) == []
