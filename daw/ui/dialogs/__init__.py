"""Windows that ask: the start, the bounce, audio settings, preferences, keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from daw.ui import metrics
from daw.ui.keysoverlay import show_help
from daw.ui.missing import MissingAudio
from daw.ui.shortcuts import zone_of

if TYPE_CHECKING:
    from daw.ui.studio import Studio


class Dialogs(QObject):
    """One window of each kind, made when it is first asked for; a change of the scale makes the open ones anew."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.made: dict[str, QWidget] = {}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "bounce": self._bounce,
            "audio": self._audio,
            "preferences": self._preferences,
            "keys": self._keys,
        }
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._make_anew)
        metrics.changes.changed.connect(self._later.start)

    def open(self, name: str) -> QWidget:
        """Bring a window to the front."""
        window = self.made.get(name)
        if window is None or not isValid(window):
            window = self.made[name] = self._makers[name]()
        if name == "audio":
            window.list_devices()  # type: ignore[attr-defined]
            window.show_state()  # type: ignore[attr-defined]
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _make_anew(self) -> None:
        for name, window in list(self.made.items()):
            if name == "bounce" or not isValid(window):
                continue  # it keeps what was chosen; or the song's window is closed, and its dialogs with it
            was_open, place = window.isVisible(), window.pos()
            del self.made[name]
            window.hide()
            window.deleteLater()
            if was_open:
                self.open(name).move(place)

    # each is imported when it is first asked for: they need more of the window than the actions do

    def _audio(self) -> QWidget:
        from daw.ui.dialogs.audiosettings import AudioSettings

        return AudioSettings(self._studio, self._studio.window)

    def _keys(self) -> QWidget:
        from daw.ui.dialogs.shortcuts import ShortcutsWindow

        return ShortcutsWindow(self._studio, self._studio.window)

    def _bounce(self) -> QWidget:
        from daw.ui.dialogs.bounce import BounceDialog

        dialog = BounceDialog(self._studio, self._studio.window)
        dialog.started.connect(self._show_row)
        return dialog

    def _show_row(self, bouncing: object) -> None:
        from daw.ui.bouncerow import BounceRow
        from daw.ui.bouncing import Bouncing

        if self._studio.window is not None and isinstance(bouncing, Bouncing):
            BounceRow(self._studio, bouncing, self._studio.window)

    def _preferences(self) -> QWidget:
        from daw.ui.dialogs.preferences import PreferencesWindow

        window = PreferencesWindow(self._studio, self._studio.window)
        window.keys_asked.connect(self._on_keys)
        return window

    def _on_keys(self) -> None:
        self.open("keys")


def register(studio: "Studio") -> None:
    """Make the dialogs' actions known."""
    dialogs = Dialogs(studio)
    MissingAudio(studio)
    add = studio.actions.add
    add(
        "file.audio-settings", "Audio settings…", lambda: dialogs.open("audio"), keywords="device buffer latency calibrate round trip sound"
    )
    add("file.bounce", "Bounce…", lambda: dialogs.open("bounce"), "Ctrl+B", keywords="export render mixdown master file")
    add("file.preferences", "Preferences…", lambda: dialogs.open("preferences"), "Ctrl+,", keywords="settings options theme scale touch")
    add("help.here", "Help for where you are", lambda: show_here(studio), "F1", keywords="mouse gestures manual")
    add("file.shortcuts", "Keys…", lambda: dialogs.open("keys"), keywords="shortcuts keyboard hotkeys bindings preset")


def show_here(studio: "Studio") -> None:
    """What the mouse and the keys do where the focus is."""
    if studio.window is not None:
        show_help(studio.window, studio.actions, zone_of(QApplication.focusWidget()))
