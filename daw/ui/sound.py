"""Bringing up the sound beside the window: a worker prepares kernels and opens the device, then hands over the engine.

A device that goes away while it is used takes nothing with it: a worker ends the recording and keeps it, silence plays on, and the same
device is taken up again when it is back.  No other device is ever taken in its place, unless the person says so.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from daw import preferences
from daw.ui.opening import Loss, Made, Wish, known_devices, open_engine, seek, silent_engine

if TYPE_CHECKING:
    from daw.engine.device import DeviceInfo
    from daw.engine.engine import Engine
    from daw.ui.studio import Studio

GRACE_S = 1.0  # for a dead device to be let go
RETRY_MS = 3000  # a device that went away is looked for this often


class Abandoned(Exception):
    """The window was closed while the sound was being prepared."""


class Sound(QObject):
    """The engine's midwife.  All signals arrive on the main thread.

    progressed(words, share) : "Preparing effects 3 of 6", 0-1; share 1 is the end.  troubled(words) : the device can't be used; silence
    plays instead.  lost(Loss) : the device has gone while it was used.  returned(name) : it is back.  missed(name) : looked for in vain.
    ready : an engine was handed over.  listed : `devices` are known anew
    """

    progressed = Signal(str, float)
    troubled = Signal(str)
    lost = Signal(object)
    returned = Signal(str)
    missed = Signal(str)
    ready = Signal()
    listed = Signal()
    _made = Signal(object)
    _gone = Signal(object, str)

    def __init__(self, studio: "Studio", wish: Wish | None = None) -> None:
        super().__init__(studio)
        self._studio = studio
        known = preferences.load()
        self.wish = wish or Wish(known.device, known.block_frames)
        self.trouble = ""  # why there is silence
        self.lost_name = ""  # the device that went away while it was used
        self.devices: tuple[DeviceInfo, ...] = ()
        self.words, self.share = "Starting", 0.0
        self._thread: threading.Thread | None = None
        self._kept: Made | None = None  # what the worker has handed over and nobody has taken yet
        self._abandoned = False
        self._dying: threading.Thread | None = None  # lets go of a dead device
        self._once_more = False  # something was asked for while the worker was busy
        self._asked = False  # a person, not the clock, asked for the device that was lost
        self._retry = QTimer(self, interval=RETRY_MS)
        self._retry.timeout.connect(self._look_for_lost)
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

    # ---- what is asked of it

    def start(self, *, rescan: bool = False) -> None:
        """Prepare everything and open the device that is wished for; `rescan` looks for devices that were plugged in first."""
        if self.busy:
            self._once_more = True
        else:
            old = self._studio.release_engine()
            self._tell("Preparing sound", 0.02)
            rate, wish, look = self._studio.sample_rate, self.wish, (rescan or bool(self.trouble)) and not self.holds_dead
            self._work(lambda: self._opening(wish, rate, old, rescan=look))

    def use(self, device: str | None, block_frames: int) -> None:
        """Change to another device or block, without a restart of the program; it is remembered."""
        self.wish = Wish(device, block_frames)
        self.lost_name = ""
        self._retry.stop()
        self.start()

    def again(self) -> None:
        """Look again for devices, and try the one that is wished for, or the one that was lost, again."""
        if self.lost_name:
            self._asked = True
            self._look_for_lost()
        elif not self.busy:
            self.start(rescan=True)

    def list_devices(self) -> None:
        """Have `devices` brought up to date, as far as that goes while one is open."""
        if not self.busy:
            self._work(lambda: Made(devices=known_devices()))

    def close(self) -> None:
        """Give up what is being prepared; waits for the worker, which ends soon.  What it has saved is kept."""
        self._abandoned = True
        self._retry.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        made, self._kept = self._kept, None
        if made is not None:
            self._studio.keep(made.recorded)
            if made.engine is not None:
                made.engine.close()

    # ---- the worker

    def _work(self, job: Callable[[], Made]) -> None:
        def run() -> None:
            made = Made()
            try:
                made = job()
            except Abandoned:
                return
            except Exception as problem:
                made = Made(trouble=f"The sound could not be started: {problem}")
                raise
            finally:
                self._kept = made
                self._made.emit(made)

        self._thread = threading.Thread(target=run, name="daw-sound", daemon=True)
        self._thread.start()

    def _opening(self, wish: Wish, sample_rate: int, old: "Engine | None", *, rescan: bool) -> Made:
        from daw import registry

        def effect(_name: str, number: int, count: int) -> None:
            self._report(f"Preparing effects {number + 1} of {count}", 0.1 + 0.6 * number / max(count, 1))

        if old is not None:
            old.close()
        self._report("Preparing effects", 0.1)
        registry.prepare(effect)
        self._report("Preparing the engine", 0.75)
        return open_engine(wish, sample_rate, rescan=rescan)

    def _rescue(self, old: "Engine", block_frames: int) -> Made:
        """Bring what was recorded to disk, let the dead device go, and let silence stand in."""
        recorded = old.stop()
        self._kept = Made(recorded=recorded)
        self._dying = threading.Thread(target=old.close, name="daw-dead-device", daemon=True)  # closing a dead stream may take for ever
        self._dying.start()
        self._dying.join(GRACE_S)
        return Made(silent_engine(old.sample_rate, block_frames), self.trouble, recorded)

    def _report(self, words: str, share: float) -> None:
        if self._abandoned:
            raise Abandoned
        self.progressed.emit(words, share)
        self.words, self.share = words, share

    # ---- the main thread

    def _tell(self, words: str, share: float) -> None:
        self.words, self.share = words, share
        self.progressed.emit(words, share)

    def _on_made(self, made: Made) -> None:
        if made is not self._kept:
            return  # closed meanwhile
        self._thread, self._kept = None, None
        self._hand_over(made)
        if self._once_more:
            self._once_more = False
            self.start()

    def _hand_over(self, made: Made) -> None:
        if made.devices is not None:
            self.devices = tuple(made.devices)
            self.listed.emit()
        if made.engine is None and not made.trouble:
            return  # only looked
        self._studio.keep(made.recorded)
        asked, self._asked = self._asked, False
        if made.engine is None and self.lost_name:
            if asked:
                self.missed.emit(self.lost_name)
            return
        self._take(made)

    def _take(self, made: Made) -> None:
        """An engine was made, or could not be."""
        self.trouble = made.trouble
        if made.engine is not None:
            made.engine.on_device_lost = _Report(self._gone, made.engine)
            self._studio.set_engine(made.engine)
        self._tell("Ready", 1.0)
        if made.returned:
            self.lost_name = ""
            self._retry.stop()
            self.returned.emit(made.returned)
        elif made.trouble and not self.lost_name:
            self.troubled.emit(made.trouble)
        self.ready.emit()

    def _on_gone(self, engine: "Engine", words: str) -> None:
        """The device has stopped: what it gave is saved in the worker, since a dead device may keep one waiting."""
        studio = self._studio
        if engine is not studio.engine or self.busy:
            return
        loss = Loss(engine.device.name, studio.position, studio.recording)
        self.trouble, self.lost_name = words, engine.device.name
        studio.detach_engine()
        self._work(lambda: self._rescue(engine, self.wish.block_frames))
        self.lost.emit(loss)
        self._retry.start()

    @property
    def holds_dead(self) -> bool:
        """Whether a dead device is still open: then the system can't be asked for others."""
        return self._dying is not None and self._dying.is_alive()

    def _look_for_lost(self) -> None:
        if self.holds_dead:
            if self._asked:
                self._asked = False
                self.missed.emit(self.lost_name)
            return
        if self.busy or self._studio.recording or (self._studio.playing and not self._asked) or not self.lost_name:
            return
        wish, rate = Wish(self.lost_name, self.wish.block_frames), self._studio.sample_rate
        trouble = self.trouble
        self._work(lambda: seek(wish, rate, trouble))

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


class _Report:
    """What an engine calls, in a thread of its own, when its device has gone."""

    def __init__(self, signal: Any, engine: "Engine") -> None:
        self._signal, self._engine = signal, engine

    def __call__(self, words: str) -> None:
        self._signal.emit(self._engine, words)


__all__ = ["Loss", "Sound", "Wish"]
