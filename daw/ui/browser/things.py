"""What the browser lists: files and folders, effects, presets, the song's own audio.  Knows no widget."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from daw.model import media
from daw.model.edits.takes import used_sources
from daw.ui.audiokinds import is_audio
from daw.ui.search import Item

if TYPE_CHECKING:
    from daw.ui.studio import Studio

MOST_FILES = 3000  # a folder with more shows the first of them
MOST_WALKED = 6000  # files and folders looked at when something is typed


@dataclass(frozen=True)
class Thing:
    """kind : folder, up, file, effect, preset, source.  key : path, effect id, "effect id/preset" or source id.  pale : nothing uses it"""

    kind: str
    key: str
    words: str
    detail: str = ""
    icon: str = ""
    starred: bool = False
    pale: bool = False
    path: Path | None = None  # of what can be heard
    keywords: str = field(default="", compare=False)

    @property
    def item(self) -> Item:
        """As something that can be found."""
        return Item(self.key, self.words, "", self.keywords, self.icon, self.starred)


def folder_things(folder: Path, starred: Iterable[str] = ()) -> list[Thing]:
    """What lies in a folder: the way up, starred files and folders, folders, audio files; hidden ones are left out.  Raises OSError."""
    stars = set(starred)
    folders, files = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                path = folder / entry.name
                if entry.is_dir():
                    folders.append(path)
                elif is_audio(path):
                    files.append(path)
    folders.sort(key=lambda one: one.name.casefold())
    files.sort(key=lambda one: one.name.casefold())
    things = [Thing("up", str(folder.parent), "..", icon="arrow-up")] if folder.parent != folder else []
    things += [file_thing(path, stars) for path in sorted(map(Path, stars)) if path.parent != folder and path.exists()]
    return things + [file_thing(path, stars) for path in (folders + files)[:MOST_FILES]]


def file_thing(path: Path, stars: set[str]) -> Thing:
    """A file or a folder."""
    starred = str(path) in stars
    if path.is_dir():
        return Thing("folder", str(path), path.name, icon="folder", starred=starred)
    words = path.stem if path.suffix.lower() == ".wav" else path.name
    return Thing("file", str(path), words, icon="wave", starred=starred, path=path, keywords=path.name)


def walked(folder: Path, starred: Iterable[str] = ()) -> list[Thing]:
    """All audio in a folder and below it, as far as it is soon looked through."""
    stars, found, looked = set(starred), [], 0
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        looked += len(folders) + len(files)
        good = [name for name in sorted(files) if not name.startswith(".") and is_audio(Path(name))]
        found += [file_thing(Path(where, name), stars) for name in good]
        if looked > MOST_WALKED or len(found) > MOST_FILES:
            break
    return found


def effect_things(studio: "Studio") -> list[Thing]:
    """Every effect, favourites first."""
    from daw.ui.mixer.effectlist import effect_items

    return [Thing("effect", one.key, one.words, one.detail, "fx", one.favourite, keywords=one.keywords) for one in effect_items(studio)]


def preset_things(studio: "Studio") -> list[Thing]:
    """Every preset of every effect, by effect, one's own first."""
    from daw import presets, registry

    found = []
    for effect in effect_things(studio):
        if effect.key in registry.effects():
            own = presets.own(effect.key)
            names = {preset.name for preset in own}
            for preset in (*own, *(one for one in presets.factory(effect.key) if one.name not in names)):
                kind = "yours" if preset.name in names else ""
                detail = f"{effect.words}, {kind}" if kind else effect.words
                found.append(Thing("preset", f"{effect.key}/{preset.name}", preset.name, detail, "list", keywords=effect.words))
    return found


def source_things(studio: "Studio") -> list[Thing]:
    """The audio files of the song, those nothing uses pale at the end."""
    session, folder = studio.session, studio.document.folder
    if folder is None:
        return []
    used = used_sources(session)
    gone = {source.id for source in media.missing(folder, session)}
    things = []
    for source in session.sources:
        path = folder / source.path
        count = sum(clip.source == source.id for track in session.tracks for clip in track.clips)
        size = size_text(path.stat().st_size) if source.id not in gone else "missing"
        times = f"{count}×" if count else "take" if source.id in used else "unused"
        things.append(
            Thing("source", source.id, source.name, f"{times}  {size}", "warning" if source.id in gone else "wave",
                  pale=source.id not in used, path=path, keywords=path.name)
        )  # fmt: skip
    return sorted(things, key=lambda one: (one.pale, one.words.casefold()))


def size_text(count: float) -> str:
    """Bytes as one says them."""
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
