"""The chosen automation: how it is written, and the chosen points of it."""

from daw.model import edits
from daw.model.automation import HOLD, Envelope, Point
from daw.model.session import Session
from daw.ui.inspector import fields
from daw.ui.inspector.fields import Field
from daw.ui.inspector.group import Group
from daw.ui.mixer.automationwriter import envelope_of
from daw.ui.mixer.stripkind import slot_words
from daw.ui.quantity import words_of
from daw.ui.studio import Studio
from daw.ui.widgets.menubutton import MenuButton

MODES = (("off", "Off"), ("read", "Read"), ("touch", "Touch"), ("latch", "Latch"), ("write", "Write"))
CURVES = (("0", "Straight"), ("-0.5", "Slow start"), ("0.5", "Fast start"), ("2", "Hold"))
STRIP_WORDS = {"fader_db": "Volume", "pan": "Pan", "mute": "Mute"}


def target_words(session: Session, track_id: str, target: str) -> str:
    """What an automation target is called: "Volume", "Send to Plate", "Comp: Threshold"."""
    owner, slash, name = target.partition("/")
    track = next((one for one in session.tracks if one.id == track_id), None)
    if not slash or track is None:
        return STRIP_WORDS.get(target, target)
    names = {one.id: one.name for one in session.tracks}
    for send in track.sends:
        if send.id == owner:
            return f"Send to {names.get(send.bus, '')}"
    return next((f"{slot_words(slot)}: {words_of(name)}" for slot in track.slots if slot.id == owner), target)


class PointGroup(Group):
    """An envelope and its chosen points."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Automation")
        self._studio = studio
        self._key: tuple[str, str] = ("", "")
        self.envelope: Envelope | None = None
        self.points: tuple[Point, ...] = ()
        self._began: tuple[object, int] | None = None  # the hand that moves a point, and where the point stood
        session = studio.session
        self.mode = MenuButton("Mode", MODES)
        self.time = Field(fields.place(session, "Time"), where="point")
        self.value = Field(fields.target_quantity(session, "", "fader_db"), where="point")
        self.curve = MenuButton("Curve", CURVES)
        for words, field in (("Mode", self.mode), ("Time", self.time), ("Value", self.value), ("Curve", self.curve)):
            self.add_row(words, field)
        self.mode.moved.connect(self._on_mode)
        self.time.moved.connect(self._on_time)
        self.value.moved.connect(self._on_value)
        self.curve.moved.connect(self._on_curve)

    def show_envelope(self, session: Session, key: tuple[str, str], frames: frozenset[int]) -> bool:
        """Show an envelope; whether it is there."""
        envelope = envelope_of(session, *key)
        if envelope is None:
            return False
        if key != self._key:
            self.value.quantity = fields.target_quantity(session, *key)
        self._key, self.envelope = key, envelope
        self.points = tuple(point for point in envelope.points if point.frame in frames)
        self.words.set_text(target_words(session, *key), editable=False)
        self.mode.set_value(envelope.mode)
        for field in (self.value, self.curve):
            self.show_row(field, shown=bool(self.points))
        self.show_row(self.time, shown=len(self.points) == 1)
        if self.points:
            self.time.renew(fields.place(session, "Time"))
            self.time.set_value(self.points[0].frame)
            self.value.show_all([point.value for point in self.points])
            curve = self.points[0].curve
            self.curve.words = "Hold" if curve == HOLD else f"{curve:+.2f}".replace("-", "−")
            self.curve.set_value(f"{curve:g}")
        return True

    def _on_mode(self, mode: str, gesture: object) -> None:
        if self.envelope is not None:
            self._studio.do(edits.set_automation_mode, self.envelope.id, mode, gesture=gesture)

    def _on_time(self, frame: float, gesture: object) -> None:
        if self.envelope is None or not self.points:
            return
        if self._began is None or self._began[0] is not gesture:
            self._began = (gesture, self.points[0].frame)
        if self._studio.do(edits.move_point, self.envelope.id, self._began[1], round(frame), gesture=gesture):
            self._studio.selection.select_points(*self._key, [round(frame)])

    def _on_value(self, value: float, gesture: object) -> None:
        if self.envelope is not None and self.points:
            envelope, points = self.envelope.id, self.points
            calls = [(edits.add_point, (envelope, point.frame, value, point.curve)) for point in points]
            self._studio.do_all(f"Automation points, {target_words(self._studio.session, *self._key)}", calls, gesture=gesture)

    def _on_curve(self, key: str, gesture: object) -> None:
        if self.envelope is not None and self.points:
            calls = [(edits.set_point_curve, (self.envelope.id, point.frame, float(key))) for point in self.points]
            self._studio.do_all("Automation curve", calls, gesture=gesture)
