"""The row of a track: its clips, and what the hand does with them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.arrange.clipblocks import Block, Blocks
from daw.ui.arrange.clipdrag import ClipDrag, MoveDrag, SlipDrag, TrimDrag
from daw.ui.arrange.clipedgedrag import FadeDrag, GainDrag
from daw.ui.arrange.clipmenu import fill_clip_menu, fill_empty_menu
from daw.ui.arrange.clipover import FROZEN, badges, cursor_over, words_over
from daw.ui.arrange.clippaint import ClipPainter, Sliver, clip_look, crossing, focus_ring, handles, outline_of
from daw.ui.arrange.clipwords import clip_words
from daw.ui.arrange.clipzones import Outline, Zone, header_height, zone
from daw.ui.arrange.folderpaint import paint_folder
from daw.ui.arrange.live import Live
from daw.ui.arrange.nameentry import NameEntry
from daw.ui.arrange.rowpart import Hand, RowPart
from daw.ui.arrange.rows import Row
from daw.ui.arrange.stretchdrag import StretchDrag
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.arrange.zerocrossing import at_zero
from daw.ui.metrics import pxf

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio


class TrackPart(RowPart):
    """Draws the clips of tracks and takes them."""

    kind = "track"

    def __init__(self, studio: "Studio", canvas: "Canvas") -> None:
        super().__init__(studio, canvas)
        self.canvas = canvas
        self.blocks = Blocks()
        self.painter = ClipPainter(canvas.waves)
        self.live = Live(studio, canvas)
        self._drag: ClipDrag | None = None
        self._hovered: Block | None = None
        self._entry: NameEntry | None = None

    # what is there

    def track(self, row: Row) -> Track | None:
        """The track of a row, as it shows."""
        return next((track for track in self.canvas.viewport.shown.tracks if track.id == row.track_id), None)

    def block_at(self, row: Row, hand: Hand) -> tuple[Block, Zone] | None:
        """The block under the hand, and where on it."""
        track = self.track(row)
        if track is None:
            return None
        rect = self.canvas.rect_of(row)
        near = self.blocks.between(track, self.canvas.axis.frame(hand.at.x() - 2), self.canvas.axis.frame(hand.at.x() + 2))
        for block in reversed(near):
            found = zone(outline_of(block, rect, self.canvas.axis), hand.at.x(), hand.at.y(), unit=pxf(1))
            if found is not None:
                if found in ("curve-in", "curve-out") and not hand.shift:
                    found = "body"
                return block, found
        return None

    def problem(self, block: Block) -> str:
        """Why a block can't be heard; empty where it can."""
        return self._problem(block, self._offline())

    def _offline(self) -> Mapping[str, str]:
        return self.studio.engine.offline if self.studio.engine is not None else {}

    def _problem(self, block: Block, offline: Mapping[str, str]) -> str:
        waves = self.canvas.waves
        if not offline and not waves.waves.problems:
            return ""
        for clip in block.clips:
            lost = offline.get(clip.source) or waves.waves.problems.get(clip.source)
            if lost:
                source = waves.source(clip.source)
                return f"{source.path if source else clip.source} is missing"
        return ""

    # looks

    def paint(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        track, theme = self.track(row), themes.current()
        if track is None:
            return
        if track.kind == "bus":
            paint_folder(painter, self.canvas.viewport.shown, track, self.blocks, rect, axis, theme)
            return
        clip_rect = painter.clipBoundingRect()
        first, last = axis.frame(clip_rect.left() - 2), axis.frame(clip_rect.right() + 3)
        chosen, offline = self.studio.selection.clips, self._offline()
        sliver = Sliver(rect, axis)
        for block in self.blocks.between(track, first, last):
            head = block.clips[0]
            color = "stone" if track.mute or head.muted else head.color or track.color
            look = clip_look(theme, color, selected=not chosen.isdisjoint(block.ids))
            if block.end - block.start < sliver.frames:
                sliver.paint(painter, block, look)
                continue
            marks = badges(track, block, self.canvas.waves.source(block.first.source))
            self.painter.paint(painter, block, rect, axis, theme, look, self._problem(block, offline), marks)
        for cross in self.blocks.made(track).crossings:
            if cross.end > first and cross.start < last:
                top = rect.top() + header_height(rect.height(), pxf(1)) + pxf(3)
                crossing(painter, axis.x(cross.start), axis.x(cross.end), top, rect.bottom() - pxf(4), theme)
        self.live.paint(painter, row, rect, axis, theme)

    def stuck(self, row: Row, was: TimeAxis, axis: TimeAxis) -> float:
        track, most = self.track(row), super().stuck(row, was, axis)
        if track is None or row.track_id in self.live.passes:
            return most
        edges = round(was.first_frame), round(axis.first_frame)
        over = (block for block in self.blocks.between(track, min(edges), max(edges)) if block.start < max(edges))
        return min(most, max((axis.x(block.end) for block in over), default=0.0))

    def paint_over(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        track, theme = self.track(row), themes.current()
        if track is None:
            return
        chosen, seen = self.studio.selection.clips, painter.clipBoundingRect()
        if not chosen and self._hovered is None:
            return
        for block in self.blocks.between(track, axis.frame(seen.left() - 8), axis.frame(seen.right() + 8)):
            is_chosen = bool(block.ids & chosen)
            if not is_chosen and (self._hovered is None or not block.ids & self._hovered.ids):
                continue
            place = outline_of(block, rect, axis)
            handles(painter, block, place, theme)
            if is_chosen and self.canvas.proxy.hasFocus() and self.focused(track) == block:
                focus_ring(painter, place, theme)

    def focused(self, track: Track) -> Block | None:
        """The block of a track the keys go to: the first chosen one of the track in focus."""
        if track.id != self.studio.selection.track:
            return None
        chosen = self.studio.selection.clips
        found = [block for block in self.blocks.of(track) if block.ids & chosen]
        return min(found, key=lambda block: block.start, default=None)

    # the hand

    def press(self, row: Row, hand: Hand) -> bool:
        found = self.block_at(row, hand)
        tool = self.studio.view.tool
        if found is None or tool == "range":
            return False
        block, where = found
        if tool == "split":
            at = at_zero(self.canvas, block.clips, self.canvas.snap(hand.frame, hand).frame)
            self.studio.do(edits.split_clips, sorted(block.ids), at)
            return True
        self._choose(row, block, hand)
        if self.is_frozen(row):
            self.studio.say(FROZEN)
        else:
            self._drag = self._drag_for(row, block, where, hand)
        return True

    def is_frozen(self, row: Row) -> bool:
        """Whether the clips of a row can only be chosen."""
        track = self.track(row)
        return track is not None and track.frozen is not None

    def _choose(self, row: Row, block: Block, hand: Hand) -> None:
        selection = self.studio.selection
        if hand.shift or (hand.ctrl and not block.ids <= selection.clips):
            selection.select_clips(selection.clips | block.ids, track=row.track_id)
        elif not block.ids <= selection.clips:
            selection.select_clips(block.ids, track=row.track_id)
        elif selection.track != row.track_id:
            selection.select_clips(selection.clips, track=row.track_id)
        selection.set_range(None)

    def _drag_for(self, row: Row, block: Block, where: Zone, hand: Hand) -> ClipDrag:
        match where:
            case "trim-start" | "trim-end" if hand.alt and len(block.clips) == 1:
                return StretchDrag(self.canvas, row, block, hand, at_start=where == "trim-start")
            case "trim-start" | "trim-end":
                return TrimDrag(self.canvas, row, block, hand, at_start=where == "trim-start")
            case "fade-in" | "fade-out":
                return FadeDrag(self.canvas, row, block, hand, at_start=where == "fade-in")
            case "curve-in" | "curve-out":
                return FadeDrag(self.canvas, row, block, hand, at_start=where == "curve-in", bends=True)
            case "gain":
                return GainDrag(self.canvas, row, block, hand)
        if hand.alt and len(block.clips) == 1:
            return SlipDrag(self.canvas, row, block, hand)
        return MoveDrag(self.canvas, row, block, hand)

    def move(self, row: Row, hand: Hand) -> None:
        if self._drag is not None:
            self._drag.move(hand)

    def release(self, row: Row, hand: Hand) -> None:
        drag, self._drag = self._drag, None
        if drag is None:
            return
        drag.release(hand)
        if not drag.started and isinstance(drag, MoveDrag) and not (hand.shift or hand.ctrl):
            self.studio.selection.select_clips(drag.block.ids, track=row.track_id)

    def cancel(self, row: Row) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.cancel()

    def double(self, row: Row, hand: Hand) -> bool:
        found = self.block_at(row, hand)
        if found is None or self.studio.view.tool != "pointer":
            return False
        block, where = found
        if where == "gain":
            self.studio.do(edits.set_clip_gain, sorted(block.ids), 0.0)
        elif where == "header":
            self.rename(row, block)
        else:
            self.studio.show_dock("clip")
        return True

    def rename(self, row: Row, block: Block) -> None:
        """Let a clip's name be typed where it stands."""
        place = outline_of(block, self.canvas.rect_of(row), self.canvas.axis)
        left = max(place.left, 0.0)
        rect = QRectF(left, place.top - 1, max(min(place.right, self.canvas.width()) - left, pxf(120)), pxf(20))
        self._entry = NameEntry(block.first.name, rect.toRect(), self.canvas, "Name of the clip")
        clip_id = block.first.id
        self._entry.named.connect(lambda name: self.studio.do(edits.rename_clip, clip_id, name))

    def hover(self, row: Row, hand: Hand | None) -> None:
        found = self.block_at(row, hand) if hand is not None else None
        block = found[0] if found is not None else None
        if block != self._hovered:
            for old in (self._hovered, block):
                if old is not None:
                    place = outline_of(old, self.canvas.rect_of(row), self.canvas.axis)
                    self.canvas.spoil(handle_rect(place))
            self._hovered = block

    def cursor(self, row: Row, hand: Hand) -> Qt.CursorShape | QCursor:
        if self._drag is not None:
            return self._drag.cursor(hand)
        if self.studio.view.tool == "range":
            return Qt.CursorShape.IBeamCursor
        found = self.block_at(row, hand)
        if found is None:
            return Qt.CursorShape.ArrowCursor
        return cursor_over(found[0], found[1], hand, self.studio.view.tool, self.canvas.devicePixelRatioF(), frozen=self.is_frozen(row))

    def words(self, row: Row, hand: Hand) -> str:
        trouble, found = self.live.words_at(row.track_id, hand.frame), self.block_at(row, hand)
        if trouble:
            return trouble
        if found is None:
            return "Drag selects clips; click puts the edit cursor. Drop audio files here."
        return words_over(found[1], self.problem(found[0]), frozen=self.is_frozen(row))

    def menu(self, row: Row, hand: Hand, menu: QMenu) -> None:
        found = self.block_at(row, hand)
        if found is None:
            self.studio.selection.select_track(row.track_id)
            fill_empty_menu(menu, self.studio, self.canvas, hand.frame)
            return
        if not found[0].ids & self.studio.selection.clips:
            self.studio.selection.select_clips(found[0].ids, track=row.track_id)
        fill_clip_menu(menu, self.studio, self.problem(found[0]))

    def header(self, row: Row, parent: QWidget) -> QWidget | None:
        from daw.ui.arrange.trackheader import TrackHeader

        return TrackHeader(self.studio, row.track_id, parent)

    def tell_focus(self) -> None:
        """Let the focus proxy stand for the clip in focus, or the track."""
        track = next((one for one in self.studio.session.tracks if one.id == self.studio.selection.track), None)
        if track is None:
            self.canvas.tell("Canvas", "nothing selected")
            return
        block = self.focused(track)
        if block is None:
            count = len(self.blocks.of(track))
            self.canvas.tell(f"Track {track.name}", f"{count} clip{'' if count == 1 else 's'}")
            return
        self.canvas.tell(*clip_words(self.studio.session, block, track.name), help="Arrows move it, Ctrl+Shift+arrows trim it.")


def handle_rect(place: Outline) -> QRectF:
    """Where a block's handles may be drawn."""
    return QRectF(place.left - 2, place.top - 2, place.width + 4, pxf(32))
