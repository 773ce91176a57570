"""The clocked null device: a compiled loop that asks for blocks at the rate of the system clock, like hardware would.

It has a virtual microphone (a recording that is "sung" from the moment the song rolls while it is being recorded), a virtual cable
from its outputs to its inputs, and can keep what it was given to play.  It never takes the interpreter lock.
"""

import threading
from pathlib import Path

import numpy as np

from daw.audio.reading import read
from daw.audio.resample import resample
from daw.dsp.compiled import compiled
from daw.engine.callback import device_block
from daw.engine.kernelcall import array_at, load_acquire, record_at, store_release
from daw.engine.layout import BOARD, COUNTING, NULL_DEVICE, ROLLING, WAITING, address, offset
from daw.engine.system import SECOND_NS, now_ns, sleep_ns
from daw.engine.thread import start_compiled
from daw.kernelbuild import Entry

READY_OFFSET = offset(BOARD, "ready_epoch")
STOP_OFFSET = offset(NULL_DEVICE, "stop")
KEPT_OFFSET = offset(NULL_DEVICE, "kept")


@compiled
def roll_offset(board_address, board, frames):
    """Frame of this block at which the song will begin to roll; -1 when it does not, 0 when it already does."""
    if board.state == ROLLING:
        return 0
    ready = board.state == WAITING and load_acquire(board_address + READY_OFFSET) == board.epoch
    board.hold_start = 1 if board.state == WAITING and not ready else 0
    if (ready or board.state == COUNTING) and board.count_left < frames:
        return board.count_left
    return -1


@compiled
def sing(board_address, board, null, inputs):
    """Fill a block of inputs from the microphone, whose recording begins with the song."""
    frames = null.block_frames
    channels = null.input_channels
    for k in range(frames * channels):
        inputs[k] = np.float32(0.0)
    offset = roll_offset(board_address, board, frames)
    if offset < 0 or board.recording == 0:
        null.microphone_at = 0
        return
    microphone = array_at(null.microphone, np.float32, null.microphone_frames * channels)
    count = min(frames - offset, null.microphone_frames - null.microphone_at)
    for k in range(count * channels):
        inputs[offset * channels + k] = microphone[null.microphone_at * channels + k]
    null.microphone_at += max(count, 0)


@compiled
def pull_cable(null, inputs):
    """Fill a block of inputs with what the outputs played `cable_frames` ago."""
    cable = array_at(null.cable, np.float32, null.cable_size * 2)
    channels = null.input_channels
    for k in range(null.block_frames):
        at = (null.cable_at + k - null.cable_frames) % null.cable_size
        for c in range(channels):
            inputs[k * channels + c] = cable[at * 2 + c % 2]


@compiled
def push_cable(null, outputs):
    """Put a block of outputs into the cable."""
    cable = array_at(null.cable, np.float32, null.cable_size * 2)
    for k in range(null.block_frames):
        at = null.cable_at % null.cable_size
        cable[at * 2] = outputs[k * 2]
        cable[at * 2 + 1] = outputs[k * 2 + 1]
        null.cable_at += 1


@compiled
def keep(board, null, outputs, at):
    """Append a block of outputs to the kept recording, from the first rolling frame on, while there is room."""
    kept = array_at(null.keep, np.float32, null.keep_frames * 2)
    count = min(null.block_frames - at, null.keep_frames - null.kept)
    for k in range(count * 2):
        kept[null.kept * 2 + k] = outputs[at * 2 + k]
    if count > 0:
        store_release(null.own + KEPT_OFFSET, null.kept + count)


@Entry
def null_loop(board_address, null_address):
    """The device's whole life: block after block, each at its time."""
    board = record_at(board_address, BOARD)
    null = record_at(null_address, NULL_DEVICE)
    frames = null.block_frames
    inputs = array_at(null.inputs, np.float32, frames * null.input_channels)
    outputs = array_at(null.outputs, np.float32, frames * 2)
    scratch = null_address + null.clock_offset
    begun = now_ns(scratch)
    block = 0
    while load_acquire(null_address + STOP_OFFSET) == 0:
        if null.cable_frames >= 0:
            pull_cable(null, inputs)
        elif null.microphone_frames > 0:
            sing(board_address, board, null, inputs)
        before = board.position
        was_rolling = board.state == ROLLING
        device_block(board_address, null.inputs, null.input_channels, null.outputs, 2, frames, 0)
        if null.cable_frames >= 0:
            push_cable(null, outputs)
        if null.keep_frames > 0 and board.state == ROLLING:
            rolled = frames if was_rolling else board.position - before
            keep(board, null, outputs, max(0, frames - rolled))
        block += 1
        due = begun + np.int64(block * frames * (SECOND_NS / board.sample_rate))
        late = now_ns(scratch) - due
        if late > SECOND_NS:  # the machine slept: go on from here, no burst to catch up
            begun += late
        elif null.paced == 1:
            sleep_ns(-late, scratch)
    return 0


class NullDevice:
    """A device without hardware.

    microphone : path of an audio file, or float32 (channels, frames) at the session's rate; heard on input 1 (and 2)
    cable_frames : wire the outputs to the inputs with this much delay (at least one block) instead
    keep_s : keep this much of what is played while the song rolls, for `kept()`
    paced : False runs as fast as it can, for tests that only count frames
    """

    name = "null"

    def __init__(
        self,
        block_frames: int = 256,
        *,
        microphone: Path | str | np.ndarray | None = None,
        cable_frames: int | None = None,
        keep_s: float = 0.0,
        inputs: int = 2,
        paced: bool = True,
    ) -> None:
        self.block_frames = block_frames
        self.inputs = inputs
        self.outputs = 2
        self.latency_frames = 0
        self._microphone = microphone
        self._cable_frames = cable_frames
        self._keep_s = keep_s
        self._paced = paced
        self._thread: threading.Thread | None = None

    def start(self, board_address: int, sample_rate: int) -> None:
        """Begin to ask for blocks."""
        self._null = null = np.zeros(1, NULL_DEVICE)
        microphone = self._load_microphone(sample_rate)
        cable_size = (self._cable_frames or 0) + 2 * self.block_frames + 1
        self._memory = {
            "inputs": np.zeros((self.block_frames, self.inputs), np.float32),
            "outputs": np.zeros((self.block_frames, 2), np.float32),
            "microphone": microphone,
            "cable": np.zeros((cable_size, 2), np.float32),
            "keep": np.zeros((round(self._keep_s * sample_rate), 2), np.float32),
        }
        for name, memory in self._memory.items():
            null[name] = address(memory)
        null["block_frames"], null["input_channels"], null["paced"] = self.block_frames, self.inputs, self._paced
        null["microphone_frames"], null["keep_frames"] = len(microphone), len(self._memory["keep"])
        null["cable_frames"] = -1 if self._cable_frames is None else max(self._cable_frames, self.block_frames)
        null["cable_size"], null["own"] = cable_size, address(null)
        null["clock_offset"] = offset(NULL_DEVICE, "clock_scratch")
        self._thread = start_compiled("daw-null-device", null_loop, board_address, address(null))

    def _load_microphone(self, sample_rate: int) -> np.ndarray:
        """The microphone's recording as interleaved float32 (frames, inputs)."""
        if self._microphone is None:
            return np.zeros((0, self.inputs), np.float32)
        if isinstance(self._microphone, np.ndarray):
            audio = np.atleast_2d(self._microphone)
        else:
            audio, rate = read(self._microphone)
            audio = resample(audio, rate, sample_rate) if rate != sample_rate else audio
        rows = [audio[min(c, audio.shape[0] - 1)] for c in range(self.inputs)]
        return np.ascontiguousarray(np.stack(rows, axis=1), np.float32)

    def kept(self) -> np.ndarray:
        """What was played while the song rolled, (2, frames)."""
        return self._memory["keep"][: int(self._null["kept"][0])].T.copy()

    def stop(self) -> None:
        """Ask for no more blocks."""
        if self._thread is not None:
            self._null["stop"] = 1
            self._thread.join()
            self._thread = None

    @property
    def active(self) -> bool:
        """Whether it asks for blocks."""
        return self._thread is not None and self._thread.is_alive()
