"""The delay's echoes: time to the right, left channel up, right channel down, each bar as high as its echo is loud.

Drag an echo sideways for the time (it sticks to notes, with sync there is nothing else), up and down for the feedback.
"""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter

from daw.ui.editors.picture import grid_color, level_line, paint_plate, upright_line
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.handle import HandlePicture
from daw.ui.editors.space.notes import beats_of
from daw.ui.metrics import BOLD, MEDIUM, SECONDARY, SEMIBOLD, pxf, text_width
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.shapes import CENTER, LEFT, NO_PEN, draw_text, fill_rounded
from daw.units import beats_to_seconds, seconds_to_beats

LABELS, BOTTOM, START = 24, 20, 14
MOST_TAPS = 24
LEAST_LEVEL = 0.004
SPANS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)  # beats across the picture
SPREAD = 4.6  # echoes that should fit
FULL = 0.86  # of the half height, of the first echo
FEEDBACK_DRAG = 160.0  # pixels for 100 % on the first echo, whose height never changes
ENDLESS = 1.0
SNAP = 5.0  # pixels either side of a note's place


class TapsPicture(HandlePicture):
    """Handles are the echoes, "1", "2", …"""

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link, "Echoes", "1")
        self._note_beats = tuple(beats_of(words) for words in link.params["note"].choices)
        self._span_held = 0.0

    # ---- measures

    @property
    def plot(self) -> QRectF:
        """The rectangle of the echoes."""
        return QRectF(self.rect()).adjusted(pxf(LABELS), 0, 0, -pxf(BOTTOM))

    def note_beats(self, index: int) -> float:
        """Beats of a note of the menu."""
        return self._note_beats[min(max(index, 0), len(self._note_beats) - 1)]

    @property
    def time_s(self) -> float:
        """Time between two echoes."""
        if self.link.is_on("sync"):
            return beats_to_seconds(self.note_beats(self.link.choice("note")), self.link.tempo_bpm)
        return self.link.value("time_ms") / 1000.0

    @property
    def span_beats(self) -> float:
        """Beats across the picture; it does not change under a hand."""
        if self.held and self._span_held:
            return self._span_held
        wanted = SPREAD * seconds_to_beats(self.time_s, self.link.tempo_bpm)
        return next((span for span in SPANS if span >= wanted), SPANS[-1])

    def time_x(self, seconds: float) -> float:
        """Where a time stands."""
        plot = self.plot
        return (
            plot.left() + pxf(START) + seconds_to_beats(seconds, self.link.tempo_bpm) / self.span_beats * (plot.width() - 1.6 * pxf(START))
        )

    def seconds(self, x: float) -> float:
        """The time at a place."""
        plot = self.plot
        share = (x - plot.left() - pxf(START)) / (plot.width() - 1.6 * pxf(START))
        return beats_to_seconds(share * self.span_beats, self.link.tempo_bpm)

    def level(self, number: int) -> float:
        """How loud echo number so and so is, the first being 1."""
        return float(self.link.value("feedback") ** (number - 1))

    def sides(self, number: int) -> tuple[bool, bool]:
        """Whether an echo is on the left, on the right."""
        if not self.link.is_on("ping_pong"):
            return True, True
        return number % 2 == 1, number % 2 == 0

    def _height(self, number: int) -> float:
        return min(math.sqrt(self.level(number)), 1.1) * FULL * self.plot.height() / 2.0

    def count(self) -> int:
        """Echoes that are seen."""
        fitting = int(beats_to_seconds(self.span_beats, self.link.tempo_bpm) / max(self.time_s, 1e-3))
        audible = 1
        while audible < min(fitting, MOST_TAPS) and self.level(audible + 1) > LEAST_LEVEL:
            audible += 1
        return max(min(audible, fitting, MOST_TAPS), 1)

    def handles(self) -> dict[str, QPointF]:
        middle = self.plot.center().y()
        found = {}
        for number in range(1, self.count() + 1):
            up = self.sides(number)[0]
            found[str(number)] = QPointF(self.time_x(number * self.time_s), middle - self._height(number) * (1.0 if up else -1.0))
        return found

    def defaults(self, name: str) -> tuple[str, ...]:
        return ("note" if self.link.is_on("sync") else "time_ms", "feedback")

    # ---- hands

    def begin_gesture(self, name: str) -> None:
        super().begin_gesture(name)
        self._span_held = self.span_beats
        self._feedback_was = self.link.setting("feedback")
        self._began_y: float | None = None

    _feedback_was = 0.0
    _began_y: float | None = None

    def dragged(self, name: str, place: QPointF) -> dict[str, float]:
        number = int(name)
        if self._began_y is None:
            self._began_y = self.handles()[name].y()
        return {**self._time_values(self.seconds(place.x()) / number, number), "feedback": self._feedback_at(number, place.y())}

    def _time_values(self, time_s: float, number: int = 1) -> dict[str, float]:
        if not self.link.is_on("sync"):
            return {"time_ms": round(max(self._snapped(time_s, number), 1e-3) * 1000.0, 2)}
        beats = max(seconds_to_beats(time_s, self.link.tempo_bpm), 1e-3)
        nearest = min(range(len(self._note_beats)), key=lambda index: abs(math.log(self._note_beats[index] / beats)))
        return {"note": float(nearest)}

    def _snapped(self, time_s: float, number: int) -> float:
        """The time of a note if the echo is near its place; the hand that is fine (Shift) goes between."""
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            return time_s
        notes = [beats_to_seconds(beats, self.link.tempo_bpm) for beats in self._note_beats]
        nearest = min(notes, key=lambda note_s: abs(note_s - time_s))
        return nearest if abs(self.time_x(number * nearest) - self.time_x(number * time_s)) <= pxf(SNAP) else time_s

    def _feedback_at(self, number: int, y: float) -> float:
        began = self._began_y if self._began_y is not None else y
        if abs(y - began) < 3.0:
            return self._feedback_was
        up = self.sides(number)[0]
        if number == 1:
            return self._feedback_was - (y - began) / pxf(FEEDBACK_DRAG) * (1.0 if up else -1.0)
        height = (self.plot.center().y() - y) * (1.0 if up else -1.0)
        share = max(height / (FULL * self.plot.height() / 2.0), 0.0)
        return round(float((share * share) ** (1.0 / (number - 1))), 3)

    def stepped(self, name: str, way: QPointF) -> dict[str, float]:
        if way.y():
            quantity = self.link.quantity("feedback")
            return {"feedback": quantity.stepped(self.link.setting("feedback"), -way.y())}
        parameter = self.defaults(name)[0]
        return {parameter: self.link.quantity(parameter).stepped(self.link.setting(parameter), way.x())}

    def words(self) -> str:
        """The time in words."""
        from daw.values import format_value

        time_words = format_value(self.link.params["time_ms"], self.time_s * 1000.0)
        return f"{self.link.text('note')}   {time_words}" if self.link.is_on("sync") else time_words

    def text(self) -> str:
        """For screen readers."""
        return f"time {self.words()}, feedback {self.link.text('feedback')}"

    # ---- painting

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        plot = self.plot
        paint_plate(painter, plot, theme)
        span = self.span_beats
        step = next(step for step in (0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0) if span / step <= 8)
        for number in range(int(span / step) + 1):
            x = self.time_x(beats_to_seconds(number * step, self.link.tempo_bpm))
            upright_line(painter, grid_color(theme, strong=number * step % 1.0 == 0), x, plot.top(), plot.bottom())
            beats = number * step
            words = "now" if number == 0 else "1 beat" if beats == 1.0 else f"{beats:g}"
            align, left = (LEFT, x - pxf(8)) if number == 0 else (CENTER, min(x - pxf(30), self.width() - pxf(34)))
            if number % 2 == 0 or beats == 1.0:
                draw_text(painter, QRectF(left, plot.bottom() + pxf(2), pxf(60), pxf(16)), words, SECONDARY, MEDIUM, theme.text3, align)
        middle = plot.center().y()
        level_line(painter, alpha(theme.fg, 0.35), plot.left(), plot.right(), middle)
        for words, name, y in (("L", "aqua", (plot.top() + middle) / 2), ("R", "lilac", (plot.bottom() + middle) / 2)):
            draw_text(painter, QRectF(0, y - pxf(9), pxf(LABELS), pxf(18)), words, SECONDARY, BOLD, theme.track_ink(name), CENTER)

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        plot, middle = self.plot, self.plot.center().y()
        painter.setPen(pen(theme.fg, pxf(4)))
        half = FULL * plot.height() / 2.0
        painter.drawLine(QPointF(self.time_x(0.0), middle - half), QPointF(self.time_x(0.0), middle + half))
        handles = self.handles()
        for name, at in reversed(handles.items()):
            self._paint_tap(painter, theme, int(name), at)
        self._paint_words(painter, theme, handles["1"])
        if self.link.value("feedback") >= ENDLESS:
            words = "It never ends" if self.link.value("feedback") < 1.005 else "It grows: turn the feedback down"
            place = QRectF(
                plot.right() - text_width(words, SECONDARY, SEMIBOLD) - pxf(34),
                plot.top() + pxf(8),
                text_width(words, SECONDARY, SEMIBOLD) + pxf(24),
                pxf(24),
            )
            fill_rounded(painter, place, 12, alpha(theme.raised, 0.9))
            draw_text(painter, place, words, SECONDARY, SEMIBOLD, theme.mute, CENTER)

    def _paint_tap(self, painter: QPainter, theme: Theme, number: int, at: QPointF) -> None:
        middle, height = self.plot.center().y(), self._height(number)
        left, right = self.sides(number)
        lit = str(number) in (self.held, self.over) or (self.hasFocus() and str(number) == self.chosen)
        if lit:
            painter.setPen(NO_PEN)
            painter.setBrush(alpha(theme.fg, 0.22))
            painter.drawEllipse(at, pxf(12), pxf(12))
        for shown, name, way in ((left, "aqua", -1.0), (right, "lilac", 1.0)):
            if shown:
                color: QColor = theme.track(name)
                end = QPointF(at.x(), middle + way * height)
                bar = QRectF(at.x() - pxf(4), min(end.y(), middle), pxf(8), abs(end.y() - middle))
                painter.setPen(NO_PEN)
                fill_rounded(painter, bar, 2, alpha(color, 0.9))
                painter.setPen(pen(theme.ink, pxf(1.5)))
                painter.setBrush(color)
                painter.drawEllipse(end, pxf(5.5 if number == 1 else 4.0), pxf(5.5 if number == 1 else 4.0))
        if number == 1:
            self.paint_ring(painter, theme, "1", at, pxf(9))

    def _paint_words(self, painter: QPainter, theme: Theme, first: QPointF) -> None:
        words = self.words()
        wide = text_width(words, SECONDARY, SEMIBOLD) + pxf(24)
        x = min(max(first.x() + pxf(12), self.plot.left()), self.plot.right() - wide)
        place = QRectF(x, max(self.plot.top() + pxf(4), self.plot.center().y() - self._height(1) - pxf(30)), wide, pxf(22))
        fill_rounded(painter, place, 4, alpha(theme.raised, 0.92))
        draw_text(painter, place, words, SECONDARY, SEMIBOLD, theme.text, CENTER)
