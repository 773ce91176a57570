"""What the inspector's numbers are: places and lengths in bars, fades in milliseconds, tempo.

Places in a song have no ends a drag could go through, so a drag goes from where the value stands: `span` in one whole way of the hand.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from daw.model import limits
from daw.model.session import Session
from daw.plugin import Param
from daw.ui.metrics import px
from daw.ui.quantity import Quantity, of_param
from daw.ui.timetext import bars_text, parse_bars, parse_time
from daw.ui.widgets.numberfield import NumberField
from daw.units import TICKS_PER_BEAT
from daw.values import format_value, parse_value

DRAG_BARS, DRAG_MS, DRAG_BPM = 8, 500.0, 40.0  # how far one whole way of the hand goes


@dataclass(frozen=True)
class Roaming(Quantity):
    """A quantity a drag moves from `origin`, by at most half of `span` either way."""

    origin: float = 0.0
    span: float = 1.0
    whole: bool = False  # frames

    def clamp(self, value: float) -> float:
        """The nearest value inside the range."""
        inside = min(max(value, self.low), self.high)
        return float(round(inside)) if self.whole else inside

    def travel(self, value: float) -> float:
        """Where the hand stands: in the middle at the origin."""
        return 0.5 + (value - self.origin) / self.span

    def value(self, travel: float) -> float:
        """The value at a place of the hand."""
        return self.clamp(self.origin + (travel - 0.5) * self.span)

    def stepped(self, value: float, steps: float) -> float:
        """The value some arrow presses away."""
        return self.clamp(round(value + steps * (self.step or 1.0), 6))


class Field(NumberField):
    """A number of the inspector.  A roaming quantity begins every movement where it stands."""

    def __init__(self, quantity: Quantity, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__(quantity, where=where, parent=parent)

    def set_value(self, value: float) -> None:
        """Show a value."""
        super().set_value(value)
        if isinstance(self.quantity, Roaming) and self._hand is None:
            self.quantity = replace(self.quantity, origin=value)

    def renew(self, quantity: Quantity) -> None:
        """Take another quantity, unless a hand is moving this one."""
        if self._hand is None:
            self.quantity = quantity

    @property
    def is_held(self) -> bool:
        """Whether a hand is moving it."""
        return self._hand is not None

    def natural_size(self) -> tuple[int, int]:
        return px(100), px(24)

    def show_all(self, values: Sequence[float]) -> None:
        """Show what several things have in common, or "—"."""
        if values:
            self.set_value(values[0])
            if any(abs(value - values[0]) > 1e-9 for value in values):
                self.set_mixed()


def _bar_frames(session: Session) -> float:
    tempo, meter = session.tempo.tempo_at(0), session.tempo.meter_at(0)
    return session.sample_rate * 60.0 / tempo.bpm * 4.0 / meter.unit * meter.beats


def place(session: Session, name: str, help: str = "") -> Roaming:
    """A place in the song, in frames, read as bar, beat and tick."""
    beat = _bar_frames(session) / session.tempo.meter_at(0).beats
    return Roaming(
        name, 0.0, float(limits.MAX_FRAME), format=functools.partial(_place_text, session), parse=functools.partial(_parse_place, session),
        law="steps", step=beat, help=help or "Bar, beat and tick; or a time, as 1:09.457.", span=DRAG_BARS * _bar_frames(session),
        whole=True,
    )  # fmt: skip


def _place_text(session: Session, frame: float) -> str:
    return bars_text(session, round(frame))


def _is_time(text: str) -> bool:
    return ":" in text or text.strip().endswith("s")


def _parse_place(session: Session, text: str) -> float:
    if _is_time(text):
        return float(parse_time(session.sample_rate, text.strip().removesuffix("s")))
    return float(parse_bars(session, text))


def length(session: Session, name: str, start: int, longest: int) -> Roaming:
    """A length in frames from a place on, read as bars, beats and ticks."""
    beat = _bar_frames(session) / session.tempo.meter_at(0).beats
    return Roaming(
        name, 1.0, float(max(longest, 1)), format=functools.partial(length_text, session, start),
        parse=functools.partial(_parse_length, session, start), law="steps", step=beat,
        help="Bars, beats and ticks; or a time, as 2.5 s.", span=DRAG_BARS * _bar_frames(session), whole=True,
    )  # fmt: skip


def length_text(session: Session, start: int, frames: float) -> str:
    """A length as bars, beats and ticks: "11 . 1 . 000"."""
    rate, meter = session.sample_rate, session.tempo.meter_at(start)
    quarters = session.tempo.frame_to_beat(start + frames, rate) - session.tempo.frame_to_beat(start, rate)
    ticks = round(quarters * meter.unit / 4.0 * TICKS_PER_BEAT)
    beats, tick = divmod(ticks, TICKS_PER_BEAT)
    bars, beat = divmod(beats, meter.beats)
    return f"{bars} . {beat} . {tick:03d}"


def _parse_length(session: Session, start: int, text: str) -> float:
    rate, meter = session.sample_rate, session.tempo.meter_at(start)
    if _is_time(text):
        return float(parse_time(rate, text.strip().removesuffix("s")))
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if not 1 <= len(numbers) <= 3 or re.search(r"[^\d\s.,|]", text):
        raise ValueError("Bars, beats and ticks fit: 11 . 1 . 000")
    bars, beats, ticks = (*numbers, 0, 0)[:3]
    quarters = (bars * meter.beats + beats + ticks / TICKS_PER_BEAT) * 4.0 / meter.unit
    end = session.tempo.beat_to_frame(session.tempo.frame_to_beat(start, rate) + quarters, rate)
    return float(max(1, end - start))


def _roaming(param: Param, name: str, step: float, span: float, help: str) -> Roaming:
    return Roaming(
        name, param.low, param.high, param.default, format=functools.partial(format_value, param),
        parse=functools.partial(parse_value, param), step=step, span=span, help=help,
    )  # fmt: skip


def fade(name: str, longest_ms: float) -> Roaming:
    """A fade in milliseconds."""
    param = Param(name, 0.0, 0.0, max(longest_ms, 1.0), unit="ms")
    return replace(_roaming(param, name, 1.0, DRAG_MS, "How long the sound takes to come or go."), format=_ms_text)


def _ms_text(ms: float) -> str:
    return f"{ms:.0f} ms" if abs(ms - round(ms)) < 0.05 or ms >= 100.0 else f"{ms:.1f} ms"


def clip_gain() -> Quantity:
    """The gain of clips in dB."""
    return of_param(Param("gain_db", 0.0, limits.CLIP_GAIN_LOW_DB, limits.CLIP_GAIN_HIGH_DB, unit="dB"), "Gain", bipolar=False)


def clip_tune() -> Quantity:
    """How much higher a clip sounds than it was recorded; a hundred cents are a semitone."""
    param = Param(
        "Tune", 0.0, -limits.MAX_CENTS, limits.MAX_CENTS, unit="ct", help="Higher or lower at the same length; 100 are a semitone."
    )
    return of_param(param, "Tune", format=_cents_text, law="steps")


def _cents_text(cents: float) -> str:
    return f"{cents:+.0f} cents".replace("-", "−") if round(cents) else "0 cents"


def clip_stretch() -> Quantity:
    """How long a clip is, as a share of what was recorded."""
    param = Param("Length", 1.0, limits.STRETCH_LOW, limits.STRETCH_HIGH, unit="%", help="Longer or shorter at the same pitch.")
    return of_param(param, "Length", law="linear", step=0.01)


def level(name: str, unit: str, low: float, high: float, default: float, help: str = "") -> Quantity:
    """A level to aim at, with one decimal."""
    return of_param(Param(name, default, low, high, unit=unit, help=help), name, bipolar=False)


def tempo() -> Roaming:
    """Quarter notes a minute."""
    param = Param("Tempo", 120.0, limits.BPM_LOW, limits.BPM_HIGH, unit="bpm")
    return replace(
        _roaming(param, "Tempo", 1.0, DRAG_BPM, "Quarter notes a minute at the start of the song."), format=_bpm_text, parse=_bpm
    )


def _bpm_text(bpm: float) -> str:
    return f"{bpm:.2f}".rstrip("0").rstrip(".") + " bpm"


def _bpm(text: str) -> float:
    try:
        value = float(text.casefold().replace("bpm", "").replace(",", ".").strip())
    except ValueError:
        raise ValueError(f"{limits.BPM_LOW:.0f} to {limits.BPM_HIGH:.0f} bpm fits.") from None
    if not limits.BPM_LOW <= value <= limits.BPM_HIGH:
        raise ValueError(f"{limits.BPM_LOW:.0f} to {limits.BPM_HIGH:.0f} bpm fits.")
    return value


def target_quantity(session: Session, track_id: str, target: str) -> Quantity:
    """The quantity an automation target has."""
    from daw.ui import quantity

    owner, slash, name = target.partition("/")
    if not slash:
        known: dict[str, Any] = {"fader_db": quantity.fader, "pan": quantity.pan}
        return known[target]() if target in known else of_param(Param(target, 0.0, scale="switch"), target.capitalize())
    track = next((one for one in session.tracks if one.id == track_id), None)
    slot = next((one for one in track.slots if one.id == owner), None) if track is not None else None
    if slot is None:
        return quantity.send()
    from daw import registry

    try:
        return of_param(registry.find(slot.effect).param(name))
    except KeyError:
        return Quantity(name, -limits.MAX_VALUE, limits.MAX_VALUE)
