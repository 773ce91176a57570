"""One of a few, side by side: the view switcher, joined buttons, pills and tabs."""

import math
from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import BODY, MEDIUM, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, CARD_RADIUS, CENTER, draw_text, fill_rounded, paint_face

Face = Literal["views", "joined", "pills", "tabs"]
SIZES = {"views": (84, 24), "joined": (48, 24), "pills": (36, 24), "tabs": (0, 28)}  # least width of a segment, height of all


class Segmented(Pressable):
    """`set_value(key)` shows one, `moved(key, gesture)` reports one.  Left and Right go through them.

    face : "views" in a sunken track, "joined" buttons, "pills" in a rounded track, "tabs" with a line under the present one
    """

    moved = Signal(str, object)
    accessible_role = QAccessible.Role.PageTabList

    def __init__(
        self,
        name: str,
        segments: Sequence[tuple[str, str]],
        *,
        face: Face = "views",
        where: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, where=where, parent=parent)
        self.segments = list(segments)
        self.value = self.segments[0][0] if self.segments else ""
        self._face: Face = face
        self._over = -1  # index under the pointer
        self.ring_radius = CARD_RADIUS
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred if face == "joined" else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_value(self, key: str) -> None:
        """Show one as chosen.  Reports nothing."""
        if key != self.value:
            self.value = key
            self.update()

    def set_segments(self, segments: Sequence[tuple[str, str]]) -> None:
        """Other segments, pairs of key and words."""
        self.segments = list(segments)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words of the chosen one."""
        return next((words for key, words in self.segments if key == self.value), "")

    def tip(self) -> str:
        words = self.segments[self._over][1] if 0 <= self._over < len(self.segments) else self.text()
        return f"{self.name}: {words}." + (f" {self.help}" if self.help else "")

    def _widths(self) -> list[float]:
        """The width of every segment; joined ones share what there is."""
        natural = self._natural_widths()
        if self._face != "joined":
            return natural
        shared = (self.width() - px(3) * (len(natural) - 1)) / max(len(natural), 1)
        return [max(width, shared) for width in natural]

    def _natural_widths(self) -> list[float]:
        least, margin = px(SIZES[self._face][0]), px(24) if self._face == "tabs" else px(16)
        widths = [max(least, text_width(words, BODY, SEMIBOLD) + margin) for _, words in self.segments]
        return [max(widths, default=0.0)] * len(widths) if self._face == "joined" else widths

    def natural_size(self) -> tuple[int, int]:
        between = px(3) * (len(self.segments) - 1) if self._face == "joined" else 0
        edge = px(4) if self._face in ("views", "pills") else 0
        return math.ceil(sum(self._natural_widths())) + between + edge, px(SIZES[self._face][1])

    def segment_rects(self) -> list[QRectF]:
        """Where the segments are."""
        edge = pxf(2) if self._face in ("views", "pills") else 0.0
        gap = px(3) if self._face == "joined" else 0
        rects, x = [], edge
        for width in self._widths():
            rects.append(QRectF(x, edge, width, self.height() - 2 * edge))
            x += width + gap
        return rects

    def choose(self, key: str) -> None:
        """The hand chose: show it and say so."""
        if key != self.value:
            self.set_value(key)
            self.moved.emit(key, Gesture(self.name))

    def _index_at(self, event: QMouseEvent) -> int:
        return next((index for index, rect in enumerate(self.segment_rects()) if rect.contains(event.position())), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._index_at(event)
        if over != self._over:
            self._over = over
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event)
        was_down, self.is_down = self.is_down, False
        if event.button() == Qt.MouseButton.LeftButton and was_down and index >= 0:
            self.choose(self.segments[index][0])

    def wants(self, event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.wants(event):
            keys = [key for key, _ in self.segments]
            at = keys.index(self.value) + (1 if event.key() == Qt.Key.Key_Right else -1) if self.value in keys else 0
            self.choose(keys[min(max(at, 0), len(keys) - 1)])
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        if self._face in ("views", "pills"):
            radius = self.height() / 2 / pxf(1) if self._face == "pills" else CARD_RADIUS
            fill_rounded(painter, QRectF(self.rect()), radius, theme.gutter, theme.border if theme.borders else None)
        for index, (rect, (key, words)) in enumerate(zip(self.segment_rects(), self.segments, strict=True)):
            self._paint_segment(painter, theme, rect, words, chosen=key == self.value, over=self.hovered and index == self._over)

    def _paint_segment(self, painter: QPainter, theme: Theme, rect: QRectF, words: str, *, chosen: bool, over: bool) -> None:
        if self._face == "tabs":
            if chosen:
                line = QRectF(rect.x() + pxf(12), rect.bottom() - pxf(2), rect.width() - pxf(24), pxf(2))
                fill_rounded(painter, line, 1, theme.accent)
        elif self._face == "joined":
            if chosen:
                fill_rounded(painter, rect, BUTTON_RADIUS, theme.hover, theme.border if theme.borders else None)
            else:
                paint_face(painter, rect, theme, hovered=over)
        elif chosen:
            fill = theme.control if theme.dark else theme.raised
            radius = rect.height() / 2 / pxf(1) if self._face == "pills" else BUTTON_RADIUS
            fill_rounded(painter, rect, radius, fill, theme.border if theme.borders else None)
        color = theme.text if chosen or over else theme.text2
        draw_text(painter, rect, words, BODY, SEMIBOLD if chosen else MEDIUM, color, CENTER)
