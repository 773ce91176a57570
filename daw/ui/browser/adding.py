"""Bringing something from the browser into the song: to the chosen track with Enter, or where it is let go."""

from pathlib import Path
from typing import TYPE_CHECKING

from daw.model import edits
from daw.model.track import Track
from daw.ui.arrange.placing import Call, placements
from daw.ui.browser.things import Thing

if TYPE_CHECKING:
    from daw.ui.studio import Studio

CHOOSE = "Choose a track first; it is added there."


def chosen_track(studio: "Studio") -> Track | None:
    """The track in focus."""
    return next((one for one in studio.session.tracks if one.id == studio.selection.track), None)


def add(studio: "Studio", thing: Thing) -> bool:
    """Add something to the chosen track, audio at the playhead; whether that was done (or has begun)."""
    if thing.kind in ("effect", "preset"):
        track = chosen_track(studio)
        if track is None:
            studio.say(CHOOSE)
            return False
        return add_effect(studio, thing, track.id)
    if thing.kind == "source":
        return add_source(studio, thing.key)
    return thing.kind == "file" and add_file(studio, Path(thing.key))


def add_effect(studio: "Studio", thing: Thing, track_id: str, before: str | None = None) -> bool:
    """Put an effect, or one with a preset, into a track before a slot (None: after all)."""
    effect_id, values = settings_of(thing)
    slot_id = edits.upcoming(studio.session, "x")
    if not studio.do(edits.add_slot, track_id, effect_id, before, None, values):
        return False
    studio.selection.select_slot(slot_id, track=track_id)
    return True


def use_preset(studio: "Studio", thing: Thing, slot_id: str) -> bool:
    """Set an effect that is there as a preset of it says."""
    _, values = settings_of(thing)
    return studio.do(edits.set_parameters, slot_id, values or {})


def settings_of(thing: Thing) -> tuple[str, dict[str, float] | None]:
    """The id of an effect, and the values of its preset if it is one."""
    if thing.kind == "effect":
        return thing.key, None
    from daw import presets, registry

    effect_id, _, name = thing.key.partition("/")
    effect, preset = registry.find(effect_id), presets.find(effect_id, name)
    return effect_id, presets.values_of(effect, preset) if preset is not None else None


def add_source(studio: "Studio", source_id: str) -> bool:
    """Place audio the song has already: on the chosen track at the playhead, or on a new one."""
    source = next((one for one in studio.session.sources if one.id == source_id), None)
    if source is None:
        return False
    track, clip_id = chosen_track(studio), edits.upcoming(studio.session, "c")
    if track is not None and track.kind == "audio":
        done = studio.do(edits.add_clip, track.id, source_id, studio.position)
    else:
        track_id = edits.upcoming(studio.session, "t")
        after = edits.add_track(studio.session, source.name, min(source.channels, 2))
        clip_id = edits.upcoming(after, "c")
        calls: list[Call] = [
            (edits.add_track, (source.name, min(source.channels, 2))),
            (edits.add_clip, (track_id, source_id, studio.position)),
        ]
        done = studio.do_all(f"Add {source.name}", calls)
    if done:
        studio.selection.select_clips([clip_id])
    return done


def add_file(studio: "Studio", path: Path) -> bool:
    """Import a file onto the chosen track at the playhead, or onto a new track."""
    arrange = getattr(studio.window, "arrange", None)
    if arrange is None:
        return False
    found = arrange.dropping.readable([path])
    if not found:
        studio.say(f"{path.name} is not audio this program can read.")
        return False
    lanes = [track.id for track in studio.session.tracks if track.kind == "audio"]
    track = chosen_track(studio)
    lane = lanes.index(track.id) if track is not None and track.id in lanes else len(lanes)
    arrange.importer.begin(placements(found, lane, studio.position, in_a_row=False))
    return True
