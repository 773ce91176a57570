"""The wall clock, for what is written beside a recording and never for measuring time: it may jump."""

from datetime import datetime


def now() -> datetime:
    """This moment, local time with its offset."""
    return datetime.now().astimezone()


def now_text() -> str:
    """This moment as ISO 8601 to the second."""
    return now().isoformat(timespec="seconds")
