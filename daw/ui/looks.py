"""Theme and scale, and remembering them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from daw.ui import metrics, theme


class Looks(QObject):
    """remember : called with (theme, scale) whenever the person chose another"""

    def __init__(self, remember: Callable[[str, int], object] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._remember = remember

    def use_theme(self, name: str) -> None:
        """Dark, light or high contrast, at once and everywhere."""
        theme.switch(name)
        self._told()

    def scale_by(self, percent: int) -> None:
        """Larger or smaller by so many percent, 80 to 200."""
        metrics.set_scale(round((metrics.scale() + percent) / 10) * 10)
        self._told()

    def _told(self) -> None:
        if self._remember is not None:
            self._remember(theme.current().name, metrics.scale())
