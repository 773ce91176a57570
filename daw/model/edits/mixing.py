"""Edits of the mixer: fader, pan, mute, solo, polarity, sends, pan law."""

from daw.model import limits
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.edits.tracks import refuse_circle
from daw.model.ids import Maker
from daw.model.session import PAN_LAWS_DB, Session
from daw.model.track import Send


def fader(what: str, value: object) -> float:
    """A level a fader can stand at, in dB."""
    return check.number(what, value, limits.FADER_LOW_DB, limits.FADER_HIGH_DB, "dB")


@edit("Fader {fader_db:db}, {track_id:name}")
def set_fader(session: Session, track_id: str, fader_db: float) -> Session:
    """The level of a track in dB, −150 (off) … +6."""
    return find.put(session, replace(find.track(session, track_id), fader_db=fader("The fader", fader_db)))


@edit("Pan {pan:pan}, {track_id:name}")
def set_pan(session: Session, track_id: str, pan: float) -> Session:
    """The place of a track, −1 left … +1 right."""
    return find.put(session, replace(find.track(session, track_id), pan=check.number("Pan", pan, -1.0, 1.0)))


@edit("{on:Mute|Unmute} {track_id:name}")
def set_mute(session: Session, track_id: str, on: bool) -> Session:
    """Silence a track, or not."""
    return find.put(session, replace(find.track(session, track_id), mute=check.switch("Mute", on)))


@edit("{on:Solo|Unsolo} {track_id:name}")
def set_solo(session: Session, track_id: str, on: bool) -> Session:
    """Hear this track without those that are not soloed, or not."""
    one = find.track(session, track_id)
    if one.kind == "master":
        raise EditError("The master can't be soloed: everything goes through it.")
    return find.put(session, replace(one, solo=check.switch("Solo", on)))


@edit("Solo only {track_id:name}", target=0)
def solo_only(session: Session, track_id: str) -> Session:
    """Solo this track and no other."""
    cleared = clear_solo(session)
    return set_solo(cleared, track_id, on=True)


@edit("Clear solo", target=0)
def clear_solo(session: Session) -> Session:
    """Solo no track."""
    return find.put(session, *(replace(one, solo=False) for one in session.tracks if one.solo))


@edit("Polarity {on:inverted|normal}, {track_id:name}")
def set_polarity(session: Session, track_id: str, on: bool) -> Session:
    """Turn a track's signal upside down, or not."""
    return find.put(session, replace(find.track(session, track_id), polarity_inverted=check.switch("Inverted polarity", on)))


@edit("Send {track_id:name} to {bus:name}", target=2)
def add_send(session: Session, track_id: str, bus: str, level_db: float = 0.0, pre_fader: bool = False) -> Session:
    """Send a copy of a track to a bus; the send's id is `upcoming(session, "n")`."""
    one, target = find.track(session, track_id), find.track(session, bus)
    if one.kind == "master" or target.kind != "bus":
        raise EditError(f"A track or bus sends to a bus; “{one.name}” can't send to “{target.name}”.")
    if any(send.bus == bus for send in one.sends):
        raise EditError(f"“{one.name}” already sends to “{target.name}”; set the level of that send.")
    maker = Maker(session)
    send = Send(id=maker.make("n"), bus=bus, level_db=fader("A send", level_db), pre_fader=check.switch("Pre-fader", pre_fader))
    new = find.put(session, replace(one, sends=(*one.sends, send)))
    refuse_circle(new, f"“{one.name}” can't send to “{target.name}”")
    return maker.counted(new)


@edit("Remove send to {send_id:name}, {send_id:owner}")
def remove_send(session: Session, send_id: str) -> Session:
    """Remove a send and its automation."""
    one, send = find.send(session, send_id)
    automation = tuple(envelope for envelope in one.automation if envelope.target.partition("/")[0] != send.id)
    return find.put(session, replace(one, sends=find.without(one.sends, send.id), automation=automation))


def _put_send(session: Session, send_id: str, **changes: object) -> Session:
    one, send = find.send(session, send_id)
    return find.put(session, replace(one, sends=find.swap(one.sends, replace(send, **changes))))


@edit("Send to {send_id:name} {level_db:db}, {send_id:owner}")
def set_send_level(session: Session, send_id: str, level_db: float) -> Session:
    """The level of a send in dB, −150 (off) … +6."""
    return _put_send(session, send_id, level_db=fader("A send", level_db))


@edit("Send to {send_id:name} {on:before|after} the fader, {send_id:owner}")
def set_send_pre(session: Session, send_id: str, on: bool) -> Session:
    """Take the signal before the track's fader, or after it."""
    return _put_send(session, send_id, pre_fader=check.switch("Pre-fader", on))


@edit("{on:Mute|Unmute} send to {send_id:name}, {send_id:owner}")
def set_send_mute(session: Session, send_id: str, on: bool) -> Session:
    """Silence a send, or not."""
    return _put_send(session, send_id, muted=check.switch("Mute", on))


@edit("Pan law {pan_law_db:db}", target=0)
def set_pan_law(session: Session, pan_law_db: float) -> Session:
    """How much quieter the centre is than the sides: 0, −3, −4.5 or −6 dB, for the whole song."""
    law = check.choice("The pan law in dB", pan_law_db, PAN_LAWS_DB)
    return session if law == session.pan_law_db else replace(session, pan_law_db=law)
