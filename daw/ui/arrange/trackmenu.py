"""Menus of a track: its own, and when you hear yourself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from daw.model import edits, folders
from daw.model.limits import COLORS
from daw.model.track import Track
from daw.ui.arrange.clipmenu import add_action
from daw.ui.icons import icon
from daw.ui.theme import current

if TYPE_CHECKING:
    from daw.ui.studio import Studio

HEAR = (("auto", "While armed"), ("on", "Always"), ("off", "Never"))
HEIGHTS = (("mini", "Mini"), ("normal", "Normal"), ("large", "Large"), ("huge", "Huge"))


class _Do:
    """Does one edit."""

    def __init__(self, studio: "Studio", edit: Callable[..., object], *args: object) -> None:
        self.studio, self.edit, self.args = studio, edit, args

    def __call__(self) -> None:
        self.studio.do(self.edit, *self.args)  # type: ignore[arg-type]


class _Height:
    """Gives a track another height."""

    def __init__(self, studio: "Studio", track_id: str, height: str) -> None:
        self.studio, self.track_id, self.height = studio, track_id, height

    def __call__(self) -> None:
        self.studio.view.set_height(self.track_id, self.height)


def fill_hear_menu(menu: QMenu, studio: "Studio", track: Track) -> None:
    """When the live input is heard."""
    for key, words in HEAR:
        line = menu.addAction(words, _Do(studio, edits.set_monitor, track.id, key))
        line.setCheckable(True)
        line.setChecked(track.monitor == key)


def fill_track_menu(menu: QMenu, studio: "Studio", track: Track, rename: Callable[[], None]) -> None:
    """What can be done with a track."""
    menu.addAction(f"Rename\t{studio.actions.shown('track.rename')}", rename)
    colors = menu.addMenu("Colour")
    for name in COLORS:
        colors.addAction(icon("stop", current().track(name)), name.capitalize(), _Do(studio, edits.set_track_color, track.id, name))
    heights = menu.addMenu("Height")
    for key, words in HEIGHTS:
        line = heights.addAction(words, _Height(studio, track.id, key))
        line.setCheckable(True)
        line.setChecked(studio.view.height(track.id) == key)
    show = menu.addMenu("Show")
    add_action(show, studio, "view.takes")
    add_action(show, studio, "view.automation")
    if track.kind == "audio":
        hear = menu.addMenu("Hear yourself")
        fill_hear_menu(hear, studio, track)
        output = menu.addMenu("Output")
        _fill_outputs(output, studio, track)
    menu.addSeparator()
    add_action(menu, studio, "track.duplicate")
    if track.kind != "master":
        _fill_folders(menu.addMenu("Add to folder"), studio, track)
    add_action(menu, studio, "track.freeze", "Unfreeze" if track.frozen is not None else "Freeze")
    menu.addSeparator()
    add_action(menu, studio, "track.delete")


def _fill_folders(menu: QMenu, studio: "Studio", track: Track) -> None:
    """Into a new folder, one of those there are, or out of its own."""
    add_action(menu, studio, "track.new-folder")
    up = folders.parents(studio.session)
    held = {track.id, *folders.inside(studio.session, track.id)}
    for bus in studio.session.tracks:
        if bus.kind == "bus" and bus.id not in held and up.get(track.id) != bus.id:
            menu.addAction(icon("folder", current().track_ink(bus.color)), bus.name, _Do(studio, edits.add_to_folder, [track.id], bus.id))
    menu.addSeparator()
    add_action(menu, studio, "track.leave-folder")


def _fill_outputs(menu: QMenu, studio: "Studio", track: Track) -> None:
    for bus in studio.session.tracks:
        if bus.kind == "audio" or bus.id == track.id:
            continue
        target = None if bus.kind == "master" else bus.id
        line = menu.addAction(bus.name, _Do(studio, edits.set_output, track.id, target))
        line.setCheckable(True)
        line.setChecked(track.output == target)
