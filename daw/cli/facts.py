"""What `daw show` tells of a song, and what the values of `daw set` mean."""

from collections.abc import Iterator
from typing import Any

from daw.cli.output import CommandError, clock, counted, plain, table
from daw.model.limits import FADER_HIGH_DB, FADER_LOW_DB
from daw.model.session import Session
from daw.model.track import Slot, Track
from daw.plugin import Effect, Param
from daw.values import MINUS, format_value, parse_value, what_fits

STRIP = {
    "fader_db": Param("fader_db", 0.0, FADER_LOW_DB, FADER_HIGH_DB, unit="dB"),
    "pan": Param("pan", 0.0, -1.0, 1.0, unit="pan"),
    "mute": Param("mute", 0.0, scale="switch"),
    "solo": Param("solo", 0.0, scale="switch"),
}
SEND = Param("level_db", 0.0, FADER_LOW_DB, FADER_HIGH_DB, unit="dB")
BYPASS = Param("bypass", 0.0, scale="switch")
AS_STORED = ("pan", "%")  # units whose numbers are stored in other steps than they are shown in


def read_value(param: Param, text: str, session: Session | None = None) -> float:
    """The value a text means; a bare number is what `daw show --json` has, anything else as it is shown and typed in the window."""
    number = _bare_number(text) if param.unit in AS_STORED and param.glides else None
    if number is None:
        return parse_value(param, text, tempo_bpm=session.tempo.tempos[0].bpm if session else None)
    if not param.low <= number <= param.high:
        span = f"a number from {param.low:g} to {param.high:g}; or {what_fits(param)}"
        raise CommandError(f"{text} is outside the range of {param.name}: {span}")
    return number


def _bare_number(text: str) -> float | None:
    try:
        return float(text.strip().replace(MINUS, "-").replace(",", "."))
    except ValueError:
        return None


def effect_of(slot: Slot) -> Effect | None:
    """The effect in a slot; None if its file is not there."""
    from daw import registry

    return registry.effects().get(slot.effect)


def param_of(slot: Slot, name: str) -> Param:
    """What is known of a parameter of a slot; `bypass` is one every slot has."""
    effect = effect_of(slot)
    if effect is not None:
        for param in effect.params:
            if param.name == name:
                return param
    if name == "bypass":
        return BYPASS
    if effect is None:
        raise CommandError(f"The effect {slot.effect} of “{slot.name}” is not installed, so its parameters are not known.")
    raise CommandError(f"“{slot.name}” has no parameter “{name}”; it has bypass, {', '.join(param.name for param in effect.params)}.")


def length_of(session: Session) -> int:
    """First frame after the last clip."""
    return max((clip.end for track in session.tracks for clip in track.clips), default=0)


def song(session: Session, folder: str) -> dict[str, Any]:
    """Everything about a song, for `daw show --json`."""
    length = length_of(session)
    return {
        "name": session.name,
        "folder": folder,
        "sample_rate": session.sample_rate,
        "length_frames": length,
        "length_seconds": length / session.sample_rate,
        "tempo_bpm": session.tempo.tempos[0].bpm,
        "tempo": plain(session.tempo),
        "key": session.key,
        "pan_law_db": session.pan_law_db,
        "loop": plain(session.loop),
        "punch": plain(session.punch),
        "markers": plain(session.markers),
        "sections": plain(session.sections),
        "sources": plain(session.sources),
        "tracks": [_track(session, one) for one in session.tracks],
    }


def _track(session: Session, one: Track) -> dict[str, Any]:
    names = {other.id: other.name for other in session.tracks}
    told = plain(one)
    told["slots"] = [_slot(slot) for slot in one.slots]
    told["sends"] = [{**plain(send), "bus": names[send.bus], "bus_id": send.bus} for send in one.sends]
    told["output"] = None if one.kind == "master" else names[one.output] if one.output else _master(session).name
    return told


def _master(session: Session) -> Track:
    return next(one for one in session.tracks if one.kind == "master")


def _slot(slot: Slot) -> dict[str, Any]:
    effect = effect_of(slot)
    told = {"id": slot.id, "name": slot.name, "effect": slot.effect, "bypassed": slot.bypassed, "sidechain": slot.sidechain}
    if effect is None:
        return {**told, "missing": True, "parameters": [{"name": name, "value": value} for name, value in slot.values.items()]}
    values = effect.values({name: value for name, value in slot.values.items() if name in {param.name for param in effect.params}})
    return {**told, "missing": False, "parameters": [_parameter(param, values[param.name]) for param in effect.params]}


def _parameter(param: Param, value: float) -> dict[str, Any]:
    return {
        "name": param.name, "value": value, "text": format_value(param, value), "unit": param.unit, "low": param.low, "high": param.high,
        "default": param.default, "scale": param.scale, "choices": list(param.choices),
    }  # fmt: skip


def heading(session: Session) -> list[str]:
    """The song in a line or two."""
    key = f", {session.key}" if session.key else ""
    length = clock(length_of(session) / session.sample_rate)
    lines = [f"{session.name}: {length}, {session.sample_rate} Hz, {session.tempo.tempos[0].bpm:g} bpm{key}"]
    if session.sections:
        parts = (f"{one.name} {clock(one.start / session.sample_rate)}" for one in session.sections)
        lines.append("Sections: " + ", ".join(parts))
    return lines


def track_table(session: Session) -> list[str]:
    """A line for each track."""
    rows = [("Id", "Track", "Kind", "Fader", "Pan", "", "Effects", "Sends", "Audio")]
    names = {one.id: one.name for one in session.tracks}
    for one in session.tracks:
        switches = "".join(letter for letter, on in (("M", one.mute), ("S", one.solo), ("R", one.armed)) if on)
        sends = ", ".join(f"{names[send.bus]} {format_value(SEND, send.level_db)}" for send in one.sends)
        audio = ", ".join(counted(len(items), what) for items, what in ((one.clips, "clip"), (one.takes, "take")) if items)
        strip = format_value(STRIP["fader_db"], one.fader_db), format_value(STRIP["pan"], one.pan)
        rows.append((one.id, one.name, one.kind, *strip, switches, ", ".join(slot.name for slot in one.slots), sends, audio))
    return table(rows)


def effect_lines(session: Session) -> list[str]:
    """A line for each slot: its path, and the parameters that are not at their defaults."""
    return [f"{one.name}/{slot.name}: {', '.join(_settings(slot))}" for one in session.tracks for slot in one.slots]


def _settings(slot: Slot) -> Iterator[str]:
    if slot.bypassed:
        yield "bypassed"
    effect = effect_of(slot)
    if effect is None:
        yield f"{slot.effect} is not installed"
        return
    changed = [param for param in effect.params if slot.values.get(param.name, param.default) != param.default]
    if not changed and not slot.bypassed:
        yield "at its defaults"
    for param in changed:
        yield f"{param.name} {format_value(param, slot.values[param.name])}"
