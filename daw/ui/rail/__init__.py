"""The panels that the rail opens."""

from daw.ui.rail.comments import Comments
from daw.ui.rail.effects import EffectsList
from daw.ui.rail.history import History
from daw.ui.rail.takes import Takes
from daw.ui.rail.tasks import Tasks

__all__ = ["Comments", "EffectsList", "History", "Takes", "Tasks"]
