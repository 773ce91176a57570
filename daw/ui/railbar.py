"""The rail at the right edge, and the panel its buttons open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from daw.ui.metrics import px
from daw.ui.widgets.button import RAIL, Button
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.scrollpanel import Room


class RailBar(Ground):
    """`chosen(name)` : a button was clicked.  `help_asked` : the one at the bottom"""

    chosen = Signal(str)
    help_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.setProperty("zone", "rail")
        self.setAccessibleName("Rail")
        self.setFixedWidth(px(36))
        self.buttons: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(6), 0, px(6))
        self._column.setSpacing(px(2))
        self._column.addStretch(1)
        self.help = Button("Help", icon="help", look=RAIL, help="Finds any command, and shows its key.", key="Ctrl+K")
        self.help.clicked.connect(self.help_asked)
        self._column.addWidget(self.help)

    def add(self, name: str, words: str, icon: str, *, key: str = "") -> None:
        """A button for a panel."""
        button = Button(words, icon=icon, look=RAIL, key=key, help=f"Shows or hides {words.lower()}.")
        self.buttons[name] = button
        button.clicked.connect(self._on_button)
        self._column.insertWidget(self._column.count() - 2, button)

    def follow(self, name: str, panel: QWidget) -> None:
        """Show on the button what its panel counts, if it does."""
        counted = getattr(panel, "counted", None)
        if counted is not None:
            counted.connect(self.buttons[name].set_badge)
            panel.count()  # type: ignore[attr-defined]

    def show_open(self, name: str) -> None:
        """Light the button of the open panel."""
        for one, button in self.buttons.items():
            button.set_lit(one == name)

    def _on_button(self) -> None:
        self.chosen.emit(next(name for name, button in self.buttons.items() if button is self.sender()))


class SidePanel(QStackedWidget):
    """What the rail opens; one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("zone", "panel")
        self.panels: dict[str, QWidget] = {}
        self._rooms: dict[str, Room] = {}

    def add(self, name: str, panel: QWidget) -> None:
        """A panel."""
        self.panels[name], self._rooms[name] = panel, Room(panel, least=(200, 60))
        self.addWidget(self._rooms[name])

    def open(self, name: str) -> bool:
        """Show a panel, or hide all of them; whether one is shown."""
        shown = name in self.panels
        if shown:
            self.setCurrentWidget(self._rooms[name])
        self.setVisible(shown)
        return shown
