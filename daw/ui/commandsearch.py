"""Ctrl+K: every action by its words; and "?", the keys that work where you are."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from daw.ui.metrics import px
from daw.ui.studio import Studio
from daw.ui.widgets.searchlist import SearchList


def open_search(studio: Studio, window: QWidget, zone: str | None = None) -> SearchList:
    """Open the list over the window; with a zone, only the actions whose keys work there."""
    keys = None if zone is None else [action.key for action in studio.actions.of_zone(zone)]
    before = QApplication.focusWidget()
    popup = SearchList("Find a command", studio.actions.items(keys), hint="What do you want to do?", parent=window)

    def chosen(key: str) -> None:
        if before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        studio.actions.trigger(key)

    popup.chosen.connect(chosen)
    popup.open_at(window.mapToGlobal(QPoint((window.width() - px(336)) // 2, px(92))))
    return popup
