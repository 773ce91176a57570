"""How a clip looks: body, strip with its name, wave, fades, and the marks of being selected, muted or without its file."""

import functools
import math
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPolygonF

from daw.model.clip import Fade
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipzones import HEADER, Outline, fade_place, header_height, name_place
from daw.ui.arrange.rowpart import WaveInk
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.arrange.wavepaint import WavePainter
from daw.ui.icons import ICONS, paint_icon
from daw.ui.metrics import MARKS, MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, alpha, mix, pen
from daw.ui.widgets.shapes import NO_PEN, draw_text

RADIUS = 4.0
BODY, STRIP = 0.20, 0.44  # how far body and strip go from the canvas to the track's colour
CURVE_STEPS = 32
TINY = 10  # pixels under which a clip is a plain bar
LOWEST_WAVE = 10  # pixels under which no wave is drawn
MARGIN = 2.0  # between a clip and the edges of its row


class ClipLook(NamedTuple):
    """The colours of a clip."""

    body: QColor
    strip: QColor
    name: QColor
    wave: WaveInk
    outline: QColor | None
    curve: QColor


@functools.lru_cache(maxsize=256)
def clip_look(theme: Theme, color: str, *, selected: bool) -> ClipLook:
    """The colours of a clip in a colour of the palette."""
    track = theme.track(color)
    wave = WaveInk(mix(track, theme.fg, theme.wave_share), mix(track, theme.fg, theme.core_share))
    if selected:
        light = mix(track, theme.fg, 0.6)
        return ClipLook(mix(theme.canvas, track, BODY + 0.08), track, theme.ink, wave, light, theme.fg)
    name = mix(theme.text, track, 0.12)
    outline = theme.border if theme.borders else None
    return ClipLook(mix(theme.canvas, track, BODY), mix(theme.canvas, track, STRIP), name, wave, outline, mix(track, theme.fg, 0.75))


def outline_of(block: Block, row: QRectF, axis: TimeAxis) -> Outline:
    """Where a block shows in its row."""
    left, right = round(axis.x(block.start)), round(axis.x(block.end))
    margin = pxf(MARGIN)
    return Outline(
        left, row.top() + margin, max(2.0, right - left), row.height() - 2 * margin - 1,
        axis.width(block.first.fade_in.frames), axis.width(block.last.fade_out.frames),
    )  # fmt: skip


class Sliver:
    """A clip so narrow that only its colour is seen, and whether it is chosen: made once for a row, drawn for many clips."""

    def __init__(self, row: QRectF, axis: TimeAxis) -> None:
        margin = pxf(MARGIN)
        self._first, self._scale = axis.first_frame, axis.frames_per_px
        self._top, height = round(row.top() + margin), round(row.height() - 2 * margin - 1)
        self._strip = round(header_height(height, pxf(1)))
        self._below = height - self._strip
        self._wave = round(self._below * 0.4)
        self._wave_top = self._top + self._strip + (self._below - self._wave) // 2
        self.frames = px(TINY) * axis.frames_per_px  # what is shorter is one

    def paint(self, painter: QPainter, block: Block, look: ClipLook) -> None:
        """Draw a block as a plain bar."""
        left = round((block.start - self._first) / self._scale)
        width = max(1, round((block.end - self._first) / self._scale) - left - 1)
        painter.fillRect(left, self._top, width, self._strip, look.strip)
        if self._below > 0:
            painter.fillRect(left, self._top + self._strip, width, self._below, look.body)
            painter.fillRect(left, self._wave_top, width, self._wave, look.wave.peak)


class ClipPainter:
    """Draws blocks.  `waves` puts the waves in."""

    def __init__(self, waves: WavePainter) -> None:
        self.waves = waves

    def paint(
        self,
        painter: QPainter,
        block: Block,
        row: QRectF,
        axis: TimeAxis,
        theme: Theme,
        look: ClipLook,
        problem: str,
        badges: tuple[str, ...] = (),
    ) -> None:
        """Draw a block in its row.  problem : why it can't be heard; then it is hatched.  badges : icons and words of its header"""
        place, clip = outline_of(block, row, axis), painter.clipBoundingRect()
        if place.right < clip.left() or place.left > clip.right():
            return
        rect = QRectF(place.left, place.top, place.width, place.height)
        strip = header_height(place.height, pxf(1))
        if place.height < 2 * strip:
            self._low(painter, block, rect, axis, theme, look, problem, badges)
            return
        self._ground(painter, rect, strip, look)
        if problem:
            hatch(painter, rect.adjusted(0, strip, 0, 0), theme)
        elif place.height - strip >= px(LOWEST_WAVE):
            self._waves(painter, block, rect.adjusted(0, strip, 0, 0), axis, look)
        self._fades(painter, block, place, strip, theme, look)
        self._strip(painter, block, rect, strip, look, problem, badges)
        self._outline(painter, rect, look)

    def _low(
        self,
        painter: QPainter,
        block: Block,
        rect: QRectF,
        axis: TimeAxis,
        theme: Theme,
        look: ClipLook,
        problem: str,
        badges: tuple[str, ...],
    ) -> None:
        """In a low row the name lies over the wave, which shows faintly under it."""
        radius = min(pxf(RADIUS), rect.width() / 3)
        painter.setPen(NO_PEN)
        painter.setBrush(look.strip)
        painter.drawRoundedRect(rect, radius, radius)
        if problem:
            hatch(painter, rect, theme)
        else:
            painter.setOpacity(0.6)
            self._waves(painter, block, rect, axis, look)
            painter.setOpacity(1.0)
            wide = text_width(block.name, SECONDARY, SEMIBOLD)
            begin = name_place(rect.left(), rect.right(), wide, 0.0, pxf(6))
            if begin is not None:
                ground = QRectF(begin - pxf(4), rect.top(), wide + pxf(8), rect.height())
                painter.fillRect(ground.intersected(rect.adjusted(1, 1, -1, -1)), alpha(look.strip, 0.8))
        self._strip(painter, block, rect, rect.height(), look, problem, badges)
        self._outline(painter, rect, look)

    @staticmethod
    def _outline(painter: QPainter, rect: QRectF, look: ClipLook) -> None:
        if look.outline is not None:
            painter.setPen(pen(look.outline, pxf(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), pxf(RADIUS), pxf(RADIUS))

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, strip: float, look: ClipLook) -> None:
        radius = min(pxf(RADIUS), rect.width() / 3)
        painter.setPen(NO_PEN)
        painter.setBrush(look.strip)
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), rect.width(), min(strip + 2 * radius, rect.height())), radius, radius)
        if rect.height() > strip + radius:
            painter.setBrush(look.body)
            body = rect.adjusted(0, strip, 0, 0)
            painter.drawRoundedRect(body, radius, radius)
            painter.drawRect(QRectF(body.left(), body.top(), body.width(), radius))

    def _waves(self, painter: QPainter, block: Block, body: QRectF, axis: TimeAxis, look: ClipLook) -> None:
        clip_rect = painter.clipBoundingRect()
        for clip in block.clips:
            left, right = axis.x(clip.start), axis.x(clip.end)
            if right < clip_rect.left() or left > clip_rect.right():
                continue
            place = QRectF(left, body.top() + 2, right - left, body.height() - 4)
            share = self.waves.stretching.get(clip.id)
            seen = axis if share is None else TimeAxis(axis.first_frame, axis.frames_per_px / share)
            self.waves.paint(painter, place, clip.source, clip.offset, seen, look.wave, clip.gain_db)
        for clip in block.clips[1:]:  # where the parts of a comp meet
            x = round(axis.x(clip.start))
            painter.fillRect(QRectF(x, body.bottom() - pxf(6), 1, pxf(6)), look.curve)

    def _fades(self, painter: QPainter, block: Block, place: Outline, strip: float, theme: Theme, look: ClipLook) -> None:
        top, bottom = place.top + strip + 1, place.bottom - 1
        if place.fade_in >= 2:
            fade(painter, place.left, place.left + place.fade_in, top, bottom, block.first.fade_in, theme, look.curve)
        if place.fade_out >= 2:
            fade(painter, place.right, place.right - place.fade_out, top, bottom, block.last.fade_out, theme, look.curve)

    @staticmethod
    def _strip(painter: QPainter, block: Block, rect: QRectF, strip: float, look: ClipLook, problem: str, badges: tuple[str, ...]) -> None:
        words = f"{block.name} – {problem}" if problem else block.name
        if block.clips[0].muted:
            words = f"{words} (muted)"
        margin, seen = pxf(6), painter.clipBoundingRect()
        begin = name_place(rect.left(), rect.right(), text_width(words, SECONDARY, SEMIBOLD), 0.0, margin)
        if begin is None:
            return
        end = rect.right() - margin
        gain = block.first.gain_db
        if gain and len(block.clips) == 1 and end - begin > px(90):
            text = gain_text(gain)
            width = text_width(text, SECONDARY, MEDIUM) + 1
            if end - width < seen.right():
                draw_text(painter, QRectF(end - width, rect.top(), width, strip), text, SECONDARY, MEDIUM, look.name)
            end -= width + margin
        for badge in badges if end - begin > px(110) else ():
            end -= _badge(painter, badge, end, QRectF(seen.left(), rect.top(), seen.width(), strip), look.name) + margin
        if end > begin and begin < seen.right() and rect.top() < seen.bottom() and rect.top() + strip > seen.top():
            draw_text(painter, QRectF(begin, rect.top(), end - begin, strip), words, SECONDARY, SEMIBOLD, look.name)


def _badge(painter: QPainter, badge: str, right: float, seen: QRectF, ink: QColor) -> float:
    """An icon or a word at the right end of a clip's header; how wide it is."""
    if badge in ICONS:
        side = min(pxf(11), seen.height())
        if right >= seen.left() and right - side <= seen.right():
            paint_icon(painter, badge, QRectF(right - side, seen.center().y() - side / 2, side, side), ink)
        return side
    width = text_width(badge, MARKS, MEDIUM) + 1
    if right >= seen.left() and right - width <= seen.right():
        draw_text(painter, QRectF(right - width, seen.top(), width, seen.height()), badge, MARKS, MEDIUM, ink)
    return width


def gain_text(gain_db: float) -> str:
    """A gain with its sign: "+1.5 dB"."""
    return f"{gain_db:+.1f} dB".replace("-", "−")


def fade(painter: QPainter, edge: float, inner: float, top: float, bottom: float, law: Fade, theme: Theme, ink: QColor) -> None:
    """The curve of a fade from the clip's `edge` to `inner`, and shade over what it takes away."""
    exponent = 2.0 ** (-2.0 * law.curve)
    steps = max(4, min(CURVE_STEPS, int(abs(inner - edge) / 2)))
    points = [QPointF(edge + (inner - edge) * n / steps, bottom - (bottom - top) * (n / steps) ** exponent) for n in range(steps + 1)]
    shade = QPainterPath()
    shade.addPolygon(QPolygonF([*points, QPointF(edge, top), points[0]]))
    painter.fillPath(shade, alpha(theme.shade, 0.34))
    painter.setPen(pen(ink, pxf(1.2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


def crossing(painter: QPainter, left: float, right: float, top: float, bottom: float, theme: Theme) -> None:
    """A crossfade: two curves that cross, of equal power."""
    if right - left < 3:
        painter.fillRect(QRectF(left, top, max(1.0, right - left), bottom - top), alpha(theme.fg, 0.35))
        return
    painter.fillRect(QRectF(left, top, right - left, bottom - top), alpha(theme.shade, 0.25))
    painter.setPen(pen(theme.fg, pxf(1.1)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rising in (True, False):
        points = []
        for n in range(CURVE_STEPS + 1):
            t = n / CURVE_STEPS
            level = math.sqrt(t if rising else 1.0 - t)
            points.append(QPointF(left + (right - left) * t, bottom - (bottom - top) * level))
        painter.drawPolyline(QPolygonF(points))


def hatch(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Slanted lines: there is nothing to hear here."""
    painter.fillRect(rect, QBrush(alpha(theme.text3, 0.35), Qt.BrushStyle.BDiagPattern))


def handles(painter: QPainter, block: Block, place: Outline, theme: Theme) -> None:
    """The dots of the fades and the bar of the gain, over everything."""
    unit = pxf(1)
    if place.width < 28 * unit or place.height < 2 * HEADER * unit:
        return
    y = place.top + HEADER * unit + 2 * unit
    painter.setPen(pen(theme.ink, pxf(1)))
    painter.setBrush(theme.fg if theme.dark else theme.panel)
    painter.drawEllipse(QPointF(fade_place(place, "in", unit), y), 3.6 * unit, 3.6 * unit)
    painter.drawEllipse(QPointF(fade_place(place, "out", unit), y), 3.6 * unit, 3.6 * unit)
    if place.width > px(80):
        centre = place.left + place.width / 2
        painter.drawRoundedRect(QRectF(centre - 10 * unit, place.top + unit, 20 * unit, 4 * unit), 2 * unit, 2 * unit)


def focus_ring(painter: QPainter, place: Outline, theme: Theme) -> None:
    """Two pixels of accent round the clip the keys go to."""
    painter.setPen(pen(theme.accent, pxf(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(place.left - 1, place.top - 1, place.width + 2, place.height + 2), pxf(RADIUS + 1), pxf(RADIUS + 1))
