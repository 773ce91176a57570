"""Help ▸ Frame times: how long the window's thread works in each frame, over the lower right corner of the window."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from daw.ui import theme as themes
from daw.ui.frametimes import KEPT_S, Frame, FrameTimes
from daw.ui.metrics import MARKS, MEDIUM, SECONDARY, SEMIBOLD, px
from daw.ui.theme import Theme, alpha
from daw.ui.widgets.shapes import CARD_RADIUS, LEFT, RIGHT, draw_text, fill_rounded

WIDTH, HEIGHT = 212, 128
GRAPH_TOP, GRAPH_HEIGHT, MARGIN, LINE = 70, 48, 10, 18
ABOVE = 24  # pixels kept free for the status bar
TALLEST_MS = 20.0  # what fills the graph
GOOD_MS, FRAME_MS = 4.0, 16.0  # where its lines stand: what is meant at the median; a frame of the display
REFRESH_MS = 250


class FrameOverlay(QWidget):
    """Takes no clicks, and counts only while it is shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.times = FrameTimes(self)
        self._window = window
        self._refresh = QTimer(self, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._on_refresh)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Frame times")
        self.hide()
        window.installEventFilter(self)

    def toggle(self) -> None:
        """Show it, or not."""
        if self.times.on:
            self.times.stop()
            self._refresh.stop()
            self.hide()
            return
        self._place()
        self.times.start()
        self._refresh.start()
        self.show()
        self.raise_()

    def _on_refresh(self) -> None:
        self.setAccessibleDescription(", ".join(f"{words} {value}" for words, value in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, str]]:
        """What it says: words and values."""
        told = self.times.summary()
        return [("Median", f"{told.median_ms:.1f} ms"), ("99 of 100", f"{told.p99_ms:.1f} ms"), ("Longest", f"{told.longest_ms:.1f} ms")]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width, height = px(WIDTH), px(HEIGHT)
        corner = self._window.width() - width - px(MARGIN), self._window.height() - height - px(ABOVE + MARGIN)
        self.setGeometry(*corner, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_rounded(painter, QRectF(self.rect()), CARD_RADIUS, theme.gutter, theme.border)
        place = QRectF(px(MARGIN), px(8), self.width() - 2 * px(MARGIN), px(LINE))
        for words, value in self.rows():
            draw_text(painter, place, words, SECONDARY, MEDIUM, theme.text2, LEFT)
            draw_text(painter, place, value, SECONDARY, SEMIBOLD, theme.text, RIGHT)
            place.translate(0, px(LINE))
        self._paint_graph(painter, QRectF(px(MARGIN), px(GRAPH_TOP), self.width() - 2 * px(MARGIN), px(GRAPH_HEIGHT)), theme)
        painter.end()

    def _paint_graph(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        """The last five seconds, the newest at the right; a bar that reaches over the upper line was longer than a frame."""
        columns = heights(self.times.frames, round(place.width()))
        for x, busy_ms in columns.items():
            high = min(busy_ms / TALLEST_MS, 1.0) * place.height()
            painter.fillRect(QRectF(place.left() + x, place.bottom() - high, 1, high), theme.rec if busy_ms > FRAME_MS else theme.accent)
        for limit in (GOOD_MS, FRAME_MS):
            y = round(place.bottom() - limit / TALLEST_MS * place.height())
            painter.fillRect(QRectF(place.left(), y, place.width(), 1), alpha(theme.text2, 0.5))
        label = QRectF(place.left(), place.top() - px(4), px(50), px(12))
        draw_text(painter, label, f"{FRAME_MS:g} ms", MARKS, MEDIUM, theme.text2, LEFT)


def heights(frames: Iterable[Frame], width: int) -> dict[int, float]:
    """The longest frame of each of `width` pixels over the last seconds, by its pixel from the left."""
    listed = list(frames)
    found: dict[int, float] = {}
    for frame in listed:
        x = width - 1 - int((listed[-1].at - frame.at) / KEPT_S * width)
        if x >= 0:
            found[x] = max(found.get(x, 0.0), frame.busy_ms)
    return found
