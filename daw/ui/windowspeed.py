"""How fast the window is: opening, playing, zooming and scrolling, each measured in a process of its own (`daw.ui.windowbench`).

Nothing here needs Qt.  Without a display, or where its libraries are missing, Qt's offscreen platform draws, and the result says so.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from daw import demo, song
from daw.needs import window_problem
from daw.ui.benchsongs import HOUR_TRACKS, widen_demo, write_hour

PLAYED = (24, 60)  # tracks
PARTS = 6  # of the work, about as long as each other


class NotMeasured(Exception):
    """The window could not be brought up; a word why."""


class Opening(NamedTuple):
    """Seconds: from the start of the process to a window that answers; of processor time till then; from opening the song to the window;
    from the start until the sound is ready too.
    """

    what: str
    window_s: float
    cpu_s: float
    song_s: float
    sound_s: float


class Frames(NamedTuple):
    """Milliseconds the window's thread works in a frame of the display; `longest_gap_ms` : how long the picture stood still at most."""

    what: str
    frames: int
    median_ms: float
    p99_ms: float
    longest_ms: float
    longest_gap_ms: float


class Window(NamedTuple):
    """What was measured, on which platform of Qt.  clips : of the song of an hour.  rows : of it that were in sight"""

    platform: str
    clips: int
    rows: int
    openings: tuple[Opening, ...]
    frames: tuple[Frames, ...]


def measure(progress: song.Fraction) -> Window:
    """Make the songs and measure the window on them."""
    with tempfile.TemporaryDirectory(prefix="daw-bench-") as name:
        place = Path(name)
        played, hour = place / "demo", place / "hour"
        demo.write_song(played, progress=lambda share: progress(share / PARTS)).close()
        clips = write_hour(hour)
        frames: list[Frames] = []
        for tracks in PLAYED:
            widen_demo(played, tracks)
            progress((1 + len(frames)) / PARTS)
            _child(place, "open", played)  # draws peaks, and compiles whatever is not in the cache
            told = _child(place, "play", played)
            frames.append(_frames(f"playing, {tracks} tracks", told))
        openings = [_opening("the demo song", place, played), _opening(f"{HOUR_TRACKS} tracks of an hour", place, hour)]
        progress(4 / PARTS)
        told = _child(place, "wheel", hour)
        for way, words in (("zoom", "a notch of zoom"), ("along", "a notch along the song"), ("down", "a notch down the tracks")):
            frames.append(_frames(f"{words}, {HOUR_TRACKS} tracks of an hour", told[way]))
        progress(1.0)
    return Window(told["platform"], clips, told["rows"], tuple(openings), tuple(frames))


def _child(place: Path, verb: str, folder: Path) -> dict[str, Any]:
    """Measure one thing in a process that knows no preferences of the person's."""
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(place / "config")}
    if window_problem():
        surroundings["QT_QPA_PLATFORM"] = "offscreen"
    words = [sys.executable, "-m", "daw.ui.windowbench", verb, os.fspath(folder), repr(time.time())]
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=surroundings)
    if done.returncode:
        raise NotMeasured((done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _opening(what: str, place: Path, folder: Path) -> Opening:
    """The quickest of three: what disk and system still have in memory is meant."""
    tries = [_child(place, "open", folder) for _ in range(3)]
    best = min(tries, key=lambda told: told["window_s"])
    return Opening(what, *(best[name] for name in Opening._fields[1:]))


def _frames(what: str, told: dict[str, Any]) -> Frames:
    return Frames(what, *(told[name] for name in Frames._fields[1:]))


def lines(window: Window) -> Iterator[str]:
    """What was measured, for people."""
    where = "drawn offscreen: there is no display" if window.platform == "offscreen" else window.platform
    yield f"The window ({where}); the song of an hour has {window.clips} clips"
    yield " opened                        window s   of processor   of opening   sound s"
    for one in window.openings:
        yield f" {one.what:28s} {one.window_s:9.2f} {one.cpu_s:14.2f} {one.song_s:12.2f} {one.sound_s:9.2f}"
    yield " the window's thread, ms a frame                      median     p99   longest   still at most"
    for each in window.frames:
        yield f" {each.what:50s} {each.median_ms:8.1f} {each.p99_ms:7.1f} {each.longest_ms:9.1f} {each.longest_gap_ms:15.1f}"
