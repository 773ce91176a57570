"""Snapping: which places a moving edge sticks to, and when."""

import bisect
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from daw.model.session import Session
from daw.model.tempo import Line

NEAR_PX = 8.0  # so near it sticks
FINEST_PX = 12.0  # the adaptive grid shows the finest line so far apart
PARTS = (1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125)  # of a quarter note
BARS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)


class Snapped(NamedTuple):
    """Where something sticks; `name` says to what ("" where it does not)."""

    frame: int
    name: str = ""

    @property
    def sticks(self) -> bool:
        """Whether there is anything it sticks to."""
        return bool(self.name)


class Place(NamedTuple):
    """A frame that things stick to."""

    frame: int
    name: str


class Division(NamedTuple):
    """A grid: lines each `quarters` quarter notes within a bar, or, from a bar on, each so many bars."""

    quarters: float
    every_bars: int = 1


def division(grid: str, quarter_px: float, bar_quarters: float = 4.0) -> Division:
    """The grid in force: a fixed one ("1/16"), or for "adaptive" the finest with lines at least 12 pixels apart.

    quarter_px : how wide a quarter note is.  A fixed grid finer than 2 pixels is made coarser, for drawing and for snapping alike.
    """
    least = FINEST_PX
    if grid != "adaptive":
        top, _, bottom = grid.partition("/")
        wanted = 4.0 * float(top) / float(bottom)
        if wanted * quarter_px >= 2.0:
            return Division(min(wanted, bar_quarters))
        least = 2.0
    fine = [part for part in PARTS if part * quarter_px >= least]
    if fine:
        return Division(fine[-1])
    every = next((bars for bars in BARS if bars * bar_quarters * quarter_px >= least), BARS[-1])
    return Division(bar_quarters, every)


def division_at(session: Session, grid: str, frame: int, frames_per_px: float) -> Division:
    """The grid in force at a frame."""
    meter = session.tempo.meter_at(frame)
    quarter_px = session.sample_rate * 60.0 / session.tempo.tempo_at(frame).bpm / frames_per_px
    return division(grid, quarter_px, meter.beats * 4.0 / meter.unit)


def lines(session: Session, grid: str, start: int, end: int, frames_per_px: float) -> list[Line]:
    """The lines of the grid between two frames, as fine as at `start`."""
    chosen = division_at(session, grid, start, frames_per_px)
    return session.tempo.grid_lines(max(0, start), max(0, end), session.sample_rate, chosen.quarters, chosen.every_bars)


def nearest_line(session: Session, grid: str, frame: int, frames_per_px: float) -> int:
    """The line of the grid nearest to a frame."""
    chosen = division_at(session, grid, frame, frames_per_px)
    return session.tempo.nearest_line(max(0, frame), session.sample_rate, chosen.quarters, chosen.every_bars)


def next_line(session: Session, grid: str, frame: int, frames_per_px: float, way: int) -> int:
    """The line of the grid after (way 1) or before (way −1) a frame; the start of the song at the least."""
    chosen = division_at(session, grid, frame, frames_per_px)
    quarters = session.tempo.frame_to_beat(frame, session.sample_rate)
    meters = max(mark.beats * 4.0 / mark.unit for mark in session.tempo.meters)
    reach = max(chosen.quarters, chosen.every_bars * meters) + 1.0
    first = session.tempo.beat_to_frame(max(0.0, quarters - reach), session.sample_rate)
    last = session.tempo.beat_to_frame(quarters + reach, session.sample_rate) + 1
    found = [one.frame for one in session.tempo.grid_lines(first, last, session.sample_rate, chosen.quarters, chosen.every_bars)]
    if way > 0:
        return next((one for one in found if one > frame), frame)
    return next((one for one in reversed(found) if one < frame), 0)


def places(session: Session, *, playhead: int | None = None, without: frozenset[str] = frozenset()) -> list[Place]:
    """All that things stick to but the grid, in order of time; the clips of `without` do not count."""
    found = [Place(0, "Start")]
    for track in session.tracks:
        for clip in track.clips:
            if clip.id not in without:
                found += (Place(clip.start, f"Start of {clip.name}"), Place(clip.end, f"End of {clip.name}"))
    for section in session.sections:
        found += (Place(section.start, section.name), Place(section.start + section.length, f"End of {section.name}"))
    found += [Place(marker.frame, marker.name) for marker in session.markers]
    if playhead is not None:
        found.append(Place(playhead, "Playhead"))
    return sorted(found)


def stick(frame: int, stops: Sequence[Place], line: int | None, reach: float) -> Snapped:
    """The nearest stop or grid line within `reach` frames of a frame; a stop wins over a line as near."""
    best, name, distance = frame, "", reach
    at = bisect.bisect_left(stops, Place(frame, ""))
    for stop in stops[max(0, at - 1) : at + 1]:
        if abs(stop.frame - frame) <= distance:
            best, name, distance = stop.frame, stop.name, abs(stop.frame - frame)
    if line is not None and abs(line - frame) < distance:
        best, name = line, "Grid"
    return Snapped(best, name)


def stick_any(
    edges: Iterable[int], by: int, stops: Sequence[Place], grid_of: Callable[[int], int | None], reach: float
) -> tuple[int, Snapped]:
    """How far things with these edges really move when the hand moves them by `by`: so that the nearest edge sticks.

    Returns the distance, and what sticks where.  grid_of : frame → the nearest grid line, or None for none
    """
    best, stuck, distance = by, Snapped(0), reach + 1.0
    for edge in edges:
        found = stick(edge + by, stops, grid_of(edge + by), reach)
        if found.sticks and abs(found.frame - edge - by) < distance:
            best, stuck, distance = found.frame - edge, found, abs(found.frame - edge - by)
    return best, stuck


class GridOf:
    """Frame → the nearest line of a song's grid; None where snapping to it is off."""

    def __init__(self, session: Session, grid: str, frames_per_px: float) -> None:
        self.session, self.grid, self.frames_per_px = session, grid, frames_per_px

    def __call__(self, frame: int) -> int | None:
        return nearest_line(self.session, self.grid, frame, self.frames_per_px)
