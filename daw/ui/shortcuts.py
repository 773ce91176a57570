"""Keys: every action's shortcut works everywhere in the program, or only in its zone; text fields keep their letters."""

import weakref

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QApplication, QLineEdit, QMenuBar, QPlainTextEdit, QTextEdit, QWidget

from daw.ui.actions import INSIDE, REPEATING, Action, Actions, sequences

FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 36))
LEAVING = ("Return", "Enter", "Esc")
MOVING = ("Space", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Del")


def zone_of(widget: QWidget | None) -> str:
    """The name of the zone a widget is in; empty if it is in none."""
    while widget is not None:
        name = widget.property("zone")
        if name:
            return str(name)
        widget = widget.parentWidget()
    return ""


def owned(keys: str, focus: QWidget | None, main: QWidget) -> bool:
    """Whether some keys belong to the widget in focus: text fields own letters, lists what moves, dialogs Enter and Esc."""
    plain = keys.removeprefix("Shift+")
    if focus is None or plain.startswith(("Ctrl+", "Alt+", "Meta+")) or plain in FUNCTION_KEYS:
        return False
    if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit | QAbstractSpinBox):
        return True
    if isinstance(focus, QAbstractItemView | QMenuBar):
        return plain in (*LEAVING, *MOVING)
    return focus.window() is not main and plain in LEAVING


class Shortcuts(QObject):
    """One QShortcut for every key sequence in use; which action it means is decided by where the focus is."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._actions, self._window = actions, window
        self._known: dict[str, QShortcut] = {}
        self._meant: dict[str, list[Action]] = {}
        self.zone = ""
        self._focus: weakref.ref[QWidget] | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.renew)
        actions.changed.connect(self._later.start)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self.renew()

    def end(self) -> None:
        """The window is closed: hear of the focus no more."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]

    def renew(self) -> None:
        """Take in what actions and keys there are now."""
        self._meant = {}
        for action in self._actions.all.values():
            for sequence in sequences(self._actions.shortcut(action.key)):
                self._meant.setdefault(sequence.toString(), []).append(action)
        for keys in [keys for keys in self._known if keys not in self._meant]:
            self._known.pop(keys).deleteLater()
        for keys in self._meant:
            if keys not in self._known:
                shortcut = QShortcut(QKeySequence(keys), self._window, context=Qt.ShortcutContext.ApplicationShortcut)
                shortcut.setAutoRepeat(any(keys.endswith(key) for key in REPEATING))
                shortcut.activated.connect(self._on_key)
                shortcut.activatedAmbiguously.connect(self._on_key)
                self._known[keys] = shortcut
        self._enable()

    def meant(self, keys: str, zone: str) -> Action | None:
        """What some keys mean in a zone: what goes first now, then its own action, then one for everywhere."""
        found = self._meant.get(keys, [])
        for one in found:
            if one.first and one.is_enabled:
                return one
        wanted = (zone, INSIDE[zone][1], "") if zone in INSIDE else (zone, "")
        return next((one for name in wanted for one in found if one.zone == name), None)

    def _enable(self) -> None:
        focus = self._focus() if self._focus is not None else None
        for keys, shortcut in self._known.items():
            shortcut.setEnabled(self.meant(keys, self.zone) is not None and not owned(keys, focus, self._window))

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        zone = zone_of(new)
        old = self._focus() if self._focus is not None else None
        self._focus = weakref.ref(new) if new is not None else None
        if zone != self.zone or type(old) is not type(new) or (new is not None and new.window() is not self._window):
            self.zone = zone
            self._enable()

    def _on_key(self) -> None:
        keys = self.sender().key().toString()  # type: ignore[attr-defined]
        action = self.meant(keys, self.zone)
        if action is not None:
            self._actions.trigger(action.key)
