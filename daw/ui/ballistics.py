"""How meters move: peaks jump up and fall slowly, the highest is held for a while, words do not flicker."""

from daw.units import SILENCE_DB

FALL_DB_PER_S = 20.0
HOLD_S = 2.0
STEADY_S = 1.0
SILENT_DB, QUIET_DB, HOT_DB = -60.0, -18.0, -6.0  # below: silent, too quiet; above: too hot


class Falling:
    """One channel: `peak_db` follows up at once and falls 20 dB/s; `hold_db` stays 2 s at the highest, then falls."""

    def __init__(self) -> None:
        self.peak_db = self.hold_db = SILENCE_DB
        self._held_s = 0.0

    def step(self, level_db: float, elapsed_s: float) -> None:
        """A new peak level after some time."""
        fall = FALL_DB_PER_S * elapsed_s
        self.peak_db = max(level_db, self.peak_db - fall, SILENCE_DB)
        self._held_s += elapsed_s
        if level_db >= self.hold_db:
            self.hold_db, self._held_s = level_db, 0.0
        elif self._held_s > HOLD_S:
            self.hold_db = max(self.hold_db - fall, self.peak_db)


def level_word(peak_db: float) -> str:
    """What a recording level is called: "Silent", "Too quiet", "Good", "Too hot"."""
    if peak_db < SILENT_DB:
        return "Silent"
    if peak_db < QUIET_DB:
        return "Too quiet"
    return "Good" if peak_db <= HOT_DB else "Too hot"


class SteadyWord:
    """A level's word that changes only when the new one has lasted a second; "Too hot" comes at once."""

    def __init__(self) -> None:
        self.word = "Silent"
        self._next = "Silent"
        self._lasted_s = 0.0

    def step(self, peak_db: float, elapsed_s: float) -> str:
        """The word after a new held peak and some time."""
        heard = level_word(peak_db)
        self._lasted_s = self._lasted_s + elapsed_s if heard == self._next else 0.0
        self._next = heard
        if heard == "Too hot" or self._lasted_s >= STEADY_S or self.word == "Silent":
            self.word = heard
        return self.word
