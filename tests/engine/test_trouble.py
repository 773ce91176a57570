"""What goes wrong while something is recorded: told at its place while it happens, once, and kept on the take."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from daw.engine.core import Event
from daw.engine.engine import Engine
from daw.engine.eventlog import EventLog
from daw.engine.heartbeat import Heartbeat
from daw.engine.layout import INPUT_CLIPPED, XRUN
from daw.engine.nulldevice import NullDevice
from daw.engine.takes import keep
from daw.engine.timeline import Timeline
from daw.model import edits, storage

RATE = 48000


def test_blocks_that_clip_one_after_another_are_one_mark() -> None:
    log, timeline = EventLog(RATE), Timeline()
    for frame in range(0, RATE, 256):
        log.note(Event(INPUT_CLIPPED, frame, 0, 0))
    log.note(Event(INPUT_CLIPPED, 3 * RATE, 0, 0))
    log.note(Event(INPUT_CLIPPED, 3 * RATE, 0, 1))
    log.note(Event(XRUN, 4 * RATE, 0, 0))
    marks = log.marks(timeline, 0, 0)
    assert [(one.kind, one.device_frame, one.input) for one in marks] == [
        ("clip", 0, 1), ("clip", 3 * RATE, 1), ("clip", 3 * RATE, 2), ("dropout", 4 * RATE, 0),
    ]  # fmt: skip
    assert log.marks(timeline, 4 * RATE, 0) == marks[-1:]


def test_a_device_that_stands_still_is_dead_and_a_program_that_stood_still_blames_nobody() -> None:
    now = [0.0]
    heart = Heartbeat(lambda: now[0])
    for beat in range(20):
        now[0] += 0.05
        assert not heart.is_dead(beat)
    now[0] += 5.0  # the program was stopped
    assert not heart.is_dead(19)
    dead = []
    for _ in range(12):
        now[0] += 0.05
        dead.append(heart.is_dead(19))
    assert dead == [False] * 10 + [True] * 2


def test_a_clip_is_told_at_its_place_while_recording_and_stays_on_the_take_and_in_its_note(
    song: Any, wait: Callable[..., None], tmp_path: Any
) -> None:
    loud = np.zeros((1, RATE), np.float32)
    loud[0, 20000:20010] = 1.0
    document = storage.new(tmp_path / "Loud")
    document.do(edits.add_track, "Voice", 1, [1])
    track = document.session.tracks[0]
    document.do(edits.arm_only, track.id)
    with Engine(RATE, NullDevice(256, microphone=loud)) as engine:
        engine.follow(document)
        assert engine.marks() == ()
        engine.record(48000)
        wait(lambda: engine.position > 48000 + 24000)
        engine.levels()
        mark, other = engine.marks()
        assert other.input == 2, "the microphone is on both inputs"
        keep(document, engine.stop())
        assert engine.marks() == ()
    take = document.session.tracks[0].takes[0]
    assert (mark.kind, mark.input) == ("clip", 1)
    assert mark.position == 48000 + 20002, "the third sample in a row"
    assert take.clips == (20002,)
    assert take.note == "1 clip at 0:01.4."
    document.close()


def test_the_count_in_is_told_by_the_device_s_own_frames(song: Any, wait: Callable[..., None]) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    with Engine(RATE, NullDevice(256)) as engine:
        engine.load(song.session(), song.folder)
        assert engine.count_in_beats_left == 0
        engine.set_count_in(1)
        engine.record(0)
        told: list[int] = []

        def rolls() -> bool:
            left = engine.count_in_beats_left
            if left and left not in told:
                told.append(left)
                frames = engine.device_frame
                assert frames >= 0
            return engine.rolling

        wait(rolls)
        assert told == [4, 3, 2, 1]
        assert engine.count_in_beats_left == 0


def test_stopping_a_dead_device_does_not_wait_for_it_and_keeps_all_that_it_gave(song: Any, wait: Callable[..., None]) -> None:
    song.track("Voice", inputs=(1,), channels=1, armed=True, monitor="off")
    with Engine(RATE, NullDevice(256, microphone=np.full((1, 2 * RATE), 0.25, np.float32))) as engine:
        engine.load(song.session(), song.folder)
        engine.record(0)
        wait(lambda: engine.position > 12000)
        engine.device.stop()
        given = engine.position
        wait(lambda: engine.is_dead)
        begun = time.monotonic()
        (take,) = engine.stop()
        assert time.monotonic() - begun < 0.3
        assert take.length >= given
