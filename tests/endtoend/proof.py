"""What is proved at the end of a song that was made at the desk: the session on the disk, and the sound of its bounce."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import soundfile

from daw.model import storage
from daw.model.session import Session
from daw.model.track import Track

RATE = 48000


def read_song(folder: Path) -> Session:
    """The song as it lies on the disk; nothing had to be recovered."""
    with storage.open(folder) as document:
        assert document.notes == []
        assert not document.dirty
        return document.session


def as_told(told: Any) -> Session:
    """The session as the program told it."""
    return msgspec.convert(told, Session)


def mono(path: Path) -> np.ndarray:
    """The left channel of a file, (frames,) float64."""
    sound, rate = soundfile.read(path, always_2d=True)
    assert rate == RATE
    return np.ascontiguousarray(sound[:, 0])


def sound_of(session: Session, folder: Path, track: Track, take_id: str) -> np.ndarray:
    """A take's sound on the song's clock, (frames,); silence outside it."""
    take = next(one for one in track.takes if one.id == take_id)
    source = next(one for one in session.sources if one.id == take.source)
    recorded = mono(folder / source.path)[take.offset : take.offset + take.length]
    return np.concatenate([np.zeros(take.start), recorded])


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """The correlation of two sounds, -1 … 1."""
    return float(np.dot(a, b) / np.sqrt(np.dot(a, a) * np.dot(b, b)))


def share_heard(take: np.ndarray, sung: np.ndarray, piece: int = RATE // 8) -> float:
    """The share of a take's pieces that are found in what was sung, all after one another: a dropout spoils a piece."""
    size = 1 << int(len(sung) + piece).bit_length()
    spectrum = np.fft.rfft(sung, size)
    found, last = 0, 0
    for at in range(0, len(take) - piece, piece):
        one = take[at : at + piece]
        place = int(np.argmax(np.fft.irfft(spectrum * np.conj(np.fft.rfft(one, size)), size)[: len(sung) - piece]))
        found += place >= last and likeness(one, sung[place : place + piece]) > 0.999
        last = place
    return found / len(range(0, len(take) - piece, piece))


def band_db(sound: np.ndarray, low_hz: float, high_hz: float) -> float:
    """The power between two frequencies, in dB."""
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    hz = np.fft.rfftfreq(len(sound), 1.0 / RATE)
    return float(10.0 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum()))


def level_db(sound: np.ndarray, dry: np.ndarray) -> float:
    """How much louder a sound is than what it was made of, below 400 Hz, where the equaliser does nothing."""
    return band_db(sound, 50.0, 400.0) - band_db(dry, 50.0, 400.0)


def boost_db(sound: np.ndarray, dry: np.ndarray, hz: float) -> float:
    """How much more a sound has of a sixth of an octave round a frequency than of the deep ones."""
    near = hz * 2.0 ** (-1 / 12), hz * 2.0 ** (1 / 12)
    return band_db(sound, *near) - band_db(dry, *near) - level_db(sound, dry)
