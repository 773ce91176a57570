"""Calibration: how many frames later an input hears what an output plays, found with a chirp, by cable or through the air."""

import math
import time
from typing import NamedTuple

import numpy as np

from daw.engine.engine import Engine
from daw.units import linear_to_db

CHIRP_S = 0.2
LOW_HZ, HIGH_HZ = 300.0, 9000.0
LEVEL = 0.25
REPEATS = 3
GAP_S = 0.5  # silence after each chirp: longer than any round trip
LONGEST_S = 0.45
SILENT_DB = -66.0
CLIPPED = 0.99
LIKENESS = 0.25  # of the best match; noise alone stays below 0.1
CLEARNESS = 1.5  # how far the best match stands above any other more than a few ms away
SPREAD_FRAMES = 2


class CalibrationError(RuntimeError):
    """Nothing usable was heard; the text says why and what to do."""


class Calibration(NamedTuple):
    """A measured round trip: frames, how sure it is (0-1), and the level that was heard."""

    round_trip_frames: int
    likeness: float
    level_db: float


def chirp(sample_rate: float) -> np.ndarray:
    """An exponential sweep with soft ends: float32 (frames,).  Its autocorrelation is one narrow peak (Farina 2000)."""
    t = np.arange(round(CHIRP_S * sample_rate)) / sample_rate
    octaves = math.log(HIGH_HZ / LOW_HZ)
    phase = 2.0 * np.pi * LOW_HZ * CHIRP_S / octaves * (np.exp(t * octaves / CHIRP_S) - 1.0)
    edge = np.minimum(1.0, np.minimum(t, t[::-1]) / 0.01)
    return (LEVEL * np.sin(phase) * np.sin(0.5 * np.pi * edge) ** 2).astype(np.float32)


def probe_signal(sample_rate: float) -> np.ndarray:
    """The chirps with their gaps: float32 (frames,)."""
    one = chirp(sample_rate)
    return np.tile(np.concatenate((one, np.zeros(round(GAP_S * sample_rate), np.float32))), REPEATS)


def find_round_trip(heard: np.ndarray, sample_rate: float) -> Calibration:
    """The delay of `probe_signal` in what was heard from the moment it began.

    heard : float32 (frames,), at least as long as the signal.  Raises CalibrationError with the reason.
    """
    peak_db = linear_to_db(float(np.abs(heard).max(initial=0.0)))
    if peak_db < SILENT_DB:
        raise CalibrationError(
            "The input heard nothing. Connect an output to the input with a cable, or hold the microphone to the speaker, and turn both up."
        )
    if peak_db > linear_to_db(CLIPPED):
        raise CalibrationError("The input is overloaded, so the moment of arrival is not clear. Turn its gain or the output down.")
    period = round((CHIRP_S + GAP_S) * sample_rate)
    found = [_match(heard[k * period : (k + 1) * period], sample_rate) for k in range(REPEATS)]
    delays = sorted(delay for delay, _likeness, _clearness in found)
    likeness = min(one for _delay, one, _clearness in found)
    if likeness < LIKENESS or min(one for *_, one in found) < CLEARNESS:
        raise CalibrationError(
            "The chirp cannot be told from the noise. Turn it up, bring the microphone nearer, or make the room quieter."
        )
    if delays[-1] - delays[0] > SPREAD_FRAMES:
        raise CalibrationError(
            f"The chirps arrived at different times ({delays[0]} to {delays[-1]} frames), so the device does not run evenly. "
            "Choose a larger buffer and try again."
        )
    return Calibration(delays[len(delays) // 2], likeness, peak_db)


def _match(heard: np.ndarray, sample_rate: float) -> tuple[int, float, float]:
    """Delay of the chirp in a stretch, its likeness (0-1), and how clear it stands above every other place."""
    one = chirp(sample_rate).astype(np.float64)
    size = 1 << math.ceil(math.log2(len(heard) + len(one)))
    band = np.fft.rfft(heard, size)
    frequencies = np.fft.rfftfreq(size, 1.0 / sample_rate)
    band[(frequencies < LOW_HZ) | (frequencies > HIGH_HZ)] = 0.0  # hum and hiss outside the chirp tell nothing
    correlation = np.fft.irfft(band * np.conj(np.fft.rfft(one, size)), size)[: round(LONGEST_S * sample_rate)]
    energy = np.concatenate(([0.0], np.cumsum(np.fft.irfft(band, size)[: len(heard)] ** 2)))
    index = np.arange(len(correlation))
    window = energy[np.minimum(index + len(one), len(heard))] - energy[np.minimum(index, len(heard))]
    likeness = np.abs(correlation) / np.sqrt(np.maximum(window, 1e-12) * np.sum(one**2))
    size_of = np.abs(correlation)
    best = _first_arrival(size_of)
    around = round(0.004 * sample_rate)
    others = np.concatenate((size_of[: max(0, best - around)], size_of[best + 25 * around :], [1e-12]))
    return best, float(likeness[best]), float(size_of[best] / others.max())


def _first_arrival(size_of: np.ndarray) -> int:
    """The direct sound: the highest peak, or an earlier local one nearly as high, since reflections come later."""
    highest = int(size_of.argmax())
    start = max(1, highest - 480)
    for k in range(start, highest):
        is_peak = size_of[k] >= size_of[k - 1] and size_of[k] >= size_of[k + 1]
        if is_peak and size_of[k] > 0.85 * size_of[highest]:
            return k
    return highest


def calibrate(engine: Engine, input_number: int = 1) -> Calibration:
    """Play the chirps on the engine's outputs, find them on one of its inputs, and use the result from now on."""
    if engine.device.inputs < input_number:
        raise CalibrationError(f"{engine.device.name} has no input {input_number}, so there is nothing to listen with.")
    signal = probe_signal(engine.sample_rate)
    before = engine.hears_inputs
    engine.set_hear_inputs(on=False)
    try:
        start = engine.play_probe(signal)
        deadline = time.monotonic() + 5.0 + len(signal) / engine.sample_rate
        while engine.device_frame < start + len(signal):
            if time.monotonic() > deadline:
                raise CalibrationError(f"{engine.device.name} does not run, so nothing could be played.")
            time.sleep(0.02)
        heard = engine.captured_between(input_number, start, start + len(signal))
    finally:
        engine.set_hear_inputs(on=before)
    result = find_round_trip(heard, engine.sample_rate)
    engine.round_trip_frames = result.round_trip_frames
    return result
