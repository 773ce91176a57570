"""Snapping on the canvas: whether it is on, what there is to stick to, and how near that must be."""

from typing import TYPE_CHECKING

from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.snapping import NEAR_PX, GridOf, Place, Snapped, places, stick
from daw.ui.arrange.viewport import Viewport
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.studio import Studio


class Sticking:
    """What the view and the song say about snapping now."""

    def __init__(self, studio: "Studio", viewport: Viewport) -> None:
        self.studio, self.viewport = studio, viewport
        self._stops: tuple[object, list[Place]] = (None, [])

    def is_on(self, hand: Hand | None) -> bool:
        """Whether things stick: as the view says, turned round while Ctrl is held."""
        return self.studio.view.snap != bool(hand is not None and hand.ctrl)

    def stops(self, without: frozenset[str] = frozenset()) -> list[Place]:
        """What things stick to besides the grid."""
        key = (self.studio.session, self.studio.position, without)
        known = self._stops[0]
        if not isinstance(known, tuple) or known[0] is not key[0] or known[1:] != key[1:]:
            self._stops = (key, places(self.studio.session, playhead=self.studio.position, without=without))
        return self._stops[1]

    @property
    def grid_of(self) -> GridOf:
        """Frame → the nearest line of the grid."""
        return GridOf(self.studio.session, self.studio.view.grid, self.viewport.axis.frames_per_px)

    @property
    def reach(self) -> float:
        """So many frames away things stick."""
        return px(NEAR_PX) * self.viewport.axis.frames_per_px

    def snap(self, frame: int, hand: Hand | None = None, *, without: frozenset[str] = frozenset()) -> Snapped:
        """Where a frame sticks."""
        if not self.is_on(hand):
            return Snapped(max(0, frame))
        return stick(max(0, frame), self.stops(without), self.grid_of(frame), self.reach)

    def snap_on(self, frame: int) -> int:
        """Where a frame sticks, whether the view says so or not."""
        return stick(max(0, frame), self.stops(), self.grid_of(frame), self.reach).frame
