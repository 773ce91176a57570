"""Bounce: the session through the same `process_block` as live, to a finished file; and stems.

A bounce works on a session value: editing goes on beside it.  Nothing is left behind when it fails or is cancelled, and a file that
was there before stays until the new one is whole.
"""

import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from daw import registry
from daw.audio.export import FORMATS, Exporter
from daw.audio.measure import Measurement, measure_file
from daw.audio.resample import Resampler
from daw.engine.loudnesstarget import at_loudness
from daw.engine.rack import FindEffect
from daw.engine.render import DEFAULT_BLOCK_FRAMES, Render
from daw.engine.stems import StemFiles
from daw.model.session import Session

MAX_TAIL_S = 30.0
MIXING_SHARE = 0.9  # of the work, when a loudness is then to be reached
TAIL_FLOOR = 10.0 ** (-100.0 / 20.0)  # a tail ends with its last sample above -100 dBFS

Progress = Callable[[float], None]  # fraction done, 0-1
Cancelled = Callable[[], bool]


class BounceError(ValueError):
    """A bounce cannot be made as asked; the text is a sentence for the user."""


class BounceCancelledError(Exception):
    """The user changed their mind; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class BounceOptions:
    """How to bounce.

    start, end : session frames; end None is the end of the last clip
    tail_s : seconds after the end; None lets effects ring out until they are silent
    loudness_lufs : target; None leaves the level alone.  ceiling_dbtp : true-peak limit; None is -1 with a target, none without
    """

    format: str = "wav24"
    rate: int | None = None
    start: int = 0
    end: int | None = None
    tail_s: float | None = None
    stems: bool = False
    loudness_lufs: float | None = None
    ceiling_dbtp: float | None = None
    dither: str = "tpdf"
    block: int = DEFAULT_BLOCK_FRAMES
    threads: int | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A finished bounce: the file, what it cost, and what was measured in it."""

    file: str
    sha256: str
    frames: int
    sample_rate: int
    audio_seconds: float
    wall_seconds: float
    cpu_seconds: float
    channels: int
    integrated_lufs: float | None
    momentary_max_lufs: float | None
    short_term_max_lufs: float | None
    lra_lu: float | None
    true_peak_dbtp: float | None
    sample_peak_dbfs: float | None
    clipped: int = 0
    notes: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


def song_end(session: Session) -> int:
    """First frame after the last clip."""
    return max((clip.end for track in session.tracks for clip in track.clips if not clip.muted), default=0)


def checked(session: Session, options: BounceOptions) -> tuple[int, int]:
    """First frame and length of what is asked for; BounceError when it makes no sense."""
    end = song_end(session) if options.end is None else options.end
    if options.format not in FORMATS:
        raise BounceError(f"There is no format called {options.format!r}. Use one of {', '.join(FORMATS)}.")
    if options.start < 0 or end <= options.start:
        raise BounceError("There is nothing to bounce: the range is empty. Put a clip on a track, or choose another range.")
    if options.block < 1 or (options.threads is not None and options.threads < 1):
        raise BounceError("A bounce needs blocks of at least 1 frame and at least 1 thread.")
    if options.rate is not None and not 8000 <= options.rate <= 384000:
        raise BounceError(f"A file cannot be written at {options.rate} Hz; 8000 to 384000 are possible.")
    if options.tail_s is not None and not 0.0 <= options.tail_s <= 600.0:
        raise BounceError(f"A tail of {options.tail_s:g} s makes no sense; 0 to 600 s are possible.")
    return options.start, end - options.start


def bounce(
    session: Session,
    folder: Path | None,
    out: Path,
    options: BounceOptions = BounceOptions(),
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    find_effect: FindEffect = registry.find,
) -> Report:
    """Bounce a session to `out`; with `stems`, also each track and bus into a folder beside it.

    Raises BounceError, BounceCancelledError, or AudioFileError when the disk does not take it.
    """
    wall, cpu = time.monotonic(), time.process_time()
    as_it_is = options.loudness_lufs is None and options.ceiling_dbtp is None
    watch = _Watch(progress, cancelled, mixing=1.0 if as_it_is else MIXING_SHARE)
    job = _Job(session, folder, options, find_effect, watch)
    rate = options.rate or session.sample_rate
    notes = []
    with Exporter(out, options.format, rate, 2, dither=options.dither) as exporter:
        mix = _resampled(job.mix(out if options.stems else None), session.sample_rate, rate)
        if as_it_is:
            for block in mix:
                exporter.write(block)
        else:
            ceiling = -1.0 if options.ceiling_dbtp is None else options.ceiling_dbtp
            target, limiter = options.loudness_lufs, find_effect("daw.limiter")
            notes += at_loudness(mix, rate, target, ceiling, exporter.write, out.parent, limiter, watch.after_mixing)
        done = exporter.close()
    watch.tell(1.0)
    notes += job.notes + ([done.note] if done.note else [])
    if done.clipped:
        notes.append(f"{done.clipped} samples were over full scale and were clipped. Turn the master down, or set a ceiling.")
    measured = measure_file(out)
    return _report(done.path, done.sha256, measured, done.clipped, notes, job.stems, time.monotonic() - wall, time.process_time() - cpu)


def _report(
    path: Path, sha256: str, measured: Measurement, clipped: int, notes: list[str], stems: list[Path], wall: float, cpu: float
) -> Report:
    return Report(
        file=str(path), sha256=sha256, frames=measured.frames, sample_rate=measured.sample_rate,
        audio_seconds=measured.frames / measured.sample_rate, wall_seconds=wall, cpu_seconds=cpu, channels=measured.channels,
        integrated_lufs=measured.integrated_lufs, momentary_max_lufs=measured.momentary_max_lufs,
        short_term_max_lufs=measured.short_term_max_lufs, lra_lu=measured.lra_lu, true_peak_dbtp=measured.true_peak_dbtp,
        sample_peak_dbfs=measured.sample_peak_dbfs, clipped=clipped, notes=tuple(notes), stems=tuple(str(stem) for stem in stems),
    )  # fmt: skip


class _Watch:
    """Reports progress and notices that the user has cancelled."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled | None, *, mixing: float) -> None:
        self._progress, self._cancelled, self._mixing = progress, cancelled, mixing

    def at(self, fraction: float) -> None:
        """A place to stop while mixing, this far through the song."""
        self._stop_here()
        self.tell(self._mixing * fraction)

    def after_mixing(self, fraction: float) -> None:
        """A place to stop while the mix is brought to its loudness."""
        self._stop_here()
        self.tell(self._mixing + (1.0 - self._mixing) * fraction)

    def tell(self, fraction: float) -> None:
        """Report how much of the whole is done."""
        if self._progress is not None:
            self._progress(min(fraction, 1.0))

    def _stop_here(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise BounceCancelledError


class _Job:
    """The rendering part of a bounce."""

    def __init__(self, session: Session, folder: Path | None, options: BounceOptions, find_effect: FindEffect, watch: _Watch) -> None:
        self.session, self.folder, self.options, self.find_effect, self.watch = session, folder, options, find_effect, watch
        self.start, self.length = checked(session, options)
        self.notes: list[str] = []
        self.stems: list[Path] = []

    def mix(self, stems_beside: Path | None) -> Iterator[np.ndarray]:
        """The master, in time, with its tail, block by block; stems are written on the way."""
        threads = self.options.threads or os.cpu_count() or 1
        render = Render(self.session, self.folder, self.find_effect, start=self.start, block=self.options.block, threads=threads)
        try:
            self.notes += [*render.offline.values(), *render.core.rack.missing.values()]
            ids = [track.id for track in self.session.tracks if track.kind != "master"] if stems_beside else []
            yield from self._in_time(render, ids, stems_beside)
        finally:
            render.close()

    def _in_time(self, render: Render, ids: list[str], stems_beside: Path | None) -> Iterator[np.ndarray]:
        tail_s = min(render.plan.tail_s, MAX_TAIL_S) if self.options.tail_s is None else self.options.tail_s
        tail = math.ceil(tail_s * self.session.sample_rate)
        total = render.plan.latency_frames + self.length + tail
        trims = self.options.tail_s is None
        paths = {one: _Path(render.plan.posts[one][1], self.length, tail, trims=trims) for one in ids}
        mix = _Path(render.plan.latency_frames, self.length, tail, trims=trims)
        form = self.options
        with StemFiles(self.session, ids, stems_beside, form.format, form.rate, form.dither) as files:
            done = 0
            for block, stems in render.blocks_with_stems(total, ids):
                done += block.shape[1]
                self.watch.at(done / total)
                for one, sound in stems.items():
                    files.write(one, paths[one].take(sound))
                yield mix.take(block)
            kept = mix.audible_tail()
            for one, path in paths.items():
                files.write(one, path.tail(kept))
            yield mix.tail(kept)
            self.stems = files.paths


class _Path:
    """Brings a delayed signal back in time: drops the latency, ends at the end, and trims a tail that has died away."""

    def __init__(self, latency: int, length: int, tail: int, *, trims: bool) -> None:
        self._drop, self._left, self._tail = latency, length, tail
        self._trims = trims
        self._held: list[np.ndarray] = []

    def take(self, block: np.ndarray) -> np.ndarray:
        """What of the next block belongs to the result now."""
        dropped = min(self._drop, block.shape[1])
        self._drop -= dropped
        block = block[:, dropped:]
        body = block[:, : self._left]
        self._left -= body.shape[1]
        after = block[:, body.shape[1] :][:, : self._tail]
        self._tail -= after.shape[1]
        if not self._trims:
            return np.concatenate((body, after), axis=1)
        if after.shape[1]:  # an empty view would keep its whole block alive
            self._held.append(after)
        return body

    def tail(self, frames: int) -> np.ndarray:
        """The first frames of the tail held back."""
        return np.concatenate([np.zeros((2, 0), np.float32), *self._held], axis=1)[:, :frames]

    def audible_tail(self) -> int:
        """How many frames of the tail can be heard."""
        held = self.tail(sum(part.shape[1] for part in self._held))
        loud = np.flatnonzero(np.abs(held).max(axis=0) > TAIL_FLOOR) if held.size else np.zeros(0, np.int64)
        return int(loud[-1]) + 1 if len(loud) else 0


def _resampled(blocks: Iterator[np.ndarray], from_rate: int, to_rate: int) -> Iterator[np.ndarray]:
    """The same sound at another rate."""
    if from_rate == to_rate:
        yield from blocks
        return
    resampler = Resampler(2, from_rate, to_rate)
    for block in blocks:
        yield resampler.push(block)
    yield resampler.finish()


__all__ = ["BounceCancelledError", "BounceError", "BounceOptions", "Report", "bounce", "checked", "song_end"]
