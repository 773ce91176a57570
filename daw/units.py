"""Units: the only home of the formulas between dB, linear gain, Hz, notes, frames, seconds and beats.

Plain Python functions of floats, so that the model can use them as they are and `daw.dsp` can compile them.
"""

import math

SILENCE_DB = -150.0  # what linear 0 reads as; also the fader's "off"
TICKS_PER_BEAT = 960
CONCERT_A_HZ = 440.0
CONCERT_A_NOTE = 69  # MIDI number


def db_to_linear(gain_db: float) -> float:
    """Linear gain of a level in dB; at or below `SILENCE_DB` exactly 0."""
    if gain_db <= SILENCE_DB:
        return 0.0
    return 10.0 ** (gain_db / 20.0)


def linear_to_db(gain: float) -> float:
    """Level in dB of a linear gain's magnitude, never below `SILENCE_DB`."""
    magnitude = abs(gain)
    if magnitude <= 3.1622776601683795e-08:  # -150 dB
        return SILENCE_DB
    return 20.0 * math.log10(magnitude)


def power_to_db(power: float) -> float:
    """Level in dB of a power (mean square), never below `SILENCE_DB`."""
    if power <= 1e-15:
        return SILENCE_DB
    return 10.0 * math.log10(power)


def seconds_to_frames(seconds: float, sample_rate: float) -> int:
    """Nearest whole frame to a time in seconds."""
    return round(seconds * sample_rate)


def frames_to_seconds(frames: float, sample_rate: float) -> float:
    """Time in seconds of a number of frames."""
    return frames / sample_rate


def ms_to_frames(milliseconds: float, sample_rate: float) -> int:
    """Nearest whole number of frames to a time in milliseconds."""
    return round(milliseconds * sample_rate / 1000.0)


def frames_to_ms(frames: float, sample_rate: float) -> float:
    """Time in milliseconds of a number of frames."""
    return frames * 1000.0 / sample_rate


def beats_to_seconds(beats: float, tempo_bpm: float) -> float:
    """Time in seconds of a number of beats at one tempo."""
    return beats * 60.0 / tempo_bpm


def seconds_to_beats(seconds: float, tempo_bpm: float) -> float:
    """Number of beats in a time in seconds at one tempo."""
    return seconds * tempo_bpm / 60.0


def note_to_hz(note: float) -> float:
    """Frequency of a MIDI note number, equal temperament, A4 = 440 Hz."""
    return CONCERT_A_HZ * 2.0 ** ((note - CONCERT_A_NOTE) / 12.0)


def hz_to_note(frequency_hz: float) -> float:
    """MIDI note number (with fraction) of a frequency."""
    return CONCERT_A_NOTE + 12.0 * math.log2(frequency_hz / CONCERT_A_HZ)
