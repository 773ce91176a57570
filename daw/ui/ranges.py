"""The stretch of time a person has chosen, and what can be made of it: a loop, a punch, room, all that is kept."""

from daw.model import edits
from daw.ui.studio import Studio


def chosen_range(studio: Studio) -> tuple[int, int] | None:
    """The selected range, or the stretch the selected clips lie in."""
    if studio.selection.range is not None:
        return studio.selection.range
    if not studio.selection.clips:
        return None
    clips = [clip for track in studio.session.tracks for clip in track.clips if clip.id in studio.selection.clips]
    return (min(clip.start for clip in clips), max(clip.end for clip in clips)) if clips else None


def loop_selection(studio: Studio) -> None:
    """Let the loop be what is selected, and switch it on."""
    chosen = chosen_range(studio)
    if chosen is not None and studio.do(edits.set_loop, *chosen) and not studio.view.loop:
        studio.toggle_loop()


def punch_selection(studio: Studio) -> None:
    """Let the punch range be what is selected, and switch it on."""
    chosen = chosen_range(studio)
    if chosen is not None and studio.do(edits.set_punch, *chosen) and not studio.view.punch:
        studio.toggle_punch()


def insert_time(studio: Studio) -> None:
    """Make room as long as the range where it begins: everything from there on goes later."""
    chosen = chosen_range(studio)
    if chosen is not None:
        studio.do(edits.insert_time, chosen[0], chosen[1] - chosen[0])


def keep_range(studio: Studio) -> None:
    """Cut away what lies outside the range, on the chosen tracks or, where none is chosen, on all."""
    chosen = chosen_range(studio)
    if chosen is not None:
        audio = [track.id for track in studio.session.tracks if track.id in studio.selection.tracks and track.kind == "audio"]
        studio.do(edits.keep_range, audio or None, *chosen)
