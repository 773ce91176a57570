"""The files of the stems: one for each track and bus, in a folder named after the bounce they belong to."""

from pathlib import Path
from typing import Self

import numpy as np

from daw.audio.export import FORMATS, Exporter
from daw.audio.filename import safe_name
from daw.audio.resample import Resampler
from daw.model.session import Session


class StemFiles:
    """Whole or not at all: leaving the `with` by an error writes none of them.

    ids : tracks and buses, in the order of their numbers.  beside : the file of the mix; None writes nothing
    rate : in Hz; None is the song's
    """

    def __init__(self, session: Session, ids: list[str], beside: Path | None, format: str, rate: int | None, dither: str) -> None:
        self.paths: list[Path] = []
        self._writers: dict[str, tuple[Resampler, Exporter]] = {}
        if beside is None:
            return
        folder = beside.with_name(f"{beside.stem} stems")
        folder.mkdir(parents=True, exist_ok=True)
        names = {track.id: track.name for track in session.tracks}
        rate = rate or session.sample_rate
        for number, one in enumerate(ids, 1):
            path = folder / f"{number:02d} {safe_name(names[one])}{FORMATS[format].ending}"
            exporter = Exporter(path, format, rate, 2, dither=dither, seed=number)
            self._writers[one] = Resampler(2, session.sample_rate, rate), exporter
            self.paths.append(path)

    def write(self, one: str, sound: np.ndarray) -> None:
        """Append (2, frames) at the song's rate to a stem."""
        resampler, exporter = self._writers[one]
        exporter.write(resampler.push(sound))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for resampler, exporter in self._writers.values():
            if kind is None:
                exporter.write(resampler.finish())
                exporter.close()
            else:
                exporter.abort()
