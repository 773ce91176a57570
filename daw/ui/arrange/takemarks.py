"""Where sound was lost or an input clipped: ticks with a letter on takes, on the clips made of them, and on the take that grows."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from daw.model.take import Take
from daw.model.track import Track
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import BOLD, SECONDARY, pxf
from daw.ui.theme import Theme
from daw.ui.widgets.shapes import draw_text

NEAR_PX = 6.0
LETTERS = {"dropout": "×", "clip": "!"}
WORDS = {"dropout": "Sound was lost here", "clip": "The input clipped here"}


class Trouble(NamedTuple):
    """kind : "dropout" or "clip".  frame : of the session"""

    kind: str
    frame: int


def troubles_of(track: Track, first: float, last: float) -> Iterator[Trouble]:
    """What went wrong in the takes that a track's clips between two frames are made of, where it is heard."""
    takes = {take.id: take for take in track.takes if take.dropouts or take.clips}
    if not takes:
        return
    for clip in track.clips:
        take = takes.get(clip.take or "")
        if take is None or clip.end < first or clip.start > last:
            continue
        for kind, frames in (("dropout", take.dropouts), ("clip", take.clips)):
            for frame in frames:
                at = clip.start + take.offset + frame - clip.offset
                if clip.start <= at < clip.end:
                    yield Trouble(kind, at)


def troubles_in(take: Take) -> list[Trouble]:
    """Everything that went wrong in a take."""
    return [Trouble(kind, take.start + at) for kind, frames in (("dropout", take.dropouts), ("clip", take.clips)) for at in frames]


def paint_troubles(painter: QPainter, troubles: Iterable[Trouble], rect: QRectF, axis: TimeAxis, theme: Theme) -> None:
    """A line over the row with a letter at its foot: orange × for lost sound, red ! for a clip."""
    for one in troubles:
        ink = theme.rec if one.kind == "clip" else theme.mute
        x = axis.x(one.frame)
        painter.fillRect(QRectF(x, rect.top() + pxf(3), pxf(1.5), rect.height() - pxf(6)), ink)
        place = QRectF(x + pxf(3), rect.bottom() - pxf(17), pxf(10), pxf(13))
        draw_text(painter, place, LETTERS[one.kind], SECONDARY, BOLD, ink)


def words_near(troubles: Iterable[Trouble], frame: float, axis: TimeAxis, sample_rate: int) -> str:
    """What went wrong under the pointer: "The input clipped here, at 0:04.1."; empty where nothing did."""
    for one in troubles:
        if abs(axis.x(one.frame) - axis.x(frame)) <= pxf(NEAR_PX):
            seconds = one.frame / sample_rate
            return f"{WORDS[one.kind]}, at {int(seconds) // 60}:{seconds % 60:04.1f}."
    return ""
