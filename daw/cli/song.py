"""The commands that make and change a song: new, import, add, set, send, bus, show."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from daw.cli.argument import AsJson, Folder, changed, looked_at
from daw.cli.output import CommandError, emit, progress

if TYPE_CHECKING:
    from daw.model.session import Session
    from daw.model.track import Slot, Track
    from daw.plugin import Param


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the song in.")],
    *,
    rate: Annotated[int, typer.Option(metavar="HZ", help="The song's sample rate.")] = 48000,
    as_json: AsJson = False,
) -> None:
    """Make a new song in a folder."""
    from daw import song

    with song.new(folder, rate) as document:
        made = document.session
    emit({"folder": folder, "name": made.name, "sample_rate": made.sample_rate}, f"“{made.name}” at {rate} Hz", as_json=as_json)


def import_files(
    folder: Folder,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Audio files: WAV, AIFF, FLAC, MP3, Ogg, Opus …")],
    *,
    track: Annotated[str | None, typer.Option(metavar="NAME", help="Put all of them on this track, one after the other.")] = None,
    at: Annotated[float, typer.Option(metavar="SECONDS", help="Where they begin in the song.")] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Copy audio files into the song, one track per file, named after it.  Other sample rates are converted; no fades are added."""
    from daw import song
    from daw.model.session_lookup import find_track

    with changed(folder) as document, progress("Importing") as told:
        placed = song.import_audio(document, *files, track=track, at_s=at, progress=told)
        session = document.session
    rate = session.sample_rate
    result = [
        {
            "track": find_track(session, one.track_id).name, "track_id": one.track_id, "clip": one.clip_id, "file": one.imported.path,
            "channels": one.imported.channels, "frames": one.imported.frames, "seconds": one.imported.frames / rate, "start": one.start,
            "original_rate": one.imported.original_rate,
        }
        for one in placed
    ]  # fmt: skip
    emit(result, [f"{one['track']}: {one['file']}, {one['seconds']:.3f} s" for one in result], as_json=as_json)


def add(
    folder: Folder,
    track: Annotated[str, typer.Argument(metavar="TRACK", help="A track, by its name or id.")],
    effect: Annotated[str, typer.Argument(metavar="EFFECT", help="An effect, by its id or name: daw.eq, eq, EQ.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Put an effect at the end of a track and print the name of its slot."""
    from daw import song
    from daw.model import edits
    from daw.model.session_lookup import find_slot, find_track

    with changed(folder) as document:
        owner = find_track(document.session, track)
        found = song.find_effect(effect)
        slot_id = edits.upcoming(document.session, "x")
        document.do(edits.add_slot, owner.id, found.id)
        slot = find_slot(find_track(document.session, owner.id), slot_id)
    emit({"track": owner.name, "slot": slot.name, "id": slot.id, "effect": slot.effect}, slot.name, as_json=as_json)


def set_value(
    folder: Folder,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="TRACK/fader_db, /pan, /mute, /solo, /SLOT/parameter or /SLOT/bypass.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="A value, with or without its unit: -18, -18dB, 1.2k, 1/8, on.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Set a fader, a pan position, a switch, or a parameter of an effect."""
    from daw.cli import facts
    from daw.model import edits
    from daw.model.session_lookup import find_target

    with changed(folder) as document:
        session = document.session
        track, slot, parameter = find_target(session, target)
        if slot is None:
            param = facts.STRIP[parameter]
            number = facts.read_value(param, value)
            edit = {"fader_db": edits.set_fader, "pan": edits.set_pan, "mute": edits.set_mute, "solo": edits.set_solo}[parameter]
            document.do(edit, track.id, bool(number) if param.scale == "switch" else number)
        else:
            param = facts.param_of(slot, parameter)
            number = facts.read_value(param, value, session)
            if param is facts.BYPASS:
                document.do(edits.set_bypass, slot.id, bool(number))
            else:
                document.do(edits.set_parameter, slot.id, parameter, number)
    _tell_setting(track, slot, param, number, as_json=as_json)


def _tell_setting(track: "Track", slot: "Slot | None", param: "Param", number: float, *, as_json: bool) -> None:
    from daw.values import format_value

    path = "/".join([track.name, *([slot.name] if slot else []), param.name])
    shown = format_value(param, number)
    emit({"target": path, "value": number, "unit": param.unit, "text": shown}, f"{path}: {shown}", as_json=as_json)


def send(
    folder: Folder,
    track: Annotated[str, typer.Argument(metavar="TRACK", help="The track or bus that sends.")],
    bus: Annotated[str, typer.Argument(metavar="BUS", help="The bus it sends to.")],
    db: Annotated[str, typer.Argument(metavar="DB", help="The level: −150 (off) to 6 dB.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Send a track to a bus at a level, after its fader."""
    from daw.cli import facts
    from daw.model import edits
    from daw.model.session_lookup import find_send, find_track
    from daw.values import format_value

    with changed(folder) as document:
        source, target = find_track(document.session, track), find_track(document.session, bus)
        level = facts.read_value(facts.SEND, db)
        old = find_send(document.session, source, target.id)
        send_id = edits.upcoming(document.session, "n") if old is None else old.id
        if old is None:
            document.do(edits.add_send, source.id, target.id, level)
        else:
            document.do(edits.set_send_level, old.id, level)
    told = f"{source.name} → {target.name}: {format_value(facts.SEND, level)}"
    emit({"track": source.name, "bus": target.name, "id": send_id, "level_db": level}, told, as_json=as_json)


def bus(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the bus is called.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Make a bus: a track without clips that others send to."""
    from daw import song
    from daw.model import edits

    with changed(folder) as document:
        if song.named(document.session, name) is not None:
            raise CommandError(f"There is a track or bus called “{name}” already; choose another name.")
        bus_id = edits.upcoming(document.session, "t")
        document.do(edits.add_bus, name)
        made = next(one for one in document.session.tracks if one.id == bus_id)
    emit({"bus": made.name, "id": made.id}, made.name, as_json=as_json)


def show(folder: Folder, *, as_json: AsJson = False) -> None:
    """Show what is in a song: its tracks, effects, sends, clips and takes."""
    from daw.cli import facts

    with looked_at(folder) as document:
        session = document.session
        emit(facts.song(session, os.fspath(folder)) if as_json else None, () if as_json else _lines(session), as_json=as_json)


def _lines(session: "Session") -> list[str]:
    from daw.cli import facts

    return [*facts.heading(session), "", *facts.track_table(session), *_indented("Effects", facts.effect_lines(session))]


def _indented(title: str, lines: list[str]) -> list[Any]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []
