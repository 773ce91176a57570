"""Waves as pictures: tiles of 512 pixels drawn in a worker thread, kept as long as there is room.

The window's thread asks (`tile`) and gets a picture or nothing; `ready` says that pictures have come.  Peaks of sources are read, or
built, in a thread of their own, so that a long file does not hold up what is known already.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from daw.audio.error import AudioFileError, Cancelled
from daw.model.clip import Source
from daw.units import db_to_linear

if TYPE_CHECKING:
    from daw.audio.peaks import Peaks

TILE = 512  # pixels
ROOM = 128 << 20  # bytes of pictures kept
MOST_WAITING = 600  # older questions are forgotten: what they asked for has left the screen


class TileKey(NamedTuple):
    """What a tile shows.  frames_per_px, height, at : in pixels of the screen; at : which tile of the source; colours as 0xRRGGBB"""

    source: str
    frames_per_px: float
    at: int
    height: int
    gain_db: float
    peak: int
    core: int
    split: bool


class Load(NamedTuple):
    """Peaks to be read: of a source of the song in a folder."""

    folder: Path
    source: Source


class Waves(QObject):
    """The tiles of all sources of a song.  `ready(keys)` : these can be had now.  `known(source id)` : its peaks, or why not."""

    ready = Signal(object)
    known = Signal(str)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None, *, room: int = ROOM) -> None:
        super().__init__(parent)
        self._room, self._used = room, 0
        self._tiles: OrderedDict[TileKey, QImage] = OrderedDict()
        self._zooms: dict[str, dict[tuple[float, int], None]] = {}  # of every source: zooms and heights there are tiles of
        self._peaks: dict[str, Peaks] = {}
        self.problems: dict[str, str] = {}  # of sources that can't be read
        self._asked: set[str] = set()
        self._lock = threading.Condition()
        self._jobs: deque[TileKey] = deque()
        self._waiting: set[TileKey] = set()
        self._loads: deque[Load] = deque()
        self._done: list[tuple[TileKey, QImage | None]] = []
        self._found: list[tuple[str, Peaks | str]] = []
        self._told = False
        self._closing = False
        self._threads: list[threading.Thread] = []
        self._arrived.connect(self._take_in)

    # the window's thread

    def tile(self, key: TileKey) -> QImage | None:
        """A tile, or None: then it is being drawn."""
        image = self._tiles.get(key)
        if image is not None:
            self._tiles.move_to_end(key)
            return image
        if key.source in self._peaks:
            with self._lock:
                if key not in self._waiting:
                    self._waiting.add(key)
                    self._jobs.append(key)
                    if len(self._jobs) > MOST_WAITING:
                        self._waiting.discard(self._jobs.popleft())
                    self._lock.notify_all()
        return None

    def likeness(self, key: TileKey, reach: float = 64.0) -> tuple[float, list[tuple[int, QImage]]] | None:
        """Tiles of the same wave at the nearest other zoom, to be stretched until the tile itself is there: (frames per pixel, tiles)."""
        for frames_per_px, height in sorted(self._zooms.get(key.source, ()), key=lambda zoom: abs(zoom[0] / key.frames_per_px - 1.0)):
            if height != key.height or frames_per_px == key.frames_per_px or not 1 / reach < frames_per_px / key.frames_per_px < reach:
                continue
            width = TILE * frames_per_px
            first = int(key.at * TILE * key.frames_per_px // width)
            last = int((key.at + 1) * TILE * key.frames_per_px // width)
            if last - first > 8:
                continue
            others = [(n, self._tiles.get(key._replace(frames_per_px=frames_per_px, at=n))) for n in range(first, last + 1)]
            found = [(n, image) for n, image in others if image is not None]
            if found:
                return frames_per_px, found
        return None

    def want(self, folder: Path | None, source: Source) -> bool:
        """Have a source's peaks ready; whether they are."""
        if source.id in self._peaks:
            return True
        if source.id not in self._asked and folder is not None:
            self._asked.add(source.id)
            with self._lock:
                self._loads.append(Load(folder, source))
            QTimer.singleShot(0, self._wake)  # when the picture is drawn that is being drawn now
        return False

    def _wake(self) -> None:
        with self._lock:
            self._lock.notify_all()

    def peaks(self, source_id: str) -> "Peaks | None":
        """The peaks of a source, once they are known."""
        return self._peaks.get(source_id)

    def forget(self, source_id: str) -> None:
        """Read a source anew: its file was found, or is another one."""
        self._asked.discard(source_id)
        self._peaks.pop(source_id, None)
        self.problems.pop(source_id, None)

    @property
    def busy(self) -> bool:
        """Whether anything is still to be drawn or read."""
        with self._lock:
            return bool(self._waiting or self._done or self._found or self._asked - set(self._peaks) - set(self.problems))

    def start(self) -> None:
        """Begin to work."""
        for run in (self._draw_tiles, self._load_peaks):
            thread = threading.Thread(target=run, name=f"daw-{run.__name__}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Stop working; waits for what is being drawn."""
        with self._lock:
            self._closing = True
            self._lock.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def _take_in(self) -> None:
        with self._lock:
            done, self._done = self._done, []
            found, self._found = self._found, []
            self._told = False
        for source_id, peaks in found:
            if isinstance(peaks, str):
                self.problems[source_id] = peaks
            else:
                self._peaks[source_id] = peaks
            self.known.emit(source_id)
        for key, image in done:
            self._waiting.discard(key)
            if image is not None:
                self._keep(key, image)
        if done:
            self.ready.emit([key for key, image in done if image is not None])

    def _keep(self, key: TileKey, image: QImage) -> None:
        self._tiles[key] = image
        self._used += image.sizeInBytes()
        zooms = self._zooms.setdefault(key.source, {})
        zooms.pop((key.frames_per_px, key.height), None)
        zooms[key.frames_per_px, key.height] = None
        if len(zooms) > 6:
            del zooms[next(iter(zooms))]
        while self._used > self._room and len(self._tiles) > 1:
            _, old = self._tiles.popitem(last=False)
            self._used -= old.sizeInBytes()

    # the workers

    def _next(self, jobs: Callable[[], object | None]) -> object | None:
        with self._lock:
            while not self._closing:
                job = jobs()
                if job is not None:
                    return job
                self._lock.wait()
        return None

    def _tell(self) -> None:
        if not self._told and not self._closing:
            self._told = True
            self._arrived.emit()

    def _draw_tiles(self) -> None:
        while (key := self._next(lambda: self._jobs.pop() if self._jobs else None)) is not None:
            assert isinstance(key, TileKey)
            image = self._drawn(key)
            with self._lock:
                self._done.append((key, image))
                self._tell()

    def _drawn(self, key: TileKey) -> QImage | None:
        from daw.ui.arrange.rasteriser import columns, draw, exponent

        peaks = self._peaks.get(key.source)
        if peaks is None:
            return None
        try:
            rows = columns(peaks, (key.at * TILE - 1) * key.frames_per_px, key.frames_per_px, TILE + 1)
        except (AudioFileError, OSError):
            return None
        pixels = draw(rows, db_to_linear(key.gain_db), key.height, key.peak, key.core, split=key.split, power=exponent(key.frames_per_px))
        image = QImage(pixels.data, TILE, key.height, TILE * 4, QImage.Format.Format_ARGB32_Premultiplied)
        return image.copy()  # owns its pixels

    def _load_peaks(self) -> None:
        while (job := self._next(lambda: self._loads.popleft() if self._loads else None)) is not None:
            from daw.audio.peaks import of_source  # here: compiled code takes its time to come up, and the first picture comes before

            assert isinstance(job, Load)
            folder, source = job
            try:
                found: Peaks | str = of_source(folder, source.path, cancel=lambda: self._closing)
            except (AudioFileError, Cancelled, OSError) as problem:
                found = str(problem)
            with self._lock:
                self._found.append((source.id, found))
                self._tell()
