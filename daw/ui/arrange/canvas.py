"""The canvas: rows over time.  It draws the parts' rows into a kept picture and gives them the hand; it knows no clip itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QNativeGestureEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from daw.model import folders
from daw.model.session import Session
from daw.ui import theme as themes
from daw.ui.arrange.focusproxy import FocusProxy
from daw.ui.arrange.layers import Layers
from daw.ui.arrange.mark import Marks
from daw.ui.arrange.picture import Picture
from daw.ui.arrange.pointer import Pointer
from daw.ui.arrange.rowpart import Hand, RowPart, WaveInk
from daw.ui.arrange.rows import Row, row_of, rows_between
from daw.ui.arrange.snapping import Snapped
from daw.ui.arrange.sticking import Sticking
from daw.ui.arrange.timeaxis import TimeAxis
from daw.ui.arrange.viewport import Viewport
from daw.ui.arrange.wavepaint import WavePainter
from daw.ui.arrange.waves import TileKey
from daw.ui.metrics import px
from daw.ui.widgets.bubble import Bubble

if TYPE_CHECKING:
    from daw.ui.studio import Studio

FRAME_MS = 16


class Canvas(QWidget):
    """`hovered(words)` : what the thing under the pointer does.  A `Surface` for its parts."""

    heights_asked = Signal(object, int)  # a row and notches: Alt+wheel
    waves_asked = Signal(int)  # notches: Alt+Shift+wheel

    def __init__(self, studio: "Studio", viewport: Viewport, waves: WavePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio, self.viewport, self.waves = studio, viewport, waves
        self.parts: dict[str, RowPart] = {}
        self.layers = Layers(self)
        self.picture = Picture(self.layers.draw, self.layers.bands, lambda: themes.current().canvas)
        self._rest = QTimer(self, singleShot=True, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._rest.timeout.connect(self._go_on)
        self.marks = Marks()
        self.sticking = Sticking(studio, viewport)
        self.pointer = Pointer(self)
        self.proxy = FocusProxy(self)
        self._bubble: Bubble | None = None
        self._seen = (viewport.axis, viewport.top)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # before the next line: the proxy would get it too
        self.setFocusProxy(self.proxy)
        self.setAccessibleName("Canvas")
        self.setProperty("zone", "canvas")
        viewport.moved.connect(self._on_moved)
        viewport.scrolled.connect(self._on_moved)
        viewport.laid_out.connect(self.refresh)
        viewport.redrawn.connect(self._on_redrawn)
        waves.waves.ready.connect(self._on_tiles)
        waves.waves.known.connect(self._on_known)
        themes.changes.changed.connect(self.refresh)
        studio.view.changed.connect(self._on_view)

    # what parts ask of it

    @property
    def axis(self) -> TimeAxis:
        return self.viewport.axis

    def rect_of(self, row: Row) -> QRectF:
        return QRectF(0, row.top - self.viewport.top, self.width(), row.height)

    def paint_wave(self, painter: QPainter, place: QRectF, source: str, offset: int, ink: WaveInk, gain_db: float = 0.0) -> None:
        self.waves.paint(painter, place, source, offset, self.axis, ink, gain_db)

    def snap(self, frame: int, hand: Hand | None = None, *, without: frozenset[str] = frozenset()) -> Snapped:
        return self.sticking.snap(frame, hand, without=without)

    def guide(self, snapped: Snapped | None) -> None:
        shown = snapped if snapped is not None and snapped.sticks else None
        self.marks.guide = None if shown is None else (shown.frame, shown.name)
        self.update()

    def bubble(self, text: str, at: QPointF | None = None) -> None:
        if not text:
            if self._bubble is not None:
                self._bubble.hide()
            return
        window = self.window()
        if self._bubble is None or self._bubble.parentWidget() is not window:
            self._bubble = Bubble(window)
        place = at if at is not None else (self.pointer.place)
        corner = self.mapTo(window, place.toPoint())
        self._bubble.say(text, QRect(corner.x() - px(8), corner.y() - px(8), px(16), px(28)))

    def preview(self, session: Session | None) -> None:
        self.viewport.preview(session)

    def refresh(self, row: Row | None = None) -> None:
        if row is None:
            self.waves.forget_places()
            self.picture.spoil()
            self.update()
        else:
            self.spoil(self.rect_of(row))

    def tell(self, name: str, value: str = "", help: str = "") -> None:
        self.proxy.show_thing(name, value, help)

    def take_keys(self) -> None:
        self.proxy.setFocus(Qt.FocusReason.MouseFocusReason)

    # drawing

    def spoil(self, rect: QRectF) -> None:
        """A place must be drawn anew."""
        area = rect.toAlignedRect().adjusted(-2, -1, 2, 1)
        self.picture.spoil(area)
        self.update(area)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if ratio != self.waves.ratio:
            self.waves.ratio = ratio
            self.waves.forget_places()
        self.picture.resize(self.size(), ratio)
        painter = QPainter(self)
        for rect in event.region():  # type: ignore[attr-defined]
            self.picture.paint(painter, QRect(rect))
        self.marks.paint(painter, event.rect(), self.axis, self.height(), self.viewport.top)
        painter.end()
        if (self.waves.faint or not self.picture.late.isEmpty()) and not self._rest.isActive():
            self._rest.start()

    def spoil_time(self, start: int, end: int) -> None:
        """A stretch of time must be drawn anew, on all rows."""
        self.spoil(QRectF(self.axis.x(start) - 2, 0, self.axis.width(end - start) + 4, self.height()))

    def _go_on(self) -> None:
        """In the next frame: draw more of what waits, and what fades in."""
        for rect in self.waves.fading():
            self.picture.spoil(rect.toAlignedRect(), late=True)
        self.update(self.picture.late)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.viewport.resize(self.width(), self.height())
        super().resizeEvent(event)

    def _on_moved(self) -> None:
        axis, top = self.viewport.axis, self.viewport.top
        (was, was_top), self._seen = self._seen, (axis, top)
        if axis.frames_per_px != was.frames_per_px:
            self.waves.forget_places()
            self.picture.stretch(was.frames_per_px / axis.frames_per_px, axis.x(was.first_frame))
            self.update()
            return
        dx, dy = round((was.first_frame - axis.first_frame) / axis.frames_per_px), was_top - top
        if not (dx or dy):
            return
        if not self.picture.shift(dx, dy):
            self.waves.forget_places()
        self.waves.move(dx, dy)
        if dx:
            self._spoil_stuck(was, axis, abs(dx))
        self.update()

    def _spoil_stuck(self, was: TimeAxis, axis: TimeAxis, moved: int) -> None:
        """Draw anew what sticks to the left edge while the rest moves."""
        for row in rows_between(self.viewport.rows, self.viewport.top, self.viewport.top + self.height()):
            part = self.parts.get(row.kind)
            room = part.stuck(row, was, axis) if part is not None else 0
            if room > 0:
                place = self.rect_of(row).toRect()
                place.setWidth(round(room) + moved)
                self.picture.spoil(place, late=True)

    def _on_redrawn(self, old: Session, new: Session) -> None:
        same_order = [track.id for track in old.tracks] == [track.id for track in new.tracks]
        if not same_order or old.tempo is not new.tempo or old.loop != new.loop or old.sources is not new.sources:
            self.refresh()
            return
        before = {track.id: track for track in old.tracks}
        changed = {track.id for track in new.tracks if before[track.id] is not track}
        changed |= folders.above(new, changed)  # a folder shows what lies in it
        for row in self.viewport.rows:
            if row.track_id in changed:
                self.refresh(row)

    def _on_tiles(self, keys: list[TileKey]) -> None:
        for rect in self.waves.arrived(keys):
            self.picture.spoil(rect.toAlignedRect(), late=True)
        self.update(self.picture.late)

    def _on_known(self, _source_id: str) -> None:
        self.waves.forget_places()
        self.picture.spoil(late=True)
        self.update()

    def _on_view(self, names: frozenset[str]) -> None:
        if names & {"grid", "loop"}:
            self.refresh()
        if "tool" in names:
            self.pointer.renew_cursor()

    # the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take_keys()
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointer.leave()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.pointer.open_menu(QPointF(event.pos() if mouse else self.proxy.geometry().center()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.viewport.zoom(1.0 + event.value(), event.position().x())
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.pointer.wheel(event)

    # the row the keys go to

    def focus_row(self) -> Row | None:
        """The row in focus: of the chosen take or envelope, else of the track."""
        selection, listed = self.studio.selection, self.viewport.rows
        if selection.envelope is not None:
            found = row_of(listed, selection.envelope[0], "automation", selection.envelope[1])
            if found is not None:
                return found
        if selection.take is not None:
            for row in listed:
                if row.kind == "take" and row.item == selection.take:
                    return row
        return row_of(listed, selection.track) if selection.track is not None else None

    def refresh_focus(self) -> None:
        """The focus came or went: its ring is drawn or not."""
        row = self.focus_row()
        if row is not None:
            self.refresh(row)

    def set_edit_cursor(self, frame: int | None) -> None:
        """Where paste goes; None: where the playhead is."""
        self.marks.cursor = frame
        self.update()
