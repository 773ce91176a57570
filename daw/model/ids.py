"""Ids: short, unique in a song, and made from its own counter, so that replaying edits makes the same ones.

The letter says what the id names: t track, c clip, a source, k take, x slot, n send, e envelope, v version, g group, m marker, p section,
o comment, j task.
"""

import msgspec

from daw.model.session import Session

MASTER = "master"


def upcoming(session: Session, letter: str, after: int = 0) -> str:
    """The id the next edit that makes one such record will use (`after`: how many other records are made before it)."""
    return f"{letter}{session.next_id + after}"


class Maker:
    """Hands out ids during one edit; `counted` puts the counter back into the session."""

    def __init__(self, session: Session) -> None:
        """Start at the session's counter."""
        self._next = session.next_id

    def make(self, letter: str) -> str:
        """A new id."""
        made = f"{letter}{self._next}"
        self._next += 1
        return made

    def counted(self, session: Session) -> Session:
        """The session with its counter past every id made here."""
        return msgspec.structs.replace(session, next_id=self._next)
