"""Who feeds whom: the song's signal paths, in an order in which every source comes before what it feeds.  Pure functions."""

from typing import NamedTuple

from daw.model.session import Session
from daw.model.track import Send, Track


class Path(NamedTuple):
    """One signal path between two tracks; `send` is None for a track's output."""

    source: int
    destination: int
    send: Send | None

    @property
    def from_pre(self) -> bool:
        """Whether it leaves the source before the fader."""
        return self.send is not None and self.send.pre_fader


class Graph(NamedTuple):
    """The paths into each track, and the tracks' indices level by level: those of one level do not feed each other."""

    into: list[list[Path]]
    sides: list[dict[str, int]]  # per track: slot id -> index of the track that drives its side-chain
    levels: list[list[int]]
    master: int


def graph_of(session: Session) -> Graph:
    """The signal paths of a session; a destination that does not exist is left out."""
    index = {track.id: number for number, track in enumerate(session.tracks)}
    master = next(number for number, track in enumerate(session.tracks) if track.kind == "master")
    into: list[list[Path]] = [[] for _ in session.tracks]
    for number, track in enumerate(session.tracks):
        if number == master:
            continue
        target = index.get(track.output, master) if track.output else master
        into[target].append(Path(number, target, None))
        for send in track.sends:
            if send.bus in index:
                into[index[send.bus]].append(Path(number, index[send.bus], send))
    sides = [
        {slot.id: index[slot.sidechain] for slot in track.slots if slot.sidechain in index and slot.sidechain != track.id}
        for track in session.tracks
    ]
    return Graph(into, sides, _levels(into, sides), master)


def _levels(into: list[list[Path]], sides: list[dict[str, int]]) -> list[list[int]]:
    """Tracks by the length of the longest way that leads to them."""
    needs = [{path.source for path in paths} | set(side.values()) for paths, side in zip(into, sides, strict=True)]
    left = set(range(len(into)))
    levels: list[list[int]] = []
    while left:
        level = sorted(number for number in left if not needs[number] & left)
        if not level:
            raise ValueError("The buses feed each other in a circle, so there is no order in which to process them.")
        levels.append(level)
        left -= set(level)
    return levels


def audible(session: Session) -> set[str]:
    """Ids of the tracks that are heard: not muted, and, when anything is soloed, soloed or on the way to or from what is."""
    unmuted = {track.id for track in session.tracks if not track.mute}
    soloed = {track.id for track in session.tracks if track.solo}
    if not soloed:
        return unmuted
    feeds = {track.id: _feeds(track, session) for track in session.tracks}
    heard = set(soloed)
    for grow in (lambda one: feeds[one], lambda one: {source for source, fed in feeds.items() if one in fed}):
        front = set(soloed)
        while front:
            front = {other for one in front for other in grow(one)} - heard
            heard |= front
    master = next(track.id for track in session.tracks if track.kind == "master")
    return (heard | {master}) & unmuted


def _feeds(track: Track, session: Session) -> set[str]:
    if track.kind == "master":
        return set()
    master = next(one.id for one in session.tracks if one.kind == "master")
    return {track.output or master} | {send.bus for send in track.sends}
