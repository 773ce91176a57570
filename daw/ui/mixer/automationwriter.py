"""Writes automation while the song rolls: what a control asks of the song in mode touch, latch or write becomes points of its envelope.

It stands where the studio would stand between a control and the song:

    bind(fader, writer(studio), …);  fader.released.connect(writer(studio).release)

While a pass is written the control's own value follows the hand (that is what is heard), and the pass takes its place in the history as one
step, which at the end holds both.  Touch ends with the hand, latch and write when the song stops.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject

from daw.model import edits
from daw.model.automation import Envelope
from daw.model.session import Session
from daw.ui.mixer.automationpass import Pass
from daw.ui.studio import Studio, Tick
from daw.ui.widgets.gesture import Gesture

Call = tuple[Callable[..., Session], tuple[Any, ...]]
Target = tuple[str, str]  # track id, what is automated
WRITING = ("touch", "latch", "write")


@dataclass
class Hold:
    """Controls that are written together: one gesture of the history."""

    passes: dict[Target, Pass]
    calls: list[Call]
    label: str
    mode: str
    gesture: Gesture = field(default_factory=lambda: Gesture("pass"))
    hand: object | None = None  # the hand's own gesture


class AutomationWriter(QObject):
    """A source for `bind` that also writes automation; one for every studio."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._holds: dict[tuple[Target, ...], Hold] = {}
        self._rolling = False
        self._frame = 0
        studio.ticked.connect(self._on_tick)

    # ---- a source

    @property
    def session(self) -> Session:
        """The song."""
        return self._studio.session

    def subscribe(self, subscriber: Callable[[Any, Any], None]) -> Callable[[], None]:
        """Hear of every change of the song."""
        return self._studio.document.subscribe(subscriber)

    def do(self, edit: Any, /, *args: Any, gesture: object | None = None) -> bool:
        """Do an edit; write it as automation where its envelope says so."""
        self._warn(edit, args)
        if not self._rolling:
            return self._studio.do(edit, *args, gesture=gesture)
        return self._written("", [(edit, args)], gesture)

    def _warn(self, edit: Any, args: Sequence[Any]) -> None:
        """Say why a hand changes nothing that is heard."""
        for track_id, target in (key for key, _ in targets_of(self.session, edit, args)):
            envelope = envelope_of(self.session, track_id, target)
            if envelope is not None and envelope.mode == "read" and envelope.points:
                self._studio.say("Automation moves this. Choose Touch in its lane to record what you do, or Off to be free.")

    def do_all(self, label: str, calls: Sequence[Call], gesture: object | None = None) -> bool:
        """The same for several edits as one step."""
        if not self._rolling:
            return self._studio.do_all(label, calls, gesture=gesture)
        return self._written(label, list(calls), gesture)

    def release(self, gesture: object) -> None:
        """The hand has let go."""
        for key, hold in list(self._holds.items()):
            if hold.mode == "touch" and hold.hand is gesture:
                self._finish(key, self._studio.position)

    def is_held(self, track_id: str, target: str) -> bool:
        """Whether a target is being written by a hand."""
        return any((track_id, target) in hold.passes for hold in self._holds.values())

    # ---- writing

    def _written(self, label: str, calls: list[Call], gesture: object | None) -> bool:
        moved = {key: value for call in calls for key, value in targets_of(self.session, *call)}
        modes = {key: _mode(self.session, key) for key in moved}
        wanted = {key: value for key, value in moved.items() if modes[key] in WRITING}
        if not wanted:
            if label:
                return self._studio.do_all(label, calls, gesture=gesture)
            return self._studio.do(calls[0][0], *calls[0][1], gesture=gesture)
        key = tuple(wanted)
        frame = self._studio.position
        hold = self._holds.get(key)
        if hold is not None and frame < next(iter(hold.passes.values())).start:
            self._finish(key, self._frame + 1)  # a loop began anew
            hold = None
        if hold is None:
            hold = self._begin(key, frame, label, modes)
        for target, value in wanted.items():
            hold.passes[target].add(frame, value)
        hold.calls, hold.hand = calls, gesture
        return self._studio.do_all(hold.label, [*calls, *_write(hold, None)], gesture=hold.gesture)

    def _begin(self, key: tuple[Target, ...], frame: int, label: str, modes: dict[Target, str]) -> Hold:
        for track_id, target in key:
            for other in [held for held in self._holds if (track_id, target) in held]:
                self._finish(other, max(frame, self._holds[other].passes[track_id, target].start + 1))
            self._touch(track_id, target, held=True)
        passes = {target: Pass(frame, self._studio.sample_rate, _has_steps(self.session, target)) for target in key}
        words = label or f"Write automation, {_name(self.session, key[0][0])}"
        has_steps = all(one.steps for one in passes.values())
        mode = "latch" if modes[key[0]] == "touch" and has_steps else modes[key[0]]  # nobody holds a switch
        self._holds[key] = Hold(passes, [], words, mode)
        return self._holds[key]

    def _finish(self, key: tuple[Target, ...], frame: int) -> None:
        hold = self._holds.pop(key)
        end = max(
            frame,
            *(one.start + 1 for one in hold.passes.values()),
            *(one.moments[-1][0] + 1 for one in hold.passes.values() if one.moments),
        )
        calls = [*hold.calls, *_write(hold, end)]
        if calls:
            self._studio.do_all(hold.label, calls, gesture=hold.gesture)
        for track_id, target in key:
            self._touch(track_id, target, held=False)

    def _touch(self, track_id: str, target: str, *, held: bool) -> None:
        if self._studio.engine is not None:
            self._studio.engine.touch(track_id, target, held=held)

    def _on_tick(self, tick: Tick) -> None:
        if tick.rolling and not self._rolling:
            self._rolling, self._frame = True, tick.position
            self._begin_writes(tick.position)
        elif self._rolling and not tick.rolling:
            for key in list(self._holds):
                self._finish(key, max(self._frame, tick.position) + 1)
            self._rolling = False
        elif self._rolling and tick.position < self._frame:
            self._jump(tick.position)
        self._frame = tick.position

    def _jump(self, frame: int) -> None:
        """The song jumped back, as a loop does: what was written ends, and what goes on begins anew."""
        for key, hold in list(self._holds.items()):
            values = {target: one.last for target, one in hold.passes.items()}
            calls, hand, modes = hold.calls, hold.hand, dict.fromkeys(key, hold.mode)
            self._finish(key, self._frame + 1)
            new = self._begin(key, frame, hold.label, modes)
            new.calls, new.hand = calls, hand
            for target, value in values.items():
                new.passes[target].add(frame, value)

    def _begin_writes(self, frame: int) -> None:
        """The song begins to roll: what stands in mode write is written from here, moved or not."""
        for track in self.session.tracks:
            for envelope in track.automation:
                if envelope.mode == "write":
                    key = (track.id, envelope.target)
                    value = standing(self.session, *key)
                    if value is not None:
                        hold = self._begin((key,), frame, "", {key: "write"})
                        hold.passes[key].add(frame, value)


def writer(studio: Studio) -> AutomationWriter:
    """The writer of a studio, made when it is first asked for."""
    found = studio.findChild(AutomationWriter)
    return found if found is not None else AutomationWriter(studio)


def _write(hold: Hold, end: int | None) -> list[Call]:
    """The edits of the points: of the first alone while it goes on, so that nothing has to be planned anew for each."""
    calls: list[Call] = []
    for (track_id, target), one in hold.passes.items():
        if one.moments:
            last = one.start + 1 if end is None else end
            points = one.seed() if end is None else one.points(end)
            calls.append((edits.write_pass, (track_id, target, one.start, last, points)))
    return calls


def targets_of(session: Session, edit: Any, args: Sequence[Any]) -> list[tuple[Target, float]]:
    """What could be automated of an edit: ((track id, target), value) for each."""
    if edit in STRIP:
        return [((args[0], STRIP[edit]), float(args[1]))]
    if edit is edits.set_send_level:
        return [((owner, f"{args[0]}/level_db"), float(args[1])) for owner in _owner(session, "sends", args[0])]
    if edit is edits.set_parameter and args[2] is not None:
        return [((owner, f"{args[0]}/{args[1]}"), float(args[2])) for owner in _owner(session, "slots", args[0])]
    if edit is edits.change_parameters:
        return [
            ((owner, f"{args[0]}/{name}"), float(value)) for owner in _owner(session, "slots", args[0]) for name, value in args[1].items()
        ]
    return []


STRIP = {edits.set_fader: "fader_db", edits.set_pan: "pan", edits.set_mute: "mute"}


def _owner(session: Session, kind: str, wanted: str) -> list[str]:
    return [track.id for track in session.tracks if any(one.id == wanted for one in getattr(track, kind))][:1]


def envelope_of(session: Session, track_id: str, target: str) -> Envelope | None:
    """The automation of a target."""
    for track in session.tracks:
        if track.id == track_id:
            return next((one for one in track.automation if one.target == target), None)
    return None


def _mode(session: Session, key: Target) -> str:
    envelope = envelope_of(session, *key)
    return envelope.mode if envelope is not None else ""


def _name(session: Session, track_id: str) -> str:
    return next((track.name for track in session.tracks if track.id == track_id), "")


def standing(session: Session, track_id: str, target: str) -> float | None:
    """The value a target has without its automation; None for a parameter that stands at a default not known here."""
    track = next((one for one in session.tracks if one.id == track_id), None)
    owner, slash, name = target.partition("/")
    if track is None:
        return None
    if not slash:
        return float(getattr(track, target))
    for send in track.sends:
        if send.id == owner:
            return send.level_db
    for slot in track.slots:
        if slot.id == owner:
            param = _param(slot.effect, name)
            return slot.values.get(name, param.default if param is not None else None)
    return None


def _param(effect: str, name: str) -> Any:
    from daw import registry

    try:
        return registry.find(effect).param(name)
    except KeyError:
        return None


def _has_steps(session: Session, key: Target) -> bool:
    """Whether a target has nothing between its values."""
    track_id, target = key
    owner, slash, name = target.partition("/")
    if not slash:
        return target == "mute"
    track = next(one for one in session.tracks if one.id == track_id)
    slot = next((one for one in track.slots if one.id == owner), None)
    param = _param(slot.effect, name) if slot is not None else None
    return param is not None and not param.glides
