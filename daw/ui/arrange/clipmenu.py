"""Context menus of the canvas: of clips, and of empty places.  Every line is an action, or says why it can't be done."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.model.limits import COLORS
from daw.ui.icons import icon
from daw.ui.theme import current

if TYPE_CHECKING:
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio
FADES = (
    "clip.fade", "clip.fade-in-longer", "clip.fade-in-shorter", "clip.fade-in-faster", "clip.fade-in-slower", "clip.fade-out-longer",
    "clip.fade-out-shorter", "clip.fade-out-faster", "clip.fade-out-slower", "clip.no-fades", "clip.crossfade",
)  # fmt: skip


def add_action(menu: QMenu, studio: "Studio", key: str, words: str = "") -> QAction | None:
    """A line for an action, with its key shown; what can't be done is pale and says why in the status line."""
    action = studio.actions.all.get(key)
    if action is None:
        return None
    shown = studio.actions.shown(key)
    line = menu.addAction(f"{words or action.words}\t{shown}" if shown else words or action.words, lambda: studio.actions.trigger(key))
    if not action.is_enabled:
        line.setEnabled(False)
        line.setStatusTip(action.reason)
    return line


def fill_clip_menu(menu: QMenu, studio: "Studio", problem: str = "") -> None:
    """What can be done with the chosen clips."""
    if problem:
        add_action(menu, studio, "file.find-missing")
        menu.addSeparator()
    for key in ("clip.split", "clip.mute", "clip.gain"):
        add_action(menu, studio, key)
    fades = menu.addMenu("Fades")
    for key in FADES:
        add_action(fades, studio, key)
    for key in ("clip.tune", "clip.reverse", "clip.normalise"):
        add_action(menu, studio, key)
    menu.addSeparator()
    add_action(menu, studio, "clip.ungroup" if grouped(studio) else "clip.group")
    for key in ("clip.bounce", "clip.rename"):
        add_action(menu, studio, key)
    fill_colors(menu.addMenu("Colour"), studio)
    add_action(menu, studio, "edit.delete")


def grouped(studio: "Studio") -> bool:
    """Whether all chosen clips are in a group."""
    chosen = [clip for track in studio.session.tracks for clip in track.clips if clip.id in studio.selection.clips]
    return bool(chosen) and all(clip.group is not None for clip in chosen)


def fill_colors(menu: QMenu, studio: "Studio") -> None:
    """The palette, for the chosen clips."""
    ids = sorted(studio.selection.clips)
    menu.addAction("As the track", lambda: studio.do(edits.set_clip_color, ids, None))
    for name in COLORS:
        menu.addAction(icon("stop", current().track(name)), name.capitalize(), _Choose(studio, ids, name))


class _Choose:
    """Gives clips a colour."""

    def __init__(self, studio: "Studio", ids: list[str], color: str) -> None:
        self.studio, self.ids, self.color = studio, ids, color

    def __call__(self) -> None:
        self.studio.do(edits.set_clip_color, self.ids, self.color)


def fill_empty_menu(menu: QMenu, studio: "Studio", canvas: "Canvas", frame: int) -> None:
    """What can be done at an empty place of a track."""
    canvas.set_edit_cursor(canvas.snap(frame).frame)
    for key in ("edit.paste", "clip.import", "marker.add", "section.add", "edit.select-all", "view.takes", "view.automation"):
        add_action(menu, studio, key)
