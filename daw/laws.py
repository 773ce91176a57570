"""The laws every effect must obey.  `daw check FILE` and the tests run them; each is a function of an effect that raises LawBroken.

Effects run offline here, through the machine code the engine calls.
"""

import re
from collections.abc import Callable, Iterator
from itertools import cycle

import numpy as np

from daw.plugin import CHUNK_FRAMES, Effect, Param

RATE = 48000.0
FRAMES = 3000
SILENT = 1e-6  # -120 dBFS
LONGEST_TAIL_S = 20.0  # longer tails are taken on trust
SUFFIXES = {"dB": "_db", "dBTP": "_db", "Hz": "_hz", "ms": "_ms", "s": "_s", "ct": "_ct", "°": "_deg"}
ALLOCATION = re.compile(r"call[^\n]*@NRT_(MemInfo_alloc|Allocate)")
CHUNKINGS = ([FRAMES], [1], [7, 64, 1, 33, 2], [63], [5, 6, 11, 40])


class LawBroken(Exception):
    """An effect breaks a law; the text says which and how, for its author."""


def check(effect: Effect) -> Iterator[tuple[str, str | None]]:
    """Try every law: yields its name and None, or the sentence that says how it is broken."""
    for law in LAWS:
        try:
            law(effect)
        except LawBroken as broken:
            yield law.__name__, str(broken)
        else:
            yield law.__name__, None


def require(condition: object, sentence: str) -> None:
    """Raise LawBroken unless the condition holds."""
    if not condition:
        raise LawBroken(sentence)


def noise(frames: int = FRAMES, level: float = 0.5) -> np.ndarray:
    """The same white noise every time, the channels different, shape (2, frames)."""
    return np.random.default_rng(7).uniform(-level, level, (2, frames)).astype(np.float32)


def some_values(param: Param, place: float) -> float:
    """A value of a parameter at a place of its range, 0 to 1."""
    if not param.glides:
        return float(round(param.low + place * (param.high - param.low)))
    if param.scale == "log":
        return float(min(max(param.low * (param.high / param.low) ** place, param.low), param.high))
    return param.low + place * (param.high - param.low)


def random_settings(effect: Effect, count: int) -> list[dict[str, float]]:
    """Settings all over the ranges, the same every time."""
    random = np.random.default_rng(11)
    return [{param.name: some_values(param, random.uniform()) for param in effect.params} for _ in range(count)]


def corner_settings(effect: Effect) -> list[dict[str, float]]:
    """The defaults, every parameter alone at either end, all at either end, and random mixtures of ends."""
    random = np.random.default_rng(13)
    corners: list[dict[str, float]] = [{}]
    corners += [{param.name: end} for param in effect.params for end in (param.low, param.high)]
    corners += [{param.name: getattr(param, end) for param in effect.params} for end in ("low", "high")]
    corners += [{param.name: (param.low, param.high)[random.integers(2)] for param in effect.params} for _ in range(8)]
    return corners


def extreme_sounds(frames: int) -> dict[str, np.ndarray]:
    """Sounds that break careless arithmetic, each of shape (2, frames)."""
    impulse = np.zeros((2, frames), np.float32)
    impulse[:, frames // 3] = 1e3
    return {
        "loud noise (±1000)": noise(frames, 1e3),
        "direct current": np.ones((2, frames), np.float32),
        "numbers too small to be normal": np.full((2, frames), 1e-40, np.float32),
        "one click of 1000 in silence": impulse,
    }


def names_and_ranges_are_in_order(effect: Effect) -> None:
    """Names end in their unit, and what depends on settings is a sensible number."""
    for param in effect.params:
        param.check()
        suffix = SUFFIXES.get(param.unit, "")
        require(param.name.endswith(suffix), f"The parameter {param.name} is in {param.unit}, so its name must end in {suffix}.")
        for ending in set(SUFFIXES.values()):
            is_other = param.name.endswith(ending) and suffix != ending
            require(not is_other, f"The name {param.name} ends in {ending}, but its unit is {param.unit or 'not given'}.")
    for rate in (44100.0, 48000.0, 96000.0, 192000.0):
        require(effect.latency_frames(rate) >= 0, f"The latency at {rate:g} Hz is negative.")
        require(effect.memory_frames(rate) >= 0, f"The memory at {rate:g} Hz is negative.")
    for values in random_settings(effect, 4):
        require(effect.tail_s(values) >= 0.0, "tail_s is negative, or not a number, with some settings.")


def kernel_never_allocates(effect: Effect) -> None:
    """No memory is asked for in the audio thread."""
    count = len(ALLOCATION.findall(effect.llvm()))
    require(
        count == 0, f"The kernel allocates memory in {count} places; array expressions and slices do that, so write loops over numbers."
    )


def silence_gives_silence(effect: Effect) -> None:
    """Nothing comes out of an effect that nothing went into."""
    for values in [{}, *random_settings(effect, 8)]:
        out = effect.run(np.zeros((2, FRAMES), np.float32), values)
        require(not out.any(), f"Silence goes in, but {np.abs(out).max():g} comes out, with {told(effect, values)}.")


def sound_ends_after_the_tail(effect: Effect) -> None:
    """Once the input is silent, the output is below -120 dBFS after latency and tail_s."""
    for values in [{}, *random_settings(effect, 6)]:
        tail_s = effect.tail_s(values)
        if tail_s > LONGEST_TAIL_S:
            continue
        state = effect.new_state(RATE)
        effect.run(noise(), values, state=state)
        wait = effect.latency_frames(RATE, values) + int(tail_s * RATE) + 1
        effect.run(np.zeros((2, wait), np.float32), values, state=state)
        peak = np.abs(effect.run(np.zeros((2, FRAMES), np.float32), values, state=state)).max()
        require(peak <= SILENT, f"{tail_s:.3g} s after the sound ended, {peak:g} still comes out, with {told(effect, values)}.")


def any_chunking_gives_the_same_bits(effect: Effect) -> None:
    """What comes out does not depend on how the sound is cut into calls."""
    x, side = noise(), noise(level=1.0)[::-1]
    for values in [{}, *random_settings(effect, 3)]:
        whole = effect.run(x, values, side=side)
        for sizes in CHUNKINGS:
            same = np.array_equal(effect.run(x, values, side=side, block=sizes), whole, equal_nan=True)
            require(same, f"Calls of {sizes} frames give other bits than calls of {CHUNK_FRAMES}, with {told(effect, values)}.")


def zeroed_state_is_a_fresh_start(effect: Effect) -> None:
    """Zeroing state and memory resets the effect, even after a sound that is not a number."""
    x = noise()
    for values in [{}, *random_settings(effect, 3)]:
        state = effect.new_state(RATE)
        first = effect.run(x, values, state=state)
        effect.run(np.full((2, 100), np.nan, np.float32), values, state=state)
        state.record[:] = np.zeros(1, effect.state_dtype)
        state.memory[:] = 0.0
        again = effect.run(x, values, state=state)
        require(np.array_equal(first, again), f"After a reset the sound is not the same as at first, with {told(effect, values)}.")


def output_is_always_finite(effect: Effect) -> None:
    """No setting and no sound makes infinities or what is not a number."""
    for values in corner_settings(effect):
        for name, x in extreme_sounds(600).items():
            out = effect.run(x, values)
            require(np.isfinite(out).all(), f"From {name} comes what is not a finite number, with {told(effect, values)}.")


def changing_settings_stays_finite(effect: Effect) -> None:
    """Settings may jump from one call to the next."""
    state = effect.new_state(RATE)
    x = noise(CHUNK_FRAMES)
    for values, _ in zip(cycle(random_settings(effect, 20)), range(200), strict=False):
        out = effect.run(x, values, state=state)
        require(np.isfinite(out).all(), "When settings jump, what is not a finite number comes out.")
    meters = effect.read_meters(state)
    require(np.isfinite(list(meters.values())).all(), f"A meter is not a finite number: {meters}.")


def equal_channels_stay_equal(effect: Effect) -> None:
    """The same sound on both channels comes out the same on both, unless the effect declares `makes_stereo`."""
    x = noise()
    out = effect.run(np.vstack([x[0], x[0]]))
    require(effect.makes_stereo or np.array_equal(out[0], out[1]), "Left and right come out different, though they went in the same.")


def one_channel_is_enough(effect: Effect) -> None:
    """An effect on a mono track works."""
    out = effect.run(noise()[:1])
    require(np.isfinite(out).all(), "With a single channel, what is not a finite number comes out.")


def every_sample_rate_works(effect: Effect) -> None:
    """From 32 to 192 kHz the output is finite."""
    for rate in (32000.0, 44100.0, 96000.0, 192000.0):
        for values in [{}, *random_settings(effect, 3)]:
            out = effect.run(noise(), values, sample_rate=rate)
            require(np.isfinite(out).all(), f"At {rate:g} Hz comes what is not a finite number, with {told(effect, values)}.")


def told(effect: Effect, values: dict[str, float]) -> str:
    """Settings in words: only those that are not the defaults."""
    changed = [f"{name} {value:g}" for name, value in values.items() if value != effect.param(name).default]
    return ", ".join(changed) or "the defaults"


LAWS: tuple[Callable[[Effect], None], ...] = (
    names_and_ranges_are_in_order, kernel_never_allocates, silence_gives_silence, sound_ends_after_the_tail,
    any_chunking_gives_the_same_bits, zeroed_state_is_a_fresh_start, output_is_always_finite, changing_settings_stays_finite,
    equal_channels_stay_equal, one_channel_is_enough, every_sample_rate_works,
)  # fmt: skip
