"""Parts of the demo: its recipe, its clips, what was said about it, and how the window shows it at first."""

import importlib.util
import json
import sys
from typing import Any

from daw import resources, song
from daw.model import atomic, edits
from daw.model.document import Document
from daw.model.session_lookup import find_track
from daw.units import ms_to_frames

LEAD = "Lead Vocal"
GUITAR = "Acoustic"


def recipe() -> Any:
    """The module of the song's recipe, which is material and no part of the package."""
    name = "daw_demo_song"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, resources.assets_folder() / "demo" / "song.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[name] = module
    return sys.modules[name]


def bar_frame(steps: song.Steps, bar: int, beat: float = 1.0) -> int:
    """The frame of a beat in a bar; both count from 1."""
    return beat_frame(steps, (bar - 1) * recipe().BEATS_PER_BAR + beat - 1.0)


def beat_frame(steps: song.Steps, beats: float) -> int:
    """The frame of a number of beats from the start."""
    return steps.session.tempo.beat_to_frame(beats, steps.session.sample_rate)


def place_clips(steps: song.Steps, name: str, source: str, frames: int) -> None:
    """Cut a part into the clips of the recipe; what is silent is left out."""
    track = find_track(steps.session, name).id
    bar = recipe().BEATS_PER_BAR
    for words, first, last in recipe().CLIPS[name]:
        start = beat_frame(steps, (first - 1) * bar)
        end = frames if last is None else beat_frame(steps, (last - 1) * bar)
        clip = steps.make("c", edits.add_clip, track, source, start, start, end - start, words)
        fade_in, fade_out = recipe().FADES.get(words, (0.0, 0.0))
        if fade_in:
            steps.do(edits.set_fade_in, clip, ms_to_frames(fade_in, steps.session.sample_rate))
        if fade_out:
            steps.do(edits.set_fade_out, clip, ms_to_frames(fade_out, steps.session.sample_rate))


def write_remarks(document: Document) -> None:
    """What was said about the song, what is left to do, and where it is looped."""
    made, steps = recipe(), song.Steps(document.session)
    for who, bar, beat, words in made.COMMENTS:
        steps.do(edits.add_comment, bar_frame(steps, bar, beat), words, who)
    for words, bar, done in made.TASKS:
        task = steps.make("j", edits.add_task, words, None if bar is None else bar_frame(steps, bar))
        if done:
            steps.do(edits.set_task_done, task)
    steps.do(edits.set_loop, *(bar_frame(steps, bar) for bar in made.LOOP))
    steps.into(document, "Comments and tasks")


def show(document: Document) -> None:
    """How the window shows the song at first: the takes of the lead, the automation of a guitar, the loop on."""
    assert document.folder is not None
    lead, guitar, double = (find_track(document.session, name).id for name in (LEAD, GUITAR, recipe().EXTRA_TAKE["track"]))
    view = {"heights": {double: "mini"}, "lanes": {lead: ["takes"], guitar: ["auto:fader_db"]}, "loop": True}
    atomic.write(document.folder / "view.json", json.dumps(view, indent=1).encode())
