"""Edits of the song's own things: name, key, markers, sections, loop and punch ranges, tempo and meter."""

from typing import Any

from daw.model import limits
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Marker, Section, Session, Span
from daw.model.tempo import MeterMark, TempoMap, TempoMark


def _changed(session: Session, **changes: Any) -> Session:
    new: Session = replace(session, **changes)
    return session if new == session else new


@edit("Song name {name}", target=0)
def set_song_name(session: Session, name: str) -> Session:
    """Give the song another name."""
    return _changed(session, name=check.name("The name of a song", name))


@edit("Key {key}", target=0)
def set_key(session: Session, key: str) -> Session:
    """Write down the key of the song, e.g. "D min"; "" if it is not known."""
    return _changed(session, key=check.text("The key", key, 100))


@edit("Marker {name}", target=0)
def add_marker(session: Session, name: str, frame: int) -> Session:
    """Mark a moment; the marker's id is `upcoming(session, "m")`."""
    maker = Maker(session)
    new = Marker(id=maker.make("m"), name=check.name("The name of a marker", name), frame=check.frame("The place of a marker", frame))
    return maker.counted(replace(session, markers=_in_time((*session.markers, new))))


def _in_time(markers: tuple[Marker, ...]) -> tuple[Marker, ...]:
    return tuple(sorted(markers, key=lambda marker: marker.frame))


@edit("Move marker {marker_id:name} to {frame:place}")
def move_marker(session: Session, marker_id: str, frame: int) -> Session:
    """Move a marker to another moment."""
    new = replace(find.marker(session, marker_id), frame=check.frame("The place of a marker", frame))
    return _changed(session, markers=_in_time(find.swap(session.markers, new)))


@edit("Rename marker {marker_id:name} to {name}")
def rename_marker(session: Session, marker_id: str, name: str) -> Session:
    """Give a marker another name."""
    new = replace(find.marker(session, marker_id), name=check.name("The name of a marker", name))
    return _changed(session, markers=find.swap(session.markers, new))


@edit("Remove marker {marker_id:name}")
def remove_marker(session: Session, marker_id: str) -> Session:
    """Take a marker away."""
    return replace(session, markers=find.without(session.markers, find.marker(session, marker_id).id))


def placed_sections(sections: tuple[Section, ...], new: Section) -> tuple[Section, ...]:
    """Sections in order of time with one put in (or changed); sections can't overlap."""
    others = find.without(sections, new.id)
    for one in others:
        if one.start < new.start + new.length and new.start < one.start + one.length:
            raise EditError(f"Sections can't overlap; “{one.name}” is there, from frame {one.start} to {one.start + one.length}.")
    return tuple(sorted((*others, new), key=lambda section: section.start))


@edit("Section {name}", target=0)
def add_section(session: Session, name: str, start: int, end: int, color: str | None = None) -> Session:
    """Name a part of the song; the section's id is `upcoming(session, "p")`."""
    first, last = check.span("a section", start, end)
    maker = Maker(session)
    chosen = limits.COLORS[len(session.sections) % (len(limits.COLORS) - 1)] if color is None else check.color(color)
    plain = check.name("The name of a section", name)
    new = Section(id=maker.make("p"), name=plain, start=first, length=last - first, color=chosen)
    return maker.counted(replace(session, sections=placed_sections(session.sections, new)))


def _put_section(session: Session, section_id: str, **changes: Any) -> Session:
    new = replace(find.section(session, section_id), **changes)
    return _changed(session, sections=placed_sections(session.sections, new))


@edit("Resize section {section_id:name}")
def set_section_range(session: Session, section_id: str, start: int, end: int) -> Session:
    """Let a section begin and end elsewhere; nothing else moves."""
    first, last = check.span("a section", start, end)
    return _put_section(session, section_id, start=first, length=last - first)


@edit("Rename section {section_id:name} to {name}")
def rename_section(session: Session, section_id: str, name: str) -> Session:
    """Give a section another name."""
    return _put_section(session, section_id, name=check.name("The name of a section", name))


@edit("Color section {section_id:name} {color}")
def set_section_color(session: Session, section_id: str, color: str) -> Session:
    """Give a section a colour of the palette."""
    return _put_section(session, section_id, color=check.color(color))


@edit("Remove section {section_id:name}")
def remove_section(session: Session, section_id: str) -> Session:
    """Take a section's name away; what lies there stays."""
    return replace(session, sections=find.without(session.sections, find.section(session, section_id).id))


def _span(what: str, start: Any, end: Any) -> Span | None:
    if start is None and end is None:
        return None
    return Span(*check.span(what, start, end))


@edit("Loop range", target=0)
def set_loop(session: Session, start: int | None, end: int | None) -> Session:
    """Where the loop lies; None and None: nowhere."""
    return _changed(session, loop=_span("the loop", start, end))


@edit("Punch range", target=0)
def set_punch(session: Session, start: int | None, end: int | None) -> Session:
    """Where recording punches in and out; None and None: nowhere."""
    return _changed(session, punch=_span("the punch range", start, end))


def _tempos(session: Session, marks: dict[int, TempoMark]) -> Session:
    tempo = TempoMap(tempos=tuple(marks[frame] for frame in sorted(marks)), meters=session.tempo.meters)
    return _changed(session, tempo=tempo)


def _meters(session: Session, marks: dict[int, MeterMark]) -> Session:
    tempo = TempoMap(tempos=session.tempo.tempos, meters=tuple(marks[frame] for frame in sorted(marks)))
    return _changed(session, tempo=tempo)


@edit("Tempo {bpm:bpm}")
def set_tempo(session: Session, frame: int, bpm: float) -> Session:
    """The tempo from a frame on, in quarter notes a minute; clips stay where they are."""
    at = check.frame("The place of a tempo", frame)
    mark = TempoMark(at, check.number("The tempo", bpm, limits.BPM_LOW, limits.BPM_HIGH, "bpm"))
    return _tempos(session, {one.frame: one for one in (*session.tempo.tempos, mark)})


@edit("Meter {beats}/{unit}")
def set_meter(session: Session, frame: int, beats: int, unit: int) -> Session:
    """The meter from a frame on: bars of `beats` beats, each a 1/`unit` note."""
    at = check.frame("The place of a meter", frame)
    count = check.whole("The beats of a bar", beats, 1, limits.MAX_METER_BEATS)
    mark = MeterMark(at, count, check.choice("The unit of a meter", unit, limits.METER_UNITS))
    return _meters(session, {one.frame: one for one in (*session.tempo.meters, mark)})


def _mark_at(marks: Any, what: str, frame: Any) -> int:
    at = check.frame(f"The place of a {what}", frame)
    if at == 0:
        raise EditError(f"The first {what} stands at the start of the song and can only be changed.")
    if all(one.frame != at for one in marks):
        raise EditError(f"There is no {what} change at frame {at}.")
    return at


@edit("Remove tempo change")
def remove_tempo(session: Session, frame: int) -> Session:
    """Take the tempo change on a frame away."""
    at = _mark_at(session.tempo.tempos, "tempo", frame)
    return _tempos(session, {one.frame: one for one in session.tempo.tempos if one.frame != at})


@edit("Remove meter change")
def remove_meter(session: Session, frame: int) -> Session:
    """Take the meter change on a frame away."""
    at = _mark_at(session.tempo.meters, "meter", frame)
    return _meters(session, {one.frame: one for one in session.tempo.meters if one.frame != at})


@edit("Move tempo change to {to_frame:place}")
def move_tempo(session: Session, frame: int, to_frame: int) -> Session:
    """Move the tempo change on a frame to another."""
    at, to = _mark_at(session.tempo.tempos, "tempo", frame), check.whole("The place of a tempo", to_frame, 1, limits.MAX_FRAME, "frames")
    marks = {(to if one.frame == at else one.frame): one for one in session.tempo.tempos}
    return _tempos(session, {where: replace(one, frame=where) for where, one in marks.items()})


@edit("Move meter change to {to_frame:place}")
def move_meter(session: Session, frame: int, to_frame: int) -> Session:
    """Move the meter change on a frame to another."""
    at, to = _mark_at(session.tempo.meters, "meter", frame), check.whole("The place of a meter", to_frame, 1, limits.MAX_FRAME, "frames")
    marks = {(to if one.frame == at else one.frame): one for one in session.tempo.meters}
    return _meters(session, {where: replace(one, frame=where) for where, one in marks.items()})
