"""Which widget stands in which zone: the one list of what the window is made of."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from daw.ui.arrange.arrange import Arrange
from daw.ui.browser import Browser
from daw.ui.clipeditor import ClipEditor
from daw.ui.comments import register as register_comments
from daw.ui.dialogs import register as register_dialogs
from daw.ui.editors import EffectsDock
from daw.ui.inspector import Inspector
from daw.ui.mixer import MixerPage
from daw.ui.mixer import register as register_mixer
from daw.ui.rail import Comments, EffectsList, History, Takes, Tasks
from daw.ui.record import FirstSteps
from daw.ui.record import register as register_record
from daw.ui.record.panel import RecordPanel
from daw.ui.studio import Studio

Maker = Callable[[Studio], QWidget]


def register(studio: Studio) -> None:
    """Let the zones name their actions; those that need their widget do it when it is made."""
    register_mixer(studio)
    register_dialogs(studio)
    register_comments(studio)
    register_record(studio)


def canvas(studio: Studio) -> QWidget:
    """The arrange view: headers and canvas."""
    arrange = Arrange(studio)
    FirstSteps(studio, arrange.canvas)
    return arrange


def inspector(studio: Studio) -> QWidget:
    """What is selected, in numbers."""
    return Inspector(studio)


def pages() -> list[tuple[str, str, Maker]]:
    """The pages of the dock: name, words, maker."""
    return [
        ("inputs", "Inputs", RecordPanel),
        ("mixer", "Mixer", MixerPage),
        ("clip", "Clip editor", ClipEditor),
        ("effects", "Effects", EffectsDock),
    ]


def panels() -> list[tuple[str, str, str, str, Maker]]:
    """The panels of the rail: name, words, icon, key, maker."""
    return [
        ("browser", "Browser", "folder", "B", Browser),
        ("takes", "Takes", "star", "", Takes),
        ("effects", "Effects", "fx", "", EffectsList),
        ("comments", "Comments", "comment", "", Comments),
        ("tasks", "Tasks", "check-box", "", Tasks),
        ("history", "History", "clock", "", History),
    ]
