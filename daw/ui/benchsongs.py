"""The songs the window's speed is measured on: the demo song with more and more tracks, and an hour of many clips."""

import random
from pathlib import Path
from typing import Any

import numpy as np

from daw import song
from daw.audio.peaks import of_source
from daw.audio.takefile import TakeWriter
from daw.model import edits

RATE = 48000
HOUR_TRACKS, HOUR_S = 60, 3600
SOUND_S = 600  # of the one file that all clips of the hour look at
LEAST_S, MOST_S, WIDEST_GAP_S = 4, 40, 6  # of the hour's clips
FADE = {"frames": 9600, "curve": 0.5}


def widen_demo(folder: Path, tracks: int) -> None:
    """Give the demo song in a folder so many audio tracks: its own again and again."""
    with song.open(folder) as document:
        own = [track for track in document.session.tracks if track.kind == "audio"]
        steps = song.Steps(document.session)
        for number in range(len(own), tracks):
            again = own[number % len(own)]
            steps.do(edits.duplicate_track, again.id, f"{again.name} {number // len(own) + 1}")
        steps.into(document, "More tracks")
        song.save(document)


def write_hour(folder: Path) -> int:
    """A song of an hour with 60 tracks of clips of some seconds, every third with fades; returns how many clips there are."""
    chance, made = random.Random(1), 0
    with song.new(folder, RATE, "An hour") as document:
        steps = song.Steps(document.session)
        source = steps.make("a", edits.add_source, "noise", "audio/noise.wav", 1, _write_sound(folder / "audio" / "noise.wav"))
        of_source(folder, "audio/noise.wav")
        for number in range(HOUR_TRACKS):
            track = steps.make("t", edits.add_track, f"Track {number + 1}", 1)
            clips = _clips(chance, source)
            made += len(clips)
            steps.do(edits.paste_clips, clips, 0, track)
        steps.into(document, "An hour")
        song.save(document)
    return made


def _clips(chance: random.Random, source: str) -> list[dict[str, Any]]:
    """The clips of a track, as `edits.paste_clips` takes them."""
    clips: list[dict[str, Any]] = []
    at = 0
    while at < HOUR_S - 60:
        length = chance.randint(LEAST_S, MOST_S)
        offset = chance.randint(0, (SOUND_S - length) * RATE - 1)
        clip = {
            "id": "",
            "name": f"Part {len(clips) + 1}",
            "source": source,
            "start": 0,
            "at": at * RATE,
            "length": length * RATE,
            "offset": offset,
        }
        clips.append(clip | ({"fade_in": FADE, "fade_out": FADE} if len(clips) % 3 == 0 else {}))
        at += length + chance.randint(0, WIDEST_GAP_S)
    return clips


def _write_sound(path: Path) -> int:
    """Noise that swells and fades ten times a second; returns its frames."""
    noise = np.random.default_rng(1)
    with TakeWriter(path, 1, RATE) as writer:
        for _ in range(SOUND_S // 10):
            swell = np.repeat(noise.random(100), RATE // 10)
            writer.append((0.2 * noise.standard_normal(10 * RATE) * swell).astype(np.float32)[None, :])
    return SOUND_S * RATE
