"""Edits of folders: buses that stand right above the tracks that go into them."""

from typing import Any

from daw.model import folders, routing
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.error import EditError
from daw.model.edits.find import replace
from daw.model.edits.tracks import refuse_circle
from daw.model.ids import Maker
from daw.model.session import Session
from daw.model.track import Track


def _moving(session: Session, track_ids: Any) -> list[Track]:
    """The tracks of these ids in the order of the song; what lies in a chosen folder moves with it and is not listed."""
    wanted = {find.track(session, one).id for one in check.ids("The tracks", track_ids)}
    if any(one.kind == "master" for one in session.tracks if one.id in wanted):
        raise EditError("The master can't be moved.")
    along = {other for one in wanted for other in folders.inside(session, one)}
    return [one for one in session.tracks if one.id in wanted - along]


@edit("Move {track_ids:tracks}")
def place_tracks(session: Session, track_ids: list[str], before: str | None = None, folder: str | None = None) -> Session:
    """Move tracks, folders with all in them, before another track (None: to the end), into a folder or (None) out of any.

    A track that comes into a folder goes to its bus; one that leaves goes where the folder goes.
    """
    chosen = _moving(session, track_ids)
    target = None if folder is None else find.track(session, folder)
    before = None if before is None else find.track(session, before).id
    up = folders.parents(session)
    blocks = {one.id: [one.id, *folders.inside(session, one.id)] for one in chosen}
    moved = {each for block in blocks.values() for each in block}
    if before in moved or folder in moved:
        if before in blocks and folder not in moved and len(chosen) == 1:
            before = next((one.id for one in _after(session, blocks[before][-1]) if one.id not in moved), None)
        else:
            raise EditError("A folder can't be put into itself.")
    if target is not None and target.kind != "bus":
        raise EditError(f"“{target.name}” is no bus, so it can't be a folder.")
    tracks = {one.id: one for one in session.tracks}
    for one in chosen:
        if target is not None:
            tracks[one.id] = replace(one, output=target.id)
        elif one.id in up:
            tracks[one.id] = replace(one, output=tracks[up[one.id]].output)
    rest = [tracks[one.id] for one in session.tracks if one.id not in moved]
    ids = [one.id for one in rest]
    end = routing.master(session).id if before is None else find.track(session, before).id
    at = ids.index(end)
    new = (*rest[:at], *(tracks[each] for one in chosen for each in blocks[one.id]), *rest[at:])
    if new == session.tracks:
        return session
    done = replace(session, tracks=new)
    refuse_circle(done, f"“{chosen[0].name}” can't go into “{target.name}”" if target is not None else "")
    return done


@edit("Put {track_ids:tracks} into {folder:name}")
def add_to_folder(session: Session, track_ids: list[str], folder: str) -> Session:
    """Put tracks at the end of a folder; a bus that is none yet comes to stand above the first of them."""
    bus = find.track(session, folder)
    if bus.kind != "bus":
        raise EditError(f"“{bus.name}” is no bus, so it can't be a folder.")
    chosen = _moving(session, track_ids)
    if not chosen:
        raise EditError("There is nothing to put into a folder.")
    held = folders.inside(session, bus.id)
    if not held:
        session = place_tracks(session, [bus.id], chosen[0].id, None)
    last = held[-1] if held else bus.id
    moved = {one.id for one in chosen} | {each for one in chosen for each in folders.inside(session, one.id)}
    before = next((one.id for one in _after(session, last) if one.id not in moved), None)
    return place_tracks(session, [one.id for one in chosen], before, bus.id)


@edit("Put {track_ids:tracks} into a new folder")
def make_folder(session: Session, track_ids: list[str], name: str) -> Session:
    """A new bus above the first of some tracks, with them in it; its id is `upcoming(session, "t")`."""
    chosen = _moving(session, track_ids)
    up = folders.parents(session)
    maker = Maker(session)
    color = chosen[0].color
    bus = Track(
        id=maker.make("t"), name=check.name("The name of a folder", name), kind="bus", color=color,
        output=session.tracks[[one.id for one in session.tracks].index(up[chosen[0].id])].id if chosen[0].id in up else None,
    )  # fmt: skip
    made = maker.counted(replace(session, tracks=find.placed(session.tracks, bus, chosen[0].id, "track")))
    return add_to_folder(made, [one.id for one in chosen], bus.id)


def _after(session: Session, track_id: str) -> tuple[Track, ...]:
    ids = [one.id for one in session.tracks]
    return session.tracks[ids.index(track_id) + 1 :]
