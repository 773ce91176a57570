"""Effect editors: in the dock, and in windows of their own."""

from daw.ui.editors.actions import register
from daw.ui.editors.dock import EffectsDock
from daw.ui.editors.floating import open_floating

__all__ = ["EffectsDock", "open_floating", "register"]
