"""Record, keep and capture, as a person asks for it: what is armed for them, what is said, what becomes of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from daw.model import edits
from daw.model.session import Session
from daw.model.take import Take
from daw.model.track import Track
from daw.ui.timetext import clock_text
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio


MOST_BLOCK_FRAMES = 1024


def start(studio: "Studio") -> bool:
    """Begin to record.  With nothing armed it arms the track in focus, or makes one; whether it records now."""
    from daw.engine.device import DeviceError

    engine = studio.engine
    if engine is None:
        studio.say("The sound is still being prepared.")
        return False
    if not arm_something(studio):
        return False
    studio.coming_rating = 0
    studio.view.start_marker = engine.position
    try:
        engine.record()
    except (DeviceError, RuntimeError) as problem:
        studio.notify(Notice("Recording did not begin.", str(problem), "error"))
        return False
    track = next((one for one in studio.session.tracks if one.armed), None)
    if track is not None:
        studio.announce(f"Recording, take {len(track.takes) + 1}, {track.name}")
    return True


def arm_something(studio: "Studio") -> bool:
    """Have at least one track armed; whether one is."""
    tracks = studio.session.tracks
    if any(track.armed for track in tracks):
        return True
    audio = [track for track in tracks if track.kind == "audio"]
    chosen = next((track for track in audio if track.id == studio.selection.track), None)
    if chosen is None and len(audio) == 1:
        chosen = audio[0]
    if chosen is None:
        number = len(audio) + 1
        track_id = edits.upcoming(studio.session, "t")
        calls: list[tuple[Any, Sequence[Any]]] = [
            (edits.add_track, (f"Audio {number}", 1, [studio.likely_input])),
            (edits.arm_only, (track_id,)),
        ]
        if not studio.do_all(f"Add track Audio {number}", calls):
            return False
        studio.selection.select_track(track_id)
        return True
    studio.selection.select_track(chosen.id)
    return studio.do(edits.arm_only, chosen.id)


def keep(studio: "Studio", recorded: Sequence[Any]) -> list[str]:
    """Make takes of what was recorded, in one step of undo; open their lanes and say what happened.  Returns the takes' ids."""
    from daw.engine.takes import keep as keep_takes

    ids = keep_takes(studio.document, recorded)
    tracks = _tracks_of(studio, ids)
    for track in tracks:
        if len([take for take in track.takes if not take.hidden]) > 1:
            studio.view.show_lane(track.id, "takes", shown=True)
    if studio.coming_rating and ids:
        studio.do_all("Rate the take", [(edits.rate_take, (take_id, studio.coming_rating)) for take_id in _last_of_each(tracks, ids)])
        studio.coming_rating = 0
        tracks = _tracks_of(studio, ids)
    if tracks:
        _tell(studio, tracks, ids)
    return ids


def _last_of_each(tracks: Sequence[Track], ids: Sequence[str]) -> list[str]:
    """Of every track the last take among some."""
    return [[take.id for take in track.takes if take.id in ids][-1] for track in tracks]


def _tell(studio: "Studio", tracks: Sequence[Track], ids: Sequence[str]) -> None:
    """Say what was recorded, and what went wrong in it."""
    take = next(take for take in tracks[0].takes if take.id == ids[-1]) if len(tracks) == 1 else tracks[0].takes[-1]
    seconds = take.length / studio.sample_rate
    studio.announce(f"Stopped, {take.name}, {seconds:.0f} seconds")
    studio.say(f"{take.name}, {seconds:.1f} s, on {tracks[0].name}.")
    studio.selection.select_take(take.id, track=tracks[0].id)
    lost = sum(len(one.dropouts) for track in tracks for one in track.takes if one.id in ids)
    if lost:
        words = f"{lost} dropout{'s' if lost > 1 else ''} in {take.name}, marked."
        larger = larger_buffer(studio)
        if larger is None:
            studio.notify(Notice(words, "A larger buffer helps.", "warning"))
        else:
            button, act = larger
            studio.notify(Notice(words, "", "warning", ((button, act),)))


def larger_buffer(studio: "Studio") -> tuple[str, Callable[[], object]] | None:
    """A button for the next larger buffer: "Larger buffer (256, +2.7 ms)", and what it does; None where there is none to be had."""
    engine, sound = studio.engine, studio.sound
    if engine is None or sound is None or sound.silent or engine.device.block_frames >= MOST_BLOCK_FRAMES:
        return None
    now = engine.device.block_frames
    more_ms = 1000.0 * now / engine.sample_rate

    def act() -> None:
        if studio.playing:
            studio.say("Stop first; then the buffer can be changed.")
            return
        sound.use(sound.wish.device, 2 * now)
        studio.prefer(block_frames=2 * now)

    return f"Larger buffer ({2 * now}, +{more_ms:.1f} ms)", act


def last_take(session: Session) -> Take | None:
    """The take that was recorded last, also when it was discarded."""
    takes = [take for track in session.tracks for take in track.takes]
    return max(takes, key=lambda take: (take.recorded_at, len(take.id), take.id), default=None)


def coming_name(studio: "Studio") -> str:
    """What the take that is being recorded will be called."""
    track = next((one for one in studio.session.tracks if one.armed), None)
    return f"Take {len(track.takes) + 1}" if track is not None else "Take"


def progress_words(studio: "Studio", position: int, *, counting: bool) -> str:
    """How the recording under way goes: "0:14   1 dropout   0 clips"."""
    engine = studio.engine
    if counting or engine is None:
        return "counting in"
    lost, clipped = troubles(studio)
    seconds = max(0, position - studio.view.start_marker) / studio.sample_rate
    time = clock_text(seconds) if not studio.view.loop else "round after round"
    return f"{time}   {lost} dropout{'' if lost == 1 else 's'}   {clipped} clip{'' if clipped == 1 else 's'}"


def troubles(studio: "Studio") -> tuple[int, int]:
    """Dropouts and clips in the recording under way, of the inputs that are recorded."""
    if studio.engine is None:
        return 0, 0
    inputs = {number for track in studio.session.tracks if track.armed for number in track.inputs}
    marks = studio.engine.marks()
    return sum(one.kind == "dropout" for one in marks), sum(one.kind == "clip" and one.input in inputs for one in marks)


def rate(studio: "Studio", stars: int) -> None:
    """Give stars to the take that is being recorded, or to the chosen one, or to the last."""
    if studio.recording:
        studio.coming_rating = stars
        studio.say(f"{coming_name(studio)}: {stars} star{'' if stars == 1 else 's'}." if stars else f"{coming_name(studio)}: not rated.")
        studio.rated.emit()
        return
    last = last_take(studio.session)
    chosen = studio.selection.take or (last.id if last is not None else None)
    if chosen is not None:
        studio.do(edits.rate_take, chosen, stars)


def play_take(studio: "Studio", take_id: str, frame: int | None = None) -> None:
    """Hear one take alone, from its start or from a frame; while it is heard: stop."""
    for track in studio.session.tracks:
        take = next((one for one in track.takes if one.id == take_id), None)
        if take is None:
            continue
        if frame is None and studio.audition.take == take_id and studio.playing:
            studio.stop()
            studio.audition.stop()
        else:
            studio.audition.listen(track.id, take_id, take.start if frame is None else frame, take.end)


def discard_last(studio: "Studio") -> bool:
    """Put the last take into the bin, or bring it back from there; whether something was done."""
    last = last_take(studio.session)
    if last is None or studio.recording:
        studio.say("There is no take to discard." if last is None else "Stop first; then the take can be discarded.")
        return False
    done = studio.do(edits.show_take if last.hidden else edits.hide_take, last.id)
    if done:
        studio.say(f"{last.name} is back." if last.hidden else f"{last.name} was discarded. Undo brings it back.")
    return done


def record_again(studio: "Studio") -> None:
    """Discard the take under way, or the last one, and record from where it began."""
    if studio.recording:
        studio.stop()
    last = last_take(studio.session)
    if last is not None and not last.hidden:
        discard_last(studio)
        studio.locate(last.start)
    studio.record()


def _tracks_of(studio: "Studio", take_ids: Sequence[str]) -> list[Track]:
    wanted = set(take_ids)
    return [track for track in studio.session.tracks if any(take.id in wanted for take in track.takes)]


def capture(studio: "Studio", seconds: float) -> list[str]:
    """Keep what was just played on the armed tracks, or on those chosen; ids of the takes."""
    engine = studio.engine
    if engine is None:
        studio.say("The sound is still being prepared.")
        return []
    tracks = [track for track in studio.session.tracks if track.kind == "audio"]
    chosen = [track.id for track in tracks if track.armed] or [track.id for track in tracks if track.id in studio.selection.tracks]
    if not chosen and not arm_something(studio):
        return []
    chosen = chosen or [track.id for track in studio.session.tracks if track.armed]
    try:
        recorded = engine.capture(seconds, chosen)
    except (RuntimeError, OSError) as problem:
        studio.notify(Notice("What you played could not be kept.", str(problem), "error"))
        return []
    if not recorded:
        studio.notify(Notice("There is nothing to keep yet.", "The inputs of the chosen tracks have heard nothing so far."))
        return []
    return studio.keep(recorded)
