"""The loudness of the mix, in five numbers: integrated, short-term, momentary, range and true peak (EBU R 128)."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.ui.metrics import BODY, BOLD, MEDIUM, SECONDARY, px
from daw.ui.studio import Studio, Tick
from daw.ui.widgets.button import RAISED, Button
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label, Reading

if TYPE_CHECKING:
    from daw.engine.levels import Loudness

WIDTH, MARGIN = 146, 12
STEADY_S = 60.0  # the range means nothing before (EBU Tech 3342)
TARGET_LUFS = -14.0  # what most services play at
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
        self.setAccessibleDescription(help)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def tip(self) -> str:
        return f"{self.accessibleName()} {self.text()}. {self.help} Click begins a new measurement."


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
        self.reset = Button("Reset", look=RAISED, help="Begins a new measurement of loudness and peaks.", parent=self)
        self.reset.clicked.connect(self._on_reset)
        studio.ticked.connect(self._on_tick)
        studio.engine_changed.connect(self.clear)
        self.clear()

    def clear(self) -> None:
        """Show that nothing has been measured."""
        for key, _words, unit, _help in ROWS:
            self.numbers[key].set_text(f"−∞ {unit}" if key != "range" else "after 60 s")

    # ---- the clock

    def _on_tick(self, tick: Tick) -> None:
        if tick.levels is not None and self.isVisible():
            self.show_loudness(tick.levels.loudness)

    def show_loudness(self, loudness: "Loudness") -> None:
        """Show a measurement."""
        numbers = self.numbers
        numbers["integrated"].set_text(f"{level(loudness.integrated_lufs)} LUFS")
        numbers["integrated"].help = f"{ROWS[0][3]} {distance_words(loudness.integrated_lufs)}".strip()
        numbers["short"].set_text(f"{level(loudness.short_term_lufs)} LUFS")
        numbers["momentary"].set_text(f"{level(loudness.momentary_lufs)} LUFS")
        steady = loudness.range_lu is not None and loudness.measured_s >= STEADY_S
        numbers["range"].set_text(f"{loudness.range_lu:.1f} LU" if steady else "after 60 s", ink="text" if steady else "text3")
        numbers["peak"].set_text(f"{level(loudness.true_peak_dbtp)} dBTP", ink=peak_ink(loudness.true_peak_dbtp))
        numbers["peak"].help = f"{ROWS[4][3]} {peak_words(loudness.true_peak_dbtp)}".strip()

    # ---- the hand

    def _on_reset(self, _modifiers: object) -> None:
        self.start_anew()

    def start_anew(self) -> None:
        """Begin a new measurement."""
        if self._studio.engine is not None:
            self._studio.engine.reset_loudness()
            self._studio.engine.reset_peaks()
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
        menu.addAction("Reset", self.start_anew)
        menu.popup(event.globalPos())

    # ---- place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin, width = px(MARGIN), self.width() - 2 * px(MARGIN)
        self._title.setGeometry(margin, px(9), width, px(16))
        button = px(28)
        bottom = self.height() - px(10) - button
        self.reset.setGeometry(margin, bottom, width, button)
        pitch = min(px(50), (bottom - px(30)) // len(ROWS))
        beside = pitch < px(42)  # no room for two lines: the words stand before the number
        y = px(32)
        for key, _words, _unit, _help in ROWS:
            self._labels[key].setVisible(not beside or pitch >= px(16))
            number = px(28 if key == "integrated" else 25)
            if beside:
                self._labels[key].setGeometry(margin, y, px(34), pitch)
                self.numbers[key].setGeometry(margin + px(36), y, width - px(36), pitch)
            else:
                self._labels[key].setGeometry(margin, y, width, px(15))
                self.numbers[key].setGeometry(margin, y + px(15), width, number)
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


def peak_ink(peak_dbtp: float | None) -> str:
    """The colour of a true peak: over full scale, near it, or fine."""
    if peak_dbtp is None or peak_dbtp <= -1.0:
        return "text"
    return "rec" if peak_dbtp > 0.0 else "mute"


def peak_words(peak_dbtp: float | None) -> str:
    """What a true peak means."""
    return {"rec": "It clips.", "mute": "Over −1 dBTP: encoded files may clip.", "text": ""}[peak_ink(peak_dbtp)]
