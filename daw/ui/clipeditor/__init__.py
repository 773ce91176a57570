"""The clip editor: one clip, large, as a page of the dock."""

from daw.ui.clipeditor.page import ClipEditor

__all__ = ["ClipEditor"]
