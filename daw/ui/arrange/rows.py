"""The rows of the arrange view, from the top: tracks, and under each the lanes that are open.  A pure function of song and view.

A bus or the master has no clips: it has a row only if it is a folder, or while one of its lanes is open.  A folded folder hides
what lies in it.
"""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, Protocol

from daw.model import folders
from daw.model.session import Session
from daw.model.track import Track

RowKind = Literal["track", "take", "automation"]

TRACK_HEIGHTS = {"mini": 28, "normal": 60, "large": 96, "huge": 160}
TAKE_HEIGHTS = {"mini": 24, "normal": 36, "large": 60, "huge": 96}
AUTOMATION_HEIGHTS = {"mini": 24, "normal": 44, "large": 88, "huge": 160}
TAKES, AUTOMATION = "takes", "auto:"  # how the view names lanes; "takes:4" shows takes of four stars and more


class Row(NamedTuple):
    """A row from `top` on, `height` pixels high.  item : a take's id, or an envelope's target; "" for a track."""

    kind: RowKind
    track_id: str
    item: str
    top: int
    height: int
    depth: int = 0  # in how many folders its track lies

    @property
    def bottom(self) -> int:
        """The first pixel below."""
        return self.top + self.height

    @property
    def key(self) -> tuple[str, str, str]:
        """What row it is, wherever it stands."""
        return self.kind, self.track_id, self.item


class Looks(Protocol):
    """What rows need to know of the view."""

    @property
    def heights(self) -> dict[str, str]: ...

    @property
    def lanes(self) -> dict[str, list[str]]: ...

    @property
    def folded(self) -> list[str]: ...


def height_key(track_id: str, lane: str = "") -> str:
    """Under which name the view keeps a height: a track's id; for lanes "<track id>/takes" or "<track id>/auto:<target>"."""
    return f"{track_id}/{lane}" if lane else track_id


def rows(session: Session, view: Looks, px: Callable[[float], int] = round) -> tuple[Row, ...]:
    """All rows in order, without gaps.  px : pixels of a length of the specification."""
    found: list[Row] = []
    top = 0
    up = folders.parents(session)
    holding, hidden = set(up.values()), set(view.folded)
    for track in session.tracks:
        if up.get(track.id) in hidden:
            hidden.add(track.id)  # and what it holds
            continue
        lanes = view.lanes.get(track.id, [])
        if track.kind != "audio" and not lanes and track.id not in holding:
            continue
        deep = folders.depth(up, track.id)
        for kind, item, height in _of_track(track, lanes, view.heights):
            found.append(Row(kind, track.id, item, top, px(height), deep))
            top += px(height)
    return tuple(found)


def _of_track(track: Track, lanes: Sequence[str], heights: dict[str, str]) -> list[tuple[RowKind, str, int]]:
    made: list[tuple[RowKind, str, int]] = [("track", "", TRACK_HEIGHTS[heights.get(track.id, "normal")])]
    for lane in lanes:
        name, _, stars = lane.partition(":")
        if name == TAKES:
            height = TAKE_HEIGHTS[heights.get(height_key(track.id, TAKES), "normal")]
            least = int(stars) if stars.isdigit() else 0
            made.extend(("take", take.id, height) for take in track.takes if not take.hidden and take.rating >= least)
        elif lane.startswith(AUTOMATION):
            height = AUTOMATION_HEIGHTS[heights.get(height_key(track.id, lane), "normal")]
            made.append(("automation", lane.removeprefix(AUTOMATION), height))
    return made


def total_height(listed: Sequence[Row]) -> int:
    """How high all rows are together."""
    return listed[-1].bottom if listed else 0


def row_at(listed: Sequence[Row], y: float) -> Row | None:
    """The row at a height below the top of all, or None below the last."""
    low, high = 0, len(listed)
    while low < high:
        middle = (low + high) // 2
        if listed[middle].bottom <= y:
            low = middle + 1
        else:
            high = middle
    return listed[low] if low < len(listed) and y >= listed[low].top else None


def rows_between(listed: Sequence[Row], top: float, bottom: float) -> list[Row]:
    """The rows that show between two heights."""
    return [row for row in listed if row.bottom > top and row.top < bottom]


def row_of(listed: Sequence[Row], track_id: str, kind: RowKind = "track", item: str = "") -> Row | None:
    """The row of a track, or of a lane of it; None if it does not show."""
    return next((row for row in listed if row.key == (kind, track_id, item)), None)
