"""The row of a folder: what lies in it, small, one track under the other."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from daw.model import folders
from daw.model.session import Session
from daw.model.track import Track
from daw.ui.arrange.clipblocks import Blocks
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import px
from daw.ui.theme import Theme, mix

MARGIN, THICKEST = 6, 10  # pixels above and below; how high a clip is at the most


def paint_folder(painter: QPainter, session: Session, folder: Track, blocks: Blocks, rect: QRectF, axis: TimeAxis, theme: Theme) -> None:
    """Draw the clips of all tracks in a folder as bars in the colours of their tracks."""
    held = set(folders.inside(session, folder.id))
    tracks = [track for track in session.tracks if track.id in held and track.kind == "audio"]
    if not tracks:
        return
    seen = painter.clipBoundingRect()
    first, last = axis.frame(seen.left() - 2), axis.frame(seen.right() + 3)
    pitch = (rect.height() - 2 * px(MARGIN)) / len(tracks)
    tall = max(1.0, min(pitch - px(2), px(THICKEST)))
    for number, track in enumerate(tracks):
        top = round(rect.top() + px(MARGIN) + pitch * number + (pitch - tall) / 2)
        for block in blocks.between(track, first, last):
            silent = folder.mute or track.mute or block.first.muted
            ink = mix(theme.canvas, theme.track("stone" if silent else block.first.color or track.color), 0.6)
            left, right = axis.x(block.start), axis.x(block.end)
            painter.fillRect(QRectF(left, top, max(1.0, right - left - 1), tall), ink)
