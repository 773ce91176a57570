"""The only two-way link in the program: a widget shows a value of the song and asks for another one.

    bind(knob, document, read=lambda session: track(session).fader_db, edit=edits.set_fader, args=(track_id,))

What the hand reports becomes `document.do(edit, *args, value, gesture=…)`; every change of the value, whoever made it, is shown.
A widget is anything with `set_value(value)` and a signal `moved(value, gesture)`.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject
from shiboken6 import isValid

from daw.model.edits.error import EditError

Change = Callable[[Any, Any], None]


class Source(Protocol):
    """What can be bound to: a Document, or a Scope of one."""

    @property
    def session(self) -> Any: ...

    def do(self, edit: Any, /, *args: Any, gesture: object | None = None) -> Any: ...

    def subscribe(self, subscriber: Change) -> Callable[[], None]: ...


class Scope:
    """A part of the song, found anew in every session: what is bound here hears only of changes of this part.

    part : session → the part (say, a track), or None once it is gone; compared by identity, so a song with many strips wakes only one.
    """

    def __init__(self, document: Source, part: Callable[[Any], Any]) -> None:
        self._document, self._part = document, part
        self._subscribers: list[Change] = []
        self._now = part(document.session)
        self.end = document.subscribe(self._on_change)  # call it when the part's view goes away

    @property
    def session(self) -> Any:
        """The part as it is now."""
        return self._now

    def do(self, edit: Any, /, *args: Any, gesture: object | None = None) -> Any:
        """Edit the song."""
        return self._document.do(edit, *args, gesture=gesture)

    def subscribe(self, subscriber: Change) -> Callable[[], None]:
        """Call `subscriber(old, new)` with the part after each change of it; returns a function that ends it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber) if subscriber in self._subscribers else None

    def _on_change(self, _old: Any, new: Any) -> None:
        before, self._now = self._now, self._part(new)
        if self._now is None or self._now is before:
            return
        for subscriber in tuple(self._subscribers):
            subscriber(before, self._now)


class Binding:
    """One link.  It ends with its widget, or by `end()`."""

    def __init__(
        self,
        widget: Any,
        source: Source,
        read: Callable[[Any], Any],
        edit: Any,
        args: tuple[Any, ...],
        refused: Callable[[EditError], None] | None,
    ) -> None:
        self._widget, self._source, self._read, self._edit, self._args, self._refused = widget, source, read, edit, args, refused
        self._shown = read(source.session)
        widget.set_value(self._shown)
        self._unsubscribe: Callable[[], None] | None = source.subscribe(self._on_change)
        if edit is not None:
            widget.moved.connect(self.ask)
        if isinstance(widget, QObject):
            widget.destroyed.connect(self.end)

    def end(self) -> None:
        """Let go: the widget shows and asks no more."""
        if self._unsubscribe is None:
            return
        self._unsubscribe()
        self._unsubscribe = None
        if self._edit is not None and isValid(self._widget):
            self._widget.moved.disconnect(self.ask)

    def _on_change(self, _old: Any, new: Any) -> None:
        value = self._read(new)
        if value is not self._shown and value != self._shown:
            self._shown = value
            self._widget.set_value(value)

    def ask(self, value: Any, gesture: object) -> None:
        """The hand asks for a value.  If the song refuses, the widget shows the song's value again."""
        try:
            self._source.do(self._edit, *self._args, value, gesture=gesture)
        except EditError as error:
            if self._refused is None:
                raise
            self._refused(error)
        self._shown = self._read(self._source.session)
        self._widget.set_value(self._shown)


def bind(
    widget: Any,
    document: Source,
    *,
    read: Callable[[Any], Any],
    edit: Any = None,
    args: tuple[Any, ...] = (),
    refused: Callable[[EditError], None] | None = None,
) -> Binding:
    """Tie a widget to a value of the song.

    document : a Document or a Scope.  read : session (or part) → value.  edit : called as edit(*args, value); None only shows
    refused : told when the song refuses a value; without it the error is raised
    """
    return Binding(widget, document, read, edit, args, refused)
