"""Folders: a bus that stands right above tracks that go into it.  Nothing is stored: order and outputs say it all."""

from daw.model.session import Session


def parents(session: Session) -> dict[str, str]:
    """For each track in a folder, the id of the bus that is its folder; folders may lie in folders."""
    found: dict[str, str] = {}
    open_folders: list[str] = []
    above: str | None = None
    for one in session.tracks:
        if above is not None:
            open_folders.append(above)
        while open_folders and one.output != open_folders[-1]:
            open_folders.pop()
        if open_folders:
            found[one.id] = open_folders[-1]
        above = one.id if one.kind == "bus" else None
    return found


def inside(session: Session, folder: str) -> list[str]:
    """The ids of all that lies in a folder, also in folders in it, in order."""
    up = parents(session)
    found: list[str] = []
    for one in session.tracks:
        at = up.get(one.id)
        while at is not None and at != folder:
            at = up.get(at)
        if at == folder:
            found.append(one.id)
    return found


def depth(up: dict[str, str], track_id: str) -> int:
    """In how many folders a track lies.  up : from `parents`"""
    count = 0
    while track_id in up:
        track_id, count = up[track_id], count + 1
    return count


def above(session: Session, track_ids: set[str]) -> set[str]:
    """The folders that some tracks lie in, and those these lie in."""
    up = parents(session)
    found: set[str] = set()
    front = track_ids
    while front:
        front = {up[one] for one in front if one in up} - found
        found |= front
    return found
