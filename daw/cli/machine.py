"""The commands about the machine and the program: devices, doctor, calibrate, check, bench, demo."""

from pathlib import Path
from typing import Annotated

import typer

from daw.cli.argument import AsJson, Block, Device
from daw.cli.output import CommandError, counted, emit, note, progress, table


def devices(*, as_json: AsJson = False) -> None:
    """List the audio devices; the names are what --device takes."""
    from daw.engine.device import list_devices

    found = list_devices()
    result = [{**one._asdict(), "full_name": one.full_name} for one in found]
    rows = [("Name", "In", "Out", "Rate", "")]
    for one in found:
        role = "default" if one.is_default_output else "default input" if one.is_default_input else ""
        rows.append((one.full_name, str(one.inputs), str(one.outputs), f"{one.sample_rate} Hz", role))
    rows.append(("null", "2", "2", "any", "no hardware; --virtual-input is its microphone"))
    emit(result, table(rows), as_json=as_json)


def doctor(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where your songs are.")] = Path(),
    *,
    as_json: AsJson = False,
) -> int:
    """Check that everything the program needs is there, and say what to type where it is not."""
    from daw.doctor import checks

    found = list(checks(folder))
    lines = []
    for one in found:
        lines.append(f"{'ok     ' if one.ok else 'PROBLEM'}  {one.name}: {one.found}")
        lines += [f"         {one.remedy}"] if one.remedy else []
    emit(found, lines, as_json=as_json)
    return 0


def calibrate(
    *,
    device: Device = None,
    input_number: Annotated[int, typer.Option("--input", metavar="N", min=1, help="The input that listens.")] = 1,
    rate: Annotated[int, typer.Option(metavar="HZ", min=8000, max=384000, help="The sample rate of your songs.")] = 48000,
    block: Block = None,
    cable: Annotated[int | None, typer.Option(metavar="FRAMES", min=0, help="Wire the null device's output to its input.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the round trip of a device, so that takes land where they were played.

    Connect an output to the input with a cable, or hold the microphone to the speaker: a chirp is played and listened for.
    """
    from daw import preferences
    from daw.cli.live import device_of
    from daw.engine.calibrate import calibrate as measured_round_trip
    from daw.engine.engine import Engine
    from daw.engine.nulldevice import NullDevice

    if cable is not None and device != "null":
        raise CommandError("--cable is for the null device alone: a real device has a real cable.")
    opened = device_of(device, block)
    if cable is not None:
        opened = NullDevice(opened.block_frames, cable_frames=cable)
    with Engine(rate, opened) as engine:
        found = measured_round_trip(engine, input_number)
    kept = cable is None  # a virtual cable says nothing about the virtual microphone
    if kept:
        preferences.set_round_trip(opened.name, rate, opened.block_frames, found.round_trip_frames)
    result = {"device": opened.name, "sample_rate": rate, "block_frames": opened.block_frames, **found._asdict(), "kept": kept}
    setting = f"{opened.name} at {rate} Hz in blocks of {opened.block_frames}"
    trip = f"{found.round_trip_frames} frames ({1000.0 * found.round_trip_frames / rate:.1f} ms)"
    told = f"{setting}: a round trip of {trip}{', kept' if kept else ''}"
    emit(result, told, as_json=as_json)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An effect file (.py).")],
    *,
    as_json: AsJson = False,
) -> int:
    """Try the laws every effect must obey on an effect file.  The file is run: check only what you trust."""
    from daw import laws, registry

    effect = registry.load_file(file)
    results = []
    with progress("Checking") as told:
        for name, broken in laws.check(effect):
            results.append({"law": name.replace("_", " "), "ok": broken is None, "broken": broken})
            told(len(results) / len(laws.LAWS))
    lines = [f"ok      {one['law']}" if one["ok"] else f"BROKEN  {one['law']}: {one['broken']}" for one in results]
    failed = sum(not one["ok"] for one in results)
    emit({"file": file, "id": effect.id, "name": effect.name, "ok": not failed, "laws": results}, lines, as_json=as_json)
    if failed:
        note([f"daw: {effect.name} breaks {counted(failed, 'law')}."])
    return 2 if failed else 0


def bench(
    *,
    tracks: Annotated[str, typer.Option(metavar="N,N,…", help="How many tracks, in turn.")] = "1,8,32,64",
    seconds: Annotated[float, typer.Option(metavar="SECONDS", min=1.0, max=3600.0, help="How long the songs are.")] = 60.0,
    live: Annotated[bool, typer.Option("--live/--no-live", help="Also find how many tracks run live at 128 frames.")] = True,
    window: Annotated[bool, typer.Option("--window/--no-window", help="Also measure the window: opening, playing, zooming.")] = True,
    as_json: AsJson = False,
) -> None:
    """Measure the speed: a mix of EQ, compressor, pan and reverb send per track, with a mastered bus, of 60 s; and the window's."""
    from daw import bench as workload
    from daw.ui import windowspeed

    try:
        counts = [int(number) for number in tracks.split(",")]
    except ValueError:
        counts = []
    if not counts or not all(1 <= number <= 1000 for number in counts):
        raise CommandError(f"--tracks is one or more numbers from 1 to 1000 with commas between; “{tracks}” is not.")
    with progress("Measuring") as told:
        result = workload.run(counts, seconds, progress=told, with_live=live)
    lines, seen = [*workload.lines(result)], None
    if window:
        try:
            with progress("Measuring the window") as told:
                seen = windowspeed.measure(told)
            lines += windowspeed.lines(seen)
        except windowspeed.NotMeasured as problem:
            lines.append(f"The window could not be measured: {problem}")
    emit({**result._asdict(), "window": seen}, lines, as_json=as_json)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder to make the song in.")] = Path("demo-song"),
    *,
    as_json: AsJson = False,
) -> None:
    """Do the main job once: write a song, record a take while it plays, mix it, master it, and write WAV, FLAC and MP3."""
    from daw import demo as show
    from daw.cli.sound import measured_line

    with progress("Demo") as told:
        result = show.run(folder, say=(lambda _line: None) if as_json else lambda line: note([line]), progress=told)
    emit(result, [*(f"{one.file}: {measured_line(one)}" for one in result.renders), result.advice], as_json=as_json)
