"""What can be automated on a track, with the quantity that shows and reads its values."""

from typing import NamedTuple

from daw import registry
from daw.model.automation import Envelope
from daw.model.session import Session
from daw.model.track import Track
from daw.ui import quantity
from daw.ui.quantity import Quantity


class Target(NamedTuple):
    """A parameter of a track.  key : as automation names it; group : "" for the strip, a send's or an effect's name else"""

    key: str
    words: str
    group: str
    quantity: Quantity

    @property
    def full_words(self) -> str:
        """Group and name: "Plate level", "compressor: Threshold"."""
        return f"{self.group}: {self.words}" if self.group else self.words


MUTE = Quantity("Mute", 0.0, 1.0, 0.0, lambda value: "Muted" if value >= 0.5 else "On", law="steps")


def targets_of(track: Track, session: Session) -> list[Target]:
    """Everything of a track that can be automated, in the order of its strip."""
    found = [
        Target("fader_db", "Volume", "", quantity.fader()),
        Target("pan", "Pan", "", quantity.pan()),
        Target("mute", "Mute", "", MUTE),
    ]
    names = {one.id: one.name for one in session.tracks}
    found += [Target(f"{send.id}/level_db", names.get(send.bus, "Send"), "Sends", quantity.send()) for send in track.sends]
    for slot in track.slots:
        try:
            effect = registry.find(slot.effect)
        except KeyError:
            continue
        for param in effect.params:
            if param.name != "tempo_bpm":
                one = quantity.of_param(param)
                found.append(Target(f"{slot.id}/{param.name}", one.name, slot.name, one))
    return found


def target_of(track: Track, session: Session, key: str) -> Target | None:
    """One target by its key; None if the track has no such thing (any more)."""
    return next((one for one in targets_of(track, session) if one.key == key), None)


def envelope_of(track: Track, key: str) -> Envelope | None:
    """The automation of a target, if there is any."""
    return next((one for one in track.automation if one.target == key), None)


def present_value(track: Track, target: Target) -> float:
    """Where the control stands, whatever its automation says."""
    if target.key in ("fader_db", "pan"):
        return float(getattr(track, target.key))
    if target.key == "mute":
        return float(track.mute)
    owner, _, name = target.key.partition("/")
    for send in track.sends:
        if send.id == owner:
            return send.level_db
    for slot in track.slots:
        if slot.id == owner:
            return slot.values.get(name, target.quantity.default)
    return target.quantity.default
