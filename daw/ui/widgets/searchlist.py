"""A typed search list: a field, and under it what answers.  For adding an effect, and for finding any command (Ctrl+K)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from daw.ui import theme as themes
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, font, px, pxf, text_width
from daw.ui.search import Item, did_you_mean, search
from daw.ui.theme import Theme
from daw.ui.widgets import accessible
from daw.ui.widgets.accessible import announce
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import FLOAT_RADIUS, LEFT, RIGHT, draw_text, fill_rounded

ROW, MOST_ROWS = 26, 12


class Rows(Painted):
    """What answers; one row is the present one."""

    clicked = Signal(int)
    accessible_role = QAccessible.Role.List

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.items: list[Item] = []
        self.present, self.first = 0, 0
        self.empty_words = ""
        self.setMouseTracking(True)
        self.setAccessibleName("Results")

    def text(self) -> str:
        """The words of the present row."""
        return self.items[self.present].words if self.items else self.empty_words

    def show_items(self, items: list[Item], empty_words: str) -> None:
        """Show other items; the first is the present one."""
        self.items, self.empty_words = items, empty_words
        self.present = self.first = 0
        self.updateGeometry()
        self.update()

    def step(self, way: int) -> None:
        """Go some rows up or down."""
        if self.items:
            self.present = min(max(self.present + way, 0), len(self.items) - 1)
            self.first = min(max(self.first, self.present - MOST_ROWS + 1), self.present)
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(320), px(ROW) * min(max(len(self.items), 1), MOST_ROWS)

    def _row_at(self, event: QMouseEvent) -> int:
        row = int(event.position().y() // px(ROW)) + self.first
        return row if 0 <= row < len(self.items) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._row_at(event) >= 0:
            self.present = self._row_at(event)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._row_at(event) >= 0:
            self.clicked.emit(self._row_at(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        most = max(0, len(self.items) - MOST_ROWS)
        self.first = min(max(self.first - (1 if event.angleDelta().y() > 0 else -1), 0), most)
        self.update()
        event.accept()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        height = px(ROW)
        if not self.items:
            draw_text(painter, QRectF(px(10), 0, self.width() - px(20), height), self.empty_words, BODY, MEDIUM, theme.text3, LEFT)
        for row, item in enumerate(self.items[self.first : self.first + MOST_ROWS]):
            rect = QRectF(0, row * height, self.width(), height)
            present = row + self.first == self.present
            if present:
                fill_rounded(painter, rect.adjusted(pxf(4), 0, -pxf(4), 0), 4, theme.lit_accent)
            ink = theme.on_accent if present else theme.text
            icon = item.icon or ("star" if item.favourite else "")
            if icon:
                side = pxf(14)
                color = ink if present else theme.solo if icon == "star" else theme.text2
                paint_icon(painter, icon, QRectF(pxf(12), rect.center().y() - side / 2, side, side), color)
            room = text_width(item.detail, SECONDARY, MEDIUM) + px(16)
            place = rect.adjusted(pxf(34), 0, -room, 0)
            draw_text(painter, place, item.words, BODY, MEDIUM, ink, LEFT)
            faint = theme.on_accent if present else theme.text3
            draw_text(painter, rect.adjusted(0, 0, -pxf(12), 0), item.detail, SECONDARY, MEDIUM, faint, RIGHT)


class SearchList(QWidget):
    """A popup: type, choose with the arrows and Enter or with a click; Esc leaves.  `chosen(key)` says which."""

    chosen = Signal(str)

    def __init__(self, name: str, items: Sequence[Item], *, hint: str = "Type to search", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._items = list(items)
        self.setAccessibleName(name)
        self.field = QLineEdit(placeholderText=hint)
        self.field.setFont(font(BODY, MEDIUM))
        self.field.setFixedHeight(px(28))
        self.field.setAccessibleName(name)
        self.rows = Rows()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(6))
        layout.addWidget(self.field)
        layout.addWidget(self.rows)
        self.field.textChanged.connect(self._on_typed)
        self.rows.clicked.connect(self._on_clicked)
        self.field.installEventFilter(self)
        self._on_typed("")

    def open_at(self, place: QPoint) -> None:
        """Show with its upper left corner at a place of the screen, moved inside it if need be."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(max(place.x(), room.left()), room.right() - self.width())
        y = min(max(place.y(), room.top()), room.bottom() - self.height())
        self.move(x, y)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_typed(self, typed: str) -> None:
        found = search(self._items, typed)
        near = did_you_mean(self._items, typed) if not found else ""
        question = f" Did you mean {near}?" if near else ""
        self.rows.show_items(found, f"Nothing called “{typed}”.{question}")
        self.adjustSize()
        announce(self, self.rows.text())

    def _on_clicked(self, row: int) -> None:
        key = self.rows.items[row].key
        self.close()
        self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS}
            if event.key() in ways:
                self.rows.step(ways[Qt.Key(event.key())])
                announce(self, self.rows.text())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.rows.items:
                    self._on_clicked(self.rows.present)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = themes.current()
        fill_rounded(painter, QRectF(self.rect()), FLOAT_RADIUS, theme.raised, theme.border)
        painter.end()
