"""The drummer's part: bars of sixteen steps.  X loud, x medium, o soft (ghost), . nothing; the off-beats lie a little late."""

from typing import NamedTuple

from daw_demo.score import BARS, SECONDS_PER_BEAT


class Hit(NamedTuple):
    """A stroke: `at_s` when, `velocity` 0 … 1."""

    at_s: float
    velocity: float


class Bar(NamedTuple):
    """One bar of the kit, each line sixteen steps: kick, snare, closed hat, open hat, ride, tom, crash."""

    kick: str = "................"
    snare: str = "................"
    hat: str = "................"
    open: str = "................"
    ride: str = "................"
    tom: str = "................"
    crash: str = "................"


SWING = 0.08  # how much later the second sixteenth of each pair falls, in sixteenths
_LOUDNESS = {"X": 0.95, "x": 0.62, "o": 0.26}

_COUNT = Bar(hat="............x.x.")
_SILENT = Bar()
_VERSE_A = Bar("X.....x...x.....", "....x..o.o..x...", "x.o.x.o.x.o.x.o.")
_VERSE_B = Bar("X.....x...x....o", "....x..o.o..x..o", "x.o.x.o.x.o.x.oo")
_VERSE_FILL = Bar("X.....x...x.....", "....x..o.o..x.ox", "x.o.x.o.x.o.....", "............x...")
_PRE_A = Bar("X.......x.......", "............x...", "................", "................", "x.x.x.x.x.x.x.x.")
_PRE_B = Bar("X...x...x...x...", "....o.......x..o", "................", "................", "x.x.x.x.x.x.x.x.")
_BUILD = Bar("X...X...X.......", "o.o.o.o.xxxxX...", "................", "................", "x.x.x.x.........", "............XxXX")
_CHORUS_1 = Bar(
    "X.....x.X.x.....", "....X..o....X..o", "................", "..x...x...x...x.", "x...x...x...x...", crash="X..............."
)
_CHORUS_A = Bar("X.....x.X.x.....", "....X..o.o..X..o", "................", "..x...x...x...x.", "x...x...x...x...")
_CHORUS_B = Bar("X..x..x.X.x...x.", "....X..o.o..X.o.", "................", "..x...x...x...x.", "x...x...x...x...")
_CHORUS_FILL = Bar("X.....x.X.......", "....X..o.x.xX.xX", "................", "..x...x.........", "x...x...x.......", "..........x..X..")
_LAST_FILL = Bar("X.....x.X.....X.", "....X..oX.......", "................", "..x...x.........", "x...x...........", "..........XxXxX.")
_OUTRO = Bar("X.....o...o.....", "....o.......o...", "o.o.o.o.o.o.o.o.", crash="x...............")
_OUTRO_B = Bar("X.....o.........", "....o.......o..o", "o.o.o.o.o.o.....")
_END = Bar("X...............", crash="x...............", ride="x...............")

SONG: list[Bar] = [
    _SILENT, _COUNT,
    _VERSE_A, _VERSE_B, _VERSE_A, _VERSE_FILL, _VERSE_A, _VERSE_B, _VERSE_A, _VERSE_FILL,
    _PRE_A, _PRE_A, _PRE_B, _BUILD,
    _CHORUS_1, _CHORUS_A, _CHORUS_B, _CHORUS_FILL, _CHORUS_1, _CHORUS_A, _CHORUS_B, _LAST_FILL,
    _OUTRO, _OUTRO_B, _END,
]  # fmt: skip
assert len(SONG) == BARS


def grid_s(bar: int, step: int) -> float:
    """When a step of a bar (from 0) falls, in seconds, before the drummer's hand adds its own."""
    late = SWING if step % 2 else 0.0
    return (bar * 4.0 + (step + late) / 4.0) * SECONDS_PER_BEAT


def hits(piece: str) -> list[Hit]:
    """The written strokes of one piece of the kit, exactly on the grid."""
    return [
        Hit(grid_s(bar, step), _LOUDNESS[mark])
        for bar, line in enumerate(SONG)
        for step, mark in enumerate(getattr(line, piece))
        if mark != "."
    ]
