"""What putting an effect on a track takes: on a return, a reverb or a delay is to be heard alone."""

from typing import Any

from daw.model import edits
from daw.model.session import Session
from daw.ui.studio import Studio

FOR_RETURNS = ("daw.reverb", "daw.delay")
MIX = "mix"


def is_return(session: Session, track_id: str) -> bool:
    """Whether a track is fed by sends, so that the dry sound is heard elsewhere already."""
    return any(send.bus == track_id for track in session.tracks for send in track.sends)


def add_effect(studio: Studio, track_id: str, effect_id: str) -> bool:
    """Put an effect on a track, as one step; whether that worked."""
    calls: list[tuple[Any, tuple[Any, ...]]] = [(edits.add_slot, (track_id, effect_id))]
    if effect_id not in FOR_RETURNS or not is_return(studio.session, track_id):
        return studio.do(edits.add_slot, track_id, effect_id)
    slot_id = edits.upcoming(studio.session, "x")
    calls.append((edits.set_parameter, (slot_id, MIX, 1.0)))
    name = next(track.name for track in studio.session.tracks if track.id == track_id)
    return studio.do_all(f"Add effect to {name}", calls)
