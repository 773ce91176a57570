"""The header of a track: name and switches above, input, volume and meter below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.automation import Envelope
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.arrange.headername import INDENT, paint_name
from daw.ui.arrange.headerparts import Hear, Value, Volume, is_narrow, place_toggles
from daw.ui.arrange.inputs import choose_input, device_inputs, input_choices, input_key, input_words
from daw.ui.arrange.nameentry import NameEntry
from daw.ui.arrange.trackcommands import set_folded
from daw.ui.arrange.trackmenu import fill_hear_menu, fill_track_menu
from daw.ui.ballistics import Falling
from daw.ui.binding import Scope, bind
from daw.ui.metrics import SECONDARY, px
from daw.ui.mixer.automationwriter import writer
from daw.ui.quantity import fader, split_unit
from daw.ui.theme import mix
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.meter import header_meter
from daw.ui.widgets.shapes import RIGHT, paint_focus_ring
from daw.ui.widgets.toggle import ARM, MONITOR, MUTE, SOLO, Toggle

if TYPE_CHECKING:
    from daw.engine.levels import TrackLevel
    from daw.ui.studio import Studio

EDGE_PX = 6  # of the lower edge: drag for another height
FIRST_ROW, SECOND_ROW = 6, 32
NAME_X, ICON = 48, 20
TICK_S = 1 / 30  # between two readings of the meters


class TrackHeader(QWidget):
    """`grabbed(track id)`, `dragged(global position)`, `dropped(meant)` : it is being moved.  `edge_dragged(track id, y)`"""

    grabbed = Signal(str)
    dragged = Signal(QPointF)
    dropped = Signal(bool)
    edge_dragged = Signal(str, float)

    accessible_role = QAccessible.Role.Grouping

    def __init__(self, studio: "Studio", track_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio, self.track_id = studio, track_id
        self.writer = writer(studio)
        self.scope = Scope(self.writer, lambda session: next((one for one in session.tracks if one.id == track_id), None))
        self.destroyed.connect(self.scope.end)
        track: Track = self.scope.session
        self.number, self.level, self.folded = 1, 0, False
        self._name = track.name
        self._pressed: QPointF | None = None
        self._what = ""
        self._falling = (Falling(), Falling())
        self._entry: NameEntry | None = None
        self._envelope: Envelope | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._make(track)
        self.scope.subscribe(self._on_change)
        studio.selection.changed.connect(self._on_selection)
        self._chosen = track_id in studio.selection.tracks
        self._show(track)

    # what is in it

    def _make(self, track: Track) -> None:
        where, is_audio = track.name, track.kind == "audio"
        self.arm = Toggle(ARM, where=where, parent=self)
        self.hear = Hear(MONITOR, where=where, parent=self)
        self.mute = Toggle(MUTE, where=where, parent=self)
        self.solo = Toggle(SOLO, where=where, parent=self)
        self.input = MenuButton("Input", width=62, height=20, where=where, parent=self)
        self.volume = Volume(fader(), color=themes.current().track(track.color), mark=0.0, width=96, where=where, parent=self)
        self.value = Value(size=SECONDARY, ink="text2", align=RIGHT, parent=self)
        self.meter = header_meter(where)
        self.meter.setParent(self)
        for widget in (self.arm, self.hear, self.input):
            widget.setVisible(is_audio)
        self.arm.clicked.connect(self._on_arm)
        self.hear.asked.connect(self._on_hear)
        self.solo.clicked.connect(self._on_solo)
        self.input.before_open = self._offer_inputs
        self.input.moved.connect(self._on_input)
        self.value.typed.connect(self.volume.type_value)
        self.meter.reset_asked.connect(self._on_reset)
        self.volume.released.connect(self.writer.release)
        bind(self.mute, self.scope, read=lambda one: one.mute, edit=edits.set_mute, args=(self.track_id,))
        bind(self.solo, self.scope, read=lambda one: one.solo, edit=edits.set_solo, args=(self.track_id,))
        bind(self.volume, self.scope, read=lambda one: one.fader_db, edit=edits.set_fader, args=(self.track_id,))

    def _offer_inputs(self) -> None:
        self.input.set_choices(input_choices(device_inputs(self.studio)))

    def _on_selection(self) -> None:
        chosen = self.track_id in self.studio.selection.tracks
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def _on_change(self, _old: Track, new: Track) -> None:
        self._show(new)

    def _show(self, track: Track) -> None:
        self._name = track.name
        self.setAccessibleName(f"Track {track.name}")
        self.arm.set_value(track.armed)
        self.hear.set_value(track.monitor == "on" or (track.monitor == "auto" and track.armed))
        self.volume.set_color(themes.current().track(track.color))
        moving = [one for one in track.automation if one.target == "fader_db" and one.mode != "off" and one.points]
        if self._envelope is not None and not moving:
            self.volume.set_value(track.fader_db)
        self._envelope = moving[0] if moving else None
        self.volume.set_automated(bool(moving))
        self._show_volume(track.fader_db)
        self.follow(self.studio.position)
        key = input_key(track.inputs)
        self.input.words = input_words(key)
        self.input.set_value(key)
        self.update()

    def _show_volume(self, fader_db: float) -> None:
        self.value.set_text(split_unit(fader().format(fader_db))[0])

    def follow(self, frame: int) -> None:
        """Let an automated fader stand where its automation has it at a frame."""
        if self._envelope is None or self.volume.is_held or self.writer.is_held(self.track_id, "fader_db"):
            return
        value = self._envelope.value_at(frame)
        if value is not None:
            self.volume.set_value(value)
            self._show_volume(value)

    def show_place(self, number: int, depth: int, *, folded: bool) -> None:
        """Its place among the tracks, from 1; in how many folders it lies; whether it hides what lies in it."""
        if (number, depth, folded) != (self.number, self.level, self.folded):
            self.number, self.level, self.folded = number, depth, folded
            self.update()

    def show_solo_elsewhere(self, *, muted: bool) -> None:
        """Another track is soloed, and this one is silent for it."""
        self.mute.set_dimmed(muted)

    def show_level(self, level: "TrackLevel") -> None:
        """What the meter shows."""
        for falling, peak in zip(self._falling, level.peak_db, strict=True):
            falling.step(peak, TICK_S)
        self.meter.set_levels(level.peak_db, level.rms_db, [one.hold_db for one in self._falling], clipped=level.clipped)

    # what its parts ask

    def _on_arm(self, modifiers: Qt.KeyboardModifier) -> None:
        track: Track = self.scope.session
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.studio.do(edits.set_armed, self.track_id, not track.armed)
        elif track.armed:
            self.studio.do(edits.set_armed, self.track_id, False)
        else:
            self.studio.do(edits.arm_only, self.track_id)
        self.arm.set_value(self.scope.session.armed)

    def _on_solo(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ControlModifier and modifiers & Qt.KeyboardModifier.AltModifier:
            self.studio.do(edits.clear_solo)
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            self.studio.do(edits.solo_only, self.track_id)

    def _on_hear(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_hear_menu(menu, self.studio, self.scope.session)
        menu.popup(self.hear.mapToGlobal(self.hear.rect().bottomLeft()))

    def _on_input(self, key: str, _gesture: object) -> None:
        choose_input(self.studio, self.track_id, key)

    def _on_reset(self, everything: bool) -> None:  # noqa: FBT001  a slot
        if self.studio.engine is not None:
            self.studio.engine.reset_peaks(None if everything else self.track_id)

    # where things are

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        width, height = self.width(), self.height()
        y = px(FIRST_ROW) if height >= px(40) else (height - px(20)) // 2
        is_audio = self.scope.session.kind == "audio"
        self.hear.setVisible(is_audio and not is_narrow(width))
        place_toggles([self.arm, *([] if is_narrow(width) else [self.hear]), self.mute, self.solo], width, y)
        tall = height >= px(SECOND_ROW + 22)
        for widget in (self.volume, self.value):
            widget.setVisible(tall)
        self.input.setVisible(tall and is_audio)
        row = px(SECOND_ROW)
        self.input.setGeometry(px(10), row, px(62), px(20))
        self.volume.setGeometry(px(80), row, max(px(40), width - px(248 - 100)), px(20))
        self.value.setGeometry(width - px(66), row, px(40), px(20))
        self.meter.setGeometry(width - px(14), px(6), px(8), max(px(8), height - px(12)))

    def name_rect(self) -> QRectF:
        """Where the name stands."""
        left = px(NAME_X + self.level * INDENT - (ICON if is_narrow(self.width()) else 0))
        return QRectF(left, self.arm.y(), self.arm.x() - left - px(4), px(20))

    def fold_rect(self) -> QRectF:
        """Where the sign stands that folds a folder."""
        return QRectF(px(4 + self.level * INDENT), self.arm.y(), px(24), px(20))

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, track = themes.current(), self.scope.session
        if track is None:
            return
        painter, chosen = QPainter(self), self._chosen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), mix(theme.raised, theme.accent, 0.05) if chosen else theme.panel)
        if event.rect().left() >= self.meter.x() and event.rect().bottom() < self.height() - 1:
            painter.end()  # only the meter has moved
            return
        paint_name(painter, self, track, theme, chosen=chosen)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 0)
        painter.end()

    # the hand

    def rename(self) -> None:
        """Let the name be typed where it stands."""
        self._entry = NameEntry(self._name, self.name_rect().toRect().adjusted(-px(6), 0, 0, 0), self, "Name of the track")
        self._entry.named.connect(self._on_named)

    def _on_named(self, name: str) -> None:
        self.studio.do(edits.rename_track, self.track_id, name)

    def toolTip(self) -> str:
        return f"{self._name}. Double-click the name to change it; drag to move the track; drag the lower edge for its height."

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.scope.session.kind == "bus" and self.fold_rect().contains(event.position()):
            set_folded(self.studio.view, self.track_id, folded=not self.folded)
            return
        self._pressed = event.globalPosition()
        self._what = "edge" if event.position().y() >= self.height() - px(EDGE_PX) else ""
        if not self._what:
            add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.studio.selection.select_track(self.track_id, add=add)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            on_edge = event.position().y() >= self.height() - px(EDGE_PX)
            self.setCursor(Qt.CursorShape.SizeVerCursor if on_edge else Qt.CursorShape.ArrowCursor)
        elif self._what == "edge":
            self.edge_dragged.emit(self.track_id, event.position().y())
        elif self._what == "move":
            self.dragged.emit(event.globalPosition())
        elif (event.globalPosition() - self._pressed).manhattanLength() >= px(6):
            self._what = "move"
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.grabbed.emit(self.track_id)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._what == "move":
            self.dropped.emit(True)
        self._pressed, self._what = None, ""
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.name_rect().contains(event.position()):
            self.rename()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._what == "move":
            self._what = ""
            self.dropped.emit(False)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.scope.session.kind == "bus":
            set_folded(self.studio.view, self.track_id, folded=event.key() == Qt.Key.Key_Left)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self.studio.selection.select_track(self.track_id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.studio.selection.select_track(self.track_id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_track_menu(menu, self.studio, self.scope.session, self.rename)
        menu.popup(event.globalPos())
