"""The clock of the window: 30 times a second it reads everything that moves, and in between where the song is."""

import shutil
import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.engine.levels import Levels
    from daw.ui.studio import Studio

TICK_MS, FRAME_MS, CALM_MS = 33, 16, 100
FULL_BYTES = 1 << 20  # less than this is no room
DISK_EVERY_S, LEAST_DISK_S = 2.0, 60.0


class Tick(NamedTuple):
    """What the clock says, 30 times a second.  levels : None while there is no engine"""

    position: int
    playing: bool
    rolling: bool
    recording: bool
    counting: bool
    levels: "Levels | None"


def ending_words(studio: "Studio", problem: str) -> str:
    """Why a recording ended by itself; a write that came up short names no reason, but a full disk is one."""
    folder = studio.document.folder
    full = folder is not None and shutil.disk_usage(folder).free < FULL_BYTES
    return f"The disk is full:{problem.partition(':')[2]}" if full and ": recording stopped" in problem else problem


class Clock(QObject):
    """Tells through its studio's signals.  place : where the song stands while there is no engine, else where it was last seen"""

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.place = 0
        self._shown = -1
        self._calm = False
        self._was = (False, False, False)
        self._looked_at = 0.0  # when the disk was looked at last
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self._frames = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)
        self._ticks.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._ticks.stop()
        self._frames.stop()

    def set_calm(self, *, calm: bool) -> None:
        """Reduced motion: the playhead moves ten times a second."""
        self._frames.setInterval(CALM_MS if calm else FRAME_MS)
        self._calm = calm

    def rest(self) -> None:
        """There is no engine now."""
        self._frames.stop()
        self._was = (False, False, False)

    def tick(self) -> None:
        """Read everything that moves, and tell of it."""
        studio, engine = self._studio, self._studio.engine
        if engine is None:
            studio.ticked.emit(Tick(self.place, False, False, False, False, None))
            return
        playing, rolling, recording = engine.playing, engine.rolling, engine.recording
        place = engine.position
        if (playing, rolling, recording) != self._was:
            self._was = (playing, rolling, recording)
            if rolling:
                self._frames.start()
            else:
                self._frames.stop()
            studio.transport_changed.emit()
        if not (self._calm and rolling):
            self.show_place(place)
        studio.ticked.emit(Tick(place, playing, rolling, recording, playing and not rolling, engine.levels()))
        if recording:
            problem = engine.record_problem() or self._full_soon()
            if problem:
                studio.stop()
                studio.notify(Notice("The recording has ended, and is kept.", ending_words(studio, problem), "error"))

    def _full_soon(self) -> str:
        """Why recording must end now, as long as there is room to end it well; looked at every two seconds."""
        now = time.monotonic()
        if now - self._looked_at < DISK_EVERY_S:
            return ""
        self._looked_at = now
        full = self._studio.disk_time_left_s() < LEAST_DISK_S
        return "The disk has room for less than a minute more. Make room, then go on." if full else ""

    def _on_frame(self) -> None:
        if self._studio.engine is not None:
            self.show_place(self._studio.engine.position)

    def show_place(self, place: int) -> None:
        """Tell where the song is, if that is new."""
        if place != self._shown:
            self.place = self._shown = place
            self._studio.playhead_moved.emit(place)
