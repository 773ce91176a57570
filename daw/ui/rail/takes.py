"""The Takes panel: the takes of the track in focus with stars, note, length and what went wrong."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from daw.ui.inspector.takesgroup import TakeGroup, TakesGroup, visible
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px
from daw.ui.rail.panel import Panel
from daw.ui.studio import Studio
from daw.ui.theme import Theme
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CENTER, draw_text

EMPTY = ("Your takes line up here.", "Rate them with the keys 1 to 5.")


class NoTakes(Painted):
    """What stands where takes will be: two lines in the upper middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join(EMPTY))

    def text(self) -> str:
        """Both lines."""
        return "\n".join(EMPTY)

    def natural_size(self) -> tuple[int, int]:
        return px(200), px(156)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        draw_text(painter, QRectF(0, px(104), self.width(), px(22)), EMPTY[0], BODY, SEMIBOLD, theme.text2, CENTER)
        draw_text(painter, QRectF(0, px(126), self.width(), px(20)), EMPTY[1], SECONDARY + 0.5, MEDIUM, theme.text2, CENTER)


class Takes(Panel):
    """All takes, and what is known of the chosen one."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Takes")
        self._studio = studio
        self.empty = NoTakes()
        self.takes, self.take = TakesGroup(studio), TakeGroup(studio)
        for widget in (self.empty, self.takes, self.take):
            self.put(widget)
        studio.session_changed.connect(self._show)
        studio.selection.changed.connect(self._show)
        self._show()

    def _show(self, *_: object) -> None:
        session, selection = self._studio.session, self._studio.selection
        audio = [track for track in session.tracks if track.kind == "audio"]
        track = next((one for one in audio if one.id == selection.track), audio[0] if len(audio) == 1 else None)
        takes = visible(track) if track is not None else []
        chosen = next((one for one in takes if one.id == selection.take), None)
        self.empty.setVisible(not takes)
        self.takes.setVisible(bool(takes))
        self.take.setVisible(chosen is not None)
        if track is not None:
            self.takes.show_track(track)
        if chosen is not None:
            self.take.show_take(chosen)
