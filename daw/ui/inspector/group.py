"""Groups of the inspector: a title that folds, a line of words at its right, and rows of a label and a field."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, text_width
from daw.ui.theme import Theme
from daw.ui.widgets.ground import Line
from daw.ui.widgets.label import Label
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import LEFT, RIGHT, draw_chevron, draw_text
from daw.ui.widgets.textfield import NameEntry

MARGIN, LABEL, LEAST_FIELD = 12, 72, 84
RING = 5  # room for the focus ring beside a title


class Fold(Pressable):
    """A group's title: a click folds the group."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, help="Click folds this group.", parent=parent)
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Whether it is folded."""
        return "folded" if self.folded else "open"

    def natural_size(self) -> tuple[int, int]:
        return px(70), px(20)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        draw_text(
            painter, rect.adjusted(px(RING), 0, 0, 0), self.name, SECONDARY, SEMIBOLD, theme.text2 if self.hovered else theme.text3, LEFT
        )
        if self.hovered or self.folded:
            x = text_width(self.name, SECONDARY, SEMIBOLD) + px(RING + 9)
            draw_chevron(painter, QPointF(x, rect.center().y()), theme.text3, 3.0)


class NameLabel(Pressable):
    """A name that can be edited: a click, Enter or F2 opens a field over it.  `renamed(text, gesture)` says what was typed."""

    renamed = Signal(str, object)

    def __init__(
        self, name: str, *, size: float = SECONDARY, weight: int = MEDIUM, right: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, help="Click renames it.", parent=parent)
        self.words = ""
        self.editable = True
        self._size, self._weight, self._align = size, weight, RIGHT if right else LEFT
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_text(self, words: str, *, editable: bool = True) -> None:
        """Show a name, or words that can't be edited."""
        self.words, self.editable = words, editable
        self.setAccessibleName(f"{self.name}: {words}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if editable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor if editable else Qt.CursorShape.ArrowCursor)
        self.update()

    def text(self) -> str:
        """The name."""
        return self.words

    def tip(self) -> str:
        return f"{self.words}. {self.help}" if self.editable else self.words

    def natural_size(self) -> tuple[int, int]:
        return px(60), px(22)

    def press(self, *_modifiers: object) -> None:
        """Open the field."""
        if self.editable:
            self.rename()

    def rename(self) -> NameEntry:
        """Open the field over the name."""
        entry = NameEntry(self.name, self.words, self)
        entry.moved.connect(self.renamed)
        entry.open_at(self.rect())
        return entry

    def wants(self, event: QKeyEvent) -> bool:
        return super().wants(event) or event.key() == Qt.Key.Key_F2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.press()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ink = theme.text if (self.hovered and self.editable) or self._size > BODY else theme.text2
        draw_text(painter, QRectF(self.rect()), self.words, self._size, self._weight, ink, self._align)


class Group(QWidget):
    """title : empty for the first group, which has a header of its own.  `folded(on)` says that the hand folded it."""

    folded = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Fold(title) if title else None
        self.words = NameLabel(f"Name of the {title.lower()}" if title else "Name", parent=self)
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._rows: list[QWidget] = []
        self._labels: dict[QWidget, QWidget] = {}
        self._hidden: set[QWidget] = set()
        self.is_folded = False
        if self.title is None:
            self.words.hide()
        else:
            self._column.addWidget(_inset(Line()))
            self._column.addSpacing(px(5))
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(self.title)
            row.addWidget(self.words, 1)
            self._column.addWidget(head)
            self.title.clicked.connect(self._on_fold)

    def add_row(self, words: str, field: QWidget) -> QWidget:
        """A row of a label and a field; the row."""
        row = QWidget()
        row.setFixedHeight(px(24))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        label = Label(words, size=SECONDARY, ink="text2")
        label.setFixedWidth(px(LABEL))
        line.addWidget(label)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.setMinimumWidth(px(LEAST_FIELD))
        line.addWidget(field, 1)
        self._labels[field] = self.add_wide(row)
        return self._labels[field]

    def add_wide(self, widget: QWidget) -> QWidget:
        """Something as wide as the group."""
        row = _inset(widget)
        self._column.addWidget(row)
        self._rows.append(row)
        self._labels.setdefault(widget, row)
        return row

    def drop_wide(self, widget: QWidget) -> None:
        """Take something away again."""
        row = self._labels.pop(widget)
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def show_row(self, field: QWidget, *, shown: bool) -> None:
        """Show or hide the row of a field."""
        row = self._labels.get(field, field)
        (self._hidden.discard if shown else self._hidden.add)(row)
        row.setVisible(shown and not self.is_folded)

    def fold(self, *, folded: bool) -> None:
        """Fold or open it."""
        self.is_folded = folded
        if self.title is not None:
            self.title.folded = folded
            self.title.update()
        for row in self._rows:
            row.setVisible(not folded and row not in self._hidden)

    def _on_fold(self, _modifiers: object) -> None:
        self.fold(folded=not self.is_folded)
        self.folded.emit(self.is_folded)


def _inset(widget: QWidget) -> QWidget:
    """A widget beside the room for focus rings."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(px(RING), 0, 0, 0)
    row.addWidget(widget)
    return box
