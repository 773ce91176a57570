"""What people say about a song: comments on a moment, with answers, and tasks."""

import msgspec


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An answer to a comment."""

    text: str
    author: str = ""
    created: str = ""  # ISO 8601


class Comment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A remark on a moment, on the whole song or on one track."""

    id: str
    frame: int
    text: str
    author: str = ""
    created: str = ""  # ISO 8601
    track: str | None = None
    solved: bool = False
    replies: tuple[Reply, ...] = ()


class Task(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something to do."""

    id: str
    text: str
    done: bool = False
    owner: str = ""
    due: str = ""  # a day, as in 2026-11-30, or in words
    frame: int | None = None  # the moment it is about


def initials(author: str) -> str:
    """Two letters for a pin: of a first and a last name, or the first two of one; "?" for nobody."""
    words = [word for word in author.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]
    return letters.upper()
