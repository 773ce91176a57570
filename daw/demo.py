"""The demo: the main job done once, on a song whose every sound is computed (assets/demo).

`write_song` makes the finished song for the window and for tests; `run` does the job step by step as a person would.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from daw import registry, song
from daw.audio.reading import read
from daw.audio.takefile import TakeWriter, take_name
from daw.demoparts import LEAD, bar_frame, beat_frame, place_clips, recipe, show, write_remarks
from daw.engine import takes
from daw.engine.device import list_devices
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.engine.offline import Report
from daw.model import edits
from daw.model.document import Document
from daw.model.session_lookup import find_send, find_slot, find_track

RATE = 48000
TARGET_LUFS = -14.0
CEILING_DBTP = -1.0
FORMATS = ("wav24", "flac24", "mp3")
Say = Callable[[str], None]


class Recording(NamedTuple):
    """The take the demo recorded: positions in frames; `difference` is the largest of a sample from what the microphone heard."""

    track: str
    take: str
    start: int
    frames: int
    dropouts: int
    difference: float


class Result(NamedTuple):
    """What the demo did."""

    folder: Path
    recorded: Recording
    renders: tuple[Report, ...]
    devices: tuple[str, ...]
    advice: str


def write_song(folder: Path | str, *, progress: song.Fraction | None = None) -> Document:
    """Make the whole song in a folder: tracks, three takes of the lead in a comp, the double, the mix.  Takes some seconds."""
    with_double = recipe()
    document = _write_tracks(Path(folder), progress or (lambda _fraction: None))
    try:
        steps = song.Steps(document.session)
        double = find_track(steps.session, with_double.EXTRA_TAKE["track"])
        source = _write_take(document, steps, double.name, with_double.extra_take(RATE)[None, :])
        steps.do(edits.add_take, double.id, source, round(with_double.EXTRA_TAKE["start_s"] * RATE))
        steps.into(document, f"Take on {double.name}")
        mix(document)
        write_remarks(document)
        song.save(document)
        show(document)
    except BaseException:
        document.close()
        raise
    return document


def run(folder: Path | str, *, say: Say, progress: song.Fraction) -> Result:
    """Write a song, record one more take while it plays, mix it, master it, write WAV, FLAC and MP3."""
    document = _write_tracks(Path(folder), lambda fraction: progress(0.4 * fraction))
    with document:
        session = document.session
        audio = [track for track in session.tracks if track.kind == "audio"]
        lead = find_track(session, LEAD)
        say(f"Wrote “{session.name}”: {len(audio)} tracks, {song_clock(document)}, {len(lead.takes)} takes of the lead.")
        recorded = record_double(document, lambda fraction: progress(0.4 + 0.3 * fraction))
        said = f"{recorded.frames / RATE:.1f} s on {recorded.track} while the song played, {recorded.dropouts} dropouts"
        say(f"Recorded {recorded.take}, {said}; largest difference from what was sung: {recorded.difference:.1e} of full scale.")
        mix(document)
        write_remarks(document)
        song.save(document)
        show(document)
        say(_mixed(document))
        renders = tuple(_render(document, kind, say, progress, number) for number, kind in enumerate(FORMATS))
    devices = tuple(one.full_name for one in list_devices())
    return Result(Path(folder), recorded, renders, devices, _advice(Path(folder), devices))


def song_clock(document: Document) -> str:
    """How long a song is, in words."""
    frames = max((clip.end for track in document.session.tracks for clip in track.clips), default=0)
    minutes, seconds = divmod(round(frames / document.session.sample_rate), 60)
    return f"{minutes}:{seconds:02d}"


def _write_tracks(folder: Path, progress: song.Fraction) -> Document:
    """The song as recorded: every part on its track, and what is known of time."""
    made = recipe()
    document = song.new(folder, RATE, made.TITLE)
    try:
        steps = song.Steps(document.session)
        _set_time(steps)
        for name, strip in made.MIX.items():
            if strip["kind"] == "audio":
                steps.do(edits.add_track, name, strip["channels"], list(strip["inputs"]), None, strip["color"])
        total = len(made.part_names()) + len(made.TAKES)
        ready: list[str] = []

        def count(name: str) -> None:
            ready.append(name)
            progress(len(ready) / total)

        for name, x in made.parts(RATE, count).items():
            if name != LEAD:
                place_clips(steps, name, _write_take(document, steps, name, x), x.shape[1])
        _write_lead(document, steps, count)
        steps.into(document, "Demo song")
        song.save(document)
    except BaseException:
        document.close()
        raise
    return document


def _set_time(steps: song.Steps) -> None:
    """Tempo, key, sections and markers."""
    made = recipe()
    steps.do(edits.set_tempo, 0, made.TEMPO_BPM)
    steps.do(edits.set_key, made.KEY)
    for name, bar, bars in made.SECTIONS:
        steps.do(edits.add_section, name, bar_frame(steps, bar), bar_frame(steps, bar + bars))
    for name, bar, beat in made.MARKERS:
        steps.do(edits.add_marker, name, bar_frame(steps, bar, beat))


def _write_take(document: Document, steps: song.Steps, name: str, x: np.ndarray) -> str:
    """Write a track's sound into the song's audio/; returns the id of its source."""
    assert document.folder is not None
    path = document.folder / "audio" / take_name(document.folder, name, 1)
    with TakeWriter(path, x.shape[0], RATE, description=f"{steps.session.name} / {name}") as writer:
        writer.append(x)
    return steps.make("a", edits.add_source, path.stem, f"audio/{path.name}", x.shape[0], x.shape[1])


def _write_lead(document: Document, steps: song.Steps, count: Say) -> None:
    """The takes of the lead, what was thought of them, and the comp made of their best parts."""
    made = recipe()
    lead = find_track(steps.session, LEAD).id
    ids = {}
    for number, (_how, remark, stars) in made.TAKES.items():
        source = _write_take(document, steps, LEAD, made.lead_take(number, RATE)[None, :])
        ids[number] = steps.make("k", edits.add_take, lead, source, 0)
        steps.do(edits.rate_take, ids[number], stars)
        steps.do(edits.set_take_note, ids[number], remark)
        count(f"take {number}")
    rests = [(beat_frame(steps, start), beat_frame(steps, stop)) for start, stop in made.LEAD_RESTS]
    end = max(take.end for take in find_track(steps.session, LEAD).takes)
    for index, (number, start, stop) in enumerate(made.COMP):
        last = end if index == len(made.COMP) - 1 else beat_frame(steps, stop)
        steps.do(edits.swipe_take, ids[number], beat_frame(steps, start), last)
    for start, stop in rests:
        steps.do(edits.cut_range, [lead], start, stop)


def record_double(document: Document, progress: song.Fraction) -> Recording:
    """Record the double of the lead, in real time: it is sung into the null device's virtual microphone while the song plays."""
    made = recipe()
    track = find_track(document.session, made.EXTRA_TAKE["track"])
    sung = made.extra_take(RATE)
    start, frames = round(made.EXTRA_TAKE["start_s"] * RATE), len(sung)
    with Engine(RATE, NullDevice(256, microphone=sung)) as engine:
        engine.follow(document)
        engine.record(start, track_ids=[track.id])
        while engine.recording and not engine.record_problem() and engine.position < start + frames + RATE // 10:
            progress(max(0.0, (engine.position - start) / frames))
            time.sleep(0.02)
        one = engine.stop()[0]
    dropouts = tuple(frame for frame in one.dropouts if frame < frames)
    takes.keep(document, [one._replace(length=min(one.length, frames), dropouts=dropouts, clips=())])
    take = find_track(document.session, track.id).takes[-1]
    heard = read(one.path)[0][0, one.offset : one.offset + frames]
    difference = float(np.abs(heard - sung[: len(heard)]).max())
    return Recording(track.name, take.name, take.start, take.length, len(take.dropouts), difference)


def mix(document: Document) -> None:
    """Mix the song with edits, as the recipe says: EQ, compression, pan, sends to a plate and a delay, automation."""
    steps = song.Steps(document.session)
    strips = recipe().MIX
    for name, strip in strips.items():
        if strip["kind"] == "bus":
            steps.do(edits.add_bus, name, None, strip["color"])
    for name, strip in strips.items():
        track = find_track(steps.session, name)
        steps.do(edits.set_fader, track.id, strip["fader_db"])
        steps.do(edits.set_pan, track.id, strip["pan"])
        if strip["output"] is not None:
            steps.do(edits.set_output, track.id, find_track(steps.session, strip["output"]).id)
        for effect, values in strip["effects"]:
            numbers = recipe().slot_values(registry.find(effect), values)
            steps.do(edits.add_slot, track.id, effect, None, None, numbers)
        for bus, level_db in strip["sends"]:
            steps.do(edits.add_send, track.id, find_track(steps.session, bus).id, level_db)
        for target, points in strip["automation"].items():
            moved = [[beat_frame(steps, beat), value, curve] for beat, value, curve in points]
            steps.do(edits.add_envelope, track.id, _target(steps, name, target), moved)
    steps.into(document, "Mix")


def _target(steps: song.Steps, name: str, target: str) -> str:
    """What the recipe calls a target, with ids in the place of names."""
    track = find_track(steps.session, name)
    owner, slash, parameter = target.rpartition("/")
    if not slash:
        return parameter
    send = find_send(steps.session, track, owner) if parameter == "level_db" else None
    return f"{send.id if send is not None else find_slot(track, owner).id}/{parameter}"


def _mixed(document: Document) -> str:
    tracks = document.session.tracks
    counts = {
        "effects": sum(len(one.slots) for one in tracks),
        "sends": sum(len(one.sends) for one in tracks),
        "automated parameters": sum(len(one.automation) for one in tracks),
        "buses": sum(one.kind == "bus" for one in tracks),
    }
    return "Mixed it: " + ", ".join(f"{number} {what}" for what, number in counts.items()) + "."


def _render(document: Document, kind: str, say: Say, progress: song.Fraction, number: int) -> Report:
    """Bounce to one kind of file at the loudness of streaming services."""
    report = song.bounce(
        document, format=kind, loudness_lufs=TARGET_LUFS, ceiling_dbtp=CEILING_DBTP,
        progress=lambda fraction: progress(0.7 + 0.1 * (number + fraction)),
    )  # fmt: skip
    levels = f"{report.integrated_lufs:.1f} LUFS, true peak {report.true_peak_dbtp:.1f} dBTP".replace("-", "−")
    say(f"Mastered to {Path(report.file).name}: {levels}, {report.audio_seconds / report.wall_seconds:.0f} × real time.")
    for one in report.notes:
        say(one)
    return report


def _advice(folder: Path, devices: tuple[str, ...]) -> str:
    """What to do next."""
    words = f"daw record {folder} --track Me --input 1 --seconds 20 --play"
    if devices:
        return f"You have audio devices ({', '.join(devices)}). To hear the song: daw play {folder}.  To record yourself: {words}"
    return f"No audio device was found. With one plugged in: daw play {folder}, and {words}"
