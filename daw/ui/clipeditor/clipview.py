"""What the clip editor looks through: one row as high as it is, and a stretch of time of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from daw.ui.arrange.rows import Row
from daw.ui.arrange.timeaxis import TimeAxis, fitting
from daw.ui.arrange.viewport import Viewport

if TYPE_CHECKING:
    from daw.ui.studio import Studio

MARGIN = 0.04  # of the width, left and right of the clip


class ClipView(Viewport):
    """span : session frames the clip goes from and to.  reach : those its whole file would fill"""

    def __init__(self, studio: "Studio", parent: QObject | None = None) -> None:
        self.track_id: str | None = None
        self.span, self.reach = (0, 1), (0, 1)
        super().__init__(studio, parent)

    def aim(self, track_id: str | None, span: tuple[int, int], reach: tuple[int, int]) -> None:
        """Look at a clip of a track."""
        self.track_id, self.span, self.reach = track_id, span, reach
        self.lay_out()

    def show_all(self) -> None:
        """Let the clip fill the width."""
        self.look(fitting(*self.span, self.width, MARGIN))

    def show_file(self) -> None:
        """Let the whole of its file fill the width."""
        self.look(fitting(max(0, self.reach[0]), self.reach[1], self.width, MARGIN))

    @property
    def content_height(self) -> int:
        return self.height

    @property
    def longest(self) -> float:
        return 2.0 * max(self.reach[1] - self.reach[0], self.studio.sample_rate) / self.width

    def look(self, axis: TimeAxis) -> None:
        scale = axis.frames_per_px
        new = TimeAxis(round(max(0.0, axis.first_frame) / scale) * scale, scale)
        if new != self._axis:
            self._axis = new
            self.moved.emit()

    def resize(self, width: int, height: int) -> None:
        if (width, height) != (self.width, self.height):
            first = self._axis.first_frame, self._axis.first_frame + self.width * self._axis.frames_per_px
            whole = first[0] <= self.span[0] and first[1] >= self.span[1]
            self.width, self.height = max(1, width), max(1, height)
            self.lay_out()
            if whole:
                self.show_all()
            self.moved.emit()

    def lay_out(self) -> None:
        found = (Row("track", self.track_id, "", 0, self.height),) if self.track_id is not None else ()
        if found != self.rows:
            self.rows = found
            self.laid_out.emit()

    def follow(self, frame: int) -> None:
        if self.span[0] <= frame <= self.span[1]:
            super().follow(frame)

    def _on_view(self, names: frozenset[str]) -> None:
        """It has a stretch of time of its own."""

    def _read_axis(self) -> None:
        """As above."""
