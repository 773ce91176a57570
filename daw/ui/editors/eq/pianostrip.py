"""A keyboard under the frequencies: a click tunes the chosen band to a note."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from daw.ui.editors.eq import bands
from daw.ui.editors.eq.bandstate import BandState
from daw.ui.editors.eq.eqdisplay import EqDisplay
from daw.ui.editors.picture import Picture
from daw.ui.editors.spectrum import note_words
from daw.ui.metrics import MARKS, MEDIUM, px, pxf
from daw.ui.theme import Theme, mix
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.shapes import LEFT, draw_text
from daw.units import hz_to_note, note_to_hz

HEIGHT = 22
BLACK = (1, 3, 6, 8, 10)
LOWEST, HIGHEST = 16, 135  # notes from 20.6 Hz to 20 kHz


class PianoStrip(Picture):
    """It stands in the same column as the display and takes its axes."""

    def __init__(self, state: BandState, display: EqDisplay) -> None:
        super().__init__("Keyboard", least=(100, HEIGHT))
        self._state, self._display = state, display
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._over = -1
        state.changed.connect(self.update)
        state.chosen.connect(self.update)
        display.axes_changed.connect(self.stale)

    def tip(self) -> str:
        return f"{note_words(note_to_hz(self._over))}. Click tunes the chosen band to it." if self._over >= 0 else ""

    def _edges(self, note: int) -> tuple[float, float]:
        """A key from left to right; white keys reach to the middle of the black ones beside them."""
        axes = self._display.axes
        low, high = axes.x(note_to_hz(note - 0.5)), axes.x(note_to_hz(note + 0.5))
        if note % 12 not in BLACK:
            low = axes.x(note_to_hz(note - 1)) if (note - 1) % 12 in BLACK else low
            high = axes.x(note_to_hz(note + 1)) if (note + 1) % 12 in BLACK else high
        return max(low, axes.plot.left()), min(high, axes.plot.right())

    def note_at(self, x: float) -> int:
        """The key at a place."""
        return min(max(round(hz_to_note(self._display.axes.freq_hz(x))), LOWEST), HIGHEST)

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        plot, height = self._display.axes.plot, self.height()
        white = mix(theme.gutter, theme.fg, 0.70) if theme.dark else theme.panel.lighter(108)
        painter.fillRect(QRectF(plot.left(), 0, plot.width(), height), white)
        for note in range(LOWEST, HIGHEST + 1):
            low, high = self._edges(note)
            if note % 12 in BLACK:
                painter.fillRect(
                    QRectF(round(low), 0, max(round(high) - round(low), 1), round(height * 0.58)),
                    theme.gutter if theme.dark else theme.text2,
                )
            elif note % 12 in (0, 5):
                painter.fillRect(QRectF(round(low), 0, 1, height), mix(white, theme.ink, 0.55))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for octave in range(1, 11):
            low, high = self._edges(12 * (octave + 1))
            place = QRectF(low + pxf(2), height * 0.55, pxf(30), height * 0.45)
            if place.right() <= plot.right() + pxf(8):
                draw_text(painter, place, f"C{octave}", MARKS, MEDIUM, theme.ink if theme.dark else theme.text, LEFT)

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        if self._state.focus:
            band = self._state.band(self._state.focus)
            low, high = self._edges(round(hz_to_note(band.freq_hz)))
            color = self._display.color(theme, band.number)
            painter.fillRect(QRectF(low, 0, max(high - low, pxf(2)), self.height()), color)
            x = self._display.axes.x(band.freq_hz)
            painter.fillRect(QRectF(x - pxf(0.75), 0, pxf(1.5), self.height()), theme.ink)
        if self._over >= 0 and self.hovered:
            low, high = self._edges(self._over)
            painter.setPen(theme.accent)
            painter.drawRect(QRectF(low, 0.5, high - low - 1, self.height() - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.note_at(event.position().x())
        if over != self._over:
            self._over = over
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if (
            event.button() != Qt.MouseButton.LeftButton
            or not self._display.axes.plot.left() <= event.position().x() <= self._display.axes.plot.right()
        ):
            return
        event.accept()
        freq_hz = note_to_hz(self.note_at(event.position().x()))
        if self._state.focus:
            self._state.link.ask(bands.param(self._state.focus, "freq_hz"), freq_hz, Gesture("tune band"))
        else:
            self._state.link.studio.say("Choose a band first, then a note for it.")

    def natural_size(self) -> tuple[int, int]:
        return px(100), px(HEIGHT)
