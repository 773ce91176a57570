"""The dock at the bottom: a header with tabs and what they show.  It can float in a window of its own and comes back where it was."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from daw.ui.metrics import SECONDARY, px
from daw.ui.studio import Studio
from daw.ui.widgets.button import SMALL, Button
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label
from daw.ui.widgets.pill import TogglePill
from daw.ui.widgets.scrollpanel import Room
from daw.ui.widgets.segmented import Segmented

PILLS = (("mixer_inputs", "Inputs"), ("mixer_inserts", "Inserts"), ("mixer_sends", "Sends"), ("mixer_narrow", "Narrow"))


class Dock(Ground):
    """`page_chosen(name)` : a tab was clicked.  `float_asked`, `close_asked` : the buttons at the right"""

    page_chosen = Signal(str)
    float_asked = Signal()
    close_asked = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self._studio = studio
        self.setProperty("zone", "dock")
        self.setAccessibleName("Dock")
        self.pages: dict[str, QWidget] = {}
        self._words: dict[str, str] = {}
        self._rooms: dict[str, Room] = {}
        self.tabs = Segmented("Dock", (), face="tabs")
        self.note = Label(size=SECONDARY, ink="text2")
        self.pills = {name: TogglePill(words, help=f"Shows {words.lower()} of the strips.") for name, words in PILLS}
        self.pills["mixer_narrow"].help = "Makes all strips narrow."
        self.float_button = Button("Own window", icon="float", look=SMALL, help="Puts the dock into a window of its own, or back.")
        self.close_button = Button("Hide", icon="close", look=SMALL, key="D", help="Hides the dock.")
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(Line(color="line"))
        column.addWidget(self.stack, 1)
        self.tabs.moved.connect(self._on_tab)
        self.float_button.clicked.connect(self.float_asked)
        self.close_button.clicked.connect(self.close_asked)
        for pill in self.pills.values():
            pill.moved.connect(self._on_pill)
        studio.view.changed.connect(self._show_pills)
        self._show_pills(frozenset())

    def _header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(px(28))
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, px(6), 0)
        row.setSpacing(px(8))
        row.addWidget(self.tabs)
        row.addWidget(self.note)
        row.addStretch(1)
        for pill in self.pills.values():
            row.addWidget(pill)
        row.addWidget(self.float_button)
        row.addWidget(self.close_button)
        return header

    def add_page(self, name: str, words: str, page: QWidget) -> None:
        """A tab with what it shows."""
        self.pages[name], self._words[name] = page, words
        self._rooms[name] = Room(page)
        self.stack.addWidget(self._rooms[name])

    def offer(self, names: tuple[str, ...]) -> None:
        """Show the tabs of these pages, as far as they exist."""
        self.tabs.set_segments([(name, self._words[name]) for name in names if name in self.pages])

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        if name not in self.pages:
            return
        self.stack.setCurrentWidget(self._rooms[name])
        self.tabs.set_value(name)
        for pill in self.pills.values():
            pill.setVisible(name == "mixer")
        self.note.setVisible(name == "inputs")

    @property
    def page(self) -> str:
        """The page in front."""
        return self.tabs.value

    def _on_tab(self, name: str, _gesture: object) -> None:
        self.page_chosen.emit(name)

    def _on_pill(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        name = next(name for name, pill in self.pills.items() if pill is self.sender())
        self._studio.view.set(**{name: on})

    def _show_pills(self, _names: frozenset[str]) -> None:
        for name, pill in self.pills.items():
            pill.set_value(getattr(self._studio.view, name))


class DockWindow(QWidget):
    """The dock's own window, perhaps on another screen; closing it puts the dock back.  `returned` says so."""

    returned = Signal()

    def __init__(self, dock: Dock, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setWindowTitle(f"{owner.windowTitle()} – dock")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(dock)
        dock.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.returned.emit()
        super().closeEvent(event)
