"""The level of an input with the band to aim at, and the words for it: Too quiet, Good, Hot."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from daw.ui.ballistics import HOT_DB, QUIET_DB, SteadyWord
from daw.ui.metrics import MARKS, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, px, text_width
from daw.ui.theme import Theme, alpha, mix
from daw.ui.widgets.meter import CLIP_LENGTH, Meter
from daw.ui.widgets.meterscale import deflection, marks
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CENTER, LEFT, draw_text

ZONES = (("Too quiet", 0.0, deflection(QUIET_DB)), ("Good", deflection(QUIET_DB), deflection(HOT_DB)), ("Too hot", deflection(HOT_DB), 1.0))
SHORT = {"Too hot": "Hot"}
INPUT_MARKS = (0, 48, 12, 24, 6, 36, 18)
INKS = {"Silent": "text3", "Too quiet": "solo", "Good": "play", "Too hot": "rec"}


class AimedMeter(Meter):
    """A lying meter of one channel with a soft band over −18 … −6 dBFS, a little higher than the bar."""

    follows_scale = False
    OVER = 2  # px by which the band is higher than the bar, above and below

    def __init__(self, *, thickness: int = 12, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(1, thickness=thickness, lying=True, clip=False, where=where, parent=parent)

    def natural_size(self) -> tuple[int, int]:
        return px(190), px(self._thickness + 2 * self.OVER)

    def bars_rect(self) -> QRect:
        return super().bars_rect().translated(0, px(self.OVER))

    def _paint_bars(self, painter: QPainter, theme: Theme) -> None:
        super()._paint_bars(painter, theme)
        left, right = (round(deflection(level) * self._length()) for level in (QUIET_DB, HOT_DB))
        painter.fillRect(QRect(left, 0, right - left, self.height()), alpha(theme.lit_play, 0.20))


class StandingLevel(Meter):
    """A standing meter of one input with its scale at the right; the band to aim at is a soft stripe over it, a little wider."""

    follows_scale = False
    OVER = 2  # px by which the band is wider than the bar, at either side

    def __init__(self, *, thickness: int = 14, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(1, thickness=thickness, scale=INPUT_MARKS, where=where, parent=parent)

    def _start(self) -> int:
        return px(self.OVER)

    def _paint_bars(self, painter: QPainter, theme: Theme) -> None:
        super()._paint_bars(painter, theme)
        bars = self.bars_rect()
        low, high = (round(deflection(level) * self._length()) for level in (QUIET_DB, HOT_DB))
        band = QRect(0, bars.bottom() + 1 - high, bars.width() + 2 * px(self.OVER), high - low)
        painter.fillRect(band, alpha(theme.lit_play, 0.16))

    def _stripe(self, low: int, high: int) -> QRect:
        return super()._stripe(low, high).adjusted(-px(self.OVER), 0, px(self.OVER), 0)

    def _paint_surroundings(self, painter: QPainter, theme: Theme, bars: QRect) -> None:
        if self._clip:
            fill = theme.lit_rec if self.clipped else mix(theme.well, theme.rec, 0.28)
            painter.fillRect(QRect(bars.x(), 0, bars.width(), px(CLIP_LENGTH)), fill)
        left = bars.right() + px(self.OVER + 5)
        for mark, at in marks(self._length(), INPUT_MARKS, px(12)):
            centre = min(max(bars.bottom() - at * bars.height(), px(6)), self.height() - px(6))
            draw_text(painter, QRectF(left, centre - px(6), px(16), px(12)), str(mark), MARKS, REGULAR, theme.text3, LEFT)


class Words(Painted):
    """The three words under the meter; the one that is true is bright."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = "Silent"

    def set_word(self, word: str) -> None:
        """Show which word is true; "Silent" is none of the three."""
        if word != self.word:
            self.word = word
            self.setAccessibleName(word)
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(190), px(16)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        for word, left, right in ZONES:
            true = word == self.word
            shown = SHORT.get(word, word)
            size, weight = SECONDARY, SEMIBOLD if true else MEDIUM
            room = text_width(shown, size, SEMIBOLD) + px(4)
            centre = min(max((left + right) / 2 * self.width(), room / 2), self.width() - room / 2)
            color = theme.text3 if not true else theme.rec if word == "Too hot" else theme.text
            draw_text(painter, QRectF(centre - room / 2, 0, room, self.height()), shown, size, weight, color, CENTER)


class InputLevel(QWidget):
    """The meter and its words, together; call `set_level` with every poll."""

    def __init__(self, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meter = AimedMeter(where=where)
        self.words = Words()
        self._steady = SteadyWord()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(2))
        self.words.setSizePolicy(self.meter.sizePolicy())
        layout.addWidget(self.meter)
        layout.addWidget(self.words)

    @property
    def word(self) -> str:
        """The word that is true now."""
        return self._steady.word

    def set_level(self, peak_db: float, rms_db: float, hold_db: float, elapsed_s: float) -> None:
        """Show levels in dBFS; elapsed_s : since the last call, so that the word stays for a second."""
        self.meter.set_levels((peak_db,), (rms_db,), (hold_db,))
        self.words.set_word(self._steady.step(hold_db, elapsed_s))
