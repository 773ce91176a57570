"""Alt and an edge of a clip: longer or shorter, the sound along with it."""

import math
from typing import TYPE_CHECKING

from daw.model.edits.clips import fitted, put_clips
from daw.model.edits.find import replace
from daw.model.limits import STRETCH_HIGH, STRETCH_LOW
from daw.model.sounds import in_original
from daw.ui.arrange import cursors
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipdrag import ClipDrag
from daw.ui.arrange.drags import START_PX
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.rows import Row
from daw.ui.metrics import px
from daw.ui.sounds import sounds, stretch_for
from daw.ui.timetext import bars_text

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas


class StretchDrag(ClipDrag):
    """Move an edge of a clip and the sound with it, at the same pitch.  The sound is made when the button goes up."""

    def __init__(self, canvas: "Canvas", row: Row, block: Block, hand: Hand, *, at_start: bool) -> None:
        super().__init__(canvas, row, block, hand)
        self.shape = cursors.stretch(canvas.devicePixelRatioF())
        self.at_start, self.clip = at_start, block.first
        self.start, self.length = self.clip.start, self.clip.length

    def move(self, hand: Hand) -> None:
        if not self.started and (hand.at - self.pressed.at).manhattanLength() < px(START_PX):
            return
        self.started = True
        old = self.clip.start if self.at_start else self.clip.end
        there = self.canvas.snap(old + hand.frame - self.pressed.frame, hand, without=self.block.ids)
        count = in_original(self.session, self.clip)[2]
        length = self.clip.end - there.frame if self.at_start else there.frame - self.clip.start
        self.length = min(max(length, math.ceil(count * STRETCH_LOW), 1), int(count * STRETCH_HIGH))
        self.start = max(0, self.clip.end - self.length) if self.at_start else self.clip.start
        self.canvas.guide(there if length == self.length else None)
        shown = replace(self.clip, start=self.start, length=self.length)
        self.canvas.waves.stretching = {self.clip.id: self.share}
        self.canvas.preview(put_clips(self.session, [fitted(shown)]))
        self.canvas.bubble(self.words(hand), hand.at)

    @property
    def share(self) -> float:
        """How many times as long as before."""
        return self.length / self.clip.length

    def words(self, _hand: Hand) -> str:
        edge = self.start if self.at_start else self.start + self.length
        percent = stretch_for(self.session, self.clip, self.length) * 100.0
        return f"{percent:.0f} %   {bars_text(self.session, edge)}"

    def release(self, _hand: Hand) -> None:
        studio = self.canvas.studio
        if self.started and self.length != self.clip.length and studio.session is self.session:
            sounds(studio).stretch([(self.clip, self.start, self.length)], self._over)
        else:
            self.cancel()

    def _over(self, worked: bool) -> None:  # noqa: FBT001  told by the workshop
        self.cancel()
        if worked:
            self.done(self.session)

    def cancel(self) -> None:
        self.canvas.waves.stretching = {}
        self.canvas.preview(None)
