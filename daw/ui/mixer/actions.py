"""What the mixer can be told to do: new buses and returns, and what is done to the strip in focus."""

from functools import partial
from typing import Any

from daw.model import edits
from daw.model.track import Track
from daw.ui.mixer.stripmenu import add_bus, add_return
from daw.ui.studio import Studio
from daw.ui.widgets import meterscale


def register(studio: Studio) -> None:
    """Name the actions."""
    add = studio.actions.add
    add("mix.add-bus", "Add bus", partial(add_bus, studio), keywords="group subgroup")
    add("mix.add-reverb", "Add return with reverb", partial(add_return, studio, "Reverb", "daw.reverb"), keywords="send effect room")
    add("mix.add-delay", "Add return with delay", partial(add_return, studio, "Delay", "daw.delay"), keywords="send effect echo")
    for width, words in (("narrow", "Narrow strips"), ("normal", "Strips of normal width"), ("wide", "Wide strips")):
        add(f"mix.{width}", words, partial(_set_width, studio, width), is_on=partial(_has_width, studio, width), keywords="mixer")
    for scale in meterscale.SCALES.values():
        add(f"mix.meter-{scale.name}", f"Meters read {scale.words}", partial(_set_scale, studio, scale.name),
            is_on=partial(_has_scale, scale.name), keywords="meter k-system scale")  # fmt: skip
    effects: dict[str, Any] = {
        "enabled": lambda: bool(_track(studio) and _track(studio).slots),  # type: ignore[union-attr]
        "why": "Select a track with effects first.",
    }
    add("mix.open-first", "Open the first effect", partial(_open_first, studio), "E", **effects)
    add("mix.bypass-all", "Bypass all effects of the track", partial(_bypass_all, studio), **effects)
    chosen: dict[str, Any] = {"enabled": lambda: _track(studio) is not None, "why": "Select a track first."}
    add("mix.reset-fader", "Fader to 0 dB", partial(_on_track, studio, edits.set_fader, 0.0), **chosen)
    add("mix.center", "Pan to the centre", partial(_on_track, studio, edits.set_pan, 0.0), **chosen)
    add("mix.louder", "Fader up 0.5 dB", partial(_nudge, studio, 0.5), "Ctrl+Up", "dock", **chosen)
    add("mix.quieter", "Fader down 0.5 dB", partial(_nudge, studio, -0.5), "Ctrl+Down", "dock", **chosen)


def _set_scale(studio: Studio, name: str) -> None:
    studio.prefer(meter_scale=name)
    meterscale.chosen.use(name)


def _has_scale(name: str) -> bool:
    return meterscale.chosen.scale.name == name


def _set_width(studio: Studio, width: str) -> None:
    studio.view.set(mixer_narrow=width == "narrow", mixer_wide=width == "wide")


def _has_width(studio: Studio, width: str) -> bool:
    view = studio.view
    return width == ("narrow" if view.mixer_narrow else "wide" if view.mixer_wide else "normal")


def _track(studio: Studio) -> Track | None:
    return next((one for one in studio.session.tracks if one.id == studio.selection.track), None)


def _open_first(studio: Studio) -> None:
    track = _track(studio)
    if track is not None and track.slots:
        studio.selection.select_slot(track.slots[0].id, track=track.id)
        studio.open_editor(track.slots[0].id)


def _bypass_all(studio: Studio) -> None:
    track = _track(studio)
    if track is not None:
        studio.do(edits.set_bypass_all, track.id, not all(slot.bypassed for slot in track.slots))


def _on_track(studio: Studio, edit: Any, value: float) -> None:
    studio.do(edit, studio.selection.track, value)


def _nudge(studio: Studio, step_db: float) -> None:
    track = _track(studio)
    if track is not None:
        studio.do(edits.set_fader, track.id, min(max(track.fader_db, -90.0) + step_db, 6.0))
