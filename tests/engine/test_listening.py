"""Listening to a part of an effect: the room hears it in the master's place, and nothing else does."""

import time
from typing import Any

import numpy as np
import pytest

from daw.dsp import biquad
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.model.track import Slot

RATE = 48000
FADED = 300  # frames after which the room hears nothing but what is listened to


def heard(engine: Engine, seconds: float) -> np.ndarray:
    """What the device was given, from the start."""
    engine.play(0)
    deadline = time.monotonic() + 20.0
    while engine.device.kept().shape[1] < seconds * RATE and time.monotonic() < deadline:
        time.sleep(0.01)
    return engine.device.kept()[:, : int(seconds * RATE)]


def one_track(song: Any, *slots: Slot, **facts: Any) -> Any:
    song.track("a", song.noise(RATE // 2), slots=slots, **facts)
    return song.session()


@pytest.fixture
def wet(song: Any) -> Slot:
    return song.slot("daw.eq", "eq", band3_gain_db=9.0, band3_freq_hz=900.0)


def listened(song: Any, session: Any, *words: Any, **more: Any) -> np.ndarray:
    with Engine(RATE, NullDevice(256, keep_s=0.6)) as engine:
        engine.load(session, song.folder)
        assert engine.listening.start(*words, **more)
        return heard(engine, 0.3)


def test_the_difference_is_dry_minus_wet_whatever_the_latency(song: Any) -> None:
    limiter = song.slot("daw.limiter", "limiter", gain_db=18.0)
    session = one_track(song, limiter)
    live = listened(song, session, "x-limiter", "difference")
    wet = song.render(session, live.shape[1])
    song.tracks[0] = type(song.tracks[0])(**{f: getattr(song.tracks[0], f) for f in song.tracks[0].__struct_fields__} | {"slots": ()})
    dry = np.concatenate([np.zeros((2, 120), np.float32), song.render(song.session(), live.shape[1])], axis=1)[:, : live.shape[1]]
    assert np.abs(dry[:, FADED:]).max() > 0.1
    np.testing.assert_array_equal(live[:, FADED:], (dry - wet)[:, FADED:])


def test_the_room_hears_the_part_and_a_bounce_made_meanwhile_the_song(song: Any, wet: Slot) -> None:
    session = one_track(song, wet)
    before = song.render(session, RATE // 4)
    with Engine(RATE, NullDevice(256, keep_s=0.6)) as engine:
        engine.load(session, song.folder)
        engine.listening.start("x-eq", "difference")
        engine.listening.trim("x-eq", -12.0)
        live = heard(engine, 0.3)
        np.testing.assert_array_equal(song.render(session, RATE // 4), before)
    assert np.abs(live[:, FADED : before.shape[1]] - before[:, FADED:]).max() > 0.05


def test_what_comes_out_passes_the_filters_and_the_level(song: Any, wet: Slot) -> None:
    from scipy.signal import sosfilt  # noqa: TID251  the referee

    session = one_track(song, wet, fader_db=-20.0)
    b0, b1, b2, a1, a2 = biquad.high_cut(500.0, 0.7, float(RATE))
    live = listened(song, session, "x-eq", "after", [(b0, b1, b2, a1, a2)], level_db=-6.0)
    alone = song.render(session, live.shape[1]).astype(np.float64) * 10.0 ** (20.0 / 20.0)
    expected = sosfilt([[b0, b1, b2, 1.0, a1, a2]], alone, axis=1) * 10.0 ** (-6.0 / 20.0)
    np.testing.assert_allclose(live[:, FADED:], expected[:, FADED:], atol=2e-6)


def test_the_side_chain_is_what_the_detector_hears(song: Any) -> None:
    song.track("kick", song.noise(RATE // 2))
    compressor = Slot(id="x-c", name="c", effect="daw.compressor", sidechain="kick")
    session = one_track(song, compressor)
    live = listened(song, session, "x-c", "side-chain")
    song.tracks.pop()
    np.testing.assert_array_equal(live[:, FADED:], song.render(song.session(), live.shape[1])[:, FADED:])


def test_without_listening_the_master_is_heard_bit_for_bit_again(song: Any, wet: Slot) -> None:
    session = one_track(song, wet)
    with Engine(RATE, NullDevice(256, keep_s=1.2)) as engine:
        engine.load(session, song.folder)
        engine.listening.start("x-eq", "difference")
        heard(engine, 0.1)
        engine.listening.stop()
        engine.stop()
        first = engine.device.kept().shape[1]
        live = heard(engine, first / RATE + 0.3)[:, first:]
    np.testing.assert_array_equal(live[:, FADED:], song.render(session, live.shape[1])[:, FADED:])


def test_an_effect_that_is_gone_leaves_the_master(song: Any, wet: Slot) -> None:
    session = one_track(song, wet)
    with Engine(RATE, NullDevice(256, keep_s=0.6)) as engine:
        engine.load(session, song.folder)
        assert not engine.listening.start("x-gone", "difference")
        live = heard(engine, 0.2)
    np.testing.assert_array_equal(live, song.render(session, live.shape[1]))


def test_a_trim_turns_down_one_effect_in_the_room_only(song: Any, wet: Slot) -> None:
    session = one_track(song, wet)
    with Engine(RATE, NullDevice(256, keep_s=0.6)) as engine:
        engine.load(session, song.folder)
        engine.listening.trim("x-eq", -6.0)
        live = heard(engine, 0.3)
    late = slice(RATE // 5, live.shape[1])
    np.testing.assert_allclose(live[:, late], song.render(session, live.shape[1])[:, late] * 10.0 ** (-6.0 / 20.0), atol=1e-5)
