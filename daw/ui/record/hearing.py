"""Which input hears something, and what inputs are called."""

from collections.abc import Sequence

from daw.model.track import Track
from daw.ui.devicewords import plain_name
from daw.ui.studio import Studio

NO_INPUT = "No audio input found. Plug in an interface or microphone, then Look again."
HEARD_DB = -45.0
LASTING_S = 0.25  # a click of a plug is not a voice
TICK_S = 1.0 / 30.0


class Hearing:
    """Follows the levels of all inputs.  number : the input that was heard last, from 1; None until one is"""

    def __init__(self) -> None:
        self.number: int | None = None
        self._candidate = 0
        self._lasted_s = 0.0

    def step(self, levels_db: Sequence[float], elapsed_s: float = TICK_S) -> bool:
        """New levels; whether another input is heard now."""
        if not levels_db:
            return False
        loudest = max(range(len(levels_db)), key=levels_db.__getitem__) + 1
        if levels_db[loudest - 1] < HEARD_DB or loudest != self._candidate:
            self._candidate, self._lasted_s = (loudest if levels_db[loudest - 1] >= HEARD_DB else 0), 0.0
            return False
        self._lasted_s += elapsed_s
        if self._lasted_s < LASTING_S or loudest == self.number:
            return False
        self.number = loudest
        return True


def is_silent(studio: Studio) -> bool:
    """Whether the null device stands in for a real one."""
    return studio.engine is not None and type(studio.engine.device).__name__ == "NullDevice"


def device_words(studio: Studio) -> str:
    """The device's name without its API."""
    if studio.engine is None:
        return "Sound is being prepared"
    return "Null device" if is_silent(studio) else plain_name(studio.engine.device.name)


def device_line(studio: Studio) -> str:
    """The device with its rate and round trip: "Scarlett 2i2, 48 kHz, 5.8 ms"."""
    if studio.engine is None:
        return device_words(studio)
    if is_silent(studio):
        return "Null device: nothing is heard, nothing comes in"
    rate = f"{studio.engine.sample_rate / 1000:g} kHz"
    frames = studio.engine.round_trip_frames
    frames = studio.engine.device.latency_frames if frames is None else frames
    return f"{device_words(studio)}, {rate}, {frames * 1000 / studio.engine.sample_rate:.1f} ms"


def recording_track(studio: Studio) -> Track | None:
    """The track that would be recorded: the armed one, the one in focus, or the only one."""
    audio = [track for track in studio.session.tracks if track.kind == "audio"]
    armed = [track for track in audio if track.armed]
    chosen = [track for track in audio if track.id == studio.selection.track]
    return next(iter(armed or chosen or (audio if len(audio) == 1 else [])), None)
