"""Undo and redo: a tree of steps, so that an earlier try is never lost.

A step keeps the edits that made it; the song after it is computed from them when it is first needed, and then kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from daw.model.edits.edit import command
from daw.model.session import Session

LIMIT = 500  # steps kept
REACH = 8  # steps back in which a gesture that goes on is looked for
Call = tuple[str, list[Any]]  # an edit's name and its arguments


def applied(session: Session, calls: Sequence[Call]) -> Session:
    """The song after some edits; raises `EditError`, then nothing has happened."""
    for name, args in calls:
        done = command(name)
        session = done.function(session, *done.bind(args, {}))
    return session


@dataclass
class Step:
    """One thing done, as the undo list shows it."""

    id: int
    parent: int
    label: str
    at: str  # local time, ISO 8601; for showing only
    calls: list[Call] = field(default_factory=list)
    gesture: object | None = None
    target: tuple[str, ...] = ()  # what it touched: steps of one gesture merge only if these agree
    session: Session | None = None  # the song after it, once computed
    redo: int | None = None  # the step that redo goes to


class Branch(NamedTuple):
    """Steps that were undone before something else was done."""

    name: str  # "Earlier try 14:02"
    step: int  # its last step, for `go_to`
    labels: tuple[str, ...]


class History:
    """The steps from the oldest kept to the present and beyond, with the branches beside them."""

    def __init__(self, session: Session, first: int = 0) -> None:
        """Begin with a song; `first` is the number of its step."""
        self.root = first
        self.current = first
        self.steps: dict[int, Step] = {first: Step(first, -1, "", "", session=session)}
        self._next = first + 1

    def value(self, step_id: int) -> Session:
        """The song after a step."""
        missing: list[Step] = []
        step = self.steps[step_id]
        while step.session is None:
            missing.append(step)
            step = self.steps[step.parent]
        session = step.session
        for later in reversed(missing):
            session = later.session = applied(session, later.calls)
        return session

    def path(self, step_id: int, most: int | None = None) -> list[Step]:
        """The steps from the root (not counted) to a step, or only the last of them."""
        steps: list[Step] = []
        while step_id != self.root and (most is None or len(steps) < most):
            steps.append(self.steps[step_id])
            step_id = steps[-1].parent
        return steps[::-1]

    def push(self, step: Step) -> None:
        """Put a step after the current one; whatever was undone before becomes a branch."""
        self.steps[step.id] = step
        self._next = max(self._next, step.id + 1)
        self.go(step.id)
        for old in self.path(step.id, REACH + 1)[:-REACH]:
            old.gesture = None  # it may keep a widget alive
        while len(self.steps) > LIMIT + 1 and self._forget_oldest():
            pass

    def new_step(self, label: str, at: str) -> Step:
        """A step that would follow the current one."""
        return Step(self._next, self.current, label, at)

    def go(self, step_id: int) -> None:
        """Make a step the current one, and redo lead along the way to it."""
        child = self.steps[step_id]
        while child.id != self.root:
            self.steps[child.parent].redo = child.id
            child = self.steps[child.parent]
        self.current = step_id

    def line(self) -> list[Step]:
        """The steps from the root (not counted) to the current one, and those that redo would bring."""
        steps = self.path(self.current)
        after = self.steps[self.current].redo
        while after is not None:
            steps.append(self.steps[after])
            after = self.steps[after].redo
        return steps

    def branches(self) -> tuple[Branch, ...]:
        """What was undone and then left for something else, latest first."""
        on_line = {step.id for step in self.line()} | {self.root}
        parents = {step.parent for step in self.steps.values()}
        found = []
        for tip in sorted((step for step in self.steps.values() if step.id not in parents | on_line), key=lambda step: -step.id):
            own = [step for step in self.path(tip.id) if step.id not in on_line]
            found.append(Branch(f"Earlier try {tip.at[11:16]}", tip.id, tuple(step.label for step in own)))
        return tuple(found)

    def find(self, gesture: object, target: tuple[str, ...]) -> Step | None:
        """The done step a gesture has made for a target, if it was not long ago."""
        for step in reversed(self.path(self.current, REACH)):
            if step.gesture is gesture and step.target == target:
                return step
        return None

    def amend(self, step: Step, calls: list[Call], label: str) -> Session:
        """Let a done step be other edits, and do the steps after it again; returns the present song.  May raise `EditError`."""
        following = self.path(self.current)
        following = following[following.index(step) + 1 :]
        values = [applied(self.value(step.parent), calls)]
        for later in following:
            values.append(applied(values[-1], later.calls))
        self.change(step.id, calls, label)
        for one, value in zip((step, *following), values, strict=True):
            one.session = value
        return values[-1]

    def change(self, step_id: int, calls: list[Call], label: str) -> None:
        """Let a step be other edits, without computing anything: the songs after it are forgotten."""
        step = self.steps[step_id]
        step.calls, step.label = calls, label
        stale = {step_id}
        for later in sorted(self.steps.values(), key=lambda one: one.id):  # a step's number is higher than its parent's
            if later.parent in stale or later.id in stale:
                stale.add(later.id)
                later.session = None

    def _forget_oldest(self) -> bool:
        """Drop the oldest step, with branches that begin before it."""
        if self.current == self.root:
            return False
        heir = self.path(self.current)[0]
        heir.session = self.value(heir.id)
        children: dict[int, list[int]] = {}
        for step in self.steps.values():
            children.setdefault(step.parent, []).append(step.id)
        gone = [child for child in children.get(self.root, ()) if child != heir.id]
        while gone:
            step_id = gone.pop()
            gone.extend(children.get(step_id, ()))
            del self.steps[step_id]
        del self.steps[self.root]
        self.root, heir.parent, heir.gesture, heir.calls = heir.id, -1, None, []
        return True
