"""Putting the tiles of a wave where a clip shows; a line where there is none yet."""

import math
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from daw.model.clip import Source
from daw.ui.arrange.rowpart import WaveInk
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.arrange.waves import TILE, TileKey, Waves
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.studio import Studio

SPLIT_HEIGHT = 92  # from this height on, each channel has a lane
FADE_S = 0.08  # in which a wave comes where only a line was


class WavePainter:
    """Draws stretches of sources, and remembers where a tile was missing: `missed` maps keys to places to be drawn anew.

    A tile that comes where only a line stood fades in; `faint` are the places where one does, to be drawn anew in the next frame.
    """

    def __init__(self, studio: "Studio", waves: Waves) -> None:
        self.studio, self.waves = studio, waves
        self.ratio = 1.0
        self.zoom_db = 0.0  # waves are drawn larger by this
        self.stretching: dict[str, float] = {}  # clips a hand is stretching, by their ids: how many times as long they are
        self.missed: dict[TileKey, list[QRectF]] = {}
        self.faint: list[QRectF] = []
        self._lined: set[TileKey] = set()  # tiles in whose place a line was drawn
        self._came: dict[TileKey, float] = {}  # when those came that fade in, in seconds of the system's clock
        self._sources: tuple[tuple[Source, ...], dict[str, Source]] = ((), {})

    def source(self, source_id: str) -> Source | None:
        """A source of the song."""
        listed = self.studio.session.sources
        if self._sources[0] is not listed:
            self._sources = (listed, {source.id: source for source in listed})
        return self._sources[1].get(source_id)

    def paint(
        self, painter: QPainter, place: QRectF, source_id: str, offset: int, axis: TimeAxis, ink: WaveInk, gain_db: float = 0.0
    ) -> None:
        """Draw a source from its frame `offset` over `place`, as far as the painter's clip shows it."""
        source = self.source(source_id)
        clip = painter.clipBoundingRect() if painter.hasClipping() else place
        ratio, top, height = self.ratio, place.top(), place.height()
        left = round(max(place.left(), clip.left() - 1.0) * ratio) / ratio
        right = round(min(place.right(), clip.right() + 1.0) * ratio) / ratio
        if left >= right or source is None or clip.top() >= top + height or clip.bottom() <= top:
            return
        if not self.waves.want(self.studio.document.folder, source):
            line(painter, left, right, top + height / 2, ink)
            return
        frames_per_px, tall = axis.frames_per_px / ratio, max(1, round(height * ratio))
        gain, split = round(gain_db + self.zoom_db, 1), source.channels == 2 and height >= px(SPLIT_HEIGHT)
        peak, core = ink.peak.rgb() & 0xFFFFFF, ink.core.rgb() & 0xFFFFFF
        width = TILE / ratio
        origin = round((place.left() - axis.width(offset)) * ratio) / ratio  # where the source's first frame would be
        for n in range(max(0, math.floor((left - origin) / width)), math.ceil((right - origin) / width)):
            key = TileKey(source_id, frames_per_px, n, tall, gain, peak, core, split)
            begin = origin + n * width
            seen = QRectF(max(begin, left), top, min(begin + width, right) - max(begin, left), height)
            image = self.waves.tile(key)
            if image is None:
                self.missed.setdefault(key, []).append(seen)
                self._paint_alike(painter, key, begin, seen, ink)
                continue
            part = QRectF((seen.left() - begin) * ratio, 0.0, seen.width() * ratio, tall)
            if key in self._came:
                self._paint_faint(painter, key, image, part, seen, ink)
            else:
                painter.drawImage(seen, image, part)

    def _paint_faint(self, painter: QPainter, key: TileKey, image: QImage, part: QRectF, seen: QRectF, ink: WaveInk) -> None:
        """A tile that fades in over its line."""
        share = (time.monotonic() - self._came[key]) / FADE_S
        if share >= 1.0:
            del self._came[key]
            painter.drawImage(seen, image, part)
            return
        opacity = painter.opacity()
        line(painter, seen.left(), seen.right(), seen.center().y(), ink)
        painter.setOpacity(opacity * share)
        painter.drawImage(seen, image, part)
        painter.setOpacity(opacity)
        self.faint.append(seen)

    def arrived(self, keys: Iterable[TileKey]) -> list[QRectF]:
        """Tiles can be had now: the places where they were missing."""
        now, places = time.monotonic(), []
        for key in keys:
            places += self.missed.pop(key, [])
            if key in self._lined and not self.studio.preferences.reduced_motion:
                self._came[key] = now
            self._lined.discard(key)
        return places

    def fading(self) -> list[QRectF]:
        """The places where something fades in, once."""
        places, self.faint = self.faint, []
        return places

    def move(self, dx: float, dy: float) -> None:
        """Everything on the screen has been moved."""
        self.faint = [rect.translated(dx, dy) for rect in self.faint]
        for key, rects in self.missed.items():
            self.missed[key] = [rect.translated(dx, dy) for rect in rects]

    def forget_places(self) -> None:
        """All will be drawn anew."""
        self.missed.clear()
        self.faint.clear()
        self._lined.clear()

    def _paint_alike(self, painter: QPainter, key: TileKey, begin: float, seen: QRectF, ink: WaveInk) -> None:
        """In the place of a tile that is still to come, the same wave from another zoom, or a line."""
        alike = self.waves.likeness(key)
        if alike is None:
            self._lined.add(key)
            line(painter, seen.left(), seen.right(), seen.center().y(), ink)
            return
        frames_per_px, tiles = alike
        width = TILE / self.ratio
        origin, wide = begin - key.at * width, width * frames_per_px / key.frames_per_px
        for n, other in tiles:
            self._stretched(painter, other, QRectF(origin + n * wide, seen.top(), wide, seen.height()), seen)

    @staticmethod
    def _stretched(painter: QPainter, image: QImage, whole: QRectF, seen: QRectF) -> None:
        part = whole.intersected(seen)
        if part.isEmpty():
            return
        scale = image.width() / whole.width()
        painter.drawImage(part, image, QRectF((part.left() - whole.left()) * scale, 0, part.width() * scale, image.height()))


def line(painter: QPainter, left: float, right: float, y: float, ink: WaveInk) -> None:
    """What stands where there is no wave yet."""
    painter.fillRect(QRectF(left, round(y), right - left, 1), ink.peak)
