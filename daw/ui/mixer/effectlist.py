"""The list of effects behind "+": type to find one, favourites first."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from daw.ui.search import Item
from daw.ui.studio import Studio
from daw.ui.widgets.searchlist import SearchList

USUAL_FAVOURITES = ("daw.eq", "daw.compressor", "daw.reverb", "daw.delay")
KEYWORDS = {
    "daw.eq": "equaliser equalizer filter tone",
    "daw.compressor": "dynamics level",
    "daw.limiter": "maximizer ceiling loud dynamics",
    "daw.reverb": "room hall plate space echo",
    "daw.delay": "echo slap repeat",
    "daw.panner": "width stereo balance",
}


def favourites(studio: Studio) -> tuple[str, ...]:
    """The ids of the effects the person has starred, or those everybody needs."""
    return tuple(getattr(studio.preferences, "favourite_effects", None) or USUAL_FAVOURITES)


def effect_items(studio: Studio) -> list[Item]:
    """All effects there are, as things to be found; favourites first, in their order."""
    from daw import registry

    starred = favourites(studio)
    found = sorted(registry.effects().values(), key=lambda one: (starred.index(one.id) if one.id in starred else len(starred), one.name))
    return [
        Item(one.id, one.name, "" if one.id.startswith("daw.") else "own", KEYWORDS.get(one.id, ""), favourite=one.id in starred)
        for one in found
    ]


def open_effect_list(studio: Studio, title: str, place: QPoint, parent: QWidget) -> SearchList:
    """Show the list at a place of the screen; its `chosen(effect id)` says which."""
    found = SearchList(title, effect_items(studio), hint="Type an effect", parent=parent)
    found.open_at(place)
    return found


def effect_name(effect_id: str) -> str:
    """An effect's name, or its id where it can't be found."""
    from daw import registry

    try:
        return registry.find(effect_id).name
    except KeyError:
        return effect_id
