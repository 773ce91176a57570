"""The sounds a voice makes: where the formants of vowels lie, and how consonants begin and end them.

Formant frequencies after Peterson and Barney 1952 (men); the fourth and fifth where a tenor's throat has them.
"""

from typing import NamedTuple

WIDTHS_HZ = (75.0, 95.0, 130.0, 180.0, 260.0)

# F1 … F5 in Hz.
VOWELS: dict[str, tuple[float, ...]] = {
    "a": (690, 1130, 2550, 3330, 4280), "ae": (640, 1650, 2500, 3330, 4280), "e": (540, 1780, 2550, 3380, 4330),
    "i": (340, 2020, 2650, 3430, 4330), "ih": (420, 1880, 2560, 3380, 4330), "o": (560, 880, 2500, 3230, 4180),
    "u": (350, 830, 2350, 3180, 4130), "uh": (610, 1200, 2500, 3280, 4230), "er": (490, 1330, 1750, 3080, 4180),
}  # fmt: skip
# A diphthong glides from one vowel to the next near its end.
GLIDES = {"ai": ("a", "ih"), "ou": ("o", "u")}


class Consonant(NamedTuple):
    """One stretch of a consonant: how long, how much voice, breath and hiss, where the hiss lies, the formants (None: its neighbours')."""

    length_s: float
    voice: float = 0.0
    breath: float = 0.0
    hiss: float = 0.0
    hiss_hz: float = 6000.0
    formants: tuple[float, ...] | None = None


_NASAL = (260, 1150, 2300, 3280, 4280)
CONSONANTS: dict[str, tuple[Consonant, ...]] = {
    "s": (Consonant(0.105, hiss=0.41, hiss_hz=6900),),
    "t": (Consonant(0.045), Consonant(0.018, breath=0.02, hiss=0.52, hiss_hz=4800), Consonant(0.02, breath=0.05, hiss=0.09, hiss_hz=5200)),
    "k": (Consonant(0.045), Consonant(0.02, breath=0.05, hiss=0.45, hiss_hz=2200), Consonant(0.025, breath=0.08)),
    "p": (Consonant(0.05), Consonant(0.012, breath=0.09, hiss=0.22, hiss_hz=1400)),
    "b": (Consonant(0.035, voice=0.12, formants=(250, 900, 2200, 3280, 4280)), Consonant(0.008, voice=0.2, hiss=0.11, hiss_hz=1200)),
    "d": (Consonant(0.035, voice=0.12, formants=(260, 1650, 2600, 3330, 4280)), Consonant(0.010, voice=0.2, hiss=0.22, hiss_hz=4200)),
    "h": (Consonant(0.075, breath=0.11),),
    "v": (Consonant(0.05, voice=0.3, hiss=0.045, hiss_hz=5000, formants=(300, 1050, 2300, 3280, 4280)),),
    "th": (Consonant(0.07, hiss=0.09, hiss_hz=5600),),
    "dh": (Consonant(0.045, voice=0.35, hiss=0.038, hiss_hz=5000, formants=(300, 1400, 2500, 3330, 4280)),),
    "m": (Consonant(0.075, voice=0.42, formants=(250, 1000, 2200, 3280, 4280)),),
    "n": (Consonant(0.065, voice=0.42, formants=(260, 1500, 2450, 3330, 4280)),),
    "ng": (Consonant(0.07, voice=0.4, formants=_NASAL),),
    "l": (Consonant(0.07, voice=0.55, formants=(350, 1080, 2650, 3380, 4330)),),
    "r": (Consonant(0.07, voice=0.55, formants=(380, 1150, 1650, 3080, 4180)),),
    "w": (Consonant(0.065, voice=0.5, formants=(320, 680, 2250, 3230, 4180)),),
    "y": (Consonant(0.055, voice=0.6, formants=(300, 2150, 2800, 3530, 4430)),),
}


class Syllable(NamedTuple):
    """A syllable taken apart: consonants before the vowel, the vowel's formants from start to end, consonants after it."""

    before: tuple[Consonant, ...]
    vowel: tuple[tuple[float, ...], ...]  # one target, or two for a glide; empty: the vowel before goes on
    after: tuple[Consonant, ...]


def syllable(sounds: str) -> Syllable:
    """Take "s l ou" apart.  KeyError when a sound is unknown."""
    names = sounds.split()
    middle = next(i for i, name in enumerate(names) if name == "-" or name in VOWELS or name in GLIDES)
    vowel = () if names[middle] == "-" else tuple(VOWELS[v] for v in GLIDES.get(names[middle], (names[middle],)))
    before = tuple(part for name in names[:middle] for part in CONSONANTS[name])
    after = tuple(part for name in names[middle + 1 :] for part in CONSONANTS[name])
    return Syllable(before, vowel, after)
