"""The engine's heart: the board, the published plan, commands and events.  Live engine and bounce both have one.  Main thread."""

import math
import threading
from collections import deque
from pathlib import Path
from typing import NamedTuple

import numpy as np

from daw.dsp.loudness import loudness_state
from daw.dsp.truepeak import true_peak_state
from daw.engine.callback import process_block
from daw.engine.disk import disk_loop, play_pass, record_pass
from daw.engine.layout import (
    BOARD,
    CELL_FRAMES,
    CHUNK,
    COMMAND,
    COMMAND_SLOTS,
    DISK,
    EVENT,
    EVENT_SLOTS,
    HOP_SLOTS,
    MAX_CHUNKS,
    MAX_RECORDS,
    MAX_WORKERS,
    READER,
    RECORD_FILE,
    SUMS,
    address,
    resident,
)
from daw.engine.node import run_node
from daw.engine.plan import Plan, PlanBuilder
from daw.engine.rack import FindEffect, Rack
from daw.engine.sources import Sources
from daw.engine.stream import fill_stream
from daw.engine.thread import open_semaphore, start_compiled, wake
from daw.engine.worker import work
from daw.kernelbuild import Entry
from daw.model.session import Session

GLIDE_S = 0.010  # time constant of a parameter on its way to a value set by hand
GAIN_GLIDE_S = 0.008


class Event(NamedTuple):
    """What the audio thread reported: `kind` is one of layout's events."""

    kind: int
    device_frame: int
    position: int
    value: int


class Core:
    """Memory and messages of one engine; every sound comes from its `process`.

    reads_ahead : a disk loop keeps the streams filled; False (a bounce): each is filled, by whoever plays it, when it has run dry
    """

    def __init__(
        self,
        sample_rate: int,
        find_effect: FindEffect,
        *,
        input_count: int = 0,
        capture_frames: int = 1,
        ring_frames: int = 32768,
        threads: int = 1,
        metering: bool = False,
        reads_ahead: bool = True,
    ) -> None:
        self.sample_rate = sample_rate
        self.board = np.zeros(1, BOARD)
        self.at = address(self.board)
        self.rack = Rack(sample_rate, ring_frames, find_effect)
        self.sources = Sources(None, sample_rate)
        self.plan: Plan | None = None
        self.touched: frozenset[tuple[str, str]] = frozenset()
        self._retired: deque[Plan] = deque()
        self._generation = 0
        self._events_read = 0
        self._threads: list[threading.Thread] = []
        self._allocate(input_count, capture_frames)
        self.board["metering"] = metering
        self._load_entries(reads_ahead=reads_ahead)
        self._start_workers(min(threads, MAX_WORKERS) - 1)

    def _allocate(self, input_count: int, capture_frames: int) -> None:
        """Everything the board points to."""
        self.capture = resident(input_count, capture_frames)
        self.records = np.zeros(MAX_RECORDS, RECORD_FILE)
        self.disk, self._disk_reader = np.zeros(1, DISK), np.zeros(1, READER)
        self.disk["records"], self.disk["reader"], self.disk["reset_epoch"] = address(self.records), address(self._disk_reader), -1
        self.input_peak, self.input_max = np.zeros(max(1, input_count), np.float32), np.zeros(max(1, input_count), np.float32)
        self.loudness, self.true_peak = loudness_state(self.sample_rate), true_peak_state()
        self.hops = np.zeros(HOP_SLOTS)
        self._commands, self._events = np.zeros(COMMAND_SLOTS, COMMAND), np.zeros(EVENT_SLOTS, EVENT)
        self._chunks, self._sums = np.zeros(MAX_CHUNKS, CHUNK), np.zeros((MAX_WORKERS, SUMS))
        self._semaphore = np.zeros(8, np.int64)
        tables: dict[str, np.ndarray | np.record] = {
            "capture": self.capture, "input_peak": self.input_peak, "input_max": self.input_max, "loudness": self.loudness,
            "true_peak": self.true_peak, "hops": self.hops, "commands": self._commands, "events": self._events,
            "chunks": self._chunks, "sums": self._sums, "semaphore": self._semaphore,
        }  # fmt: skip
        for name, table in tables.items():
            self.board[name] = address(table)
        first = {
            "sample_rate": self.sample_rate, "input_count": input_count, "capture_frames": capture_frames, "monitor_gain": 1.0,
            "click_gain": 0.25, "click_phase": -1, "ready_epoch": -1, "fresh": 1, "hear_inputs": 1,
            "glide": cell_share(GLIDE_S, self.sample_rate), "gain_glide": cell_share(GAIN_GLIDE_S, self.sample_rate),
        }  # fmt: skip
        for name, value in first.items():
            self.board[name] = value

    def _load_entries(self, *, reads_ahead: bool) -> None:
        """Compile or load what the threads will run, and tell them where it is."""
        self.board["process_block"], self.board["run_node"] = process_block.address, run_node.address
        self.disk["play_pass"], self.disk["fill_stream"] = play_pass.address, fill_stream.address
        if reads_ahead:
            self.disk["record_pass"] = record_pass.address
        else:
            self._readers = np.zeros(MAX_WORKERS, READER)
            self.board["fill_stream"], self.board["readers"] = fill_stream.address, address(self._readers)

    def __getitem__(self, name: str) -> int:
        """A whole number on the board."""
        return int(self.board[name][0])

    def load(self, session: Session) -> Plan:
        """Make a plan of the session and publish it; the audio thread takes it up at its next block."""
        self.sources.update(session.sources)
        self._generation += 1
        plan = PlanBuilder(session, self.rack, self.sources.pieces_of, self.touched).build(self._generation)
        if self.plan is not None:
            self._retired.append(self.plan)
        self.plan = plan
        self.board["plan"] = address(plan.header)
        self.free_retired()
        return plan

    def open_folder(self, folder: Path | None) -> None:
        """Where the session's audio lies."""
        self.sources = Sources(folder, self.sample_rate)

    def free_retired(self) -> None:
        """Let go of the plans that neither the audio thread nor the disk loop can still be looking at."""
        oldest = min(self["seen"], self["disk_seen"] if self.has_disk_loop else self["seen"])
        while self._retired and self._retired[0].generation < oldest:
            self._retired.popleft()

    @property
    def has_disk_loop(self) -> bool:
        """Whether streams are filled in the background; a bounce fills them between blocks."""
        return any(thread.name == "daw-disk" for thread in self._threads)

    def command(self, kind: int, a: int = 0, b: int = 0, c: int = 0) -> int:
        """Ask the audio thread for something; returns the command's number, done once `command_read` has passed it."""
        write = self["command_write"]
        if write - self["command_read"] >= COMMAND_SLOTS:
            raise RuntimeError("The audio device has stopped asking for sound, so it does not follow commands any more.")
        self._commands[write % COMMAND_SLOTS] = (kind, a, b, c)
        self.board["command_write"] = write + 1
        return write + 1

    def events(self) -> list[Event]:
        """What has happened since the last call, oldest first."""
        found: list[Event] = []
        written = self["event_write"]
        self._events_read = max(self._events_read, written - EVENT_SLOTS)
        while self._events_read < written:
            number, *rest = self._events[self._events_read % EVENT_SLOTS].item()
            if number != self._events_read + 1:
                break  # claimed but not complete yet
            found.append(Event(*rest))
            self._events_read += 1
        return found

    def process(self, outputs: np.ndarray, inputs: np.ndarray | None = None) -> None:
        """One block in this thread: outputs, inputs : interleaved float32 (frames, channels), C-contiguous."""
        source = (address(inputs), inputs.shape[1]) if inputs is not None else (0, 0)
        process_block(self.at, *source, address(outputs), outputs.shape[1], outputs.shape[0])

    def fill_now(self) -> None:
        """Do in this thread what a disk loop would: prepare a start, fill the streams."""
        while play_pass(self.at, address(self.disk)):
            pass

    def start_disk_loop(self) -> None:
        """Let a thread keep the streams filled and bring recordings to disk."""
        self._start_thread("daw-disk", disk_loop, self.at, address(self.disk))

    def _start_workers(self, count: int) -> None:
        if count > 0:
            open_semaphore(address(self._semaphore))
            for number in range(1, count + 1):
                self._start_thread(f"daw-worker-{number}", work, self.at, number)
            self.board["worker_count"] = count

    def _start_thread(self, name: str, entry: Entry, *args: int) -> None:
        self._threads.append(start_compiled(name, entry, *args))

    def close(self) -> None:
        """End every thread and close the files.  No device may be calling any more."""
        self.board["stream_stop"] = 1
        self.board["worker_stop"] = 1
        wake(address(self._semaphore), self["worker_count"])
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        self.sources.close()


def cell_share(time_constant_s: float, sample_rate: float) -> float:
    """How much of the way to its target something that glides goes in one cell."""
    return 1.0 - math.exp(-CELL_FRAMES / (time_constant_s * sample_rate))
