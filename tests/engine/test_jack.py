"""A real JACK server (its dummy driver): the native callback under a held interpreter lock, and calibration through a cable."""

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from daw.audio.reading import read
from daw.engine import device
from daw.engine.calibrate import calibrate
from daw.engine.engine import Engine
from daw.model.track import Slot

pytestmark = pytest.mark.realtime


@pytest.fixture(autouse=True)
def _portaudio_lets_go(jack_server: Callable[..., None]) -> Iterator[None]:
    """PortAudio must let go of a JACK server before it ends."""
    yield
    device.release()


RATE = 48000
TRIES = 4
CLIENT = "PortAudio"


def connect_cable() -> None:
    """Wire the outputs to the inputs."""
    for side in ("0", "1"):
        subprocess.run(["jack_connect", f"{CLIENT}:out_{side}", f"{CLIENT}:in_{side}"], check=True)
    time.sleep(0.1)


def backing(song: Any, seconds: int, tracks: int) -> None:
    """Tracks of noise, each through EQ and compressor, and one that records what comes back."""
    bands = {"band2_on": 1.0, "band2_gain_db": -3.0, "band3_on": 1.0, "band3_gain_db": 3.0}
    for number in range(tracks):
        eq = Slot(id=f"e{number}", name="eq", effect="daw.eq", values=bands)
        compressor = Slot(id=f"k{number}", name="compressor", effect="daw.compressor")
        song.track(f"t{number}", song.noise(seconds * RATE, level=0.08), slots=(eq, compressor))
    song.track("Return", inputs=(1, 2), armed=True, monitor="off")


def hold_the_lock(seconds: int) -> None:
    """A C call that keeps the interpreter lock: no Python thread runs meanwhile."""
    ctypes.PyDLL(None).usleep(seconds * 1_000_000)


def test_the_interpreter_lock_does_not_touch_the_sound(song: Any, jack_server: Callable[..., None]) -> None:
    """A lock that touched the sound would do so in every try; a shared machine that stops for a moment does so in one."""
    backing(song, 14, 8)
    session = song.session()
    jack_server(period_frames=128)
    device.rescan()
    xruns = []
    with Engine(RATE, device.StreamDevice("JACK", inputs=2, block_frames=128)) as engine:
        engine.load(session, song.folder)
        connect_cable()
        calibrate(engine)
        while len(xruns) < TRIES and 0 not in xruns:
            before = engine.levels().xruns
            engine.record(0, sample_format="float32")
            for _ in range(5):
                hold_the_lock(2)
            (take,) = engine.stop()
            xruns.append(engine.levels().xruns - before)
        disk_late = engine.levels().disk_late
    sound = read(take.path)[0][:, take.offset : take.offset + take.length]
    assert xruns[-1] == 0, f"xruns in {TRIES} tries: {xruns}; load average {os.getloadavg()[0]:.1f}"
    assert disk_late == 0
    assert take.length > 9.5 * RATE
    assert take.start == 0
    assert np.array_equal(sound, song.render(session, take.length))


@pytest.mark.parametrize("period", [64, 128, 256, 1024])
def test_a_take_through_a_cable_lands_where_it_was_played(song: Any, jack_server: Callable[..., None], period: int) -> None:
    backing(song, 3, 1)
    session = song.session()
    jack_server(period_frames=period)
    device.rescan()
    with Engine(RATE, device.StreamDevice("JACK", inputs=2, block_frames=period)) as engine:
        engine.load(session, song.folder)
        connect_cable()
        calibrate(engine)
        engine.record(0, sample_format="float32")
        time.sleep(1.5)
        (take,) = engine.stop()
    sound = read(take.path)[0][:, take.offset : take.offset + take.length]
    played = song.render(session, take.length).astype(np.float64)
    size = 1 << (2 * take.length - 1).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(sound[0], size) * np.conj(np.fft.rfft(played[0], size)), size)
    error = int(likeness.argmax())
    assert (error if error < size // 2 else error - size) == 0
