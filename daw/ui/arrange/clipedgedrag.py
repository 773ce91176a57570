"""The handles of a clip under the hand: its fades and its gain."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from daw.model import edits
from daw.model.clip import Fade
from daw.model.limits import CLIP_GAIN_HIGH_DB, CLIP_GAIN_LOW_DB
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipdrag import Call, ClipDrag
from daw.ui.arrange.clippaint import gain_text
from daw.ui.arrange.clipwords import curve_words, length_words
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.rows import Row
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas

GAIN_PX = 4.0  # pixels of the hand to each decibel
CURVE_PX = 90.0  # from a straight fade to the most bent


class FadeDrag(ClipDrag):
    """How long a fade is, by a hand that goes sideways; how it bends, by one that goes up and down, or holds Shift."""

    shape = Qt.CursorShape.PointingHandCursor

    def __init__(self, canvas: "Canvas", row: Row, block: Block, hand: Hand, *, at_start: bool, bends: bool | None = None) -> None:
        super().__init__(canvas, row, block, hand)
        self.at_start, self.bends = at_start, bends
        self.clip = block.first if at_start else block.last
        self.old = self.clip.fade_in if at_start else self.clip.fade_out
        self.new = self.old

    def calls(self, hand: Hand) -> list[Call]:
        way = hand.at - self.pressed.at
        if self.bends is None:  # which way the hand set out
            self.bends = abs(way.y()) > abs(way.x())
        if self.bends or hand.shift:
            curve = min(max(round(self.old.curve - way.y() / px(CURVE_PX), 2), -1.0), 1.0)
            self.new = Fade(self.old.frames, curve)
        else:
            by = self.canvas.axis.frames(way.x() if self.at_start else -way.x())
            self.new = Fade(min(max(self.old.frames + by, 0), self.clip.length), self.old.curve)
        edit = edits.set_fade_in if self.at_start else edits.set_fade_out
        return [(edit, (self.clip.id, self.new.frames, self.new.curve))] if self.new != self.old else []

    def words(self, _hand: Hand) -> str:
        return f"fade {length_words(self.new.frames, self.session.sample_rate)}, {curve_words(self.new.curve)}"


class GainDrag(ClipDrag):
    """How loud a clip is."""

    shape = Qt.CursorShape.SizeVerCursor

    def __init__(self, canvas: "Canvas", row: Row, block: Block, hand: Hand) -> None:
        super().__init__(canvas, row, block, hand)
        chosen = canvas.studio.selection.clips
        self.ids = sorted(chosen if block.ids <= chosen else block.ids)
        self.gain_db = block.first.gain_db

    def calls(self, hand: Hand) -> list[Call]:
        fine = 0.1 if hand.shift else 1.0
        wanted = self.block.first.gain_db - (hand.at.y() - self.pressed.at.y()) / px(GAIN_PX) * fine
        if abs(wanted) < 0.3 and not hand.shift:
            wanted = 0.0
        self.gain_db = min(max(round(wanted, 1), CLIP_GAIN_LOW_DB), CLIP_GAIN_HIGH_DB)
        return [(edits.set_clip_gain, (self.ids, self.gain_db))] if self.gain_db != self.block.first.gain_db else []

    def words(self, _hand: Hand) -> str:
        return gain_text(self.gain_db)
