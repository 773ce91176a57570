"""The engine as the window, the commands and scripts use it: load a song, play, record, read the meters.  Main thread."""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from daw import registry
from daw.audio.moment import now_text
from daw.audio.takefile import TakeWriter, take_name
from daw.dsp.loudness import LoudnessMeter
from daw.dsp.truepeak import dbtp, request_reset, true_peaks
from daw.engine import follow
from daw.engine.core import Core
from daw.engine.device import DeviceError, NullDevice, StreamDevice
from daw.engine.eventlog import EventLog, Mark
from daw.engine.heartbeat import Heartbeat
from daw.engine.layout import COUNTING, LOCATE, LOOP, PLAY, PUNCH, RECORD, ROLLING, STOP, STOPPED, WAITING
from daw.engine.levels import Levels, Loudness, TrackLevel, to_db, track_level
from daw.engine.listening import Listening
from daw.engine.rack import FindEffect
from daw.engine.recorder import LogEntry, Recorded, Recorder, file_stem
from daw.engine.scope import Scope
from daw.engine.timeline import Timeline
from daw.model.document import Document
from daw.model.session import Session, Span
from daw.units import db_to_linear

RING_S = 4.0  # at least this much of every track is read ahead
CAPTURE_S = 120.0
PUMP_S = 0.05

Device = NullDevice | StreamDevice


class Engine:
    """A song on a device.

    find_effect : effect id -> Effect
    """

    def __init__(
        self, sample_rate: int, device: Device, find_effect: FindEffect = registry.find, *, threads: int = 1, capture_s: float = CAPTURE_S
    ) -> None:
        self.sample_rate = sample_rate
        self.device = device
        self.session: Session | None = None
        self.folder: Path | None = None
        self.round_trip_frames: int | None = None  # measured; None: what the device reports
        self.on_device_lost: Callable[[str], None] | None = None
        self._core = Core(
            sample_rate, find_effect, input_count=device.inputs, capture_frames=round(capture_s * sample_rate),
            ring_frames=1 << int(np.ceil(np.log2(RING_S * sample_rate))), threads=threads, metering=True,
        )  # fmt: skip
        self.listening = Listening(self._core)
        self._timeline = Timeline()
        self._events = EventLog(sample_rate)
        self._meter = LoudnessMeter()
        self._recorder: Recorder | None = None
        self._probes: tuple[np.ndarray, ...] = ()  # signals beside the song: the last, and the one before
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._unsubscribe: Callable[[], None] | None = None
        self._heartbeat = Heartbeat()
        self.loop_on = self.punch_on = self.click_on = False
        self.count_in_bars = 0
        self._core.start_disk_loop()
        try:
            device.start(self._core.at, sample_rate)
        except BaseException:  # its threads work on memory that goes with it
            self._core.close()
            raise
        self._pump_thread = threading.Thread(target=self._pump_loop, name="daw-pump", daemon=True)
        self._pump_thread.start()

    # ---- the song

    def follow(self, document: Document) -> None:
        """Play this document from now on; every edit reaches the sound."""
        if self._unsubscribe:
            self._unsubscribe()
        self.load(document.session, document.folder)
        self._unsubscribe = document.subscribe(self._session_changed)

    def load(self, session: Session, folder: Path | None = None) -> None:
        """Play this session; `folder` holds its audio.  The session's rate must be the engine's."""
        if session.sample_rate != self.sample_rate:
            raise ValueError(f"The song runs at {session.sample_rate} Hz and the engine at {self.sample_rate} Hz.")
        if folder != self.folder:
            self._core.open_folder(folder)
            self.folder = folder
        self.session = session
        self._core.load(session)
        self._send_ranges()

    def _session_changed(self, old: Session, new: Session) -> None:
        """A number where that is enough, a new plan where not."""
        self.session = new
        if follow.needs_plan(old, new, self._core.rack):
            self._core.load(new)
        else:
            follow.write_parameters(old, new, self._core.rack, self._core.touched)
        if (old.loop, old.punch) != (new.loop, new.punch):
            self._send_ranges()

    def touch(self, track_id: str, target: str, *, held: bool) -> None:
        """While a control is held, its automation is not read."""
        one = {(track_id, target)}
        self._core.touched = self._core.touched | one if held else self._core.touched - one
        if self.session is not None:
            self._core.load(self.session)

    @property
    def offline(self) -> dict[str, str]:
        """Sources that cannot be read, and why."""
        return self._core.sources.offline

    @property
    def missing_effects(self) -> dict[str, str]:
        """Slots whose effect cannot be found, and why."""
        return self._core.rack.missing

    # ---- transport

    def play(self, from_frame: int | None = None) -> None:
        """Roll from a frame, or from where the song stands."""
        self._core.command(PLAY, -1 if from_frame is None else from_frame, 0, int(not self._hears_input()))

    def stop(self) -> list[Recorded]:
        """Stop; what was being recorded is brought to disk and returned, for `takes.keep`."""
        self._command_and_wait(STOP)
        self._pump()
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return []
        self._core.command(RECORD, 0)
        recorder.finish(self._core["device_frame"] - recorder.delay_frames if self.is_dead else self._timeline.ended)
        self._pump()
        return recorder.collect(self._timeline, list(self._events), recorder.entry.punch)

    @property
    def count_in_beats_left(self) -> int:
        """Beats of the count-in that are still to come, by the frames the device has asked for: 4, 3, 2, 1; 0 outside a count-in."""
        if self._core.plan is None or self._core["state"] not in (WAITING, COUNTING):
            return 0
        beat_frames = int(self._core.plan.header["count_beat_frames"][0])
        return -(-self._core["count_left"] // beat_frames) if beat_frames else 0

    def locate(self, frame: int) -> None:
        """Move to a frame, rolling or not."""
        self._core.command(LOCATE, frame)

    @property
    def playing(self) -> bool:
        """Whether the song rolls, counts in or is about to."""
        return self._core["state"] != STOPPED

    @property
    def rolling(self) -> bool:
        """Whether the song moves."""
        return self._core["state"] == ROLLING

    @property
    def recording(self) -> bool:
        """Whether a recording is under way."""
        return self._recorder is not None

    @property
    def position(self) -> int:
        """Session frame that is heard now."""
        latency = self._core.plan.latency_frames if self._core.plan and self.rolling else 0
        return max(self._core["position"] - latency, min(self._core["position"], self._core["epoch_position"]))

    def set_loop(self, *, on: bool) -> None:
        """Loop over the session's loop range."""
        self.loop_on = on
        self._send_ranges()

    def set_punch(self, *, on: bool) -> None:
        """Record only within the session's punch range."""
        self.punch_on = on
        self._send_ranges()

    def set_click(self, *, on: bool, level_db: float = -12.0) -> None:
        """The metronome, which no bounce ever hears."""
        self.click_on = on
        self._core.board["click_on"], self._core.board["click_gain"] = int(on), db_to_linear(level_db)

    def set_count_in(self, bars: int) -> None:
        """Bars of click before a recording begins."""
        self.count_in_bars = bars

    def set_hear_inputs(self, *, on: bool) -> None:
        """Whether live inputs are let through at all, whatever the tracks' monitors say."""
        self._core.board["hear_inputs"] = int(on)

    @property
    def hears_inputs(self) -> bool:
        """Whether live inputs are let through to tracks that ask for them."""
        return bool(self._core["hear_inputs"])

    def set_monitoring(self, *, dim_db: float = 0.0, mono: bool = False) -> None:
        """How the room hears the master: turned down, or in mono.  Never part of a bounce."""
        self._core.board["monitor_gain"], self._core.board["monitor_mono"] = db_to_linear(dim_db), int(mono)

    def _send_ranges(self) -> None:
        loop = self.session.loop if self.session else None
        punch = self.session.punch if self.session else None
        self._core.command(LOOP, int(self.loop_on and loop is not None), *((loop.start, loop.end) if loop else (0, 0)))
        self._core.command(PUNCH, int(self.punch_on and punch is not None), *((punch.start, punch.end) if punch else (0, 0)))

    def _command_and_wait(self, kind: int, a: int = 0, b: int = 0, c: int = 0, timeout_s: float = 2.0) -> None:
        """Send a command and wait until the audio thread has carried it out; a device that is dead is not waited for."""
        number = self._core.command(kind, a, b, c)
        deadline = time.monotonic() + timeout_s
        while self._core["command_read"] < number and time.monotonic() < deadline and not self.is_dead:
            time.sleep(0.001)

    def _hears_input(self) -> bool:
        """Whether a live input may be sounding, whose effects must not be reset by a start."""
        tracks = self.session.tracks if self.session else ()
        return any(one.kind == "audio" and (one.monitor == "on" or (one.monitor == "auto" and one.armed)) for one in tracks)

    # ---- recording

    def record(self, from_frame: int | None = None, *, track_ids: Iterable[str] | None = None, sample_format: str = "pcm24") -> None:
        """Record the armed tracks (or those given) from a frame on: count-in first, punch and loop as set."""
        if self.session is None or self.folder is None:
            raise RuntimeError("A song must be open, and saved in a folder, before anything can be recorded.")
        if self.recording:
            return
        wanted = set(track_ids) if track_ids is not None else {one.id for one in self.session.tracks if one.armed}
        tracks = [one for one in self.session.tracks if one.id in wanted and one.kind == "audio" and one.inputs]
        for one in tracks:
            if max(one.inputs) > self.device.inputs:
                raise DeviceError(
                    f"{one.name} records input {max(one.inputs)}, but {self.device.name} has {self.device.inputs}. Choose another input."
                )
        if not tracks:
            raise RuntimeError("No track is armed, so there is nothing to record. Arm a track first.")
        start = self._core["position"] if from_frame is None else from_frame
        entry = LogEntry(
            "", "", start, now_text(),
            self.session.loop if self.loop_on else None, self.session.punch if self.punch_on else None,
        )  # fmt: skip
        self._command_and_wait(STOP)
        self._recorder = Recorder(self._core, self.folder, tracks, entry, sample_format, self.delay_frames)
        self._core.command(RECORD, 1)
        beat, beats = (int(self._core.plan.header[name][0]) for name in ("count_beat_frames", "count_beats")) if self._core.plan else (0, 0)
        self._core.command(PLAY, start, self.count_in_bars * beat * beats, int(not self._hears_input()))

    @property
    def delay_frames(self) -> int:
        """Frames from when the song is at a place until what was played to it arrives: the round trip and the plan's own latency."""
        round_trip = self.device.latency_frames if self.round_trip_frames is None else self.round_trip_frames
        return round_trip + (self._core.plan.latency_frames if self._core.plan else 0)

    def record_problem(self) -> str:
        """Why the recording under way has ended early; empty while all is well."""
        return self._recorder.problem() if self._recorder else ""

    def marks(self) -> tuple[Mark, ...]:
        """Where sound was lost or an input clipped in the recording under way, so far."""
        started = self._recorder.started if self._recorder else None
        if started is None:
            return ()
        with self._lock:
            return self._events.marks(self._timeline, started, self.delay_frames)

    def capture(self, seconds: float, track_ids: Iterable[str]) -> list[Recorded]:
        """Keep what was just played: the last seconds of the tracks' inputs, armed or not, where they belong in the song."""
        if self.session is None or self.folder is None:
            raise RuntimeError("A song must be open, and saved in a folder, before anything can be kept.")
        self._pump()
        last = self._core["device_frame"]
        frames = min(round(seconds * self.sample_rate), last, self._core.capture.shape[1] - self.device.block_frames)
        heard = self._timeline.between(last - frames - self.delay_frames, last - self.delay_frames)
        parts = [one for one in heard if one.rolling] or heard[-1:]
        wanted = set(track_ids)
        found = []
        for track in self.session.tracks:
            if track.id in wanted and track.inputs and max(track.inputs) <= self.device.inputs:
                path = self.folder / "audio" / take_name(self.folder, file_stem(self.folder, track), len(track.takes) + 1)
                with TakeWriter(path, len(track.inputs), self.sample_rate) as writer:
                    writer.append(self._captured([number - 1 for number in track.inputs], last - frames, last))
                first = last - frames - self.delay_frames
                found += [
                    Recorded(
                        track.id, path, len(track.inputs), frames, max(0, one.position), (one.last or 0) - one.first, one.first - first
                    )
                    for one in parts
                ]
        return found

    def _captured(self, inputs: list[int], first: int, last: int) -> np.ndarray:
        """Device frames `first` to `last` of some inputs, (channels, frames)."""
        return self._core.capture[np.array(inputs)[:, np.newaxis], np.arange(first, last) % self._core.capture.shape[1]]

    def captured_between(self, input_number: int, first: int, last: int) -> np.ndarray:
        """What a device input (from 1) heard between two device frames, (frames,); at most the last two minutes."""
        return self._captured([input_number - 1], first, last)[0]

    def play_probe(self, signal: np.ndarray, wait_frames: int = 0) -> int:
        """Add a float32 signal, mono or (channels, frames), to the outputs; returns the device frame it begins at.

        wait_frames : how much later than at once.  It passes no fader and no effect, and no bounce hears it.
        """
        probe = np.atleast_2d(np.ascontiguousarray(signal, np.float32))
        start = self._core["device_frame"] + 4 * self.device.block_frames + wait_frames
        board = self._core.board
        board["probe"] = 0
        self._probes = (*self._probes[-1:], probe)  # the one before may still be read for a block
        board["probe_channels"], board["probe_frames"], board["probe_start"] = *probe.shape, start
        board["probe"] = probe.ctypes.data
        return start

    def stop_probe(self) -> None:
        """Add nothing to the outputs any more."""
        self._core.board["probe"] = 0

    @property
    def device_frame(self) -> int:
        """Frames the device has asked for since it was opened."""
        return self._core["device_frame"]

    # ---- meters

    def levels(self) -> Levels:
        """One reading of every meter."""
        self._pump()
        with self._lock:
            core, tracks, slots = self._core, {}, {}
            for one in self.session.tracks if self.session else ():
                strip = core.rack.strip_of(one.id)
                tracks[one.id] = track_level(strip) if strip is not None else TrackLevel((-150.0,) * 2, (-150.0,) * 2, (-150.0,) * 2, 0)
                for slot in one.slots:
                    item = core.rack.slot_of(slot.id)
                    if item is not None and item.effect.meters:
                        slots[slot.id] = item.meters()
            peaks = true_peaks(core.true_peak, 2)
            meter = self._meter
            loudness = Loudness(
                meter.momentary_lufs, meter.short_term_lufs, meter.integrated_lufs, meter.range_lu, dbtp(float(peaks.max())),
                meter.momentary_max_lufs, meter.short_term_max_lufs, meter.measured_s,
            )  # fmt: skip
            count = core["input_count"]
            return Levels(
                tracks, to_db(core.input_peak[:count]), to_db(core.input_max[:count]), slots, loudness, float(core.board["load"][0]),
                float(core.board["worst_load"][0]), core["xruns"], core["disk_late"], self._events.dropouts(),
            )  # fmt: skip

    def reset_peaks(self, track_id: str | None = None) -> None:
        """Forget the highest levels of a track, or of all tracks and inputs."""
        for one in self.session.tracks if self.session else ():
            strip = self._core.rack.strip_of(one.id)
            if strip is not None and track_id in (None, one.id):
                strip["maximum"] = 0.0
        if track_id is None:
            self._core.input_max[:] = 0.0

    def reset_loudness(self) -> None:
        """Begin a new measurement of the master."""
        with self._lock:
            self._meter.reset()
            request_reset(self._core.true_peak)

    def scope(self, slot_id: str) -> Scope | None:
        """What goes in and out of an effect, to be drawn; close it when nobody looks any more."""
        item = self._core.rack.slot_of(slot_id)
        return Scope(item) if item is not None else None

    # ---- life

    def _pump_loop(self) -> None:
        while not self._closing.wait(PUMP_S):
            self._pump()
            self._check_heartbeat()

    def _pump(self) -> None:
        """Take in what the audio thread has reported."""
        with self._lock:
            for event in self._core.events():
                self._timeline.note(event)
                self._events.note(event)
            self._meter.follow(self._core.hops, int(self._core.loudness["hop_count"]))
            self._core.free_retired()

    @property
    def is_dead(self) -> bool:
        """Whether the device has not asked for sound for half a second."""
        return self._heartbeat.is_dead(self._core["beat"])

    def _check_heartbeat(self) -> None:
        """Notice a device that has stopped asking for sound: PortAudio does not tell."""
        if self.is_dead and self.on_device_lost is not None:
            report, self.on_device_lost = self.on_device_lost, None
            report(f"{self.device.name} has stopped. What was recorded up to now is safe. Plug it in again or choose another device.")

    def close(self) -> None:
        """Stop everything.  A recording under way is ended and its file kept."""
        if self.recording:
            self.stop()
        if self._unsubscribe:
            self._unsubscribe()
        self._closing.set()
        self._pump_thread.join()
        self.device.stop()
        self._core.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


__all__ = ["Device", "Engine", "Span"]
