"""What undo and redo have changed is brought into view and lights up for a moment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from daw.model.session import Session
from daw.ui.arrange.canvas import Canvas
from daw.ui.arrange.rows import row_of

if TYPE_CHECKING:
    from daw.ui.studio import Studio

FLASH_MS = 300


class UndoShow(QObject):
    """Listens for undo, redo, and jumps in the history."""

    def __init__(self, studio: "Studio", canvas: Canvas) -> None:
        super().__init__(canvas)
        self.canvas = canvas
        self._change: tuple[Session, Session] | None = None
        self._timer = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._timer.timeout.connect(self._end)
        studio.session_changed.connect(self._on_session)
        studio.actions.triggered.connect(self._on_triggered)

    def _on_session(self, old: Session, new: Session) -> None:
        self._change = (old, new)

    def _on_triggered(self, key: str) -> None:
        change, self._change = self._change, None
        if key in ("edit.undo", "edit.redo", "edit.history") and change is not None:
            self.show(*change)

    def show(self, old: Session, new: Session) -> None:
        """Show the first track that is another one, and the clips on it that are; or the comment."""
        if old.comments is not new.comments:
            self._show_comment(old, new)
        before = {track.id: track for track in old.tracks}
        changed = next((track for track in new.tracks if before.get(track.id) is not track), None)
        row = row_of(self.canvas.viewport.rows, changed.id) if changed is not None else None
        if changed is None or row is None:
            return
        known, now = set(before[changed.id].clips) if changed.id in before else set(), set(changed.clips)
        clips = [clip for clip in changed.clips if clip not in known] or [clip for clip in known if clip not in now]
        self.canvas.viewport.reveal_row(row)
        if clips:
            start, end = min(clip.start for clip in clips), max(clip.end for clip in clips)
            self.canvas.viewport.reveal(start, end)
        else:  # the strip or the header: the whole row lights up, and the strip comes into sight
            axis = self.canvas.axis
            start, end = max(0, axis.frame(0)), axis.frame(self.canvas.width())
            self._show_strip(changed.id)
        self.canvas.marks.flash = (row, start, end)
        self.canvas.update()
        self._timer.start()

    def _show_strip(self, track_id: str) -> None:
        from daw.ui.mixer.mixer import Mixer

        window = self.canvas.studio.window
        for mixer in window.findChildren(Mixer) if window is not None else ():
            mixer.bring_into_sight(track_id)

    def _show_comment(self, old: Session, new: Session) -> None:
        """Bring the moment of a comment into view; one that is there is the chosen one."""
        came = [one for one in new.comments if one not in old.comments]
        changed = came or [one for one in old.comments if one not in new.comments]
        if changed:
            self.canvas.viewport.reveal(changed[0].frame)
            self.canvas.studio.selection.select_comment(changed[0].id if came else None)

    def _end(self) -> None:
        self.canvas.marks.flash = None
        self.canvas.update()
