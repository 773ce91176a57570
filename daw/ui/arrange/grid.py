"""The grid behind the tracks: bars, beats and their parts, and every second stretch a shade lighter."""

import bisect
import functools
import math
from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from daw.model.session import Session
from daw.model.tempo import Line
from daw.ui.arrange.snapping import division_at
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.theme import Theme, mix

BAR_PX, BEAT_PX, PART_PX = 22.0, 14.0, 14.0  # lines closer together than this are not drawn
LABEL_PX = 72.0  # so far apart stand two labels of the ruler


def bar_width(session: Session, frame: int, axis: TimeAxis) -> float:
    """How many pixels a bar has at a frame."""
    meter = session.tempo.meter_at(max(0, frame))
    seconds = meter.beats * 4.0 / meter.unit * 60.0 / session.tempo.tempo_at(max(0, frame)).bpm
    return axis.width(seconds * session.sample_rate)


def bar_step(width: float, least: float) -> int:
    """Each so many bars there is room for something `least` pixels wide."""
    return 2 ** max(0, math.ceil(math.log2(least / width)))


def label_step(width: float, unit: float = 1.0) -> int:
    """Each so many bars the ruler has a label."""
    return bar_step(width, LABEL_PX * unit)


def seen_lines(session: Session, grid: str, axis: TimeAxis, left: float, right: float) -> list[Line]:
    """The lines to be drawn between two places: those of the grid in force, as far as they have room."""
    first, last = axis.frame(left), axis.frame(right) + 1
    width = bar_width(session, first, axis)
    chosen = division_at(session, grid, first, axis.frames_per_px)
    meter = session.tempo.meter_at(first)
    bar_quarters = meter.beats * 4.0 / meter.unit
    if width < BAR_PX:
        return session.tempo.grid_lines(first, last, session.sample_rate, bar_quarters, bar_step(width, BAR_PX))
    division = chosen.quarters
    while division < bar_quarters and width * division / bar_quarters < PART_PX:
        division = min(division * 2.0, bar_quarters)
    return session.tempo.grid_lines(first, last, session.sample_rate, division)


class Grid:
    """Draws the lines; where they stand is found once for a stretch of time, however many pieces of the canvas are drawn."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._lines: list[tuple[int, int]] = []  # x and level

    def paint(self, painter: QPainter, rect: QRect, session: Session, grid: str, axis: TimeAxis, width: int, theme: Theme) -> None:
        """Draw the lines that cross a rectangle of a canvas so many pixels wide."""
        of = (session.tempo, grid, axis, width)
        if len(self._of) != len(of) or self._of[0] is not of[0] or self._of[1:] != of[1:]:
            self._of, self._lines = of, list(placed_lines(session, grid, axis, width))
        inks, top, height = grid_inks(theme), rect.top(), rect.height()
        first = bisect.bisect_left(self._lines, (rect.left(), -1))
        last = bisect.bisect_left(self._lines, (rect.right() + 1, -1))
        for x, level in self._lines[first:last]:
            painter.fillRect(x, top, 1, height, inks[level + 1])


def placed_lines(session: Session, grid: str, axis: TimeAxis, width: int) -> Iterator[tuple[int, int]]:
    """Where the lines stand on a canvas, and of what level they are: −1 is a bar with a label."""
    step = label_step(bar_width(session, axis.frame(0), axis))
    for line in seen_lines(session, grid, axis, -1, width + 1):
        yield round(axis.x(line.frame)), line.level if line.level or (line.bar - 1) % step else -1


@functools.lru_cache(maxsize=8)
def grid_inks(theme: Theme) -> tuple[QColor, QColor, QColor, QColor]:
    """The colours of lines: labelled bars, bars, beats, parts of beats."""
    ink = theme.text3
    shares = (0.22, 0.13, 0.07, 0.045) if theme.dark else (0.38, 0.24, 0.14, 0.09)
    return tuple(mix(theme.canvas, ink, share) for share in shares)  # type: ignore[return-value]
