"""Everything the program can be told to do, by key: what menus, shortcuts and the command search (Ctrl+K) share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from daw.ui.search import Item

OR = " or "  # between two shortcuts of one action
REPEATING = ("Left", "Right", "Up", "Down", ",", ".", "+", "-", "=", "PgUp", "PgDown", "Ctrl+Z", "Ctrl+Shift+Z")


INSIDE = {"clip": ("dock", "canvas")}  # a zone within a zone -> the zone F6 knows, and the zone whose keys work there too


@dataclass(frozen=True)
class Action:
    """One thing to do.

    shortcut : as Qt writes it ("Ctrl+Shift+Z"); several are joined by " or ".  zone : the shortcut works only while this zone has the
    focus ("canvas", "mixer" …); empty is everywhere.  why : what to say when it is not enabled.  is_on : for things that are on or off
    """

    key: str
    words: str
    run: Callable[[], object]
    shortcut: str = ""
    zone: str = ""
    enabled: Callable[[], bool] | None = None
    why: str | Callable[[], str] = ""
    is_on: Callable[[], bool] | None = None
    menu: str = ""  # the menu it is in; empty: by the first word of its key
    keywords: str = ""
    first: bool = False  # while it is enabled, its keys mean it, whatever they mean in the zone

    @property
    def is_enabled(self) -> bool:
        """Whether it can be done now."""
        return self.enabled is None or self.enabled()

    @property
    def reason(self) -> str:
        """Why it can't be done now."""
        return self.why() if callable(self.why) else self.why


class Actions(QObject):
    """The list.  `changed` : actions came or shortcuts are others.  `starting(key)`, `triggered(key)` : one is going to be, was done.

    `refused(words)` : one can't be done now.
    """

    changed = Signal()
    starting = Signal(str)
    triggered = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: dict[str, Action] = {}
        self._own: dict[str, str] = {}  # shortcuts the person has chosen

    def add(  # noqa: PLR0913  everything an action is
        self,
        key: str,
        words: str,
        run: Callable[[], object],
        shortcut: str = "",
        zone: str = "",
        enabled: Callable[[], bool] | None = None,
        why: str | Callable[[], str] = "",
        *,
        is_on: Callable[[], bool] | None = None,
        menu: str = "",
        keywords: str = "",
        first: bool = False,
    ) -> Action:
        """Make something known; a key that is known already gets the new meaning."""
        action = Action(key, words, run, shortcut, zone, enabled, why, is_on, menu, keywords, first)
        self.all[key] = action
        self.changed.emit()
        return action

    def remove(self, key: str) -> None:
        """Forget one."""
        if self.all.pop(key, None) is not None:
            self.changed.emit()

    def trigger(self, key: str) -> bool:
        """Do it; whether it could be done.  What can't be done says why."""
        action = self.all.get(key)
        if action is None:
            return False
        if not action.is_enabled:
            self.refused.emit(action.reason or f"{action.words} can't be done now.")
            return False
        self.starting.emit(key)
        action.run()
        self.triggered.emit(key)
        return True

    def shortcut(self, key: str) -> str:
        """The keys of an action as Qt writes them, the person's own before the usual."""
        action = self.all.get(key)
        return self._own.get(key, action.shortcut if action else "")

    def shown(self, key: str) -> str:
        """The first of its keys as this system writes it."""
        first = next(iter(sequences(self.shortcut(key))), None)
        return first.toString(QKeySequence.SequenceFormat.NativeText) if first is not None else ""

    @property
    def own_shortcuts(self) -> dict[str, str]:
        """What the person has changed, to be kept; an empty text is "none"."""
        return dict(self._own)

    def set_shortcut(self, key: str, shortcut: str | None) -> None:
        """Give an action other keys; None brings back the usual ones."""
        if shortcut is None or (key in self.all and shortcut == self.all[key].shortcut):
            self._own.pop(key, None)
        else:
            self._own[key] = shortcut
        self.changed.emit()

    def set_own_shortcuts(self, own: dict[str, str]) -> None:
        """Take over all the person's keys."""
        self._own = dict(own)
        self.changed.emit()

    def rivals(self, key: str, shortcut: str) -> list[Action]:
        """Other actions that have one of these keys where they could be meant."""
        mine = self.all.get(key)
        wanted = {one.toString() for one in sequences(shortcut)}
        return [
            one for one in self.all.values()
            if one.key != key and wanted & {s.toString() for s in sequences(self.shortcut(one.key))}
            and (mine is None or not one.zone or not mine.zone or one.zone == mine.zone)
        ]  # fmt: skip

    def of_zone(self, zone: str) -> list[Action]:
        """The actions with keys that work in a zone, also those of the zone it is like."""
        listed = [one for one in self.all.values() if self.shortcut(one.key)]
        own = {keys.toString() for one in listed if one.zone == zone for keys in sequences(self.shortcut(one.key))}
        like = INSIDE[zone][1] if zone in INSIDE else zone

        def works(one: Action) -> bool:
            keys = {each.toString() for each in sequences(self.shortcut(one.key))}
            return one.zone == zone or (one.zone in ("", like) and not keys <= own)

        return [one for one in listed if works(one)]

    def items(self, keys: Iterable[str] | None = None) -> list[Item]:
        """All of them, or some, to be searched by words."""
        chosen = self.all.values() if keys is None else (self.all[key] for key in keys if key in self.all)
        return [Item(one.key, one.words, self.shown(one.key), f"{one.keywords} {one.zone}".strip()) for one in chosen]


def sequences(shortcut: str) -> list[QKeySequence]:
    """The key sequences of a shortcut's text."""
    return [QKeySequence(part) for part in shortcut.split(OR) if part]
