"""kill -9 while recording: what was played is on disk, opens everywhere, and comes back as a take."""

import random
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from daw.audio.reading import read
from daw.engine.takes import recover
from daw.model import edits, storage

RATE = 48000
KILLS = 20
LOST_S = 0.25

# The microphone's frame k is k on the 24-bit grid: the content of a take says where it belongs.
RECORDING = """
import sys, time
import numpy as np
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.model import storage
ramp = (np.arange(60 * 48000) / 2.0**23).astype(np.float32)
document = storage.open(sys.argv[1])
engine = Engine(48000, NullDevice(256, microphone=np.vstack((ramp, -ramp))))
engine.follow(document)
engine.set_hear_inputs(on=False)
engine.record(0)
while True:
    print(engine._core["position"], flush=True)
    time.sleep(0.005)
"""


def killed_after(folder: Path, seconds: float) -> int:
    """Record in a process of its own, kill it; the last position it was seen at."""
    process = subprocess.Popen([sys.executable, "-c", RECORDING, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    deadline = None
    position = 0
    for line in process.stdout:
        position = int(line)
        if position and deadline is None:
            deadline = time.monotonic() + seconds
        if deadline is not None and time.monotonic() >= deadline:
            process.kill()
            break
    rest = process.stdout.read().split()
    process.wait()
    assert deadline is not None, process.stderr.read()
    return int(rest[-1]) if rest and rest[-1].isdigit() else position


def test_twenty_kills_lose_no_more_than_a_quarter_of_a_second(tmp_path: Path) -> None:
    chance = random.Random(9)
    folder = tmp_path / "song"
    with storage.new(folder, sample_rate=RATE) as document:
        for name, inputs in (("Voice", [1]), ("Pair", [1, 2])):
            document.do(edits.add_track, name, len(inputs), inputs)
            document.do(edits.set_armed, document.session.tracks[-2].id, True)
        storage.save(document)
    known: set[Path] = set()
    for kill in range(KILLS):
        position = killed_after(folder, chance.uniform(0.05, 1.2))
        with storage.open(folder) as document:
            sentences = recover(document, folder)
            assert len(sentences) == 2
            assert "was recovered" in sentences[0]
            assert [len(track.takes) for track in document.session.tracks[:2]] == [kill + 1] * 2
            storage.save(document)
        fresh = set((folder / "audio").glob("*.wav")) - known
        known |= fresh
        lengths = {check_take(path, position) for path in fresh}
        assert len(fresh) == 2
        assert max(lengths) - min(lengths) <= LOST_S * RATE


def check_take(path: Path, position: int) -> int:
    """A strict reader opens it, it holds what was played in the right order, and it is hardly short; its length."""
    with wave.open(str(path)) as strict:
        frames = strict.getnframes()
        assert frames * strict.getnchannels() * 3 <= path.stat().st_size - 4096
    assert frames >= position - LOST_S * RATE
    sound, _ = read(path)
    assert np.array_equal(np.rint(sound[0] * 2.0**23), np.arange(frames))
    return frames


@pytest.mark.parametrize("signal_name", ["SIGTERM"])
def test_the_command_closes_the_take_when_it_is_asked_to_end(tmp_path: Path, signal_name: str) -> None:
    import signal

    folder = tmp_path / "song"
    storage.new(folder, sample_rate=RATE).close()
    words = [sys.executable, "-m", "daw", "record", str(folder), "--track", "Voice", "--seconds", "60", "--device", "null"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 90.0
    while not [path for path in (folder / "audio").glob("*.wav") if path.stat().st_size > 60000]:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(getattr(signal, signal_name))
    begun = time.monotonic()
    process.communicate(timeout=20)
    assert time.monotonic() - begun < 5.0
    with storage.open(folder) as document:
        (take,) = next(track for track in document.session.tracks if track.name == "Voice").takes
    assert take.length > 5000
