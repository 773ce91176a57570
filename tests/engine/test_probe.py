"""A sound beside the song: added to what the device plays, in both channels, while the song plays on or rests; no bounce hears it."""

import time
from typing import Any

import numpy as np

from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice

RATE = 48000


def test_a_stereo_sound_is_added_to_the_song_at_its_moment_and_ends_when_asked(song: Any) -> None:
    song.track("a", song.noise(RATE))
    session = song.session()
    left, right = np.full(4800, 0.25, np.float32), np.full(4800, -0.125, np.float32)
    with Engine(RATE, NullDevice(256, keep_s=1.0)) as engine:
        engine.load(session, song.folder)
        engine.play(0)
        engine.play_probe(np.stack((left, right)))
        deadline = time.monotonic() + 20.0
        while engine.device.kept().shape[1] < 24000 and time.monotonic() < deadline:
            time.sleep(0.01)
        heard = engine.device.kept()[:, :24000]
        engine.play_probe(np.ones(RATE * 10, np.float32))
        engine.stop_probe()
        assert engine._core.board["probe"] == 0
    added = heard - song.render(session, 24000)
    at = np.flatnonzero(np.abs(added[0]) > 0.1)
    assert len(at) == 4800
    assert np.all(np.diff(at) == 1)
    np.testing.assert_allclose(added[0, at], 0.25, atol=1e-6)
    np.testing.assert_allclose(added[1, at], -0.125, atol=1e-6)
    np.testing.assert_allclose(np.delete(added, at, axis=1), 0.0, atol=1e-6)
