"""Parameter values as text: how they are shown and what a user may type.

`format_value` and `parse_value` are used by every number of the program, in the window and on the command line.  Units are those
of `Param.unit`: "dB", "dBTP", "LUFS", "LU", "Hz", "ms", "s", "%" (stored 0…1, shown 0…100), ":1" (ratio), "pan" (−1…+1), "ct", "°", "".
"""

import math
import re
from collections.abc import Callable

from daw import units
from daw.plugin import Param

MINUS = "−"
OFF_DB = -90.0  # at and below this a level reads −∞
INFINITE_RATIO = 100.0  # at and above this a ratio reads ∞:1
FACTORS = {
    "Hz": {"hz": 1.0, "k": 1e3, "khz": 1e3},
    "ms": {"ms": 1.0, "s": 1e3},
    "s": {"s": 1.0, "ms": 1e-3},
    "%": {"%": 1.0},
    "dBTP": {"dbtp": 1.0, "db": 1.0},
    ":1": {":1": 1.0, ": 1": 1.0},
    "°": {"°": 1.0, "deg": 1.0},
    "ct": {"ct": 1.0, "cent": 1.0, "cents": 1.0},
}
DECIMALS = {"dBTP": 2, "LUFS": 1, "LU": 1, "ct": 0, "°": 0}
SIGNED = ("dBTP", "LUFS", "LU", "ct")
NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*(.*)")
NOTE_NAME = re.compile(r"([a-g])(#|♯|b|♭)?(-?\d)")
NOTE_LENGTH = re.compile(r"(\d+)/([1-9]\d*)\s*(\.|d|t)?")
SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
ONS, OFFS = ("on", "yes", "true", "1"), ("off", "no", "false", "0")


class UnreadableValueError(ValueError):
    """Text that is no value of a parameter; says what fits."""


def format_value(param: Param, value: float) -> str:
    """A value as shown, with its unit: "−18.0 dB", "3.15 kHz", "L 36", "4.0:1", "on"."""
    if param.scale == "switch":
        return "on" if value >= 0.5 else "off"
    if param.scale == "choice":
        return param.choices[min(max(round(value), 0), len(param.choices) - 1)]
    if param.unit in FORMATS:
        return FORMATS[param.unit](value)
    decimals = DECIMALS.get(param.unit, 1)
    return f"{_signed(value, decimals) if param.unit in SIGNED else _plain(value, decimals)} {param.unit}"


def parse_value(param: Param, text: str, *, tempo_bpm: float | None = None) -> float:
    """The value a text means, in the parameter's own unit; UnreadableValueError, saying what fits, if it means none.

    A number without a unit is in the unit shown.  tempo_bpm : lets times be note lengths ("1/8.", "1/4 t")
    """
    cleaned = text.strip().replace(MINUS, "-").replace(",", ".").casefold()
    if param.scale == "switch":
        return _parse_switch(text, cleaned)
    if param.scale == "choice":
        return _parse_choice(param, text, cleaned)
    value = _parse_special(param, cleaned, tempo_bpm)
    if value is None:
        value = _parse_number(param, cleaned)
    if value is None or math.isnan(value):
        raise UnreadableValueError(f"“{text.strip()}” is not a value for {param.name}. {what_fits(param)}")
    bound = min(max(value, param.low), param.high)
    if value != bound and format_value(param, value) != format_value(param, bound):  # a bound may be shown rounded outwards
        raise UnreadableValueError(f"{text.strip()} is outside the range of {param.name}. {what_fits(param)}")
    return bound


def what_fits(param: Param) -> str:
    """What may be typed: "20.0 Hz to 20.00 kHz fits." """
    if param.scale == "switch":
        return "on or off fits."
    if param.scale == "choice":
        return f"{', '.join(param.choices)} fit."
    return f"{format_value(param, param.low)} to {format_value(param, param.high)} fits."


def _below(value: float, limit: float, decimals: int) -> bool:
    """Whether a value still shows as less than the limit when rounded to so many decimals."""
    return round(value, decimals) < limit


def _plain(value: float, decimals: int) -> str:
    text = f"{abs(value):.{decimals}f}"
    return f"{MINUS}{text}" if value < 0.0 and float(text) != 0.0 else text


def _signed(value: float, decimals: int) -> str:
    text = _plain(value, decimals)
    return text if text.startswith(MINUS) or float(text) == 0.0 else f"+{text}"


def _frequency(hz: float) -> str:
    if _below(hz, 10.0, 2):
        return f"{hz:.2f} Hz"
    if _below(hz, 100.0, 1):
        return f"{hz:.1f} Hz"
    return f"{hz:.0f} Hz" if _below(hz, 1000.0, 0) else f"{hz / 1000.0:.2f} kHz"


def _time(ms: float) -> str:
    if _below(ms, 1.0, 2):
        return f"{ms:.2f} ms"
    if _below(ms, 10.0, 1):
        return f"{ms:.1f} ms"
    return f"{ms:.0f} ms" if _below(ms, 1000.0, 0) else f"{ms / 1000.0:.2f} s"


def _level(db: float) -> str:
    return f"{MINUS}∞ dB" if round(db, 1) <= OFF_DB else f"{_signed(db, 1)} dB"


def _pan(position: float) -> str:
    percent = round(position * 100.0)
    return "C" if percent == 0 else f"{'L' if percent < 0 else 'R'} {abs(percent)}"


def _number(value: float) -> str:
    return _plain(value, 2 if _below(abs(value), 10.0, 2) else 1 if _below(abs(value), 100.0, 1) else 0)


FORMATS: dict[str, Callable[[float], str]] = {
    "dB": _level,
    "Hz": _frequency,
    "ms": _time,
    "s": lambda value: _time(value * 1000.0),
    "%": lambda value: f"{_plain(value * 100.0, 0)} %",
    ":1": lambda value: "∞:1" if round(value, 1) >= INFINITE_RATIO else f"{value:.1f}:1",
    "pan": _pan,
    "": _number,
}


def _parse_switch(text: str, cleaned: str) -> float:
    if cleaned in ONS:
        return 1.0
    if cleaned in OFFS:
        return 0.0
    raise UnreadableValueError(f"“{text.strip()}” is neither on nor off.")


def _parse_choice(param: Param, text: str, cleaned: str) -> float:
    def key(name: str) -> str:
        plain = re.sub(r"[\s_]", "", name.replace(MINUS, "-").replace(",", ".").casefold())
        return re.sub(r"(/\d+)\.$", r"\1d", plain)  # 1/8. is 1/8 D

    wanted = key(cleaned)
    names = [key(choice) for choice in param.choices]
    if wanted in names:
        return float(names.index(wanted))
    starts = [index for index, name in enumerate(names) if wanted and name.startswith(wanted)]
    if len(starts) == 1:
        return float(starts[0])
    raise UnreadableValueError(f"“{text.strip()}” is not a choice for {param.name}. {what_fits(param)}")


def _parse_special(param: Param, text: str, tempo_bpm: float | None) -> float | None:
    """Values that are not a number and a unit: infinity, note names, note lengths, pan positions, open ends."""
    bare = re.sub(r"\s*(db|:\s*1)$", "", text)
    value = None
    if bare in ("inf", "+inf", "∞", "+∞") and param.unit == ":1":
        value = param.high
    elif bare in ("-inf", "-∞", "off") and param.unit == "dB" and param.low <= OFF_DB:
        value = param.low
    elif param.unit == "Hz" and (match := NOTE_NAME.fullmatch(text.replace(" ", ""))):
        letter, accidental, octave = match.groups()
        shift = 0 if accidental is None else 1 if accidental in "#♯" else -1
        value = units.note_to_hz(12 * (int(octave) + 1) + SEMITONES[letter] + shift)
    elif param.unit in ("ms", "s") and tempo_bpm and (match := NOTE_LENGTH.fullmatch(text)):
        top, bottom, kind = match.groups()
        beats = 4.0 * int(top) / int(bottom) * {None: 1.0, ".": 1.5, "d": 1.5, "t": 2.0 / 3.0}[kind]
        value = units.beats_to_seconds(beats, tempo_bpm) * (1000.0 if param.unit == "ms" else 1.0)
    elif param.unit == "pan" and (match := re.fullmatch(r"(c|center|centre)|([lr])\s*(\d+)", text)):
        value = 0.0 if match[1] else int(match[3]) / 100.0 * (-1.0 if match[2] == "l" else 1.0)
    return value


def _parse_number(param: Param, text: str) -> float | None:
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    unit = match[2].strip()
    factor = FACTORS.get(param.unit, {param.unit.casefold(): 1.0}).get(unit, 1.0 if unit == "" else None)
    if factor is None:
        return None
    scaled = float(match[1]) * factor
    return scaled / 100.0 if param.unit in ("%", "pan") else scaled
