"""The panels that the rail opens."""

from daw.ui.rail.effects import EffectsList
from daw.ui.rail.history import History
from daw.ui.rail.takes import Takes

__all__ = ["EffectsList", "History", "Takes"]
