"""What an editor knows of its slot: the effect, its values as heard, and how to ask for others.

Everything an editor asks for goes through here, so it is undoable, written as automation where a lane says so, and refused with a notice.
"""

import functools
from collections.abc import Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject, Signal

from daw.model import edits
from daw.model.session import Session
from daw.model.track import Slot, Track
from daw.plugin import Effect, Param
from daw.ui.binding import Scope, bind
from daw.ui.editors.adding import MIX, is_return
from daw.ui.editors.mixlocks import mix_locks
from daw.ui.editors.scopes import Scopes, scopes
from daw.ui.mixer.automationwriter import writer
from daw.ui.quantity import Quantity, of_param
from daw.ui.studio import Studio, Tick

W = TypeVar("W")


@runtime_checkable
class Automatable(Protocol):
    """A control that may show that automation moves it, and offers it in its menu."""

    released: Any
    menu_opening: Any

    def set_automated(self, automated: bool) -> None:  # noqa: FBT001  a setter
        """Show it."""

    def set_value(self, value: Any) -> None:
        """Show a value."""


def find_slot(session: Session, slot_id: str) -> tuple[Track, Slot] | None:
    """A slot and its track."""
    return next(((track, slot) for track in session.tracks for slot in track.slots if slot.id == slot_id), None)


class SlotLink(QObject):
    """`changed` : the slot, its name or place, or a value that automation moves is another.  `gone` : the song has it no more"""

    changed = Signal()
    gone = Signal()

    def __init__(self, studio: Studio, slot_id: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from daw import registry

        found = find_slot(studio.session, slot_id)
        if found is None:
            raise KeyError(slot_id)
        self.studio, self.slot_id = studio, slot_id
        self.track, self.slot = found
        self.effect: Effect | None = registry.effects().get(self.slot.effect)
        self.params: dict[str, Param] = {param.name: param for param in (self.effect.params if self.effect else ())}
        self.source = Scope(writer(studio), self._part)
        self._scopes: Scopes = scopes(studio)
        self._controls: dict[str, list[Automatable]] = {}
        self._moving: dict[str, float] = {}  # values automation stands at
        self._listening = False
        self._show_automation()
        studio.session_changed.connect(self._on_session)
        studio.ticked.connect(self._on_tick)
        self.destroyed.connect(self.source.end)

    def _part(self, session: Session) -> Slot | None:
        found = find_slot(session, self.slot_id)
        return found[1] if found else None

    # ---- reading

    @property
    def name(self) -> str:
        """What the effect is called."""
        return self.effect.name if self.effect is not None else self.slot.effect

    @property
    def place(self) -> str:
        """Where it is: "Lead Vocal, slot 1"."""
        number = next((at for at, slot in enumerate(self.track.slots, 1) if slot.id == self.slot_id), 0)
        return f"{self.track.name}, slot {number}"

    @property
    def is_on_return(self) -> bool:
        """Whether its track is fed by sends, so that the dry sound is heard elsewhere already."""
        return is_return(self.studio.session, self.track.id)

    @property
    def values(self) -> dict[str, float]:
        """Every parameter as it is set."""
        return {name: self.setting(name) for name in self.params}

    def setting(self, name: str) -> float:
        """A parameter as it is set, within its range."""
        param = self.params[name]
        return min(max(self.slot.values.get(name, param.default), param.low), param.high)

    def value(self, name: str) -> float:
        """A parameter as it is heard: where its automation has it now, else as it is set."""
        return self._moving.get(name, self.setting(name))

    def is_on(self, name: str) -> bool:
        """Whether a switch is on."""
        return self.value(name) >= 0.5

    def choice(self, name: str) -> int:
        """The index of a choice."""
        return round(self.value(name))

    def quantity(self, name: str, words: str = "", **changes: object) -> Quantity:
        """What a control of a parameter shows.  A dB that is never below 0 is a width or a depth and needs no sign."""
        param = self.params[name]
        if param.unit == "dB" and param.low >= 0.0:
            changes = {"format": functools.partial(_unsigned, param), **changes}
        return of_param(param, words, **changes)

    def text(self, name: str) -> str:
        """A parameter's value in words."""
        from daw.values import format_value

        return format_value(self.params[name], self.value(name))

    @property
    def tempo_bpm(self) -> float:
        """The song's tempo where it stands."""
        return self.studio.session.tempo.tempo_at(self.studio.position).bpm

    # ---- asking

    def ask(self, name: str, value: float, gesture: object | None = None) -> None:
        """Ask for one value."""
        self.source.do(edits.set_parameter, self.slot_id, name, float(value), gesture=gesture)

    def ask_all(self, values: Mapping[str, float], gesture: object | None = None) -> None:
        """Ask for several values at once, as one step; the others stay."""
        self.source.do(edits.change_parameters, self.slot_id, {name: float(value) for name, value in values.items()}, gesture=gesture)

    def put_all(self, values: Mapping[str, float], gesture: object | None = None) -> bool:
        """Set everything, as a preset does; what is not named goes to its default, and a locked mix stays."""
        if mix_locks(self.studio).is_locked(self):
            values = {**values, MIX: 1.0}
        return self.studio.do(edits.set_parameters, self.slot_id, dict(values), gesture=gesture)

    def let_go(self, gesture: object) -> None:
        """The hand is off: a pass of automation may end."""
        writer(self.studio).release(gesture)

    def bind(self, control: W, name: str) -> W:
        """Tie a control to a parameter, with its automation."""
        bind(control, self.source, read=functools.partial(self._read, name), edit=edits.set_parameter, args=(self.slot_id, name))
        if isinstance(control, Automatable):
            control.released.connect(self.let_go)
            control.menu_opening.connect(functools.partial(self.fill_menu, name))
            self._controls.setdefault(name, []).append(control)
            control.set_automated(name in self.automated)
        return control

    def _read(self, name: str, slot: Slot) -> float:
        param = self.params[name]
        return self._moving.get(name, min(max(slot.values.get(name, param.default), param.low), param.high))

    # ---- automation

    @property
    def automated(self) -> set[str]:
        """The parameters with an envelope."""
        start = f"{self.slot_id}/"
        return {one.target.removeprefix(start) for one in self.track.automation if one.target.startswith(start)}

    def fill_menu(self, name: str, menu: Any, words: str = "") -> None:
        """Add what concerns automation to a control's context menu.  words : of which parameter, where there are several"""
        menu.addSeparator()
        of = f" of {words.lower()}" if words else ""
        if name in self.automated:
            menu.addAction(f"Show automation{of}", functools.partial(self.show_automation, name))
            menu.addAction(f"Remove automation{of}", functools.partial(self._remove_automation, name))
        else:
            menu.addAction(f"Automate {words.lower()}".strip(), functools.partial(self.show_automation, name))

    def show_automation(self, name: str) -> None:
        """Open the lane of a parameter, with an envelope if there is none."""
        target = f"{self.slot_id}/{name}"
        if name not in self.automated:
            self.studio.do(edits.add_envelope, self.track.id, target)
        self.studio.view.show_lane(self.track.id, f"auto:{target}", shown=True)

    def _remove_automation(self, name: str) -> None:
        target = f"{self.slot_id}/{name}"
        for envelope in self.track.automation:
            if envelope.target == target:
                self.studio.do(edits.remove_envelope, envelope.id)
        self.studio.view.show_lane(self.track.id, f"auto:{target}", shown=False)

    def _read_automation(self) -> dict[str, float]:
        start, frame = f"{self.slot_id}/", self.studio.position
        found = {}
        for one in self.track.automation:
            name = one.target.removeprefix(start)
            if one.target.startswith(start) and one.mode != "off" and name in self.params:
                value = None if writer(self.studio).is_held(self.track.id, one.target) else one.value_at(frame)
                if value is not None:
                    found[name] = value
        return found

    def _show_automation(self) -> bool:
        """Let the controls follow what moves by itself; whether anything did."""
        now = self._read_automation() if self.automated else {}
        if now == self._moving:
            return False
        names = set(now) | set(self._moving)
        self._moving = now
        for name in names:
            for control in self._controls.get(name, ()):
                control.set_value(self.value(name))
        self.changed.emit()
        return True

    # ---- what happens

    def _on_tick(self, _tick: Tick) -> None:
        if self._listening and (self._moving or self.automated):
            self._show_automation()

    def _on_session(self, _old: Session, new: Session) -> None:
        found = find_slot(new, self.slot_id)
        if found is None:
            self.end()
            self.gone.emit()
            return
        before = (self.track, self.slot)
        self.track, self.slot = found
        if self.track is before[0]:
            return
        is_other = self.slot is not before[1] or self._named(before[0])
        if self.track.automation is not before[0].automation:
            is_other = True
            for name, controls in self._controls.items():
                for control in controls:
                    control.set_automated(name in self.automated)
        if not self._show_automation() and is_other:
            self.changed.emit()

    def _named(self, before: Track) -> bool:
        now = self.track
        return (now.name, now.color, now.slots) != (before.name, before.color, before.slots)

    # ---- listening

    def listen(self, *, on: bool) -> None:
        """Have the engine show what goes in and out, while somebody looks."""
        if on != self._listening:
            self._listening = on
            (self._scopes.hold if on else self._scopes.let_go)(self.slot_id)

    def scope(self) -> Any:
        """What goes in and out now; None while there is no sound."""
        return self._scopes.get(self.slot_id) if self._listening else None

    def meters(self, tick: Tick) -> dict[str, float]:
        """What the effect's own meters show."""
        return {} if tick.levels is None else tick.levels.slots.get(self.slot_id, {})

    def latency_frames(self) -> int:
        """How late the sound comes out, in frames."""
        if self.effect is None:
            return 0
        return self.effect.latency_frames(self.studio.sample_rate, self.values)

    def end(self) -> None:
        """The editor goes: hear and show nothing more."""
        self.listen(on=False)
        self.source.end()
        self.studio.session_changed.disconnect(self._on_session)
        self.studio.ticked.disconnect(self._on_tick)
        self.end = _nothing  # type: ignore[method-assign]


def _unsigned(param: Param, value: float) -> str:
    from daw.values import format_value

    return format_value(param, value).removeprefix("+")


def _nothing() -> None:
    """It has ended already."""
