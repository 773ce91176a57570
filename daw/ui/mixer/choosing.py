"""Choosing strips with the mouse, and moving them past each other with the keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from daw.model import edits
from daw.ui.mixer.stripkind import look
from daw.ui.studio import Studio

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def pick(studio: Studio, ids: Sequence[str], track_id: str, modifiers: Qt.KeyboardModifier) -> None:
    """A click chooses a strip, Ctrl adds it or takes it away, Shift chooses all from the first chosen to it.  ids : from the left"""
    selection = studio.selection
    if modifiers & SHIFT and selection.tracks and selection.tracks[0] in ids:
        first = selection.tracks[0]
        low, high = sorted((ids.index(first), ids.index(track_id)))
        between = [one for one in ids[low : high + 1] if one not in (first, track_id)]
        selection.select_tracks([first, *between, track_id])
    else:
        selection.select_track(track_id, add=bool(modifiers & CTRL))


def move_strip(studio: Studio, track_id: str, way: int) -> bool:
    """Move a strip one place left (−1) or right (1) among those of its kind; whether it could be moved."""
    seen = look(studio.session)
    kind = seen.kind(seen.tracks[track_id])
    alike = [one.id for one in studio.session.tracks if seen.kind(one) == kind]
    at = alike.index(track_id)
    if kind == "master" or not 0 <= at + way < len(alike):
        return False
    rest = [one.id for one in studio.session.tracks if one.id != track_id]
    neighbour = rest.index(alike[at + way])
    return studio.do(edits.move_track, track_id, rest[neighbour] if way < 0 else rest[neighbour + 1])
