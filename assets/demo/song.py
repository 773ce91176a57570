"""The demo song "Slow Light": about a minute in D minor at 92 beats a minute, every sound computed.

Load this file by its path (`importlib.util.spec_from_file_location`); it finds its siblings itself.  Everything is deterministic:
the same sample rate gives the same samples.  It is not real-time code; a part takes up to a second or two.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

_package = sys.modules.setdefault("daw_demo", ModuleType("daw_demo"))
_package.__path__ = [str(Path(__file__).resolve().parent)]

import numpy as np  # noqa: E402  the siblings must be findable first
from daw_demo import drums, keys, melody, score, sound, strings, voice  # noqa: E402
from daw_demo.mix import MIX  # noqa: E402
from daw_demo.score import (  # noqa: E402
    BARS,
    BEATS_PER_BAR,
    CLIPS,
    COMMENTS,
    FADES,
    KEY,
    LEAD_RESTS,
    LOOP,
    MARKERS,
    SECTIONS,
    TASKS,
    TEMPO_BPM,
    TITLE,
)
from daw_demo.voice import Performance  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

__all__ = ["BARS", "BEATS_PER_BAR", "CLIPS", "COMMENTS", "COMP", "EXTRA_TAKE", "FADES", "KEY", "LEAD_RESTS", "LENGTH_S", "LOOP", "MARKERS",
           "MIX", "SECTIONS", "TAKES", "TASKS", "TEMPO_BPM", "TITLE",
           "extra_take", "lead_take", "part", "part_names", "parts", "slot_values"]  # fmt: skip

Audio = NDArray[np.float32]
LENGTH_S = score.LENGTH_S

TAKES = {  # number: (how it was sung, what the singer said afterwards, stars)
    1: (
        Performance(seed=101, late_s=0.021, looseness_s=0.022, detune_cents=-7.0, vibrato_cents=26.0, effort=-0.06, breath=1.5),
        "Warming up",
        2,
    ),
    2: (Performance(seed=102), "Keeper", 5),
    3: (
        Performance(seed=103, late_s=-0.006, looseness_s=0.016, detune_cents=3.0, drift_cents=6.0, vibrato_cents=42.0, effort=0.07),
        "Bold ending",
        4,
    ),
}
COMP = [(2, 0.0, 24.0), (1, 24.0, 32.0), (2, 32.0, 71.5), (3, 71.5, float(score.BARS * score.BEATS_PER_BAR))]  # (take, from beat, to beat)
EXTRA_TAKE = {"track": "Lead Double", "start_s": score.seconds(55.0), "length_s": score.seconds(16.0)}

_LOW_VOICES = (
    (Performance(seed=201, throat=1.03, inhales=False), -0.62),
    (Performance(seed=202, late_s=0.016, detune_cents=5.0, inhales=False), 0.58),
)
_PAD_VOICES = (
    (Performance(seed=203, throat=1.09, breath=1.6, inhales=False), 0.85),
    (Performance(seed=204, throat=1.06, breath=1.6, inhales=False), -0.85),
)


def _harmonies(sample_rate: int) -> list[voice.Array]:
    """Four singers around the microphone pair: two with the words below the lead, two with long vowels."""
    sides = [np.zeros(round(score.LENGTH_S * sample_rate)) for _ in range(2)]
    for rows, singers, level in ((melody.HARMONY_LOW, _LOW_VOICES, 1.0), (melody.HARMONY_PAD, _PAD_VOICES, 0.75)):
        for how, pan in singers:
            sung = level * voice.sing(melody.lines(rows), how, score.LENGTH_S, sample_rate)
            sides[0] += sung * np.sqrt(0.5 - 0.5 * pan)
            sides[1] += sung * np.sqrt(0.5 + 0.5 * pan)
    return sides


_PARTS: dict[str, tuple[Callable[[int], list[voice.Array]], float, float]] = {  # how, peak dBFS, noise dBFS
    "Harmonies": (_harmonies, -9.0, -76.0),
    "Acoustic": (strings.acoustic, -8.0, -80.0),
    "Electric": (lambda sample_rate: [strings.electric(sample_rate)], -11.0, -72.0),
    "Bass DI": (lambda sample_rate: [strings.bass(sample_rate)], -9.0, -80.0),
    "Keys": (keys.keys, -10.0, -86.0),
}
_DRUM_PEAKS_DB = {"Drum OH": -8.0, "Kick": -7.0, "Snare": -7.0}


def part_names() -> list[str]:
    """The tracks `parts` makes, in mixer order."""
    return ["Lead Vocal", "Harmonies", "Acoustic", "Electric", "Bass DI", *_DRUM_PEAKS_DB, "Keys"]


def part(name: str, sample_rate: int) -> Audio:
    """One track as recorded: float32, shape (1 or 2 channels, frames), all parts equally long."""
    if name == "Lead Vocal":
        return lead_take(2, sample_rate)[None, :]
    if name in _DRUM_PEAKS_DB:
        return drum_parts(sample_rate)[name]
    make, peak_db, noise_db = _PARTS[name]
    return sound.recorded(make(sample_rate), peak_db, noise_db, part_names().index(name), sample_rate)


def drum_parts(sample_rate: int) -> dict[str, Audio]:
    """The three drum tracks, which one performance fills."""
    heard = drums.kit(sample_rate)
    return {
        name: sound.recorded(heard[name], peak_db, -82.0, i, sample_rate) for i, (name, peak_db) in enumerate(_DRUM_PEAKS_DB.items(), 20)
    }


def parts(sample_rate: int = 48000, progress: Callable[[str], None] | None = None) -> dict[str, Audio]:
    """All tracks by name in mixer order, each float32 (channels, frames); "Lead Vocal" is take 2.

    Parts are made side by side on the machine's cores, which changes no sample.  `progress` hears each name as it is ready.
    """
    with ThreadPoolExecutor() as pool:
        drummer = pool.submit(drum_parts, sample_rate)
        players = {name: pool.submit(part, name, sample_rate) for name in part_names() if name not in _DRUM_PEAKS_DB}
        made: dict[str, Audio] = {}
        for name in part_names():
            made[name] = drummer.result()[name] if name in _DRUM_PEAKS_DB else players[name].result()
            if progress is not None:
                progress(name)
    return made


def lead_take(n: int, sample_rate: int = 48000) -> Audio:
    """Take 1, 2 or 3 of the lead: the whole song in one channel, float32, shape (frames,)."""
    sung = voice.sing(melody.lines(melody.LEAD), TAKES[n][0], score.LENGTH_S, sample_rate)
    return sound.recorded([sung], (-9.5, -8.0, -6.5)[n - 1], -75.0, n, sample_rate)[0]


def extra_take(sample_rate: int = 48000) -> Audio:
    """The double of the first four bars of the chorus, for a microphone: float32, shape (frames,).

    It begins at `EXTRA_TAKE["start_s"]` of the song and lasts `EXTRA_TAKE["length_s"]`.
    """
    end_s = score.seconds(score.bar_beat(19))
    how = Performance(seed=301, late_s=0.014, looseness_s=0.014, detune_cents=-4.0, vibrato_cents=24.0, effort=-0.1, throat=0.985)
    sung = voice.sing(melody.lines(melody.LEAD, 15, 18), how, end_s, sample_rate)
    first = round(EXTRA_TAKE["start_s"] * sample_rate)
    kept = sung[first : first + round(EXTRA_TAKE["length_s"] * sample_rate)]
    return sound.recorded([kept], -9.0, -75.0, 9, sample_rate)[0]


def slot_values(effect: Any, values: dict[str, float | str]) -> dict[str, float]:
    """The parameters of a slot in `MIX` as numbers: a choice written by its name becomes its place in the effect's list.

    effect : an `Effect` of the registry.  KeyError or ValueError when the effect has no such parameter or choice.
    """
    params = {param.name: param for param in effect.params}
    return {name: float(params[name].choices.index(value)) if isinstance(value, str) else float(value) for name, value in values.items()}
