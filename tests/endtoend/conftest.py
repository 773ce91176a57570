"""A screen, a window manager and somebody at the keyboard; a JACK server comes from the fixtures of all tests."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.endtoend.person import Person

RATE = 48000
SINGER = Path(__file__).with_name("singer.py")


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an X server of our own with a window manager, 1600 × 1000."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    assert name != ":", "Xvfb did not start"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    manager = subprocess.Popen(["openbox", "--sm-disable"], env=os.environ | {"DISPLAY": name}, **quiet)
    time.sleep(0.5)
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def prepared() -> None:
    """Every kernel is compiled: what is measured is the program as a person meets it the second time."""
    line = "from daw import registry; from daw.engine.prepare import prepare; registry.prepare(); prepare()"
    subprocess.run([sys.executable, "-c", line], check=True, cwd=SINGER.parents[2])


@pytest.fixture
def person(display: str, tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """`person(song=None)` starts the program and sits down before it."""
    there: list[Person] = []

    def sit_down(song: Path | None = None) -> Person:
        there.append(Person(display, tmp_path / "home", song))
        return there[-1]

    yield sit_down
    for one in there:
        one.__exit__()


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """A minute of white noise, −12 dB at its peaks, that never repeats."""
    path = tmp_path / "noise.wav"
    soundfile.write(path, np.random.default_rng(7).uniform(-0.25, 0.25, 60 * RATE), RATE, "FLOAT")
    return path


@pytest.fixture
def sing(noise: Path) -> Iterator[Callable[[], None]]:
    """`sing()` lets the noise be heard at the inputs of the program that is on the JACK server."""
    singers: list[subprocess.Popen[str]] = []

    def begin(client: str = "PortAudio") -> None:
        words = [sys.executable, str(SINGER), str(noise), client]
        singers.append(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        assert singers[-1].stdout is not None
        assert singers[-1].stdout.readline() == "singing\n"

    yield begin
    for singer in singers:
        try:
            singer.communicate(timeout=5.0)
        except subprocess.TimeoutExpired:
            singer.kill()
            singer.communicate()


@pytest.fixture
def watch() -> Iterator[Callable[[], Callable[[float], tuple[int, list[float], float]]]]:
    """`watch()` begins to watch the JACK server and the machine; what it gives ends that when called with a time in seconds.

    Then: how many xruns there were, those of them that no stop of the machine was near, and for how long the machine stood still.
    """
    watchers: list[subprocess.Popen[str]] = []

    def end(near_s: float) -> tuple[int, list[float], float]:
        out, _ = watchers[-1].communicate()
        seen = json.loads(out)
        unexplained = [at for at in seen["xruns"] if not any(begin - near_s <= at <= end + near_s for begin, end in seen["stops"])]
        return len(seen["xruns"]), unexplained, sum(end - begin for begin, end in seen["stops"])

    def begin() -> Callable[[float], tuple[int, list[float], float]]:
        words = [sys.executable, "-m", "tests.endtoend.watch"]
        watchers.append(subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=SINGER.parents[2]))
        assert watchers[-1].stdout is not None
        assert watchers[-1].stdout.readline() == "watching\n"
        return end

    yield begin
    for watcher in watchers:
        if watcher.poll() is None:
            watcher.communicate()
