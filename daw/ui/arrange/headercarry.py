"""Carrying a header: between others it gives the track another place, held over another for a moment it makes a folder of both."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from daw.model import edits, folders
from daw.ui import theme as themes
from daw.ui.arrange.rows import Row, row_at, row_of
from daw.ui.metrics import px, pxf
from daw.ui.theme import alpha, pen

if TYPE_CHECKING:
    from daw.ui.arrange.headers import Headers

HOLD_MS = 400  # so long over another track, and it becomes a folder
MIDDLE = 0.5  # of a header's height in which that is meant
FOLDER = "Folder"  # the name of a new one, until it is typed


class Carrying(QObject):
    """One header at a time."""

    def __init__(self, headers: "Headers") -> None:
        super().__init__(headers)
        self._headers, self._studio = headers, headers.studio
        self.mark = DropMark(headers)
        self.track: str | None = None
        self.gap: int | None = None  # the row of the tracks before which it would land
        self.into: str | None = None  # the track it would be put into, or together with
        self._over: str | None = None
        self._hold = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._hold.timeout.connect(self._held)

    @property
    def _tracks(self) -> list[Row]:
        return [row for row in self._headers.viewport.rows if row.kind == "track"]

    def grab(self, track_id: str) -> None:
        """A header is taken."""
        self.track = track_id

    def move(self, at: QPointF) -> None:
        """It is carried to a place of the screen."""
        headers = self._headers
        y = headers.mapFromGlobal(at.toPoint()).y() + headers.viewport.top
        tracks, row = self._tracks, row_at(headers.viewport.rows, y)
        owner = row_of(headers.viewport.rows, row.track_id) if row is not None else None
        if owner is None:
            self.gap = len(tracks) if y > 0 else 0
            self._rest_over(None)
        else:
            last = max(one.bottom for one in headers.viewport.rows if one.track_id == owner.track_id)
            self.gap = tracks.index(owner) + (y > (owner.top + last) / 2)
            middle = abs(y - (owner.top + owner.bottom) / 2) < owner.height * MIDDLE / 2
            self._rest_over(owner.track_id if middle and self._may_hold(owner.track_id) else None)
        self._show()

    def _may_hold(self, track_id: str) -> bool:
        session = self._studio.session
        return self.track is not None and track_id != self.track and track_id not in folders.inside(session, self.track)

    def _rest_over(self, track_id: str | None) -> None:
        if track_id != self._over:
            self._over, self.into = track_id, None
            if track_id is None:
                self._hold.stop()
            else:
                self._hold.start()

    def _held(self) -> None:
        self.into = self._over
        found = next((one for one in self._studio.session.tracks if one.id == self.into), None)
        if found is not None:
            words = f"Puts it into the folder {found.name}." if found.kind == "bus" else f"Puts it and {found.name} into a new folder."
            self._studio.say(words)
        self._show()

    def _show(self) -> None:
        top, tracks, rows = self._headers.viewport.top, self._tracks, self._headers.viewport.rows
        if self.into is not None:
            row = row_of(rows, self.into)
            if row is not None:
                self.mark.frame(QRect(0, row.top - top, self._headers.width(), row.height))
        elif self.gap is not None and rows:
            lower = tracks[self.gap].top if self.gap < len(tracks) else rows[-1].bottom
            self.mark.line(QRect(0, lower - top - px(1), self._headers.width(), px(3)))

    def drop(self, *, meant: bool) -> None:
        """It is let go, or (not meant) nothing happens."""
        track, gap, into = self.track, self.gap, self.into
        self.track = self.gap = None
        self._rest_over(None)
        self.mark.hide()
        if not meant or track is None:
            return
        if into is not None:
            self.put_into(track, into)
        elif gap is not None:
            self.place(track, gap)

    # what it does, also by keys and menus

    def put_into(self, track_id: str, into: str) -> None:
        """Put a track into a folder, or together with another into a new one."""
        target = next(one for one in self._studio.session.tracks if one.id == into)
        if target.kind == "bus":
            self._studio.do(edits.add_to_folder, [track_id], into)
        else:
            self.make_folder([into, track_id])

    def make_folder(self, track_ids: list[str]) -> None:
        """Put tracks into a new folder, and let its name be typed."""
        new = edits.upcoming(self._studio.session, "t")
        if self._studio.do(edits.make_folder, track_ids, FOLDER):
            self._studio.selection.select_track(new)
            header = self._headers.header(new)
            if header is not None and header.isVisible():
                header.rename()

    def leave(self, track_id: str) -> None:
        """Take a track out of its folder, to right after it."""
        session = self._studio.session
        up = folders.parents(session)
        if track_id not in up:
            return
        ids = [one.id for one in session.tracks]
        last = folders.inside(session, up[track_id])[-1]
        self._studio.do(edits.place_tracks, [track_id], ids[ids.index(last) + 1], up.get(up[track_id]))

    def place(self, track_id: str, gap: int) -> None:
        """Put a track before a row of the tracks; between those of a folder it comes into it."""
        session = self._studio.session
        moved = {track_id, *folders.inside(session, track_id)}
        rest = [row.track_id for row in self._tracks[gap:] if row.track_id not in moved]
        folder = folders.parents(session).get(rest[0]) if rest else None
        self._studio.do(edits.place_tracks, [track_id], rest[0] if rest else self._end(moved), folder)

    def _end(self, moved: set[str]) -> str | None:
        """The track after the last row, which has none itself."""
        ids = [track.id for track in self._studio.session.tracks]
        tracks = [row.track_id for row in self._tracks]
        last = ids.index(tracks[-1]) if tracks else -1
        hidden = folders.inside(self._studio.session, tracks[-1]) if tracks else []
        last = max([last, *(ids.index(one) for one in hidden)])
        return next((one for one in ids[last + 1 :] if one not in moved), None)

    def step(self, track_id: str, way: int) -> None:
        """Move a track one row up or down."""
        ids = [row.track_id for row in self._tracks]
        if track_id not in ids:
            return
        at = ids.index(track_id)
        moved = {track_id, *folders.inside(self._studio.session, track_id)}
        size = sum(one in moved for one in ids)
        gap = at - 1 if way < 0 else at + size + 1
        if 0 <= gap <= len(ids):
            self.place(track_id, gap)


class DropMark(QWidget):
    """Where a carried track would land: a line between headers, or a frame round one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._framed = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def line(self, place: QRect) -> None:
        """Between two."""
        self._lie(place, framed=False)

    def frame(self, place: QRect) -> None:
        """Round one."""
        self._lie(place, framed=True)

    def _lie(self, place: QRect, *, framed: bool) -> None:
        self._framed = framed
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, ink = QPainter(self), themes.current().accent
        if self._framed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), alpha(ink, 0.14))
            painter.setPen(pen(ink, pxf(2)))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        else:
            painter.fillRect(self.rect(), ink)
        painter.end()
