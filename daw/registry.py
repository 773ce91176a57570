"""Finds effect files and names their effects: shipped, the user's own, and those on $DAW_PLUGIN_PATH.

A broken file is reported in `problems()`, never fatal.  An effect file is code its user trusts; a song's folder is never searched.
Finding compiles nothing; `prepare` does, and belongs in a worker.
"""

import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import platformdirs

from daw.plugin import Effect, EffectError


class Problem(NamedTuple):
    """An effect file that cannot be used, and why, in a sentence for the user."""

    path: Path
    message: str


class UnknownEffectError(KeyError):
    """No effect of that id was found."""

    def __str__(self) -> str:
        return f"There is no effect called {self.args[0]!r}. Its file may be missing from the plugin folders; `daw doctor` lists them."


class _Found(NamedTuple):
    effects: dict[str, Effect]
    problems: list[Problem]


_lock = threading.RLock()
_found: _Found | None = None


def folders() -> list[Path]:
    """Where effect files are looked for, in order: shipped, the user's, $DAW_PLUGIN_PATH."""
    package = Path(__file__).parent
    shipped = package / "_plugins" if (package / "_plugins").is_dir() else package.parent / "plugins"
    more = [Path(folder) for folder in os.environ.get("DAW_PLUGIN_PATH", "").split(os.pathsep) if folder]
    return [shipped, Path(platformdirs.user_data_dir("daw")) / "plugins", *more]


def effects() -> dict[str, Effect]:
    """All effects by id, in the order they were found."""
    return dict(_scanned().effects)


def find(id: str) -> Effect:
    """The effect of that id; UnknownEffectError (a KeyError) if there is none."""
    try:
        return _scanned().effects[id]
    except KeyError:
        raise UnknownEffectError(id) from None


def problems() -> list[Problem]:
    """The effect files that were skipped, and why."""
    return list(_scanned().problems)


def refresh() -> None:
    """Look into the folders again at the next call."""
    global _found  # noqa: PLW0603  the one scan of this process
    with _lock:
        _found = None


def prepare(progress: Callable[[str, int, int], None] | None = None) -> None:
    """Compile, or load from the cache, every effect; call from a worker.  A kernel that does not compile becomes a problem.

    progress : called before each effect with (name, number of this one from 0, how many)
    """
    found = _scanned()
    for number, effect in enumerate(list(found.effects.values())):
        if progress is not None:
            progress(effect.name, number, len(found.effects))
        try:
            effect.compile()
        except EffectError as error:
            found.problems.append(Problem(Path(effect.function.__code__.co_filename), str(error)))
            found.effects.pop(effect.id)


def load_file(path: Path | str) -> Effect:
    """The effect in a file, loaded as module `daw_plugins.<stem>`; EffectError with a sentence if there is not exactly one."""
    path = Path(path).absolute()
    name = f"daw_plugins.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if path.suffix != ".py" or not path.is_file() or spec is None or spec.loader is None:
        raise EffectError(f"{path} is not a Python file that exists.")
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
        found = [thing for thing in vars(module).values() if isinstance(thing, Effect) and thing.function.__module__ == name]
        if len(found) != 1:
            raise EffectError(f"{path.name} holds {len(found) or 'no'} effects; an effect file holds exactly one.")
    except BaseException as error:
        sys.modules.pop(name)
        if before is not None:
            sys.modules[name] = before
        if isinstance(error, EffectError):
            raise EffectError(f"{path.name}: {error}") from error
        if isinstance(error, Exception | SystemExit):
            raise EffectError(f"{path.name} cannot be loaded: {_cause(error)}") from error
        raise
    return found[0]


def _cause(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"line {error.lineno} is not Python ({error.msg})."
    return f"{type(error).__name__}: {error}"


def _scanned() -> _Found:
    global _found  # noqa: PLW0603  the one scan of this process
    with _lock:
        if _found is None:
            _found = _scan(folders())
        return _found


def _scan(places: list[Path]) -> _Found:
    found = _Found({}, [])
    stems: dict[str, Path] = {}
    for folder in places:
        for path in sorted(folder.glob("[!_]*.py")):
            if path.stem in stems:
                if not path.samefile(stems[path.stem]):
                    found.problems.append(Problem(path, f"It is skipped, as {stems[path.stem]} has the same name. Rename it to use both."))
                continue
            stems[path.stem] = path
            try:
                effect = load_file(path)
                if effect.id in found.effects:
                    raise EffectError(f"{path.name} was skipped, because another file already holds an effect with the id {effect.id!r}.")
                found.effects[effect.id] = effect
            except EffectError as error:
                found.problems.append(Problem(path, str(error)))
    return found
