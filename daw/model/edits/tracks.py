"""Edits of tracks and buses: making, ordering, naming, connecting them, and what they record."""

from typing import Any

from daw.model import limits, routing
from daw.model.clip import Clip
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Track


def _next_color(session: Session) -> str:
    count = sum(one.kind == "audio" for one in session.tracks)
    return limits.COLORS[count % (len(limits.COLORS) - 1)]


def _insert(session: Session, new: Track, before: Any) -> Session:
    if before is None:
        last = max((index for index, one in enumerate(session.tracks) if one.kind == new.kind), default=-1)
        after = [one for one in session.tracks[last + 1 :] if new.kind == "audio" or one.kind == "master"]
        before = after[0].id if after else None
    return replace(session, tracks=find.placed(session.tracks, new, before, "track"))


def checked_inputs(value: Any) -> tuple[int, ...]:
    """One device input, or a pair of different ones, counted from 1."""
    listed = check.items("The inputs of a track", value)
    if len(listed) > 2 or len(set(map(repr, listed))) != len(listed):
        raise EditError("A track records one input or a pair of different ones.")
    return tuple(check.whole("An input", one, 1, limits.MAX_INPUT) for one in listed)


@edit("Add track {name}", target=0)
def add_track(
    session: Session, name: str, channels: int = 2, inputs: list[int] | None = None, before: str | None = None, color: str | None = None
) -> Session:
    """A new audio track, after the last one or before another; its id is `upcoming(session, "t")`."""
    maker = Maker(session)
    new = Track(
        id=maker.make("t"),
        name=check.name("The name of a track", name),
        channels=check.choice("The channels of a track", channels, (1, 2)),
        inputs=(1,) if inputs is None else checked_inputs(inputs),
        color=_next_color(session) if color is None else check.color(color),
    )
    return maker.counted(_insert(session, new, before))


@edit("Add bus {name}", target=0)
def add_bus(session: Session, name: str, before: str | None = None, color: str = "stone") -> Session:
    """A new bus, before the master or before another track; its id is `upcoming(session, "t")`."""
    maker = Maker(session)
    new = Track(id=maker.make("t"), name=check.name("The name of a bus", name), kind="bus", color=check.color(color))
    return maker.counted(_insert(session, new, before))


def _not_master(one: Track, what: str) -> None:
    if one.kind == "master":
        raise EditError(f"The master can't be {what}.")


def _forget(one: Track, gone: str) -> Track:
    """A track that no longer sends to, outputs into or listens to the track `gone`."""
    lost = [send.id for send in one.sends if send.bus == gone]
    slots = tuple(replace(slot, sidechain=None) if slot.sidechain == gone else slot for slot in one.slots)
    changes: dict[str, Any] = {}
    if lost:
        targets = {f"{send_id}/level_db" for send_id in lost}
        changes["sends"] = find.without(one.sends, *lost)
        changes["automation"] = tuple(envelope for envelope in one.automation if envelope.target not in targets)
    if slots != one.slots:
        changes["slots"] = slots
    if one.output == gone:
        changes["output"] = None
    return replace(one, **changes) if changes else one


@edit("Remove {track_id:name}")
def remove_track(session: Session, track_id: str) -> Session:
    """Remove a track or a bus; what went into a bus goes to the master, sends to it and side-chains from it disappear.

    What was said about it is said about the song from then on.
    """
    gone = find.track(session, track_id)
    _not_master(gone, "removed")
    tracks = tuple(_forget(one, gone.id) for one in session.tracks if one.id != gone.id)
    comments = tuple(replace(one, track=None) if one.track == gone.id else one for one in session.comments)
    return replace(session, tracks=tracks, comments=comments)


@edit("Rename {track_id:name} to {name}")
def rename_track(session: Session, track_id: str, name: str) -> Session:
    """Give a track another name."""
    return find.put(session, replace(find.track(session, track_id), name=check.name("The name of a track", name)))


@edit("Move {track_id:name}")
def move_track(session: Session, track_id: str, before: str | None = None) -> Session:
    """Move a track before another, or (None) to the end, before the master."""
    moved = find.track(session, track_id)
    _not_master(moved, "moved")
    if before == track_id:
        return session
    rest = find.without(session.tracks, moved.id)
    tracks = find.placed(rest, moved, routing.master(session).id if before is None else before, "track")
    return session if tracks == session.tracks else replace(session, tracks=tracks)


def _copied_clips(clips: tuple[Clip, ...], maker: Maker, ids: dict[str, str]) -> tuple[Clip, ...]:
    def renewed(old: str | None, letter: str) -> str | None:
        if old is not None and old not in ids:
            ids[old] = maker.make(letter)
        return None if old is None else ids[old]

    return tuple(replace(one, id=renewed(one.id, "c"), take=ids.get(one.take or ""), group=renewed(one.group, "g")) for one in clips)


@edit("Duplicate {track_id:name}")
def duplicate_track(session: Session, track_id: str, name: str | None = None) -> Session:
    """A copy of a track with everything on it, right after it; its id is `upcoming(session, "t")`."""
    old = find.track(session, track_id)
    _not_master(old, "duplicated")
    maker, ids = Maker(session), {}
    new_id = maker.make("t")
    for letter, records in (("x", old.slots), ("n", old.sends), ("k", old.takes), ("e", old.automation), ("v", old.versions)):
        ids.update({one.id: maker.make(letter) for one in records})

    def target(text: str) -> str:
        owner, slash, parameter = text.partition("/")
        return f"{ids[owner]}/{parameter}" if slash else text

    new = replace(
        old,
        id=new_id,
        name=f"{old.name} copy" if name is None else check.name("The name of a track", name),
        armed=False,
        slots=tuple(replace(one, id=ids[one.id]) for one in old.slots),
        sends=tuple(replace(one, id=ids[one.id]) for one in old.sends),
        takes=tuple(replace(one, id=ids[one.id]) for one in old.takes),
        clips=_copied_clips(old.clips, maker, ids),
        versions=tuple(replace(one, id=ids[one.id], clips=_copied_clips(one.clips, maker, ids)) for one in old.versions),
        version=ids.get(old.version or ""),
        automation=tuple(replace(one, id=ids[one.id], target=target(one.target)) for one in old.automation),
    )
    after = session.tracks[[one.id for one in session.tracks].index(old.id) + 1 :]
    tracks = find.placed(session.tracks, new, after[0].id if after else None, "track")
    return maker.counted(replace(session, tracks=tracks))


@edit("Color {track_id:name} {color}")
def set_track_color(session: Session, track_id: str, color: str) -> Session:
    """Give a track a colour of the palette."""
    return find.put(session, replace(find.track(session, track_id), color=check.color(color)))


@edit("Input {inputs:list}, {track_id:name}")
def set_inputs(session: Session, track_id: str, inputs: list[int]) -> Session:
    """What a track records: one device input (mono) or a pair, counted from 1."""
    return find.put(session, replace(find.audio_track(session, track_id), inputs=checked_inputs(inputs)))


@edit("{on:Arm|Disarm} {track_id:name}")
def set_armed(session: Session, track_id: str, on: bool) -> Session:
    """Make a track ready to record, or not."""
    return find.put(session, replace(find.audio_track(session, track_id), armed=check.switch("Arming", on)))


@edit("Arm only {track_id:name}", target=0)
def arm_only(session: Session, track_id: str | None) -> Session:
    """Arm this track and no other; None arms none."""
    chosen = None if track_id is None else find.audio_track(session, track_id).id
    return find.put(session, *(replace(one, armed=one.id == chosen) for one in session.tracks if one.armed or one.id == chosen))


@edit("Hear yourself {monitor}, {track_id:name}")
def set_monitor(session: Session, track_id: str, monitor: str) -> Session:
    """When the input is heard: "off", "auto" (while armed) or "on"."""
    chosen = check.choice("Hearing yourself", monitor, ("off", "auto", "on"))
    return find.put(session, replace(find.audio_track(session, track_id), monitor=chosen))


@edit("{channels:channels}, {track_id:name}")
def set_channels(session: Session, track_id: str, channels: int) -> Session:
    """One channel (the pan law places it) or two (pan is a balance)."""
    one = find.audio_track(session, track_id)
    return find.put(session, replace(one, channels=check.choice("The channels of a track", channels, (1, 2))))


@edit("Output of {track_id:name}")
def set_output(session: Session, track_id: str, output: str | None) -> Session:
    """Where a track goes: a bus, or (None) the master."""
    one = find.track(session, track_id)
    _not_master(one, "routed: it is where everything ends")
    target = None if output is None else find.track(session, output)
    if target is not None and target.kind == "audio":
        raise EditError(f"“{one.name}” can go to a bus or to the master; “{target.name}” is an audio track.")
    new = find.put(session, replace(one, output=None if target is None or target.kind == "master" else target.id))
    refuse_circle(new, f"“{one.name}” can't go to “{target.name}”" if target else "")
    return new


def refuse_circle(session: Session, refusal: str) -> None:
    """Raise if tracks feed each other in a circle."""
    round_trip = routing.circle(session)
    if round_trip:
        names = ", ".join(f"“{find.track(session, track_id).name}”" for track_id in round_trip[:6])
        raise EditError(f"{refusal}: the sound would run in a circle through {names}.")
