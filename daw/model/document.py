"""The document: the one place where a song changes.  Main thread only."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from daw.model.edits.check import shown
from daw.model.edits.edit import Edit, command
from daw.model.edits.error import EditError
from daw.model.edits.words import describe
from daw.model.history import Branch, Call, History, Step, applied
from daw.model.journal import Journal, Record
from daw.model.lock import Lock
from daw.model.session import Session

Subscriber = Callable[[Session, Session], None]


@dataclass(frozen=True)
class UndoList:
    """What can be undone and redone, as a panel shows it: the first `index` of `steps` are done."""

    steps: tuple[Step, ...]
    index: int
    branches: tuple[Branch, ...]  # earlier tries
    start: int  # the number of the step before all others
    go_to: Callable[[int], None]  # by a step's `id`, a branch's `step`, or `start`

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of the steps."""
        return tuple(step.label for step in self.steps)


class Document:
    """A song that is open: its present value, its history, and who wants to know of changes.

    A gesture is one edit that is still being decided while the hand moves.  Calls of `do` with the same gesture object and the same
    target (say, one track's fader) are one undo step, and each *replaces* the one before: it is applied to the song as it was when the
    gesture began.  So a drag gives its whole distance each time, not the distance since the last call.
    """

    def __init__(self, session: Session, journal: Journal | None = None, history: History | None = None) -> None:
        """Hold a song; a journal gets a line for each change, a history from an earlier run is continued."""
        self.session = session
        self.journal = journal
        self.folder: Path | None = None
        self.read_only = False
        self.notes: list[str] = []  # what opening it had to tell, as sentences
        self.lock: Lock | None = None
        self.tree = History(session) if history is None else history  # read it through `history`
        self._saved: Session | None = None
        self._subscribers: list[Subscriber] = []
        self._news: deque[tuple[Session, Session]] = deque()
        self._telling = False

    def do(self, edit: Edit, *args: Any, gesture: object | None = None, **kwargs: Any) -> Session:
        """Do one edit, as one undo step; raises `EditError`, then nothing has changed."""
        return self._do([(edit, args, kwargs)], None, gesture)

    def do_all(self, label: str, calls: Sequence[tuple[Edit, Sequence[Any]]], gesture: object | None = None) -> Session:
        """Do several edits as one undo step with a label of its own: all of them or, if one raises `EditError`, none."""
        return self._do([(edit, args, {}) for edit, args in calls], label, gesture)

    def _do(self, calls: Sequence[tuple[Edit, Sequence[Any], dict[str, Any]]], label: str | None, gesture: object | None) -> Session:
        bound = [_bound(edit, args, kwargs) for edit, args, kwargs in calls]
        target = tuple(_target(call) for call in bound)
        old = self.session
        step = self.tree.find(gesture, target) if gesture is not None else None
        before = old if step is None else self.tree.value(step.parent)
        new = applied(before, bound)
        words = label if label is not None or not bound else describe(*bound[0], before, new)
        if step is not None:
            new = self.tree.amend(step, bound, words or "")
            self._note(Record(op="amend", id=step.id, label=step.label, calls=bound))
        elif new == old:
            return old
        else:
            step = self.tree.new_step(words or "", datetime.now().astimezone().isoformat(timespec="seconds"))
            step.calls, step.gesture, step.target, step.session = bound, gesture, target, new
            self.tree.push(step)
            self._note(Record(op="do", id=step.id, parent=step.parent, at=step.at, label=step.label, calls=bound))
        self._become(new)
        return new

    def undo(self) -> str | None:
        """Undo one step; returns its label, or None if there is nothing to undo."""
        step = self.tree.steps[self.tree.current]
        if step.id == self.tree.root:
            return None
        self.go_to(step.parent)
        return step.label

    def redo(self) -> str | None:
        """Do again what was undone last; returns its label, or None."""
        after = self.tree.steps[self.tree.current].redo
        if after is None:
            return None
        self.go_to(after)
        return self.tree.steps[after].label

    def go_to(self, step: int) -> None:
        """Bring the song back to how it was after a step, on this line or on an earlier try."""
        if step not in self.tree.steps:
            raise EditError("That step is not kept any more.")
        if step == self.tree.current:
            return
        new = self._value(step)
        self.tree.go(step)
        self._note(Record(op="go", to=step))
        self._become(new)

    def _value(self, step: int) -> Session:
        """The song after a step; one from an earlier run is only trusted if its edits still lead to the present song."""
        known = self.tree.steps[step].session
        if known is not None:
            return known
        try:
            new = self.tree.value(step)
            current = self.tree.steps[self.tree.current]
            if current.parent == step and applied(new, current.calls) != self.session:
                raise EditError("it was done by another version of the program.")
        except EditError as problem:
            raise EditError(f"That step can't be reached any more: {problem}") from None
        return new

    @property
    def undo_label(self) -> str | None:
        """What undo would undo."""
        current = self.tree.current
        return None if current == self.tree.root else self.tree.steps[current].label

    @property
    def redo_label(self) -> str | None:
        """What redo would do."""
        after = self.tree.steps[self.tree.current].redo
        return None if after is None else self.tree.steps[after].label

    @property
    def history(self) -> UndoList:
        """The steps done and undone, and the earlier tries."""
        line, done = self.tree.line(), len(self.tree.path(self.tree.current))
        return UndoList(tuple(line), done, self.tree.branches(), self.tree.root, self.go_to)

    @property
    def dirty(self) -> bool:
        """Whether the song differs from what is on disk."""
        return self._saved is not self.session and self._saved != self.session

    def mark_saved(self, session: Session | None) -> None:
        """Remember what is on disk; None: nothing is."""
        self._saved = session

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber(old, new)` after each change; returns a function that ends it."""
        self._subscribers.append(subscriber)

        def unsubscribe() -> None:
            if subscriber in self._subscribers:
                self._subscribers.remove(subscriber)

        return unsubscribe

    def close(self) -> None:
        """Let the song go: others may open it."""
        if self.journal is not None:
            self.journal.close()
        if self.lock is not None:
            self.lock.release()
        self.journal = self.lock = None

    def __enter__(self) -> "Document":
        """A document closes at the end of a `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _note(self, record: Record) -> None:
        if self.journal is not None:
            self.journal.append(record)

    def _become(self, new: Session) -> None:
        """Take a new value and tell everyone, in order, also if they change the song again or fail; failures are raised at the end."""
        old, self.session = self.session, new
        if new is not old:
            self._news.append((old, new))
        if self._telling:
            return
        self._telling = True
        failed: list[Exception] = []
        while self._news:
            news = self._news.popleft()
            for subscriber in tuple(self._subscribers):
                try:
                    subscriber(*news)
                except Exception as problem:  # told to all first, raised below
                    failed.append(problem)
        self._telling = False
        if len(failed) == 1:
            raise failed[0]
        if failed:
            raise ExceptionGroup("The song has changed, but some who follow it failed.", failed)


def _bound(edit: Edit, args: Sequence[Any], kwargs: dict[str, Any]) -> Call:
    done = command(edit)
    return done.name, [_plain(one) for one in done.bind(args, kwargs)]


def _plain(value: Any) -> Any:
    """A value as JSON has it: what the journal will give back."""
    try:
        return msgspec.to_builtins(value, str_keys=True, enc_hook=_number)
    except (TypeError, RecursionError, ValueError):
        raise EditError(f"{shown(value)} can't be part of a song.") from None


def _number(value: Any) -> Any:
    """A numpy number as a plain one."""
    if callable(getattr(value, "item", None)) and getattr(value, "ndim", 1) == 0:
        return value.item()
    raise TypeError


def _target(call: Call) -> str:
    name, args = call
    return f"{name} {args[: command(name).target]!r}"
