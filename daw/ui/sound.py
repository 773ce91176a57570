"""Bringing up the sound beside the window: a worker prepares kernels and opens the device, then hands over the engine."""

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from daw import preferences

if TYPE_CHECKING:
    from daw.engine.engine import Engine
    from daw.ui.studio import Studio

RETRY_MS = 3000  # a device that went away is looked for this often
SILENT = "null"


class Wish(NamedTuple):
    """What to open.  device : as `open_device` understands it; None is the system's choice, "null" is silence"""

    device: str | None
    block_frames: int


class Abandoned(Exception):
    """The window was closed while the sound was being prepared."""


class Sound(QObject):
    """The engine's midwife.  All signals arrive on the main thread.

    progressed(words, share) : "Preparing effects 3 of 6", 0-1; share 1 is the end.  troubled(words) : the device can't be used; silence
    plays instead.  lost(words) : the device has gone while it was used.  ready : an engine was handed over
    """

    progressed = Signal(str, float)
    troubled = Signal(str)
    lost = Signal(str)
    ready = Signal()
    _made = Signal(object, str)
    _gone = Signal(str)

    def __init__(self, studio: "Studio", wish: Wish | None = None) -> None:
        super().__init__(studio)
        self._studio = studio
        known = preferences.load()
        self.wish = wish or Wish(known.device, known.block_frames)
        self.trouble = ""  # why there is silence
        self.words, self.share = "Starting", 0.0
        self._thread: threading.Thread | None = None
        self._abandoned = False
        self._retry = QTimer(self, interval=RETRY_MS)
        self._retry.timeout.connect(self.again)
        self._made.connect(self._on_made)
        self._gone.connect(self._on_gone)

    @property
    def busy(self) -> bool:
        """Whether it is preparing something."""
        return self._thread is not None

    @property
    def silent(self) -> bool:
        """Whether what plays is the null device."""
        engine = self._studio.engine
        return engine is not None and type(engine.device).__name__ == "NullDevice"

    def start(self) -> None:
        """Prepare everything and open the device that is wished for."""
        if self._thread is None:
            old = self._studio.release_engine()
            self._tell("Preparing sound", 0.02)
            self._thread = threading.Thread(
                target=self._work, args=(self.wish, self._studio.sample_rate, old), name="daw-sound", daemon=True
            )
            self._thread.start()

    def use(self, device: str | None, block_frames: int) -> None:
        """Change to another device or block, without a restart of the program; it is remembered."""
        self.wish = Wish(device, block_frames)
        self._retry.stop()
        self.start()

    def again(self) -> None:
        """Try the same device again."""
        if not self.busy:
            self.start()

    def close(self) -> None:
        """Give up what is being prepared; waits for the worker, which ends soon."""
        self._abandoned = True
        self._retry.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    # ---- the worker

    def _work(self, wish: Wish, sample_rate: int, old: "Engine | None") -> None:
        engine, trouble = None, ""
        try:
            if old is not None:
                old.close()
            engine, trouble = self._prepared(wish, sample_rate)
        except Abandoned:
            return
        except Exception as problem:
            trouble = f"The sound could not be started: {problem}"
            raise
        finally:
            if not self._abandoned:
                self._made.emit(engine, trouble)
            elif engine is not None:
                engine.close()

    def _prepared(self, wish: Wish, sample_rate: int) -> "tuple[Engine, str]":
        from daw import registry

        def effect(_name: str, number: int, count: int) -> None:
            self._report(f"Preparing effects {number + 1} of {count}", 0.1 + 0.6 * number / max(count, 1))

        self._report("Preparing effects", 0.1)
        registry.prepare(effect)
        self._report("Preparing the engine", 0.75)
        return self._opened(wish, sample_rate)

    def _opened(self, wish: Wish, sample_rate: int) -> "tuple[Engine, str]":
        from daw.engine.device import DeviceError, NullDevice, open_device, rescan
        from daw.engine.engine import Engine

        trouble = ""
        try:
            if self.trouble and wish.device != SILENT:
                rescan()  # no stream is open now, so PortAudio may look again
            engine = Engine(sample_rate, open_device(wish.device, block_frames=wish.block_frames))
        except DeviceError as problem:
            trouble = str(problem)
            engine = Engine(sample_rate, NullDevice(wish.block_frames))
        measured = preferences.round_trip(engine.device.name, sample_rate, wish.block_frames)
        engine.round_trip_frames = measured
        return engine, trouble

    def _report(self, words: str, share: float) -> None:
        if self._abandoned:
            raise Abandoned
        self.progressed.emit(words, share)
        self.words, self.share = words, share

    # ---- the main thread

    def _tell(self, words: str, share: float) -> None:
        self.words, self.share = words, share
        self.progressed.emit(words, share)

    def _on_made(self, engine: Any, trouble: str) -> None:
        self._thread = None
        if self._abandoned:
            if engine is not None:
                engine.close()
            return
        self.trouble = trouble
        if engine is not None:
            engine.on_device_lost = self._gone.emit
            self._studio.set_engine(engine)
            if not trouble:
                self._retry.stop()
        self._tell("Ready", 1.0)
        if trouble:
            self.troubled.emit(trouble)
        self.ready.emit()

    def _on_gone(self, words: str) -> None:
        self.trouble = words
        self.lost.emit(words)
        self._retry.start()

    def describe(self) -> str:
        """The device, its rate and its round trip: "48 kHz   5.8 ms"."""
        engine = self._studio.engine
        if engine is None:
            return self.words
        rate = f"{engine.sample_rate / 1000:g} kHz"
        if self.silent:
            return f"{rate}   no device"
        frames = engine.round_trip_frames if engine.round_trip_frames is not None else engine.device.latency_frames
        return f"{rate}   {frames * 1000 / engine.sample_rate:.1f} ms"
