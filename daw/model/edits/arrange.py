"""Edits that move time itself: sections with all they hold, ranges taken out or put in on every track."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from daw.model import limits
from daw.model.automation import Envelope, Point
from daw.model.clip import Clip
from daw.model.comment import Comment, Task
from daw.model.edits import check, find
from daw.model.edits.automation import ordered
from daw.model.edits.clips import cut_to
from daw.model.edits.cuts import follows
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Marker, Section, Session
from daw.model.take import Take
from daw.model.tempo import MeterMark, TempoMap, TempoMark
from daw.model.track import Track

END = limits.MAX_FRAME + 1


class Stretch(NamedTuple):
    """Old time from `start` up to `end`, that comes to lie at `to`.  A copy is there a second time and needs ids of its own."""

    start: int
    end: int
    to: int
    copy: bool = False


def rearranged(session: Session, stretches: Sequence[Stretch]) -> Session:
    """The song with its time put together anew; what no stretch covers is gone, clips are cut where stretches end."""
    maker = Maker(session)
    groups: dict[str, str] = {}  # of copied clips
    tracks = tuple(_track(session, one, stretches, maker, groups) for one in session.tracks)
    return maker.counted(
        replace(
            session,
            tracks=tracks,
            markers=_markers(session, stretches, maker),
            sections=_sections(session, stretches, maker),
            comments=_comments(session, stretches),
            tasks=_tasks(session, stretches),
            tempo=TempoMap(
                tempos=_marks(session.tempo.tempos, stretches, lambda mark: mark.bpm),
                meters=_marks(session.tempo.meters, stretches, lambda mark: (mark.beats, mark.unit)),
            ),
        )
    )


def _track(session: Session, one: Track, stretches: Sequence[Stretch], maker: Maker, groups: dict[str, str]) -> Track:
    clips = _clips(session, one.clips, stretches, maker, groups)
    takes = tuple(_take(take, stretches) for take in one.takes)
    automation = tuple(_envelope(envelope, stretches) for envelope in one.automation)
    if clips == one.clips and takes == one.takes and automation == one.automation:
        return one
    return replace(one, clips=clips, takes=takes, automation=automation)


def _clips(
    session: Session, clips: tuple[Clip, ...], stretches: Sequence[Stretch], maker: Maker, groups: dict[str, str]
) -> tuple[Clip, ...]:
    done: list[Clip] = []
    for clip in clips:
        parts: list[Clip] = []
        for stretch in stretches:
            start, end = max(clip.start, stretch.start), min(clip.end, stretch.end)
            if start >= end:
                continue
            part = cut_to(session, clip, start, end)
            part = replace(part, start=part.start + stretch.to - stretch.start)
            if parts and not stretch.copy and follows(parts[-1], part) and parts[-1].id == clip.id:
                parts[-1] = replace(parts[-1], length=parts[-1].length + part.length, fade_out=part.fade_out)
                continue
            group = clip.group
            if stretch.copy and group is not None:
                groups[group] = groups.get(group) or maker.make("g")
                group = groups[group]
            parts.append(replace(part, id=maker.make("c") if parts or stretch.copy else part.id, group=group))
        done.extend(parts)
    return tuple(done)


def _take(take: Take, stretches: Sequence[Stretch]) -> Take:
    """A take moves with the stretch that holds it whole; one that is cut through stays where it was recorded."""
    for stretch in stretches:
        if not stretch.copy and stretch.start <= take.start and take.end <= stretch.end:
            return replace(take, start=take.start + stretch.to - stretch.start)
    return take


def _envelope(envelope: Envelope, stretches: Sequence[Stretch]) -> Envelope:
    """An envelope rearranged; where stretches that were apart meet, points keep the values on both sides."""
    if not envelope.points:
        return envelope
    points: list[Point] = []
    flat = len({point.value for point in envelope.points}) == 1
    for stretch in stretches:
        by = stretch.to - stretch.start
        inside: list[Point] = [point for point in envelope.points if stretch.start <= point.frame < stretch.end]
        first, last = envelope.value_at(stretch.start), envelope.value_at(stretch.end - 1)
        if not flat and first is not None and (stretch.start > 0 or stretch.to > 0):
            inside.insert(0, Point(stretch.start, first))
        if not flat and last is not None and stretch.end < END:
            inside.append(Point(stretch.end - 1, last))
        own = {point.frame: point for point in reversed(inside)}  # of two on a frame, the envelope's own point
        points.extend(replace(point, frame=point.frame + by) for point in own.values())
    return replace(envelope, points=ordered(points))


def _markers(session: Session, stretches: Sequence[Stretch], maker: Maker) -> tuple[Marker, ...]:
    done = [
        replace(marker, id=maker.make("m") if stretch.copy else marker.id, frame=marker.frame + stretch.to - stretch.start)
        for stretch in stretches
        for marker in session.markers
        if stretch.start <= marker.frame < stretch.end
    ]
    return tuple(sorted(done, key=lambda marker: marker.frame))


def _place(frame: int, stretches: Sequence[Stretch]) -> int:
    """Where a moment comes to lie; one whose time is gone lies where the time before it ends."""
    before = 0
    for stretch in stretches:
        if stretch.copy:
            continue
        if stretch.start <= frame < stretch.end:
            return frame + stretch.to - stretch.start
        if stretch.end <= frame:
            before = max(before, stretch.end + stretch.to - stretch.start)
    return before


def _comments(session: Session, stretches: Sequence[Stretch]) -> tuple[Comment, ...]:
    """What was said is never lost with the time it was said about, nor said twice about a copy."""
    moved = [replace(one, frame=_place(one.frame, stretches)) for one in session.comments]
    return tuple(sorted(moved, key=lambda one: one.frame))


def _tasks(session: Session, stretches: Sequence[Stretch]) -> tuple[Task, ...]:
    return tuple(one if one.frame is None else replace(one, frame=_place(one.frame, stretches)) for one in session.tasks)


def _sections(session: Session, stretches: Sequence[Stretch], maker: Maker) -> tuple[Section, ...]:
    done: list[Section] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.to):
        for one in session.sections:
            start, end = max(one.start, stretch.start), min(one.start + one.length, stretch.end)
            if start >= end:
                continue
            there = start + stretch.to - stretch.start
            before = next((old for old in done if old.id == one.id), None)
            if before is not None and not stretch.copy:
                if before.start + before.length == there:
                    done[done.index(before)] = replace(before, length=before.length + end - start)
                    continue
            elif not stretch.copy:
                done.append(replace(one, start=there, length=end - start))
                continue
            done.append(replace(one, id=maker.make("p"), start=there, length=end - start))
    return tuple(done)


M = TypeVar("M", TempoMark, MeterMark)


def _marks(marks: tuple[M, ...], stretches: Sequence[Stretch], value: Callable[[M], Any]) -> tuple[M, ...]:
    """Tempo or meter marks rearranged: each stretch keeps what was in force in it."""
    done: list[M] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.to):
        for index, mark in enumerate(marks):
            until = marks[index + 1].frame if index + 1 < len(marks) else END
            if until > stretch.start and mark.frame < stretch.end and (not done or value(done[-1]) != value(mark)):
                frame = max(mark.frame, stretch.start) + stretch.to - stretch.start
                done.append(replace(mark, frame=frame if done else 0))
    return tuple(done)


def _between_sections(session: Session, frame: int, moved: Section | None) -> None:
    for one in session.sections:
        if one is not moved and one.start < frame < one.start + one.length:
            raise EditError(f"That is in the middle of “{one.name}”; drop it before or after.")


@edit("Move section {section_id:name} to {to_frame:place}")
def move_section(session: Session, section_id: str, to_frame: int) -> Session:
    """Move a section with all it holds to another frame (as time is now); what lies between closes up and makes room."""
    moved = find.section(session, section_id)
    start, end = moved.start, moved.start + moved.length
    to = check.frame("The place of a section", to_frame)
    _between_sections(session, to, moved)
    if start <= to <= end:
        return session
    if to > end:
        return rearranged(
            session, _used(Stretch(0, start, 0), Stretch(end, to, start), Stretch(start, end, to - moved.length), Stretch(to, END, to))
        )
    return rearranged(
        session, _used(Stretch(0, to, 0), Stretch(start, end, to), Stretch(to, start, to + moved.length), Stretch(end, END, end))
    )


def _used(*stretches: Stretch) -> list[Stretch]:
    return [stretch for stretch in stretches if stretch.end > stretch.start]


def _room(session: Session, by: int) -> None:
    ends = [clip.end for one in session.tracks for clip in one.clips] + [take.end for one in session.tracks for take in one.takes]
    ends += [point.frame for one in session.tracks for envelope in one.automation for point in envelope.points]
    ends += [marker.frame for marker in session.markers] + [comment.frame for comment in session.comments]
    ends += [task.frame or 0 for task in session.tasks]
    ends += [section.start + section.length for section in session.sections]
    ends += [mark.frame for mark in session.tempo.tempos] + [mark.frame for mark in session.tempo.meters]
    last = max(ends)
    if last + by > limits.MAX_FRAME:
        raise EditError("The song would become too long.")


@edit("Copy section {section_id:name} to {to_frame:place}")
def copy_section(session: Session, section_id: str, to_frame: int) -> Session:
    """Put a copy of a section with all it holds at a frame; what is there later moves on."""
    copied = find.section(session, section_id)
    to = check.frame("The place of a section", to_frame)
    _between_sections(session, to, None)
    _room(session, copied.length)
    start, end = copied.start, copied.start + copied.length
    return rearranged(
        session, _used(Stretch(0, to, 0), Stretch(start, end, to, copy=True), Stretch(to, END - copied.length, to + copied.length))
    )


@edit("Insert time at {frame:place}")
def insert_time(session: Session, frame: int, length: int) -> Session:
    """Put `length` frames of nothing into every track at a frame."""
    at, by = check.frame("The place of a gap", frame), check.length("A gap", length)
    _room(session, by)
    return rearranged(session, _used(Stretch(0, at, 0), Stretch(at, END - by, at + by)))


@edit("Delete range and close the gap", target=0)
def ripple_delete_range(session: Session, start: int, end: int) -> Session:
    """Take the time from `start` up to `end` out of the whole song: clips, automation, markers, sections and tempo."""
    first, last = check.span("the range", start, end)
    return rearranged(session, _used(Stretch(0, first, 0), Stretch(last, END, first)))
