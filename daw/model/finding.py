"""Looking for the audio a song has lost: once through a folder, for all of it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from daw.model.clip import Source


def look_for(
    lost: Sequence[Source],
    where: Path,
    fits: Callable[[Path, Source], bool],
    go_on: Callable[[], bool] = lambda: True,
) -> dict[str, Path]:
    """Where each lost source (by id) is found in a folder or below it: the first file of its name that fits.

    fits : whether a file of the right name is the right audio
    """
    names: dict[str, list[Source]] = {}
    for source in lost:
        names.setdefault(Path(source.path).name.casefold(), []).append(source)
    found: dict[str, Path] = {}
    for place, folders, files in os.walk(where):
        folders.sort()
        for name in sorted(files):
            for source in names.get(name.casefold(), ()):
                if source.id not in found and fits(Path(place, name), source):
                    found[source.id] = Path(place, name)
        if len(found) == len(lost) or not go_on():
            break
    return found
