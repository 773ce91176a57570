"""What can be done with a take: the context menu of its lane."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.model.take import Take, Version
from daw.model.track import Track
from daw.ui.arrange.textcard import TextCard

if TYPE_CHECKING:
    from daw.ui.studio import Studio

STARS = "★★★★★"


def fill_take_menu(menu: QMenu, studio: "Studio", track: Track, take: Take) -> None:
    """Entries for one take of a track."""
    do = studio.do
    menu.addAction("Use whole take\tEnter", partial(do, edits.use_take, take.id))
    menu.addAction("Listen to this take", partial(studio.audition.listen, track.id, take.id, take.start, take.end))
    rating = menu.addMenu("Rating")
    for stars in range(5, 0, -1):
        rating.addAction(f"{STARS[:stars]}\t{stars}", partial(do, edits.rate_take, take.id, stars))
    rating.addAction("Not rated\t0", partial(do, edits.rate_take, take.id, 0))
    menu.addAction("Rename…", partial(_rename, studio, take, menu))
    menu.addAction("Note…", partial(_note, studio, take, menu))
    menu.addSeparator()
    _fill_versions(menu.addMenu("Comp versions"), studio, track)
    _fill_filter(menu.addMenu("Show"), studio, track)
    menu.addAction("Flatten the comp", partial(do, edits.flatten_comp, track.id))
    menu.addSeparator()
    menu.addAction("Delete take\tDel", partial(do, edits.hide_take, take.id))


def _fill_versions(menu: QMenu, studio: "Studio", track: Track) -> None:
    menu.addAction("Save this comp as a new version", partial(studio.do, edits.save_version, track.id))
    for version in track.versions:
        one = menu.addMenu(version.name)
        one.addAction("Use", partial(studio.do, edits.activate_version, version.id))
        one.addAction("Rename…", partial(_rename_version, studio, version, menu))
        one.addAction("Remove", partial(studio.do, edits.remove_version, version.id))


def _fill_filter(menu: QMenu, studio: "Studio", track: Track) -> None:
    menu.addAction("All takes", partial(_show_from, studio, track.id, 0))
    for stars in (3, 4, 5):
        menu.addAction(f"{stars} stars and more" if stars < 5 else "5 stars", partial(_show_from, studio, track.id, stars))
    hidden = [take for take in track.takes if take.hidden]
    if hidden:
        bin_menu = menu.addMenu("Bring back")
        for take in hidden:
            bin_menu.addAction(take.name, partial(studio.do, edits.show_take, take.id))


def _show_from(studio: "Studio", track_id: str, stars: int) -> None:
    """Show the takes of so many stars and more."""
    others = [lane for lane in studio.view.open_lanes(track_id) if lane.partition(":")[0] != "takes"]
    studio.view.lanes = {**studio.view.lanes, track_id: [f"takes:{stars}" if stars else "takes", *others]}


def _rename(studio: "Studio", take: Take, menu: QMenu) -> None:
    rename_take(studio, take, menu.pos())


def _note(studio: "Studio", take: Take, menu: QMenu) -> None:
    note_take(studio, take, menu.pos())


def _rename_version(studio: "Studio", version: Version, menu: QMenu) -> None:
    _card(studio, f"Name of version {version.name}", version.name, partial(studio.do, edits.rename_version, version.id), menu.pos())


def rename_take(studio: "Studio", take: Take, place: QPoint) -> TextCard | None:
    """Let another name be written, in a card at a point of the screen."""
    return _card(studio, f"Name of {take.name}", take.name, partial(studio.do, edits.rename_take, take.id), place)


def note_take(studio: "Studio", take: Take, place: QPoint) -> TextCard | None:
    """Let a note be written, in a card at a point of the screen."""
    return _card(studio, f"Note on {take.name}", take.note, partial(studio.do, edits.set_take_note, take.id), place, keeps_empty=True)


def _card(
    studio: "Studio", title: str, text: str, done: Callable[[str], object], place: QPoint, *, keeps_empty: bool = False
) -> TextCard | None:
    if studio.window is None:
        return None
    card = TextCard(title, text, done, studio.window, keeps_empty=keeps_empty)
    card.open_at(place)
    return card
