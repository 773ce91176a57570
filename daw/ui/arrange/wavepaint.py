"""Putting the tiles of a wave where a clip shows; a line where there is none yet."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from daw.model.clip import Source
from daw.ui.arrange.rowpart import WaveInk
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.arrange.waves import TILE, TileKey, Waves
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.studio import Studio

SPLIT_HEIGHT = 92  # from this height on, each channel has a lane
Span = tuple[int, int]


class WavePainter:
    """Draws stretches of sources, and remembers where a tile was missing: `missed` maps keys to places to be drawn anew."""

    def __init__(self, studio: "Studio", waves: Waves) -> None:
        self.studio, self.waves = studio, waves
        self.ratio = 1.0
        self.zoom_db = 0.0  # waves are drawn larger by this
        self.missed: dict[TileKey, list[QRectF]] = {}
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
        clip = painter.clipBoundingRect() if painter.hasClipping() else place
        seen = place.intersected(clip).adjusted(-1, 0, 1, 0).intersected(place)
        source = self.source(source_id)
        if seen.isEmpty() or source is None:
            return
        if not self.waves.want(self.studio.document.folder, source):
            self._line(painter, place, seen, ink)
            return
        key = TileKey(
            source_id, axis.frames_per_px / self.ratio, 0, max(1, round(place.height() * self.ratio)),
            round(gain_db + self.zoom_db, 1), ink.peak.rgb() & 0xFFFFFF, ink.core.rgb() & 0xFFFFFF,
            source.channels == 2 and place.height() >= px(SPLIT_HEIGHT),
        )  # fmt: skip
        width = TILE / self.ratio
        origin = round((place.left() - axis.width(offset)) * self.ratio) / self.ratio  # where the source's first frame would be
        painter.save()
        painter.setClipRect(seen, Qt.ClipOperation.IntersectClip)
        for n in range(math.floor((seen.left() - origin) / width), math.ceil((seen.right() - origin) / width)):
            if n >= 0:
                target = QRectF(origin + n * width, place.top(), width, place.height())
                self._paint_tile(painter, key._replace(at=n), target, seen, ink)
        painter.restore()

    def _paint_tile(self, painter: QPainter, key: TileKey, target: QRectF, seen: QRectF, ink: WaveInk) -> None:
        image = self.waves.tile(key)
        if image is not None:
            painter.drawImage(target, image)
            return
        self.missed.setdefault(key, []).append(target.intersected(seen))
        alike = self.waves.likeness(key)
        if alike is None:
            self._line(painter, target, seen, ink)
            return
        frames_per_px, tiles = alike
        scale = frames_per_px / key.frames_per_px
        origin, width = target.left() - key.at * target.width(), target.width() * scale
        painter.save()
        painter.setClipRect(target, Qt.ClipOperation.IntersectClip)
        for n, other in tiles:
            self._stretched(painter, other, QRectF(origin + n * width, target.top(), width, target.height()), target)
        painter.restore()

    @staticmethod
    def _stretched(painter: QPainter, image: QImage, whole: QRectF, seen: QRectF) -> None:
        part = whole.intersected(seen)
        if part.isEmpty():
            return
        scale = image.width() / whole.width()
        painter.drawImage(part, image, QRectF((part.left() - whole.left()) * scale, 0, part.width() * scale, image.height()))

    @staticmethod
    def _line(painter: QPainter, place: QRectF, seen: QRectF, ink: WaveInk) -> None:
        middle = round(place.center().y())
        painter.fillRect(
            QRectF(max(place.left(), seen.left()), middle, min(place.right(), seen.right()) - max(place.left(), seen.left()), 1), ink.peak
        )
