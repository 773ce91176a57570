"""Feedback: which devices make it likely, and how it sounds when it begins.  Pure functions, no window.

A loop through speakers and microphone with a gain above one makes a sound grow by the same number of decibels in every moment until
something is full: usually one tone, that of the room's strongest resonance.  Voices and instruments do not do that: an attack is steep and
then flat, a swell is slow or changes its pitch.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

WINDOW, HOP = 1024, 256
HEARD_S = 0.5  # how far back is listened
LOUD_DB = -9.0  # a howl is told when it stands this high
TONE_SHARE = 0.6  # of the energy within two bins of the strongest
TONE_RISE_DB, ANY_RISE_DB = 12.0, 30.0
SHORTEST = 9  # windows: twice the length of one, so that an attack is not taken for growth
STEADY = 0.5  # the later half of the growth is at least this much of the earlier,
MOST_UNEVEN = 3.0  # and no step of it more than this many times the others
BUILT_IN = (
    "built-in", "builtin", "internal", "hda intel", "hd-audio", "hda-intel", "macbook", "imac", "realtek", "sof-hda", "facetime",
    "microphone array", "conexant", "laptop",
)  # fmt: skip
SYSTEM = ("default", "sysdefault", "pulse", "pipewire")  # on a laptop these are what is built in, unless something is plugged in
AWAY = ("hdmi", "displayport", "usb", "headset", "headphone", "bluetooth", "airpods")


def is_laptop(root: Path = Path("/sys/class")) -> bool:
    """Whether this computer has a battery (as far as Linux tells)."""
    return any(root.glob("power_supply/BAT*"))


def is_built_in(name: str, *, laptop: bool) -> bool:
    """Whether a device's name is that of what sits in the computer's own case."""
    plain = name.casefold()
    if any(word in plain for word in AWAY):
        return False
    return any(word in plain for word in BUILT_IN) or (laptop and plain.split(",")[0].split(":")[0].strip() in SYSTEM)


def are_close(device: Any, *, laptop: bool | None = None) -> bool:
    """Whether a device's microphone and speakers are both built in, so that hearing oneself without headphones would howl."""
    heard, played = getattr(device, "input_info", None), getattr(device, "output_info", None)
    if heard is None or played is None or not device.inputs:
        return False
    on_laptop = is_laptop() if laptop is None else laptop
    return all(is_built_in(one.full_name, laptop=on_laptop) for one in (heard, played))


def frames_needed(sample_rate: int) -> int:
    """How much of an input `is_howl` listens to."""
    return round(HEARD_S * sample_rate)


def is_howl(heard: np.ndarray, played_db: Sequence[float]) -> bool:
    """Whether what an input heard of late grows as feedback does, and what is played grows with it.

    heard : float32 (frames,), about half a second.  played_db : peaks of the output over the same time, oldest first
    """
    if len(heard) < WINDOW + SHORTEST * HOP or not grows_too(played_db):
        return False
    spectra = _spectra(heard)
    level = 10.0 * np.log10(spectra.sum(axis=1) + 1e-15)
    end = int(np.argmax(level >= level.max() - 1.0))  # where it was full
    if level[end] < LOUD_DB or level[end:].min() < level[end] - 3.0:
        return False
    first = _growth_begins(level, end)
    if end - first < SHORTEST:
        return False
    middle = (first + end) // 2
    early, late = level[middle] - level[first], level[end] - level[middle]
    steps = np.diff(level[first : end + 1])
    if late < STEADY * early or steps.max() > MOST_UNEVEN * steps.mean():
        return False
    rise = early + late
    return bool(rise >= ANY_RISE_DB or (rise >= TONE_RISE_DB and _is_one_tone(spectra[middle : end + 1])))


def grows_too(played_db: Sequence[float]) -> bool:
    """Whether the output has become much louder of late, or is full."""
    if len(played_db) < 2:
        return False
    now = max(played_db[-3:])
    return now >= -3.0 or now - min(played_db) >= TONE_RISE_DB * 0.75


def _spectra(heard: np.ndarray) -> np.ndarray:
    """Power of overlapping windows, (windows, bins); their sum is 1 for a sine of full scale."""
    count = (len(heard) - WINDOW) // HOP + 1
    start = len(heard) - WINDOW - (count - 1) * HOP
    at = start + HOP * np.arange(count)[:, np.newaxis] + np.arange(WINDOW)
    hann = 0.5 - 0.5 * np.cos(2.0 * math.pi * np.arange(WINDOW) / WINDOW)
    power = np.abs(np.fft.rfft(heard[at] * hann, axis=1)) ** 2
    power[:, 0:2] = 0.0  # an offset is no tone
    return power * (4.0 / (WINDOW * np.sum(hann**2)))


def _growth_begins(level: np.ndarray, end: int) -> int:
    """The window from which on the level only grew, up to `end`."""
    first = end
    while first > 0 and level[first - 1] < level[first] - 0.05 and level[first - 1] <= level[end]:
        first -= 1
    return first


def _is_one_tone(spectra: np.ndarray) -> bool:
    """Whether nearly all the energy of these windows lies at one and the same frequency."""
    strongest = spectra.argmax(axis=1)
    if strongest.max() - strongest.min() > 2:
        return False
    bin_ = int(strongest[-1])
    near = spectra[:, max(0, bin_ - 2) : bin_ + 3].sum(axis=1)
    return bool(np.all(near >= TONE_SHARE * spectra.sum(axis=1)))
