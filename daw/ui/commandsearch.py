"""Ctrl+K: every action by its words; and "?", the keys that work where you are."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from daw.ui.keysoverlay import show_keys
from daw.ui.metrics import px
from daw.ui.studio import Studio
from daw.ui.widgets.searchlist import SearchList


def open_search(studio: Studio, window: QWidget, zone: str | None = None) -> QWidget:
    """Open the list over the window; with a zone, show the keys that work there instead."""
    if zone is not None:
        return show_keys(window, studio.actions, zone)
    before = QApplication.focusWidget()
    popup = SearchList("Find a command", studio.actions.items(), hint="What do you want to do?", parent=window)

    def chosen(key: str) -> None:
        if before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        studio.actions.trigger(key)

    popup.chosen.connect(chosen)
    popup.open_at(window.mapToGlobal(QPoint((window.width() - px(336)) // 2, px(92))))
    return popup
