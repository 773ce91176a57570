"""Where dropped files come to lie: pure, before anything is read in."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from daw.model import edits
from daw.model.session import Session

if TYPE_CHECKING:
    from daw.audio.importing import Imported

Call = tuple[Any, tuple[Any, ...]]


class Dropped(NamedTuple):
    """A file to be dropped.  frames : at the song's rate, as far as is known.  rate : its own, 0 if that is not known"""

    path: Path
    frames: int
    channels: int
    rate: int = 0


class Placement(NamedTuple):
    """A file's place.  lane : index among the audio tracks; at and after their number it is a new track"""

    file: Dropped
    lane: int
    start: int


def placements(files: Sequence[Dropped], lane: int, start: int, *, in_a_row: bool) -> list[Placement]:
    """Each on a track of its own from `lane` down, or one after another on one."""
    placed, at = [], start
    for n, file in enumerate(files):
        placed.append(Placement(file, lane if in_a_row else lane + n, at))
        at += file.frames if in_a_row else 0
    return placed


def drop_words(session: Session, placed: Sequence[Placement], place: str) -> str:
    """What a drop would do: "3 files → 3 new tracks at 17 . 1"."""
    lanes = sum(track.kind == "audio" for track in session.tracks)
    count = len(placed)
    new = len({one.lane for one in placed if one.lane >= lanes})
    files = f"{count} file{'' if count == 1 else 's'}"
    if new:
        tracks = f"{new} new track{'' if new == 1 else 's'}"
    else:
        names = [track.name for track in session.tracks if track.kind == "audio"]
        tracks = names[placed[0].lane] if placed else ""
    return f"{files} → {tracks} at {place}"


def source_calls(session: Session, placed: Sequence[tuple[Placement, str]]) -> list[Call]:
    """The edits that place audio the song has already, by the ids of its sources."""
    calls: list[Call] = []
    lanes = [track.id for track in session.tracks if track.kind == "audio"]
    for placement, source_id in placed:
        if placement.lane < len(lanes):
            track_id = lanes[placement.lane]
        else:
            track_id = edits.upcoming(session, "t")
            call = (edits.add_track, (placement.file.path.stem, min(placement.file.channels, 2)))
            calls.append(call)
            session = call[0](session, *call[1])
            lanes.append(track_id)
        calls.append((edits.add_clip, (track_id, source_id, placement.start)))
        session = edits.add_clip(session, track_id, source_id, placement.start)
    return calls


def import_calls(session: Session, arrived: "Sequence[tuple[Placement, tuple[Imported, ...]]]") -> list[Call]:
    """The edits that put imported files into the song; one with many channels becomes as many tracks."""
    calls: list[Call] = []
    lanes = [track.id for track in session.tracks if track.kind == "audio"]
    extra: dict[int, list[str]] = {}  # new tracks by the lane they were meant for

    def do(edit: Any, *args: Any) -> None:
        nonlocal session
        calls.append((edit, args))
        session = edit(session, *args)

    for placement, parts in arrived:
        for n, part in enumerate(parts):
            if n == 0 and placement.lane < len(lanes):
                track_id = lanes[placement.lane]
            elif n == 0 and placement.lane in extra:
                track_id = extra[placement.lane][0]
            else:
                track_id = edits.upcoming(session, "t")
                do(edits.add_track, part.name, min(part.channels, 2))
                extra.setdefault(placement.lane, []).append(track_id)
            source_id = edits.upcoming(session, "a")
            do(edits.add_source, part.name, part.path, part.channels, part.frames)
            do(edits.add_clip, track_id, source_id, placement.start)
    return calls
