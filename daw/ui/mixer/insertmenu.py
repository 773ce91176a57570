"""What can be done with an effect of a strip, as menus."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.model.track import Slot, Track
from daw.ui.mixer.stripkind import look
from daw.ui.studio import Studio

if TYPE_CHECKING:
    from daw.ui.mixer.insertrack import InsertRack


def open_slot_menu(rack: "InsertRack", studio: Studio, track: Track, slot_id: str, place: QPoint) -> QMenu:
    """The menu of an effect."""
    slot = next(one for one in track.slots if one.id == slot_id)
    menu = _menu(rack)
    menu.addAction("Open", partial(studio.open_editor, slot_id))
    menu.addAction("Open in a window", partial(open_window, studio, slot_id))
    menu.addAction("Switch on" if slot.bypassed else "Bypass", partial(studio.do, edits.set_bypass, slot_id, not slot.bypassed))
    menu.addAction("Rename…", partial(rack.rename, slot_id))
    menu.addAction("Replace…", partial(rack.open_list, slot_id))
    _add_presets(menu.addMenu("Presets"), studio, slot)
    _add_sidechain(menu.addMenu("Side-chain"), studio, track, slot_id)
    _add_copies(menu.addMenu("Copy to"), studio, track, slot_id)
    menu.addSeparator()
    _add_all(menu, studio, track)
    menu.addSeparator()
    menu.addAction("Remove\tDel", partial(rack.remove, slot_id))
    menu.popup(place)
    return menu


def open_empty_menu(rack: "InsertRack", studio: Studio, track: Track, place: QPoint) -> QMenu:
    """The menu of the room without effects."""
    menu = _menu(rack)
    menu.addAction("Add effect…", rack.open_list)
    _add_all(menu, studio, track)
    menu.popup(place)
    return menu


def _menu(rack: "InsertRack") -> QMenu:
    menu = QMenu(rack)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add_all(menu: QMenu, studio: Studio, track: Track) -> None:
    """Bypass for all effects of the strip."""
    all_off = bool(track.slots) and all(slot.bypassed for slot in track.slots)
    words = "Switch all on" if all_off else "Bypass all"
    action = menu.addAction(words, partial(studio.do, edits.set_bypass_all, track.id, not all_off))
    action.setEnabled(bool(track.slots))


def _add_presets(menu: QMenu, studio: Studio, slot: Slot) -> None:
    """The user's own presets and those that came with the program; the editor keeps new ones."""
    from daw import presets, registry

    effect = registry.effects().get(slot.effect)
    if effect is None:
        menu.setEnabled(False)
        return
    menu.addAction("Defaults", partial(studio.do, edits.set_parameters, slot.id, {}))
    for found in (presets.own(slot.effect), presets.factory(slot.effect)):
        if found:
            menu.addSeparator()
        for preset in found:
            values = presets.values_of(effect, preset)
            action = menu.addAction(preset.name, partial(studio.do, edits.set_parameters, slot.id, values))
            action.setCheckable(True)
            action.setChecked(presets.same(effect, values, slot.values))


def _add_sidechain(menu: QMenu, studio: Studio, track: Track, slot_id: str) -> None:
    slot = next(one for one in track.slots if one.id == slot_id)
    seen = look(studio.session)
    choices: list[tuple[str | None, str]] = [(None, "Its own sound")]
    choices += [(one.id, one.name) for one in studio.session.tracks if one.kind != "master" and not seen.reaches(track.id, one.id)]
    for source, words in choices:
        action = menu.addAction(words, partial(studio.do, edits.set_sidechain, slot_id, source))
        action.setCheckable(True)
        action.setChecked(slot.sidechain == source)


def _add_copies(menu: QMenu, studio: Studio, track: Track, slot_id: str) -> None:
    for one in studio.session.tracks:
        words = f"{one.name} (again)" if one.id == track.id else one.name
        menu.addAction(words, partial(studio.do, edits.copy_slot, slot_id, one.id))


def open_window(studio: Studio, slot_id: str) -> None:
    """An effect's editor in a window of its own."""
    from daw.ui.editors import open_floating

    open_floating(studio, slot_id)
