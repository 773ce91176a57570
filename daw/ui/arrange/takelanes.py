"""The row of a take: what was recorded in one pass, which parts of it are used, and swiping them into the comp."""

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.clip import Clip
from daw.model.take import Take
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.arrange.rowpart import Hand, RowPart, Surface, WaveInk
from daw.ui.arrange.rows import Row
from daw.ui.arrange.takeheader import TakeHeader
from daw.ui.arrange.takemarks import troubles_in, words_near
from daw.ui.arrange.takemenu import fill_take_menu
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import MEDIUM, SECONDARY, pxf
from daw.ui.theme import Theme, mix, pen
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.shapes import LEFT, NO_PEN, draw_text

if TYPE_CHECKING:
    from daw.ui.studio import Studio

USED, UNUSED = 0.30, 0.06  # how far the ground goes from the canvas to the track's colour
BOUNDARY_PX = 6.0
LEAST_PX = 3.0  # a swipe shorter than this is a click
HELP = "Drag across a take to use that part. Alt+drag only listens. Keys 1 to 5 rate it, Enter uses the whole take."


def take_of(track: Track, take_id: str) -> Take | None:
    """A take of a track by its id."""
    return next((take for take in track.takes if take.id == take_id), None)


def used_parts(track: Track, take_id: str) -> list[Clip]:
    """The parts of the comp that come from a take, in order of time."""
    return sorted((clip for clip in track.clips if clip.take == take_id), key=lambda clip: clip.start)


def boundaries(track: Track) -> list[tuple[Clip, Clip]]:
    """Neighbours in the comp: where one part ends and the next begins."""
    parts = sorted((clip for clip in track.clips if clip.take is not None), key=lambda clip: clip.start)
    return [(left, right) for left, right in itertools.pairwise(parts) if left.end == right.start]


class TakePart(RowPart):
    """Draws takes and lets the hand choose among them."""

    kind = "take"

    def __init__(self, studio: "Studio", surface: Surface) -> None:
        super().__init__(studio, surface)
        self._gesture: Gesture | None = None
        self._from = 0
        self._boundary: tuple[str, str] | None = None
        self._listens = False

    # what is there

    def track(self, row: Row) -> Track | None:
        """The track of a row."""
        return next((track for track in self.studio.session.tracks if track.id == row.track_id), None)

    def take(self, row: Row) -> tuple[Track, Take] | None:
        """The track and take of a row."""
        track = self.track(row)
        found = take_of(track, row.item) if track is not None else None
        return (track, found) if track is not None and found is not None else None

    def boundary_at(self, row: Row, hand: Hand) -> tuple[Clip, Clip] | None:
        """The boundary of two parts under the hand, if one of them is this take's."""
        track = self.track(row)
        near = self.surface.axis.frames(pxf(BOUNDARY_PX))
        for left, right in boundaries(track) if track is not None else ():
            if row.item in (left.take, right.take) and abs(left.end - hand.frame) <= near:
                return left, right
        return None

    # looks

    def header(self, row: Row, parent: QWidget) -> QWidget | None:
        return TakeHeader(self.studio, row.track_id, row.item, parent)

    def paint(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        found, theme = self.take(row), themes.current()
        if found is None:
            return
        track, take = found
        color = theme.track("stone" if track.mute else track.color)
        place = QRectF(axis.x(take.start), rect.top() + pxf(2), axis.width(take.length), rect.height() - pxf(4))
        self._stretch(painter, theme, place, take, take.start, take.end, None, axis)
        for part in used_parts(track, take.id):
            self._stretch(painter, theme, place, take, part.start, part.end, color, axis)
        self._marks(painter, theme, place, take, axis)

    def _stretch(
        self, painter: QPainter, theme: Theme, place: QRectF, take: Take, start: int, end: int, color: QColor | None, axis: TimeAxis
    ) -> None:
        """A stretch of the take: in the track's colour, with light bars at its ends, where it is used; grey where not."""
        rect = QRectF(axis.x(start), place.top(), axis.width(end - start), place.height())
        ground = mix(theme.canvas, color or theme.track("stone"), USED if color is not None else UNUSED)
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, ground)
        if color is None:
            ink = WaveInk(mix(theme.canvas, theme.text3, 0.45), mix(theme.canvas, theme.text3, 0.7))
        else:
            ink = WaveInk(mix(color, theme.fg, theme.wave_share), mix(color, theme.fg, theme.core_share))
        self.surface.paint_wave(painter, place, take.source, take.offset, ink)
        if color is not None:
            light = mix(color, theme.fg, 0.6)
            for x in (rect.left(), rect.right() - pxf(1.5)):
                painter.fillRect(QRectF(x, rect.top(), pxf(1.5), rect.height()), light)
        painter.restore()

    def _marks(self, painter: QPainter, theme: Theme, place: QRectF, take: Take, axis: TimeAxis) -> None:
        """Where audio was lost or the input clipped: a tick at the top, red for clips and orange for dropouts, with a letter."""
        for frames, color, letter in ((take.clips, theme.rec, "!"), (take.dropouts, theme.mute, "×")):
            for frame in frames:
                x = axis.x(take.start + frame)
                painter.fillRect(QRectF(x, place.top(), pxf(1.5), place.height()), color)
                draw_text(painter, QRectF(x + pxf(3), place.top(), pxf(12), pxf(12)), letter, SECONDARY, MEDIUM, color)
        if take.note:
            left = max(axis.x(take.start), 0.0) + pxf(4)
            draw_text(painter, QRectF(left, place.top(), pxf(300), pxf(14)), take.note, SECONDARY, MEDIUM, theme.text2, LEFT)

    def paint_over(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        found, theme = self.take(row), themes.current()
        if found is None:
            return
        track, take = found
        for left, right in boundaries(track):
            if take.id in (left.take, right.take):
                x, half = axis.x(left.end), pxf(4)
                painter.setPen(pen(theme.fg, pxf(1.2)))
                top, bottom = rect.center().y() - half, rect.center().y() + half
                painter.drawLine(QPointF(x - half, top), QPointF(x + half, bottom))
                painter.drawLine(QPointF(x - half, bottom), QPointF(x + half, top))
        if self.studio.selection.take == take.id:
            painter.setPen(pen(theme.accent, pxf(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(axis.x(take.start), rect.top() + pxf(1), axis.width(take.length), rect.height() - pxf(3)))
            painter.setPen(NO_PEN)

    # the hand

    def press(self, row: Row, hand: Hand) -> bool:
        found = self.take(row)
        if found is None:
            return False
        self.studio.selection.select_take(row.item, track=row.track_id)
        self.surface.take_keys()
        self._gesture, self._listens = Gesture("Comp"), hand.alt
        edge = None if hand.alt else self.boundary_at(row, hand)
        self._boundary = (edge[0].id, edge[1].id) if edge is not None else None
        self._from = self.surface.snap(hand.frame, hand).frame
        return True

    def move(self, row: Row, hand: Hand) -> None:
        snapped = self.surface.snap(hand.frame, hand)
        self.surface.guide(snapped if snapped.sticks else None)
        if self._boundary is not None:
            self.studio.do(edits.move_boundary, *self._boundary, snapped.frame, gesture=self._gesture)
            return
        start, end = sorted((self._from, snapped.frame))
        if self.surface.axis.width(end - start) < pxf(LEAST_PX):
            return
        self.studio.selection.set_range(start, end)
        found = self.take(row)
        if self._listens or found is None or end <= found[1].start or start >= found[1].end:
            return
        self.studio.do(edits.swipe_take, row.item, start, end, gesture=self._gesture)

    def release(self, row: Row, hand: Hand) -> None:
        self.surface.guide(None)
        chosen = self.studio.selection.range
        if self._listens and chosen is not None:
            self.studio.audition.listen(row.track_id, row.item, *chosen)
        elif self._boundary is None and chosen is not None:
            self.studio.selection.set_range(None)
        self._gesture = self._boundary = None
        self.tell(row)

    def cancel(self, row: Row) -> None:
        self.surface.guide(None)
        if self._gesture is not None and self.studio.document.undo_label is not None and not self._listens:
            self.studio.undo()
        self._gesture = self._boundary = None

    def double(self, row: Row, hand: Hand) -> bool:
        self.studio.do(edits.use_take, row.item)
        return True

    def cursor(self, row: Row, hand: Hand) -> Qt.CursorShape | QCursor:
        if hand.alt:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.SizeHorCursor if self.boundary_at(row, hand) is not None else Qt.CursorShape.IBeamCursor

    def words(self, row: Row, hand: Hand) -> str:
        found = self.take(row)
        if found is not None:
            trouble = words_near(troubles_in(found[1]), hand.frame, self.surface.axis, self.studio.sample_rate)
            if trouble:
                return trouble
        if self.boundary_at(row, hand) is not None:
            return "Drag moves the boundary of the two parts; they are crossfaded by themselves."
        return "Drag across a take to use it in the comp.  Alt-drag auditions without changing anything."

    def wants(self, row: Row, event: QKeyEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Down)
        is_digit = len(event.text()) == 1 and event.text() in "012345"
        return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and (is_digit or event.key() in keys)

    def key(self, row: Row, event: QKeyEvent) -> bool:
        if not self.wants(row, event):
            return False
        if event.text() and event.text() in "012345":
            self.studio.do(edits.rate_take, row.item, int(event.text()))
        elif event.key() == Qt.Key.Key_Delete:
            self.studio.do(edits.hide_take, row.item)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._change_part(row, -1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            self.studio.do(edits.use_take, row.item)
        self.tell(row)
        return True

    def _change_part(self, row: Row, way: int) -> bool:
        """Give the part of the comp under the playhead to the take above or below."""
        track, place = self.track(row), self.studio.position
        part = next((clip for clip in track.clips if clip.take and clip.start <= place < clip.end), None) if track is not None else None
        shown = [take.id for take in track.takes if not take.hidden] if track is not None else []
        if part is None or part.take not in shown:
            return False
        index = shown.index(part.take) + way
        if not 0 <= index < len(shown):
            return False
        self.studio.do(edits.swipe_take, shown[index], part.start, part.end)
        self.studio.selection.select_take(shown[index], track=row.track_id)
        return True

    def menu(self, row: Row, hand: Hand, menu: QMenu) -> None:
        found = self.take(row)
        if found is not None:
            self.studio.selection.select_take(row.item, track=row.track_id)
            fill_take_menu(menu, self.studio, *found)

    def tell(self, row: Row) -> None:
        """Say what is in focus: "Take 2, 5 stars, bars 17 to 20 used"."""
        found = self.take(row)
        if found is None:
            return
        track, take = found
        tempo, rate = self.studio.session.tempo, self.studio.sample_rate
        ends = [(tempo.frame_to_bar(part.start, rate)[0], tempo.frame_to_bar(part.end, rate)[0]) for part in used_parts(track, take.id)]
        spans = [f"bars {first} to {last}" for first, last in ends]
        stars = f"{take.rating} star{'' if take.rating == 1 else 's'}" if take.rating else "not rated"
        self.surface.tell(take.name, f"{stars}, {' and '.join(spans) + ' used' if spans else 'not used'}", HELP)
