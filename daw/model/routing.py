"""Where signals go: which track feeds which, and whether a connection would make a circle."""

from daw.model.session import Session
from daw.model.track import Track


def master(session: Session) -> Track:
    """The one track everything ends in."""
    return next(one for one in session.tracks if one.kind == "master")


def feeds(session: Session) -> dict[str, set[str]]:
    """For each track id, the ids of the tracks that need its sound: its output, its sends' buses, the side-chains that listen to it."""
    end = {one.id for one in session.tracks if one.kind == "master"}
    fed: dict[str, set[str]] = {one.id: set() for one in session.tracks}
    for one in session.tracks:
        if one.kind != "master":
            fed[one.id] |= {one.output} if one.output is not None else end
        fed[one.id] |= {send.bus for send in one.sends}
        for slot in one.slots:
            if slot.sidechain is not None:
                fed.setdefault(slot.sidechain, set()).add(one.id)
    return fed


def circle(session: Session) -> list[str]:
    """The ids of tracks that feed each other in a circle, or an empty list."""
    fed = feeds(session)
    waiting = dict.fromkeys(fed, 0)
    for targets in fed.values():
        for target in targets:
            waiting[target] = waiting.get(target, 0) + 1
    ready = [track_id for track_id, count in waiting.items() if count == 0]
    while ready:
        done = ready.pop()
        del waiting[done]
        for target in fed.get(done, ()):
            waiting[target] -= 1
            if waiting[target] == 0:
                ready.append(target)
    if not waiting:
        return []
    fed_by = {target: one for one in waiting for target in fed.get(one, ())}  # whatever waits is fed by one that waits
    walk = [next(iter(waiting))]
    while fed_by[walk[-1]] not in walk:
        walk.append(fed_by[walk[-1]])
    return walk[walk.index(fed_by[walk[-1]]) :][::-1]
