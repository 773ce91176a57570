"""Recording and playing from the command line: an engine on a device, until the time is over or somebody says stop."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import msgspec
import numpy as np

from daw import preferences, registry, song
from daw.audio.reading import blocks
from daw.cli.output import INTERRUPTED, CommandError, note, progress
from daw.engine import takes
from daw.engine.device import DeviceError, NullDevice, StreamDevice, open_device
from daw.engine.engine import Device, Engine
from daw.engine.recorder import Recorded
from daw.model import edits
from daw.model.document import Document
from daw.model.session import Session
from daw.units import linear_to_db

TERMINATED = 143
POLL_S = 0.01
replace = msgspec.structs.replace


class Dropout(NamedTuple):
    """A moment when sound was lost: the session frame, and what was late."""

    frame: int
    late: str


class Played(NamedTuple):
    """What `daw play` tells; loads are shares of the time a block has."""

    frames: int
    seconds: float
    start: int
    xruns: int
    dropouts: tuple[Dropout, ...]
    load: float
    worst_load: float
    device: str
    sample_rate: int
    block_frames: int


class Take(NamedTuple):
    """What `daw record` tells; positions in frames, `dropouts` and `clips` within the take."""

    track: str
    track_id: str
    take: str
    take_id: str
    file: str
    start: int
    frames: int
    seconds: float
    sample_rate: int
    channels: int
    dropouts: tuple[int, ...]
    clips: tuple[int, ...]
    xruns: int
    peak_dbfs: float | None
    round_trip_frames: int
    device: str


class Stop:
    """Whether somebody asked for an end: Ctrl-C, or the system's polite request."""

    def __init__(self) -> None:
        self.code = 0

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """A signal has come."""
        self.code = INTERRUPTED if number == signal.SIGINT else TERMINATED

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take Ctrl-C and termination as a request to finish properly."""
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def warm(session: Session) -> None:
    """Compile, or load from the cache, every effect of a song before a device runs."""
    for name in dict.fromkeys(slot.effect for track in session.tracks for slot in track.slots):
        if name in registry.effects():
            registry.find(name).compile()


@contextmanager
def running(session: Session, folder: Path | None, device: Device) -> Iterator[Engine]:
    """An engine that has a song loaded, on a device that runs, corrected by the round trip measured for it."""
    warm(session)
    with Engine(session.sample_rate, device) as engine:
        engine.round_trip_frames = preferences.round_trip(device.name, session.sample_rate, device.block_frames)
        engine.load(session, folder)
        note(engine.offline.values())
        note(engine.missing_effects.values())
        yield engine


def device_of(name: str | None, block: int | None, microphone: Path | None = None, inputs: int = 2) -> NullDevice | StreamDevice:
    """The device asked for; its block is what was asked for, or remembered."""
    frames = preferences.load().block_frames if block is None else block
    if name == "null":
        return NullDevice(frames, microphone=microphone, inputs=max(2, inputs))
    return open_device(name, block_frames=frames)


def wait_until(done: Callable[[], float], stop: Stop, engine: Engine, label: str) -> None:
    """Wait until the fraction done is 1, somebody says stop, or the device dies."""
    lost: list[str] = []
    engine.on_device_lost = lost.append
    with progress(label) as told:
        while (fraction := done()) < 1.0 and not stop.code and not lost and not engine.record_problem():
            told(fraction)
            time.sleep(POLL_S)
    if lost and not engine.recording:
        raise DeviceError(lost[0])
    note(lost)


def play_song(document: Document, first: int, seconds: float | None, name: str | None, block: int | None) -> tuple[Played, int]:
    """Play a song from a frame on; what happened, and the exit code."""
    session = document.session
    end = max((clip.end for track in session.tracks for clip in track.clips), default=0)
    frames = end - first if seconds is None else round(seconds * session.sample_rate)
    if frames <= 0:
        raise CommandError("There is nothing to play from there on. Begin earlier, or say how long with --seconds.")
    stop = Stop()
    with stop.listening(), running(session, document.folder, device_of(name, block)) as engine:
        engine.set_hear_inputs(on=False)
        engine.play(first)
        wait_until(lambda: (engine.position - first) / frames if engine.rolling else 0.0, stop, engine, "Playing")
        played = min(max(engine.position - first, 0), frames) if stop.code else frames
        engine.stop()
        levels = engine.levels()
        device = engine.device
    result = Played(
        played, played / session.sample_rate, first, levels.xruns, tuple(Dropout(*one) for one in levels.dropouts), levels.load,
        levels.worst_load, device.name, session.sample_rate, device.block_frames,
    )  # fmt: skip
    return result, stop.code


class Recording:
    """One take to be made: on which track, from where on, how long."""

    def __init__(self, document: Document, track: str, inputs: list[int] | None, start: int, seconds: float) -> None:
        self.document = document
        self.name = track
        self.inputs = inputs
        self.start = start
        self.frames = max(1, round(seconds * document.session.sample_rate))
        if document.read_only or document.folder is None:
            raise CommandError("The song is open read-only, so nothing can be recorded into it.")
        self.folder = document.folder

    def run(
        self, device: str | None, block: int | None, microphone: Path | None, *, sample_format: str, play_along: bool
    ) -> tuple[Take, int]:
        """Record; the take, and the exit code.  Whatever ends it early, what was played is kept."""
        track_id, steps = self._prepared()
        session = steps.session
        track = next(one for one in session.tracks if one.id == track_id)
        opened = device_of(device, block, microphone, max(track.inputs))
        if max(track.inputs) > opened.inputs:
            wanted = f"“{track.name}” records input {max(track.inputs)}"
            raise DeviceError(f"{wanted}, but {opened.name} has {opened.inputs}; choose with --input.")
        stop = Stop()
        with stop.listening(), running(session if play_along else _alone(session), self.folder, opened) as engine:
            if stop.code:
                raise KeyboardInterrupt
            steps.into(self.document, f"Record on {track.name}")
            song.save(self.document)  # before the first sound, so that after a crash the take finds its track
            engine.set_hear_inputs(on=track.monitor == "on")
            engine.record(self.start, track_ids=[track_id], sample_format=sample_format)
            wait_until(lambda: self._fraction(engine), stop, engine, "Recording")
            recorded = engine.stop()
            xruns, round_trip = engine.levels().xruns, engine.delay_frames
        if not recorded:
            raise CommandError("Nothing was recorded: it was stopped before the song began to roll.")
        one = self._kept(recorded[0])
        if one.problem:
            note([one.problem])
        return self._take(one, xruns, round_trip, opened.name), 2 if one.problem else stop.code

    def _prepared(self) -> tuple[str, song.Steps]:
        """The id of the track, and the edits that make it or give it the inputs asked for."""
        session, known = self.document.session, song.named(self.document.session, self.name)
        steps = song.Steps(session)
        if known is None:
            inputs = self.inputs or [1]
            return steps.make("t", edits.add_track, self.name, len(inputs), inputs), steps
        if known.kind != "audio":
            raise CommandError(f"“{known.name}” is a {known.kind}; only an audio track records.")
        if self.inputs is not None and tuple(self.inputs) != known.inputs:
            steps.do(edits.set_inputs, known.id, self.inputs)
        return known.id, steps

    def _fraction(self, engine: Engine) -> float:
        gone = engine.position - self.start - engine.device.block_frames if engine.rolling else 0
        return gone / self.frames

    def _kept(self, recorded: Recorded) -> Recorded:
        """Put the take into the song, exactly as long as was asked for; its file keeps what was played."""
        length = min(recorded.length, self.frames)
        marks = (tuple(frame for frame in frames if frame < length) for frames in (recorded.dropouts, recorded.clips))
        dropouts, clips = marks
        one = recorded._replace(length=length, dropouts=dropouts, clips=clips)
        takes.keep(self.document, [one])
        song.save(self.document)
        return one

    def _take(self, one: Recorded, xruns: int, round_trip: int, device: str) -> Take:
        track = next(track for track in self.document.session.tracks if track.id == one.track_id)
        rate = self.document.session.sample_rate
        take = track.takes[-1]
        return Take(
            track.name, track.id, take.name, take.id, f"audio/{one.path.name}", one.start, one.length, one.length / rate, rate,
            one.channels, one.dropouts, one.clips, xruns, peak_of(one), round_trip, device,
        )  # fmt: skip


def _alone(session: Session) -> Session:
    """The song with nothing to play, so that nothing but the live input can be heard."""
    return replace(session, tracks=tuple(replace(one, clips=()) for one in session.tracks))


def peak_of(one: Recorded) -> float | None:
    """The highest sample of a take in dBFS; None for silence."""
    at, highest = 0, 0.0
    for block in blocks(one.path):
        part = block[:, max(0, one.offset - at) : max(0, one.offset + one.length - at)]
        highest = max(highest, float(np.abs(part).max(initial=0.0)))
        at += block.shape[1]
    return linear_to_db(highest) if highest > 0.0 else None


__all__ = ["Played", "Recording", "Stop", "Take", "device_of", "play_song", "running", "wait_until", "warm"]
