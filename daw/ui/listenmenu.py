"""The menu of how the mix is heard in the room: dim, mono, live inputs.  None of it is part of a bounce."""

from PySide6.QtWidgets import QMenu

from daw.ui.studio import Studio


def fill_listening(menu: QMenu, studio: Studio) -> None:
    """Add the choices to a menu; each is an action of the studio."""
    for key in ("listen.dim", "listen.mono", "listen.inputs"):
        action = studio.actions.all.get(key)
        if action is not None:
            item = menu.addAction(action.words)
            item.setCheckable(True)
            item.setChecked(action.is_on is not None and action.is_on())
            item.setEnabled(action.is_enabled)
            item.setData(key)
    menu.triggered.connect(lambda item: studio.actions.trigger(item.data()))
