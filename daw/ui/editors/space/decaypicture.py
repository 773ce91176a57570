"""The reverb's decay: time to the right, level down; the gap before it, the first reflections, the tails of three bands.

Drag the end of the middle tail for the decay, that of the lows for the bass, that of the highs for the damping, the gap for the pre-delay.
"""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from daw.ui.editors.picture import grid_color, level_line, paint_legend, paint_plate, polygon, under, upright_line
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.handle import HIT, HandlePicture
from daw.ui.editors.space.notes import beats_of
from daw.ui.metrics import MEDIUM, SECONDARY, pxf, text_width
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.shapes import CENTER, LEFT, NO_PEN, RIGHT, draw_text
from daw.units import beats_to_seconds, seconds_to_beats

LOW_DB, STEP_DB, HANDLE_DB = -60.0, 12.0, -48.0
LONGEST_S, KNEE_S = 20.0, 0.25  # the axis is even up to about the knee, then goes by octaves
MARKS_S = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
LABELS, BOTTOM = 36, 20
POINTS = 260
EARLY_S = (0.038, 0.090, 0.012)  # the last first reflection of each type, at size 60 %
TAPS = np.array([0.11, 0.17, 0.29, 0.41, 0.57, 0.63, 0.79, 0.86, 1.0])
BANDS = (("low", "Low", "copper"), ("mid", "Mid", "jade"), ("high", "High", "aqua"))
COLORS = {name: color for name, _, color in BANDS}
TOP_DB, OFFSETS_DB = -6.0, {"low": -1.0, "mid": 0.0, "high": -1.5}  # where the tails begin
FADE = 0.9  # the highs at full damping last a tenth of the middle


def seconds_words(seconds: float) -> str:
    """A time as the picture shows it."""
    return f"{seconds:.1f} s" if seconds >= 1.0 else f"{seconds * 1000.0:.0f} ms"


HANDLES_DB = {"low": -42.0, "mid": HANDLE_DB, "high": HANDLE_DB}  # the lows' is higher, so that it never lies under the middle's


def _share(band: str) -> float:
    """The part of its decay after which a tail is at its handle's level."""
    return (HANDLES_DB[band] - TOP_DB - OFFSETS_DB[band]) / LOW_DB


class DecayPicture(HandlePicture):
    """Handles: "mid" (decay), "low" (bass), "high" (damping), "gap" (pre-delay)."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link, "Decay", "mid")
        rough = np.random.default_rng(3).normal(size=(len(BANDS), POINTS))
        self._rough = np.array([np.convolve(row, np.hanning(7) / 3.5, "same") for row in rough])  # a tail is never smooth; always the same

    # ---- measures

    @property
    def plot(self) -> QRectF:
        """The rectangle of the decay."""
        return QRectF(self.rect()).adjusted(pxf(LABELS), 0, 0, -pxf(BOTTOM))

    @property
    def longest_s(self) -> float:
        """The time at the right edge: it follows the decay in octaves, so that the picture is full."""
        longest = self.predelay_s + max(self.decays_s().values()) * 1.25
        return float(min(max(2.0 ** math.ceil(math.log2(max(longest, 0.1) / 0.75)) * 0.75, 0.75), LONGEST_S * 1.4))

    def time_x(self, seconds: float) -> float:
        """Where a time stands."""
        plot = self.plot
        return plot.left() + pxf(14) + math.asinh(seconds / KNEE_S) / math.asinh(self.longest_s / KNEE_S) * (plot.width() - pxf(14))

    def seconds(self, x: float, longest_s: float) -> float:
        """The time at a place."""
        plot = self.plot
        share = (x - plot.left() - pxf(14)) / (plot.width() - pxf(14))
        return math.sinh(min(max(share, 0.0), 1.2) * math.asinh(longest_s / KNEE_S)) * KNEE_S

    def level_y(self, level_db: float) -> float:
        """Where a level stands."""
        return self.plot.top() + pxf(10) + level_db / LOW_DB * (self.plot.height() - pxf(10))

    @property
    def predelay_s(self) -> float:
        """The gap: as set, or the note."""
        note = self.link.choice("predelay_note")
        if not note:
            return self.link.value("predelay_ms") / 1000.0
        words = self.link.params["predelay_note"].choices[note]
        longest_s = self.link.params["predelay_ms"].high / 1000.0
        return min(beats_to_seconds(beats_of(words), self.link.tempo_bpm), longest_s)

    def decays_s(self) -> dict[str, float]:
        """Time to fall by 60 dB of each band."""
        decay_s = self.link.value("decay_s")
        return {
            "low": decay_s * self.link.value("bass"), "mid": decay_s, "high": decay_s * (1.0 - FADE * self.link.value("damping")),
        }  # fmt: skip

    def handles(self) -> dict[str, QPointF]:
        found = {"gap": QPointF(self.time_x(self.predelay_s), self.level_y(-54.0))}
        decays = self.decays_s()
        for name in ("low", "mid", "high"):
            x = self.time_x(self.predelay_s + decays[name] * _share(name))
            found[name] = QPointF(x, self.level_y(HANDLES_DB[name]))
        if (found["mid"] - found["high"]).manhattanLength() < 2 * pxf(HIT):
            found["high"].setY(self.level_y(HANDLE_DB + 12.0))
        return found

    def defaults(self, name: str) -> tuple[str, ...]:
        return {"gap": (self._gap,), "low": ("bass",), "mid": ("decay_s",), "high": ("damping",)}[name]

    @property
    def _gap(self) -> str:
        """The parameter that the gap stands for."""
        return "predelay_note" if self.link.choice("predelay_note") else "predelay_ms"

    def dragged(self, name: str, place: QPointF) -> dict[str, float]:
        seconds = self.seconds(place.x(), self._longest_held or self.longest_s)
        if name == "gap":
            return self._gap_values(seconds)
        after_s = max(seconds - self.predelay_s, 0.0) / _share(name)
        if name == "mid":
            return {"decay_s": round(after_s, 3)}
        share = after_s / self.link.value("decay_s")
        return {"bass": round(share, 3)} if name == "low" else {"damping": round((1.0 - share) / FADE, 3)}

    def _gap_values(self, seconds: float) -> dict[str, float]:
        if self._gap == "predelay_ms":
            return {"predelay_ms": round(seconds * 1000.0, 1)}
        choices = self.link.params["predelay_note"].choices
        beats = max(seconds_to_beats(seconds, self.link.tempo_bpm), 1e-3)
        return {"predelay_note": float(min(range(1, len(choices)), key=lambda index: abs(math.log(beats_of(choices[index]) / beats))))}

    _longest_held = 0.0

    def begin_gesture(self, name: str) -> None:
        super().begin_gesture(name)
        self._longest_held = self.longest_s

    def stepped(self, name: str, way: QPointF) -> dict[str, float]:
        steps = way.x() - way.y()
        parameter = self.defaults(name)[0]
        return {parameter: self.link.quantity(parameter).stepped(self.link.setting(parameter), -steps if name == "high" else steps)}

    def text(self) -> str:
        """For screen readers."""
        return f"{self.link.text('type')}, decay {self.link.text('decay_s')}, pre-delay {self.link.text('predelay_ms')}"

    # ---- painting

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        plot = self.plot
        paint_plate(painter, plot, theme)
        for step in range(int(-LOW_DB / STEP_DB)):
            y = self.level_y(-step * STEP_DB)
            level_line(painter, grid_color(theme), plot.left(), plot.right(), y)
            words = f"−{step * STEP_DB:.0f}" if step else "0"
            draw_text(painter, QRectF(0, y - pxf(8), pxf(LABELS - 6), pxf(16)), words, SECONDARY, MEDIUM, theme.text3, RIGHT)
        last = -1.0
        for mark in MARKS_S:
            x = self.time_x(mark)
            if mark < self.longest_s and x - last > pxf(46) and x < plot.right() - pxf(16):
                upright_line(painter, grid_color(theme), x, plot.top(), plot.bottom())
                words = f"{mark:g} s" if mark >= 1.0 else f"{mark * 1000:.0f} ms"
                draw_text(
                    painter, QRectF(x - pxf(30), plot.bottom() + pxf(2), pxf(60), pxf(16)), words, SECONDARY, MEDIUM, theme.text3, CENTER
                )
                last = x
        self._paint_tails(painter, theme)
        self._paint_early(painter, theme)

    def _tail(self, band: str, decay_s: float) -> tuple[np.ndarray, np.ndarray]:
        end_s = min(self.longest_s, self.predelay_s + decay_s * 1.1)
        times = np.linspace(self.predelay_s, max(end_s, self.predelay_s + 0.01), POINTS)
        levels = LOW_DB * (times - self.predelay_s) / decay_s + TOP_DB + OFFSETS_DB[band]
        onset_s = 0.25 * self._early_s()
        levels -= 14.0 * np.exp(-(times - self.predelay_s) / max(onset_s, 0.002))
        levels = levels + self._rough[list(COLORS).index(band)] * 1.6
        plot = self.plot
        xs = plot.left() + pxf(14) + np.arcsinh(times / KNEE_S) / math.asinh(self.longest_s / KNEE_S) * (plot.width() - pxf(14))
        ys = plot.top() + pxf(10) + levels / LOW_DB * (plot.height() - pxf(10))
        return xs, ys

    def _early_s(self) -> float:
        return EARLY_S[self.link.choice("type")] * (0.4 + self.link.value("size"))

    def _paint_tails(self, painter: QPainter, theme: Theme) -> None:
        plot, frozen = self.plot, self.link.is_on("freeze")
        painter.save()
        painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
        for band, decay_s in self.decays_s().items():
            xs, ys = self._tail(band, 1e6 if frozen else decay_s)
            color = theme.track(COLORS[band])
            painter.setPen(NO_PEN)
            painter.setBrush(alpha(color, 0.16))
            painter.drawPolygon(under(xs, ys, plot.bottom()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(color, pxf(1.7)))
            painter.drawPolyline(polygon(xs, ys))
        painter.restore()

    def _paint_early(self, painter: QPainter, theme: Theme) -> None:
        plot, level = self.plot, self.link.value("early")
        painter.setPen(pen(theme.fg, pxf(3)))
        painter.drawLine(QPointF(self.time_x(0.0), self.level_y(0.0)), QPointF(self.time_x(0.0), plot.bottom()))
        draw_text(
            painter, QRectF(self.time_x(0.0) + pxf(6), plot.top() + pxf(4), pxf(40), pxf(16)), "Dry", SECONDARY, MEDIUM, theme.text, LEFT
        )
        if level <= 0.0:
            return
        painter.setPen(pen(alpha(theme.text2, 0.8), pxf(1.6)))
        for at in TAPS.tolist():
            top = self.level_y(20.0 * math.log10(level) - 2.0 - 8.0 * at)
            x = self.time_x(self.predelay_s + at * self._early_s())
            if top < plot.bottom():
                painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()))

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        plot = self.plot
        if plot.width() > pxf(330):
            decays = self.decays_s()
            words = [f"{spoken} {seconds_words(decays[name])}" for name, spoken, _ in BANDS]
            colors = [theme.track(color) for _, _, color in BANDS]
            width = sum(text_width(one, SECONDARY, MEDIUM) + pxf(36) for one in words) + pxf(4)
            paint_legend(
                painter, theme, QPointF(plot.right() - width - pxf(10), plot.top() + pxf(8)), list(zip(words, colors, strict=True))
            )
        for name, at in self.handles().items():
            self._paint_handle(painter, theme, name, at)

    def _paint_handle(self, painter: QPainter, theme: Theme, name: str, at: QPointF) -> None:
        color: QColor = theme.fg if name == "gap" else theme.track(COLORS[name])
        lit = name in (self.held, self.over) or (self.hasFocus() and name == self.chosen)
        if lit:
            painter.setPen(NO_PEN)
            painter.setBrush(alpha(color, 0.28))
            painter.drawEllipse(at, pxf(13), pxf(13))
        painter.setPen(pen(theme.ink, pxf(1.5)))
        painter.setBrush(color)
        painter.drawEllipse(at, pxf(6.5), pxf(6.5))
        self.paint_ring(painter, theme, name, at, pxf(10))
        if name == "gap":
            note = f"{self.link.text('predelay_note')}   " if self._gap == "predelay_note" else ""
            words = f"{note}{self.predelay_s * 1000.0:.0f} ms"
            place = QRectF(at.x() + pxf(11), at.y() - pxf(8), pxf(110), pxf(16))
            draw_text(painter, place, words, SECONDARY, MEDIUM, theme.text, LEFT)
