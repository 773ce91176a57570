"""Edits of automation: envelopes, their points, and passes written by a moving control."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from daw.model import limits
from daw.model.automation import HOLD, Envelope, Mode, Point
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.edits.slots import parameter_name
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Track


def bounds(target: str) -> tuple[float, float]:
    """The range of the values of an automation target; those of an effect's parameter are known to its registry, not here."""
    if target == "pan":
        return -1.0, 1.0
    if target == "mute":
        return 0.0, 1.0
    if target == "fader_db" or target.endswith("/level_db"):
        return limits.FADER_LOW_DB, limits.FADER_HIGH_DB
    return -limits.MAX_VALUE, limits.MAX_VALUE


def _bounds(one: Track, target: str) -> tuple[float, float]:
    owner = target.partition("/")[0]
    return bounds("" if any(slot.id == owner for slot in one.slots) else target)


def checked_target(one: Track, target: Any) -> str:
    """A target that exists on a track."""
    plain = check.text("What is automated", target, 1000)
    if plain in {"fader_db", "pan", "mute"}:
        return plain
    owner, slash, parameter = plain.partition("/")
    if slash and any(slot.id == owner for slot in one.slots):
        return f"{owner}/{parameter_name(parameter)}"
    if parameter == "level_db" and any(send.id == owner for send in one.sends):
        return plain
    raise EditError(f"“{one.name}” has fader_db, pan, mute, EFFECT_ID/parameter and SEND_ID/level_db; {check.shown(target)} is not there.")


def _point(one: Track, target: str, plain: Any) -> Point:
    if isinstance(plain, Mapping) and set(plain) <= {"frame", "value", "curve"}:  # a Point, as JSON has it
        plain = [plain.get("frame"), plain.get("value"), plain.get("curve", 0.0)]
    if not isinstance(plain, list | tuple) or not 2 <= len(plain) <= 3:
        raise EditError(f"A point is a list of frame, value and (if it bends) curve; {check.shown(plain)} is not.")
    return checked_point(one, target, plain[0], plain[1], plain[2] if len(plain) == 3 else 0.0)


def checked_point(one: Track, target: str, frame: Any, value: Any, curve: Any) -> Point:
    """A point an envelope of a track may have."""
    low, high = _bounds(one, target)
    bend = curve if type(curve) in {int, float} and curve == HOLD else check.number("A curve (2 holds the value)", curve, -1.0, 1.0)
    return Point(check.frame("The place of a point", frame), check.number(f"“{target}”", value, low, high), float(bend))


def ordered(points: Iterable[Point]) -> tuple[Point, ...]:
    """Points in order of time; of several on one frame the last given stays."""
    return tuple(sorted({point.frame: point for point in points}.values(), key=lambda point: point.frame))


def _points(one: Track, target: str, listed: Any) -> tuple[Point, ...]:
    if not isinstance(listed, list | tuple):
        raise EditError(f"Points are a list of [frame, value] or [frame, value, curve]; {check.shown(listed)} is not.")
    return ordered(_point(one, target, plain) for plain in listed)


def _with_points(session: Session, one: Track, envelope: Envelope, points: Iterable[Point]) -> Session:
    new = replace(envelope, points=ordered(points))
    return find.put(session, replace(one, automation=find.swap(one.automation, new)))


@edit("Automate {target:target}, {track_id:name}", target=2)
def add_envelope(session: Session, track_id: str, target: str, points: list[list[float]] | None = None) -> Session:
    """Automate a parameter of a track; the envelope's id is `upcoming(session, "e")`.

    target : "fader_db", "pan", "mute", "SLOT_ID/parameter" or "SEND_ID/level_db".   points : lists of frame, value and (if it bends) curve
    """
    one = find.track(session, track_id)
    plain = checked_target(one, target)
    if any(envelope.target == plain for envelope in one.automation):
        raise EditError(f"“{plain}” of “{one.name}” is automated already.")
    maker = Maker(session)
    new = Envelope(id=maker.make("e"), target=plain, points=() if points is None else _points(one, plain, points))
    return maker.counted(find.put(session, replace(one, automation=(*one.automation, new))))


@edit("Remove automation of {envelope_id:name}, {envelope_id:owner}")
def remove_envelope(session: Session, envelope_id: str) -> Session:
    """Take all automation of a parameter away."""
    one, envelope = find.envelope(session, envelope_id)
    return find.put(session, replace(one, automation=find.without(one.automation, envelope.id)))


@edit("Automation of {envelope_id:name}: {mode}, {envelope_id:owner}")
def set_automation_mode(session: Session, envelope_id: str, mode: str) -> Session:
    """What an envelope does: "off", "read", or be written by a moving control: "touch", "latch", "write"."""
    one, envelope = find.envelope(session, envelope_id)
    new = replace(envelope, mode=check.choice("The mode of automation", mode, get_args(Mode)))
    return find.put(session, replace(one, automation=find.swap(one.automation, new)))


@edit("Automation of {envelope_id:name}, {envelope_id:owner}")
def set_points(session: Session, envelope_id: str, points: list[list[float]]) -> Session:
    """Replace all points of an envelope: lists of frame, value and (if it bends) curve."""
    one, envelope = find.envelope(session, envelope_id)
    return _with_points(session, one, envelope, _points(one, envelope.target, points))


@edit("Automation point {envelope_id:name}, {envelope_id:owner}", target=2)
def add_point(session: Session, envelope_id: str, frame: int, value: float, curve: float = 0.0) -> Session:
    """Put a point on an envelope, in the place of one on the same frame; curve −1 … +1 bends what follows, 2 holds the value."""
    one, envelope = find.envelope(session, envelope_id)
    return _with_points(session, one, envelope, (*envelope.points, checked_point(one, envelope.target, frame, value, curve)))


def _point_at(envelope: Envelope, frame: Any) -> Point:
    for point in envelope.points:
        if point.frame == frame:
            return point
    raise EditError(f"There is no automation point at frame {check.shown(frame)}.")


@edit("Automation point {envelope_id:name}, {envelope_id:owner}", target=2)
def move_point(session: Session, envelope_id: str, frame: int, to_frame: int, value: float | None = None) -> Session:
    """Move the point on a frame to another frame and (None: the same) value; a point that was there gives way."""
    one, envelope = find.envelope(session, envelope_id)
    old = _point_at(envelope, frame)
    new = checked_point(one, envelope.target, to_frame, old.value if value is None else value, old.curve)
    return _with_points(session, one, envelope, (*(point for point in envelope.points if point is not old), new))


@edit("Automation curve {envelope_id:name}, {envelope_id:owner}", target=2)
def set_point_curve(session: Session, envelope_id: str, frame: int, curve: float) -> Session:
    """Bend the way from a point to the next: −1 slow start … 0 straight … +1 fast start, 2 holds the value."""
    one, envelope = find.envelope(session, envelope_id)
    old = _point_at(envelope, frame)
    return _with_points(session, one, envelope, (*envelope.points, checked_point(one, envelope.target, old.frame, old.value, curve)))


@edit("Remove automation points {envelope_id:name}, {envelope_id:owner}")
def remove_points(session: Session, envelope_id: str, frames: list[int]) -> Session:
    """Remove the points on these frames."""
    one, envelope = find.envelope(session, envelope_id)
    gone = {_point_at(envelope, frame).frame for frame in check.items("The points", frames)}
    return _with_points(session, one, envelope, (point for point in envelope.points if point.frame not in gone))


@edit("Scale automation {envelope_id:name}, {envelope_id:owner}")
def scale_range(
    session: Session,
    envelope_id: str,
    start: int,
    end: int,
    scale: float = 1.0,
    shift: float = 0.0,
    pivot: float = 0.0,
    within: list[float] | None = None,
) -> Session:
    """Make the points from `start` up to `end` pivot + (value − pivot) · scale + shift, kept within `within` = [low, high]."""
    one, envelope = find.envelope(session, envelope_id)
    first, last = check.span("the range", start, end)
    factor, more = (check.number(what, one, -1e6, 1e6) for what, one in (("The scale", scale), ("The shift", shift)))
    middle = check.number("The pivot", pivot, -limits.MAX_VALUE, limits.MAX_VALUE)
    low, high = _bounds(one, envelope.target)
    if within is not None:
        edges = check.items("The limits", within)
        if len(edges) != 2:
            raise EditError("The limits are the lowest and the highest value.")
        lower = check.number("The lowest value", edges[0], low, high)
        low, high = lower, check.number("The highest value", edges[1], lower, high)

    def scaled(point: Point) -> Point:
        value = middle + (point.value - middle) * factor + more
        return replace(point, value=min(max(value, low), high))

    return _with_points(session, one, envelope, (scaled(point) if first <= point.frame < last else point for point in envelope.points))


@edit("Write automation of {target:target}, {track_id:name}", target=2)
def write_pass(session: Session, track_id: str, target: str, start: int, end: int, points: list[list[float]]) -> Session:
    """Put what a moving control did from `start` up to `end` in the place of what was there; outside, nothing changes.

    The envelope is made if there is none; after `end` the old values stand again, if there were any.
    """
    one = find.track(session, track_id)
    plain = checked_target(one, target)
    first, last = check.span("the pass", start, end)
    written = _points(one, plain, points)
    if not written or written[0].frame < first or written[-1].frame >= last:
        raise EditError(f"A pass needs points, and they must lie from frame {first} up to {last}.")
    maker = Maker(session)
    old = next((envelope for envelope in one.automation if envelope.target == plain), None)
    if old is None:
        made = Envelope(id=maker.make("e"), target=plain, points=written)
        return maker.counted(find.put(session, replace(one, automation=(*one.automation, made))))
    return _with_points(session, one, old, spliced(old, first, last, written))


def spliced(envelope: Envelope, start: int, end: int, written: tuple[Point, ...]) -> list[Point]:
    """The points of an envelope with others in the place of those from `start` up to `end`; outside, its values stay.

    Only what is left of a bent way that the pass cuts off at its end goes on straight.
    """
    before = [point for point in envelope.points if point.frame < start]
    after = [point for point in envelope.points if point.frame >= end]
    inside = [replace(written[0], frame=start, curve=HOLD), *written, Point(end - 1, written[-1].value)]
    edge, resume = envelope.value_at(start - 1), envelope.value_at(end)
    if edge is not None and start > 0 and not (before and (before[-1].curve == HOLD or before[-1].frame == start - 1)):
        before.append(Point(start - 1, edge))
    if resume is not None and not (after and after[0].frame == end):
        last = max((point for point in envelope.points if point.frame < end), key=lambda point: point.frame, default=None)
        after.insert(0, Point(end, resume, HOLD if last is not None and last.curve == HOLD else 0.0))
    kept = {point.frame: point for point in reversed(inside) if point.frame < end}
    kept.update({point.frame: point for point in written})
    return [*before, *kept.values(), *after]
