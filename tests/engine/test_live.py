"""Live playing on the null device: the same bits as the bounce, and edits that are heard."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.model import edits
from daw.model.automation import Envelope, Point
from daw.model.document import Document
from daw.model.session import Span
from daw.model.track import Send, Track

RATE = 48000


def full_song(song: Any) -> Any:
    """A session with effects, a bus, a return and automation."""
    band = {"band3_on": 1.0, "band3_gain_db": 6.0, "band3_freq_hz": 900.0}
    envelope = Envelope(id="e", target="fader_db", points=(Point(0, -12.0), Point(RATE, 0.0)))
    song.track("a", song.noise(RATE), slots=(song.slot("daw.eq", "eq", **band),), sends=(Send(id="n", bus="echo", level_db=-6.0),), pan=0.3)
    song.track("b", song.noise(RATE, 1), channels=1, output="group", automation=(envelope,))
    delay = song.slot("daw.delay", "delay", time_ms=90.0, mix=1.0)
    song.tracks.append(Track(id="group", name="group", kind="bus", inputs=(), fader_db=-3.0))
    song.tracks.append(Track(id="echo", name="echo", kind="bus", inputs=(), slots=(delay,)))
    return song.session(song.slot("daw.limiter", "limiter", ceiling_db=-6.0))


def played(engine: Engine, seconds: float) -> np.ndarray:
    """What the device was given while the song rolled, at least `seconds` of it."""
    deadline = time.monotonic() + 20.0
    while engine.device.kept().shape[1] < seconds * RATE and time.monotonic() < deadline:
        time.sleep(0.02)
    return engine.device.kept()


@pytest.mark.parametrize("block", [100, 256])
def test_live_is_the_bounce_bit_for_bit(song: Any, block: int) -> None:
    session = full_song(song)
    with Engine(RATE, NullDevice(block, keep_s=1.5)) as engine:
        engine.load(session, song.folder)
        engine.play(0)
        live = played(engine, 1.0)
        assert engine.levels().disk_late == 0
    assert np.array_equal(live, song.render(session, live.shape[1]))


def test_a_second_start_sounds_like_the_first(song: Any) -> None:
    session = full_song(song)
    with Engine(RATE, NullDevice(256, keep_s=4.0)) as engine:
        engine.load(session, song.folder)
        engine.play(0)
        played(engine, 0.5)
        engine.stop()
        first = engine.device.kept()
        engine.play(0)
        second = played(engine, first.shape[1] / RATE + 0.5)[:, first.shape[1] :]
    assert np.array_equal(second, song.render(session, second.shape[1]))


def test_a_loop_has_no_seam(song: Any) -> None:
    x = song.noise(RATE)
    song.track("a", x)
    song.extra["loop"] = Span(5000, 14999)
    with Engine(RATE, NullDevice(256, keep_s=2.0)) as engine:
        engine.load(song.session(), song.folder)
        engine.set_loop(on=True)
        engine.play(1000)
        live = played(engine, 1.0)
    order = np.concatenate((np.arange(1000, 14999), np.tile(np.arange(5000, 14999), 8)))[: live.shape[1]]
    assert np.array_equal(live, x[:, order])


def test_a_fader_move_is_heard_and_does_not_click(song: Any) -> None:
    song.track("a", np.full((2, 4 * RATE), 0.5, np.float32))
    document = Document(song.session())
    with Engine(RATE, NullDevice(128, keep_s=3.0)) as engine:
        engine.load(document.session, song.folder)
        engine.folder = song.folder
        document.folder = song.folder
        engine.follow(document)
        engine.play(0)
        played(engine, 0.3)
        document.do(edits.set_fader, "a", -20.0)
        live = played(engine, 1.0)[0]
    assert live[0] == 0.5
    assert live[-1] == pytest.approx(0.05, rel=1e-5)
    assert np.abs(np.diff(live)).max() < 0.45 * 0.154 / 64 * 1.01  # an exponential of 8 ms, in straight pieces of 64 frames


def test_an_edit_of_the_clips_is_heard_while_playing(song: Any) -> None:
    song.track("a", song.noise(6 * RATE))
    document = Document(song.session())
    document.folder = song.folder
    with Engine(RATE, NullDevice(256, keep_s=5.0)) as engine:
        engine.follow(document)
        engine.play(0)
        played(engine, 0.3)
        document.do(edits.set_clip_mute, ["c-a"], True)
        live = played(engine, 1.5)
        assert engine.levels().disk_late == 0
    assert np.abs(live[:, :4800]).max() > 0.1
    assert not live[:, -4800:].any()


def test_effects_go_on_ringing_through_an_edit(song: Any) -> None:
    x = np.zeros((2, 4 * RATE), np.float32)
    x[:, 0] = 0.9
    delay = song.slot("daw.delay", "delay", time_ms=300.0, feedback=60.0, mix=1.0)
    song.track("a", x, slots=(delay,))
    session = song.session()
    document = Document(session)
    document.folder = song.folder
    with Engine(RATE, NullDevice(256, keep_s=3.0)) as engine:
        engine.follow(document)
        engine.play(0)
        played(engine, 0.4)
        document.do(edits.add_track, "another")
        live = played(engine, 1.3)
    assert np.array_equal(live, song.render(session, live.shape[1]))


def test_the_meters_read_a_sine(song: Any) -> None:
    n = np.arange(6 * RATE)
    sine = (0.5 * np.sin(2 * np.pi * 997 * n / RATE)).astype(np.float32)
    song.track("a", np.vstack((sine, sine)))
    with Engine(RATE, NullDevice(256, keep_s=5.0)) as engine:
        engine.load(song.session(), song.folder)
        engine.play(0)
        played(engine, 4.0)
        reading = engine.levels()
    level = reading.tracks["a"]
    assert level.peak_db[0] == pytest.approx(-6.02, abs=0.05)
    assert level.rms_db[0] == pytest.approx(-9.03, abs=0.1)
    assert reading.loudness.integrated_lufs == pytest.approx(-6.02, abs=0.1)
    assert reading.loudness.true_peak_dbtp == pytest.approx(-6.02, abs=0.1)


def test_the_click_is_heard_and_never_bounced(song: Any, wait: Callable[..., None]) -> None:
    song.track("a", np.zeros((2, 2 * RATE), np.float32))
    with Engine(RATE, NullDevice(256, keep_s=1.5)) as engine:
        engine.load(song.session(), song.folder)
        engine.set_click(on=True)
        engine.play(0)
        live = played(engine, 1.0)
    beats = [int(np.flatnonzero(np.abs(live[0, k * 24000 : (k + 1) * 24000]) > 1e-4)[0]) for k in range(2)]
    assert all(first <= 2 for first in beats)
    assert not song.render(song.session(), RATE).any()


def test_a_dead_device_is_noticed_within_a_second(song: Any, wait: Callable[..., None]) -> None:
    song.track("a", song.noise(RATE))
    told: list[tuple[float, str]] = []
    with Engine(RATE, NullDevice(256)) as engine:
        engine.load(song.session(), song.folder)
        engine.on_device_lost = lambda sentence: told.append((time.monotonic(), sentence))
        wait(lambda: engine.device_frame > 0)
        time.sleep(0.2)
        engine.device.stop()
        died = time.monotonic()
        wait(lambda: bool(told), 3.0)
    assert told[0][0] - died < 1.0
    assert "null has stopped" in told[0][1]
