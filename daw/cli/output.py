"""How the commands speak: a result on stdout as one JSON document or as lines; progress, notes and errors on stderr."""

import errno
import gc
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import typer

UsageError, ClickError = typer.BadParameter.__mro__[1:3]
INTERRUPTED = 130
Progress = Callable[[float], None]


class CommandError(ValueError):
    """What was asked for on the command line can't be done; a sentence for the user."""


def emit(result: Any, lines: Iterable[str] | str, *, as_json: bool) -> None:
    """Print a result: as one JSON document, or as lines for people."""
    for line in [json.dumps(plain(result), indent=2, allow_nan=False)] if as_json else [lines] if isinstance(lines, str) else lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def plain(value: Any) -> Any:
    """A value as JSON has it: every field of a record, also those at their defaults; what is no number is null."""
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__ if getattr(value, name) is not msgspec.UNSET}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(getattr(value, name)) for name in value._fields}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value) if isinstance(value, Path) else value


def note(sentences: Iterable[str]) -> None:
    """Tell something beside the result."""
    for sentence in sentences:
        sys.stderr.write(f"{sentence}\n")


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show how far long work is and how long it will still take, where somebody watches; gives the function to tell it the fraction."""
    if not sys.stderr.isatty():
        yield lambda _fraction: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda fraction: bar.update(task, completed=fraction)


def guarded(action: Callable[[], Any]) -> int:
    """Do something and return the program's exit code; what a user can cause becomes one sentence on stderr and 2."""
    try:
        code = action()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more; be quiet at exit too
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        note([f"daw: {said}"])
        return 2
    gc.collect()  # the last to hold a half-written file may be a generator, which takes it back when it goes
    return code if isinstance(code, int) else 0


def sentence(error: BaseException) -> str | None:
    """What an error says to the user; None for one that only a mistake in the program can cause."""
    if isinstance(error, ClickError):
        context, said = getattr(error, "ctx", None), error.format_message()  # type: ignore[attr-defined]
        hint = f"  `{context.command_path} --help` tells more." if context is not None else ""
        return f"{' '.join(said.split()).replace('Value error, ', '')}{hint}"
    if type(error).__module__.startswith("daw."):  # every exception of ours is a sentence
        return str(error)
    if isinstance(error, OSError):
        place = "" if error.filename is None else f" (“{os.fsdecode(error.filename)}”)"
        return f"The system refuses: {_reason(error)}{place}."
    if isinstance(error, MemoryError):
        return "There is not enough memory for this."
    return None


def _reason(error: OSError) -> str:
    from daw.model.songerror import why

    return "there is no such file or folder" if error.errno == errno.ENOENT else why(error)


def table(rows: Iterable[tuple[str, ...]], gap: str = "  ") -> list[str]:
    """Rows as lines with straight columns; the first row is the heading."""
    listed = [tuple(row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*listed, strict=True)]
    return [gap.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in listed]


def counted(number: int, what: str) -> str:
    """A number of things in words: "1 track", "3 tracks"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def clock(seconds: float) -> str:
    """A length of time as minutes and seconds: "1:06.5"."""
    minutes, rest = divmod(round(seconds, 1), 60.0)
    return f"{int(minutes)}:{rest:04.1f}"


def decibels(value: float | None, unit: str) -> str:
    """A measured level for people; what was silent says so."""
    return "silent" if value is None else f"{value:.1f} {unit}".replace("-", "−")
