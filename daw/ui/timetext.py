"""Moments of a song as text: bars, minutes and frames; and what of it may be typed."""

import re

from daw.model.session import Session


def bars_text(session: Session, frame: int) -> str:
    """Bar, beat and tick: "27 . 3 . 480"."""
    bar, beat, tick = session.tempo.frame_to_bar(frame, session.sample_rate)
    return f"{bar} . {beat} . {tick:03d}"


def time_text(frame: int, sample_rate: int) -> str:
    """Minutes, seconds and milliseconds: "1:09.457", with hours where there are some."""
    ms = round(max(0, frame) * 1000 / sample_rate)
    minutes, ms = divmod(ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    rest = f"{ms // 1000:02d}.{ms % 1000:03d}"
    return f"{hours}:{minutes:02d}:{rest}" if hours else f"{minutes}:{rest}"


def clock_text(seconds: float) -> str:
    """A length for reading: "0:42", "6 h 12 m", "2 d"."""
    whole = int(max(0.0, seconds))
    if whole >= 48 * 3600:
        return f"{whole // 86400} d"
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60} m"
    return f"{whole // 60} m" if whole >= 600 else f"{whole // 60}:{whole % 60:02d}"


def frames_text(frame: int) -> str:
    """Frames in groups of three: "3 334 000"."""
    return f"{frame:,}".replace(",", " ")


def parse_bars(session: Session, text: str) -> int:
    """The frame of a bar, beat and tick ("27", "27.3", "27 3 480"); ValueError, with a sentence, if it is none."""
    numbers = re.findall(r"\d+", text)
    if not 1 <= len(numbers) <= 3 or re.search(r"[^\d\s.,:|]", text):
        raise ValueError("Bar, beat and tick fit: 27 . 3 . 480")
    bar, beat, tick = (int(one) for one in (*numbers, *("1", "0")[len(numbers) - 1 :]))
    if bar < 1 or beat < 1:
        raise ValueError("Bars and beats are counted from 1.")
    return session.tempo.bar_to_frame(bar, beat, tick, session.sample_rate)


def parse_time(sample_rate: int, text: str) -> int:
    """The frame of a time ("1:09.457", "69.5", "1:02:03"); ValueError, with a sentence, if it is none."""
    parts = text.strip().replace(",", ".").split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if not 1 <= len(numbers) <= 3 or any(number < 0 for number in numbers):
        raise ValueError("Minutes and seconds fit: 1:09.457")
    seconds = 0.0
    for number in numbers:
        seconds = seconds * 60.0 + number
    return round(seconds * sample_rate)


def parse_frames(text: str) -> int:
    """A frame number, grouped or not; ValueError, with a sentence, if it is none."""
    plain = re.sub(r"[\s.,_]", "", text)
    if not plain.isdigit():
        raise ValueError("A number of samples fits: 3 334 000")
    return int(plain)
