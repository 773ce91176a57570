"""Whether a song holds together: every range, every reference, one master, no circles.  What edits guarantee, files must prove."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from daw.model import limits, routing
from daw.model.automation import HOLD, Envelope
from daw.model.clip import Clip, Fade, Source
from daw.model.comment import Comment, Reply, Task
from daw.model.edits import check
from daw.model.edits.automation import bounds, checked_target
from daw.model.edits.clips import tidy_path
from daw.model.edits.error import EditError
from daw.model.edits.slots import parameter_name
from daw.model.edits.sounds import checked_recipe
from daw.model.session import FORMAT_VERSION, PAN_LAWS_DB, Session
from daw.model.songerror import SongError
from daw.model.take import Take
from daw.model.tempo import TempoMap
from daw.model.track import Track

MAX_ID = 2**53


def check_session(session: Session) -> Session:
    """The session itself, if it is sound; raises `SongError` with a sentence that says what is not."""
    try:
        _song(session)
        _tempo(session.tempo)
        ids = _Ids()
        sources = {source.id: _source(source, ids) for source in session.sources}
        for source in session.sources:
            _made(session, source)
        for one in session.tracks:
            _track(session, one, sources, ids)
        _routing(session)
        _parts(session, ids)
        _said(session, ids)
    except EditError as problem:
        raise SongError(f"The song is not sound: {problem}") from None
    return session


class _Ids:
    """Ids seen so far."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def see(self, record_id: str) -> None:
        """Refuse an id that is empty or was seen before."""
        if not record_id or record_id in self._seen:
            raise EditError(f"the id {check.shown(record_id)} {'stands for two things' if record_id else 'is empty'}.")
        self._seen.add(check.text("An id", record_id, 1000))


def _inside(where: str, action: Callable[..., Any], *args: Any) -> None:
    try:
        action(*args)
    except EditError as problem:
        raise EditError(f"{where}: {problem}") from None


def _song(session: Session) -> None:
    if session.format != FORMAT_VERSION:
        raise EditError(f"its format is {check.shown(session.format)}, this program knows {FORMAT_VERSION}.")
    check.text("The name of the song", session.name, limits.MAX_NAME)
    check.text("The key", session.key)
    check.whole("The sample rate", session.sample_rate, limits.MIN_SAMPLE_RATE, limits.MAX_SAMPLE_RATE, "Hz")
    check.whole("The counter of ids", session.next_id, 1, MAX_ID)
    check.choice("The pan law in dB", session.pan_law_db, PAN_LAWS_DB)
    for what, span in (("the loop", session.loop), ("the punch range", session.punch)):
        if span is not None:
            check.span(what, span.start, span.end)


def _rising(what: str, frames: Iterable[int]) -> None:
    last = -1
    for frame in frames:
        if frame <= last:
            raise EditError(f"{what} are not in order of time: {check.shown(frame)} comes after {last}.")
        last = frame
    if last > limits.MAX_FRAME:
        raise EditError(f"{what} go beyond the longest song: {check.shown(last)} frames.")


def _tempo(tempo: TempoMap) -> None:
    tempos, meters = [mark.frame for mark in tempo.tempos], [mark.frame for mark in tempo.meters]
    for what, frames in (("Tempo changes", tempos), ("Meter changes", meters)):
        _rising(what, frames)
        if not frames or frames[0] != 0:
            raise EditError(f"{what} must begin at the start of the song.")
    for mark in tempo.tempos:
        check.number("The tempo", mark.bpm, limits.BPM_LOW, limits.BPM_HIGH, "bpm")
    for meter in tempo.meters:
        check.whole("The beats of a bar", meter.beats, 1, limits.MAX_METER_BEATS)
        check.choice("The unit of a meter", meter.unit, limits.METER_UNITS)


def _source(source: Source, ids: _Ids) -> Source:
    ids.see(source.id)
    check.text("The name of an audio file", source.name, limits.MAX_NAME)
    tidy_path(source.path)
    check.whole("The channels of an audio file", source.channels, 1, limits.MAX_CHANNELS)
    check.length("The length of an audio file", source.frames)
    return source


def _made(session: Session, source: Source) -> None:
    if source.recipe is None:
        return
    _inside(f"audio file {check.shown(source.name)}", checked_recipe, session, source.recipe)
    if source.frames != source.recipe.frames:
        raise EditError(f"{check.shown(source.name)} has {source.frames} frames; what it was made of makes {source.recipe.frames}.")


def _track(session: Session, one: Track, sources: dict[str, Source], ids: _Ids) -> None:
    ids.see(one.id)
    where = f"track {check.shown(one.name)}"
    _inside(where, _strip, one)
    for records in (one.slots, one.sends, one.takes, one.versions, one.automation, one.clips):
        for record in records:
            ids.see(record.id)
    if one.frozen is not None:
        kept = sources.get(one.frozen.source)
        _inside(f"{where}, frozen", _stretch, one.frozen.source, 0, kept.frames if kept else 1, one.frozen.start, sources)
    takes = {take.id for take in one.takes}
    for take in one.takes:
        _inside(f"{where}, take {check.shown(take.name)}", _take, take, sources)
    for clip in one.clips:
        _inside(f"{where}, clip {check.shown(clip.name)}", _clip, clip, sources, takes)
    for version in one.versions:
        check.text("The name of a version", version.name, limits.MAX_NAME)
        own = _Ids()
        for clip in version.clips:
            own.see(clip.id)
            _inside(f"{where}, version {check.shown(version.name)}", _clip, clip, sources, takes)
    if one.version is not None and one.version not in {version.id for version in one.versions}:
        raise EditError(f"{where}: its version {check.shown(one.version)} is not there.")
    if len({envelope.target for envelope in one.automation}) != len(one.automation):
        raise EditError(f"{where}: a parameter is automated twice.")
    for envelope in one.automation:
        _inside(where, _envelope, one, envelope)


def _strip(one: Track) -> None:
    check.text("The name of a track", one.name, limits.MAX_NAME)
    check.color(one.color)
    check.choice("The channels of a track", one.channels, (1, 2))
    if not 1 <= len(one.inputs) <= 2 or len(set(one.inputs)) != len(one.inputs):
        raise EditError("A track records one input or a pair of different ones.")
    for number in one.inputs:
        check.whole("An input", number, 1, limits.MAX_INPUT)
    check.number("The fader", one.fader_db, limits.FADER_LOW_DB, limits.FADER_HIGH_DB, "dB")
    check.number("Pan", one.pan, -1.0, 1.0)
    if one.kind != "audio" and (one.clips or one.takes or one.versions or one.armed or one.frozen):
        raise EditError("Only audio tracks hold clips and takes, record and are frozen.")
    for send in one.sends:
        check.number("A send", send.level_db, limits.FADER_LOW_DB, limits.FADER_HIGH_DB, "dB")
    if len({send.bus for send in one.sends}) != len(one.sends):
        raise EditError("It sends to the same bus twice.")
    if len({slot.name for slot in one.slots}) != len(one.slots):
        raise EditError("Two effects have the same name.")
    for slot in one.slots:
        check.name("The id of an effect", slot.effect)
        if "/" in check.name("The name of an effect", slot.name):
            raise EditError(f"The name of an effect has no “/”; {check.shown(slot.name)} has.")
        for key, value in slot.values.items():
            check.number(f"“{parameter_name(key)}”", value, -limits.MAX_VALUE, limits.MAX_VALUE)


def _stretch(source_id: str, offset: int, length: int, start: int, sources: dict[str, Source]) -> None:
    source = sources.get(source_id)
    if source is None:
        raise EditError(f"its audio file {check.shown(source_id)} is not in the song.")
    if not (0 <= offset <= limits.MAX_FRAME and 1 <= length <= limits.MAX_FRAME and offset + length <= source.frames):
        raise EditError(f"it uses frames {check.shown(offset)} to {check.shown(offset + length)} of a file that has {source.frames}.")
    if not 0 <= start <= limits.MAX_FRAME - length:
        raise EditError(f"its position {check.shown(start)} lies outside any song.")


def _fade(fade: Fade, length: int) -> None:
    if not 0 <= fade.frames <= length or not -1.0 <= fade.curve <= 1.0:
        raise EditError(f"a fade of {check.shown(fade.frames)} frames with curve {fade.curve:g} does not fit {length} frames.")


def _clip(clip: Clip, sources: dict[str, Source], takes: set[str]) -> None:
    _stretch(clip.source, clip.offset, clip.length, clip.start, sources)
    _fade(clip.fade_in, clip.length)
    _fade(clip.fade_out, clip.length)
    check.text("The name of a clip", clip.name, limits.MAX_NAME)
    check.number("The gain of a clip", clip.gain_db, limits.CLIP_GAIN_LOW_DB, limits.CLIP_GAIN_HIGH_DB, "dB")
    if clip.color is not None:
        check.color(clip.color)
    if clip.group is not None:
        check.text("A group", clip.group, 1000)
    if clip.take is not None and clip.take not in takes:
        raise EditError(f"it is a part of take {check.shown(clip.take)}, which is not there.")


def _take(take: Take, sources: dict[str, Source]) -> None:
    _stretch(take.source, take.offset, take.length, take.start, sources)
    check.whole("A rating", take.rating, 0, 5, "stars")
    check.text("The name of a take", take.name, limits.MAX_NAME)
    for text in (take.note, take.recorded_at):
        check.text("A note", text)
    for moments in (take.dropouts, take.clips):
        if any(not 0 <= frame <= take.length for frame in moments):
            raise EditError("something is marked outside of it.")


def _envelope(one: Track, envelope: Envelope) -> None:
    target = checked_target(one, envelope.target)
    owner = target.partition("/")[0]
    low, high = bounds("" if any(slot.id == owner for slot in one.slots) else target)
    _rising(f"The points of “{target}”", [point.frame for point in envelope.points])
    for point in envelope.points:
        if not low <= point.value <= high:
            raise EditError(f"“{target}” goes from {low:g} to {high:g}; {point.value:g} is outside.")
        if not (-1.0 <= point.curve <= 1.0 or point.curve == HOLD):
            raise EditError(f"a curve goes from −1 to 1, or is 2 to hold; {point.curve:g} is neither.")


def _routing(session: Session) -> None:
    kinds = {one.id: one.kind for one in session.tracks}
    if list(kinds.values()).count("master") != 1:
        raise EditError(f"it has {list(kinds.values()).count('master')} masters; there must be one.")
    for one in session.tracks:
        buses = [send.bus for send in one.sends] + ([] if one.output is None else [one.output])
        lost = [bus for bus in buses if kinds.get(bus) != "bus"]
        lost += [slot.sidechain for slot in one.slots if slot.sidechain is not None and slot.sidechain not in kinds]
        if one.kind == "master" and (buses or one.solo):
            raise EditError("the master is routed into something.")
        if lost:
            raise EditError(f"track {check.shown(one.name)} is connected to {check.shown(lost[0])}, which is not there or not a bus.")
    ring = routing.circle(session)
    if ring:
        raise EditError(f"the sound runs in a circle through {', '.join(check.shown(one) for one in ring[:6])}.")


def _parts(session: Session, ids: _Ids) -> None:
    for marker in session.markers:
        ids.see(marker.id)
        check.text("The name of a marker", marker.name, limits.MAX_NAME)
        check.frame("The place of a marker", marker.frame)
    end = 0
    for section in session.sections:
        ids.see(section.id)
        check.text("The name of a section", section.name, limits.MAX_NAME)
        check.color(section.color)
        check.span("a section", section.start, section.start + section.length)
        if section.start < end:
            raise EditError(f"section {check.shown(section.name)} overlaps the one before.")
        end = section.start + section.length


def _said(session: Session, ids: _Ids) -> None:
    tracks = {one.id for one in session.tracks}
    for comment in session.comments:
        ids.see(comment.id)
        _inside("a comment", _comment, comment, tracks)
    if any(after.frame < before.frame for before, after in pairwise(session.comments)):
        raise EditError("the comments are not in order of time.")
    for task in session.tasks:
        ids.see(task.id)
        _inside("a task", _task, task)


def _comment(comment: Comment, tracks: set[str]) -> None:
    check.frame("Its place", comment.frame)
    said: tuple[Comment | Reply, ...] = (comment, *comment.replies)
    for one in said:
        check.words("What it says", one.text)
        check.text("Its author", one.author, limits.MAX_NAME)
        check.text("Its date", one.created, limits.MAX_NAME)
    if comment.track is not None and comment.track not in tracks:
        raise EditError(f"it is about track {check.shown(comment.track)}, which is not there.")


def _task(task: Task) -> None:
    check.words("What it says", task.text)
    check.text("Who does it", task.owner, limits.MAX_NAME)
    check.text("Its day", task.due, limits.MAX_NAME)
    if task.frame is not None:
        check.frame("Its place", task.frame)
