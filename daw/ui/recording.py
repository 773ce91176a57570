"""Record, keep and capture, as a person asks for it: what is armed for them, what is said, what becomes of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from daw.model import edits
from daw.model.track import Track
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio


def start(studio: "Studio") -> bool:
    """Begin to record.  With nothing armed it arms the track in focus, or makes one; whether it records now."""
    from daw.engine.device import DeviceError

    engine = studio.engine
    if engine is None:
        studio.say("The sound is still being prepared.")
        return False
    if not arm_something(studio):
        return False
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
    if tracks:
        take = next(take for take in tracks[0].takes if take.id == ids[-1]) if len(tracks) == 1 else tracks[0].takes[-1]
        seconds = take.length / studio.sample_rate
        studio.announce(f"Stopped, {take.name}, {seconds:.0f} seconds")
        studio.say(f"{take.name}, {seconds:.1f} s, on {tracks[0].name}.")
        studio.selection.select_take(take.id, track=tracks[0].id)
        lost = sum(len(one.dropouts) for track in tracks for one in track.takes if one.id in ids)
        if lost:
            studio.notify(Notice(f"{lost} dropout{'s' if lost > 1 else ''} in {take.name}, marked.", "A larger buffer helps.", "warning"))
    return ids


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
