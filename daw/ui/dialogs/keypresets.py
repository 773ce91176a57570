"""Sets of keys: the program's own, some for hands that know another program, and files of one's own."""

import json
from pathlib import Path

import msgspec

from daw.model import atomic
from daw.ui.actions import OR, Actions, sequences

# Only what those programs do with these keys when they come out of the box; everything else keeps the program's own key.
PRESETS: dict[str, tuple[str, dict[str, str]]] = {
    "daw": ("daw", {}),
    "reaper": (
        "Like REAPER",
        {
            "transport.record": "Ctrl+R", "transport.loop": "R", "transport.to-start": "W or Home", "transport.to-end": "End",
            "track.new": "Ctrl+T", "track.mute": "F5", "track.arm": "F7", "clip.split": "S", "marker.add": "M",
            "clip.group": "G", "transport.snap": "Alt+S", "file.bounce": "Ctrl+Alt+R", "view.dock": "Ctrl+M", "help.commands": "?",
        },
    ),
    "audacity": (
        "Like Audacity",
        {
            "transport.record": "R", "transport.loop": "L", "transport.to-start": "Home", "transport.to-end": "End",
            "track.new": "Ctrl+Shift+N", "clip.split": "Ctrl+I", "clip.join": "Ctrl+J", "clip.duplicate": "Ctrl+D",
            "marker.add": "Ctrl+M", "view.zoom-all": "Ctrl+F", "file.bounce": "Ctrl+Shift+E", "file.import": "Ctrl+Shift+I",
        },
    ),
    "pro-tools": (
        "Like Pro Tools",
        {
            "transport.record": "F12 or Ctrl+Space", "transport.to-start": "Return", "transport.loop": "Ctrl+Shift+L",
            "track.new": "Ctrl+Shift+N", "clip.split": "B or Ctrl+E", "clip.duplicate": "Ctrl+D", "clip.mute": "Ctrl+M",
            "clip.group": "Ctrl+Alt+G", "view.mix": "Ctrl+=",
        },
    ),
}  # fmt: skip


class KeysError(ValueError):
    """A file holds no keys; the text is a sentence for the user."""


def own_keys(actions: Actions, preset: str) -> dict[str, str]:
    """The keys of a preset as changes of the usual ones; another action that had one of them gives it up."""
    wanted = {key: keys for key, keys in PRESETS[preset][1].items() if key in actions.all}
    changes = {key: keys for key, keys in wanted.items() if keys != actions.all[key].shortcut}
    taken = {one.toString(): actions.all[key].zone for key, keys in wanted.items() for one in sequences(keys)}
    for key, action in actions.all.items():
        if key in wanted or not action.shortcut:
            continue
        kept = [one.toString() for one in sequences(action.shortcut) if not clashes(taken, one.toString(), action.zone)]
        if len(kept) != len(sequences(action.shortcut)):
            changes[key] = OR.join(kept)
    return changes


def clashes(taken: dict[str, str], sequence: str, zone: str) -> bool:
    """Whether a key of a zone is one of those taken, where both could be meant."""
    return sequence in taken and (not zone or not taken[sequence] or zone == taken[sequence])


def preset_of(actions: Actions) -> str:
    """The preset whose keys are in force; empty if they are one's own."""
    now = actions.own_shortcuts
    return next((name for name in PRESETS if own_keys(actions, name) == now), "")


def write(path: Path, own: dict[str, str]) -> None:
    """Keep keys in a file, for another machine; raises OSError."""
    atomic.write(path, (json.dumps({"program": "daw", "keys": own}, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())


def read(path: Path) -> dict[str, str]:
    """The keys of a file; raises KeysError, OSError."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, object])
        return msgspec.convert(found["keys"], dict[str, str])
    except (msgspec.DecodeError, KeyError, UnicodeDecodeError):
        raise KeysError(f"“{path.name}” holds no keys of this program.") from None
