"""Level meters: RMS in front of a paler peak, a hold line, clip boxes; the gradient belongs to the scale, not to the bar.

The bars are blitted from three pictures made once per size and theme, and only the changed part of them is repainted.
"""

import itertools
import math
from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui import theme as themes
from daw.ui.metrics import MARKS, REGULAR, px
from daw.ui.theme import Theme, mix
from daw.ui.widgets import accessible, meterscale
from daw.ui.widgets.meterscale import BAR_MARKS, SCALES, STRIP_MARKS, Scale
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CENTER, RIGHT, draw_text
from daw.units import SILENCE_DB

PEAK_SHARE = 0.40  # opacity of the peak behind the RMS
HOLD = QColor("#FFFFFF")
CLIP_LENGTH, CLIP_GAP, BAR_GAP = 4, 2, 1
SCALE_WIDTH, SCALE_HEIGHT = 22, 13
TWO = 2  # figures fit the scale at full size
Bar = tuple[int, int, int]  # pixels of RMS, peak and hold from the bottom


class Meter(Painted):
    """`set_levels` shows; a click asks to reset the held peak and the clip box (`reset_asked`, True with Alt: all meters).

    thickness : of all bars together.  scale : the marks beside it (left of a standing meter, under a lying one); none if empty
    """

    reset_asked = Signal(bool)
    accessible_role = QAccessible.Role.Indicator
    follows_scale = True  # False: IEC whatever is chosen for the mix
    calm: ClassVar[bool] = False  # reduced motion: the bars move ten times a second

    def __init__(
        self,
        channels: int = 2,
        *,
        thickness: int = 16,
        lying: bool = False,
        clip: bool = True,
        scale: Sequence[int] = (),
        where: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        accessible.install()
        self._channels, self._thickness, self._lying, self._clip, self._scale = channels, thickness, lying, clip, tuple(scale)
        self.clipped = False
        self.peak_db = SILENCE_DB  # the highest held, for the screen reader
        self._levels = [(SILENCE_DB, SILENCE_DB, SILENCE_DB)] * channels  # RMS, peak, hold
        self._bars: list[Bar] = [(0, 0, 0)] * channels
        self._pictures: tuple[QPixmap, QPixmap, QPixmap] | None = None
        self._made_for: Theme | None = None
        self._place, self._room, self._line, self._ratio = QRect(), 1, 1, 1
        self._turn = 0
        self._lanes: list[tuple[int, int]] = []  # of every bar: first pixel across and width
        grows, fixed = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(grows if lying else fixed, fixed if lying else grows)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.setAccessibleName(f"Level, {where}" if where else "Level")
        if self.follows_scale:
            meterscale.chosen.changed.connect(self._on_scale)

    # what it shows

    def set_levels(self, peak_db: Sequence[float], rms_db: Sequence[float], hold_db: Sequence[float], *, clipped: bool = False) -> None:
        """Show levels in dBFS, one per channel.  Repaints only what changed."""
        self._turn = (self._turn + 1) % 3
        if Meter.calm and self._turn and clipped == self.clipped:
            return
        self._levels = list(zip(rms_db, peak_db, hold_db, strict=True))
        bars = self._measured()
        self.peak_db = max(hold_db)
        if clipped != self.clipped:
            self.clipped = clipped
            self.update()
        elif bars != self._bars:
            ends = [end for new, old in zip(bars, self._bars, strict=True) if new != old for end in (*new, *old)]
            self.update(self._stripe(min(ends) - 1, max(ends) + 2))
        self._bars = bars

    @property
    def law(self) -> Scale:
        """How levels are read."""
        return meterscale.chosen.scale if self.follows_scale else SCALES["iec"]

    def _on_scale(self) -> None:
        self._measure()
        self.update()

    def _measured(self) -> list[Bar]:
        length, deflection = self._room, self.law.deflection
        return [(round(deflection(a) * length), round(deflection(b) * length), round(deflection(c) * length)) for a, b, c in self._levels]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        super().resizeEvent(event)

    def rescaled(self) -> None:
        self._measure()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._measure()
        return super().event(event)

    def _measure(self) -> None:
        """Note where everything is, once per size, so that painting need not ask."""
        self._place, self._room, self._line = self.bars_rect(), self._length(), px(1)
        self._ratio = math.ceil(self.devicePixelRatioF())
        gap = px(BAR_GAP)
        step = ((self._place.height() if self._lying else self._place.width()) + gap) / self._channels
        edges = [round(channel * step) for channel in range(self._channels + 1)]
        self._lanes = [(a, b - gap - a) for a, b in itertools.pairwise(edges)]
        self._pictures = None
        self._bars = self._measured()

    def text(self) -> str:
        """The held peak in words."""
        level = "−∞" if self.peak_db <= -90.0 else f"{self.peak_db:.1f}".replace("-", "−")
        return f"peak {level} dB{', clipped' if self.clipped else ''}"

    def tip(self) -> str:
        return f"Held {self.text()}. Click resets it, Alt+click resets all."

    # where things are

    def natural_size(self) -> tuple[int, int]:
        beside = (px(SCALE_HEIGHT) if self._lying else px(SCALE_WIDTH)) if self._scale else 0
        across = px(self._thickness) + beside
        return (px(190), across) if self._lying else (across, px(120))

    def _clip_room(self) -> int:
        return (px(8 if self._lying else CLIP_LENGTH) + px(CLIP_GAP)) if self._clip else 0

    def _length(self) -> int:
        """Pixels from the bottom of the scale to 0 dBFS."""
        return max(1, (self.width() if self._lying else self.height()) - self._clip_room())

    def _start(self) -> int:
        """The first pixel of the bars across."""
        return px(SCALE_WIDTH) if self._scale and not self._lying else 0

    def bars_rect(self) -> QRect:
        """Where the bars are."""
        if self._lying:
            return QRect(0, 0, self._length(), px(self._thickness))
        return QRect(self._start(), self._clip_room(), px(self._thickness), self._length())

    def _stripe(self, low: int, high: int) -> QRect:
        """The part of the bars between two lengths from the bottom."""
        bars = self._place
        if self._lying:
            return QRect(bars.x() + low, bars.y(), high - low, bars.height())
        return QRect(bars.x(), bars.bottom() + 1 - high, bars.width(), high - low)

    # paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = themes.current()
        if not self._place.contains(event.rect()):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_surroundings(painter, theme, self._place)
        self._paint_bars(painter, theme)
        painter.end()

    def _paint_bars(self, painter: QPainter, theme: Theme) -> None:
        """Blit every bar from the three pictures; whole numbers only, since this runs 30 times a second for every track."""
        well, dim, lit = self._painted(theme)
        length, line, ratio = self._room, self._line, self._ratio
        x0, y0 = self._place.x(), self._place.y()
        draw, fill = painter.drawPixmap, painter.fillRect
        for (a, width), (rms, peak, hold) in zip(self._lanes, self._bars, strict=True):
            peak = max(rms, peak)  # noqa: PLW2901  a peak below the RMS has nothing to show
            for picture, low, high in ((lit, 0, rms), (dim, rms, peak), (well, peak, length)):
                if high > low and self._lying:
                    draw(x0 + low, y0 + a, high - low, width, picture, low * ratio, a * ratio, (high - low) * ratio, width * ratio)
                elif high > low:
                    y = length - high
                    draw(x0 + a, y0 + y, width, high - low, picture, a * ratio, y * ratio, width * ratio, (high - low) * ratio)
            if hold > 0 and self._lying:
                fill(x0 + hold - line, y0 + a, line, width, HOLD)
            elif hold > 0:
                fill(x0 + a, y0 + length - hold, width, line, HOLD)

    def _painted(self, theme: Theme) -> tuple[QPixmap, QPixmap, QPixmap]:
        """The whole meter as an empty well, at peak strength and at full strength."""
        if self._pictures is None or self._made_for is not theme:
            size = self._place.size()
            self._pictures = (self._picture(theme, size, 0.0), self._picture(theme, size, PEAK_SHARE), self._picture(theme, size, 1.0))
            self._made_for = theme
        return self._pictures

    def _picture(self, theme: Theme, size: QSize, share: float) -> QPixmap:
        size = size * self._ratio  # the pictures are in pixels of the screen
        picture = QPixmap(size)
        ends = (QPointF(0, 0), QPointF(size.width(), 0)) if self._lying else (QPointF(0, size.height()), QPointF(0, 0))
        gradient = QLinearGradient(*ends)
        for at, color in self.law.stops(theme.meter_stops):
            gradient.setColorAt(at, mix(theme.well, color, share))
        painter = QPainter(picture)
        painter.fillRect(QRect(0, 0, size.width(), size.height()), gradient)
        painter.end()
        return picture

    def _paint_surroundings(self, painter: QPainter, theme: Theme, bars: QRect) -> None:
        if self._clip:
            fill = theme.lit_rec if self.clipped else mix(theme.well, theme.rec, 0.28)
            for a, width in self._lanes:
                if self._lying:
                    painter.fillRect(QRect(bars.right() + 1 + px(CLIP_GAP), bars.y() + a, px(8), width), fill)
                else:
                    painter.fillRect(QRect(bars.x() + a, 0, width, px(CLIP_LENGTH)), fill)
        for words, at in self.law.marks(self._length(), self._scale, px(18 if self._lying else 14)):
            if self._lying:
                centre = min(max(at * bars.width(), px(6)), self.width() - px(4))
                place = QRectF(centre - px(10), bars.bottom() + px(2), px(20), px(SCALE_HEIGHT - 2))
                draw_text(painter, place, words, MARKS, REGULAR, theme.text3, CENTER)
            else:
                centre = min(max(bars.bottom() - at * bars.height(), px(6)), self.height() - px(6))
                place = QRectF(0, centre - px(6), px(SCALE_WIDTH - 4), px(12))
                draw_text(painter, place, words, MARKS if len(words) <= TWO else MARKS - 1, REGULAR, theme.text3, RIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.reset_asked.emit(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))


def strip_meter(where: str = "", *, channels: int = 2) -> Meter:
    """The meter of a mixer strip: 16 wide, standing, with a scale at its left and clip boxes."""
    return Meter(channels, scale=STRIP_MARKS, where=where)


def header_meter(where: str = "", *, channels: int = 2) -> Meter:
    """The meter at the right edge of a track's header: 8 wide, bare."""
    return Meter(channels, thickness=8, clip=False, where=where)


def master_meter(where: str = "Mix bus") -> Meter:
    """The meter of the transport: lying, 14 high, with marks under it and clip boxes at its right."""
    return Meter(2, thickness=14, lying=True, scale=BAR_MARKS, where=where)
