"""The views: stored layouts of one window.  Changing one never moves the playhead, the selection or the sound."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from daw.ui.view import View


@dataclass
class Layout:
    """What a view keeps.  Sizes are at 100 % scale.  page : the tab of the dock.  panel : the open panel at the right, or none"""

    inspector_shown: bool = True
    dock_shown: bool = True
    inspector: int = 240
    headers: int = 248  # of the tracks
    dock: int = 396
    dock_effects: int = 520  # the dock with an editor in it
    panel_width: int = 280
    page: str = "mixer"
    panel: str = ""

    @property
    def dock_field(self) -> str:
        """The name of the height of the dock as it is now: an editor wants more room."""
        return "dock_effects" if self.page == "effects" else "dock"


DEFAULTS = {
    "record": Layout(inspector_shown=False, dock=232, panel_width=300, page="inputs", panel="takes"),
    "mix": Layout(),
}
LIMITS = {"inspector": (200, 360), "headers": (180, 360), "dock": (160, 2000), "dock_effects": (160, 2000), "panel_width": (240, 480)}


def layout_of(view: View, name: str | None = None) -> Layout:
    """The layout of a view as it was left, or as it comes; nonsense in the file is ignored."""
    name = name or view.layout
    kept = view.layouts.get(name, {})
    default = DEFAULTS[name]
    values: dict[str, Any] = {}
    for field in fields(Layout):
        value = kept.get(field.name) if isinstance(kept, dict) else None
        known = getattr(default, field.name)
        if type(value) is not type(known):
            value = known
        if field.name in LIMITS:
            low, high = LIMITS[field.name]
            value = min(max(int(value or 0), low), high)
        values[field.name] = value
    return Layout(**values)


def keep_layout(view: View, layout: Layout, name: str | None = None) -> None:
    """Remember the layout of a view."""
    view.layouts = {**view.layouts, name or view.layout: asdict(layout)}


def forget_layout(view: View) -> None:
    """Let the present view be as it comes."""
    view.layouts = {name: kept for name, kept in view.layouts.items() if name != view.layout}
