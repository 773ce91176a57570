"""The audio files of a song, read only where they may be: inside its folder, and only if they are files."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

from daw.model.clip import Source
from daw.model.edits import check
from daw.model.edits.takes import clean_up
from daw.model.session import Session
from daw.model.songerror import SongError

AUDIO = (".wav", ".w64", ".rf64")  # what the program itself writes into audio/


def path_of(folder: Path, source: Source) -> Path:
    """Where the audio of a source is, if it lies in the song's folder and is a file or missing; raises `SongError` otherwise."""
    path = folder / source.path
    try:
        real = path.resolve()
        facts = real.stat()
    except (FileNotFoundError, NotADirectoryError):
        return path
    except (OSError, ValueError, RuntimeError) as problem:
        raise SongError(f"The audio file {check.shown(source.path)} can't be reached: {problem}.") from None
    if not real.is_relative_to(folder.resolve()):
        raise SongError(f"The audio file {check.shown(source.path)} leads out of the song's folder, to “{real}”.  It was not read.")
    if not stat.S_ISREG(facts.st_mode):
        raise SongError(f"{check.shown(source.path)} is not a file but a device, a pipe or a folder.  It was not read.")
    return path


def missing(folder: Path, session: Session) -> tuple[Source, ...]:
    """The sources of a song whose audio files are not in its folder."""
    return tuple(one for one in session.sources if not path_of(folder, one).is_file())


def copy_audio(session: Session, folder: Path, target: Path, progress: Callable[[float], bool] | None = None) -> None:
    """Copy the audio of a song into another folder; what lies there whole is not copied again.  Any thread; raises OSError, SongError.

    progress : told the share that is done before each file; says whether to go on
    """
    pairs = [(path_of(folder, source), target / source.path) for source in session.sources]
    there = [(origin, copy) for origin, copy in pairs if origin.is_file()]
    whole, done = sum(origin.stat().st_size for origin, _ in there), 0
    for origin, copy in there:
        if progress is not None and not progress(done / max(whole, 1)):
            return
        size = origin.stat().st_size
        if not copy.is_file() or copy.stat().st_size != size:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, copy)
        done += size


def unused(folder: Path, session: Session) -> tuple[Path, ...]:
    """The files in audio/ that would not be needed if the bin were emptied: of no clip, no take that is shown, no version."""
    needed = {source.path for source in clean_up(session).sources}
    place = folder / "audio"
    files = sorted(place.iterdir()) if place.is_dir() else []
    return tuple(
        one for one in files
        if one.suffix.lower() in AUDIO and one.is_file() and not one.is_symlink() and f"audio/{one.name}" not in needed
    )  # fmt: skip
