"""What preferences change at once: theme, scale, keys, the wheel, Super for Alt, motion."""

from PySide6.QtCore import QObject

from daw.preferences import Preferences
from daw.ui import altswap, metrics, theme
from daw.ui.studio import Studio
from daw.ui.widgets import meterscale
from daw.ui.widgets.gesture import WheelRest
from daw.ui.widgets.meter import Meter

TOUCH = 1.4  # fingers want everything so much larger


class Looks(QObject):
    """Applies the preferences of a studio, now and whenever they change."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        studio.preferences_changed.connect(self._on_change)
        self._use(studio.preferences)

    def use_theme(self, name: str) -> None:
        """Dark, light or high contrast, at once and everywhere."""
        self._studio.prefer(theme=name)

    def scale_by(self, percent: int) -> None:
        """Larger or smaller by so many percent, 80 to 200."""
        wanted = round((self._studio.preferences.scale + percent) / 10) * 10
        self._studio.prefer(scale=max(metrics.LOWEST_SCALE, min(metrics.HIGHEST_SCALE, wanted)))

    def _on_change(self, old: Preferences, new: Preferences) -> None:
        if old.shortcuts != new.shortcuts:
            self._studio.actions.set_own_shortcuts(new.shortcuts)
        self._use(new)
        apply(new)

    def _use(self, chosen: Preferences) -> None:
        WheelRest.needs_ctrl = chosen.wheel_needs_ctrl
        Meter.calm = chosen.reduced_motion
        meterscale.chosen.use(chosen.meter_scale)
        self._studio.clock.set_calm(calm=chosen.reduced_motion)
        altswap.use(on=chosen.swap_alt)


def apply(chosen: Preferences) -> None:
    """Use the theme and the scale that are preferred."""
    if chosen.theme in theme.THEMES and chosen.theme != theme.current().name:
        theme.switch(chosen.theme)
    if scale_of(chosen) != metrics.scale():
        metrics.set_scale(scale_of(chosen))


def scale_of(chosen: Preferences) -> int:
    """The scale in percent: larger in touch mode."""
    return min(metrics.HIGHEST_SCALE, round(chosen.scale * (TOUCH if chosen.touch else 1.0)))
