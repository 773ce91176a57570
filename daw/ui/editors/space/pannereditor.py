"""The editor of the panner: the half circle, how the sides go together, the law, and every number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible, QLinearGradient, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout

from daw.ui.editors.body import Body
from daw.ui.editors.controls import Shelf, knob, segments
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.panpicture import PanPicture
from daw.ui.metrics import MARKS, MEDIUM, SECONDARY, SEMIBOLD, px, pxf
from daw.ui.studio import Tick
from daw.ui.theme import Theme, mix
from daw.ui.widgets import accessible
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CENTER, LEFT, RIGHT, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.engine.scope import Scope

KNOBS = (("pan", "Pan"), ("width", "Width"), ("turn", "Turn"))
WIDE_BELOW = 0.3
WIDE = 2.2  # times as wide as high: the controls go beside the picture
METER = "correlation"
SETTLE = 0.25  # of the way, a tick


def correlation_words(correlation: float) -> str:
    """What a correlation means for listening in mono."""
    if correlation < 0.0:
        return "Out of phase"
    return "Wide" if correlation < WIDE_BELOW else "Mono-safe"


class CorrelationBar(Painted):
    """From −1 to +1, with its number and words; empty while nothing sounds."""

    accessible_role = QAccessible.Role.Indicator

    def __init__(self) -> None:
        super().__init__()
        accessible.install()
        self.correlation: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Correlation")

    def natural_size(self) -> tuple[int, int]:
        return px(200), px(46)

    def set_correlation(self, correlation: float | None) -> None:
        """Show a correlation."""
        if correlation is not None and self.correlation is not None:
            correlation = self.correlation + SETTLE * (correlation - self.correlation)
        if correlation != self.correlation:
            self.correlation = correlation
            self.update()

    def text(self) -> str:
        """The number and what it means."""
        if self.correlation is None:
            return "—"
        number = f"{self.correlation:+.2f}".replace("-", "−")
        return f"{number}  {correlation_words(self.correlation)}"

    def tip(self) -> str:
        return "How the two sides go together: +1 the same, 0 unlike, −1 opposite, which vanishes in mono."

    def paint(self, painter: QPainter, theme: Theme) -> None:
        top = QRectF(0, 0, self.width(), pxf(18))
        draw_text(painter, top, "Correlation", SECONDARY, MEDIUM, theme.text2, LEFT)
        warns = self.correlation is not None and self.correlation < 0.0
        draw_text(painter, top, self.text(), SECONDARY, SEMIBOLD, theme.mute if warns else theme.text, RIGHT)
        bar = QRectF(0, pxf(21), self.width(), pxf(8))
        colors = QLinearGradient(bar.topLeft(), bar.topRight())
        for at, color in ((0.0, theme.rec), (0.38, theme.mute), (0.56, theme.control), (1.0, theme.play)):
            colors.setColorAt(at, mix(theme.well, color, 0.8))
        fill_rounded(painter, bar, 4, colors)  # type: ignore[arg-type]
        for words, align in (("−1", LEFT), ("0", CENTER), ("+1", RIGHT)):
            draw_text(painter, QRectF(0, bar.bottom() + pxf(2), self.width(), pxf(14)), words, MARKS, MEDIUM, theme.text3, align)
        if self.correlation is not None:
            x = pxf(2) + (self.correlation + 1.0) / 2.0 * (self.width() - pxf(4))
            fill_rounded(painter, QRectF(QPointF(x - pxf(2), bar.top() - pxf(4)), QPointF(x + pxf(2), bar.bottom() + pxf(4))), 2, theme.fg)


class PannerEditor(Body):
    """Everything of the panner."""

    how = "Drag the dots, wheel for width. Tab goes through the dots, arrows move them."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.picture = PanPicture(link)
        self.correlation = CorrelationBar()
        self.law = segments(link, "law", "Pan law")
        self.knobs = {name: knob(link, name, words) for name, words in KNOBS}
        words = QVBoxLayout()
        words.setSpacing(px(12))
        words.addStretch(1)
        words.addWidget(self.correlation)
        words.addWidget(self.law)
        words.addStretch(1)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(px(24))
        self._lower.addWidget(Shelf(list(self.knobs.values())), 2)
        self._lower.addLayout(words, 3)
        self._whole = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._whole.setContentsMargins(px(10), px(10), px(14), px(10))
        self._whole.setSpacing(px(12))
        self._whole.addWidget(self.picture, 3)
        self._whole.addLayout(self._lower, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Controls under the half circle, or beside it where it is low."""
        super().resizeEvent(event)
        beside = self.width() > WIDE * self.height()
        self._whole.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._lower.setDirection(QBoxLayout.Direction.TopToBottom if beside else QBoxLayout.Direction.LeftToRight)
        self._whole.setStretchFactor(self._lower, 2 if beside else 0)

    def hear(self, tick: Tick, scope: "Scope | None") -> None:
        heard = scope is not None and bool(scope.after(256).any())
        self.correlation.set_correlation(self.link.meters(tick).get(METER) if heard else None)
