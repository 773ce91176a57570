"""Five stars: a take's rating, by click or by the keys 0 to 5."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from daw.ui.icons import paint_icon
from daw.ui.metrics import px, pxf
from daw.ui.theme import Theme, mix
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.pressable import Pressable

MOST = 5
PITCH, SIDE = 15, 13


class Stars(Pressable):
    """`set_value(stars)` shows 0 … 5, `moved(stars, gesture)` reports.  A click on the last full star clears all."""

    moved = Signal(int, object)
    accessible_role = QAccessible.Role.Slider

    def __init__(self, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Rating", where=where, help="Keys 1 to 5 rate, 0 clears.", parent=parent)
        self.value = 0
        self._over = 0
        self.setMouseTracking(True)

    def set_value(self, value: int) -> None:
        """Show a rating.  Reports nothing."""
        if value != self.value:
            self.value = value
            self.update()

    def text(self) -> str:
        """The rating in words."""
        return f"{self.value} star{'' if self.value == 1 else 's'}" if self.value else "not rated"

    def tip(self) -> str:
        return f"{self.text().capitalize()}. {self.help}"

    def rate(self, stars: int) -> None:
        """The hand rates: show it and say so."""
        if stars != self.value:
            self.set_value(stars)
            self.moved.emit(stars, Gesture("Rating"))

    def natural_size(self) -> tuple[int, int]:
        return px(MOST * PITCH + 4), px(20)

    def _star_at(self, event: QMouseEvent) -> int:
        return min(max(int((event.position().x() - px(2)) // px(PITCH)) + 1, 1), MOST)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._star_at(event)
        if over != self._over:
            self._over = over
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_down, self.is_down = self.is_down, False
        if event.button() == Qt.MouseButton.LeftButton and was_down and self.rect().contains(event.position().toPoint()):
            stars = self._star_at(event)
            self.rate(0 if stars == self.value else stars)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = 0
        super().leaveEvent(event)

    def wants(self, event: QKeyEvent) -> bool:
        is_digit = len(event.text()) == 1 and event.text() in "012345"
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and (is_digit or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.wants(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Left:
            self.rate(max(0, self.value - 1))
        elif event.key() == Qt.Key.Key_Right:
            self.rate(min(MOST, self.value + 1))
        else:
            self.rate(int(event.text()))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        side = pxf(SIDE)
        for index in range(MOST):
            rect = QRectF(px(2) + index * px(PITCH) + (px(PITCH) - side) / 2, (self.height() - side) / 2, side, side)
            if index < self.value:
                paint_icon(painter, "star", rect, theme.lit_solo)
                if not theme.dark:
                    paint_icon(painter, "star-outline", rect, mix(theme.lit_solo, theme.fg, 0.25))
            else:
                paint_icon(painter, "star-outline", rect, theme.solo if self.hovered and index < self._over else theme.text3)
