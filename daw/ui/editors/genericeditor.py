"""The editor of any effect that has none of its own: two columns of name, slider and value in groups that fold, a search on top."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from daw.ui.editors.body import Body
from daw.ui.editors.controls import field, menu, slider, switch
from daw.ui.editors.slotlink import SlotLink
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, SEMIBOLD, font, px, pxf, text_width
from daw.ui.quantity import words_of
from daw.ui.theme import Theme
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.shapes import LEFT, draw_text

LABEL, FIELD, COLUMNS = 120, 84, 2
FEW = 6  # so many parameters need no search
LEAST_GROUP = 3  # so many parameters that begin alike are a group
ELSEWHERE = ("tempo_bpm",)  # the song's: nobody sets it here
HEADING = Look("flat", height=26)


def _words(link: SlotLink, name: str) -> str:
    """A parameter's name in words, with its unit where two would be called the same."""
    words = words_of(name)
    twins = [one for one in link.params if one != name and words_of(one) == words]
    return f"{words}, {link.params[name].unit}" if twins else words


class Row(QWidget):
    """One parameter."""

    def __init__(self, link: SlotLink, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        param, quantity = link.params[name], link.quantity(name, _words(link, name))
        self.name, self.words = name, f"{quantity.name} {name} {param.help}".casefold()
        self.setFixedHeight(px(28))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        label = Label(quantity.name, ink="text2")
        label.setFixedWidth(px(LABEL))
        label.setToolTip(param.help)
        row.addWidget(label)
        if param.scale == "switch":
            self.controls: list[QWidget] = [switch(link, name, "-")]
            row.addWidget(self.controls[0])
            row.addStretch(1)
        elif param.scale == "choice":
            self.controls = [menu(link, name, quantity.name, width=140)]
            row.addWidget(self.controls[0], 1)
        else:
            one = slider(link, name, quantity.name)
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.controls = [one, field(link, name, quantity.name, width=FIELD)]
            row.addWidget(one, 1)
            row.addWidget(self.controls[1])


class Heading(Button):
    """A group's name, which folds it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}, group", look=HEADING, words=name, help="Folds and unfolds the group.")
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_click)

    folded_changed = Signal()

    def text(self) -> str:
        """The state in words."""
        return "folded" if self.folded else "unfolded"

    def _on_click(self) -> None:
        self.folded = not self.folded
        self.update()
        self.folded_changed.emit()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        middle, side = self.height() / 2, pxf(10)
        paint_icon(painter, "triangle-right" if self.folded else "triangle-down", QRectF(0, middle - side / 2, side, side), theme.text3)
        place = QRectF(pxf(18), 0, self.width() - pxf(18), self.height())
        draw_text(painter, place, self.words, BODY, SEMIBOLD, theme.text if self.hovered else theme.text2, LEFT)
        left = pxf(30) + text_width(self.words, BODY, SEMIBOLD)
        painter.fillRect(QRectF(left, middle, self.width() - left, 1), theme.edge)


def group_of(link: SlotLink, name: str) -> str:
    """The heading a parameter stands under: its own, or that of the many whose names begin with the same numbered word ("band1_…")."""
    own = link.params[name].group
    first, _, rest = name.partition("_")
    if own or not rest or not first[-1].isdigit():
        return own
    alike = [one for one in link.params if one.startswith(f"{first}_")]
    return f"{first.rstrip('0123456789').capitalize()} {first.lstrip('abcdefghijklmnopqrstuvwxyz')}" if len(alike) >= LEAST_GROUP else ""


class GenericEditor(Body):
    """Every parameter in the order of the effect, groups under headings that fold."""

    how = "Drag a slider, or double-click a value to type. Shift is fine."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.search = QLineEdit(placeholderText="Find a parameter")
        self.search.setFont(font(BODY, MEDIUM))
        self.search.setFixedHeight(px(26))
        self.search.setMaximumWidth(px(320))
        self.search.setAccessibleName("Find a parameter")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.show_matching)
        content = QWidget(self)
        self.rows = [Row(link, name, content) for name in link.params if name not in ELSEWHERE]
        self.nothing = Paragraph("", ink="text3", parent=content)
        self.headings: dict[str, Heading] = {}
        self._groups: dict[str, list[Row]] = {"": []}  # what has no heading stands first
        for row in self.rows:
            self._groups.setdefault(group_of(link, row.name), []).append(row)
        for name in self._groups:
            if name:
                self.headings[name] = Heading(name)
                self.headings[name].setParent(content)
                self.headings[name].folded_changed.connect(self._on_fold)
        self.grid = QGridLayout(content)
        self.grid.setContentsMargins(px(14), px(4), px(14), px(12))
        self.grid.setHorizontalSpacing(px(36))
        self.grid.setVerticalSpacing(px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(10), 0, 0)
        column.setSpacing(px(6))
        top = QHBoxLayout()
        top.setContentsMargins(px(14), 0, px(14), 0)
        top.addWidget(self.search, 1)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(ScrollPanel(content), 1)
        if len(self.rows) <= FEW:
            self.search.hide()
        self.show_matching("")

    def _on_fold(self) -> None:
        self.show_matching(self.search.text())

    def show_matching(self, text: str) -> None:
        """Show the parameters that answer to some words; what is folded too, once words are given."""
        wanted = text.casefold().split()
        while self.grid.count():
            self.grid.takeAt(0)
        at = found = 0
        for name, rows in self._groups.items():
            matching = [row for row in rows if all(word in f"{row.words} {name.casefold()}" for word in wanted)]
            found += len(matching)
            heading = self.headings.get(name)
            if heading is not None:
                heading.setVisible(bool(matching))
                self.grid.addWidget(heading, at, 0, 1, COLUMNS)
                at += 1
                if heading.folded and not wanted:
                    matching = []
            for row in rows:
                row.setVisible(row in matching)
            at = self._place(matching, at)
        self.nothing.set_text("" if found else f"No parameter is called “{text}”.")
        self.nothing.setVisible(not found)
        self.grid.addWidget(self.nothing, at, 0, 1, COLUMNS)
        self.grid.setRowStretch(at + 1, 1)
        for column in range(COLUMNS):
            self.grid.setColumnStretch(column, 1)

    def _place(self, rows: list[Row], first: int) -> int:
        """Put rows into two columns from a line on; returns the line after them."""
        each = -(-len(rows) // COLUMNS)
        for number, row in enumerate(rows):
            self.grid.addWidget(row, first + number % max(each, 1), number // max(each, 1), Qt.AlignmentFlag.AlignTop)
        for line in range(first, first + each):
            self.grid.setRowStretch(line, 0)
        return first + each
