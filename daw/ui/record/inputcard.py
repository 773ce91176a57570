"""The card of one input: a standing meter with the band to aim at, the peak as a number, a word for it, and where it goes."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.ballistics import Falling, SteadyWord
from daw.ui.metrics import BODY, MARKS, MEDIUM, SECONDARY, SEMIBOLD, px, pxf
from daw.ui.record.hearing import TICK_S
from daw.ui.theme import Theme
from daw.ui.widgets.inputlevel import INKS, SHORT, StandingLevel
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CARD_RADIUS, LEFT, draw_text, fill_rounded

WIDTH, NARROW = 140, 118
CLIP_DB = -0.1
ADVICE = {
    "Silent": "Sing as loud as you will in the song.",
    "Too quiet": "Turn the gain knob on your interface up a little.",
    "Good": "That is a good level.",
    "Too hot": "Turn the gain knob on your interface down a little.",
}


class InputCard(Painted):
    """number : of the device's input, from 1.  goes : the track that records it, or empty"""

    def __init__(self, number: int, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.goes, self.armed = number, "", False
        self._falling, self._steady = Falling(), SteadyWord()
        self._width = NARROW if narrow else WIDTH
        self.peak = "−∞"
        self.meter = StandingLevel(where=f"input {number}", parent=self)
        self.meter.reset_asked.connect(self._on_reset)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"Input {number}")

    @property
    def word(self) -> str:
        """What its level is called."""
        return self._steady.word

    def natural_size(self) -> tuple[int, int]:
        return px(self._width), px(120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.meter.setGeometry(QRect(px(14), px(38), px(14 + 4 + 22), self.height() - px(38 + 10)))
        super().resizeEvent(event)

    def tip(self) -> str:
        goes = f"Recorded on {self.goes}." if self.goes else "No armed track records it."
        return f"Input {self.number}: {self.peak} dBFS, {self.word.lower()}. {goes} {ADVICE[self.word] if self.goes else ''}".strip()

    def show_use(self, goes: str) -> None:
        """The track that records it, or none."""
        if goes != self.goes:
            self.goes = goes
            self.setAccessibleDescription(f"to {goes}" if goes else "not used")
            self.update()

    def show_level(self, level_db: float) -> None:
        """A new level in dBFS."""
        self._falling.step(level_db, TICK_S)
        held = self._falling.hold_db
        self.meter.set_levels((level_db,), (level_db,), (held,), clipped=self.meter.clipped or level_db >= CLIP_DB)
        before = (self.peak, self.word)
        self._steady.step(held, TICK_S)
        self.peak = "−∞" if held <= -90.0 else f"{held:.1f}".replace("-", "−")
        if (self.peak, self.word) != before:
            self.setAccessibleName(f"Input {self.number}, {self.word}")
            self.update(QRect(self.meter.geometry().right(), 0, self.width(), self.height()))

    def _on_reset(self, _all: bool) -> None:  # noqa: FBT001  a slot
        self.meter.set_levels((-150.0,), (-150.0,), (-150.0,), clipped=False)
        self._falling = Falling()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        fill_rounded(painter, QRectF(self.rect()), CARD_RADIUS, theme.panel, theme.border if theme.borders else None)
        painter.fillRect(QRectF(px(12), px(12), pxf(3), pxf(16)), theme.rec if self.goes else theme.control)
        ink = theme.text if self.goes else theme.text2
        draw_text(painter, QRectF(px(22), px(10), self.width() - px(28), px(20)), f"Input {self.number}", BODY, SEMIBOLD, ink, LEFT)
        left = px(62)
        room = self.width() - left - px(4)
        size = 18 if self._width == WIDTH else 14
        draw_text(painter, QRectF(left, px(38), room, px(24)), self.peak, size, MEDIUM, ink, LEFT)
        draw_text(
            painter, QRectF(left, px(62), room, px(16)), "dBFS peak" if self._width == WIDTH else "dBFS", MARKS, MEDIUM, theme.text2, LEFT
        )
        word = SHORT.get(self.word, self.word)
        draw_text(painter, QRectF(left, px(91), room, px(18)), word, BODY, SEMIBOLD, getattr(theme, INKS[self.word]), LEFT)
        goes = "not used" if not self.goes else f"to {self.goes}" if self._width == WIDTH else self.goes
        draw_text(painter, QRectF(left, px(109), room, px(16)), goes, SECONDARY, MEDIUM, theme.text2, LEFT)
