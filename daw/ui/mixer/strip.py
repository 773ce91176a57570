"""A strip of the mixer, from its colour at the top to its name at the bottom."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.binding import Scope
from daw.ui.metrics import px
from daw.ui.mixer.insertrack import InsertRack
from daw.ui.mixer.sendrack import SendRack
from daw.ui.mixer.stripbuttons import NamePlate
from daw.ui.mixer.stripcontrols import StripControls
from daw.ui.mixer.stripkind import look
from daw.ui.mixer.stripmenu import open_strip_menu
from daw.ui.mixer.stripmeter import GAIN_REDUCTION, StripMeter
from daw.ui.mixer.stripplan import COLOR, Looks, plan, strip_width
from daw.ui.studio import Studio
from daw.ui.theme import mix
from daw.ui.widgets.control import Control

if TYPE_CHECKING:
    from daw.engine.levels import Levels


class Strip(QWidget):
    """One track, bus, return or the master.

    picked(track id, modifiers) : a click on it.  stepped(track id, way, modifiers) : the arrows go to the next strip
    carried(slot id, place, modifiers, dropped) : an effect is carried over the window.  reset_asked(track id) : "" for all
    """

    picked = Signal(str, object)
    stepped = Signal(str, int, object)
    carried = Signal(str, QPoint, object, bool)
    reset_asked = Signal(str)

    def __init__(self, studio: Studio, scope: Scope, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        track: Track = scope.session
        self.track, self.track_id = track, track.id
        self.kind = look(studio.session).kind(track)
        self._studio, self._scope, self._looks = studio, scope, looks
        self.chosen = ""  # "", "linked" or "focus"
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(f"Strip {track.name}")
        self.plate = NamePlate(self)
        self.controls = StripControls(studio, scope, self.kind, looks, self)
        self.inserts = InsertRack(studio, track, self)
        self.sends = SendRack(studio, scope, track, self)
        self.meter = StripMeter(track.name, looks, self)
        self.meter.reset_asked.connect(self._on_reset)
        self.plate.clicked.connect(self._on_plate)
        self.plate.renamed.connect(self._on_renamed)
        self.plate.remove_asked.connect(self._on_remove)
        self.plate.menu_asked.connect(self.open_menu)
        self.inserts.carried.connect(self.carried)
        self.sends.made.connect(self._on_bar)
        for target, control in self.controls.targets():
            self._make_automatable(control, target)
        self._automated: dict[str, Any] = {}
        scope.subscribe(self._on_track)
        self._show(track, everything=True)

    # ---- what it shows

    def _on_track(self, old: Track, new: Track) -> None:
        self.track = new
        self._show(new, old=old)

    def _show(self, track: Track, *, old: Track | None = None, everything: bool = False) -> None:
        self.plate.show_name(track.name, track.color)
        if everything or old is None or (old.color, old.name) != (track.color, track.name):
            self.controls.set_color(themes.current().track_ink(track.color))
            self.setAccessibleName(f"Strip {track.name}")
            self.update()
        if everything or old is None or old.slots is not track.slots or old.color != track.color:
            self.inserts.show_track(track)
        if everything or old is None or old.sends is not track.sends:
            self.sends.show_track(track)
        if everything or old is None or old.automation is not track.automation or old.sends is not track.sends:
            self._show_automation(track)

    def refresh(self) -> None:
        """Show anew what depends on other tracks: places for sends, outputs, what solo silences."""
        self.sends.show_track(self.track)
        self.controls.show_song(self.track)

    def refresh_effects(self) -> None:
        """Show anew which effects are missing."""
        self.inserts.show_track(self.track)

    def set_looks(self, looks: Looks) -> None:
        """Show other parts; a width needs a new strip."""
        self._looks = looks
        self._lay_out()

    def set_chosen(self, chosen: str) -> None:
        """Show it in focus, linked, or neither."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    # ---- automation

    def _make_automatable(self, control: QWidget, target: str) -> None:
        control.setProperty("target", target)
        if isinstance(control, Control):
            control.menu_opening.connect(self._on_control_menu)
            control.released.connect(self.controls.writer.release)

    def _on_bar(self, bar: Control) -> None:
        self._make_automatable(bar, "")

    def _on_control_menu(self, menu: QMenu) -> None:
        target = self._target_of(self.sender())
        if target:
            menu.addSeparator()
            menu.addAction("Show automation", partial(self.show_automation, target))

    def _target_of(self, control: Any) -> str:
        send_id = getattr(control, "send_id", None)
        return (f"{send_id}/level_db" if send_id else "") if send_id is not None else control.property("target")

    def show_automation(self, target: str) -> None:
        """Open the lane of a target under the track."""
        self._studio.view.show_lane(self.track_id, f"auto:{target}", shown=True)

    def _automatable(self) -> list[tuple[str, Any]]:
        bars = [(f"{bar.send_id}/level_db", bar) for bar in self.sends.bars if bar.send_id]
        return [*self.controls.targets(), *bars]

    def _show_automation(self, track: Track) -> None:
        """Rings round what is moved by automation; what is no longer goes back to its own value."""
        points = {one.target: one for one in track.automation if one.points and one.mode != "off"}
        before, self._automated = self._automated, {}
        for target, control in self._automatable():
            if target in points:
                self._automated[target] = (control, points[target])
            elif target in before:
                self._show_standing(target, control)
            if isinstance(control, Control) and control.automated != (target in points):
                control.set_automated(target in points)

    def _show_standing(self, target: str, control: Any) -> None:
        owner, slash, _ = target.partition("/")
        if slash:
            send = next((one for one in self.track.sends if one.id == owner), None)
            control.set_value(send.level_db if send is not None else control.value)
        else:
            control.set_value(getattr(self.track, target))

    def follow(self, frame: int) -> None:
        """Let what is automated stand where its automation has it at a frame."""
        for target, (control, envelope) in self._automated.items():
            held = getattr(control, "_hand", None) is not None or self.controls.writer.is_held(self.track_id, target)
            value = envelope.value_at(frame)
            if not held and value is not None:
                control.set_value(value >= 0.5 if target == "mute" else value)
                if target == "fader_db":
                    self.controls.value.set_value(value)

    # ---- levels

    def show_levels(self, levels: "Levels") -> None:
        """Show a reading of all meters."""
        level = levels.tracks.get(self.track_id)
        if level is None:
            return
        reduction: float | None = None
        for slot, widget in zip(self.track.slots, self.inserts.slots, strict=False):
            turned = levels.slots.get(slot.id, {}).get(GAIN_REDUCTION)
            widget.set_reduction(turned)
            if turned is not None and not slot.bypassed:
                reduction = (reduction or 0.0) + abs(turned)
        self.meter.show_level(level, reduction)

    def _on_reset(self, everything: bool) -> None:  # noqa: FBT001  a slot
        self.reset_asked.emit("" if everything else self.track_id)

    # ---- the hand

    def _on_plate(self, modifiers: object) -> None:
        self.picked.emit(self.track_id, modifiers)

    def _on_renamed(self, name: str, gesture: object) -> None:
        self._studio.do(edits.rename_track, self.track_id, name, gesture=gesture)

    def _on_remove(self) -> None:
        self._studio.do(edits.remove_track, self.track_id)

    def open_menu(self, place: QPoint) -> QMenu:
        """Open the menu of the strip."""
        return open_strip_menu(self, self._studio, self.track, place, self.plate.rename)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the ground chooses the strip."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.track_id, event.modifiers())
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows a part of the strip has no use for go to the next strip."""
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in ways:
            self.stepped.emit(self.track_id, ways[Qt.Key(event.key())], event.modifiers())
        else:
            super().keyPressEvent(event)

    def focus_like(self, other: "Strip") -> None:
        """Give the focus to the part that has it in another strip, or to the name."""
        parts, others = self._parts(), other._parts()
        name = next((name for name, widget in others.items() if widget.hasFocus()), "plate")
        widget = parts.get(name, self.plate)
        (widget if widget.isVisible() else self.plate).setFocus(Qt.FocusReason.TabFocusReason)

    def _parts(self) -> dict[str, QWidget]:
        return {"plate": self.plate, **self.controls.parts}

    def focus_chain(self) -> list[QWidget]:
        """Its parts in the order Tab goes through them: the name, then from the top."""
        parts = self.controls.parts
        top = [parts[name] for name in ("route", "hear") if name in parts]
        rest = [widget for name, widget in parts.items() if name not in ("route", "hear")]
        return [self.plate, *top, *self.inserts.slots, self.inserts.add_slot, *self.sends.bars, *rest]

    # ---- place and paint

    def width_px(self) -> int:
        """How wide it is."""
        return px(strip_width(self._looks, is_master=self.kind == "master"))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        made = plan(self._looks, (self.width(), self.height()), px)
        self.controls.lay_out(made)
        self.meter.lay_out(made)
        for name, rack in (("inserts", self.inserts), ("sends", self.sends)):
            rack.setVisible(name in made)
            rack.setGeometry(made[name])
        self.plate.setGeometry(made["plate"])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = themes.current()
        painter.fillRect(event.rect(), self._ground(theme))
        line = px(1)
        painter.fillRect(QRect(self.width() - line, 0, line, self.height()), theme.line)
        painter.fillRect(QRect(0, 0, self.width() - line, px(COLOR)), theme.track(self.track.color))
        if self.chosen == "linked":
            painter.fillRect(QRect(0, px(COLOR), self.width() - line, px(1)), theme.accent)
        painter.end()

    def _ground(self, theme: themes.Theme) -> Any:
        if self.chosen:
            return mix(theme.panel, theme.hover, 0.5)
        return theme.panel if self.kind == "audio" else mix(theme.panel, theme.raised, 0.9)
