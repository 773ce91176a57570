"""The inputs a track can record, as the field in its header shows them."""

from typing import Any

from daw.model import edits
from daw.ui.studio import Studio

UNKNOWN = 8  # inputs offered while no device is open


def input_key(inputs: tuple[int, ...]) -> str:
    """A choice of inputs as a key: "1", "3+4"."""
    return "+".join(str(one) for one in inputs)


def input_words(key: str) -> str:
    """As shown: "In 3+4"."""
    return f"In {key}" if key else "None"


def input_choices(count: int) -> list[tuple[str, str]]:
    """Every single input, then every pair."""
    singles = [str(n) for n in range(1, count + 1)]
    pairs = [f"{n}+{n + 1}" for n in range(1, count, 2)]
    rows = [(key, input_words(key)) for key in singles]
    return [*rows, ("-", ""), *((key, input_words(key)) for key in pairs)] if pairs else rows


def device_inputs(studio: Studio) -> int:
    """How many inputs there are to choose from."""
    return studio.engine.device.inputs if studio.engine is not None else UNKNOWN


def choose_input(studio: Studio, track_id: str, key: str) -> bool:
    """Let a track record other inputs; a pair makes it stereo, a single one mono."""
    numbers = [int(part) for part in key.split("+")]
    track = next(track for track in studio.session.tracks if track.id == track_id)
    if track.channels == len(numbers):
        return studio.do(edits.set_inputs, track_id, numbers)
    calls: list[tuple[Any, tuple[Any, ...]]] = [(edits.set_inputs, (track_id, numbers)), (edits.set_channels, (track_id, len(numbers)))]
    return studio.do_all(f"Input {key}, {track.name}", calls)
