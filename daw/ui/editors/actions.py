"""What can be done to the effect that is shown, for the command search and the keys."""

from functools import partial

from PySide6.QtCore import QObject

from daw.model import edits
from daw.ui.editors.equalloudness import equal_loudness
from daw.ui.editors.floating import open_floating
from daw.ui.editors.partlistening import DIFFERENCE, part_listening
from daw.ui.editors.slotlink import SlotLink, find_slot
from daw.ui.editors.twosettings import two_settings
from daw.ui.studio import Studio

WHY = "Open an effect first: its name in the mixer, or E on a track."


def shown(studio: Studio) -> str | None:
    """The slot that is chosen."""
    slot_id = studio.selection.slot
    return slot_id if slot_id is not None and find_slot(studio.session, slot_id) is not None else None


def register(studio: Studio) -> None:
    """Make known what concerns the chosen effect."""
    add = studio.actions.add

    def enabled() -> bool:
        return shown(studio) is not None

    for key, words, run, shortcut in (
        ("effect.bypass", "Bypass the shown effect, or switch it on", _bypass, ""),
        ("effect.float", "Open the shown effect in a window of its own", _float, "Shift+E"),
        ("effect.letter", "A or B of the shown effect", _letter, ""),
        ("effect.copy-letter", "Copy A to B, or B to A, of the shown effect", _copy, ""),
        ("effect.equal", "Compare the shown effect at equal loudness", _equal, ""),
        ("effect.difference", "Listen to what the shown effect changes", _difference, ""),
        ("effect.defaults", "Put every parameter of the shown effect back", _defaults, ""),
        ("effect.next", "Show the next effect of the track", partial(_step, way=1), ""),
        ("effect.previous", "Show the previous effect of the track", partial(_step, way=-1), ""),
    ):
        add(key, words, partial(run, studio), shortcut, enabled=enabled, why=WHY, keywords="editor plugin insert")


def _slot(studio: Studio) -> str:
    slot_id = shown(studio)
    if slot_id is None:
        raise KeyError(WHY)  # an action that is not enabled is not run
    return slot_id


def _bypass(studio: Studio) -> None:
    found = find_slot(studio.session, _slot(studio))
    if found is not None:
        studio.do(edits.set_bypass, found[1].id, not found[1].bypassed)


def _float(studio: Studio) -> None:
    open_floating(studio, _slot(studio))


def _letter(studio: Studio) -> None:
    settings, owner = two_settings(studio), QObject()
    link = SlotLink(studio, _slot(studio), owner)
    settings.show(link, settings.other(link.slot_id))
    studio.say(f"{settings.letter(link.slot_id)} of {link.name} is heard.")
    link.end()


def _copy(studio: Studio) -> None:
    owner = QObject()
    link = SlotLink(studio, _slot(studio), owner)
    two_settings(studio).copy(link)
    link.end()


def _equal(studio: Studio) -> None:
    equal = equal_loudness(studio)
    if equal.slot_id == _slot(studio):
        equal.stop()
    else:
        equal.start(_slot(studio))


def _difference(studio: Studio) -> None:
    part_listening(studio).toggle(_slot(studio), DIFFERENCE)


def _defaults(studio: Studio) -> None:
    studio.do(edits.set_parameters, _slot(studio), {})


def _step(studio: Studio, *, way: int) -> None:
    found = find_slot(studio.session, _slot(studio))
    if found is not None:
        ids = [slot.id for slot in found[0].slots]
        studio.open_editor(ids[(ids.index(found[1].id) + way) % len(ids)])
