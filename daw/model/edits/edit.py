"""What makes a function an edit: its public name, its words for the undo list, and which arguments say what it touches."""

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from daw.model.edits.error import EditError
from daw.model.session import Session
from daw.model.track import Track

Edit = Callable[..., Session]
E = TypeVar("E", bound=Edit)


@dataclass(frozen=True)
class Command:
    """An edit as the journal and scripts know it."""

    name: str
    function: Edit
    label: str  # words for the undo list, see daw.model.edits.words
    target: int  # how many of the first arguments name what is touched; edits of one gesture merge if these agree
    parameters: tuple[inspect.Parameter, ...]

    def bind(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Any]:
        """The arguments in order, without trailing ones left at their defaults."""
        names = [p.name for p in self.parameters]
        if len(args) > len(names):
            raise EditError(f"{self.usage} takes {len(names)} arguments; {len(args)} were given.")
        given = dict(zip(names, args, strict=False))
        for key, value in kwargs.items():
            if key not in names or key in given:
                raise EditError(f"{self.usage} has no room for an argument {key!r}.")
            given[key] = value
        bound = []
        for parameter in self.parameters:
            if parameter.name not in given and parameter.default is parameter.empty:
                raise EditError(f"{self.usage} needs {parameter.name!r}.")
            bound.append(given.get(parameter.name, parameter.default))
        while bound and len(bound) > self.target and _is_default(bound[-1], self.parameters[len(bound) - 1]):
            bound.pop()
        return bound

    @property
    def usage(self) -> str:
        """The edit's name with its arguments."""
        return f"{self.name}({', '.join(p.name for p in self.parameters)})"


def _is_default(value: Any, parameter: inspect.Parameter) -> bool:
    return parameter.default is not parameter.empty and type(value) is type(parameter.default) and value == parameter.default


commands: dict[str, Command] = {}
by_name: dict[str, Edit] = {}


def edit(label: str, *, target: int = 1) -> Callable[[E], E]:
    """Register a function `(session, *json_able_args) -> Session` as an edit; what a frozen track plays is safe from it."""

    def register(function: E) -> E:
        @functools.wraps(function)
        def kept(session: Session, *args: Any, **kwargs: Any) -> Session:
            new = function(session, *args, **kwargs)
            return new if new.tracks is session.tracks else sparing_frozen(session, new)

        parameters = tuple(inspect.signature(function).parameters.values())[1:]
        done = cast(E, kept)
        commands[function.__name__] = Command(function.__name__, done, label, target, parameters)
        by_name[function.__name__] = done
        return done

    return register


def sparing_frozen(before: Session, after: Session) -> Session:
    """The song after an edit, if no track that is frozen before and after was changed in what its file stands for."""
    frozen = {one.id: one for one in before.tracks if one.frozen is not None}
    for new in after.tracks if frozen else ():
        old = frozen.get(new.id)
        if old is not None and new is not old and new.frozen is not None and _sound_of(new) != _sound_of(old):
            raise EditError(f"“{old.name}” is frozen. Unfreeze it to change its clips and effects, or to record on it.")
    return after


def _sound_of(track: Track) -> tuple[Any, ...]:
    owned = {slot.id for slot in track.slots}
    inside = tuple(one for one in track.automation if one.target.partition("/")[0] in owned)
    return track.frozen, track.clips, track.slots, track.versions, track.version, track.armed, inside


def command(what: Edit | str) -> Command:
    """The command of an edit or of its name."""
    key = what if isinstance(what, str) else getattr(what, "__name__", "")
    found = commands.get(key) if isinstance(key, str) else None
    if found is None or (not isinstance(what, str) and found.function is not what):
        raise EditError(f"There is no edit called {key!r}.")
    return found
