"""Whether a sound device was plugged in or out, as far as the system tells for nothing."""

from pathlib import Path

CARDS = Path("/proc/asound/cards")  # Linux; elsewhere there is "Look again"


def plugged() -> str:
    """A text that is another one once a device has come or gone; always the same where the system does not tell."""
    try:
        return CARDS.read_text("utf-8", "replace")
    except OSError:
        return ""
