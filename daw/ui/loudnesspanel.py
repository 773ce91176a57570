"""The loudness of the mix: integrated with its distance to the target, short-term and momentary with bars, range, true peak (EBU R 128)."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.ui.metrics import BODY, BOLD, MEDIUM, SECONDARY, SEMIBOLD, px
from daw.ui.quantity import split_unit
from daw.ui.studio import Studio, Tick
from daw.ui.theme import Theme
from daw.ui.widgets import accessible
from daw.ui.widgets.button import RAISED, Button
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label, Reading
from daw.ui.widgets.meter import HOLD
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import LEFT, RIGHT, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.engine.levels import Loudness

WIDTH, MARGIN = 146, 12
STEADY_S = 60.0  # the range means nothing before (EBU Tech 3342)
TARGET_LUFS = -14.0  # what most services play at
LOWEST_LUFS = -41.0  # the left end of the bars; 0 is the right one
ROWS = (
    ("integrated", "Integrated", "LUFS", "The loudness of all that was heard since the reset."),
    ("short", "Short-term", "LUFS", "The loudness of the last 3 seconds."),
    ("momentary", "Momentary", "LUFS", "The loudness of the last 0.4 seconds."),
    ("range", "Range", "LU", "How far quiet and loud parts lie apart; steady after 60 seconds."),
    ("peak", "True peak", "dBTP", "The highest peak between the samples since the reset."),
)


class Number(Reading):
    """A reading that explains itself; a click on it begins a new measurement."""

    def __init__(self, name: str, help: str, size: float) -> None:
        super().__init__(name, size=size, widest="−00.0 LUFS")
        self.help = help
        self._small = False
        self.setAccessibleDescription(help)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def tip(self) -> str:
        return f"{self.accessibleName()} {self.text()}. {self.help} Click begins a new measurement."

    def set_small(self, small: bool) -> None:  # noqa: FBT001  a setter
        """Stand beside its words, without the unit, where there is no room for two lines."""
        if small != self._small:
            self._small = small
            self.update()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        waits = self._text.startswith("after")
        if not self._small and not waits:
            super().paint(painter, theme)
            return
        number = self._text if waits else split_unit(self._text)[0]
        weight, align = (MEDIUM if waits else SEMIBOLD), (RIGHT if self._small else LEFT)
        draw_text(painter, QRectF(self.rect()), number, BODY, weight, getattr(theme, self.ink), align)


class Bar(Painted):
    """A loudness as a bar, with a line at its highest and one at the target."""

    accessible_role = QAccessible.Role.Indicator

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        accessible.install()
        self.name = name
        self.value: float | None = None
        self.highest: float | None = None
        self.setAccessibleName(f"{name} bar")

    def show_level(self, value: float | None, highest: float | None) -> None:
        """Show a loudness and the highest since the reset, in LUFS."""
        if (value, highest) != (self.value, self.highest):
            self.value, self.highest = value, highest
            self.update()

    def text(self) -> str:
        """Both in words."""
        return f"{level(self.value)} LUFS, at most {level(self.highest)} LUFS"

    def tip(self) -> str:
        return f"{self.name}: {self.text()}. The long line is the target, {level(TARGET_LUFS)} LUFS."

    def natural_size(self) -> tuple[int, int]:
        return px(100), px(9)

    def _x(self, lufs: float) -> float:
        return (min(max(lufs, LOWEST_LUFS), 0.0) / -LOWEST_LUFS + 1.0) * self.width()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        well = QRectF(0, px(2), self.width(), self.height() - px(4))
        fill_rounded(painter, well, 2, theme.well, theme.border if theme.borders else None)
        if self.value is not None and self.value > LOWEST_LUFS:
            right = self._x(self.value)
            ink = theme.meter_stops[-2][1] if self.value > TARGET_LUFS + 3.0 else theme.meter_stops[1][1]
            fill_rounded(painter, QRectF(0, well.top(), right, well.height()), 2, ink)
        if self.highest is not None and self.highest > LOWEST_LUFS:
            painter.fillRect(QRectF(self._x(self.highest) - px(1), well.top(), px(2), well.height()), HOLD)
        painter.fillRect(QRectF(self._x(TARGET_LUFS), 0, px(1), self.height()), theme.text2)


class LoudnessPanel(Ground):
    """Reads the levels of every tick."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self._studio = studio
        self.setAccessibleName("Loudness")
        self.setMinimumWidth(px(WIDTH))
        self.setMaximumWidth(px(WIDTH))
        self._title = Label("Loudness", size=BODY, weight=BOLD, parent=self)
        self.numbers: dict[str, Number] = {}
        self._labels: dict[str, Label] = {}
        for key, words, _unit, help in ROWS:
            self._labels[key] = Label(words, size=SECONDARY, weight=MEDIUM, ink="text2", parent=self)
            number = Number(words, help, 21 if key == "integrated" else 18)
            number.setParent(self)
            self.numbers[key] = number
        self.distance = Label(size=SECONDARY, weight=MEDIUM, ink="text3", parent=self)
        self.bars = {"short": Bar("Short-term", self), "momentary": Bar("Momentary", self)}
        self.paused = False
        self.pause = Button("Pause", look=RAISED, help="Holds the numbers; what is heard meanwhile is measured all the same.", parent=self)
        self.pause.clicked.connect(self._on_pause)
        self.reset = Button("Reset", look=RAISED, help="Begins a new measurement of loudness and peaks.", parent=self)
        self.reset.clicked.connect(self._on_reset)
        studio.ticked.connect(self._on_tick)
        studio.engine_changed.connect(self.clear)
        self.clear()

    def clear(self) -> None:
        """Show that nothing has been measured."""
        for key, _words, unit, _help in ROWS:
            self.numbers[key].set_text(f"−∞ {unit}" if key != "range" else "after 60 s", ink="text" if key != "range" else "text3")
        self.distance.set_text("")
        for bar in self.bars.values():
            bar.show_level(None, None)

    # ---- the clock

    def _on_tick(self, tick: Tick) -> None:
        if tick.levels is not None and self.isVisible() and not self.paused:
            self.show_loudness(tick.levels.loudness)

    def show_loudness(self, loudness: "Loudness") -> None:
        """Show a measurement."""
        numbers = self.numbers
        numbers["integrated"].set_text(f"{level(loudness.integrated_lufs)} LUFS")
        numbers["integrated"].help = f"{ROWS[0][3]} {distance_words(loudness.integrated_lufs)}".strip()
        self.distance.set_text(short_distance(loudness.integrated_lufs))
        self.bars["short"].show_level(loudness.short_term_lufs, loudness.short_term_max_lufs)
        self.bars["momentary"].show_level(loudness.momentary_lufs, loudness.momentary_max_lufs)
        numbers["short"].set_text(f"{level(loudness.short_term_lufs)} LUFS")
        numbers["momentary"].set_text(f"{level(loudness.momentary_lufs)} LUFS")
        steady = loudness.range_lu is not None and loudness.measured_s >= STEADY_S
        numbers["range"].set_text(f"{loudness.range_lu:.1f} LU" if steady else "after 60 s", ink="text" if steady else "text3")
        numbers["peak"].set_text(f"{level(loudness.true_peak_dbtp)} dBTP", ink=peak_ink(loudness.true_peak_dbtp))
        numbers["peak"].help = f"{ROWS[4][3]} {peak_words(loudness.true_peak_dbtp)}".strip()

    # ---- the hand

    def _on_pause(self, _modifiers: object) -> None:
        self.hold(paused=not self.paused)

    def hold(self, *, paused: bool) -> None:
        """Hold the numbers, or follow the sound again."""
        self.paused = paused
        self.pause.set_words("Go on" if paused else "Pause")
        self.pause.set_lit(paused)

    def _on_reset(self, _modifiers: object) -> None:
        self.start_anew()

    def start_anew(self) -> None:
        """Begin a new measurement."""
        if self._studio.engine is not None:
            self._studio.engine.reset_loudness()
            self._studio.engine.reset_peaks()
        self.hold(paused=False)
        self.clear()
        self._studio.say("Loudness is measured anew.")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a number begins a new measurement."""
        if event.button() == Qt.MouseButton.LeftButton and isinstance(self.childAt(event.position().toPoint()), Number):
            self.start_anew()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Go on" if self.paused else "Pause", self._on_pause_menu)
        menu.addAction("Reset", self.start_anew)
        menu.popup(event.globalPos())

    def _on_pause_menu(self) -> None:
        self.hold(paused=not self.paused)

    # ---- place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin, width = px(MARGIN), self.width() - 2 * px(MARGIN)
        self._title.setGeometry(margin, px(9), width, px(16))
        button = px(28)
        bottom = self.height() - px(10) - button
        half = (width - px(4)) // 2
        self.pause.setGeometry(margin, bottom, half, button)
        self.reset.setGeometry(margin + width - half, bottom, half, button)
        room = bottom - px(34)
        beside = room < px(5 * 40)  # no room for two lines: the words stand before the number
        with_bars = room >= px(5 * 40 + 16 + 2 * 10)
        spare = max(0, room - px(5 * 40 + (16 + 2 * 10 if with_bars else 0)))
        pitch = px(40) + min(spare // len(ROWS), px(9))
        y = px(32)
        self.distance.setVisible(with_bars)
        for bar in self.bars.values():
            bar.setVisible(with_bars)
        for key, *_rest in ROWS:
            label, number = self._labels[key], self.numbers[key]
            number.set_small(beside)
            if beside:
                high = min(px(22), room // len(ROWS))
                label.setGeometry(margin, y, px(70), high)
                number.setGeometry(margin + px(56), y, width - px(56), high)
                y += high
                continue
            label.setGeometry(margin, y, width, px(15))
            number.setGeometry(margin, y + px(14), width, px(27 if key == "integrated" else 25))
            if with_bars and key == "integrated":
                self.distance.setGeometry(margin, y + px(40), width, px(14))
                y += px(16)
            elif with_bars and key in self.bars:
                self.bars[key].setGeometry(margin, y + px(38), width, px(9))
                y += px(10)
            y += pitch


def level(value: float | None) -> str:
    """A level with one decimal; −∞ where there is none."""
    if value is None or not math.isfinite(value) or value <= -90.0:
        return "−∞"
    return f"{value:.1f}".replace("-", "−")


def distance_words(integrated_lufs: float | None) -> str:
    """How far from what services play at."""
    if integrated_lufs is None or not math.isfinite(integrated_lufs):
        return ""
    apart = integrated_lufs - TARGET_LUFS
    if abs(apart) < 1.0:
        return "On target for streaming (−14 LUFS)."
    return f"{abs(apart):.1f} LU {'louder' if apart > 0 else 'quieter'} than streaming plays (−14 LUFS)."


def short_distance(integrated_lufs: float | None) -> str:
    """The same in few words, for under the number."""
    if integrated_lufs is None or not math.isfinite(integrated_lufs) or integrated_lufs <= -90.0:
        return ""
    apart = integrated_lufs - TARGET_LUFS
    target = level(TARGET_LUFS)[:-2]
    return f"On target ({target})" if abs(apart) < 1.0 else f"{abs(apart):.1f} LU {'over' if apart > 0 else 'under'} {target}"


def loudness_words(loudness: "Loudness | None") -> str:
    """A measurement as a screen reader says it."""
    if loudness is None or loudness.integrated_lufs is None:
        return "Loudness: nothing measured yet."
    parts = [f"Integrated {level(loudness.integrated_lufs)} LUFS", f"short-term {level(loudness.short_term_lufs)}"]
    if loudness.range_lu is not None and loudness.measured_s >= STEADY_S:
        parts.append(f"range {loudness.range_lu:.1f} LU")
    parts.append(f"true peak {level(loudness.true_peak_dbtp)} dBTP")
    return f"{', '.join(parts)}. {distance_words(loudness.integrated_lufs)} {peak_words(loudness.true_peak_dbtp)}".strip()


def peak_ink(peak_dbtp: float | None) -> str:
    """The colour of a true peak: over full scale, near it, or fine."""
    if peak_dbtp is None or peak_dbtp <= -1.0:
        return "text"
    return "rec" if peak_dbtp > 0.0 else "mute"


def peak_words(peak_dbtp: float | None) -> str:
    """What a true peak means."""
    return {"rec": "It clips.", "mute": "Over −1 dBTP: encoded files may clip.", "text": ""}[peak_ink(peak_dbtp)]
