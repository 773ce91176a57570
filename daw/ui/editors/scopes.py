"""Which effects are looked into: several editors may show the same slot, and the engine copies its sound only while one is visible."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from daw.ui.studio import Studio

if TYPE_CHECKING:
    from daw.engine.scope import Scope


class Scopes(QObject):
    """One for every studio."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._held: Counter[str] = Counter()

    def hold(self, slot_id: str) -> None:
        """Somebody looks."""
        self._held[slot_id] += 1

    def let_go(self, slot_id: str) -> None:
        """One looks no more."""
        self._held[slot_id] -= 1
        if self._held[slot_id] <= 0:
            scope = self.get(slot_id)
            if scope is not None:
                scope.close()
            del self._held[slot_id]

    def get(self, slot_id: str) -> "Scope | None":
        """What goes in and out of a slot that is looked into; asked for anew each time, since the engine may have replaced it."""
        engine = self._studio.engine
        return engine.scope(slot_id) if engine is not None and slot_id in self._held else None


def scopes(studio: Studio) -> Scopes:
    """The scopes of a studio, made when first asked for."""
    found = studio.findChild(Scopes)
    return found if found is not None else Scopes(studio)
