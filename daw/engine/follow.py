"""From one session to the next: what only needs a number written, and what needs a new plan.  Main thread."""

import msgspec

from daw.engine.graph import audible
from daw.engine.rack import Rack, known
from daw.model.session import Session
from daw.model.track import Track

replace = msgspec.structs.replace


def skeleton(track: Track) -> Track:
    """The track without what a running plan can be told by writing numbers, or does not hear at all."""
    slots = tuple(replace(slot, values={}, bypassed=False, name="") for slot in track.slots)
    sends = tuple(replace(send, level_db=0.0, muted=False) for send in track.sends)
    return replace(track, name="", color="", fader_db=0.0, pan=0.0, mute=False, solo=False, takes=(), versions=(), slots=slots, sends=sends)


def needs_plan(old: Session, new: Session, rack: Rack) -> bool:
    """Whether the change goes further than parameters."""
    if (old.pan_law_db, old.tempo, old.sources) != (new.pan_law_db, new.tempo, new.sources) or len(old.tracks) != len(new.tracks):
        return True
    pairs = [(one, other) for one, other in zip(old.tracks, new.tracks, strict=True) if one is not other]
    return any(skeleton(one) != skeleton(other) for one, other in pairs) or any(_latency_moves(other, rack) for _, other in pairs)


def _latency_moves(track: Track, rack: Rack) -> bool:
    for slot in track.slots:
        item = rack.slot_of(slot.id)
        if item is not None and item.effect.latency_frames(rack.sample_rate, known(item.effect, slot.values)) != item.latency_frames:
            return True
    return False


def write_parameters(old: Session, new: Session, rack: Rack, touched: frozenset[tuple[str, str]] = frozenset()) -> None:
    """Tell the running plan the new numbers of every track that changed.

    touched : (track id, target) of automation that is held in hand, and so not read
    """
    for one, other in zip(old.tracks, new.tracks, strict=True):
        if one is not other:
            _write_track(one, other, rack)
    heard = audible(new)
    for track in new.tracks:
        strip = rack.strip_of(track.id)
        if strip is not None and not _mute_is_read(track, touched):
            strip["gate"] = float(track.id in heard)
        for send in track.sends:
            for feed in rack.feeds_of(f"{send.id}@{track.id}"):
                feed["gate"] = float(not send.muted and (track.id in heard or not send.pre_fader))


def _mute_is_read(track: Track, touched: frozenset[tuple[str, str]]) -> bool:
    """Whether the audio thread takes the mute from automation."""
    held = (track.id, "mute") in touched
    return not held and any(one.target == "mute" and one.points and one.mode != "off" for one in track.automation)


def _write_track(old: Track, new: Track, rack: Rack) -> None:
    strip = rack.strip_of(new.id)
    if strip is not None:
        strip["fader_db"], strip["pan"] = new.fader_db, new.pan
    for before, slot in zip(old.slots, new.slots, strict=True):
        item = rack.slot_of(slot.id)
        if item is None or before is slot:
            continue
        if before.bypassed == slot.bypassed and before.values.keys() <= slot.values.keys():
            for name, value in known(item.effect, slot.values).items():
                if before.values.get(name) != value:
                    item.set_value(name, value)
        else:
            item.set_values(slot.values, bypassed=slot.bypassed)
    for send in new.sends:
        for feed in rack.feeds_of(f"{send.id}@{new.id}"):
            feed["level_db"] = send.level_db
