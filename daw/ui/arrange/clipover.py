"""What is shown of a place of a clip before anything is done: the cursor, the words in the status line, the badges of its header."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor

from daw.model.clip import Source
from daw.model.sounds import Sound, sound_words
from daw.model.track import Track
from daw.ui.arrange import cursors
from daw.ui.arrange.clipblocks import Block
from daw.ui.arrange.clipzones import Zone
from daw.ui.arrange.rowpart import Hand

CURSORS = {
    "header": Qt.CursorShape.OpenHandCursor, "body": Qt.CursorShape.OpenHandCursor, "trim-start": Qt.CursorShape.SizeHorCursor,
    "trim-end": Qt.CursorShape.SizeHorCursor, "gain": Qt.CursorShape.SizeVerCursor,
}  # fmt: skip
WORDS: dict[Zone, str] = {
    "header": "Drag moves the clip, with Ctrl a copy, with Shift only to another track. Double-click renames.",
    "body": "Drag moves the clip. Alt+drag slips the sound inside it. Double-click opens the clip editor.",
    "trim-start": "Drag trims the start of the clip, with Alt it stretches the sound. Keys: [ trims to the playhead.",
    "trim-end": "Drag trims the end of the clip, with Alt it stretches the sound. Keys: Ctrl+Shift+arrows trim, Alt+Shift+arrows stretch.",
    "fade-in": "Drag sets the fade in; up and down bends it.",
    "fade-out": "Drag sets the fade out; up and down bends it.",
    "curve-in": "Shift+drag up and down bends the fade; drag moves the clip.",
    "curve-out": "Shift+drag up and down bends the fade; drag moves the clip.",
    "gain": "Drag up and down: clip gain. Shift is fine, double-click is 0 dB.",
}
FROZEN = "The track is frozen: it plays a file of its sound. Unfreeze it to change its clips (menu of the track)."


def cursor_over(block: Block, where: Zone, hand: Hand, tool: str, ratio: float, *, frozen: bool) -> Qt.CursorShape | QCursor:
    """How the pointer looks there.  ratio : the screen's pixels for each point"""
    if tool == "split":
        return cursors.scissors(ratio)
    if frozen:
        return Qt.CursorShape.ForbiddenCursor
    if hand.alt and len(block.clips) == 1 and where in ("body", "header"):
        return cursors.slip(ratio)
    if hand.alt and len(block.clips) == 1 and where in ("trim-start", "trim-end"):
        return cursors.stretch(ratio)
    return CURSORS.get(where, Qt.CursorShape.PointingHandCursor)


def words_over(where: Zone, problem: str, *, frozen: bool) -> str:
    """What the place does.  problem : why the clip can't be heard"""
    if frozen:
        return FROZEN
    return f"{problem}. The clip is silent until the file is back." if problem else WORDS[where]


def badges(track: Track, block: Block, source: Source | None) -> tuple[str, ...]:
    """What stands at the right of a clip's header: icons (frozen, grouped) and words (stretched, tuned, reversed)."""
    found: tuple[str, ...] = ("snow",) if track.frozen is not None else ()
    if block.first.group is not None:
        found = (*found, "link")
    if source is None or source.recipe is None:
        return found
    recipe = source.recipe
    return (*found, *sound_words(Sound(recipe.stretch, recipe.cents, recipe.reverse)).split(", "))
