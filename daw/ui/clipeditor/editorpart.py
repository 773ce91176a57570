"""The one row of the clip editor: the clip as the canvas draws it, only large, and dim what of its file lies outside its edges."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.ui import theme as themes
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipdrag import ClipDrag
from daw.ui.arrange.clipmenu import fill_clip_menu
from daw.ui.arrange.clipover import FROZEN, badges
from daw.ui.arrange.clippaint import clip_look
from daw.ui.arrange.clipzones import HEADER, Zone
from daw.ui.arrange.drags import START_PX, Cursor
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.rows import Row
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.arrange.trackpart import TrackPart
from daw.ui.arrange.wavepaint import SPLIT_HEIGHT
from daw.ui.arrange.zerocrossing import at_zero
from daw.ui.metrics import MARKS, REGULAR, px, pxf
from daw.ui.theme import Theme, alpha, mix
from daw.ui.widgets.shapes import draw_text

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio

LEVELS_DB = (-6.0, -12.0, -24.0)
OUTSIDE = 0.30  # how much of the wave shows outside the clip


class CursorDrag(ClipDrag):
    """A click puts the cursor, and the playhead while nothing plays; a drag chooses a stretch of time."""

    shape = Qt.CursorShape.IBeamCursor

    def move(self, hand: Hand) -> None:
        if not self.started and abs(hand.at.x() - self.pressed.at.x()) < px(START_PX):
            return
        self.started = True
        studio = self.canvas.studio
        there = self.canvas.snap(hand.frame, hand)
        self.canvas.guide(there)
        studio.selection.set_range(self.canvas.snap(self.pressed.frame).frame, there.frame)
        chosen = studio.selection.range
        if chosen is not None:
            self.canvas.bubble(f"{(chosen[1] - chosen[0]) / studio.sample_rate:.3f} s", hand.at)

    def release(self, hand: Hand) -> None:
        if self.started:
            return
        studio = self.canvas.studio
        at = self.canvas.snap(hand.frame, hand).frame
        studio.selection.set_range(None)
        self.canvas.set_edit_cursor(at)
        if not studio.playing:
            studio.locate(at)

    def cancel(self) -> None:
        self.canvas.studio.selection.set_range(None)

    def cursor(self, _hand: Hand) -> Cursor:
        return self.shape


class EditorPart(TrackPart):
    """told : called with the hand while the pointer is over it, and with None when it has left"""

    def __init__(self, studio: "Studio", canvas: "Canvas", told: Callable[[Hand | None], None]) -> None:
        super().__init__(studio, canvas)
        self._told = told

    def block(self, row: Row) -> Block | None:
        """The clip that is shown, as a drag under way would make it."""
        track = self.track(row)
        chosen = self.studio.selection.clips
        return next((one for one in self.blocks.of(track) if one.ids & chosen), None) if track is not None else None

    def block_at(self, row: Row, hand: Hand) -> tuple[Block, Zone] | None:
        found, shown = super().block_at(row, hand), self.block(row)
        return found if found is not None and shown is not None and found[0].ids == shown.ids else None

    # looks

    def paint(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        track, block, theme = self.track(row), self.block(row), themes.current()
        if track is None or block is None:
            return
        silent = track.mute or block.first.muted
        look = clip_look(theme, "stone" if silent else block.first.color or track.color, selected=True)
        self._outside(painter, block, rect, axis, theme)
        source = self.canvas.waves.source(block.first.source)
        self.painter.paint(painter, block, rect, axis, theme, look, self.problem(block), badges(track, block, source))
        self._scale(painter, rect, axis, theme, 2 if source is not None and source.channels == 2 else 1)

    def _outside(self, painter: QPainter, block: Block, rect: QRectF, axis: TimeAxis, theme: Theme) -> None:
        """What of the files lies outside the clip's edges."""
        first, last = block.first, block.last
        top = rect.top() + px(HEADER) + pxf(4)
        tall = rect.height() - px(HEADER) - pxf(9)
        ends = [(first.source, 0, axis.x(first.start - first.offset), axis.x(first.start), first.gain_db)]
        source = self.canvas.waves.source(last.source)
        if source is not None:
            rest = last.offset + last.length
            ends.append((last.source, rest, axis.x(last.end), axis.x(last.end - rest + source.frames), last.gain_db))
        ink = clip_look(theme, "stone", selected=False).wave
        painter.setOpacity(OUTSIDE)
        for source_id, offset, left, right, gain_db in ends:
            if right > left:
                place = QRectF(left, top, right - left, tall)
                self.canvas.waves.paint(painter, place, source_id, offset, axis, ink, gain_db)
        painter.setOpacity(1.0)

    @staticmethod
    def _scale(painter: QPainter, rect: QRectF, axis: TimeAxis, theme: Theme, channels: int) -> None:
        """Lines at silence and at a few levels, in each lane, with their figures at the left."""
        top, tall = rect.top() + px(HEADER) + pxf(4), rect.height() - px(HEADER) - pxf(9)
        lanes = channels if tall >= px(SPLIT_HEIGHT) else 1
        from daw.ui.arrange.rasteriser import exponent  # here: compiled code takes its time to come up

        power = exponent(axis.frames_per_px)
        for lane in range(lanes):
            middle, half = top + tall * (lane + 0.5) / lanes, tall / lanes / 2
            painter.fillRect(QRectF(rect.left(), round(middle), rect.width(), 1), alpha(theme.fg, 0.16))
            for level_db in LEVELS_DB:
                away = half * (10.0 ** (level_db / 20.0)) ** power
                if away < px(14):
                    break
                for y in (middle - away, middle + away):
                    painter.fillRect(QRectF(rect.left(), round(y), rect.width(), 1), alpha(theme.fg, 0.07))
                place = QRectF(rect.left() + px(4), middle - away - px(6), px(26), px(12))
                painter.fillRect(place.adjusted(-px(2), 0, 0, 0), alpha(theme.canvas, 0.6))
                draw_text(painter, place, f"{level_db:.0f}".replace("-", "−"), MARKS, REGULAR, mix(theme.text3, theme.text, 0.3))

    # the hand

    def press(self, row: Row, hand: Hand) -> bool:
        found, shown = self.block_at(row, hand), self.block(row)
        tool = self.studio.view.tool
        if shown is None:
            return True
        if self.is_frozen(row):
            self.studio.say(FROZEN)
        elif found is not None and tool == "split":
            self.studio.do(
                edits.split_clips, sorted(shown.ids), at_zero(self.canvas, shown.clips, self.canvas.snap(hand.frame, hand).frame)
            )
            return True
        if found is None or tool == "range" or self.is_frozen(row) or (found[1] == "body" and not hand.alt):
            self._drag = CursorDrag(self.canvas, row, shown, hand)
        else:
            self._drag = self._drag_for(row, found[0], found[1], hand)
        return True

    def release(self, row: Row, hand: Hand) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.release(hand)

    def hover(self, row: Row, hand: Hand | None) -> None:
        super().hover(row, hand)
        self._told(hand)

    def cursor(self, row: Row, hand: Hand) -> Qt.CursorShape | QCursor:
        found = self.block_at(row, hand)
        if self._drag is None and (found is None or (found[1] == "body" and not hand.alt and self.studio.view.tool != "split")):
            return Qt.CursorShape.IBeamCursor
        return super().cursor(row, hand)

    def words(self, row: Row, hand: Hand) -> str:
        found = self.block_at(row, hand)
        if found is None or found[1] == "body":
            return "Click puts the cursor, drag chooses time, Alt+drag slips the sound between the edges. P plays from the cursor."
        return super().words(row, hand)

    def menu(self, row: Row, hand: Hand, menu: QMenu) -> None:
        if self.block(row) is not None:
            fill_clip_menu(menu, self.studio)

    def tell_focus(self) -> None:
        row = next(iter(self.canvas.viewport.rows), None)
        if row is not None and self.block(row) is not None:
            super().tell_focus()
        else:
            self.canvas.tell("Clip editor", "nothing selected")
