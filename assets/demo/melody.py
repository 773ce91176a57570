"""What the voices sing: the tune of the lead, its words as sounds, and the harmonies.

A line is a phrase in one breath: (bar, effort 0 … 1, notes); a note is (beat in that bar, length in beats, MIDI pitch, sounds).
Sounds are phonemes of `phonemes.py`, the vowel exactly once ("s l ou", "l ai t"); "-" carries the vowel before it to a new pitch.
"""

from typing import NamedTuple


class Sung(NamedTuple):
    """A sung note: `beat` counted from bar 1, `length` in beats, MIDI `pitch`, `sounds`."""

    beat: float
    length: float
    pitch: float
    sounds: str


class Line(NamedTuple):
    """A phrase in one breath, sung with `effort` 0 (murmured) … 1 (belted)."""

    effort: float
    notes: tuple[Sung, ...]


Rows = list[tuple[int, float, list[tuple[float, float, float, str]]]]

LEAD: Rows = [
    # Morning comes in slowly
    (3, 0.42, [(0.5, 0.5, 57, "m o"), (1, 0.5, 60, "n ih ng"), (1.5, 1, 62, "k uh m"), (2.5, 0.5, 64, "ih n"), (3, 1.5, 65, "s l ou"),
               (4.5, 1.6, 62, "l i")]),
    # through the window blind
    (5, 0.45, [(0.5, 0.5, 60, "th r u"), (1, 0.5, 62, "dh uh"), (1.5, 1, 65, "w ih n"), (2.5, 0.5, 64, "d ou"), (3, 0.5, 62, "b l ai"),
               (3.5, 2.6, 64, "-")]),
    # all the words you told me
    (7, 0.5, [(0.5, 0.5, 57, "o l"), (1, 0.5, 60, "dh uh"), (1.5, 1, 62, "w er d"), (2.5, 0.5, 64, "y u"), (3, 1.5, 69, "t ou l d"),
        (4.5, 1.7, 65, "m i")]),
    # keep running through my mind
    (9, 0.52, [(0.5, 0.5, 67, "k i p"), (1, 0.5, 65, "r uh"), (1.5, 0.5, 64, "n ih n"), (2, 0.75, 62, "th r u"), (2.75, 0.75, 64, "m ai"),
               (3.5, 2.4, 62, "m ai"), (5.9, 1.7, 61, "- n")]),
    # Hold on, hold on
    (11, 0.55, [(0.5, 1, 58, "h ou l d"), (1.5, 2, 62, "o n")]),
    (12, 0.6, [(0.5, 1, 60, "h ou l d"), (1.5, 2, 65, "o n")]),
    # it's coming into view
    (13, 0.68, [(0.5, 0.5, 62, "ih t s"), (1, 0.75, 65, "k uh"), (1.75, 0.75, 67, "m ih ng"), (2.5, 0.75, 69, "ih n"),
        (3.25, 0.75, 67, "t u"),
                (4, 1.9, 65, "v y u"), (5.9, 1.3, 67, "-")]),
    # Slow light, slow light
    (15, 0.85, [(0, 1.5, 69, "s l ou"), (1.5, 1.9, 72, "l ai t"), (4, 1.5, 67, "s l ou"), (5.5, 1.9, 64, "l ai t")]),
    # come and carry me
    (17, 0.78, [(0.5, 0.5, 62, "k uh m"), (1, 0.5, 64, "ae n"), (1.5, 1, 65, "k e"), (2.5, 0.5, 67, "r i"), (3, 1, 69, "m i"),
        (4, 2.6, 65, "-")]),
    # Slow light, slow light
    (19, 0.92, [(0, 1.5, 69, "s l ou"), (1.5, 1.9, 72, "l ai t"), (4, 1.4, 67, "s l ou"), (5.4, 0.85, 72, "l ai"),
        (6.25, 0.5, 70, "-"), (6.75, 0.9, 69, "- t")]),
    # lead me home to you
    (21, 0.85, [(0.5, 0.75, 70, "l i d"), (1.25, 0.75, 69, "m i"), (2, 1.5, 67, "h ou m"), (3.5, 0.5, 65, "t u"), (4, 2.0, 64, "y u"),
        (6, 1.7, 61, "-")]),
    # Slow light, slow light
    (23, 0.4, [(0, 1.3, 62, "u"), (1.5, 1, 65, "s l ou"), (2.5, 2.4, 62, "l ai t")]),
    (24, 0.34, [(1.5, 1, 62, "s l ou"), (2.5, 3.6, 57, "l ai t")]),
]  # fmt: skip

# Below the lead: thirds and sixths, the lead's words.
HARMONY_LOW: Rows = [
    (12, 0.5, [(0.5, 1, 57, "h ou l d"), (1.5, 2, 60, "o n")]),
    (13, 0.55, [(0.5, 0.5, 58, "ih t s"), (1, 0.75, 62, "k uh"), (1.75, 0.75, 62, "m ih ng"), (2.5, 0.75, 65, "ih n"),
        (3.25, 0.75, 62, "t u"),
                (4, 1.9, 60, "v y u"), (5.9, 1.3, 64, "-")]),
    (15, 0.7, [(0, 1.5, 65, "s l ou"), (1.5, 1.9, 69, "l ai t"), (4, 1.5, 64, "s l ou"), (5.5, 1.9, 60, "l ai t")]),
    (17, 0.65, [(0.5, 0.5, 57, "k uh m"), (1, 0.5, 60, "ae n"), (1.5, 1, 62, "k e"), (2.5, 0.5, 64, "r i"), (3, 1, 65, "m i"),
        (4, 2.6, 62, "-")]),
    (19, 0.75, [(0, 1.5, 65, "s l ou"), (1.5, 1.9, 69, "l ai t"), (4, 1.4, 64, "s l ou"), (5.4, 0.85, 67, "l ai"),
        (6.25, 0.5, 67, "-"), (6.75, 0.9, 65, "- t")]),
    (21, 0.7, [(0.5, 0.75, 67, "l i d"), (1.25, 0.75, 65, "m i"), (2, 1.5, 62, "h ou m"), (3.5, 0.5, 62, "t u"), (4, 2.0, 62, "y u"),
        (6, 1.7, 57, "-")]),
    (24, 0.3, [(2.5, 3.6, 53, "l ai t")]),
]  # fmt: skip

# Around the lead: long open vowels that move by step through the chords.
HARMONY_PAD: Rows = [
    (11, 0.4, [(0, 3.8, 58, "u")]), (12, 0.4, [(0, 3.8, 57, "u")]), (13, 0.45, [(0, 3.9, 62, "u"), (4, 2, 65, "-"), (6, 1.5, 64, "-")]),
    (15, 0.55, [(0, 3.9, 60, "a"), (4, 3.4, 60, "-")]), (17, 0.55, [(0, 3.9, 64, "a"), (4, 3.4, 62, "-")]),
    (19, 0.6, [(0, 3.9, 60, "a"), (4, 3.4, 67, "-")]), (21, 0.6, [(0, 3.9, 62, "a"), (4, 2, 57, "-"), (6, 1.6, 57, "-")]),
    (23, 0.35, [(0, 3.9, 57, "u"), (4, 3.9, 58, "-"), (8, 3.0, 57, "-")]),
]  # fmt: skip


def lines(rows: Rows, first_bar: int = 1, last_bar: int = 999) -> list[Line]:
    """The phrases that begin from `first_bar` to `last_bar`, their beats counted from bar 1."""
    return [
        Line(effort, tuple(Sung((bar - 1) * 4 + beat, length, pitch, sounds) for beat, length, pitch, sounds in notes))
        for bar, effort, notes in rows
        if first_bar <= bar <= last_bar
    ]
