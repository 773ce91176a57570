"""The inspector: what is chosen, in numbers."""

from daw.ui.inspector.inspector import Inspector

__all__ = ["Inspector"]
