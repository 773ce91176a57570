"""F6 goes from zone to zone, in the order in which they lie in the window.  Each remembers where the focus was; Tab stays inside."""

import weakref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from shiboken6 import isValid

from daw.ui.actions import INSIDE
from daw.ui.shortcuts import zone_of

ORDER = ("menu", "transport", "banner", "inspector", "headers", "canvas", "dock", "panel", "rail", "status")


class Zones:
    """Of one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._last: dict[str, weakref.ref[QWidget]] = {}
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def end(self) -> None:
        """The window is closed: hear of the focus no more."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        zone = zone_of(new)
        zone = INSIDE.get(zone, (zone,))[0]
        if zone and new is not None:
            self._last[zone] = weakref.ref(new)

    def present(self) -> list[str]:
        """The zones that can be seen and have something to focus, in order."""
        return [zone for zone in ORDER if self.entry(zone) is not None]

    def entry(self, zone: str) -> QWidget | None:
        """The widget that gets the focus when a zone is entered: the last that had it, the zone's focus proxy, or the first that can."""
        last = self._last[zone]() if zone in self._last else None
        roots = [one for one in self._window.findChildren(QWidget) if one.property("zone") == zone and one.isVisible()]
        if last is not None and isValid(last) and any(root.isAncestorOf(last) or root is last for root in roots) and _can(last):
            return last
        for root in roots:
            if zone == "menu":
                return next(iter(root.findChildren(QMenuBar)), None)
            chosen = root.focusProxy() or root
            if _can(chosen):
                return chosen
            at = root.nextInFocusChain()
            while at is not root and at is not None:
                if root.isAncestorOf(at) and _can(at):
                    return at
                at = at.nextInFocusChain()
        return None

    def go(self, way: int) -> str:
        """Go to the next or previous zone; its name."""
        present = self.present()
        if not present:
            return ""
        here = zone_of(QApplication.focusWidget())
        here = INSIDE.get(here, (here,))[0]
        at = (present.index(here) + way) % len(present) if here in present else 0 if way > 0 else -1
        entry = self.entry(present[at])
        if entry is not None:
            entry.setFocus(Qt.FocusReason.TabFocusReason)
        return present[at]

    def step(self, *, onwards: bool) -> bool:
        """Tab: to the next control of the zone the focus is in, and round; whether there is one."""
        here = QApplication.focusWidget()
        zone = zone_of(here)
        at = here
        while zone and at is not None:
            at = at.nextInFocusChain() if onwards else at.previousInFocusChain()
            if at is here or at is None:
                return False
            if zone_of(at) == zone and at.window() is self._window and at.focusProxy() is None and _can(at):
                at.setFocus(Qt.FocusReason.TabFocusReason if onwards else Qt.FocusReason.BacktabFocusReason)
                return True
        return False


def _can(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()
