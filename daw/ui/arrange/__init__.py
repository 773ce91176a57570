"""The arrange view: tracks over time."""

from daw.ui.arrange.arrange import Arrange

__all__ = ["Arrange"]
