"""Listening to a file before it is in the song: it sounds beside the song, which is neither stopped nor moved."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from daw.audio.error import AudioFileError

if TYPE_CHECKING:
    from daw.ui.studio import Studio

LONGEST_S = 60.0  # of a file that is listened to
FADE_S = 0.01


class Preview(QObject):
    """`path` is the file that sounds, or None.  `changed` : it is another.  While the song plays, a file begins on its next beat."""

    changed = Signal()
    _read = Signal(object, object, str)

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self.path: Path | None = None
        self._thread: threading.Thread | None = None
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self.stop)
        self._read.connect(self._on_read)

    def toggle(self, path: Path) -> None:
        """Listen to a file, or stop listening to it."""
        if self.path == path:
            self.stop()
        else:
            self.play(path)

    def play(self, path: Path) -> None:
        """Listen to a file in the place of another."""
        self.stop()
        studio = self._studio
        if studio.engine is None or studio.recording:
            studio.say("Files can be heard when the recording is over." if studio.recording else "The sound is still being prepared.")
            return
        self.path = path
        self.changed.emit()
        self._thread = threading.Thread(target=self._work, args=(path, studio.sample_rate), name="daw-preview", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Be silent."""
        self._end.stop()
        if self.path is None:
            return
        self.path = None
        if self._studio.engine is not None:
            self._studio.engine.stop_probe()
        self.changed.emit()

    def _work(self, path: Path, sample_rate: int) -> None:
        try:
            sound = beginning(path, sample_rate)
        except (AudioFileError, OSError) as problem:
            self._read.emit(path, None, str(problem))
        else:
            self._read.emit(path, sound, "")

    def _on_read(self, path: Path, sound: np.ndarray | None, trouble: str) -> None:
        engine = self._studio.engine
        if path != self.path:
            return
        if sound is None or engine is None or sound.shape[1] == 0:
            self.stop()
            self._studio.say(f"{path.name} can’t be heard. {trouble}".strip())
            return
        wait = self._to_next_beat()
        engine.play_probe(sound, wait)
        self._end.start(round((sound.shape[1] + wait) * 1000 / self._studio.sample_rate) + 200)

    def _to_next_beat(self) -> int:
        """Frames until the next beat of the song that plays; 0 if it rests."""
        studio, engine = self._studio, self._studio.engine
        if engine is None or not engine.rolling:
            return 0
        tempo, rate = studio.session.tempo, studio.sample_rate
        soonest = engine.position + 4 * engine.device.block_frames
        beat = tempo.nearest_line(soonest, rate, 1.0)
        if beat < soonest:
            beat = tempo.beat_to_frame(tempo.frame_to_beat(beat, rate) + 1.0, rate)
        return max(0, beat - soonest)


def beginning(path: Path, sample_rate: int, seconds: float = LONGEST_S) -> np.ndarray:
    """The first seconds of a file at a rate, float32 (1 or 2, frames), faded out where it is cut; raises AudioFileError, OSError."""
    from daw.audio import reading
    from daw.audio.resample import Resampler

    info = reading.probe(path, accept_damaged=True)
    resampler = Resampler(info.channels, info.sample_rate, sample_rate)
    wanted, parts, count = round(seconds * sample_rate), [], 0
    for block in reading.blocks(path, 65536, accept_damaged=True):
        parts.append(resampler.push(block))
        count += parts[-1].shape[1]
        if count >= wanted:
            break
    parts.append(resampler.finish())
    sound = np.ascontiguousarray(np.concatenate(parts, axis=1)[:2, :wanted], np.float32)
    if sound.shape[1] == wanted:
        fade = min(round(FADE_S * sample_rate), wanted)
        sound[:, wanted - fade :] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
    return sound
