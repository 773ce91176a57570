"""The Takes panel: the takes of the track in focus with stars, note, length and what went wrong."""

from daw.ui.inspector.takesgroup import TakeGroup, TakesGroup, visible
from daw.ui.rail.panel import Panel
from daw.ui.studio import Studio
from daw.ui.widgets.label import Paragraph


class Takes(Panel):
    """All takes, and what is known of the chosen one."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Takes")
        self._studio = studio
        self.empty = Paragraph("Your takes line up here.\nRate them with the keys 1 to 5.")
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
