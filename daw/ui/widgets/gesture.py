"""One movement of the hand, and whether a wheel notch is meant for the control under the pointer."""

import time
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

REST_S = 0.4  # a pointer must have rested so long before its wheel turns anything


class Gesture:
    """One movement of the hand.  Only its identity matters."""

    __slots__ = ("__weakref__", "name")

    def __init__(self, name: str = "") -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<Gesture {self.name} {id(self):x}>"


class WheelRest:
    """Decides whether a wheel notch over a control is meant for it: it has the focus, or the pointer has rested on it."""

    needs_ctrl: ClassVar[bool] = False  # the preference "Wheel needs Ctrl"

    def __init__(self) -> None:
        self._since: float | None = None

    def moved(self) -> None:
        """The pointer came or moved."""
        self._since = time.monotonic()

    def left(self) -> None:
        """The pointer went away."""
        self._since = None

    def is_meant(self, event: QWheelEvent, *, focused: bool) -> bool:
        """True if the control should take the notch; False if the panel behind it should scroll."""
        if WheelRest.needs_ctrl:
            return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        rested = self._since is not None and time.monotonic() - self._since >= REST_S
        if not focused and not rested and self._since is not None:
            self.moved()  # a panel that is being scrolled goes on scrolling under a resting pointer
        return focused or rested
