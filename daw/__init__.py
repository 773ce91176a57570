"""A digital audio workstation.  `import daw` gives its verbs; what they need is imported when they are first used.

    import daw
    song = daw.open("my-song")
    daw.bounce(song, "my-song.wav")

See docs/api.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from daw.engine.engine import Engine
    from daw.engine.nulldevice import NullDevice
    from daw.model import edits
    from daw.model.edits import EditError
    from daw.song import bounce, effects, import_audio, measure, new, open, save

__version__ = "0.1.0"
__all__ = ["EditError", "Engine", "NullDevice", "bounce", "edits", "effects", "import_audio", "measure", "new", "open", "save"]

_HOMES = {
    **dict.fromkeys(("bounce", "effects", "import_audio", "measure", "new", "open", "save"), "daw.song"),
    "EditError": "daw.model.edits",
    "Engine": "daw.engine.engine",
    "NullDevice": "daw.engine.nulldevice",
}


def __getattr__(name: str) -> Any:
    if name == "edits":
        return import_module("daw.model.edits")
    if name not in _HOMES:
        raise AttributeError(f"module 'daw' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
