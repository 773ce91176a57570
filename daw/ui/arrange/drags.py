"""Drags of the canvas itself: panning, choosing a range, the rubber band; and a part's own, handed on."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCursor

from daw.ui.arrange.rowpart import Hand, RowPart
from daw.ui.arrange.rows import Row, row_at, rows_between
from daw.ui.metrics import px
from daw.ui.timetext import bars_text

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas

Cursor = Qt.CursorShape | QCursor
START_PX = 3  # a hand that moved less has clicked


class Drag(Protocol):
    """What the hand is doing between press and release.  row : the row of the press"""

    @property
    def row(self) -> Row | None: ...

    def move(self, hand: Hand) -> None: ...

    def release(self, hand: Hand) -> None: ...

    def cancel(self) -> None: ...

    def cursor(self, hand: Hand) -> Cursor: ...


class PartDrag:
    """A press that a part has claimed."""

    def __init__(self, part: RowPart, row: Row) -> None:
        self.part, self.row = part, row

    def move(self, hand: Hand) -> None:
        self.part.move(self.row, hand)

    def release(self, hand: Hand) -> None:
        self.part.release(self.row, hand)

    def cancel(self) -> None:
        self.part.cancel(self.row)

    def cursor(self, hand: Hand) -> Cursor:
        return self.part.cursor(self.row, hand)


class Pan:
    """The middle button moves the paper."""

    def __init__(self, canvas: "Canvas", hand: Hand) -> None:
        self.canvas, self.row, self._last = canvas, None, hand.at

    def move(self, hand: Hand) -> None:
        way, self._last = hand.at - self._last, hand.at
        self.canvas.viewport.pan(-way.x())
        self.canvas.viewport.scroll_to(self.canvas.viewport.top - way.y())

    def release(self, hand: Hand) -> None:
        pass

    def cancel(self) -> None:
        pass

    def cursor(self, _hand: Hand) -> Cursor:
        return Qt.CursorShape.ClosedHandCursor


class RangeDrag:
    """Choose a stretch of time on the tracks between press and pointer."""

    def __init__(self, canvas: "Canvas", row: Row | None, hand: Hand) -> None:
        self.canvas, self.row = canvas, row
        self._from = canvas.snap(hand.frame, hand).frame
        self._place = hand.at
        self._before = (canvas.studio.selection.range, canvas.studio.selection.tracks)
        self._tracks(hand)

    def _tracks(self, hand: Hand) -> None:
        top = self.canvas.viewport.top
        low, high = sorted((self._place.y() + top, hand.at.y() + top))
        ids = dict.fromkeys(row.track_id for row in rows_between(self.canvas.viewport.rows, low, high + 1))
        if ids and tuple(ids) != self.canvas.studio.selection.tracks:
            self.canvas.studio.selection.select_tracks(ids)

    def move(self, hand: Hand) -> None:
        canvas = self.canvas
        there = canvas.snap(hand.frame, hand)
        canvas.guide(there)
        canvas.studio.selection.set_range(self._from, there.frame)
        self._tracks(hand)
        chosen = canvas.studio.selection.range
        if chosen is not None:
            seconds = (chosen[1] - chosen[0]) / canvas.studio.sample_rate
            canvas.bubble(f"{bars_text(canvas.studio.session, chosen[0])}   {seconds:.3f} s", hand.at)

    def release(self, hand: Hand) -> None:
        if abs(hand.at.x() - self._place.x()) < px(START_PX):
            self.canvas.studio.selection.clear()
            self.canvas.set_edit_cursor(self._from)

    def cancel(self) -> None:
        self.canvas.studio.selection.set_range(*(self._before[0] or (None, None)))
        self.canvas.studio.selection.select_tracks(self._before[1])

    def cursor(self, _hand: Hand) -> Cursor:
        return Qt.CursorShape.IBeamCursor


class RubberBand:
    """Choose the clips a rectangle touches; a click chooses the track and puts the edit cursor there."""

    def __init__(self, canvas: "Canvas", row: Row | None, hand: Hand) -> None:
        self.canvas, self.row = canvas, row
        self._frame, self._y = hand.frame, hand.at.y() + canvas.viewport.top
        self._place = hand.at
        self._adds = hand.shift or hand.ctrl
        self._before = canvas.studio.selection.clips
        self._moved = False

    def move(self, hand: Hand) -> None:
        if not self._moved and (hand.at - self._place).manhattanLength() < px(START_PX):
            return
        self._moved = True
        canvas = self.canvas
        x = canvas.axis.x(self._frame)
        y = self._y - canvas.viewport.top
        canvas.marks.band = QRectF(min(x, hand.at.x()), min(y, hand.at.y()), abs(hand.at.x() - x), abs(hand.at.y() - y))
        canvas.update()
        start, end = sorted((self._frame, hand.frame))
        top, bottom = sorted((self._y, hand.at.y() + canvas.viewport.top))
        found = self._touched(start, end, top, bottom)
        canvas.studio.selection.select_clips(found | self._before if self._adds else found)

    def _touched(self, start: int, end: int, top: float, bottom: float) -> frozenset[str]:
        canvas = self.canvas
        ids = {row.track_id for row in rows_between(canvas.viewport.rows, top, bottom + 1) if row.kind == "track"}
        tracks = [track for track in canvas.viewport.shown.tracks if track.id in ids]
        return frozenset(clip.id for track in tracks for clip in track.clips if clip.start < end and clip.end > start)

    def release(self, hand: Hand) -> None:
        canvas, selection = self.canvas, self.canvas.studio.selection
        canvas.marks.band = None
        canvas.update()
        if self._moved:
            return
        selection.clear()
        row = row_at(canvas.viewport.rows, self._y)
        if row is not None:
            selection.select_track(row.track_id, add=hand.ctrl)
        canvas.set_edit_cursor(canvas.snap(self._frame).frame)

    def cancel(self) -> None:
        self.canvas.marks.band = None
        self.canvas.studio.selection.select_clips(self._before)
        self.canvas.update()

    def cursor(self, _hand: Hand) -> Cursor:
        return Qt.CursorShape.ArrowCursor
