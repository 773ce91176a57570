"""Parts of the first steps: the number of a step, and the row of an input."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, BOLD, MEDIUM, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, mix, pen
from daw.ui.widgets.meter import Meter
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, CENTER, LEFT, NO_PEN, RIGHT, draw_text, fill_rounded

SIDE = 26


class StepNumber(Painted):
    """A disc: a tick when the step is "done", filled when it is "now", an outline when it comes "later"."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.state = number, "later"
        self.setFixedSize(px(SIDE), px(SIDE))

    def set_state(self, state: str) -> None:
        """Show "done", "now" or "later"."""
        if state != self.state:
            self.state = state
            self.setAccessibleName(f"Step {self.number}, {state}")
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(SIDE), px(SIDE)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        disc = QRectF(pxf(1), pxf(1), pxf(SIDE - 2), pxf(SIDE - 2))
        if self.state == "later":
            painter.setPen(pen(theme.text3, pxf(1.5)))
            painter.drawEllipse(disc)
        else:
            painter.setPen(NO_PEN)
            painter.setBrush(theme.lit_play if self.state == "done" else theme.lit_accent)
            painter.drawEllipse(disc)
        if self.state == "done":
            side = pxf(14)
            paint_icon(painter, "check", QRectF(disc.center().x() - side / 2, disc.center().y() - side / 2, side, side), theme.on_lit)
        else:
            draw_text(painter, disc, str(self.number), BODY, BOLD, theme.on_accent if self.state == "now" else theme.text2, CENTER)


class InputRow(Pressable):
    """An input with its level; pressing it chooses it for the track that is recorded."""

    def __init__(self, number: int, device: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{device}, input {number}", help="Click records this input.", parent=parent)
        self.number = number
        self.chosen = self.hears = False
        self.meter = Meter(1, thickness=6, lying=True, clip=False, where=f"input {number}", parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(self, *, chosen: bool, hears: bool) -> None:
        """Show whether it is recorded, and whether it hears something."""
        if (chosen, hears) != (self.chosen, self.hears):
            self.chosen, self.hears = chosen, hears
            words = [self.name, "chosen" if chosen else "", "hearing you" if hears else ""]
            self.setAccessibleName(", ".join(word for word in words if word))
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(320), px(28)

    def resizeEvent(self, _event: object) -> None:
        self.meter.setGeometry(round(self.width() * 0.39), (self.height() - px(6)) // 2, px(130), px(6))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.chosen:
            fill_rounded(painter, rect, BUTTON_RADIUS, mix(theme.raised, theme.accent, 0.16), theme.accent)
        else:
            fill_rounded(
                painter, rect, BUTTON_RADIUS, theme.hover if self.hovered else theme.panel, theme.border if theme.borders else None
            )
        words = rect.adjusted(px(12), 0, 0, 0)
        words.setWidth(rect.width() * 0.39 - px(20))
        shown = self.name if text_width(self.name, BODY, SEMIBOLD) <= words.width() else f"Input {self.number}"
        weight, ink = (SEMIBOLD, theme.text) if self.chosen else (MEDIUM, theme.text2)
        draw_text(painter, words, shown, BODY, weight, ink, LEFT)
        if self.hears:
            draw_text(painter, rect.adjusted(0, 0, -px(12), 0), "Hearing you", BODY, SEMIBOLD, theme.play, RIGHT)
