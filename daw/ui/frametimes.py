"""Frame times: how long the window's thread is at work in each frame of the display, for the bench and for Help ▸ Frame times.

A frame is what happens between two beats of a clock of 60 a second, drawing and everything else.  What counts is the processor time of
the window's thread alone: what other threads or other programs do is not in it.  A frame that takes longer than a beat is one long one.
"""

import time
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FRAME_MS = 16
KEPT_S = 5.0


class Frame(NamedTuple):
    """When a frame ended, in seconds of the system's clock; how long it worked; how long it lasted."""

    at: float
    busy_ms: float
    lasted_ms: float


class Summary(NamedTuple):
    """Of so many frames: milliseconds of work, and the longest time the window stood still."""

    frames: int
    median_ms: float
    p99_ms: float
    longest_ms: float
    longest_gap_ms: float


class FrameTimes(QObject):
    """Counts while it is on.  `counted` : a frame has ended.  kept_s : how far back it remembers"""

    counted = Signal()

    def __init__(self, parent: QObject | None = None, *, kept_s: float = KEPT_S) -> None:
        super().__init__(parent)
        self.frames: deque[Frame] = deque(maxlen=round(kept_s * 1000.0 / FRAME_MS))
        self._busy, self._at = 0.0, 0.0
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_frame)

    @property
    def on(self) -> bool:
        """Whether it counts."""
        return self._timer.isActive()

    def start(self) -> None:
        """Begin to count, from nothing."""
        self.frames.clear()
        self._busy, self._at = time.thread_time(), time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Count no more; what was counted stays."""
        self._timer.stop()

    def summary(self) -> Summary:
        """What was counted so far."""
        return summary(self.frames)

    def _on_frame(self) -> None:
        busy, at = time.thread_time(), time.perf_counter()
        self.frames.append(Frame(at, 1000.0 * (busy - self._busy), 1000.0 * (at - self._at)))
        self._busy, self._at = busy, at
        self.counted.emit()


def summary(frames: Sequence[Frame]) -> Summary:
    """Median, 99th percentile and extremes of frames."""
    if not frames:
        return Summary(0, 0.0, 0.0, 0.0, 0.0)
    busy = sorted(frame.busy_ms for frame in frames)
    last = len(busy) - 1
    gap = max(frame.lasted_ms for frame in frames)
    return Summary(len(busy), busy[round(last * 0.5)], busy[round(last * 0.99)], busy[last], gap)
