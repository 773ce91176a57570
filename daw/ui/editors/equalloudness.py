"""Compare at equal loudness: while it is on, an effect and its bypass are heard equally loud, so that louder does not pass for better.

The engine turns down what comes out of that one effect, or the room where it stands on the master, whose loudness is measured; nothing
of it reaches a bounce.  The louder of the two is turned down, never the other up.
"""

from PySide6.QtCore import QObject, Signal

from daw.ui.editors.hearing import Match
from daw.ui.editors.scopes import scopes
from daw.ui.editors.slotlink import find_slot
from daw.ui.studio import DIM_DB, Studio, Tick

MOST_DB = 24.0
EVERY = 3  # ticks between two measurements
TICK_S = 1.0 / 30.0


class EqualLoudness(QObject):
    """One for every studio, and for one effect at a time.  slot_id : of that effect, or None"""

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.slot_id: str | None = None
        self.offset_db = 0.0
        self._match: Match | None = None
        self._ticks = 0

    @property
    def louder_db(self) -> float | None:
        """By how much the effect makes it louder; None while that is not known."""
        return self._match.louder_db if self._match is not None else None

    def start(self, slot_id: str) -> None:
        """Compare this effect."""
        self.stop()
        self.slot_id = slot_id
        self._match = Match(self._studio.sample_rate)
        scopes(self._studio).hold(slot_id)
        self._studio.ticked.connect(self._on_tick)
        self.changed.emit()

    def stop(self) -> None:
        """Hear everything as it is."""
        if self.slot_id is None:
            return
        self._studio.ticked.disconnect(self._on_tick)
        scopes(self._studio).let_go(self.slot_id)
        self.offset_db = 0.0
        self._send()
        self.slot_id, self._match = None, None
        self.changed.emit()

    def _on_tick(self, _tick: Tick) -> None:
        found = find_slot(self._studio.session, self.slot_id or "")
        if found is None:
            self.stop()
            return
        bypassed = found[1].bypassed
        self._ticks += 1
        scope = scopes(self._studio).get(found[1].id)
        if self._match is not None and scope is not None and not bypassed and self._ticks % EVERY == 0:
            self._match.add(scope.before(Match.FRAMES), scope.after(Match.FRAMES), EVERY * TICK_S)
        louder = self.louder_db or 0.0
        self.offset_db = -min(max(-louder if bypassed else louder, 0.0), MOST_DB)
        self._send()

    def _send(self) -> None:
        engine, view = self._studio.engine, self._studio.view
        found = find_slot(self._studio.session, self.slot_id or "")
        if engine is None or found is None:
            return
        if found[0].kind != "master":
            engine.listening.trim(found[1].id, self.offset_db)
        else:
            engine.set_monitoring(dim_db=(DIM_DB if view.dim else 0.0) + self.offset_db, mono=view.mono)


def equal_loudness(studio: Studio) -> EqualLoudness:
    """The comparison of a studio, made when first asked for."""
    found = studio.findChild(EqualLoudness)
    return found if found is not None else EqualLoudness(studio)
