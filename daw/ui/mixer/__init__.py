"""The mixer: strips of tracks, buses, returns and the master."""

from daw.ui.mixer.actions import register
from daw.ui.mixer.mixer import Mixer
from daw.ui.mixer.page import MixerPage

__all__ = ["Mixer", "MixerPage", "register"]
