"""The column of headers beside the canvas: one for each row, made when it is first seen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from daw.model.session import Session
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.arrange.canvas import Canvas
from daw.ui.arrange.headercarry import Carrying
from daw.ui.arrange.headeredge import REACH, HeaderEdge
from daw.ui.arrange.rows import TRACK_HEIGHTS, Row
from daw.ui.arrange.trackheader import TrackHeader
from daw.ui.arrange.viewport import Viewport
from daw.ui.metrics import px

if TYPE_CHECKING:
    from daw.ui.studio import Studio, Tick

NAMES = tuple(TRACK_HEIGHTS)
FAR = 100_000  # pixels: more than can be scrolled, so that what is scrolled along still covers all
LATER_MS = 30  # between two headers made beforehand
Key = tuple[str, str, str]


class Headers(QWidget):
    """As high as the canvas, and scrolled with it."""

    def __init__(self, studio: "Studio", viewport: Viewport, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio, self.viewport, self.canvas = studio, viewport, canvas
        self.made: dict[Key, QWidget] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else a scroll would draw everything
        self.setProperty("zone", "headers")
        self.setAccessibleName("Track headers")
        viewport.laid_out.connect(self.arrange)
        viewport.scrolled.connect(self._on_scrolled)
        viewport.redrawn.connect(self._on_redrawn)
        studio.ticked.connect(self._on_tick)
        self.carry = Carrying(self)
        self.edge = HeaderEdge(studio, self)  # a child: Qt draws everything anew where something else lies over what is scrolled
        self._top = viewport.top
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._make_one)
        self.arrange()

    def header(self, track_id: str) -> TrackHeader | None:
        """The header of a track, if it was seen already."""
        found = self.made.get(("track", track_id, ""))
        return found if isinstance(found, TrackHeader) else None

    def arrange(self) -> None:
        """Put every header where its row is."""
        keys = {row.key for row in self.viewport.rows}
        for key in [key for key in self.made if key not in keys]:
            gone = self.made.pop(key)
            if isValid(gone):
                gone.hide()
                gone.deleteLater()
        number, buses = 0, {track.id for track in self.viewport.shown.tracks if track.kind != "audio"}
        for row in self.viewport.rows:
            number += row.kind == "track" and row.track_id not in buses
            top = row.top - self.viewport.top
            if top >= self.height() or top + row.height <= 0:
                if row.key in self.made:
                    self.made[row.key].hide()
                continue
            widget = self.made.get(row.key) or self._make(row)
            if widget is None:
                continue
            widget.setGeometry(0, top, self.width() - 1, row.height)
            widget.show()
            if isinstance(widget, TrackHeader):
                widget.show_place(number, row.depth, folded=row.track_id in self.studio.view.folded)
        self.carry.mark.raise_()
        self._later.start()

    def _on_scrolled(self) -> None:
        """What stays in sight is moved as it is, not drawn."""
        way, self._top = self._top - self.viewport.top, self.viewport.top
        if abs(way) < self.height():
            self.scroll(0, way)
        self.arrange()

    def _make_one(self) -> None:
        """Make one of the headers out of sight, so that scrolling finds them made."""
        missing = next((row for row in self.viewport.rows if row.key not in self.made and row.kind == "track"), None)
        if missing is not None and self.isVisible():
            made = self._make(missing)
            if made is not None:
                made.setGeometry(0, self.height(), self.width() - 1, missing.height)
                made.show()  # takes the style on, which is half of the work
                made.hide()
            self._later.start()

    def _make(self, row: Row) -> QWidget | None:
        part = self.canvas.parts.get(row.kind)
        widget = part.header(row, self) if part is not None else None
        if widget is None:
            return None
        self.made[row.key] = widget
        self.edge.raise_()
        if isinstance(widget, TrackHeader):
            widget.grabbed.connect(self.carry.grab)
            widget.dragged.connect(self.carry.move)
            widget.dropped.connect(self._on_dropped)
            widget.edge_dragged.connect(self._on_edge)
            self._show_solo(self.studio.session, widget)
        return widget

    # meters and solo

    def _on_tick(self, tick: "Tick") -> None:
        if not self.isVisible():
            return
        for (kind, track_id, _), widget in self.made.items():
            if kind == "track" and isinstance(widget, TrackHeader) and widget.isVisible():
                widget.follow(tick.position)
                level = tick.levels.tracks.get(track_id) if tick.levels is not None else None
                if level is not None:
                    widget.show_level(level)

    def _on_redrawn(self, _old: Session, new: Session) -> None:
        for widget in self.made.values():
            if isinstance(widget, TrackHeader):
                self._show_solo(new, widget)

    @staticmethod
    def _show_solo(session: Session, widget: TrackHeader) -> None:
        track = next((one for one in session.tracks if one.id == widget.track_id), None)
        if track is not None:
            widget.show_solo_elsewhere(muted=solo_silences(session, track))

    def _on_dropped(self, meant: bool) -> None:  # noqa: FBT001  a slot
        self.carry.drop(meant=meant)

    # heights

    def _on_edge(self, track_id: str, height: float) -> None:
        nearest = min(NAMES, key=lambda name: abs(px(TRACK_HEIGHTS[name]) - height))
        self.studio.view.set_height(track_id, nearest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        reach = 2 * px(REACH) + 1
        self.edge.setGeometry(self.width() - reach, -FAR, reach, self.height() + 2 * FAR)
        self.arrange()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.canvas.heights_asked.emit(self.canvas.pointer.row_under(event.position()), 1 if notches > 0 else -1)
        else:
            self.viewport.scroll_to(self.viewport.top - (event.pixelDelta().y() or notches * px(60)))
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), themes.current().panel)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), themes.current().line)
        painter.end()


def solo_silences(session: Session, track: Track) -> bool:
    """Whether a track is silent because another is soloed."""
    return any(one.solo for one in session.tracks) and not track.solo and track.kind == "audio"
