"""The window's speed, measured in a process of its own: `daw bench` starts it and reads the one line of JSON it prints.

open DIR STARTED : how long after the start of the process (STARTED: then, in seconds of the system's clock) the window stands there and
answers, and the sound is ready.   play DIR : frame times while the song plays.   wheel DIR : frame times while the hand zooms and scrolls.
The window is the usual one, 1600 × 1000, on the null device.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from daw.ui.app import Program, make_application
from daw.ui.firstpicture import FirstPicture
from daw.ui.frametimes import Frame, FrameTimes, summary
from daw.ui.garbage import GarbageRounds
from daw.ui.sound import Wish

SETTLED_S = 1.0  # of rest before something is measured
SIZE = 1600, 1000
PLAY_S, SEEN_S = 12.0, 8.0  # how long it plays; how much of the song fills the canvas
NOTCH, ZOOMS, SCROLLS = 120, 24, 40  # Qt's unit of the wheel; notches one way
POLL_MS = 20


class Shown(QObject):
    """The program with a song in its window.  answered_at : when the first picture was drawn and the window took the next event"""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.app = make_application()
        self.rounds = GarbageRounds(self)
        self.program = Program(self.app, device=Wish("null", 256))
        self.began_at, self.answered_at, self.ready_at, self.cpu_s = time.time(), 0.0, 0.0, 0.0
        self.program.open(folder)
        assert self.program.studio is not None
        assert self.program.window is not None
        if QApplication.platformName() == "offscreen":  # whose screen is smaller
            self.program.window.showNormal()
            self.program.window.resize(*SIZE)
        self.studio, self.window = self.program.studio, self.program.window
        self.arrange: Any = self.window.arrange
        assert self.studio.sound is not None
        self.studio.sound.ready.connect(self._on_ready)
        FirstPicture(self.window).drawn.connect(self._on_answered)

    def _on_answered(self) -> None:
        self.answered_at, self.cpu_s = time.time(), time.process_time()

    def _on_ready(self) -> None:
        self.ready_at = time.time()

    def rest(self, seconds: float) -> None:
        """Let the window run."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, done: Callable[[], object]) -> None:
        """Let the window run until something is so."""
        while not done():
            self.rest(POLL_MS / 1000.0)

    def settle(self) -> None:
        """Wait for the sound and all waves."""
        self.until(lambda: self.ready_at and not self.arrange.waves.busy)
        self.rest(SETTLED_S)
        self.until(lambda: not self.arrange.waves.busy)

    def close(self) -> None:
        """End."""
        self.window.close()
        self.program.close()
        self.rounds.end()


def opened(shown: Shown, started: float) -> dict[str, float]:
    """Seconds from the start of the process, and from where the song was asked for."""
    shown.until(lambda: shown.answered_at)
    shown.until(lambda: shown.ready_at)
    since = started or shown.began_at
    window_s, song_s, sound_s = shown.answered_at - since, shown.answered_at - shown.began_at, shown.ready_at - since
    return {"window_s": window_s, "cpu_s": shown.cpu_s, "song_s": song_s, "sound_s": sound_s}


def played(shown: Shown, _started: float) -> dict[str, Any]:
    """Frame times while the song plays, the canvas turning its pages."""
    studio = shown.studio
    studio.view.set(frames_per_px=SEEN_S * studio.sample_rate / shown.arrange.canvas.width(), first_frame=0)
    shown.settle()
    times = FrameTimes(kept_s=PLAY_S)
    studio.play()
    shown.rest(SETTLED_S)
    times.start()
    shown.rest(PLAY_S)
    times.stop()
    studio.stop()
    return times.summary()._asdict()


def wheeled(shown: Shown, _started: float) -> dict[str, Any]:
    """Frame times while the wheel turns by a notch in each frame: zooming in and out, scrolling along the song, and down the tracks."""
    studio, arrange = shown.studio, shown.arrange
    if shown.window.places.shows("dock"):
        shown.window.places.toggle("dock")
    studio.view.set(heights={track.id: "mini" for track in studio.session.tracks})
    arrange.viewport.show_all()
    shown.settle()
    sections = {"zoom": turns("zoom", ZOOMS), "along": turns("along", SCROLLS), "down": turns("down", SCROLLS)}
    told: dict[str, Any] = {"platform": QApplication.platformName(), "rows": len(seen_rows(arrange))}
    for name, notches in sections.items():
        if name == "along":
            arrange.viewport.show_span(0, arrange.viewport.song_end // 6)
            shown.settle()
        told[name] = summary(turned(shown, notches))._asdict()
    return told


def seen_rows(arrange: Any) -> list[object]:
    """The rows that show on the canvas."""
    port = arrange.viewport
    return [row for row in port.rows if row.top < port.top + port.height and row.bottom > port.top]


def turns(way: str, count: int) -> Iterator[tuple[QPoint, Qt.KeyboardModifier]]:
    """Notches there and back again."""
    for notch in [-NOTCH] * count + [NOTCH] * count:
        if way == "zoom":
            yield QPoint(0, -notch), Qt.KeyboardModifier.ControlModifier
        elif way == "along":
            yield QPoint(0, notch), Qt.KeyboardModifier.ShiftModifier
        else:
            yield QPoint(0, notch), Qt.KeyboardModifier.NoModifier


def turned(shown: Shown, notches: Iterator[tuple[QPoint, Qt.KeyboardModifier]]) -> list[Frame]:
    """Turn the wheel over the canvas, a notch each frame."""
    canvas, times, loop = shown.arrange.canvas, FrameTimes(kept_s=60.0), QEventLoop()
    at = QPointF(canvas.width() * 0.4, canvas.height() * 0.5)

    def turn() -> None:
        step = next(notches, None)
        if step is None:
            loop.quit()
            return
        event = QWheelEvent(
            at, QPointF(canvas.mapToGlobal(at.toPoint())), QPoint(), step[0], Qt.MouseButton.NoButton, step[1],
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)

    times.counted.connect(turn)
    times.start()
    loop.exec()
    times.stop()
    return list(times.frames)[1:]  # in the first one nothing was turned


def main() -> None:
    """Measure one thing and print it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["open", "play", "wheel"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("started", type=float, nargs="?", default=0.0)
    asked = parser.parse_args()
    shown = Shown(asked.folder)
    told = {"open": opened, "play": played, "wheel": wheeled}[asked.verb](shown, asked.started)
    told["platform"] = QApplication.platformName()
    shown.close()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
