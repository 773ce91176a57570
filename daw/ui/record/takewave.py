"""The wave of one take as a small picture, with what went wrong marked at its place.  A click plays from there."""

import contextlib
import threading
from collections import deque

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.model.take import Take
from daw.ui.metrics import px, pxf
from daw.ui.studio import Studio
from daw.ui.theme import Theme, mix
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import BUTTON_RADIUS, NO_PEN, fill_rounded
from daw.units import linear_to_db

NEAR_PX = 5.0
LIVE_COLUMNS, LIVE_WIDTH = 600, 2  # of the take under way: ticks that are kept, and how wide each is drawn


class TakeWave(Painted):
    """`asked(frame)` : the person wants to hear from this session frame.  peak_db : of the take, once its file has been looked at"""

    asked = Signal(int)
    known = Signal()
    _loaded = Signal(object, object)

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._take: Take | None = None
        self._source = ""
        self._peaks: object | None = None
        self._over: float | None = None
        self._live: deque[tuple[float, float]] = deque(maxlen=LIVE_COLUMNS)
        self._live_frame: int | None = None  # device frame up to which the take under way was looked at
        self.peak_db: float | None = None
        self.position: int | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Wave of the last take")
        self._loaded.connect(self._on_loaded)

    def show_take(self, take: Take | None) -> None:
        """Show a take; None is nothing."""
        if take == self._take:
            return
        self._take = take
        source = take.source if take is not None else ""
        if source != self._source:
            self._source, self._peaks, self.peak_db = source, None, None
            if take is not None:
                self._load(source)
        self._measure()
        self.update()

    def show_live(self, input_number: int) -> None:
        """Go on with the take that is being recorded from an input: its last seconds run from the right."""
        engine = self._studio.engine
        if engine is None:
            return
        now = engine.device_frame
        first, self._live_frame = self._live_frame, now
        if first is not None and first < now:
            heard = engine.captured_between(input_number, max(first, now - engine.sample_rate), now)
            self._live.append((float(heard.min()), float(heard.max())))
            self.update()

    def end_live(self) -> None:
        """The recording has ended."""
        self._live.clear()
        self._live_frame = None

    def show_position(self, frame: int | None) -> None:
        """Where the song is, to be drawn as a line; None is nowhere in the take."""
        take = self._take
        inside = frame if take is not None and frame is not None and take.start <= frame < take.end else None
        if inside != self.position:
            self.position = inside
            self.update()

    def _load(self, source_id: str) -> None:
        source = next((one for one in self._studio.session.sources if one.id == source_id), None)
        folder = self._studio.document.folder
        if source is None or folder is None:
            return

        def work() -> None:
            from daw.audio.error import AudioFileError
            from daw.audio.peaks import of_source

            try:
                found = of_source(folder, source.path)
                found.window(0, 1, 1)  # brings the compiled code up here, not in the window's thread
            except (AudioFileError, OSError):
                return  # the canvas tells of files that can't be read
            with contextlib.suppress(RuntimeError):  # the window may be closed by now
                self._loaded.emit(source_id, found)

        QTimer.singleShot(0, threading.Thread(target=work, name="daw-take-wave", daemon=True).start)  # after the first picture

    def _on_loaded(self, source_id: str, peaks: object) -> None:
        if source_id == self._source:
            self._peaks = peaks
            self._measure()
            self.update()
            self.known.emit()

    def _rows(self, pixels: int) -> np.ndarray | None:
        take = self._take
        if take is None or self._peaks is None or pixels < 1:
            return None
        rows = self._peaks.window(take.offset, take.offset + take.length, pixels)  # type: ignore[attr-defined]
        return np.stack((rows[:, :, 0].min(axis=0), rows[:, :, 1].max(axis=0)), axis=1)

    def _measure(self) -> None:
        rows = self._rows(512)
        self.peak_db = None if rows is None else linear_to_db(float(np.abs(rows).max(initial=0.0)))

    def natural_size(self) -> tuple[int, int]:
        return px(160), px(36)

    def _x(self, frame: int) -> float:
        """Of a frame of the take."""
        length = self._take.length if self._take is not None else 1
        return self.width() * frame / max(1, length)

    def tip(self) -> str:
        take, rate = self._take, self._studio.sample_rate
        if take is None:
            return ""
        for what, frames in (("Dropout", take.dropouts), ("Clipped", take.clips)):
            for frame in frames:
                if self._over is not None and abs(self._x(frame) - self._over) <= pxf(NEAR_PX):
                    seconds = (take.start + frame) / rate
                    return f"{what} at {int(seconds) // 60}:{seconds % 60:04.1f}."
        return "Click plays from there."

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = event.position().x()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._take is not None:
            event.accept()
            share = min(max(event.position().x() / max(1, self.width()), 0.0), 1.0)
            self.asked.emit(self._take.start + round(share * (self._take.length - 1)))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, BUTTON_RADIUS, theme.canvas)
        take = self._take
        if self._live_frame is not None:
            self._paint_live(painter, theme, rect)
        if take is None:
            return
        track = next((one for one in self._studio.session.tracks if any(t.id == take.id for t in one.takes)), None)
        color = theme.track(track.color if track is not None and not take.hidden else "stone")
        rows = self._rows(self.width())
        middle, half = rect.center().y(), rect.height() / 2 - pxf(3)
        if rows is None:
            painter.fillRect(QRectF(0, middle, rect.width(), 1), mix(theme.canvas, theme.text3, 0.5))
        else:
            shaped = np.sign(rows) * np.abs(rows) ** 0.65
            top = [QPointF(x, middle - max(high * half, 0.5)) for x, high in enumerate(shaped[:, 1].tolist())]
            low = [QPointF(x, middle - min(bottom * half, -0.5)) for x, bottom in enumerate(shaped[:, 0].tolist())]
            painter.setPen(NO_PEN)
            painter.setBrush(mix(color, theme.fg, theme.wave_share))
            painter.drawPolygon(QPolygonF(top + low[::-1]))
        for frames, ink in ((take.dropouts, theme.mute), (take.clips, theme.rec)):
            for frame in frames:
                painter.fillRect(QRectF(self._x(frame), 0, pxf(1.5), rect.height()), ink)
        if self.position is not None:
            painter.fillRect(QRectF(self._x(self.position - take.start), 0, pxf(1.5), rect.height()), theme.fg)

    def _paint_live(self, painter: QPainter, theme: Theme, rect: QRectF) -> None:
        """The last seconds of the take under way, the newest at the right, in the colour of recording."""
        middle, half, width = rect.center().y(), rect.height() / 2 - pxf(3), pxf(LIVE_WIDTH)
        for at, (low, high) in enumerate(reversed(self._live)):
            x = rect.right() - (at + 1) * width
            if x < rect.left():
                break
            top, bottom = middle - max(high, 0.0) ** 0.65 * half, middle + max(-low, 0.0) ** 0.65 * half
            painter.fillRect(QRectF(x, top - 0.5, width, bottom - top + 1.0), mix(theme.canvas, theme.rec, 0.85))
