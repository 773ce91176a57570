"""The equaliser's display: spectra before and after, the curve of every band and of all, and the nodes to drag."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF, QResizeEvent

from daw.ui.editors.eq.axes import FREQUENCIES, RANGES, Axes, frequency_words
from daw.ui.editors.eq.bands import COLORS, Band, Curves
from daw.ui.editors.eq.bandstate import BandState
from daw.ui.editors.picture import (
    Picture,
    grid_color,
    level_line,
    paint_area,
    paint_legend,
    paint_plate,
    paint_trace,
    polygon,
    under,
    upright_line,
)
from daw.ui.editors.spectrum import FRAMES, MOST_POINTS, Analyser, log_frequencies
from daw.ui.metrics import BOLD, MEDIUM, SECONDARY, pxf, text_width
from daw.ui.theme import Theme, alpha, mix, pen
from daw.ui.widgets.shapes import CENTER, NO_PEN, RIGHT, draw_text

LEFT_ROOM, BOTTOM_ROOM, TOP_ROOM, RIGHT_ROOM = 36, 20, 10, 6
LEGEND, TILT = ("Before", "After", "Curve"), "4.5 dB/oct tilt"
NODE, CHOSEN_NODE, HALO, HIT = 10, 12, 21, 14
MARKS = tuple(hz for decade in (10, 100, 1000, 10000) for hz in range(decade, decade * 10, decade) if 20 <= hz <= 20000)


class EqDisplay(Picture):
    """Paints; what hands do to it is in EqHand.  `axes_changed` : size or range is another"""

    axes_changed = Signal()
    frozen_changed = Signal()

    def __init__(self, state: BandState) -> None:
        super().__init__("Equaliser curve", least=(320, 140))
        self.state = state
        self.range_db = 12
        self.frozen = False
        self.under_pointer = 0  # the band whose node is under the pointer
        self.lasso: QRectF | None = None
        self.axes = Axes(QRectF(0, 0, 1, 1), 12)
        self._sample_rate = state.link.studio.sample_rate
        self._curves = Curves(log_frequencies(2), self._sample_rate)
        self._before = self._after = Analyser(self._sample_rate, 2)
        self._over: QPixmap | None = None
        self._sounds = False
        state.changed.connect(self.curves_changed)
        state.chosen.connect(self.curves_changed)

    def color(self, theme: Theme, number: int) -> QColor:
        """A band's colour."""
        return theme.track(COLORS[(number - 1) % len(COLORS)])

    def text(self) -> str:
        """The band in focus, for screen readers."""
        if not self.state.focus:
            return f"{len(self.state.used)} bands"
        band = self.state.band(self.state.focus)
        link = self.state.link
        names = ("type", "freq_hz", *(("gain_db",) if band.has_gain else ()), *(("q",) if band.has_q else ("slope",)))
        words = ", ".join(link.text(f"band{band.number}_{name}") for name in names)
        return f"Band {band.number}, {words}{'' if band.on else ', off'}"

    def tip(self) -> str:
        return ""

    # ---- measures

    def set_range(self, range_db: int) -> None:
        """Show ± this many dB."""
        self.range_db = range_db if range_db in RANGES else 12
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        plot = QRectF(self.rect()).adjusted(pxf(LEFT_ROOM), pxf(TOP_ROOM), -pxf(RIGHT_ROOM), -pxf(BOTTOM_ROOM))
        self.axes = Axes(plot, float(self.range_db))
        points = min(max(int(plot.width()), 2), MOST_POINTS)
        if points != len(self._curves.freq_hz):
            self._curves = Curves(log_frequencies(points), self._sample_rate)
            self._before, self._after = Analyser(self._sample_rate, points), Analyser(self._sample_rate, points)
        self.curves_changed()
        self.stale()
        self.axes_changed.emit()

    def curves_changed(self) -> None:
        """The curves are others: paint them again."""
        self._over = None
        self.update()

    def node_place(self, band: Band) -> QPointF:
        """Where a band's node stands."""
        return self.axes.place(band.freq_hz, band.height_db)

    def nodes_at(self, place: QPointF) -> list[int]:
        """The bands whose nodes are there, nearest first."""
        hit = [(math.hypot((at := self.node_place(band)).x() - place.x(), at.y() - place.y()), band.number) for band in self.state.used]
        return [number for distance, number in sorted(hit) if distance <= pxf(HIT)]

    # ---- sound

    def hear(self, scope: object) -> None:
        """Take in what goes in and out now."""
        if self.frozen:
            return
        if scope is None:
            if self._sounds:
                self._before.rest()
                self._after.rest()
        else:
            self._before.add(scope.before(FRAMES))  # type: ignore[attr-defined]
            self._after.add(scope.after(FRAMES))  # type: ignore[attr-defined]
        silent = self._before.is_silent and self._after.is_silent
        if self._sounds or not silent:
            self.update(self._moving())
        self._sounds = not silent

    def _moving(self) -> QRect:
        """Where the spectra move, now and before: what stands higher, such as the panel of a band, is not painted anew with them."""
        plot = self.axes.plot
        tops = [float(self.axes.level_ys(one.levels_db).min()) for one in (self._before, self._after)]
        top, self._top = min(*tops, self._top), min(tops)
        return QRectF(plot.left(), top - 2.0, plot.width(), plot.bottom() - top + 3.0).toAlignedRect()

    _top = 0.0  # of the spectra painted last

    # ---- painting

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        axes, plot = self.axes, self.axes.plot
        paint_plate(painter, plot, theme)
        for hz in MARKS:
            strong = hz in (100, 1000, 10000)
            upright_line(painter, grid_color(theme, strong=strong), axes.x(hz), plot.top(), plot.bottom())
        for hz in FREQUENCIES:
            wide = pxf(40)
            left = min(max(axes.x(hz) - wide / 2, 0.0), self.width() - wide)
            align = CENTER if hz < 20000 else RIGHT
            draw_text(
                painter, QRectF(left, plot.bottom() + pxf(2), wide, pxf(17)), frequency_words(hz), SECONDARY, MEDIUM, theme.text3, align
            )
        steps = axes.steps_db()
        if (axes.y(steps[0]) - axes.y(steps[1])) < pxf(16):
            steps = steps[::2]
        for gain_db in steps:
            y = axes.y(gain_db)
            level_line(painter, grid_color(theme, strong=gain_db == 0), plot.left(), plot.right(), y)
            words = f"{'+' if gain_db > 0 else '−' if gain_db < 0 else ''}{abs(gain_db)}"
            draw_text(painter, QRectF(0, y - pxf(8), pxf(LEFT_ROOM - 7), pxf(16)), words, SECONDARY, MEDIUM, theme.text3, RIGHT)

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        plot = self.axes.plot
        painter.save()
        painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
        if self._sounds:
            self._paint_spectra(painter, theme)
        painter.restore()
        painter.drawPixmap(0, 0, self._overlay(theme))
        if self.lasso is not None:
            painter.setPen(pen(theme.accent, pxf(1)))
            painter.setBrush(alpha(theme.accent, 0.12))
            painter.drawRect(self.lasso)

    def _paint_spectra(self, painter: QPainter, theme: Theme) -> None:
        axes, plot = self.axes, self.axes.plot
        xs = axes.xs(self._before.freq_hz)
        before, after = axes.level_ys(self._before.levels_db), axes.level_ys(self._after.levels_db)
        paint_area(painter, plot, before, alpha(theme.text2, 0.14))
        paint_area(painter, plot, after, alpha(theme.accent, 0.42), alpha(theme.accent, 0.04 if theme.dark else 0.10))
        paint_trace(painter, mix(theme.canvas, theme.text2, 0.45), xs, before)
        paint_trace(painter, theme.accent, xs, after)

    def _overlay(self, theme: Theme) -> QPixmap:
        """Curves and nodes: painted when they are others, not with every spectrum."""
        ratio = self.devicePixelRatioF()
        if self._over is None or self._over.devicePixelRatio() != ratio or self._over_theme is not theme:
            self._over_theme = theme
            self._over = QPixmap(QSize(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio)))
            self._over.setDevicePixelRatio(ratio)
            self._over.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._over)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_curves(painter, theme)
            self._paint_legend(painter, theme)
            for band in sorted(self.state.used, key=lambda band: band.number in self.state.selected):
                self._paint_node(painter, theme, band)
            painter.end()
        return self._over

    _over_theme: Theme | None = None

    def _paint_curves(self, painter: QPainter, theme: Theme) -> None:
        axes = self.axes
        painter.save()
        painter.setClipRect(axes.plot, Qt.ClipOperation.IntersectClip)
        xs, zero = axes.xs(self._curves.freq_hz), axes.y(0.0)
        for band in self.state.used:
            color, chosen = self.color(theme, band.number), band.number in self.state.selected
            line = axes.ys(self._curves.band(band)) if band.on else np.full(len(xs), zero)
            if (band.on and band.settings[3:4] != (0.0,)) or not band.has_gain:
                painter.setPen(NO_PEN)
                painter.setBrush(alpha(color, 0.30 if chosen else 0.12))
                painter.drawPolygon(under(xs, line, zero))
            if chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(pen(color, pxf(1.3)))
                painter.drawPolyline(polygon(xs, line))
        total = polygon(xs, axes.ys(self._curves.total(self.state.bands, self.state.link.value("output_db"))))
        self._paint_total(painter, theme, total)
        painter.restore()

    def _paint_total(self, painter: QPainter, theme: Theme, line: QPolygonF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(alpha(theme.canvas, 0.75), pxf(5)))
        painter.drawPolyline(line)
        painter.setPen(pen(theme.fg if not self.state.link.slot.bypassed else theme.text3, pxf(2.4)))
        painter.drawPolyline(line)

    def legend_rect(self) -> QRectF:
        """Where the legend stands; nowhere in a narrow display."""
        plot = self.axes.plot
        if plot.width() <= pxf(560):
            return QRectF()
        wide = sum(text_width(words, SECONDARY, MEDIUM) + pxf(36) for words in LEGEND) + text_width(TILT, SECONDARY, MEDIUM) + pxf(22)
        return QRectF(plot.left() + pxf(10), plot.top() + pxf(10), wide, pxf(24))

    def _paint_legend(self, painter: QPainter, theme: Theme) -> None:
        place = self.legend_rect()
        if place.isValid():
            items = list(zip(LEGEND, (theme.text3, theme.accent, theme.fg), strict=True))
            paint_legend(painter, theme, place.topLeft(), items, TILT)

    def _paint_node(self, painter: QPainter, theme: Theme, band: Band) -> None:
        place, color = self.node_place(band), self.color(theme, band.number)
        chosen, over = band.number in self.state.selected, band.number == self.under_pointer
        radius = pxf(CHOSEN_NODE if chosen else NODE)
        painter.setPen(NO_PEN)
        if chosen or over:
            painter.setBrush(alpha(color, 0.30))
            painter.drawEllipse(place, pxf(HALO), pxf(HALO))
        painter.setPen(pen(theme.fg, pxf(2)) if chosen else pen(theme.ink, pxf(1.5)))
        painter.setBrush(color if band.on else theme.canvas)
        painter.drawEllipse(place, radius, radius)
        if not band.on:
            painter.setPen(pen(color, pxf(1.5)))
            painter.drawEllipse(place, radius - pxf(1), radius - pxf(1))
        box = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
        draw_text(painter, box, str(band.number), SECONDARY, BOLD, theme.ink if band.on else color, CENTER)
        if f"band{band.number}_gain_db" in self.state.link.automated or f"band{band.number}_freq_hz" in self.state.link.automated:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(theme.mute, pxf(1.5)))
            painter.drawEllipse(place, radius + pxf(3), radius + pxf(3))
