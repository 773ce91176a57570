"""The command `daw`.  Each command imports what it needs when it runs, so that all of them start quickly."""

import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn

import typer

from daw.cli import machine, song, sound
from daw.cli.output import CommandError, guarded

app = typer.Typer(
    add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)  # fmt: skip

COMMANDS: dict[str, Callable[..., Any]] = {
    "new": song.new, "import": song.import_files, "record": sound.record, "play": sound.play, "add": song.add, "set": song.set_value,
    "send": song.send, "bus": song.bus, "show": song.show, "bounce": sound.bounce, "measure": sound.measure, "devices": machine.devices,
    "doctor": machine.doctor, "calibrate": machine.calibrate, "check": machine.check, "bench": machine.bench, "demo": machine.demo,
}  # fmt: skip
WITH_NEGATIVE_NUMBERS = ("set", "send")

for name, function in COMMANDS.items():
    settings = {"ignore_unknown_options": True} if name in WITH_NEGATIVE_NUMBERS else None
    app.command(name, context_settings=settings)(function)


@app.callback(invoke_without_command=True)
def window(context: typer.Context) -> int:
    """A digital audio workstation: record takes, mix them, master them, bounce a stereo file.

    Without a command the window opens.
    """
    return _open_window(None) if context.invoked_subcommand is None else 0


@app.command("open")
def open_folder(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The song's folder.")]) -> int:
    """Open a song in the window."""
    return _open_window(folder)


def _open_window(folder: Path | None) -> int:
    from daw.needs import window_problem

    if problem := window_problem():
        raise CommandError(problem)
    try:
        from daw.ui.app import run as run_window
    except ImportError as error:
        raise CommandError(f"The window can't open: {error}.  `daw doctor` says what is missing; the commands work.") from None
    return run_window(folder)


def run(words: Sequence[str]) -> int:
    """Carry out a command line; returns the exit code."""
    command = typer.main.get_command(app)
    return guarded(lambda: command.main(list(words), prog_name="daw", standalone_mode=False))


def main() -> NoReturn:
    """The program's entry."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _terminated)
    sys.exit(run(sys.argv[1:]))


def _terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    """End like after Ctrl-C, taking back what is half done."""
    raise KeyboardInterrupt
