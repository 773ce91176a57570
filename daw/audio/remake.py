"""Another sound made of a file: tuned, stretched, turned round, as a recipe of the song says.

Stretching keeps the pitch: Signalsmith Stretch, a phase vocoder with free time maps (MIT licence).  Tuning keeps the length: the sound is
resampled by soxr, which is exact, and then stretched back.  The same sound and recipe give the same samples.
"""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soxr

from daw.audio import reading
from daw.audio.error import AudioFileError, Cancelled, shown
from daw.audio.export import Exporter
from daw.audio.resample import QUALITY
from daw.model.clip import Recipe

SEED = 1  # of the phases of noise, so that the same is made again


def remade(x: np.ndarray, recipe: Recipe, sample_rate: int) -> np.ndarray:
    """What a recipe makes of a sound: float32 (channels, frames) → (channels, recipe.frames)."""
    made = np.ascontiguousarray(x, np.float32)
    if recipe.cents:
        made = tuned_by_speed(made, recipe.cents)
    made = stretched(made, recipe.frames, sample_rate)
    return np.ascontiguousarray(made[:, ::-1]) if recipe.reverse else made


def tuned_by_speed(x: np.ndarray, cents: float) -> np.ndarray:
    """A sound played faster (or slower), so that it is higher by so many cents, and shorter."""
    ratio = 2.0 ** (cents / 1200.0)
    return np.ascontiguousarray(soxr.resample(np.ascontiguousarray(x.T), ratio, 1.0, quality=QUALITY).T)


def stretched(x: np.ndarray, frames: int, sample_rate: int) -> np.ndarray:
    """A sound made `frames` long without changing its pitch; the sound itself where it is that long."""
    if x.shape[1] == frames:
        return x
    from python_stretch.Signalsmith import Stretch

    machine = Stretch(SEED)
    machine.preset(x.shape[0], float(sample_rate))
    room = machine.blockSamples()
    padded = np.concatenate((x, np.zeros((x.shape[0], max(0, room - x.shape[1])), np.float32)), axis=1)  # it needs a block at the least
    machine.setTimeFactor(x.shape[1] / frames)
    made = np.asarray(machine.process(np.ascontiguousarray(padded)), np.float32)[:, :frames]
    missing = frames - made.shape[1]
    return np.ascontiguousarray(np.pad(made, ((0, 0), (0, missing))) if missing else made)


def remake_file(
    original: str | os.PathLike[str], recipe: Recipe, sample_rate: int, out: Path, *, cancelled: Callable[[], bool] | None = None
) -> None:
    """Follow a recipe: read its stretch of a file at the session's rate, write what it makes as 32-bit floats.

    Raises AudioFileError when the file can't be read or is too short, Cancelled between its steps.
    """
    parts, at, end = [], 0, recipe.start + recipe.length
    for block in reading.blocks(original):
        if cancelled is not None and cancelled():
            raise Cancelled
        parts.append(block[:, max(0, recipe.start - at) : max(0, end - at)])
        at += block.shape[1]
        if at >= end:
            break
    if at < end:
        raise AudioFileError(f"{shown(original)} is shorter than the song says, so nothing was made of it.")
    made = remade(np.concatenate(parts, axis=1), recipe, sample_rate)
    if cancelled is not None and cancelled():
        raise Cancelled
    with Exporter(out, "wav32f", sample_rate, made.shape[0], frames=made.shape[1]) as exporter:
        exporter.write(made)
        exporter.close()
