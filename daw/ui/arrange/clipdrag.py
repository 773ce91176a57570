"""What a hand does to clips.  Every drag shows what it would make of the song and edits once, when the button goes up."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from daw.model import edits
from daw.model.clip import Clip
from daw.model.clipboard import copied
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.session import Session
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipwords import moved_words
from daw.ui.arrange.drags import START_PX, Cursor
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.rows import Row, row_at
from daw.ui.arrange.snapping import Snapped, stick_any
from daw.ui.arrange.zerocrossing import at_zero
from daw.ui.metrics import px
from daw.ui.timetext import bars_text

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas

Call = tuple[Any, tuple[Any, ...]]


class ClipDrag:
    """A drag of a block.  Subclasses say which edits the hand means (`calls`), and what the bubble says (`words`)."""

    shape: Cursor = Qt.CursorShape.ArrowCursor
    label = ""  # of the undo step, where there are several edits

    def __init__(self, canvas: "Canvas", row: Row, block: Block, hand: Hand) -> None:
        self.canvas, self.row, self.block = canvas, row, block
        self.session = canvas.studio.session
        self.pressed = hand
        self.started = False
        self._calls: list[Call] = []

    def calls(self, hand: Hand) -> list[Call]:
        """The edits that make of the song what the hand means; none where nothing changes."""
        raise AssertionError

    def words(self, hand: Hand) -> str:
        """What the bubble says."""
        return ""

    def move(self, hand: Hand) -> None:
        """The hand is somewhere else."""
        if not self.started and (hand.at - self.pressed.at).manhattanLength() < px(START_PX):
            return
        self.started = True
        calls = self.calls(hand)
        try:
            made = applied(self.session, calls)
        except EditError as problem:
            self.canvas.bubble(str(problem), hand.at)
            return
        self._calls = calls
        self.canvas.preview(made)
        self.canvas.bubble(self.words(hand), hand.at)

    def release(self, _hand: Hand) -> None:
        """The button went up: edit."""
        calls, studio = self._calls, self.canvas.studio
        if calls and studio.session is self.session:
            before = studio.session
            done = studio.do(calls[0][0], *calls[0][1]) if len(calls) == 1 else studio.do_all(self.label, calls)
            if done:
                self.done(before)
        self.canvas.preview(None)

    def done(self, before: Session) -> None:
        """The song was edited: choose what is new, say what happened."""
        if self.canvas.studio.document.undo_label:
            self.canvas.studio.announce(self.canvas.studio.document.undo_label)

    def cancel(self) -> None:
        """Nothing happens."""
        self.canvas.preview(None)

    def cursor(self, _hand: Hand) -> Cursor:
        """While dragging."""
        return self.shape


def applied(session: Session, calls: list[Call]) -> Session:
    """What edits would make of a song."""
    for edit, args in calls:
        session = edit(session, *args)
    return session


class MoveDrag(ClipDrag):
    """Move clips in time and between tracks; with Ctrl, copies of them.  Shift keeps the time."""

    shape = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: "Canvas", row: Row, block: Block, hand: Hand) -> None:
        super().__init__(canvas, row, block, hand)
        chosen = canvas.studio.selection.clips
        self.ids = sorted(chosen | block.ids if block.ids & chosen else block.ids)
        self.copies = hand.ctrl
        self.by = self.down = 0
        self._start = min(clip.start for _, clip in edits_grouped(self.session, self.ids))

    def calls(self, hand: Hand) -> list[Call]:
        self.by, self.down = self._distance(hand), self._tracks_down(hand)
        if not (self.by or self.down):
            return []
        if not self.copies:
            return [(edits.move_clips, (self.ids, self.by, self.down))]
        plain = copied(self.session, self.ids)
        return [(edits.paste_clips, (plain, self._start + self.by, self._target(plain) if self.down else None))]

    def _distance(self, hand: Hand) -> int:
        canvas = self.canvas
        by = hand.frame - self.pressed.frame
        if hand.shift:
            canvas.guide(None)
            return 0
        by = max(by, -self._start)
        sticks = canvas.studio.view.snap != (hand.ctrl and not self.copies)
        if not sticks:
            canvas.guide(None)
            return by
        sticking = canvas.sticking
        edges = (self.block.start, self.block.end)
        stops = sticking.stops(frozenset() if self.copies else frozenset(self.ids))
        moved, stuck = stick_any(edges, by, stops, lambda _frame: None, sticking.reach)
        line = sticking.grid_of(self.block.start)  # the offset from the grid is kept
        offset = self.block.start - (line if line is not None else self.block.start)
        near = sticking.grid_of(self.block.start + by - offset)
        if near is not None:
            there = near + offset
            if abs(there - self.block.start - by) <= sticking.reach and (
                not stuck.sticks or abs(there - self.block.start - by) < abs(moved - by)
            ):
                moved, stuck = there - self.block.start, Snapped(there, "Grid")
        moved = max(moved, -self._start)
        canvas.guide(stuck if stuck.sticks else None)
        return moved

    def _tracks_down(self, hand: Hand) -> int:
        lanes = [track.id for track in self.session.tracks if track.kind == "audio"]
        rows = [row for row in self.canvas.viewport.rows if row.track_id in lanes]
        y = hand.at.y() + self.canvas.viewport.top
        row = row_at(rows, y) or min(rows, key=lambda one: abs((one.top + one.bottom) / 2 - y))
        owners = [lanes.index(track.id) for track, _ in edits_grouped(self.session, self.ids)]
        down = lanes.index(row.track_id) - lanes.index(self.row.track_id)
        return min(max(down, -min(owners)), len(lanes) - 1 - max(owners))

    def _target(self, plain: list[dict[str, Any]]) -> str:
        lanes = [track.id for track in self.session.tracks if track.kind == "audio"]
        return lanes[min(lanes.index(one["track"]) for one in plain) + self.down]

    def words(self, hand: Hand) -> str:
        return moved_words(self.session, self.block.start, self.by)

    def done(self, before: Session) -> None:
        studio = self.canvas.studio
        if self.copies:
            studio.selection.select_clips(new_clips(before, studio.session))
        super().done(before)


class TrimDrag(ClipDrag):
    """Move an edge of a block; the sound stays where it is."""

    shape = Qt.CursorShape.SizeHorCursor

    def __init__(self, canvas: "Canvas", row: Row, block: Block, hand: Hand, *, at_start: bool) -> None:
        super().__init__(canvas, row, block, hand)
        self.at_start = at_start
        self.clip = block.first if at_start else block.last
        self.edge = self.clip.start if at_start else self.clip.end

    def calls(self, hand: Hand) -> list[Call]:
        old = self.clip.start if self.at_start else self.clip.end
        there = self.canvas.snap(old + hand.frame - self.pressed.frame, hand, without=self.block.ids)
        self.edge = within_audio(self.session, self.clip, there.frame, at_start=self.at_start)
        self.canvas.guide(there if there.frame == self.edge else None)
        self.edge = at_zero(self.canvas, [trimmed(self.clip, self.edge, at_start=self.at_start)], self.edge)
        if self.edge == old:
            return []
        return [(edits.trim_start if self.at_start else edits.trim_end, (self.clip.id, self.edge))]

    def words(self, _hand: Hand) -> str:
        old = self.clip.start if self.at_start else self.clip.end
        return moved_words(self.session, old, self.edge - old)


class SlipDrag(ClipDrag):
    """Move the sound inside a clip; its edges stay."""

    shape = Qt.CursorShape.SplitHCursor

    def calls(self, hand: Hand) -> list[Call]:
        clip = self.block.first
        spare = self.source_frames(clip) - clip.length
        by = min(max(hand.frame - self.pressed.frame, clip.offset - spare), clip.offset)
        self.by = by
        return [(edits.slip_clip, (clip.id, by))] if by else []

    def source_frames(self, clip: Clip) -> int:
        """How long the clip's source is."""
        return next((source.frames for source in self.session.sources if source.id == clip.source), clip.offset + clip.length)

    def words(self, _hand: Hand) -> str:
        ms = self.by * 1000.0 / self.session.sample_rate
        return f"slip {ms:+.0f} ms".replace("-", "−")


def trimmed(clip: Clip, edge: int, *, at_start: bool) -> Clip:
    """A clip opened or closed to an edge, fades or not."""
    if at_start:
        return replace(clip, start=edge, offset=clip.offset + edge - clip.start, length=clip.end - edge)
    return replace(clip, length=edge - clip.start)


def within_audio(session: Session, clip: Clip, frame: int, *, at_start: bool) -> int:
    """The nearest frame at which an edge of a clip can lie: inside its audio, leaving at least one frame."""
    frames = next((source.frames for source in session.sources if source.id == clip.source), clip.offset + clip.length)
    if at_start:
        return min(max(frame, clip.start - clip.offset, 0), clip.end - 1)
    return max(min(frame, clip.start - clip.offset + frames), clip.start + 1)


def edits_grouped(session: Session, ids: list[str]) -> list[tuple[Any, Clip]]:
    """The clips of these ids and of their groups, each with its track."""
    from daw.model.edits.clips import grouped

    return grouped(session, ids)


def new_clips(old: Session, new: Session) -> frozenset[str]:
    """The ids of clips that were not there before."""
    before = {clip.id for track in old.tracks for clip in track.clips}
    return frozenset(clip.id for track in new.tracks for clip in track.clips if clip.id not in before)


def place_words(session: Session, frame: int) -> str:
    """A place as text."""
    return bars_text(session, frame)
