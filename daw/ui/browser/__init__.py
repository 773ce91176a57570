"""The browser: files, effects, presets and the song's own audio, to be heard, found and brought into the song."""

from daw.ui.browser.browser import Browser

__all__ = ["Browser"]
