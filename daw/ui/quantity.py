"""What a control shows: a number with a name, a range, a default, a law of travel, and its words.

Widgets know quantities and nothing else: no parameter of an effect, no track, no session.
"""

import functools
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from daw.units import SILENCE_DB

if TYPE_CHECKING:
    from daw.plugin import Param

Law = Literal["linear", "log", "fader", "steps"]
UNIT_STEPS = {"dB": 0.5, "dBTP": 0.1, "%": 0.01, "pan": 0.01, ":1": 0.1, "ct": 1.0, "°": 1.0}  # what an arrow key adds
LAWS: dict[str, Law] = {"linear": "linear", "log": "log", "switch": "steps", "choice": "steps"}

# Level in dB and how far up the fader it stands; linear between.  Below the last, a last stretch to off.
FADER_LAW = ((6.0, 1.0), (0.0, 0.80), (-6.0, 0.67), (-12.0, 0.54), (-24.0, 0.34), (-40.0, 0.17), (-60.0, 0.05), (-90.0, 0.0))
OFF_DB = -90.0  # at and below this a fader is off
STEPS = 100  # arrow presses from end to end where nothing else is said
DECIMALS = 9  # values are rounded so that adding a step twice is adding it twice


def plain(value: float) -> str:
    """A number as text where no other words were given."""
    return f"{value:g}".replace("-", "−")


def number(text: str) -> float:
    """The number a text says; ValueError, with a sentence, if it says none."""
    try:
        return float(text.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a number.") from None


@dataclass(frozen=True)
class Quantity:
    """A number that a control shows and a hand changes.

    format : value → text with unit.  parse : text → value; ValueError with a sentence where it fits nothing
    law : how the way of the hand becomes a value: "linear", "log", "fader" (§3.7 of the specification), "steps" (whole numbers)
    step : what an arrow key adds; None is a hundredth of the way
    magnet : a value that holds the hand within `magnet_width` either side while dragging
    bipolar : the control draws its value from `centre` instead of from `low`
    key : the shortcut that does the same, for the tooltip
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    default: float = 0.0
    format: Callable[[float], str] = plain
    parse: Callable[[str], float] = number
    law: Law = "linear"
    step: float | None = None
    magnet: float | None = None
    magnet_width: float = 0.0
    bipolar: bool = False
    help: str = ""
    key: str = ""

    def clamp(self, value: float) -> float:
        """The nearest value inside the range."""
        inside = min(max(value, self.low), self.high)
        return float(round(inside)) if self.law == "steps" else inside

    def travel(self, value: float) -> float:
        """How far along its way, 0 … 1, a value stands."""
        if self.law == "log":
            return math.log(self.clamp(value) / self.low) / math.log(self.high / self.low)
        if self.law == "fader":
            return fader_travel(value)
        return (self.clamp(value) - self.low) / (self.high - self.low)

    def value(self, travel: float) -> float:
        """The value at a place along the way, 0 … 1."""
        travel = min(max(travel, 0.0), 1.0)
        if self.law == "log":
            return float(self.low * (self.high / self.low) ** travel)
        if self.law == "fader":
            return fader_level_db(travel)
        return self.clamp(self.low + travel * (self.high - self.low))

    def stepped(self, value: float, steps: float) -> float:
        """The value some arrow presses away; fractions of a press are fine."""
        if self.law == "steps":
            return self.clamp(value + math.copysign(max(1.0, abs(steps)), steps))
        if self.step is None or (self.law == "fader" and value + steps * self.step < FADER_LAW[-2][0]):
            return round(self.value(self.travel(value) + steps / STEPS), DECIMALS)
        return self.clamp(round(value + steps * self.step, DECIMALS))

    def held(self, value: float) -> float:
        """The value after the magnet has had its say."""
        if self.magnet is not None and abs(value - self.magnet) <= self.magnet_width:
            return self.magnet
        return value

    @property
    def centre(self) -> float:
        """Where a bipolar control starts to draw: 0 if it is in the range, else the middle of the way."""
        return 0.0 if self.low <= 0.0 <= self.high and self.law != "log" else self.value(0.5)

    def named(self, name: str) -> "Quantity":
        """The same under another name."""
        return replace(self, name=name)


def fader_travel(level_db: float) -> float:
    """How far up a fader a level in dB stands, 0 … 1."""
    if level_db <= OFF_DB:
        return 0.0
    for (high_db, high), (low_db, low) in itertools.pairwise(FADER_LAW):
        if level_db >= low_db:
            return min(1.0, low + (level_db - low_db) / (high_db - low_db) * (high - low))
    return 0.0


def fader_level_db(travel: float) -> float:
    """The level in dB of a place on a fader; the very bottom is off."""
    if travel <= 0.0:
        return SILENCE_DB
    for (high_db, high), (low_db, low) in itertools.pairwise(FADER_LAW):
        if travel >= low:
            return min(FADER_LAW[0][0], low_db + (travel - low) / (high - low) * (high_db - low_db))
    return SILENCE_DB


def split_unit(text: str) -> tuple[str, str]:
    """A formatted value as (number, unit): "−20.0 dB" → ("−20.0", "dB"), "L 36" → ("L 36", "")."""
    head, space, tail = text.rpartition(" ")
    is_unit = (
        bool(space) and not any(sign.isdigit() or sign in "()" for sign in tail) and any(sign.isdigit() or sign == "∞" for sign in head)
    )
    return (head, tail) if is_unit else (text, "")


def of_param(param: "Param", name: str = "", **changes: object) -> Quantity:
    """The quantity of an effect's parameter, with the program's own way to format and to read it.

    name : as shown; without it the parameter's name in words ("attack_ms" → "Attack").  changes : other fields of Quantity.
    """
    from daw.values import format_value, parse_value

    name = name or words_of(param.name)
    param = replace(param, name=name)  # so that what it says when a text does not fit is in words
    fields: dict[str, object] = {
        "name": name,
        "low": param.low,
        "high": param.high,
        "default": param.default,
        "format": functools.partial(format_value, param),
        "parse": functools.partial(parse_value, param),
        "law": LAWS[param.scale],
        "step": UNIT_STEPS.get(param.unit) if param.scale == "linear" else None,
        "bipolar": param.scale == "linear" and param.low < 0.0 < param.high and abs(param.low + param.high) < 1e-9,
        "help": param.help,
    }
    return Quantity(**{**fields, **changes})  # type: ignore[arg-type]


def words_of(name: str) -> str:
    """A parameter's name in words: "attack_ms" → "Attack", "low_cut_hz" → "Low cut"."""
    words = name.split("_")
    if len(words) > 1 and words[-1] in ("db", "hz", "ms", "s", "dbtp", "beats", "frames", "percent", "ct", "deg"):
        words.pop()
    return " ".join(words).capitalize()


@functools.cache
def fader(name: str = "Volume") -> Quantity:
    """A fader of a strip: off … +6 dB by the fader's law, held at 0 dB within ±0.15."""
    from daw.plugin import Param

    param = Param("level", 0.0, SILENCE_DB, 6.0, unit="dB")
    return of_param(param, name, law="fader", step=0.5, magnet=0.0, magnet_width=0.15, bipolar=False, help="How loud this is in the mix.")


@functools.cache
def send(name: str = "Send") -> Quantity:
    """A send's level: off … +6 dB by the fader's law; off by default."""
    from daw.plugin import Param

    param = Param("level", SILENCE_DB, SILENCE_DB, 6.0, unit="dB")
    return of_param(param, name, law="fader", step=0.5, bipolar=False, help="How much goes to this return.")


@functools.cache
def pan() -> Quantity:
    """A strip's place between left (−1) and right (+1)."""
    from daw.plugin import Param

    return of_param(
        Param("pan", 0.0, -1.0, 1.0, unit="pan"), "Pan", step=0.01, bipolar=True, help="Where it stands between left and right."
    )
