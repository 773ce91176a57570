"""The song's audio files, opened for the disk loop, and each track's clips as pieces of them.  Main thread."""

import os
import stat
from itertools import count
from pathlib import Path

import numpy as np

from daw.audio.error import AudioFileError
from daw.audio.pcm import FORMAT_CODES
from daw.audio.wav import WavInfo, read_header
from daw.engine.layout import PIECE
from daw.engine.plan import Pieces
from daw.model.clip import Source
from daw.model.playlist import Piece, heard
from daw.model.track import Track

_versions = count(1)


class Sources:
    """Open files by source id.  A file that is missing or damaged plays silence and is named in `offline`."""

    def __init__(self, folder: Path | None, sample_rate: float) -> None:
        self.sample_rate = sample_rate
        self.folder = folder
        self.offline: dict[str, str] = {}  # source id -> why, a sentence
        self._files: dict[str, tuple[int, WavInfo]] = {}
        self._known: dict[str, Source] = {}
        self._pieces: dict[str, tuple[Track, np.ndarray, int]] = {}

    def update(self, sources: tuple[Source, ...]) -> None:
        """Take notice of the session's sources; files are opened when a clip needs them."""
        self._known = {source.id: source for source in sources}

    def pieces_of(self, track: Track) -> Pieces:
        """What the disk loop plays of a track; made anew only when its clips have changed."""
        found = self._pieces.get(track.id)
        if found is not None and found[0].clips is track.clips and found[0].frozen == track.frozen:
            return found[1], found[2]
        wanted = used_by(track)
        sources = [source for source in self._known.values() if source.id in wanted]
        pieces = sorted(heard(track, sources, self.sample_rate), key=lambda piece: piece.start)
        records = np.array([self._record(piece) for piece in pieces], PIECE)
        self._pieces[track.id] = (track, records, next(_versions))
        return records, self._pieces[track.id][2]

    def retry(self) -> None:
        """Look again for the files that were offline."""
        gone = set(self.offline)
        self.offline.clear()
        self._pieces = {key: item for key, item in self._pieces.items() if not gone & used_by(item[0])}

    def _record(self, piece: Piece) -> tuple[float, ...]:
        descriptor, info = self._open(piece.source)
        shape = (0, 1, 0, 0) if info is None else (FORMAT_CODES[info.sample_format], info.channels, info.data_offset, info.frames)
        fades = (piece.fade_in, piece.fade_in_curve, piece.fade_out, piece.fade_out_curve)
        return (descriptor, *shape, piece.start, piece.length, piece.offset, piece.gain, *fades)

    def _open(self, source_id: str) -> tuple[int, WavInfo | None]:
        """Descriptor and header of a source's file; (-1, None) when there is none to read."""
        if source_id in self._files:
            return self._files[source_id]
        source = self._known.get(source_id)
        if source is None or self.folder is None:
            return -1, None
        path = self.folder / source.path
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            self.offline[source_id] = f"{source.path} cannot be read ({error.strerror}); its clips are silent until it is back."
            return -1, None
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise AudioFileError(f"{source.path} is not a file.")
            info = read_header(path, accept_damaged=True)
        except AudioFileError as error:
            os.close(descriptor)
            self.offline[source_id] = str(error)
            return -1, None
        if info.frames < source.frames:
            missing_s = (source.frames - info.frames) / info.sample_rate
            self.offline[source_id] = f"{source.path} is cut short; its last {missing_s:.1f} s are silent."
        self._files[source_id] = (descriptor, info)
        return descriptor, info

    def close(self) -> None:
        """Close every file; no plan may be playing from them."""
        for descriptor, _info in self._files.values():
            os.close(descriptor)
        self._files.clear()
        self._pieces.clear()


def used_by(track: Track) -> set[str]:
    """Ids of the sources a track plays."""
    return {clip.source for clip in track.clips} if track.frozen is None else {track.frozen.source}
