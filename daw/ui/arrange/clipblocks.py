"""Clips as they are seen and taken: a block is one clip, or the parts of a comp that touch and move as one."""

from collections.abc import Iterable
from typing import NamedTuple

from daw.model.clip import Clip
from daw.model.track import Track


class Block(NamedTuple):
    """`clips` in order of time; more than one only for a comp."""

    clips: tuple[Clip, ...]
    name: str

    @property
    def start(self) -> int:
        """First frame."""
        return self.clips[0].start

    @property
    def end(self) -> int:
        """First frame after it."""
        return self.clips[-1].end

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its clips."""
        return frozenset(clip.id for clip in self.clips)

    @property
    def first(self) -> Clip:
        """Its first clip."""
        return self.clips[0]

    @property
    def last(self) -> Clip:
        """Its last clip."""
        return self.clips[-1]


def blocks(track: Track) -> tuple[Block, ...]:
    """The blocks of a track in the order they are drawn: the longest first, so that what lies on top is seen."""
    alone = [Block((clip,), clip.name) for clip in track.clips if clip.take is None]
    comps = [Block(tuple(run), f"{track.name} comp") for run in _runs(track.clips)]
    return tuple(sorted([*alone, *comps], key=lambda block: (block.start - block.end, block.start)))


def _runs(clips: Iterable[Clip]) -> list[list[Clip]]:
    runs: list[list[Clip]] = []
    for clip in sorted((clip for clip in clips if clip.take is not None), key=lambda clip: clip.start):
        if runs and runs[-1][-1].end >= clip.start and runs[-1][-1].muted == clip.muted:
            runs[-1].append(clip)
        else:
            runs.append([clip])
    return runs


def block_of(track: Track, clip_id: str) -> Block | None:
    """The block a clip is in."""
    return next((block for block in blocks(track) if clip_id in block.ids), None)


class Blocks:
    """The blocks of tracks, made once for each value of a track."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Track, tuple[Block, ...]]] = {}

    def of(self, track: Track) -> tuple[Block, ...]:
        """The blocks of a track."""
        known = self._made.get(track.id)
        if known is None or known[0] is not track:
            known = self._made[track.id] = (track, blocks(track))
        return known[1]


class Crossing(NamedTuple):
    """Where two clips sound together: from `start` up to `end`."""

    start: int
    end: int


def crossings(track: Track) -> list[Crossing]:
    """Where unmuted clips of a track overlap in part, in order of time: there the program crossfades."""
    clips = sorted((clip for clip in track.clips if not clip.muted), key=lambda clip: clip.start)
    found = []
    reach: Clip | None = None
    for clip in clips:
        if reach is not None and clip.start < reach.end < clip.end:
            found.append(Crossing(clip.start, reach.end))
        if reach is None or clip.end > reach.end:
            reach = clip
    return found
