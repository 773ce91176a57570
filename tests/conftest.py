"""What every test gets: no window on the screen, no user's folders, kernels kept between runs, and failure on a logged error."""

import logging
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile("daw", deadline=None)  # a shared machine is slow now and then, and some kernels compile on first use
hypothesis.settings.load_profile("daw")
HOME = Path(tempfile.mkdtemp(prefix="daw-tests-"))  # instead of the user's own songs, plugins and settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for folder in ("CONFIG", "DATA", "STATE"):
    os.environ[f"XDG_{folder}_HOME"] = str(HOME / folder.lower())
os.environ.pop("DAW_PLUGIN_PATH", None)

import daw.kernelcache  # noqa: E402, F401 - chooses the kernels' folder, which must come before the first compiled function


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which an error was logged; one that expects it asserts it and calls `caplog.clear()`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    errors = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.ERROR]
    assert not errors, f"errors were logged: {errors}"


@pytest.fixture
def jack_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`jack_server(period_frames=128, sample_rate=48000)` starts a real JACK server with no sound hardware, 2 in and 2 out.

    It becomes the default server of this process and its children; PortAudio must be started after it.  It returns the server's process.

    A machine has room for eight servers, and one that was killed keeps its place until another takes its name: so the names are few.
    """
    servers: list[subprocess.Popen[bytes]] = []
    monkeypatch.setenv("JACK_NO_AUDIO_RESERVATION", "1")  # there may be no D-Bus session
    realtime = "-R" if subprocess.run(["chrt", "-f", "10", "true"], capture_output=True, check=False).returncode == 0 else "-r"

    def answers(server: subprocess.Popen[bytes]) -> bool:
        """Whether a server has come up; False when it has ended instead, since another has its name."""
        deadline = time.monotonic() + 10.0
        while server.poll() is None and subprocess.run(["jack_lsp"], capture_output=True, check=False).returncode != 0:
            assert time.monotonic() < deadline, "jackd did not start within 10 s"
            time.sleep(0.1)
        time.sleep(0.2)  # it may have been the other one that answered
        return server.poll() is None

    def start(period_frames: int = 128, sample_rate: int = 48000) -> subprocess.Popen[bytes]:
        for number in range(6):
            name = f"daw-tests-{number}"
            monkeypatch.setenv("JACK_DEFAULT_SERVER", name)
            words = ["jackd", "-n", name, realtime, "-d", "dummy", "-r", str(sample_rate), "-p", str(period_frames), "-C", "2", "-P", "2"]
            server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            servers.append(server)
            if answers(server):
                return server
        raise AssertionError("no JACK server would start")

    yield start
    for server in servers:
        if server.poll() is None:
            server.terminate()
        server.wait(10)
