"""The score of "Slow Light": tempo, form, chords, and what bass, guitars and keys play.

Beats are quarter notes counted from 0 at bar 1; bars are counted from 1.  Pitches are MIDI note numbers (60 = C4, 69 = A4 = 440 Hz).
"""

from typing import NamedTuple

TITLE = "Slow Light"
TEMPO_BPM = 92.0
KEY = "D min"
BEATS_PER_BAR = 4
SECTIONS = [("Intro", 1, 2), ("Verse", 3, 8), ("Pre", 11, 4), ("Chorus", 15, 8), ("Outro", 23, 3)]
MARKERS = [("Top note", 20, 2.4), ("Last “light”", 24, 3.5)]  # name, bar, beat in the bar from 1
COMMENTS = [  # who, bar, beat in the bar, what
    ("Producer", 14, 4.0, "Keep the breath before “slow”. It sells the line."),
    ("Mix", 18, 3.0, "Harmony 2 dB down under “light”?"),
]
TASKS = [("Double the chorus", 15, True), ("Tune the last “light”", 24, False), ("Print vocal stems", None, False)]  # what, bar, done
LOOP = (11, 19)  # bars: from, up to
BARS = 25
SECONDS_PER_BEAT = 60.0 / TEMPO_BPM
LENGTH_S = (BARS * BEATS_PER_BAR + 1) * SECONDS_PER_BEAT  # one beat more for the last chord to die away


# How the parts are cut into clips: name, from bar, up to bar (None: the end).  Where a part is silent there is none.
CLIPS: dict[str, list[tuple[str, float, float | None]]] = {
    "Harmonies": [("Harmony low", 10.75, 15), ("Harmony stack", 15, None)],
    "Acoustic": [("Acoustic verse", 1, 15), ("Acoustic chorus", 15, None)],
    "Electric": [("Electric intro", 1.75, 3.25), ("Electric swell", 9.75, 15), ("Electric chorus", 15, None)],
    "Bass DI": [("Bass verse", 2.75, 15), ("Bass chorus", 15, None)],
    "Drum OH": [("Drum OH", 1.75, None)],
    "Kick": [("Kick", 2.75, None)],
    "Snare": [("Snare", 2.75, None)],
    "Keys": [("Keys verse", 1, 15), ("Keys chorus", 15, None)],
}
FADES = {"Harmony low": (300.0, 0.0), "Electric swell": (200.0, 0.0), "Harmony stack": (0.0, 1500.0)}  # in and out, in ms
LEAD_RESTS = [(0.0, 7.5), (47.5, 47.9), (98.75, 104.0)]  # beats in which the lead is silent: no clip lies there


class Note(NamedTuple):
    """A note: from `beat` for `length` beats, MIDI `pitch`, `velocity` 0 … 1."""

    beat: float
    length: float
    pitch: int
    velocity: float


class Strum(NamedTuple):
    """Strings struck one after the other: `pitches` in the order of the hand, `spread_s` from the first to the last."""

    beat: float
    pitches: tuple[tuple[int, int], ...]  # (string 0 low … 5 high, MIDI pitch)
    spread_s: float
    velocity: float


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch in equal temperament, A4 = 440 Hz."""
    return 440.0 * 2.0 ** ((pitch - 69.0) / 12.0)


def seconds(beat: float) -> float:
    """When a beat falls, in seconds from bar 1."""
    return beat * SECONDS_PER_BEAT


def bar_beat(bar: int, beat: float = 0.0) -> float:
    """The beat, counted from the start of the song, of a place in a bar (bars from 1, beats in the bar from 0)."""
    return (bar - 1) * BEATS_PER_BAR + beat


# One entry per bar: chords with the beat on which they begin.
_VERSE = [
    [(0, "Dm9")],
    [(0, "Bbmaj7")],
    [(0, "F/A")],
    [(0, "Cadd9")],
    [(0, "Dm9")],
    [(0, "Bbmaj7")],
    [(0, "Gm9")],
    [(0, "A7sus4"), (2, "A7")],
]
_PRE = [[(0, "Gm7")], [(0, "F/A")], [(0, "Bbmaj7")], [(0, "Csus4"), (2, "C")]]
_CHORUS = [
    [(0, "Fadd9")],
    [(0, "C/E")],
    [(0, "Dm9")],
    [(0, "Bbmaj7")],
    [(0, "Fadd9")],
    [(0, "C/E")],
    [(0, "Gm9")],
    [(0, "A7sus4"), (2, "A7")],
]
_OUTRO = [[(0, "Dm9")], [(0, "Bbmaj7")], [(0, "Dm")]]
CHORDS: list[list[tuple[int, str]]] = [[(0, "Dm9")], [(0, "Bbmaj7")], *_VERSE, *_PRE, *_CHORUS, *_OUTRO]

# The keys' hands: common tones stay, the other voices move by step.
KEY_VOICINGS = {
    "Dm9": (53, 57, 60, 64), "Bbmaj7": (53, 57, 58, 62), "F/A": (53, 57, 60, 65), "Cadd9": (52, 55, 60, 62), "Gm9": (53, 57, 58, 62),
    "A7sus4": (52, 55, 57, 62), "A7": (52, 55, 57, 61), "Gm7": (53, 55, 58, 62), "Csus4": (53, 55, 60, 65), "C": (52, 55, 60, 64),
    "Fadd9": (53, 57, 60, 67), "C/E": (52, 55, 60, 67), "Dm": (50, 57, 62, 64, 69),
}  # fmt: skip

# What the left hand holds on the acoustic guitar, low string to high; None is not played.
FRETTED: dict[str, tuple[int | None, ...]] = {
    "Dm9": (None, 45, 50, 57, 62, 64), "Bbmaj7": (None, 46, 53, 57, 62, 65), "F/A": (None, 45, 53, 57, 60, 65),
    "Cadd9": (None, 48, 52, 55, 62, 64), "Gm9": (43, None, 53, 58, 62, 69), "A7sus4": (None, 45, 52, 55, 62, 64),
    "A7": (None, 45, 52, 55, 61, 64), "Gm7": (43, 50, 53, 58, 62, 67), "Csus4": (None, 48, 53, 55, 60, 65), "C": (None, 48, 52, 55, 60, 64),
    "Fadd9": (41, 48, 53, 57, 60, 67), "C/E": (40, 48, 52, 55, 60, 64), "Dm": (None, 45, 50, 57, 62, 65),
}  # fmt: skip

# (beat in the bar, string counted from the root string as 0 … or "r"oot, velocity): the thumb alternates, the fingers roll.
PICKING = [(0.0, "r", 0.85), (0.5, 3, 0.5), (1.0, 4, 0.62), (1.5, 2, 0.55), (1.75, 5, 0.45), (2.0, "r", 0.72), (2.5, 3, 0.52),
    (2.75, 5, 0.66),
           (3.0, 2, 0.5), (3.25, 4, 0.48), (3.5, 3, 0.56)]  # fmt: skip
STRUMMING = [(0.0, "down", 0.9), (1.0, "down", 0.66), (1.5, "up", 0.45), (1.75, "ghost", 0.3), (2.25, "up", 0.42), (2.5, "up", 0.5),
             (3.0, "down", 0.78), (3.5, "up", 0.5), (3.75, "ghost", 0.28)]  # fmt: skip

# Bass, bar by bar from bar 3: (beat, length, pitch, velocity).  D2 = 38.
BASS_BARS: list[list[tuple[float, float, int, float]]] = [
    [(0, 1.4, 38, 0.8), (1.5, 0.5, 38, 0.6), (2.5, 1.0, 45, 0.65), (3.5, 0.5, 36, 0.6)],
    [(0, 1.4, 34, 0.8), (1.5, 0.5, 34, 0.6), (2.5, 1.0, 41, 0.65), (3.5, 0.5, 34, 0.5)],
    [(0, 1.4, 33, 0.8), (1.5, 0.5, 41, 0.6), (2.5, 1.0, 40, 0.55), (3.5, 0.5, 38, 0.6)],
    [(0, 1.4, 36, 0.8), (1.5, 0.5, 36, 0.6), (2.5, 0.75, 43, 0.65), (3.25, 0.25, 40, 0.45), (3.5, 0.5, 37, 0.6)],
    [(0, 1.4, 38, 0.8), (1.5, 0.5, 38, 0.6), (2.5, 0.5, 45, 0.65), (3.0, 0.5, 41, 0.55), (3.5, 0.5, 36, 0.6)],
    [(0, 1.4, 34, 0.8), (1.5, 0.5, 41, 0.6), (2.5, 1.0, 45, 0.6), (3.5, 0.5, 41, 0.5)],
    [(0, 1.4, 43, 0.8), (1.5, 0.5, 43, 0.6), (2.5, 0.5, 41, 0.6), (3.0, 0.5, 38, 0.6), (3.5, 0.5, 34, 0.6)],
    [(0, 1.9, 33, 0.85), (2.0, 1.0, 33, 0.7), (3.0, 0.5, 40, 0.6), (3.5, 0.5, 42, 0.6)],
    [(0, 2.4, 43, 0.75), (2.5, 1.0, 43, 0.6), (3.5, 0.5, 44, 0.6)],  # G … A … Bb … C: the line that climbs into the chorus
    [(0, 2.4, 45, 0.75), (2.5, 1.0, 41, 0.6), (3.5, 0.5, 45, 0.6)],
    [(0, 1.4, 46, 0.8), (1.5, 1.0, 46, 0.65), (2.5, 1.0, 41, 0.65), (3.5, 0.5, 47, 0.65)],
    [(0, 0.5, 48, 0.8), (0.5, 0.5, 48, 0.6), (1, 0.5, 48, 0.7), (1.5, 0.5, 48, 0.65), (2, 0.5, 36, 0.85), (2.5, 0.5, 36, 0.75),
        (3, 0.5, 38, 0.8),
     (3.5, 0.5, 40, 0.85)],
    [(0, 1.2, 41, 0.95), (1.5, 0.5, 41, 0.7), (2.5, 0.5, 48, 0.7), (3.0, 0.5, 45, 0.7), (3.5, 0.5, 41, 0.7)],
    [(0, 1.2, 40, 0.95), (1.5, 0.5, 40, 0.7), (2.5, 0.5, 43, 0.7), (3.0, 0.5, 40, 0.7), (3.5, 0.5, 39, 0.65)],
    [(0, 1.2, 38, 0.95), (1.5, 0.5, 38, 0.7), (2.5, 0.5, 45, 0.7), (3.0, 0.5, 41, 0.7), (3.5, 0.5, 36, 0.7)],
    [(0, 1.2, 34, 0.95), (1.5, 0.5, 34, 0.7), (2.5, 0.5, 41, 0.7), (3.0, 0.5, 38, 0.7), (3.5, 0.5, 40, 0.75)],
    [(0, 1.2, 41, 0.95), (1.5, 0.5, 41, 0.7), (2.5, 0.5, 48, 0.75), (3.0, 0.5, 50, 0.7), (3.5, 0.5, 48, 0.7)],
    [(0, 1.2, 40, 0.95), (1.5, 0.5, 40, 0.7), (2.5, 0.25, 40, 0.6), (2.75, 0.25, 43, 0.6), (3.0, 0.5, 48, 0.75), (3.5, 0.5, 45, 0.7)],
    [(0, 1.2, 43, 0.95), (1.5, 0.5, 43, 0.7), (2.5, 0.5, 41, 0.7), (3.0, 0.5, 38, 0.7), (3.5, 0.5, 34, 0.7)],
    [(0, 1.9, 33, 0.9), (2.0, 1.0, 33, 0.8), (3.0, 0.5, 45, 0.7), (3.5, 0.5, 37, 0.7)],
    [(0, 2.4, 38, 0.75), (2.5, 1.0, 45, 0.55), (3.5, 0.5, 36, 0.55)],
    [(0, 3.0, 34, 0.7), (3.0, 1.0, 36, 0.5)],
    [(0, 4.5, 38, 0.7)],
]  # fmt: skip

# Electric: swells of two or three notes, each for one bar or two, and two answers to the voice.
ELECTRIC_SWELLS: list[tuple[int, float, tuple[int, ...], float]] = [
    (2, 3.8, (65, 69), 0.5), (10, 3.8, (64, 69), 0.45), (11, 3.8, (62, 65), 0.5), (12, 3.8, (65, 69), 0.55), (13, 3.8, (65, 70), 0.65),
    (14, 3.8, (67, 72), 0.75), (15, 3.9, (69, 72), 0.8), (16, 3.9, (67, 72), 0.8), (17, 3.9, (65, 69), 0.8), (18, 2.4, (65, 70), 0.75),
    (19, 3.9, (69, 72), 0.85), (20, 3.9, (67, 72), 0.85), (21, 3.9, (65, 70), 0.85), (22, 2.0, (64, 67), 0.8), (23, 3.9, (57, 64), 0.55),
    (24, 3.9, (62, 69), 0.5), (25, 4.6, (62, 64, 69), 0.5),
]  # fmt: skip
ELECTRIC_ANSWERS = [Note(bar_beat(18, 2.5), 0.5, 74, 0.8), Note(bar_beat(18, 3.0), 0.5, 77, 0.8), Note(bar_beat(18, 3.5), 0.6, 76, 0.75),
                    Note(bar_beat(22, 2.0), 0.5, 69, 0.75), Note(bar_beat(22, 2.5), 0.5, 73, 0.8), Note(bar_beat(22, 3.0), 1.2, 76,
                        0.85)]  # fmt: skip


def chord_at(bar: int, beat: float) -> str:
    """The chord that sounds at a beat of a bar."""
    return [name for start, name in CHORDS[bar - 1] if start <= beat][-1]


def bass() -> list[Note]:
    """The bass line; it enters with the verse."""
    return [
        Note(bar_beat(3 + i, beat), length, pitch, velocity) for i, bar in enumerate(BASS_BARS) for beat, length, pitch, velocity in bar
    ]


def picked() -> list[Strum]:
    """The acoustic where it is finger-picked: single strings, the root string for the thumb; the last bar is one slow strum."""
    events = []
    for bar in [*range(1, 15), 23, 24]:
        for beat, which, velocity in PICKING:
            held = FRETTED[chord_at(bar, beat)]
            string = next(i for i, pitch in enumerate(held) if pitch is not None) if which == "r" else int(which)
            pitch = held[string]
            if pitch is not None:
                softer = 1.1 if bar in (1, 2) else 0.9 if bar in (23, 24) else 1.0
                events.append(Strum(bar_beat(bar, beat), ((string, pitch),), 0.0, velocity * softer))
    events.append(Strum(bar_beat(BARS), _strings("Dm", 0), 0.16, 0.7))
    return events


def _strings(chord: str, lowest: int) -> tuple[tuple[int, int], ...]:
    """The played strings of a chord from string `lowest` up, low to high."""
    return tuple((i, pitch) for i, pitch in enumerate(FRETTED[chord]) if pitch is not None and i >= lowest)


def strummed() -> list[Strum]:
    """The acoustic in the chorus: down-strokes over all strings, up-strokes over the high ones, ghosts that only brush."""
    events = []
    for bar in range(15, 23):
        for beat, stroke, velocity in STRUMMING:
            chord = chord_at(bar, beat)
            strings = _strings(chord, 0) if stroke == "down" else _strings(chord, 2)[::-1]
            spread = {"down": 0.028, "up": 0.02, "ghost": 0.012}[stroke]
            events.append(Strum(bar_beat(bar, beat), strings[:3] if stroke == "ghost" else strings, spread, velocity))
    return events


def keys() -> list[Note]:
    """The electric piano: whole-bar chords that thin out in the verse, and push on the off-beat in the chorus."""
    notes = []
    for bar in range(1, BARS + 1):
        pushes = {15 <= bar <= 22: [(1.5, 1.0, 0.4), (2.5, 1.4, 0.5)], 11 <= bar <= 14: [(2.0, 1.9, 0.45)]}.get(True, [])
        level = 0.54 if bar < 3 else 0.36 if bar < 7 else 0.42 if bar < 11 else 0.5 if bar < 15 else 0.62 if bar < 23 else 0.38
        changes = CHORDS[bar - 1]
        for i, (start, name) in enumerate(changes):
            end = changes[i + 1][0] if i + 1 < len(changes) else BEATS_PER_BAR
            hits = [(float(start), (1.4 if pushes and 15 <= bar <= 22 else end - start) * 0.97, level)]
            hits += [(b, n, v * level / 0.5) for b, n, v in pushes if start < b < end]
            for beat, length, velocity in hits:
                held = 5.0 if bar == BARS else length
                notes += [Note(bar_beat(bar, beat), held, pitch, velocity) for pitch in KEY_VOICINGS[name]]
    return notes + [Note(bar_beat(bar, beat), 0.9, pitch, 0.4) for bar, beat, pitch in _KEY_FILLS]


_KEY_FILLS = [(4, 2.5, 69), (4, 3.0, 72), (4, 3.5, 74), (6, 2.5, 74), (6, 3.0, 72), (6, 3.5, 67), (8, 3.0, 77), (8, 3.5, 76),
    (24, 2.0, 74), (24, 3.0, 72),
              (25, 0.0, 76)]  # fmt: skip
