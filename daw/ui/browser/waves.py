"""Length, rate and a small wave of files anywhere on the disk, read in a worker, the last asked for first."""

import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from daw.audio.error import AudioFileError, Cancelled
from daw.ui.smallwave import energies

COLUMNS = 40
LONGEST_S = 900.0  # the wave of a longer file is not read for a list
KEPT, MOST_WAITING = 4000, 200


class FileFacts(NamedTuple):
    """seconds : None where only reading it would tell.  wave : heights of 0 … 1, none until it was read.  problem : why it is not audio"""

    seconds: float | None = None
    sample_rate: int = 0
    channels: int = 0
    wave: tuple[float, ...] = ()
    problem: str = ""


class FileWaves(QObject):
    """`came(path)` : more is known of a file."""

    came = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, FileFacts] = {}
        self._lock = threading.Condition()
        self._jobs: OrderedDict[str, None] = OrderedDict()  # heads to be read
        self._waves: OrderedDict[str, FileFacts] = OrderedDict()  # waves to be read, when all heads were
        self._closing = False
        self._thread: threading.Thread | None = None

    def facts(self, path: Path) -> FileFacts | None:
        """What is known of a file; if that is nothing, it is looked at soon."""
        key = str(path)
        found = self._known.get(key)
        if found is None:
            with self._lock:
                self._jobs[key] = None
                self._jobs.move_to_end(key)
                while len(self._jobs) > MOST_WAITING:
                    self._jobs.popitem(last=False)
                self._lock.notify()
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._run, name="daw-browser", daemon=True)
                self._thread.start()
        return found

    def close(self) -> None:
        """Stop; waits for the file being read."""
        with self._lock:
            self._closing = True
            self._lock.notify()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._lock:
                while not self._jobs and not self._waves and not self._closing:
                    self._lock.wait()
                if self._closing:
                    return
                head = self._jobs.popitem()[0] if self._jobs else None
                wave = self._waves.popitem() if head is None else None
            if head is not None:
                self._look(head)
            elif wave is not None:
                self._read_wave(*wave)

    def _look(self, key: str) -> None:
        facts = looked(Path(key))
        self._tell(key, facts)
        if not facts.problem and (facts.seconds is None or facts.seconds <= LONGEST_S):
            with self._lock:
                self._waves[key] = facts
                while len(self._waves) > MOST_WAITING:
                    self._waves.popitem(last=False)

    def _read_wave(self, key: str, facts: FileFacts) -> None:
        from daw.audio.peaks import build

        try:
            peaks = build(key, cancel=lambda: self._closing)
        except (AudioFileError, OSError, Cancelled):
            return
        heights = np.sqrt(energies(peaks.levels, peaks.frames, 0, peaks.frames, COLUMNS))
        top = max(float(heights.max(initial=0.0)), 1e-9)
        seconds = peaks.frames / max(facts.sample_rate, 1)
        self._tell(key, facts._replace(seconds=seconds, wave=tuple(float(height) / top for height in heights)))

    def _tell(self, key: str, facts: FileFacts) -> None:
        if len(self._known) > KEPT:
            self._known.clear()
        self._known[key] = facts
        if not self._closing:
            self.came.emit(key)


def looked(path: Path) -> FileFacts:
    """What the head of a file says; never raises."""
    from daw.audio import reading

    try:
        info = reading.probe(path, accept_damaged=True)
    except (AudioFileError, OSError) as problem:
        return FileFacts(problem=str(problem))
    return FileFacts(info.frames / info.sample_rate if info.frames is not None else None, info.sample_rate, info.channels)
