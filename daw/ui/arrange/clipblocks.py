"""Clips as they are seen and taken: a block is one clip, or the parts of a comp that touch and move as one."""

import bisect
from collections.abc import Iterable
from typing import NamedTuple

from daw.model.clip import Clip
from daw.model.track import Track


class Block(NamedTuple):
    """`clips` in order of time, from frame `start` up to `end`; more than one only for a comp.  ids : of its clips"""

    clips: tuple[Clip, ...]
    name: str
    start: int
    end: int
    ids: frozenset[str]

    @property
    def first(self) -> Clip:
        """Its first clip."""
        return self.clips[0]

    @property
    def last(self) -> Clip:
        """Its last clip."""
        return self.clips[-1]


def _block(clips: tuple[Clip, ...], name: str) -> Block:
    return Block(clips, name, clips[0].start, clips[-1].end, frozenset(clip.id for clip in clips))


def blocks(track: Track) -> tuple[Block, ...]:
    """The blocks of a track in the order they are drawn."""
    alone = [_block((clip,), clip.name) for clip in track.clips if clip.take is None]
    comps = [_block(tuple(run), f"{track.name} comp") for run in _runs(track.clips)]
    return tuple(sorted([*alone, *comps], key=drawn_later))


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


class Made(NamedTuple):
    """What was made of a track."""

    track: Track
    blocks: tuple[Block, ...]  # in the order they are drawn, which is that of time
    starts: tuple[int, ...]
    longest: int
    crossings: list[Crossing]


class Blocks:
    """The blocks of tracks, made once for each value of a track."""

    def __init__(self) -> None:
        self._made: dict[str, Made] = {}

    def made(self, track: Track) -> Made:
        """Everything about a track."""
        known = self._made.get(track.id)
        if known is None or known.track is not track:
            drawn = blocks(track)
            longest = max((block.end - block.start for block in drawn), default=0)
            known = self._made[track.id] = Made(track, drawn, tuple(one.start for one in drawn), longest, crossings(track))
        return known

    def of(self, track: Track) -> tuple[Block, ...]:
        """The blocks of a track, in the order they are drawn."""
        return self.made(track).blocks

    def between(self, track: Track, first: int, last: int) -> list[Block]:
        """Those that reach into a stretch of time, in the order they are drawn."""
        made = self.made(track)
        low, high = bisect.bisect_left(made.starts, first - made.longest), bisect.bisect_right(made.starts, last)
        return [block for block in made.blocks[low:high] if block.end >= first]


def drawn_later(block: Block) -> tuple[int, int]:
    """What begins later lies on top: a clip inside another is seen, and names are not covered."""
    return block.start, block.start - block.end
