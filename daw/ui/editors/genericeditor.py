"""The editor of any effect that has none of its own: two columns of name, slider and value, with a search on top."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from daw.ui.editors.body import Body
from daw.ui.editors.controls import field, menu, slider, switch
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import BODY, MEDIUM, font, px
from daw.ui.quantity import words_of
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.scrollpanel import ScrollPanel

LABEL, FIELD, COLUMNS = 120, 84, 2
FEW = 6  # so many parameters need no search
HOST_TEMPO = "tempo_bpm"  # the song's; nobody sets it here


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


class GenericEditor(Body):
    """Every parameter, in the order of the effect."""

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
        self.rows = [Row(link, name, content) for name in link.params if name != HOST_TEMPO]
        self.nothing = Paragraph("", ink="text3", parent=content)
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

    def show_matching(self, text: str) -> None:
        """Show the parameters that answer to some words."""
        wanted = text.casefold().split()
        shown = [row for row in self.rows if all(word in row.words for word in wanted)]
        while self.grid.count():
            self.grid.takeAt(0)
        for row in self.rows:
            row.setVisible(row in shown)
        each = -(-len(shown) // COLUMNS)
        for at, row in enumerate(shown):
            self.grid.addWidget(row, at % max(each, 1), at // max(each, 1), Qt.AlignmentFlag.AlignTop)
        self.nothing.set_text("" if shown else f"No parameter is called “{text}”.")
        self.nothing.setVisible(not shown)
        self.grid.addWidget(self.nothing, each + 1, 0, 1, COLUMNS)
        self.grid.setRowStretch(each + 2, 1)
        for column in range(COLUMNS):
            self.grid.setColumnStretch(column, 1)
