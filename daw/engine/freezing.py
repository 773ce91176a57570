"""The sound of one track up to its fader, or of some of its clips, in a file: for freezing, and for bouncing in place.

It comes through the same `process_block` as what is heard, as 32-bit floats, so it is the same sound bit for bit.
"""

import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from daw import registry
from daw.audio.export import Exporter
from daw.engine.offline import MAX_TAIL_S, BounceCancelledError, BounceError, Cancelled, Progress
from daw.engine.rack import FindEffect
from daw.engine.render import DEFAULT_BLOCK_FRAMES, Render
from daw.model.session import Session
from daw.model.track import Track

replace = msgspec.structs.replace
STRIP_TARGETS = ("fader_db", "pan", "mute")


class Kept(NamedTuple):
    """A finished file: from which session frame it plays, and how long and wide it is."""

    start: int
    frames: int
    channels: int


def freeze(
    session: Session,
    folder: Path | None,
    track_id: str,
    out: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    find_effect: FindEffect = registry.find,
) -> Kept:
    """Write what a track sends into its fader, through its effects until they have rung out, to a stereo file without silent ends.

    Raises BounceError when the track is silent, BounceCancelledError, or AudioFileError.
    """
    track = _track(session, track_id)
    end = max((clip.end for clip in track.clips if not clip.muted), default=0)
    if end == 0:
        raise BounceError(f"There is nothing on “{track.name}” to freeze.")
    alone = up_to_fader(session, track_id)
    with Exporter(out, "wav32f", session.sample_rate, 2) as exporter:
        kept = _WithoutSilence(exporter)
        for block in _sound(alone, folder, track_id, (0, end), MAX_TAIL_S, find_effect, progress, cancelled):
            kept.take(block)
        if kept.start is None:
            raise BounceError(f"“{track.name}” is silent, so there is nothing to freeze.")
        exporter.close()
    return Kept(kept.start, kept.frames, 2)


def bounce_clips(
    session: Session,
    folder: Path | None,
    track_id: str,
    clip_ids: list[str],
    out: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Kept:
    """Write clips of a track as they are heard there alone, with their gains, fades and crossfades but no effect; mono if all are."""
    track = _track(session, track_id)
    clips = tuple(clip for clip in track.clips if clip.id in clip_ids and not clip.muted)
    if not clips:
        raise BounceError("The clips are muted, so there is nothing to bounce.")
    channels = max(source.channels for source in session.sources if source.id in {clip.source for clip in clips})
    bare = replace(track, clips=clips, slots=(), automation=(), frozen=None)
    alone = up_to_fader(replace(session, tracks=tuple(bare if one.id == track_id else one for one in session.tracks)), track_id)
    start, end = min(clip.start for clip in clips), max(clip.end for clip in clips)
    with Exporter(out, "wav32f", session.sample_rate, min(2, channels), frames=end - start) as exporter:
        for block in _sound(alone, folder, track_id, (start, end), 0.0, registry.find, progress, cancelled):
            exporter.write(np.ascontiguousarray(block[: min(2, channels)]))
        exporter.close()
    return Kept(start, end - start, min(2, channels))


def up_to_fader(session: Session, track_id: str) -> Session:
    """The song in which a track's output is what it sends into its fader; of the others, only what drives side-chains makes a sound."""
    needed = _drivers(session, track_id)
    tracks = []
    for one in session.tracks:
        if one.id == track_id:
            inside = tuple(envelope for envelope in one.automation if envelope.target not in STRIP_TARGETS)
            tracks.append(
                replace(
                    one, channels=2, fader_db=0.0, pan=0.0, mute=False, solo=False, polarity_inverted=False, monitor="off", armed=False,
                    automation=inside, sends=(), frozen=None,
                )
            )  # fmt: skip
        elif one.id in needed:
            tracks.append(replace(one, solo=False, monitor="off", armed=False))
        else:
            tracks.append(replace(one, clips=(), slots=(), sends=(), automation=(), solo=False, armed=False, frozen=None))
    return replace(session, tracks=tuple(tracks))


def _drivers(session: Session, track_id: str) -> set[str]:
    """The tracks whose sound reaches a track's side-chains, over buses too."""
    by_id = {one.id: one for one in session.tracks}
    found: set[str] = set()
    front = {slot.sidechain for slot in by_id[track_id].slots if slot.sidechain is not None}
    while front:
        found |= front
        feeding = {one.id for one in session.tracks if {one.output, *(send.bus for send in one.sends)} & front}
        driving = {slot.sidechain for one in front if one in by_id for slot in by_id[one].slots if slot.sidechain is not None}
        front = (feeding | driving) - found - {track_id}
    return found


def _track(session: Session, track_id: str) -> Track:
    found = next((one for one in session.tracks if one.id == track_id), None)
    if found is None:
        raise BounceError("The track is not in the song any more.")
    return found


def _sound(
    session: Session,
    folder: Path | None,
    track_id: str,
    span: tuple[int, int],
    most_tail_s: float,
    find_effect: FindEffect,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> Iterator[np.ndarray]:
    """A track's output from `span`'s first frame to its last and, as its effects ring out, at most `most_tail_s` longer: in time."""
    render = Render(session, folder, find_effect, start=span[0], block=DEFAULT_BLOCK_FRAMES, threads=os.cpu_count() or 1)
    try:
        if render.offline:
            raise BounceError(" ".join(render.offline.values()))
        delay = render.plan.posts[track_id][1]
        tail = math.ceil(min(render.plan.tail_s, most_tail_s) * session.sample_rate)
        total, done = delay + span[1] - span[0] + tail, 0
        for _mix, stems in render.blocks_with_stems(total, [track_id]):
            block = stems[track_id]
            if cancelled is not None and cancelled():
                raise BounceCancelledError
            yield block[:, max(0, delay - done) :]
            done += block.shape[1]
            if progress is not None:
                progress(min(1.0, done / total))
    finally:
        render.close()


class _WithoutSilence:
    """Writes a sound without the exact zeros at its ends.  start : the first frame that is kept, None while all was silent"""

    def __init__(self, exporter: Exporter) -> None:
        self.exporter = exporter
        self.start: int | None = None
        self.frames = 0  # written
        self._seen = self._zeros = 0

    def take(self, block: np.ndarray) -> None:
        """The next frames."""
        loud = np.flatnonzero(block.any(axis=0))
        first, last = (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, 0)
        if len(loud) and self.start is None:
            self.start, begin = self._seen + first, first
        else:
            begin = 0
        if len(loud):
            if self._zeros:
                self._write(np.zeros((2, self._zeros), np.float32))
            self._write(block[:, begin:last])
            self._zeros = 0
        if self.start is not None:
            self._zeros += block.shape[1] - last
        self._seen += block.shape[1]

    def _write(self, block: np.ndarray) -> None:
        self.exporter.write(np.ascontiguousarray(block))
        self.frames += block.shape[1]
