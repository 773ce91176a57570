"""What a screen reader hears of the work: every command that changed the song says what it did, as undo would call it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from daw.model.session import Session
from daw.ui.studio import Studio
from daw.ui.widgets.tooltip import show_tip

TOLD_OTHERWISE = ("edit.undo", "edit.redo", "edit.history", "comment.", "task.", "transport.")


class Announcing(QObject):
    """Of one song.  Drags say for themselves what they did, when they are over."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._before: Session | None = None
        studio.actions.starting.connect(self._on_starting)
        studio.actions.triggered.connect(self._on_triggered)
        studio.actions.refused.connect(studio.announce)

    def _on_starting(self, _key: str) -> None:
        self._before = self._studio.session

    def _on_triggered(self, key: str) -> None:
        label = self._studio.document.undo_label
        if self._before is not None and self._studio.session is not self._before and label and not key.startswith(TOLD_OTHERWISE):
            self._studio.announce(label)
        self._before = None


def tell_of_focus(studio: Studio) -> None:
    """Show the tooltip of what has the focus, and have it read out."""
    focus = QApplication.focusWidget()
    text = (focus.toolTip() or focus.accessibleDescription()) if focus is not None else ""
    if focus is None or not text:
        studio.say("There is nothing more to say of this.")
        return
    if focus.toolTip():
        show_tip(focus)
    studio.say(text)
    studio.announce(f"{focus.accessibleName()}. {text}", assertive=True)
