"""The wave that grows while it is recorded, on the rows of the tracks that record."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from daw.model.track import Track
from daw.ui.arrange.rows import Row, row_of
from daw.ui.arrange.takemarks import Trouble, paint_troubles, troubles_of, words_near
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import BODY, SEMIBOLD, px, pxf
from daw.ui.theme import Theme, alpha, mix
from daw.ui.widgets.shapes import FIELD_RADIUS, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.audio.peakbins import PeakBuilder
    from daw.engine.eventlog import Mark
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio, Tick

SLACK_FRAMES = 4096  # the window's clock sees a pass begin a little later than it did
NAME_ROOM = 90  # pixels in which the take's name finds room
LONGEST_CATCH_UP_S = 60.0  # the engine keeps two minutes of its inputs


class Pass(NamedTuple):
    """A recording under way on one track: it began at session frame `start`, when the device was at frame `device_frame`."""

    start: int
    device_frame: int
    builder: "PeakBuilder"
    number: int


class Live(QObject):
    """Follows the clock while something is recorded."""

    def __init__(self, studio: "Studio", canvas: "Canvas") -> None:
        super().__init__(canvas)
        self.studio, self.canvas = studio, canvas
        self.passes: dict[str, Pass] = {}
        self.marks: tuple[Mark, ...] = ()
        self._position = 0
        studio.ticked.connect(self._on_tick)

    def _on_tick(self, tick: "Tick") -> None:
        if not (tick.recording and tick.rolling):
            if self.passes and not tick.recording:
                ids, self.passes, self.marks = list(self.passes), {}, ()
                for track_id in ids:
                    self._refresh(track_id)
            return
        engine = self.studio.engine
        if engine is None:
            return
        from daw.audio.peakbins import PeakBuilder

        now = engine.device_frame
        self._take_marks(engine.marks())
        for track in self.studio.session.tracks:
            if not track.armed or track.kind != "audio" or not track.inputs or max(track.inputs) > engine.device.inputs:
                continue
            known = self.passes.get(track.id)
            if known is None or tick.position < self._position:  # begun, or round the loop
                number = known.number + 1 if known is not None else len(track.takes) + 1
                behind = 0 if known is not None else min(tick.position - self._began(tick), round(LONGEST_CATCH_UP_S * engine.sample_rate))
                self.passes[track.id] = Pass(tick.position - behind, now - behind, PeakBuilder(1), number)
                self._refresh(track.id)
                continue
            first = known.device_frame + known.builder.frames
            if now > first:
                known.builder.append(engine.captured_between(track.inputs[0], first, now)[None, :])
                self._refresh(track.id, known, now - first)
        self._position = tick.position

    def _take_marks(self, marks: "tuple[Mark, ...]") -> None:
        """What has gone wrong so far; the new places are drawn anew."""
        new, self.marks = marks[len(self.marks) :], marks
        for row in self.canvas.viewport.rows if new else ():
            if row.kind == "track" and row.track_id in self.passes:
                rect = self.canvas.rect_of(row)
                for mark in new:
                    self.canvas.spoil(QRectF(self.canvas.axis.x(mark.position) - px(2), rect.top(), px(18), rect.height()))

    def troubles(self, track: Track) -> list[Trouble]:
        """What has gone wrong in the pass that is being recorded on a track."""
        one = self.passes.get(track.id)
        if one is None:
            return []
        mine = (mark for mark in self.marks if mark.device_frame >= one.device_frame - SLACK_FRAMES)
        return [Trouble(mark.kind, mark.position) for mark in mine if mark.kind == "dropout" or mark.input in track.inputs]

    def _began(self, tick: "Tick") -> int:
        return max(0, min(self.studio.view.start_marker, tick.position))

    def _refresh(self, track_id: str, one: Pass | None = None, frames: int = 0) -> None:
        row = row_of(self.canvas.viewport.rows, track_id)
        if row is None:
            return
        rect = self.canvas.rect_of(row)
        if one is not None:
            axis = self.canvas.axis
            left, right = axis.x(one.start), axis.x(one.start + one.builder.frames)
            if right - max(left, 0.0) < px(NAME_ROOM):
                self.canvas.spoil(QRectF(left, rect.top(), right - left, px(20)))
            rect = QRectF(right - axis.width(frames) - px(4), rect.top(), axis.width(frames) + px(8), rect.height())
        self.canvas.spoil(rect)

    def paint(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis, theme: Theme) -> None:
        """Draw what has been recorded so far on a row, and where something went wrong, now or when its clips were recorded."""
        self._paint_pass(painter, row, rect, axis, theme)
        track = next((track for track in self.studio.session.tracks if track.id == row.track_id), None)
        if track is not None:
            seen = painter.clipBoundingRect()
            first, last = axis.frame(seen.left() - px(16)), axis.frame(seen.right() + px(4))
            paint_troubles(painter, [*troubles_of(track, first, last), *self.troubles(track)], rect, axis, theme)

    def words_at(self, track_id: str, frame: int) -> str:
        """What went wrong in the recording at a place of a track; empty where nothing did."""
        track = next((track for track in self.studio.session.tracks if track.id == track_id), None)
        if track is None:
            return ""
        axis = self.canvas.axis
        near = axis.frames(px(8))
        return words_near([*self.troubles(track), *troubles_of(track, frame - near, frame + near)], frame, axis, self.studio.sample_rate)

    def _paint_pass(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis, theme: Theme) -> None:
        one = self.passes.get(row.track_id)
        if one is None:
            return
        left, right = axis.x(one.start), axis.x(one.start + one.builder.frames)
        place = QRectF(left, rect.top() + pxf(2), max(1.0, right - left), rect.height() - pxf(5))
        fill_rounded(painter, place, FIELD_RADIUS, mix(theme.canvas, theme.rec, 0.28))
        strip = QRectF(place.left(), place.top(), place.width(), min(pxf(16), place.height()))
        painter.fillRect(strip, alpha(theme.rec, 0.85))
        draw_text(painter, strip.adjusted(max(0.0, -left) + px(6), 0, -px(4), 0), f"Take {one.number}", BODY - 1, SEMIBOLD, theme.ink)
        seen = place.intersected(painter.clipBoundingRect())
        wave = QRectF(seen.left(), place.top() + strip.height(), seen.width(), place.height() - strip.height())
        if one.builder.frames and wave.width() >= 1 and wave.height() >= px(10):
            self._wave(painter, one, wave, axis, theme)

    @staticmethod
    def _wave(painter: QPainter, one: Pass, wave: QRectF, axis: TimeAxis, theme: Theme) -> None:
        from daw.audio.peaks import growing
        from daw.ui.arrange.rasteriser import columns, draw, exponent

        pixels = round(wave.width()) + 1
        first = axis.first_frame + (wave.left() - 1) * axis.frames_per_px - one.start
        rows = columns(growing(one.builder), first, max(1.0, axis.frames_per_px), pixels + 1)
        ink = mix(theme.rec, theme.fg, 0.2).rgb() & 0xFFFFFF, mix(theme.rec, theme.fg, 0.5).rgb() & 0xFFFFFF
        pixels_drawn = draw(rows, 1.0, max(1, round(wave.height())), *ink, power=exponent(axis.frames_per_px))
        image = QImage(
            pixels_drawn.data, pixels_drawn.shape[1], pixels_drawn.shape[0], pixels_drawn.shape[1] * 4,
            QImage.Format.Format_ARGB32_Premultiplied,
        )  # fmt: skip
        painter.save()
        painter.setClipRect(wave, Qt.ClipOperation.IntersectClip)
        painter.drawImage(wave.topLeft(), image)
        painter.restore()
