"""The speed of the program on one workload, the mix: stereo tracks of EQ, compressor, pan and a reverb send, and a mastered bus.

Each offline figure is of a process of its own, from its start to its end, as `time` would measure it: CPU seconds are user and
system, memory is the most it ever held.  The live figure is the load of an engine on the null device at 128 frames.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from daw import song
from daw.audio.takefile import TakeWriter
from daw.model import edits
from daw.model.document import Document
from daw.model.ids import MASTER

RATE = 48000
LIVE_BLOCK_FRAMES = 128
LIVE_S = 4.0
SETTLE_S = 0.5
LIVE_LIMIT = 0.8  # of a block's time: beyond it a real device begins to lose sound
MOST_LIVE = 2048
SHELF_LOW, BELL, SHELF_HIGH = "low shelf", "bell", "high shelf"
TRACK_EQ = ((SHELF_LOW, 100.0, 2.0, 0.707), (BELL, 400.0, -3.0, 1.0), (BELL, 2500.0, 2.5, 1.0), (SHELF_HIGH, 8000.0, 1.5, 0.707))
MASTER_EQ = ((SHELF_LOW, 100.0, 1.0, 0.707), (BELL, 400.0, -1.0, 1.0), (BELL, 2500.0, 1.0, 1.0), (SHELF_HIGH, 8000.0, 1.0, 0.707))
TRACK_COMPRESSOR = {"threshold_db": -18.0, "ratio": 4.0, "attack_ms": 10.0, "release_ms": 100.0, "makeup_db": 3.0}
MASTER_COMPRESSOR = {"threshold_db": -12.0, "ratio": 2.0, "attack_ms": 20.0, "release_ms": 200.0}
SEND_DB = -12.0
SPREAD = 0.8


class Offline(NamedTuple):
    """A bounce of so many tracks: `times_real_time` is tracks × seconds of song per CPU second."""

    tracks: int
    cpu_seconds: float
    wall_seconds: float
    times_real_time: float
    peak_mb: float


class Live(NamedTuple):
    """What an engine bears: the largest number of tracks that stayed below LIVE_LIMIT with nothing late, and what was tried."""

    block_frames: int
    tracks: int
    tried: tuple["Load", ...]


class Load(NamedTuple):
    """An engine that played so many tracks: shares of a block's time, each over some 20 blocks; their median and the highest."""

    tracks: int
    load: float
    worst_load: float
    xruns: int
    disk_late: int


class Result(NamedTuple):
    """All that was measured."""

    seconds: float
    cores: int
    offline: tuple[Offline, ...]
    live: Live | None


def sound(number: int, seconds: float) -> np.ndarray:
    """A track's sound: decaying tones and bursts of noise at a tempo of its own, the same every time; float32 (2, frames)."""
    random = np.random.default_rng(1000 + number)
    frames = round(seconds * RATE)
    out = (0.003 * random.standard_normal((2, frames))).astype(np.float32)
    beat = 30.0 / random.uniform(80.0, 140.0)
    t = np.arange(round(0.9 * RATE)) / RATE
    hiss = random.standard_normal((2, len(t)))
    for step in range(int(seconds / beat)):
        start = round(step * beat * RATE)
        decay = 0.35 * np.exp(-t * random.uniform(3.0, 14.0))
        phase = 2.0 * np.pi * 55.0 * 2.0 ** (random.integers(0, 48) / 12.0) * t
        burst = hiss * decay * 0.4 if random.random() < 0.5 else np.vstack([np.sin(phase) + 0.4 * np.sin(2.0 * phase)] * 2) * decay
        part = out[:, start : start + len(t)]
        part += burst[:, : part.shape[1]].astype(np.float32)
    out *= np.float32(0.8) / np.abs(out).max()
    return out


def write_song(folder: Path, tracks: int, seconds: float, *, files: int = 64) -> Document:
    """The workload as a song; beyond `files` tracks, tracks share their audio files."""
    document = song.new(folder, RATE, f"mix of {tracks}")
    steps = song.Steps(document.session)
    bus = steps.make("t", edits.add_bus, "Reverb")
    steps.do(edits.add_slot, bus, "daw.reverb", None, None, {"mix": 1.0})
    sources = []
    for number in range(min(tracks, files)):
        x = sound(number, seconds)
        with TakeWriter(folder / "audio" / f"t{number:02d}.wav", 2, RATE) as writer:
            writer.append(x)
        sources.append(steps.make("a", edits.add_source, f"t{number:02d}", f"audio/t{number:02d}.wav", 2, x.shape[1]))
    for number in range(tracks):
        track = steps.make("t", edits.add_track, f"Track {number + 1}", 2)
        steps.do(edits.add_clip, track, sources[number % files], 0)
        steps.do(edits.add_slot, track, "daw.eq", None, None, equaliser(TRACK_EQ))
        steps.do(edits.add_slot, track, "daw.compressor", None, None, TRACK_COMPRESSOR)
        steps.do(edits.set_pan, track, 0.0 if tracks == 1 else SPREAD * (2.0 * number / (tracks - 1) - 1.0))
        steps.do(edits.set_fader, track, -6.0 - 10.0 * math.log10(tracks))
        steps.do(edits.add_send, track, bus, SEND_DB)
    steps.do(edits.add_slot, MASTER, "daw.eq", None, None, equaliser(MASTER_EQ))
    steps.do(edits.add_slot, MASTER, "daw.compressor", None, None, MASTER_COMPRESSOR)
    steps.do(edits.add_slot, MASTER, "daw.limiter", None, None, {"ceiling_db": -1.0})
    steps.into(document, "The mix")
    song.save(document)
    return document


def equaliser(bands: Sequence[tuple[str, float, float, float]]) -> dict[str, float]:
    """Settings of daw.eq for bands of (type, Hz, dB, Q)."""
    choices = song.effects()["daw.eq"].param("band1_type").choices
    values: dict[str, float] = {}
    for number, (kind, hz, gain_db, q) in enumerate(bands, 1):
        values |= {f"band{number}_on": 1.0, f"band{number}_type": float(choices.index(kind))}
        values |= {f"band{number}_freq_hz": hz, f"band{number}_gain_db": gain_db, f"band{number}_q": q}
    return values


def offline(folder: Path, tracks: int, seconds: float) -> Offline:
    """Bounce the song in `folder` in a process of its own."""
    words = [sys.executable, "-m", "daw.bench", "bounce", os.fspath(folder)]
    start = time.monotonic()
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    wall = time.monotonic() - start
    told = json.loads(done.stdout.splitlines()[-1])
    return Offline(tracks, told["cpu_seconds"], wall, tracks * seconds / told["cpu_seconds"], told["peak_mb"])


def bounce(folder: Path) -> dict[str, float]:
    """Bounce the song in `folder`; what this process has cost so far."""
    import resource

    with song.open(folder) as document:
        song.bounce(document, folder / "renders" / "mix.wav", format="wav24")
    used = resource.getrusage(resource.RUSAGE_SELF)
    unit = 2**20 if sys.platform == "darwin" else 2**10  # macOS counts bytes, Linux KiB
    return {"cpu_seconds": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / unit}


def live(folder: Path, tracks: int, seconds: float = LIVE_S) -> Load:
    """Play the song in `folder` on the null device at 128 frames."""
    from daw.engine.engine import Engine
    from daw.engine.nulldevice import NullDevice

    with song.open(folder) as document, Engine(RATE, NullDevice(LIVE_BLOCK_FRAMES), capture_s=1.0) as engine:
        engine.load(document.session, folder)
        engine.play(0)
        while engine.position < SETTLE_S * RATE:
            time.sleep(0.02)
        loads = []
        while engine.position < (SETTLE_S + seconds) * RATE:
            time.sleep(0.05)
            loads.append(engine.levels().load)
        levels = engine.levels()
    return Load(tracks, float(np.median(loads)), max(loads), levels.xruns, levels.disk_late)


def largest_live(place: Path, told: Callable[[int], None]) -> Live:
    """Double the number of tracks until the engine can't bear them, then halve the gap down to an eighth of it."""
    tried: list[Load] = []

    def bears(tracks: int) -> bool:
        folder = place / f"live {tracks}"
        write_song(folder, tracks, LIVE_S + 2.0, files=16).close()
        one = live(folder, tracks)
        tried.append(one)
        told(tracks)
        return one.worst_load < LIVE_LIMIT and not one.xruns and not one.disk_late

    good, bad = 0, 64
    while bad <= MOST_LIVE and bears(bad):
        good, bad = bad, 2 * bad
    while bad - good > max(8, good // 8) and bad <= MOST_LIVE:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if bears(middle) else (good, middle)
    return Live(LIVE_BLOCK_FRAMES, good, tuple(tried))


def run(counts: Sequence[int], seconds: float, *, progress: song.Fraction, with_live: bool) -> Result:
    """Measure the mix at each number of tracks, and how many run live."""
    parts = len(counts) + (8 if with_live else 0)
    done: list[int] = []

    def told(tracks: int) -> None:
        done.append(tracks)
        progress(min(1.0, len(done) / parts))

    with tempfile.TemporaryDirectory(prefix="daw-bench-") as name:
        place = Path(name)
        write_song(place / "first", 2, 1.0).close()
        offline(place / "first", 2, 1.0)  # compiles whatever is not in the cache
        results = []
        for tracks in counts:
            folder = place / f"mix {tracks}"
            write_song(folder, tracks, seconds).close()
            results.append(offline(folder, tracks, seconds))
            told(tracks)
        lasting = largest_live(place, told) if with_live else None
    return Result(seconds, os.cpu_count() or 1, tuple(results), lasting)


def lines(result: Result) -> Iterator[str]:
    """What was measured, for people."""
    yield f"The mix, {result.seconds:g} s, {result.cores} cores"
    yield " tracks   CPU s   wall s   × real time   peak MB"
    for one in result.offline:
        yield f"{one.tracks:7d} {one.cpu_seconds:7.2f} {one.wall_seconds:8.2f} {one.times_real_time:13.0f} {one.peak_mb:9.0f}"
    if result.live is not None:
        yield f"Live at {result.live.block_frames} frames without an xrun: {result.live.tracks} tracks"
        for load in result.live.tried:
            yield f"{load.tracks:7d} tracks: load {load.load:.1%}, at worst {load.worst_load:.1%}, {load.xruns} xruns"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Bounce a song and print what it cost.")
    parser.add_argument("verb", choices=["bounce"])
    parser.add_argument("folder", type=Path)
    sys.stdout.write(json.dumps(bounce(parser.parse_args().folder)) + "\n")
