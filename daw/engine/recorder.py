"""Recording: files that the disk loop fills, and what was recorded in them, pass by pass.  Main thread.

Each armed track gets one file per recording, from the first frame of the song on until it stops; passes of a loop and punched
parts are stretches of it, so nothing that was played is ever left out.
"""

import os
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from daw.audio.filename import safe_name
from daw.audio.moment import now
from daw.audio.pcm import FORMAT_CODES
from daw.audio.takefile import create_take
from daw.audio.wavheader import build_header
from daw.engine.core import Core, Event
from daw.engine.disk import EXPECTING, FAILED, FINISHED, FREE, RECORDING
from daw.engine.layout import INPUT_CLIPPED, XRUN, address
from daw.engine.timeline import Stretch, Timeline
from daw.model.session import Span
from daw.model.track import Track

NEVER = 1 << 62
SHORTEST_PASS_S = 0.1  # a loop's last pass shorter than this is nothing anybody played
SONG_BYTES = 40  # of the song's name in a take's
LOG_NAME = "recording.jsonl"


class Recorded(NamedTuple):
    """One pass on one track: `length` frames of a file from `offset`, played at session frame `start`."""

    track_id: str
    path: Path
    channels: int
    file_frames: int
    start: int
    length: int
    offset: int
    dropouts: tuple[int, ...] = ()  # frames within the pass
    clips: tuple[int, ...] = ()
    recorded_at: str = ""
    problem: str = ""  # why the recording ended early


class LogEntry(msgspec.Struct, frozen=True):
    """A line of the record log: enough to place a file whose program died."""

    file: str
    track: str
    start: int
    started: str
    loop: Span | None = None
    punch: Span | None = None


class _File(NamedTuple):
    number: int
    track: Track
    path: Path
    descriptor: int
    header: np.ndarray
    frame_bytes: int


class Recorder:
    """One recording in progress."""

    def __init__(self, core: Core, folder: Path, tracks: list[Track], entry: LogEntry, sample_format: str, delay_frames: int) -> None:
        self.core = core
        self.entry = entry
        self.delay_frames = delay_frames
        self.files: list[_File] = []
        for track in tracks:
            self._open(folder, track, sample_format)

    def _open(self, folder: Path, track: Track, sample_format: str) -> None:
        """Create one track's file and hand it to the disk loop, to begin with the song."""
        channels = min(2, len(track.inputs))
        header = build_header(
            channels, self.core.sample_rate, sample_format, description=f"{folder.name} / {track.name}",
            origination=now(), time_reference=self.entry.start,
        )  # fmt: skip
        path, descriptor = create_take(folder, file_stem(folder, track), len(track.takes) + 1)
        _log(folder, msgspec.structs.replace(self.entry, file=path.name, track=track.id))
        records = self.core.records
        number = int(np.flatnonzero(records["active"] == FREE)[0])
        memory = np.frombuffer(header.bytes, np.uint8).copy()
        os.pwrite(descriptor, header.bytes, 0)
        record = records[number]
        record["fd"], record["format"], record["channels"] = descriptor, FORMAT_CODES[sample_format], channels
        record["input_a"], record["input_b"] = track.inputs[0] - 1, track.inputs[-1] - 1
        record["end_frame"], record["header"], record["header_bytes"] = NEVER, address(memory), len(memory)
        record["data_bytes"] = record["synced_ns"] = record["error"] = record["lost"] = 0
        record["epoch"], record["delay_frames"] = self.core["epoch"] + 1, self.delay_frames
        record["active"] = EXPECTING
        self.files.append(_File(number, track, path, descriptor, memory, header.block_align))

    @property
    def started(self) -> int | None:
        """Device frame of the song's first frame; None before it rolls."""
        first = self.core.records[self.files[0].number]
        return int(first["start_frame"]) - self.delay_frames if first["active"] != EXPECTING else None

    def problem(self) -> str:
        """Why the disk does not take the recording any more; empty while it does."""
        for file in self.files:
            record = self.core.records[file.number]
            if record["active"] == FAILED:
                seconds = int(record["data_bytes"]) / file.frame_bytes / self.core.sample_rate
                reason = os.strerror(int(record["error"]))
                return f"{reason}: recording stopped at {int(seconds) // 60:02d}:{seconds % 60:04.1f}. Your take is safe up to there."
        return ""

    def finish(self, ended: int, timeout_s: float = 10.0) -> None:
        """End every file with the frame that answers device frame `ended`, and wait until all are on disk."""
        for file in self.files:
            record = self.core.records[file.number]
            record["end_frame"] = ended + self.delay_frames
            if record["active"] == EXPECTING:
                record["active"] = FINISHED  # the song never rolled
        deadline = time.monotonic() + timeout_s
        while any(self.core.records[file.number]["active"] == RECORDING for file in self.files):
            if time.monotonic() > deadline:  # the device died: keep what has come
                for file in self.files:
                    self.core.records[file.number]["end_frame"] = self.core.records[file.number]["next_frame"]
                deadline += timeout_s
            time.sleep(0.002)

    def collect(self, timeline: Timeline, events: list[Event], punch: Span | None) -> list[Recorded]:
        """What was recorded, pass by pass; closes the files and removes empty ones."""
        problem = self.problem()
        found: list[Recorded] = []
        for file in self.files:
            record = self.core.records[file.number]
            frames = int(record["data_bytes"]) // file.frame_bytes
            first = int(record["start_frame"])
            os.fsync(file.descriptor)
            os.close(file.descriptor)
            record["active"] = FREE
            if frames == 0:
                file.path.unlink()
                continue
            heard = timeline.between(first - self.delay_frames, first - self.delay_frames + frames)
            kept = passes([one for one in heard if one.rolling], punch, round(SHORTEST_PASS_S * self.core.sample_rate))
            found += [self._recorded(file, part, first - self.delay_frames, frames, events, problem) for part in kept]
        _forget_log(self.files[0].path.parent.parent)
        return found

    def _recorded(self, file: _File, part: Stretch, first: int, frames: int, events: list[Event], problem: str) -> Recorded:
        last = part.last or part.first
        marks: dict[int, list[int]] = {XRUN: [], INPUT_CLIPPED: []}
        for event in events:
            answered = event.device_frame - (self.delay_frames if event.kind == INPUT_CLIPPED else 0)
            mine = event.kind == XRUN or event.value + 1 in file.track.inputs
            if event.kind in marks and mine and part.first <= answered < last:
                marks[event.kind].append(answered - part.first)
        return Recorded(
            file.track.id, file.path, min(2, len(file.track.inputs)), frames, part.position, last - part.first, part.first - first,
            tuple(marks[XRUN]), tuple(marks[INPUT_CLIPPED]), self.entry.started, problem,
        )  # fmt: skip


def file_stem(folder: Path, track: Track) -> str:
    """What a take's file is called before its number: song and track, so that it is known wherever it is taken."""
    return f"{safe_name(folder.name, SONG_BYTES, 'Song')}_{track.name}"


def passes(stretches: list[Stretch], punch: Span | None, shortest: int) -> list[Stretch]:
    """The passes worth keeping: within the punch range, not shorter than `shortest` unless there is only one."""
    found = []
    for one in stretches:
        end = one.position + (one.last or one.first) - one.first
        begin = max(one.position, punch.start) if punch else one.position
        end = min(end, punch.end) if punch else end
        if begin < end:
            first = one.first + begin - one.position
            found.append(Stretch(first, first + end - begin, begin, rolling=True))
    long_enough = [one for one in found if (one.last or 0) - one.first >= shortest]
    return long_enough or found[:1]


def _log(folder: Path, entry: LogEntry) -> None:
    """Append to the record log before a single frame is recorded."""
    with open(folder / "audio" / LOG_NAME, "ab") as log:
        log.write(msgspec.json.encode(entry) + b"\n")
        log.flush()
        os.fsync(log.fileno())


def _forget_log(folder: Path) -> None:
    (folder / "audio" / LOG_NAME).unlink(missing_ok=True)


def read_log(folder: Path) -> list[LogEntry]:
    """Entries of recordings that never ended; a torn last line is left out."""
    path = folder / "audio" / LOG_NAME
    entries = []
    for line in path.read_bytes().splitlines() if path.is_file() else []:
        try:
            entries.append(msgspec.json.decode(line, type=LogEntry))
        except msgspec.DecodeError:
            break
    return entries
