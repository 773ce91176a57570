"""How a song is looked at: tools, zoom, heights of tracks, docks.  Kept beside the song in view.json; neither saved with it nor undone."""

import contextlib
import json
import logging
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QObject, QTimer, Signal

from daw.model import atomic

T = TypeVar("T")
FILE = "view.json"
SAVE_MS = 1000
TOOLS = ("pointer", "range", "split", "draw")
GRIDS = ("adaptive", "1/1", "1/2", "1/4", "1/8", "1/16", "1/32")
HEIGHTS = ("mini", "normal", "large", "huge")
FOLLOWS = ("page", "smooth", "off")
CLICKS = ("off", "recording", "always")


class Kept(Generic[T]):
    """A value of the view: reading and assigning look like an attribute's, and a new value is told and kept."""

    def __init__(self, default: T, allowed: tuple[Any, ...] = ()) -> None:
        self.default, self.allowed, self.name = default, allowed, ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, view: None, _owner: type) -> "Kept[T]": ...

    @overload
    def __get__(self, view: "View", _owner: type) -> T: ...

    def __get__(self, view: "View | None", _owner: type) -> "T | Kept[T]":
        return self if view is None else view.values.get(self.name, self.default)

    def __set__(self, view: "View", value: T) -> None:
        view.set(**{self.name: value})

    def fits(self, value: object) -> bool:
        """Whether a value read from a file can be this."""
        if self.allowed:
            return value in self.allowed
        if isinstance(self.default, float):
            return isinstance(value, int | float) and not isinstance(value, bool)
        return type(value) is type(self.default)


class View(QObject):
    """`changed(names)` says which values are others now; assign attributes, or several at once with `set`.

    frames_per_px : zoom, in session frames per device-independent pixel.  first_frame : at the left edge of the canvas
    heights : track id → one of HEIGHTS.  lanes : track id → open lanes ("takes", "auto:<target>"), in order
    layouts : view name → what the window keeps of it (docks, sizes)
    """

    changed = Signal(object)

    tool = Kept("pointer", TOOLS)
    snap = Kept(True)
    grid = Kept("adaptive", GRIDS)
    follow = Kept("page", FOLLOWS)
    frames_per_px = Kept(1000.0)
    first_frame = Kept(0)
    heights: Kept[dict[str, str]] = Kept({})
    lanes: Kept[dict[str, list[str]]] = Kept({})
    folded: Kept[list[str]] = Kept([])  # ids of the folders that hide what lies in them
    layout = Kept("mix", ("record", "mix"))
    layouts: Kept[dict[str, dict[str, Any]]] = Kept({})
    compact = Kept(False)
    counter = Kept("bars", ("bars", "time", "samples"))  # what the counter shows large
    # what the mixer's strips show: the pills of the dock's header
    mixer_inputs = Kept(True)
    mixer_inserts = Kept(True)
    mixer_sends = Kept(True)
    mixer_narrow = Kept(False)
    mixer_wide = Kept(False)
    # the transport's own switches: they belong to the ears, not to the song
    loop = Kept(False)
    punch = Kept(False)
    click = Kept("recording", CLICKS)
    click_db = Kept(-12.0)
    count_in = Kept(1)
    dim = Kept(False)  # the room hears the master 20 dB down
    mono = Kept(False)
    start_marker = Kept(0)  # frame at which Space began last; "return on stop" goes back there

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.values: dict[str, Any] = {}
        self._path = folder / FILE if folder is not None else None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._timer.timeout.connect(self.save)
        self.is_new = True  # nothing was kept for this song: zoom to fit
        self._read()

    def set(self, **changes: Any) -> None:
        """Change several values as one."""
        new = {name: value for name, value in changes.items() if getattr(self, name) != value}
        if new:
            self.values.update(new)
            if self._path is not None:
                self._timer.start()
            self.changed.emit(frozenset(new))

    def height(self, track_id: str) -> str:
        """A track's height in words."""
        return self.heights.get(track_id, "normal")

    def set_height(self, track_id: str, height: str) -> None:
        """Show a track mini, normal, large or huge."""
        self.heights = {**self.heights, track_id: height}

    def open_lanes(self, track_id: str) -> list[str]:
        """The lanes open under a track, in order."""
        return self.lanes.get(track_id, [])

    def show_lane(self, track_id: str, lane: str, *, shown: bool | None = None) -> None:
        """Open or close a lane ("takes", "auto:<target>"); None: the other way."""
        now = self.open_lanes(track_id)
        wanted = lane not in now if shown is None else shown
        if wanted != (lane in now):
            self.lanes = {**self.lanes, track_id: [*now, lane] if wanted else [one for one in now if one != lane]}

    def save(self) -> None:
        """Write view.json now; a folder that can't be written to is no reason to bother anyone."""
        self._timer.stop()
        if self._path is not None and self._path.parent.is_dir():
            text = json.dumps({name: self.values[name] for name in sorted(self.values)}, indent=1)
            with contextlib.suppress(OSError):
                atomic.write(self._path, text.encode())

    def _read(self) -> None:
        if self._path is None or not self._path.is_file():
            return
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError) as problem:
            logging.getLogger(__name__).info("%s is not read: %s", self._path, problem)
            return
        for name, value in found.items() if isinstance(found, dict) else ():
            kept = getattr(type(self), name, None)
            if isinstance(kept, Kept) and kept.fits(value):
                self.values[name] = value
        self.is_new = "frames_per_px" not in self.values
