"""What a hand moves in a strip: input or output, headphones, pan, fader and its number, and the buttons; each bound to the song."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.track import Track
from daw.ui import quantity
from daw.ui.arrange.inputs import choose_input, device_inputs, input_choices, input_key, input_words
from daw.ui.binding import Scope, bind
from daw.ui.metrics import BOLD, SECONDARY, px
from daw.ui.mixer.automationwriter import writer
from daw.ui.mixer.stripbuttons import HearYourself
from daw.ui.mixer.stripkind import MASTER, StripKind, look
from daw.ui.mixer.stripplan import Looks, Plan
from daw.ui.studio import Studio
from daw.ui.widgets.fader import Fader
from daw.ui.widgets.knob import Knob
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.numberfield import Figures, NumberField
from daw.ui.widgets.shapes import LEFT
from daw.ui.widgets.toggle import ARM, MUTE, SOLO, Kind, Toggle

VALUE = Figures(size=SECONDARY, weight=BOLD, align=LEFT, with_unit=False)
MONO = Kind("Mono", "Listen in mono", "lit_accent", help="You hear both sides together. Not part of a bounce.")
DIM = Kind("Dim", "Dim", "lit_accent", help="You hear everything 20 dB quieter. Not part of a bounce.")
KIND_WORDS = {"bus": "Bus", "return": "Return", "master": "Out 1+2"}
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class StripControls(QObject):
    """Makes the controls as children of the strip and binds them.  parts : by name, for going from strip to strip"""

    def __init__(self, studio: Studio, scope: Scope, kind: StripKind, looks: Looks, strip: QWidget) -> None:
        super().__init__(strip)
        self._studio, self._scope, self._kind, self._strip = studio, scope, kind, strip
        self._has_room = looks.width != "narrow"
        self.writer = writer(studio)
        track: Track = scope.session
        self.parts: dict[str, QWidget] = {}
        self._make_top(track, looks)
        self._make_faders(track, looks)
        self._make_buttons(track)
        self.show_song(track)

    def _bind(self, widget: Any, name: str, edit: Any) -> None:
        bind(widget, self._scope, read=lambda track: getattr(track, name), edit=edit, args=(self._scope.session.id,))

    def _make_top(self, track: Track, looks: Looks) -> None:
        words = {"audio": "Input", "master": "Device output"}.get(self._kind, "Output")
        self.route = MenuButton(words, height=20, where=track.name, parent=self._strip)
        self.route.chevron = self._kind != "audio" and looks.width != "narrow"
        self.route.make_menu = self._fill_inputs if self._kind == "audio" else self._fill_outputs
        self.parts["route"] = self.route
        self._scope.subscribe(self._on_track)
        if self._kind == "audio":
            self.hear = HearYourself(where=track.name, parent=self._strip)
            self.hear.chosen.connect(self._on_hear)
            self.parts["hear"] = self.hear

    def _make_faders(self, track: Track, looks: Looks) -> None:
        where = track.name
        narrow = looks.width == "narrow"
        self.pan = Knob(quantity.pan(), radius=11, number="none" if narrow else "right", titled=False, where=where, parent=self._strip)
        self.value = NumberField(quantity.fader(), figures=VALUE, flat=True, width=36, height=14, where=where, parent=self._strip)
        self.fader = Fader(where=where, parent=self._strip)
        self._bind(self.pan, "pan", edits.set_pan)
        self._bind(self.fader, "fader_db", edits.set_fader)
        self._bind(self.value, "fader_db", edits.set_fader)
        self.value.released.connect(self.writer.release)
        self.parts |= {"pan": self.pan, "value": self.value, "fader": self.fader}

    def _make_buttons(self, track: Track) -> None:
        where, strip = track.name, self._strip
        self.buttons: list[Toggle] = []
        if self._kind == "master":
            self.mono, self.dim = (Toggle(kind, where=where, width=20, parent=strip) for kind in (MONO, DIM))
            self.mono.moved.connect(self._on_mono)
            self.dim.moved.connect(self._on_dim)
            self._studio.transport_changed.connect(self._show_listening)
            self._show_listening()
            self.buttons += [self.mono, self.dim]
            self.parts |= {"mono": self.mono, "dim": self.dim}
            return
        if self._kind == "audio":
            self.arm = Toggle(ARM, where=where, width=16, parent=strip)
            bind(self.arm, self._scope, read=lambda track: track.armed)
            self.arm.clicked.connect(self._on_arm)
            self.buttons.append(self.arm)
            self.parts["arm"] = self.arm
        self.mute, self.solo = (Toggle(kind, where=where, width=16, parent=strip) for kind in (MUTE, SOLO))
        self._bind(self.mute, "mute", edits.set_mute)
        self._bind(self.solo, "solo", edits.set_solo)
        self.solo.clicked.connect(self._on_solo)
        self.buttons += [self.mute, self.solo]
        self.parts |= {"mute": self.mute, "solo": self.solo}

    # ---- what they show

    def targets(self) -> list[tuple[str, Any]]:
        """What can be automated, with its control."""
        found: list[tuple[str, Any]] = [("fader_db", self.fader), ("pan", self.pan)]
        return found if self._kind == "master" else [*found, ("mute", self.mute)]

    def set_color(self, color: QColor) -> None:
        """The track's colour, on the fader's cap and the pan's arc."""
        self.fader.set_color(color)
        self.pan.set_color(color)

    def _on_track(self, _old: Track, new: Track) -> None:
        self._show_route(new)
        if self._kind == "audio":
            self.hear.show_monitor(new.monitor, armed=new.armed)

    def show_song(self, track: Track) -> None:
        """Show what depends on the whole song."""
        self._show_route(track)
        if self._kind == "audio":
            self.hear.show_monitor(track.monitor, armed=track.armed)
        if self._kind != "master":
            self.mute.set_dimmed(not track.mute and track.id not in look(self._studio.session).audible)

    def _show_route(self, track: Track) -> None:
        if self._kind == "audio":
            key = input_key(track.inputs)
            self.route.words = input_words(key) if self._has_room else key  # narrow strips have no room for "In"
            self.route.set_value(key)
            self.route.update()
        else:
            self.route.words = KIND_WORDS[self._kind]
            self.route.set_value("words")
            self.route.help = (
                "" if self._kind == "master" else f"Goes to {dict(look(self._studio.session).outputs(track))[track.output or MASTER]}."
            )

    def _show_listening(self) -> None:
        self.mono.set_value(self._studio.view.mono)
        self.dim.set_value(self._studio.view.dim)

    # ---- the hand

    def _fill_inputs(self, menu: QMenu) -> None:
        track: Track = self._scope.session
        for key, words in input_choices(device_inputs(self._studio)):
            if key == "-":
                menu.addSeparator()
                continue
            action = menu.addAction(words, partial(choose_input, self._studio, track.id, key))
            action.setCheckable(True)
            action.setChecked(key == input_key(track.inputs))

    def _fill_outputs(self, menu: QMenu) -> None:
        track: Track = self._scope.session
        if self._kind == "master":
            menu.addAction("Out 1+2").setEnabled(False)
            menu.addAction("Audio settings…", partial(self._studio.actions.trigger, "file.audio"))
            return
        for bus_id, words in look(self._studio.session).outputs(track):
            action = menu.addAction(words, partial(self._studio.do, edits.set_output, track.id, bus_id or None))
            action.setCheckable(True)
            action.setChecked(bus_id == (track.output or MASTER))

    def _on_hear(self, monitor: str, gesture: object) -> None:
        self._scope.do(edits.set_monitor, self._scope.session.id, monitor, gesture=gesture)

    def _on_arm(self, modifiers: Qt.KeyboardModifier) -> None:
        """A click arms this track alone, with Ctrl it adds it."""
        track: Track = self._scope.session
        if modifiers & CTRL or track.armed or track.id in self._studio.selection.tracks[1:]:
            self._scope.do(edits.set_armed, track.id, not track.armed)
        else:
            self._studio.do(edits.arm_only, track.id)
        self.arm.set_value(self._scope.session.armed)

    def _on_solo(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & ALT and modifiers & CTRL:
            self._studio.do(edits.clear_solo)
        elif modifiers & ALT:
            self._studio.do(edits.solo_only, self._scope.session.id)

    def _on_mono(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.set_listening(mono=on)

    def _on_dim(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.set_listening(dim=on)

    # ---- place

    def lay_out(self, plan: Plan) -> None:
        """Put everything where the plan says."""
        shown = "input" in plan
        self.route.setVisible(shown)
        self.route.setGeometry(plan["input" if self._kind == "audio" else "output"])
        if self._kind == "audio":
            self.hear.setVisible(shown)
            self.hear.setGeometry(plan["hear"])
        pan = plan["pan"]
        wide = self.pan.sizeHint().width()
        beside = px(3)
        self.pan.setGeometry(QRect(pan.x() + beside, pan.y(), min(wide, pan.width() - beside), pan.height()))
        self.fader.setGeometry(plan["fader"])
        self.value.setGeometry(plan["value"])
        self.value.raise_()
        self._lay_out_buttons(plan["buttons"])

    def _lay_out_buttons(self, row: QRect) -> None:
        count, gap = len(self.buttons), px(2 if row.width() < px(60) else 3)
        edges = [row.x() + round(index * (row.width() + gap) / count) for index in range(count + 1)]
        for index, button in enumerate(self.buttons):
            button.setGeometry(edges[index], row.y(), edges[index + 1] - gap - edges[index], row.height())
            button.raise_()
