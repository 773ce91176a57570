"""A row of a panel: words at the left, a remark at the right."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, text_width
from daw.ui.theme import Theme, mix
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, LEFT, RIGHT, draw_text, fill_rounded


class Row(Pressable):
    """key : what it stands for.  `opened` : it was double-clicked"""

    opened = Signal()
    accessible_role = QAccessible.Role.ListItem

    def __init__(self, key: object, words: str, remark: str = "", *, help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, help=help, parent=parent)
        self.row_key, self.remark = key, remark
        self.chosen = self.pale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(self, *, chosen: bool = False, pale: bool = False) -> None:
        """Show it as the present one, or as one that does not count now."""
        self.chosen, self.pale = chosen, pale
        self.setAccessibleName(f"{self.name}{', present' if chosen else ''}{', undone' if pale else ''}")
        self.update()

    def show_thing(self, key: object, words: str, remark: str = "") -> None:
        """Stand for something else."""
        if (key, words, remark) != (self.row_key, self.name, self.remark):
            self.row_key, self.name, self.remark = key, words, remark
            self.set_state(chosen=self.chosen, pale=self.pale)

    def natural_size(self) -> tuple[int, int]:
        return px(200), px(26)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.opened.emit()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.chosen or self.hovered:
            fill = mix(theme.panel, theme.accent, 0.24) if self.chosen else theme.veil
            fill_rounded(painter, rect, BUTTON_RADIUS, fill, theme.border if theme.borders else None)
        ink = theme.text3 if self.pale else theme.text
        room = text_width(self.remark, SECONDARY, MEDIUM) + px(10) if self.remark else 0
        words = rect.adjusted(px(8), 0, -px(8) - room, 0)
        draw_text(painter, words, self.name, BODY, SEMIBOLD if self.chosen else MEDIUM, ink, LEFT)
        draw_text(painter, rect.adjusted(0, 0, -px(8), 0), self.remark, SECONDARY, MEDIUM, theme.text3, RIGHT)
