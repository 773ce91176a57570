"""The commands, run in this process or as programs; and songs to run them on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from daw import cli
from daw.audio.takefile import TakeWriter

ROOT = Path(__file__).resolve().parent.parent.parent
RATE = 48000


class Told(NamedTuple):
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one JSON document."""
        assert self.code == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def daw(capfd: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """`daw("show", folder)`: a command in this process."""

    def run(*words: object) -> Told:
        capfd.readouterr()
        code = cli.run([str(word) for word in words])
        return Told(code, *capfd.readouterr())

    return run


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., "subprocess.Popen[str]"]:
    """`program("bounce", folder)`: a command as a program of its own."""

    def start(*words: object, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
        line = [*before, sys.executable, "-m", "daw", *map(str, words)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.Popen(line, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


def write_wav(path: Path, x: np.ndarray, sample_rate: int = RATE) -> Path:
    """A 24-bit WAV file of (channels, frames)."""
    with TakeWriter(path, x.shape[0], sample_rate) as writer:
        writer.append(x.astype(np.float32))
    return path


def noise(seconds: float, channels: int = 1, level: float = 0.25) -> np.ndarray:
    """White noise on the 24-bit grid, (channels, frames)."""
    whole = np.random.default_rng(3).integers(-round(level * 2**23), round(level * 2**23), (channels, round(seconds * RATE)))
    return whole / 2.0**23


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    return write_wav(tmp_path / "Lead Vocal.wav", noise(0.5))


@pytest.fixture
def folder(tmp_path: Path, daw: Callable[..., Told], voice: Path) -> Path:
    """A song with one mono track, Lead Vocal, of half a second."""
    daw("new", tmp_path / "song")
    assert daw("import", tmp_path / "song", voice).code == 0
    return tmp_path / "song"
