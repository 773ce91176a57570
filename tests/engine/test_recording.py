"""Recording on the null device: what was played is on disk, at its place, sample for sample."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from daw.audio.reading import read
from daw.audio.wav import read_header
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.engine.recorder import Recorded
from daw.model.session import Span

RATE = 48000
MICROPHONE = np.random.default_rng(7).uniform(-0.5, 0.5, (2, 3 * RATE)).astype(np.float32)


def heard(one: Recorded) -> np.ndarray:
    """The frames of a pass."""
    return read(one.path)[0][:, one.offset : one.offset + one.length]


def record(song: Any, seconds: float, *, block: int = 256, prepare: Callable[[Engine], None] = lambda _: None, start: int = 0) -> Any:
    """Record `seconds` on the armed tracks; the passes and the engine's last reading."""
    with Engine(RATE, NullDevice(block, microphone=MICROPHONE)) as engine:
        engine.load(song.session(), song.folder)
        prepare(engine)
        engine.record(start, sample_format="float32")
        deadline = time.monotonic() + 20.0
        while not engine.rolling and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(seconds)
        return engine.stop(), engine.levels()


@pytest.mark.parametrize("block", [64, 512])
def test_a_take_is_what_the_microphone_heard_from_the_first_frame(song: Any, block: int) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    (take,), _ = record(song, 1.0, block=block)
    sound = heard(take)
    assert take.start == 0
    assert take.length > 0.8 * RATE
    assert np.array_equal(sound, MICROPHONE[:1, : take.length])


def test_several_armed_tracks_record_their_own_inputs(song: Any) -> None:
    song.track("Left", inputs=(1,), channels=1, armed=True, monitor="off")
    song.track("Right", inputs=(2,), channels=1, armed=True, monitor="off")
    song.track("Both", inputs=(1, 2), armed=True, monitor="off")
    takes, _ = record(song, 0.5)
    sounds = {take.track_id: heard(take) for take in takes}
    n = sounds["Left"].shape[1]
    assert {sound.shape[1] for sound in sounds.values()} == {n}
    assert np.array_equal(sounds["Left"][0], MICROPHONE[0, :n])
    assert np.array_equal(sounds["Right"][0], MICROPHONE[1, :n])
    assert np.array_equal(sounds["Both"], MICROPHONE[:, :n])


def test_a_take_carries_its_place_in_the_file(song: Any) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    (take,), _ = record(song, 0.3, start=96123)
    assert take.start == 96123
    assert read_header(take.path).time_reference == 96123


def test_each_pass_of_a_loop_is_a_take(song: Any) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    song.extra["loop"] = Span(10000, 34000)
    takes, _ = record(song, 1.6, start=10000, prepare=lambda engine: engine.set_loop(on=True))
    assert len(takes) >= 3
    assert all((take.start, take.length) == (10000, 24000) for take in takes[:-1])
    whole = np.concatenate([heard(take) for take in takes], axis=1)
    assert np.array_equal(whole, MICROPHONE[:1, : whole.shape[1]])


def test_punching_keeps_only_the_range(song: Any) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    song.extra["punch"] = Span(12345, 30001)
    (take,), _ = record(song, 1.0, prepare=lambda engine: engine.set_punch(on=True))
    assert (take.start, take.length) == (12345, 30001 - 12345)
    assert np.array_equal(heard(take), MICROPHONE[:1, 12345:30001])


def test_a_count_in_delays_the_song_and_not_the_take(song: Any) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    begun = time.monotonic()
    (take,), _ = record(song, 0.3, prepare=lambda engine: engine.set_count_in(1))
    assert time.monotonic() - begun > 2.0  # four beats at 120
    assert take.start == 0
    assert np.array_equal(heard(take), MICROPHONE[:1, : take.length])


def test_what_was_just_played_can_be_kept_without_arming(song: Any) -> None:
    backing = song.noise(RATE * 4)
    song.track("Backing", backing)
    song.track("Voice", inputs=(1, 2), monitor="off")
    cable = 1024
    with Engine(RATE, NullDevice(256, cable_frames=cable)) as engine:
        engine.load(song.session(), song.folder)
        engine.round_trip_frames = cable
        engine.play(0)
        time.sleep(1.5)
        (take,) = engine.capture(1.0, ["Voice"])
    assert take.length > 0.5 * RATE
    expected = backing[:, take.start : take.start + take.length]
    assert heard(take) == pytest.approx(expected, abs=2**-23)


def test_loud_moments_are_marked_in_the_take(song: Any) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    loud = np.zeros((1, RATE), np.float32)
    loud[0, 20000:20010] = 1.0
    with Engine(RATE, NullDevice(256, microphone=loud)) as engine:
        engine.load(song.session(), song.folder)
        engine.record(0, sample_format="float32")
        while not engine.rolling:
            time.sleep(0.005)
        time.sleep(0.8)
        (take,) = engine.stop()
    assert len(take.clips) == 1
    assert 20000 <= take.clips[0] < 20010


@pytest.mark.parametrize("cable", [256, 1000, 4096])
def test_an_overdub_lands_where_it_was_played_after_calibration(song: Any, cable: int) -> None:
    from daw.engine.calibrate import calibrate

    backing = song.noise(RATE * 2)
    song.track("Backing", backing)
    song.track("Voice", inputs=(1, 2), armed=True, monitor="off")
    with Engine(RATE, NullDevice(256, cable_frames=cable)) as engine:
        engine.load(song.session(), song.folder)
        assert calibrate(engine).round_trip_frames == cable
        engine.record(0, sample_format="float32")
        while not engine.rolling:
            time.sleep(0.005)
        time.sleep(0.7)
        (take,) = engine.stop()
    assert take.start == 0
    assert np.array_equal(heard(take), backing[:, : take.length])


def test_an_input_the_device_lacks_is_refused_with_a_sentence(song: Any, tmp_path: Path) -> None:
    from daw.engine.device import DeviceError

    song.track("Voice", inputs=(7,), channels=1, armed=True)
    with Engine(RATE, NullDevice(256)) as engine:
        engine.load(song.session(), song.folder)
        with pytest.raises(DeviceError, match="records input 7, but null has 2"):
            engine.record(0)
        assert not engine.recording
        assert not list((song.folder / "audio").glob("*Voice*"))
