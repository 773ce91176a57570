"""Checks of what an edit is given: each returns the value in its plain type, or raises `EditError` with what is allowed."""

import math
import numbers
import operator
from collections.abc import Sequence
from typing import Any

from daw.model import limits
from daw.model.edits.error import EditError


def shown(value: Any) -> str:
    """A value as an error sentence quotes it: short, whatever it is."""
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def number(what: str, value: Any, low: float, high: float, unit: str = "") -> float:
    """A finite number within a range."""
    unit = f" {unit}" if unit else ""
    allowed = f"{what} goes from {low:g} to {high:g}{unit}"
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise EditError(f"{allowed}; {shown(value)} is not a number.")
    try:
        plain = float(value)
    except OverflowError:
        plain = math.inf
    if not math.isfinite(plain):
        raise EditError(f"{allowed}; {shown(value)} is not a finite number.")
    if not low <= plain <= high:
        raise EditError(f"{allowed}; {plain:g}{unit} is outside.")
    return plain


def whole(what: str, value: Any, low: int, high: int, unit: str = "") -> int:
    """A whole number within a range."""
    unit = f" {unit}" if unit else ""
    allowed = f"{what} is a whole number from {low} to {high}{unit}"
    if isinstance(value, bool):
        raise EditError(f"{allowed}; {value} is not a number.")
    try:
        plain = operator.index(value)
    except TypeError:
        raise EditError(f"{allowed}; {shown(value)} is not one.") from None
    if not low <= plain <= high:
        raise EditError(f"{allowed}; {shown(plain)} is outside.")
    return plain


def frame(what: str, value: Any) -> int:
    """A position in the song, in frames."""
    return whole(what, value, 0, limits.MAX_FRAME, "frames")


def length(what: str, value: Any) -> int:
    """A length of at least one frame."""
    return whole(what, value, 1, limits.MAX_FRAME, "frames")


def span(what: str, start: Any, end: Any) -> tuple[int, int]:
    """A stretch of time that is not empty: its first frame and the frame after it."""
    first, last = frame(f"The start of {what}", start), frame(f"The end of {what}", end)
    if last <= first:
        raise EditError(f"The end of {what} must come after its start; {last} does not come after {first}.")
    return first, last


def switch(what: str, value: Any) -> bool:
    """On or off."""
    if value is True or value is False or (type(value) is int and value in {0, 1}):
        return bool(value)
    raise EditError(f"{what} is either true or false; {shown(value)} is neither.")


def text(what: str, value: Any, most: int = limits.MAX_TEXT) -> str:
    """Text that can be stored: valid Unicode, not endless."""
    if not isinstance(value, str):
        raise EditError(f"{what} must be text; {shown(value)} is not.")
    if len(value) > most:
        raise EditError(f"{what} can have {most} characters; this has {len(value)}.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise EditError(f"{what} holds a broken character: {shown(value)} is not valid Unicode.") from None
    return value


def name(what: str, value: Any) -> str:
    """A name that says something."""
    plain = text(what, value, limits.MAX_NAME)
    if not plain.strip():
        raise EditError(f"{what} can't be empty.")
    return plain


def words(what: str, value: Any) -> str:
    """Text that says something, without the spaces around it."""
    plain = text(what, value)
    if not plain.strip():
        raise EditError(f"{what} can't be empty.")
    return plain.strip()


def choice(what: str, value: Any, choices: Sequence[Any]) -> Any:
    """One of a few values."""
    for one in choices:
        if type(one) is not bool and not isinstance(value, bool) and value == one:
            return one
    raise EditError(f"{what} is one of {', '.join(str(one) for one in choices)}; {shown(value)} is not.")


def color(value: Any) -> str:
    """A colour of the track palette."""
    return str(choice("The colour", value, limits.COLORS))


def items(what: str, value: Any) -> list[Any]:
    """A list with something in it."""
    if not isinstance(value, list | tuple) or not value:
        raise EditError(f"{what} must be a list with at least one entry; {shown(value)} is not.")
    return list(value)


def ids(what: str, value: Any) -> list[str]:
    """One id or a list of different ids."""
    listed = [value] if isinstance(value, str) else items(what, value)
    for one in listed:
        if not isinstance(one, str):
            raise EditError(f"{what} must be a list of ids; {shown(one)} is not an id.")
    return list(dict.fromkeys(listed))
