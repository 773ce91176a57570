"""What preferences change at once: theme, scale, keys, the wheel."""

from PySide6.QtCore import QObject

from daw.preferences import Preferences
from daw.ui import metrics, theme
from daw.ui.studio import Studio
from daw.ui.widgets.gesture import WheelRest


class Looks(QObject):
    """Applies the preferences of a studio, now and whenever they change."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        studio.preferences_changed.connect(self._on_change)

    def use_theme(self, name: str) -> None:
        """Dark, light or high contrast, at once and everywhere."""
        self._studio.prefer(theme=name)

    def scale_by(self, percent: int) -> None:
        """Larger or smaller by so many percent, 80 to 200."""
        wanted = round((metrics.scale() + percent) / 10) * 10
        self._studio.prefer(scale=max(metrics.LOWEST_SCALE, min(metrics.HIGHEST_SCALE, wanted)))

    def _on_change(self, old: Preferences, new: Preferences) -> None:
        WheelRest.needs_ctrl = new.wheel_needs_ctrl
        if old.shortcuts != new.shortcuts:
            self._studio.actions.set_own_shortcuts(new.shortcuts)
        apply(new)


def apply(chosen: Preferences) -> None:
    """Use the theme and the scale that are preferred."""
    if chosen.theme in theme.THEMES and chosen.theme != theme.current().name:
        theme.switch(chosen.theme)
    if chosen.scale != metrics.scale():
        metrics.set_scale(chosen.scale)
