"""What an edit did, in words and with its place, for the undo list: "Fader −2.4 dB, Lead Vocal"."""

import string
from collections.abc import Mapping, Sequence
from typing import Any

from daw import units
from daw.model.automation import Envelope
from daw.model.clip import Clip
from daw.model.comment import Comment, Task
from daw.model.edits import find
from daw.model.edits.edit import Edit, command
from daw.model.session import Session
from daw.model.track import Send, Track

MINUS = "−"
SPELLED_OUT = 2  # values named one by one; more are only counted
QUOTED = 40  # characters of what someone said


def describe(edit_name: str, args: Sequence[Any], before: Session, after: Session) -> str:
    """Words for one edit, given its arguments and the song before and after it."""
    done = command(edit_name)
    names = [parameter.name for parameter in done.parameters]
    defaults = {parameter.name: parameter.default for parameter in done.parameters}
    words = _Words({**defaults, **dict(zip(names, args, strict=False))}, before, after)
    text = words.vformat(done.label, (), words.given)
    return text if len(text) <= 120 else text[:119] + "…"


def label(edit: Edit, args: Sequence[Any], before: Session, after: Session) -> str:
    """`describe` for an edit itself."""
    return describe(edit.__name__, args, before, after)


def decimal(value: float, places: int) -> str:
    """A number with a true minus sign and so many places."""
    text = f"{value:.{places}f}"
    return MINUS + text[1:] if text.startswith("-") and text.strip("-0.") else text.lstrip("-")


def decibels(value: float) -> str:
    """A level as the mixer shows it."""
    return f"{MINUS}∞ dB" if value <= -90 else f"{decimal(value, 1)} dB"


def with_unit(name: str, value: float) -> str:
    """A parameter's value; its unit is the end of its name, as in threshold_db."""
    if name.endswith("_db"):
        return decibels(value)
    if name.endswith("_hz"):
        return f"{value / 1000:.2f} kHz" if value >= 1000 else f"{value:.0f} Hz" if value >= 100 else f"{value:.1f} Hz"
    if name.endswith("_ms"):
        return f"{value / 1000:.2f} s" if value >= 1000 else f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"
    if name.endswith("_s"):
        return f"{value:.2f} s"
    return decimal(value, 2).rstrip("0").rstrip(".") if value != round(value) else decimal(value, 0)


class _Words(string.Formatter):
    """Fills a label: `{track_id:name}`, `{track_id:owner}`, `{fader_db:db}`, `{on:Mute|Unmute}` …"""

    def __init__(self, given: Mapping[str, Any], before: Session, after: Session) -> None:
        """Arguments by name, and the songs to look names up in."""
        self.given = given
        self.before, self.after = before, after

    def format_field(self, value: Any, format_spec: str) -> str:
        """One field of a label in words."""
        if "|" in format_spec:
            yes, no = format_spec.split("|")
            return yes if value else no
        form = getattr(self, f"_{format_spec}", None) if format_spec else None
        return form(value) if form is not None else str(value)

    def _record(self, wanted: Any) -> tuple[Any, Track | None]:
        for session in (self.before, self.after):
            for record, owner in find.records(session):
                if record.id == wanted:
                    return record, owner
        return None, None

    def _name(self, wanted: Any) -> str:
        if wanted is None:
            return "none"
        record, owner = self._record(wanted)
        if isinstance(record, Send):
            return self._name(record.bus)
        if isinstance(record, Envelope):
            return self._target(record.target, owner)
        if isinstance(record, Comment | Task):
            return self._quote(record.text)
        return "" if record is None else str(record.name)

    def _quote(self, text: str) -> str:
        plain = " ".join(text.split())
        return f"“{plain if len(plain) <= QUOTED else plain[: QUOTED - 1] + '…'}”"

    def _place_or_song(self, wanted: Any) -> str:
        return "the song" if wanted is None else self._name(wanted)

    def _owner(self, wanted: Any) -> str:
        owner = self._record(wanted)[1]
        return "" if owner is None else owner.name

    def _target(self, target: str, owner: Track | None = None) -> str:
        first, slash, parameter = str(target).partition("/")
        if not slash:
            return {"fader_db": "fader"}.get(first, first)
        record, _ = self._record(first)
        return f"send to {self._name(first)}" if isinstance(record, Send) else f"{self._name(first)} {self._words(parameter)}"

    def _db(self, value: float) -> str:
        return decibels(value)

    def _pan(self, value: float) -> str:
        percent = round(abs(value) * 100)
        return "C" if percent == 0 else f"{'L' if value < 0 else 'R'} {percent}"

    def _bpm(self, value: float) -> str:
        return f"{decimal(value, 2).rstrip('0').rstrip('.')} bpm"

    def _place(self, frame: int) -> str:
        bar, beat, tick = self.after.tempo.frame_to_bar(frame, self.after.sample_rate)
        return f"{bar} . {beat} . {tick:03d}"

    def _span(self, frames: int) -> str:
        seconds = units.frames_to_seconds(abs(frames), self.after.sample_rate)
        text = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"
        return MINUS + text if frames < 0 else text

    def _clips(self, wanted: Any) -> str:
        listed = [wanted] if isinstance(wanted, str) else list(wanted)
        record, owner = self._record(listed[0])
        if len(listed) > 1 or not isinstance(record, Clip):
            return f"{len(listed)} clips"
        return f"{record.name}, {owner.name}" if owner is not None else record.name

    def _tracks(self, wanted: Any) -> str:
        if wanted is None:
            return "all tracks"
        listed = [wanted] if isinstance(wanted, str) else list(wanted)
        return self._name(listed[0]) if len(listed) == 1 else f"{len(listed)} tracks"

    def _list(self, value: Sequence[Any]) -> str:
        return "+".join(str(one) for one in value)

    def _channels(self, value: int) -> str:
        return "Mono" if value == 1 else "Stereo"

    def _stars(self, value: int) -> str:
        return "No stars" if value == 0 else f"{value} star{'s' if value > 1 else ''}"

    def _effect(self, value: str) -> str:
        return value.rpartition(".")[2]

    def _words(self, value: str) -> str:
        for unit in ("_db", "_hz", "_ms", "_s"):
            value = value.removesuffix(unit)
        return value.replace("_", " ")

    def _settings(self, values: Mapping[str, float]) -> str:
        listed = [f"{self._words(name)} {with_unit(name, value)}" for name, value in values.items()]
        return " and ".join(listed) if len(listed) <= SPELLED_OUT else f"{len(listed)} settings"

    def _parameter(self, value: float | None) -> str:
        return "default" if value is None else with_unit(str(self.given.get("parameter", "")), value)
