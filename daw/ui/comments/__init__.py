"""Comments on moments of the song, and tasks: cards, lists, fields, and what can be done with them."""

from daw.ui.comments.actions import register

__all__ = ["register"]
