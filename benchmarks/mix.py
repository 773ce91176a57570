"""The mix, rendered: N stereo tracks of EQ, compressor, pan and a send to a reverb, and a mastered bus, to a 24-bit WAV file.

python benchmarks/mix.py [--folder DIR] [--tracks 1 8 32 64] [--threads 1 2] [--turns 3]

Every figure is of a process of its own, from start to end: CPU seconds are user and system, memory is the most it ever held, all
medians of the turns.  The workload is `daw.bench`'s; the tracks' sounds are made once and kept in the folder.  Compare ratios of one
sitting, not figures of two.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from math import log10
from pathlib import Path

from daw.audio.export import Exporter
from daw.audio.takefile import TakeWriter
from daw.bench import MASTER_COMPRESSOR, MASTER_EQ, RATE, SEND_DB, SPREAD, TRACK_COMPRESSOR, TRACK_EQ, equaliser, sound
from daw.engine.render import Render
from daw.model.clip import Clip, Source
from daw.model.session import Session
from daw.model.track import Send, Slot, Track

SECONDS = 60


def slot(id: str, effect: str, values: dict[str, float]) -> Slot:
    """A slot named like its id."""
    return Slot(id=id, name=id, effect=effect, values=values)


def track(number: int, count: int, frames: int) -> Track:
    """One track of the workload."""
    name = f"t{number:02d}"
    return Track(
        id=name, name=name, inputs=(), fader_db=-6.0 - 10.0 * log10(count),
        pan=0.0 if count == 1 else SPREAD * (2.0 * number / (count - 1) - 1.0),
        slots=(slot(f"e{number}", "daw.eq", equaliser(TRACK_EQ)), slot(f"c{number}", "daw.compressor", TRACK_COMPRESSOR)),
        sends=(Send(id=f"s{number}", bus="reverb", level_db=SEND_DB),),
        clips=(Clip(id=f"k{number}", name=name, source=name, start=0, length=frames),),
    )  # fmt: skip


def session(count: int, frames: int) -> Session:
    """The workload with so many tracks."""
    sources = [Source(id=f"t{n:02d}", name=f"t{n:02d}", path=f"audio/t{n:02d}.wav", channels=2, frames=frames) for n in range(count)]
    bus = Track(id="reverb", name="Reverb", kind="bus", inputs=(), slots=(slot("r", "daw.reverb", {"mix": 1.0}),))
    mastering = (
        slot("me", "daw.eq", equaliser(MASTER_EQ)),
        slot("mc", "daw.compressor", MASTER_COMPRESSOR),
        slot("ml", "daw.limiter", {"ceiling_db": -1.0}),
    )
    master = Track(id="master", name="Master", kind="master", inputs=(), slots=mastering)
    return Session(name="mix", sources=tuple(sources), tracks=(*(track(n, count, frames) for n in range(count)), bus, master))


def make_sounds(folder: Path, count: int, seconds: int) -> None:
    """Write the sounds that are not there yet."""
    (folder / "audio").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / "audio" / f"t{number:02d}.wav"
        if not path.exists():
            with TakeWriter(path, 2, RATE) as writer:
                writer.append(sound(number, seconds))


def render(folder: Path, count: int, threads: int, seconds: int) -> None:
    """Render the mix of so many tracks."""
    frames = seconds * RATE
    job = Render(session(count, frames), folder, threads=threads)
    with Exporter(folder / f"mix{count}.wav", "wav24", RATE, 2, frames=frames) as exporter:
        for block in job.blocks(frames):
            exporter.write(block)
    job.close()


def measure(words: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak MB of a program."""
    start = time.monotonic()
    program = subprocess.Popen(words)
    _, status, used = os.wait4(program.pid, 0)
    if status != 0:
        raise SystemExit(f"{words} failed")
    return used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the mix.")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--tracks", type=int, nargs="+", default=[1, 8, 32, 64])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--render", type=int, nargs=2, metavar=("TRACKS", "THREADS"), help="only render, in this process")
    asked = parser.parse_args()
    if asked.render:
        render(asked.folder, *asked.render, asked.seconds)
        return
    with tempfile.TemporaryDirectory(prefix="daw-mix-") as name:
        folder = asked.folder or Path(name)
        make_sounds(folder, max(asked.tracks), asked.seconds)
        words = [sys.executable, __file__, "--folder", str(folder), "--seconds", str(asked.seconds), "--render"]
        measure([*words, "1", "2"])  # compiles whatever is not in the cache
        print(" tracks  threads   CPU s   wall s   × real time   peak MB")
        for threads in asked.threads:
            for count in asked.tracks:
                turns = [measure([*words, str(count), str(threads)]) for _ in range(asked.turns)]
                cpu, wall, peak = (statistics.median(column) for column in zip(*turns, strict=True))
                print(f"{count:7d} {threads:8d} {cpu:7.2f} {wall:8.2f} {count * asked.seconds / cpu:13.0f} {peak:9.0f}")


if __name__ == "__main__":
    main()
