"""From recordings to the song: takes on their tracks, after a recording or after a crash.  Main thread."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from daw.audio.error import AudioFileError
from daw.audio.recovery import recover_takes
from daw.audio.wav import read_header
from daw.engine.recorder import LOG_NAME, LogEntry, Recorded, passes, read_log
from daw.engine.timeline import Stretch
from daw.model import edits
from daw.model.document import Document
from daw.model.ids import upcoming
from daw.model.session import Session

MOST_MOMENTS = 6  # written out in a note


def keep(document: Document, recorded: Iterable[Recorded]) -> list[str]:
    """Make takes of recordings, as one step of undo; the newest of each track is heard.  Returns their ids."""
    steps: list[tuple[Any, tuple[Any, ...]]] = []
    session, made, sources = document.session, [], {source.path: source.id for source in document.session.sources}
    for one in recorded:
        path = f"audio/{one.path.name}"
        if path not in sources:
            sources[path] = upcoming(session, "a")
            step: tuple[Any, tuple[Any, ...]] = (edits.add_source, (one.path.stem, path, one.channels, one.file_frames))
            steps.append(step)
            session = step[0](session, *step[1])
        facts = {
            "note": trouble_words(one, document.session.sample_rate), "recorded_at": one.recorded_at,
            "dropouts": list(one.dropouts), "clips": list(one.clips),
        }  # fmt: skip
        made.append(upcoming(session, "k"))
        step = (edits.add_take, (one.track_id, sources[path], one.start, one.length, one.offset, facts))
        steps.append(step)
        session = step[0](session, *step[1])
    if steps:
        document.do_all(f"Record {len(made)} take{'s' if len(made) > 1 else ''}", steps)
    return made


def trouble_words(one: Recorded, sample_rate: int) -> str:
    """What went wrong in a recording and where in the song, for the take's note: "2 dropouts at 0:04.1, 0:09.3." """
    sentences = []
    for what, frames in (("dropout", one.dropouts), ("clip", one.clips)):
        if frames:
            seconds = [(one.start + frame) / sample_rate for frame in frames[:MOST_MOMENTS]]
            times = ", ".join(f"{int(at) // 60}:{at % 60:04.1f}" for at in seconds)
            more = f" and {len(frames) - MOST_MOMENTS} more" if len(frames) > MOST_MOMENTS else ""
            sentences.append(f"{len(frames)} {what}{'s' if len(frames) > 1 else ''} at {times}{more}.")
    return "  ".join(sentences)


def recover(document: Document, folder: Path) -> list[str]:
    """Bring back what a crash cut off: mend the files' headers, make takes of recordings the song does not know yet.

    Returns one sentence for each take.  The files stay where they are, whatever happens.
    """
    entries = read_log(folder)
    recover_takes(folder)
    known = {source.path for source in document.session.sources}
    tracks = {track.id: track for track in document.session.tracks}
    sentences = []
    for entry in entries:
        if f"audio/{entry.file}" in known or entry.track not in tracks:
            continue
        found = _cut_off(entry, folder, document.session)
        if not found:
            continue
        keep(document, found)
        seconds = sum(one.length for one in found) / document.session.sample_rate
        sentences.append(f"A take of {int(seconds) // 60:02d}:{int(seconds) % 60:02d} on {tracks[entry.track].name} was recovered.")
    (folder / "audio" / LOG_NAME).unlink(missing_ok=True)
    return sentences


def _cut_off(entry: LogEntry, folder: Path, session: Session) -> list[Recorded]:
    """The passes of a file whose recording never ended, from what its log entry says of loop and punch."""
    path = folder / "audio" / entry.file
    try:
        info = read_header(path)
    except AudioFileError:
        return []
    if not info.frames:
        return []
    stretches, at, position = [], 0, entry.start
    while at < info.frames:
        length = info.frames - at
        if entry.loop and position < entry.loop.end:
            length = min(length, entry.loop.end - position)
        stretches.append(Stretch(at, at + length, position, rolling=True))
        at, position = at + length, entry.loop.start if entry.loop else position + length
    return [
        Recorded(
            entry.track, path, info.channels, info.frames, one.position, (one.last or 0) - one.first, one.first, recorded_at=entry.started
        )
        for one in passes(stretches, entry.punch, session.sample_rate // 10)
    ]
