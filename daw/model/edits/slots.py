"""Edits of effects in tracks: adding, moving, bypassing them, their parameters and side-chains."""

from collections.abc import Mapping
from typing import Any

from daw.model import limits
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.edits.tracks import refuse_circle
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Slot, Track


def parameter_name(value: Any) -> str:
    """A parameter's name, as an effect file may have it."""
    plain = check.name("The name of a parameter", value)
    if "/" in plain or len(plain) > 200:
        raise EditError(f"The name of a parameter is short and has no “/”; {check.shown(plain)} can't be one.")
    return plain


def _values(value: Any) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise EditError(f"The parameters of an effect are names with numbers; {check.shown(value)} is not.")
    return {parameter_name(key): _number(key, one) for key, one in value.items()}


def _number(parameter: str, value: Any) -> float:
    return check.number(f"“{parameter}”", value, -limits.MAX_VALUE, limits.MAX_VALUE)


def _slot_name(owner: Track, wanted: Any, besides: str = "") -> str:
    """A name no other slot of the track has: "compressor", "compressor2" …"""
    plain = check.name("The name of an effect", wanted)
    if "/" in plain:
        raise EditError(f"The name of an effect has no “/”; {check.shown(plain)} has.")
    taken = {slot.name for slot in owner.slots if slot.id != besides}
    number = 2
    name = plain
    while name in taken:
        name = f"{plain}{number}"
        number += 1
    return name


def _new_slot(maker: Maker, owner: Track, effect: Any, name: Any, values: Any) -> Slot:
    kind = check.name("The id of an effect", effect)
    short = kind.rpartition(".")[2].replace("/", "-").strip() or "effect"
    return Slot(
        id=maker.make("x"),
        name=_slot_name(owner, short if name is None else name),
        effect=kind,
        values={} if values is None else _values(values),
    )


@edit("Add {effect:effect}, {track_id:name}", target=2)
def add_slot(
    session: Session,
    track_id: str,
    effect: str,
    before: str | None = None,
    name: str | None = None,
    values: Mapping[str, float] | None = None,
) -> Session:
    """Put an effect into a track, at the end or before another slot; its id is `upcoming(session, "x")`."""
    one, maker = find.track(session, track_id), Maker(session)
    slot = _new_slot(maker, one, effect, name, values)
    return maker.counted(find.put(session, replace(one, slots=find.placed(one.slots, slot, before, "effect"))))


def _bare(one: Track, slot_id: str) -> Track:
    """A track without a slot and its automation."""
    kept = tuple(envelope for envelope in one.automation if envelope.target.partition("/")[0] != slot_id)
    return replace(one, slots=find.without(one.slots, slot_id), automation=kept)


@edit("Remove {slot_id:name}, {slot_id:owner}")
def remove_slot(session: Session, slot_id: str) -> Session:
    """Take an effect out of its track, with its automation."""
    one, slot = find.slot(session, slot_id)
    return find.put(session, _bare(one, slot.id))


@edit("Move {slot_id:name}, {track_id:name}")
def move_slot(session: Session, slot_id: str, track_id: str, before: str | None = None) -> Session:
    """Move an effect within its track or to another one, with its automation: before a slot there, or to the end."""
    one, slot = find.slot(session, slot_id)
    target = find.track(session, track_id)
    if before == slot_id:
        return session
    if one.id == target.id:
        return find.put(session, replace(one, slots=find.placed(find.without(one.slots, slot.id), slot, before, "effect")))
    moved = replace(slot, name=_slot_name(target, slot.name))
    along = tuple(envelope for envelope in one.automation if envelope.target.partition("/")[0] == slot.id)
    slots = find.placed(target.slots, moved, before, "effect")
    new = find.put(session, _bare(one, slot.id), replace(target, slots=slots, automation=target.automation + along))
    refuse_circle(new, f"“{slot.name}” can't be moved to “{target.name}” with its side-chain")
    return new


@edit("Copy {slot_id:name} to {track_id:name}", target=2)
def copy_slot(session: Session, slot_id: str, track_id: str, before: str | None = None) -> Session:
    """Copy an effect with its settings into a track; the copy's id is `upcoming(session, "x")`."""
    _, slot = find.slot(session, slot_id)
    target, maker = find.track(session, track_id), Maker(session)
    copied = replace(slot, id=maker.make("x"), name=_slot_name(target, slot.name), values=dict(slot.values))
    new = find.put(session, replace(target, slots=find.placed(target.slots, copied, before, "effect")))
    refuse_circle(new, f"“{slot.name}” can't be copied to “{target.name}” with its side-chain")
    return maker.counted(new)


@edit("Replace {slot_id:name} by {effect:effect}, {slot_id:owner}")
def replace_slot(
    session: Session, slot_id: str, effect: str, name: str | None = None, values: Mapping[str, float] | None = None
) -> Session:
    """Put another effect in the place of one; the new slot's id is `upcoming(session, "x")`, the old automation goes."""
    one, slot = find.slot(session, slot_id)
    maker = Maker(session)
    bare = _bare(one, slot.id)
    new = replace(_new_slot(maker, bare, effect, name, values), bypassed=slot.bypassed)
    slots = tuple(new if old.id == slot.id else old for old in one.slots)
    return maker.counted(find.put(session, replace(bare, slots=slots)))


def _put_slot(session: Session, slot_id: str, **changes: object) -> Session:
    one, slot = find.slot(session, slot_id)
    return find.put(session, replace(one, slots=find.swap(one.slots, replace(slot, **changes))))


@edit("{on:Bypass|Switch on} {slot_id:name}, {slot_id:owner}")
def set_bypass(session: Session, slot_id: str, on: bool) -> Session:
    """Let the sound pass by an effect, or through it."""
    return _put_slot(session, slot_id, bypassed=check.switch("Bypass", on))


@edit("Bypass {on:on|off} for all effects, {track_id:name}")
def set_bypass_all(session: Session, track_id: str, on: bool) -> Session:
    """Bypass every effect of a track, or none."""
    one, bypassed = find.track(session, track_id), check.switch("Bypass", on)
    return find.put(session, replace(one, slots=tuple(replace(slot, bypassed=bypassed) for slot in one.slots)))


@edit("{slot_id:name} {parameter:words} {value:parameter}, {slot_id:owner}", target=2)
def set_parameter(session: Session, slot_id: str, parameter: str, value: float | None) -> Session:
    """Set one parameter of an effect in its own unit; None puts it back to its default."""
    _, slot = find.slot(session, slot_id)
    name = parameter_name(parameter)
    values = {key: one for key, one in slot.values.items() if key != name}
    if value is not None:
        values[name] = _number(name, value)
    return _put_slot(session, slot_id, values=values)


@edit("Settings of {slot_id:name}, {slot_id:owner}")
def set_parameters(session: Session, slot_id: str, values: Mapping[str, float]) -> Session:
    """Set all parameters of an effect, as a preset does: those not named go back to their defaults."""
    return _put_slot(session, slot_id, values=_values(values))


@edit("{slot_id:name} {values:settings}, {slot_id:owner}")
def change_parameters(session: Session, slot_id: str, values: Mapping[str, float]) -> Session:
    """Set some parameters of an effect together, as one hand does to frequency and gain; the others stay."""
    _, slot = find.slot(session, slot_id)
    return _put_slot(session, slot_id, values={**slot.values, **_values(values)})


@edit("Rename {slot_id:name} to {name}, {slot_id:owner}")
def rename_slot(session: Session, slot_id: str, name: str) -> Session:
    """Give a slot another name; a number is added if the track has one of that name."""
    one, slot = find.slot(session, slot_id)
    return _put_slot(session, slot_id, name=_slot_name(one, name, besides=slot.id))


@edit("Side-chain of {slot_id:name}, {slot_id:owner}")
def set_sidechain(session: Session, slot_id: str, track_id: str | None) -> Session:
    """Let another track drive an effect's detector; None: its own."""
    one, slot = find.slot(session, slot_id)
    source = None if track_id is None else find.track(session, track_id)
    new = _put_slot(session, slot_id, sidechain=None if source is None else source.id)
    if source is not None:
        refuse_circle(new, f"“{slot.name}” on “{one.name}” can't listen to “{source.name}”")
    return new
