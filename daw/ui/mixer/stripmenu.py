"""What can be done with a strip, as a menu; and buses and returns that come ready to use."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.icons import icon
from daw.ui.mixer.stripkind import look
from daw.ui.studio import Studio


def open_strip_menu(parent: QWidget, studio: Studio, track: Track, place: QPoint, rename: Callable[[], object]) -> QMenu:
    """The menu of a strip."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("Rename\tF2", rename)
    _add_colors(menu.addMenu("Colour"), studio, track)
    if track.kind != "master":
        menu.addAction("Duplicate", partial(studio.do, edits.duplicate_track, track.id))
        _add_outputs(menu.addMenu("Output"), studio, track)
        polarity = menu.addAction("Polarity inverted", partial(studio.do, edits.set_polarity, track.id, not track.polarity_inverted))
        polarity.setCheckable(True)
        polarity.setChecked(track.polarity_inverted)
    menu.addSeparator()
    add_buses(menu, studio)
    if track.kind != "master":
        menu.addSeparator()
        menu.addAction("Delete\tDel", partial(studio.do, edits.remove_track, track.id))
    menu.popup(place)
    return menu


def add_buses(menu: QMenu, studio: Studio) -> None:
    """Offer new buses and returns."""
    menu.addAction("Add bus", partial(add_bus, studio))
    menu.addAction("Add return with reverb", partial(add_return, studio, "Reverb", "daw.reverb"))
    menu.addAction("Add return with delay", partial(add_return, studio, "Delay", "daw.delay"))


def _add_colors(menu: QMenu, studio: Studio, track: Track) -> None:
    theme = themes.current()
    for name in themes.TRACK_COLORS:
        action = menu.addAction(
            icon("stop", theme.track(name)), name.capitalize(), partial(studio.do, edits.set_track_color, track.id, name)
        )
        action.setCheckable(True)
        action.setChecked(name == track.color)


def _add_outputs(menu: QMenu, studio: Studio, track: Track) -> None:
    for bus_id, words in look(studio.session).outputs(track):
        action = menu.addAction(words, partial(studio.do, edits.set_output, track.id, bus_id or None))
        action.setCheckable(True)
        action.setChecked((track.output or "") == bus_id)


def add_bus(studio: Studio) -> str:
    """A new bus in a colour of its own, which the chosen audio tracks go to; its id."""
    session = studio.session
    count = sum(track.kind == "bus" for track in session.tracks)
    colors = [name for name in themes.TRACK_COLORS if name != "stone"]
    bus = edits.upcoming(session, "t")
    chosen = [track.id for track in session.tracks if track.id in studio.selection.tracks and track.kind == "audio"]
    chosen = chosen if len(chosen) > 1 else []
    name = _free_name(studio, "Bus")
    calls: list[tuple[Any, tuple[Any, ...]]] = [(edits.add_bus, (name, None, colors[count % len(colors)]))]
    calls += ((edits.set_output, (one, bus)) for one in chosen)
    if studio.do_all(f"Add bus {name}", calls):
        studio.selection.select_track(bus)
    return bus


def add_return(studio: Studio, name: str, effect: str) -> str:
    """A new return with an effect that gives its sound alone; its id."""
    from daw import registry

    session = studio.session
    bus, name = edits.upcoming(session, "t"), _free_name(studio, name)
    calls: list[tuple[Any, tuple[Any, ...]]] = [(edits.add_bus, (name,))]
    found = registry.effects().get(effect)
    if found is not None:
        wet = {param.name: param.high for param in found.params if param.name in ("mix", "wet")}
        calls.append((edits.add_slot, (bus, effect, None, None, wet)))
    if studio.do_all(f"Add return {name}", calls):
        studio.selection.select_track(bus)
    return bus


def _free_name(studio: Studio, wanted: str) -> str:
    taken = {track.name for track in studio.session.tracks}
    number, name = 2, wanted
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
