"""What the start window tells of a song before it is opened: its name, its length, its tracks, and its wave from the kept peaks."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from daw.model import songfile, storage
from daw.model.session import Session
from daw.model.songerror import SongError
from daw.ui.smallwave import energies
from daw.units import db_to_linear

COLUMNS = 96  # of the wave
MAX_BYTES = 64 << 20  # a song.json beyond this is not read for a list
PLAIN = 0.35  # how high a clip stands whose wave is not known


class SongFacts(NamedTuple):
    """state : "unread", "ok", "missing" (no song in the folder) or "damaged".  wave : COLUMNS heights of 0 … 1, or none"""

    folder: Path
    name: str
    state: str = "unread"
    seconds: float = 0.0
    tracks: int = 0
    wave: tuple[float, ...] = ()


def facts_of(folder: Path, *, with_wave: bool = True) -> SongFacts:
    """Read what there is to tell of a song; never raises."""
    path = folder / storage.SONG
    try:
        if not path.is_file():
            return SongFacts(folder, folder.name, "missing")
        if path.stat().st_size > MAX_BYTES:
            return SongFacts(folder, folder.name, "ok")
        session = songfile.decode(path.read_bytes())
    except (OSError, SongError):
        return SongFacts(folder, folder.name, "damaged")
    end = max((clip.end for track in session.tracks for clip in track.clips), default=0)
    count = sum(track.kind == "audio" for track in session.tracks)
    return SongFacts(folder, session.name, "ok", end / session.sample_rate, count, wave_of(folder, session, end) if with_wave else ())


def wave_of(folder: Path, session: Session, end: int) -> tuple[float, ...]:
    """How loud (rms) a song is in every column, as far as its peaks are kept; clips without peaks are plain blocks."""
    from daw.audio import peakfile

    if end <= 0:
        return ()
    heights = np.zeros(COLUMNS)
    known = {}
    for source in session.sources:
        path = Path(source.path)
        known[source.id] = peakfile.load(folder / "peaks" / f"{path.name}.peaks", folder / path)
    for clip in (clip for track in session.tracks for clip in track.clips if not clip.muted and not track.mute):
        first, last = clip.start * COLUMNS // end, min(COLUMNS, -(-clip.end * COLUMNS // end))
        found = known.get(clip.source)
        if found is None:
            heights[first:last] += PLAIN**2
        else:
            heights[first:last] += energies(*found, clip.offset, clip.offset + clip.length, last - first) * db_to_linear(clip.gain_db) ** 2
    top = heights.max()
    return tuple(float(height) for height in np.sqrt(heights / top)) if top > 0 else ()


def when(text: str, now: datetime | None = None) -> str:
    """A moment (ISO 8601) as one says it: "Today 14:02", "Yesterday", "12 November"."""
    try:
        then = datetime.fromisoformat(text)
    except ValueError:
        return ""
    today = (now or datetime.now().astimezone()).date()
    if then.date() == today:
        return f"Today {then:%H:%M}"
    if then.date() == today - timedelta(days=1):
        return f"Yesterday {then:%H:%M}"
    return f"{then.day} {then:%B}" + ("" if then.year == today.year else f" {then.year}")


class FactsReader(QObject):
    """Reads the facts of songs in a thread, then their waves.  `found(SongFacts)` arrives on the main thread."""

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, folders: Sequence[Path]) -> None:
        """Read these, in this order."""
        self._thread = threading.Thread(target=self._run, args=(tuple(folders),), name="daw-songs", daemon=True)
        self._thread.start()

    def _run(self, folders: tuple[Path, ...]) -> None:
        for with_wave in (False, True):
            for folder in folders:
                if self._stop.is_set():
                    return
                facts = facts_of(folder, with_wave=with_wave)
                if not self._stop.is_set():
                    self.found.emit(facts)

    def close(self) -> None:
        """Stop; waits for the song being read."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
