"""What is said of clips while they are dragged, and to a screen reader."""

from daw.model.clip import Clip
from daw.model.session import Session
from daw.ui.arrange.clipblocks import Block
from daw.ui.timetext import bars_text


def moved_words(session: Session, start: int, by: int) -> str:
    """Where something comes to lie and how far it went: "19 . 1 . 000  +2 bars"."""
    return f"{bars_text(session, start + by)}   {distance_words(session, start, by)}"


def distance_words(session: Session, start: int, by: int) -> str:
    """A distance in bars or beats where it is whole, else in milliseconds or seconds."""
    sign = "+" if by >= 0 else "−"
    rate = session.sample_rate
    quarters = abs(session.tempo.frame_to_beat(start + by, rate) - session.tempo.frame_to_beat(start, rate))
    meter = session.tempo.meter_at(start)
    beats = quarters * meter.unit / 4.0
    for size, word in ((meter.beats, "bar"), (1, "beat")):
        count = beats / size
        if count >= 0.999 and abs(count - round(count)) < 1e-3:
            return f"{sign}{round(count)} {word}{'' if round(count) == 1 else 's'}"
    seconds = abs(by) / rate
    return f"{sign}{seconds * 1000:.0f} ms" if seconds < 1 else f"{sign}{seconds:.2f} s"


def length_words(frames: int, sample_rate: int) -> str:
    """A length: "40 ms", "1.25 s"."""
    ms = frames * 1000.0 / sample_rate
    return f"{ms:.1f} ms" if 0 < ms < 10 else f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.2f} s"


def curve_words(curve: float) -> str:
    """How a fade bends."""
    if abs(curve) < 0.05:
        return "straight"
    if abs(curve - 0.5) < 0.05:
        return "equal power"
    return "slow start" if curve < 0 else "fast start"


def clip_words(session: Session, block: Block, track_name: str) -> tuple[str, str]:
    """Name and value of a clip, for a screen reader."""
    first: Clip = block.first
    facts = [f"from {spoken_bar(session, block.start)} to {spoken_bar(session, block.end)}"]
    if first.gain_db:
        facts.append(f"gain {first.gain_db:+.1f} dB".replace("-", "−"))
    if first.fade_in.frames:
        facts.append(f"fade in {length_words(first.fade_in.frames, session.sample_rate)}")
    if block.last.fade_out.frames:
        facts.append(f"fade out {length_words(block.last.fade_out.frames, session.sample_rate)}")
    if first.muted:
        facts.append("muted")
    return f"Clip {block.name}, {track_name}", ", ".join(facts)


def spoken_bar(session: Session, frame: int) -> str:
    """A place as it is said: "bar 17", "bar 17 beat 3"."""
    bar, beat, tick = session.tempo.frame_to_bar(frame, session.sample_rate)
    words = f"bar {bar}"
    if beat != 1 or tick:
        words += f" beat {beat}"
    return f"{words} tick {tick}" if tick else words
