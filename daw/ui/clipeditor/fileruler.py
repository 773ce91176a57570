"""Time within the file a clip looks at: 0 is where the recording began."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from daw.ui import theme as themes
from daw.ui.arrange.strip import Strip
from daw.ui.metrics import MARKS, REGULAR, px, text_width
from daw.ui.theme import mix
from daw.ui.widgets.shapes import draw_text

STEPS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
APART = 84  # pixels between two figures


def file_time(seconds: float, step: float = 0.001) -> str:
    """A time in a file, as fine as a step: "1:02.500", "0:04"."""
    places = 0 if step >= 1.0 else 1 if step >= 0.1 else 2 if step >= 0.01 else 3
    minutes, rest = divmod(round(abs(seconds), places), 60.0)
    sign = "−" if seconds < 0 and (minutes or rest) else ""
    return f"{sign}{int(minutes)}:{rest:0{places + 3 if places else 2}.{places}f}"


class FileRuler(Strip):
    """zero : the session frame at which the file begins.  dim : outside these session frames the figures are pale"""

    tall = 18

    def aim(self, zero: int, inside: tuple[int, int]) -> None:
        """Measure from another place."""
        self.zero, self.inside = zero, inside
        self.renew()

    zero, inside = 0, (0, 1)

    def draw(self, painter: QPainter, rect: QRect) -> None:
        theme, axis, rate = themes.current(), self.viewport.axis, self.studio.sample_rate
        painter.fillRect(rect, mix(theme.panel, theme.canvas, 0.5))
        left, right = axis.x(self.inside[0]), axis.x(self.inside[1])
        painter.fillRect(QRectF(left, self.height() - px(2), right - left, px(2)), mix(theme.panel, theme.text3, 0.6))
        px_s = rate / axis.frames_per_px
        step = next((one for one in STEPS_S if one * px_s >= px(APART)), STEPS_S[-1])
        first = int(((axis.first_frame + (rect.left() - px(APART)) * axis.frames_per_px) - self.zero) / rate / step) - 1
        last = int(((axis.first_frame + rect.right() * axis.frames_per_px) - self.zero) / rate / step) + 1
        for n in range(max(0, first), last + 1):
            frame = self.zero + n * step * rate
            x = round(axis.x(frame))
            ink = theme.text2 if self.inside[0] <= frame <= self.inside[1] else theme.text3
            painter.fillRect(QRectF(x, px(4), 1, self.height() - px(6)), theme.border)
            words = file_time(n * step, step)
            draw_text(
                painter, QRectF(x + px(4), 0, text_width(words, MARKS, REGULAR) + 2, self.height() - px(2)), words, MARKS, REGULAR, ink
            )
        painter.fillRect(QRectF(rect.left(), self.height() - 1, rect.width(), 1), theme.line)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        at = self.viewport.axis.frame(event.position().x())
        self.canvas.set_edit_cursor(at)
        self.studio.locate(at)

    def enterEvent(self, event: QEvent) -> None:
        self.studio.say("Time within the file. Click goes there.")
        super().enterEvent(event)  # type: ignore[arg-type]
