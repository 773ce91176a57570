"""What a kind of row does: it draws, has a header, and takes the hand.  Tracks, take lanes and automation lanes are parts alike.

One part serves all rows of its kind.  The canvas calls it with the row and, for the mouse, a `Hand`; the part answers with edits through
`studio.do`, and asks the canvas (`Surface`) for snapping, the bubble, waves and a fresh picture.
"""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from daw.model.session import Session
from daw.ui.arrange.rows import Row
from daw.ui.arrange.snapping import Snapped
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.studio import Studio


STUCK = 320  # pixels in which a name that sticks to the edge may stand


class Hand(NamedTuple):
    """Where the pointer is.  at : in the canvas; frame : there, not snapped; below : pixels below the top of the row"""

    at: QPointF
    frame: int
    below: float
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def ctrl(self) -> bool:
        """Whether Ctrl is held."""
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)

    @property
    def alt(self) -> bool:
        """Whether Alt (or, by preference, Super) is held."""
        return bool(self.modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier))


class WaveInk(NamedTuple):
    """Colours of a wave: its peak shape, and the RMS core in it."""

    peak: QColor
    core: QColor


class Surface(Protocol):
    """What the canvas does for its parts."""

    @property
    def axis(self) -> TimeAxis: ...

    def rect_of(self, row: Row) -> QRectF:
        """Where a row shows on the canvas: scrolled, as wide as the canvas."""

    def paint_wave(self, painter: QPainter, place: QRectF, source: str, offset: int, ink: WaveInk, gain_db: float = 0.0) -> None:
        """Draw a source from its frame `offset` over `place`, at the axis's zoom.  `place` may reach far outside the canvas."""

    def snap(self, frame: int, hand: Hand | None = None, *, without: frozenset[str] = frozenset()) -> Snapped:
        """Where a frame sticks: to the grid, clips but those of `without`, playhead, markers, sections.  Ctrl held turns it round."""

    def guide(self, snapped: Snapped | None) -> None:
        """Show the line that names what a drag sticks to; None takes it away."""

    def bubble(self, text: str, at: QPointF | None = None) -> None:
        """Show a value beside the pointer while dragging; no text takes it away."""

    def preview(self, session: Session | None) -> None:
        """Show what a drag would make of the song, without changing it; None: the song again.  For drags that edit once, at their end."""

    def refresh(self, row: Row | None = None) -> None:
        """Draw a row, or everything, anew."""

    def tell(self, name: str, value: str = "", help: str = "") -> None:
        """What a screen reader is to know of the thing in focus: the focus proxy takes it."""

    def take_keys(self) -> None:
        """Let the keys go to the canvas."""


class RowPart:
    """A kind of row.  Subclasses override what they need; the defaults do nothing."""

    kind = ""

    def __init__(self, studio: "Studio", surface: Surface) -> None:
        self.studio, self.surface = studio, surface

    def header(self, row: Row, parent: QWidget) -> QWidget | None:
        """A widget for the row's place in the column of headers; that column sizes and moves it, the widget keeps itself up to date."""

    def paint(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        """Draw what is cached: until the song, the view or `surface.refresh` says otherwise.  The background and grid lie beneath.

        rect : the row's place, of which the painter may clip away parts
        """

    def paint_over(self, painter: QPainter, row: Row, rect: QRectF, axis: TimeAxis) -> None:
        """Draw what follows selection and pointer: outlines, handles.  It lies over all rows and is drawn often, so keep it small."""

    def stuck(self, row: Row, was: TimeAxis, axis: TimeAxis) -> float:
        """How many pixels at the left edge must be drawn again when time has been scrolled from `was` to `axis`: what sticks there."""
        return px(STUCK)

    def press(self, row: Row, hand: Hand) -> bool:
        """The left button went down; True claims the moves that follow, until `release` or `cancel`."""
        return False

    def move(self, row: Row, hand: Hand) -> None:
        """The pointer moved after a claimed press; `row` is still the row of the press, and `hand` may be anywhere."""

    def release(self, row: Row, hand: Hand) -> None:
        """The button went up after a claimed press."""

    def cancel(self, row: Row) -> None:
        """Esc during a claimed press: put back what it changed."""

    def double(self, row: Row, hand: Hand) -> bool:
        """A double-click; True if it meant something.  The first click's press and release have come before."""
        return False

    def hover(self, row: Row, hand: Hand | None) -> None:
        """The pointer rests over the row with no button down; None: it has left."""

    def cursor(self, row: Row, hand: Hand) -> Qt.CursorShape | QCursor:
        """How the pointer looks there."""
        return Qt.CursorShape.ArrowCursor

    def words(self, row: Row, hand: Hand) -> str:
        """What the thing under the pointer does, for the status line."""
        return ""

    def wants(self, row: Row, event: QKeyEvent) -> bool:
        """Whether a key is for this row, if it is in focus, even where a shortcut has it (the stars of a take)."""
        return False

    def key(self, row: Row, event: QKeyEvent) -> bool:
        """A key while the row is in focus; True if it meant something."""
        return False

    def menu(self, row: Row, hand: Hand, menu: QMenu) -> None:
        """Fill the context menu for what is under the pointer; left empty, none opens."""

    def tell(self, row: Row) -> None:
        """Let the focus proxy know what is in focus in this row."""
