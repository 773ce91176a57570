"""What of the song is seen: the rows, the stretch of time, how far down.  Every strip of the arrange view looks through the same one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from daw.model.session import Session
from daw.ui import metrics
from daw.ui.arrange.rows import Row, rows, total_height
from daw.ui.arrange.timeaxis import CLOSEST, TimeAxis, fitting, song_end

if TYPE_CHECKING:
    from daw.ui.studio import Studio

NOTCH = 2.0**0.25  # zoom of one notch of the wheel
EMPTY_S = 60.0  # how much of an empty song is shown at most
ROOM_BELOW = 120  # pixels that can be scrolled to below the last row
PAGE_MARGIN = 0.05  # of the width: where the playhead lands when a page is turned


class Viewport(QObject):
    """`moved` : scrolled or zoomed in time.  `scrolled` : up or down.  `laid_out` : the rows are others.  `redrawn` : so is `shown`."""

    moved = Signal()
    scrolled = Signal()
    laid_out = Signal()
    redrawn = Signal(object, object)  # (old, new) sessions

    def __init__(self, studio: "Studio", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.shown: Session = studio.session  # the song, or what a drag under way would make of it
        self.rows: tuple[Row, ...] = ()
        self.top = 0  # pixels scrolled down
        self.width, self.height = 800, 400
        self.following = True
        self._axis = TimeAxis()
        self._was_playing = False
        self._end_of: tuple[Session | None, int] = (None, 0)
        self._owners: tuple[object, dict[str, str]] = (None, {})
        self._back: tuple[float, int] | None = None  # where Z goes back to
        studio.session_changed.connect(self._on_session)
        studio.view.changed.connect(self._on_view)
        studio.transport_changed.connect(self._on_transport)
        metrics.changes.changed.connect(self.lay_out)
        self._read_axis()
        self.lay_out()

    # what is seen

    @property
    def axis(self) -> TimeAxis:
        """Where frames stand; its first frame lies on a whole pixel, so that scrolling moves pictures by whole pixels."""
        return self._axis

    @property
    def end(self) -> int:
        """The first frame that is not seen any more."""
        return round(self._axis.first_frame + self.width * self._axis.frames_per_px)

    @property
    def content_height(self) -> int:
        """Pixels of all rows, and some room below."""
        return total_height(self.rows) + metrics.px(ROOM_BELOW)

    @property
    def song_end(self) -> int:
        """The first frame after everything in the song."""
        if self._end_of[0] is not self.shown:
            self._end_of = (self.shown, song_end(self.shown))
        return self._end_of[1]

    def owner(self, clip_id: str) -> str | None:
        """The id of the track a clip lies on."""
        tracks = self.shown.tracks
        if self._owners[0] is not tracks:
            self._owners = (tracks, {clip.id: track.id for track in tracks for clip in track.clips})
        return self._owners[1].get(clip_id)

    @property
    def longest(self) -> float:
        """The most frames per pixel: twice the song fills the width."""
        length = max(2 * self.song_end, round(EMPTY_S * self.studio.sample_rate))
        return length / max(1, self.width)

    def resize(self, width: int, height: int) -> None:
        """The canvas has another size."""
        if (width, height) != (self.width, self.height):
            self.width, self.height = max(1, width), max(1, height)
            if self.studio.view.is_new and width > 100:
                self.studio.view.is_new = False
                self.show_all()
            self.scroll_to(self.top)
            self.moved.emit()

    # moving in time

    def look(self, axis: TimeAxis) -> None:
        """Show another stretch of time."""
        self.studio.view.set(frames_per_px=axis.frames_per_px, first_frame=max(0, round(axis.first_frame)))

    def zoom(self, factor: float, x: float) -> None:
        """Look `factor` times closer, about what is at `x`; the edge of a chosen range near `x` is what stays."""
        chosen = self.studio.selection.range or ()
        near = [self._axis.x(edge) for edge in chosen if abs(self._axis.x(edge) - x) <= metrics.px(5)]
        self.look(self._axis.zoomed(factor, near[0] if near else x, longest=self.longest))

    def zoom_step(self, notches: float) -> None:
        """Zoom by keys: about the playhead if it is seen, else about the middle."""
        x = self._axis.x(self.studio.position)
        self.zoom(NOTCH ** (2.0 * notches), x if 0 <= x <= self.width else self.width / 2)

    def pan(self, dx: float) -> None:
        """Scroll by pixels to the right; following rests until the next play."""
        self.following = False
        self.look(self._axis.moved(dx))

    def show_span(self, start: int, end: int) -> None:
        """Let a stretch of time fill the width; again: go back."""
        wanted = fitting(start, max(end, start + 1), self.width)
        view = self.studio.view
        if self._back is not None and abs(wanted.frames_per_px / view.frames_per_px - 1) < 1e-6:
            (scale, first), self._back = self._back, None
            view.set(frames_per_px=scale, first_frame=first)
            return
        self._back = (view.frames_per_px, view.first_frame)
        self.look(wanted)

    def show_all(self) -> None:
        """Let the whole song fill the width."""
        end = self.song_end or round(EMPTY_S / 2 * self.studio.sample_rate)
        self.look(fitting(0, end, self.width))

    def reveal(self, frame: int, end: int | None = None) -> None:
        """Scroll so far that a frame (and what follows up to `end`, as far as there is room) is seen."""
        x, last = self._axis.x(frame), self._axis.x(frame if end is None else end)
        margin = self.width * PAGE_MARGIN
        if x < 0 or x > self.width - margin or (last > self.width and x > margin):
            self.look(TimeAxis(max(0.0, frame - margin * self._axis.frames_per_px), self._axis.frames_per_px))

    def follow(self, frame: int) -> None:
        """Keep up with the playhead."""
        how = self.studio.view.follow
        if how == "off" or not self.following or not self._was_playing:
            return
        x = self._axis.x(frame)
        if how == "smooth" and not self.studio.preferences.reduced_motion:
            self.look(self._axis.moved(x - self.width / 2))
        elif x < 0 or x > self.width - 1:
            self.look(TimeAxis(max(0.0, frame - self.width * PAGE_MARGIN * self._axis.frames_per_px), self._axis.frames_per_px))

    # moving up and down

    def scroll_to(self, top: float) -> None:
        """Scroll so that `top` pixels of the rows are hidden."""
        limit = max(0, self.content_height - self.height)
        wanted = min(max(0, round(top)), limit)
        if wanted != self.top:
            self.top = wanted
            self.scrolled.emit()

    def reveal_row(self, row: Row) -> None:
        """Scroll so far that a row is seen."""
        if row.top < self.top:
            self.scroll_to(row.top)
        elif row.bottom > self.top + self.height:
            self.scroll_to(row.bottom - self.height)

    # what is shown

    def preview(self, session: Session | None) -> None:
        """Show what a drag would make of the song; None: the song again."""
        self._show(self.studio.session if session is None else session)

    def lay_out(self) -> None:
        """Place the rows anew."""
        found = rows(self.shown, self.studio.view, metrics.px)
        if found != self.rows:
            self.rows = found
            self.laid_out.emit()
            self.scroll_to(self.top)

    def _show(self, new: Session) -> None:
        old, self.shown = self.shown, new
        if old is new:
            return
        self.lay_out()
        self.redrawn.emit(old, new)

    def _on_session(self, _old: Session, new: Session) -> None:
        self._show(new)

    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"heights", "lanes", "folded"}:
            self.lay_out()
        if names & {"frames_per_px", "first_frame"}:
            self._read_axis()
            self.moved.emit()

    def _read_axis(self) -> None:
        view = self.studio.view
        scale = max(view.frames_per_px, CLOSEST)
        self._axis = TimeAxis(round(view.first_frame / scale) * scale, scale)

    def _on_transport(self) -> None:
        playing = self.studio.playing
        if playing and not self._was_playing:
            self.following = True
        self._was_playing = playing
