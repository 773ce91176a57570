"""A spectrum to look at: 4096 frames under a Hann window, smoothed over 1/12 octave and in time, tilted.  Knows no Qt."""

import math

import numpy as np

FRAMES = 4096
LOW_HZ, HIGH_HZ = 20.0, 20000.0
SMOOTHING = 12.0  # parts of an octave
TILT_DB = 4.5  # per octave, around TILT_HZ: music falls like that, so it is drawn level
TILT_HZ = 1000.0
FLOOR_DB = -140.0
RISE, FALL = 0.55, 0.18  # of the way to a new level, 30 times a second
MOST_POINTS = 720


def log_frequencies(points: int) -> np.ndarray:
    """Frequencies evenly spread over the audible range on a log scale, in Hz."""
    return np.asarray(LOW_HZ * (HIGH_HZ / LOW_HZ) ** np.linspace(0.0, 1.0, max(points, 2)))


class Analyser:
    """`levels_db` at `freq_hz`; a full-scale sine at TILT_HZ stands at 0 dB.  Feed it 30 times a second."""

    def __init__(self, sample_rate: float, points: int) -> None:
        self.freq_hz = log_frequencies(min(points, MOST_POINTS))
        self.levels_db = np.full(len(self.freq_hz), FLOOR_DB)
        self._window = np.hanning(FRAMES)
        self._scale = 2.0 / float(np.square(self._window).sum()) / FRAMES  # one-sided power of each bin, a sine's sum being its mean square
        width = sample_rate / FRAMES
        half = 2.0 ** (0.5 / SMOOTHING)
        # A band is never narrower than a bin: below some hundred Hz its neighbours are joined by a line instead.
        low, high = self.freq_hz / half / width, self.freq_hz * half / width
        middle, least = self.freq_hz / width, 0.75
        narrow = high - low < 2.0 * least
        last = FRAMES // 2 + 1
        self._low = np.clip(np.where(narrow, middle - least, low) + 0.5, 0.0, last)
        self._high = np.clip(np.where(narrow, middle + least, high) + 0.5, 0.0, last)
        self._tilt = TILT_DB * np.log2(self.freq_hz / TILT_HZ)

    def add(self, audio: np.ndarray) -> np.ndarray:
        """Take in the last FRAMES frames, (channels, FRAMES); the levels now."""
        power = (np.abs(np.fft.rfft(audio * self._window)) ** 2).mean(axis=0) * (2.0 * self._scale)
        summed = np.concatenate(([0.0], np.cumsum(power)))
        index = np.arange(len(summed), dtype=np.float64)
        bands = np.interp(self._high, index, summed) - np.interp(self._low, index, summed)
        now = np.maximum(10.0 * np.log10(np.maximum(bands, 1e-15)) + self._tilt, FLOOR_DB)
        way = np.where(now > self.levels_db, RISE, FALL)
        self.levels_db += way * (now - self.levels_db)
        return self.levels_db

    @property
    def is_silent(self) -> bool:
        """Whether nothing is left to see."""
        return bool(self.levels_db.max() < -110.0)

    def rest(self) -> np.ndarray:
        """No sound: fall on."""
        self.levels_db += FALL * (FLOOR_DB - self.levels_db)
        return self.levels_db


def note_words(freq_hz: float) -> str:
    """The nearest note and how far off it is: "G7 +8 cents", "A4"."""
    note = 69.0 + 12.0 * math.log2(freq_hz / 440.0)
    nearest = round(note)
    cents = round((note - nearest) * 100.0)
    name = f"{('C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B')[nearest % 12]}{nearest // 12 - 1}"
    return name if cents == 0 else f"{name} {'+' if cents > 0 else '−'}{abs(cents)} cents"
