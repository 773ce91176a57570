"""The verbs of the program on a whole song: open, new, save, import, bounce, measure.  `import daw` and the commands share them.

What makes or measures sound is imported when it is first used.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from daw.model import edits, storage
from daw.model.document import Document
from daw.model.edits import EditError
from daw.model.edits.edit import Edit
from daw.model.ids import upcoming
from daw.model.session import Session
from daw.model.session_lookup import find_track
from daw.model.songerror import SongError, SongLocked
from daw.model.track import Track

if TYPE_CHECKING:
    from daw.audio.importing import Imported
    from daw.audio.measure import Measurement
    from daw.engine.offline import Report
    from daw.plugin import Effect

RECORD_LOG = "recording.jsonl"  # in audio/ while a recording is under way, and after one that never ended

Fraction = Callable[[float], None]  # told how much is done, 0-1


def new(folder: str | os.PathLike[str], sample_rate: int = 48000, name: str | None = None) -> Document:
    """Make a song in a folder, which is made too; it is called like the folder unless it is given a name."""
    return storage.new(folder, name, sample_rate)


def open(folder: str | os.PathLike[str], *, read_only: bool = False) -> Document:
    """Open the song in a folder to change it; takes that a crash cut off are brought back.  `notes` of the document tell of it."""
    document = storage.open(folder, read_only=read_only)
    try:
        _recover(document)
    except BaseException:
        document.close()
        raise
    return document


def open_to_look(folder: str | os.PathLike[str]) -> Document:
    """Open a song to show, play or bounce it: also while another program has it open, then as it was last saved."""
    try:
        return open(folder)
    except SongLocked as locked:
        document = storage.open(folder, read_only=True)
        document.notes.append(f"“{document.session.name}” is open in process {locked.pid}: this is how it was last saved.")
        return document


def _recover(document: Document) -> None:
    """Bring back the takes of a recording that never ended."""
    folder = document.folder
    if document.read_only or folder is None or not (folder / "audio" / RECORD_LOG).is_file():
        return
    from daw.engine.takes import recover

    document.notes.extend(recover(document, folder))
    if document.dirty:
        storage.save(document)


def save(document: Document) -> None:
    """Write a song to its folder."""
    storage.save(document)


class Steps:
    """Edits that will be one step of undo; `session` is the song after those so far."""

    def __init__(self, session: Session) -> None:
        """Begin with a song as it is."""
        self.session = session
        self._calls: list[tuple[Edit, tuple[Any, ...]]] = []

    def do(self, edit: Edit, *args: Any) -> None:
        """One more edit; raises EditError."""
        self.session = edit(self.session, *args)
        self._calls.append((edit, args))

    def make(self, letter: str, edit: Edit, *args: Any) -> str:
        """An edit that makes a record; returns its id, which begins with the letter of its kind."""
        made = upcoming(self.session, letter)
        self.do(edit, *args)
        return made

    def into(self, document: Document, label: str) -> None:
        """Do all of them to the document they began with, as one step."""
        if self._calls:
            document.do_all(label, self._calls)


class Placed(NamedTuple):
    """An imported file in the song: the ids of its track and clip, the session frame it begins at, and what was imported."""

    track_id: str
    clip_id: str
    start: int
    imported: "Imported"


def import_audio(
    document: Document,
    *files: str | os.PathLike[str],
    track: str | None = None,
    at_s: float = 0.0,
    progress: Fraction | None = None,
) -> list[Placed]:
    """Copy audio files into the song, each onto a new track named after it; one step of undo, all of them or none.

    track : name of a track for all of them instead, one after the other; made if there is none
    at_s : where they begin, seconds.   Files with more than two channels become a mono track a channel.
    """
    from daw.audio.importing import import_split

    folder, rate = _folder(document), document.session.sample_rate
    start = _frame(at_s, rate)
    found: list[Imported] = []

    def tell(number: int) -> Callable[[int, int | None], None]:
        return lambda done, frames: progress((number + min(1.0, done / (frames or done or 1))) / len(files)) if progress else None

    try:
        for number, file in enumerate(files):
            found += import_split(file, folder, rate, progress=tell(number))
        return _place(document, found, track, start)
    except BaseException:
        for one in found:
            (folder / one.path).unlink(missing_ok=True)
        raise


def _place(document: Document, found: list["Imported"], wanted: str | None, start: int) -> list[Placed]:
    """Put imported files on tracks, as one step of undo."""
    steps, placed = Steps(document.session), []
    track_id = None if wanted is None else _id_of(steps.session, wanted)
    for one in found:
        if wanted is None or track_id is None:
            name = free_track_name(steps.session, one.name) if wanted is None else wanted
            track_id = steps.make("t", edits.add_track, name, one.channels)
        source_id = steps.make("a", edits.add_source, one.name, one.path, one.channels, one.frames)
        placed.append(Placed(track_id, steps.make("c", edits.add_clip, track_id, source_id, start), start, one))
        if wanted is not None:
            start += one.frames
    steps.into(document, f"Import {len(found)} file{'s' if len(found) != 1 else ''}")
    return placed


def _id_of(session: Session, name: str) -> str | None:
    """The id of the audio track called so; None if there is no track of that name."""
    known = named(session, name)
    if known is not None and known.kind != "audio":
        raise EditError(f"“{known.name}” is a {known.kind}, which holds no audio of its own. Choose an audio track.")
    return None if known is None else known.id


def named(session: Session, name: str) -> Track | None:
    """The track of a name, whatever its case, or of an id; None if there is none."""
    wanted = name.strip().casefold()
    if not any(wanted == one.name.casefold() or name == one.id for one in session.tracks):
        return None
    return find_track(session, name)


def free_track_name(session: Session, name: str) -> str:
    """The name, or with a number after it if a track has it already."""
    taken = {one.name.casefold() for one in session.tracks}
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _folder(document: Document) -> Path:
    if document.folder is None or document.read_only:
        raise SongError("The song is open read-only, so nothing can be added to it.")
    return document.folder


def _frame(seconds: float, sample_rate: int) -> int:
    if not 0.0 <= seconds <= 1e9:
        raise EditError(f"A place in the song is 0 seconds or later; {seconds:g} is not.")
    return round(seconds * sample_rate)


def default_render(folder: Path, session: Session, format: str) -> Path:
    """Where a bounce goes when nobody says where: renders/, named after the song."""
    from daw.audio.export import FORMATS
    from daw.audio.filename import safe_name

    return folder / "renders" / (safe_name(session.name, fallback="Song") + FORMATS[format].ending)


def bounce(
    document: Document,
    out: str | os.PathLike[str] | None = None,
    *,
    progress: Fraction | None = None,
    cancelled: Callable[[], bool] | None = None,
    **options: Any,
) -> "Report":
    """Bounce a song to a file (None: in its renders/) and measure it.

    options : the fields of daw.engine.offline.BounceOptions: format, rate, start, end (frames), tail_s, stems, loudness_lufs,
        ceiling_dbtp, dither, block, threads.   progress : told the fraction done.   cancelled : asked whether to stop
    """
    from daw.engine import offline

    known = offline.BounceOptions.__dataclass_fields__
    for name in options:
        if name not in known:
            raise TypeError(f"A bounce has no option {name!r}; it has {', '.join(known)}.")
    chosen = offline.BounceOptions(**options)
    offline.checked(document.session, chosen)
    if out is None:
        if document.folder is None:
            raise SongError("The song has no folder, so say where the bounce goes.")
        path = default_render(document.folder, document.session, chosen.format)
        path.parent.mkdir(exist_ok=True)
    else:
        path = Path(out)
    return offline.bounce(document.session, document.folder, path, chosen, progress=progress, cancelled=cancelled)


def measure(sound: Any, sample_rate: int | None = None, *, series: bool = False) -> "Measurement":
    """Measure loudness and peaks of an audio file, or of an array (channels, frames) at a sample rate."""
    from daw.audio.measure import measure_array, measure_file

    if isinstance(sound, str | os.PathLike):
        return measure_file(sound, series=series)
    if sample_rate is None:
        raise TypeError("An array is measured at a sample rate: daw.measure(array, 48000).")
    return measure_array(sound, sample_rate, series=series)


def effects() -> Mapping[str, "Effect"]:
    """Every effect that was found, by id."""
    from daw import registry

    return registry.effects()


def find_effect(name: str) -> "Effect":
    """An effect by its id ("daw.eq"), the end of its id ("eq") or its name ("EQ"); EditError lists what there is."""
    known = effects()
    wanted = name.strip().casefold()
    for matches in (
        [one for one in known.values() if one.id == name],
        [one for one in known.values() if wanted in {one.id.casefold(), one.id.rpartition(".")[2].casefold(), one.name.casefold()}],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise EditError(f"{len(matches)} effects are called “{name}”; use an id: {_listed(one.id for one in matches)}.")
    raise EditError(f"There is no effect “{name}”; there are {_listed(known)}.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
