"""Super in the place of Alt for the mouse: some window managers keep Alt+drag and Alt+wheel for themselves."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent
from PySide6.QtWidgets import QApplication

MOUSE = frozenset(
    (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
    )
)
ALT, SUPER = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier


class AltSwap(QObject):
    """While it filters the application's events, a mouse event with Super held reaches its widget as one with Alt held."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in MOUSE and isinstance(event, QInputEvent) and event.modifiers() & SUPER:
            event.setModifiers((event.modifiers() & ~SUPER) | ALT)
        return False


_in_use: list[AltSwap] = []


def use(*, on: bool) -> None:
    """Swap from now on, or not; off, it costs nothing."""
    app = QApplication.instance()
    if app is None or on == bool(_in_use):
        return
    if on:
        _in_use.append(AltSwap(app))
        app.installEventFilter(_in_use[0])
    else:
        app.removeEventFilter(_in_use.pop())
