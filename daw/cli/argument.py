"""The arguments and options that several commands share, and what their texts mean."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from daw.cli import output
from daw.cli.output import CommandError

if TYPE_CHECKING:
    from daw.model.document import Document

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The song's folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout and nothing else.")]
Device = Annotated[str | None, typer.Option(metavar="NAME", help="An audio device of `daw devices`; `null` needs no hardware.")]
Block = Annotated[int | None, typer.Option(metavar="FRAMES", min=16, max=8192, help="Frames per block of the device.")]

LONGEST_S = 1e7


@contextmanager
def changed(folder: Path) -> "Iterator[Document]":
    """The song in a folder, to be changed; it is saved at the end unless something failed."""
    from daw import song

    with song.open(folder) as document:
        output.note(document.notes)
        yield document
        if document.dirty:
            song.save(document)


@contextmanager
def looked_at(folder: Path) -> "Iterator[Document]":
    """The song in a folder, to be looked at or played."""
    from daw import song

    with song.open_to_look(folder) as document:
        output.note(document.notes)
        yield document


def frame_at(seconds: float, sample_rate: int, option: str) -> int:
    """The frame nearest to a time given in seconds."""
    if not 0.0 <= seconds <= LONGEST_S:
        raise CommandError(f"{option} is a time in seconds from the start of the song, 0 or later; {seconds:g} is not.")
    return round(seconds * sample_rate)


def inputs_of(text: str) -> list[int]:
    """What an input is called: "1", or "1+2" for a pair."""
    if not re.fullmatch(r"[1-9]\d{0,3}(\+[1-9]\d{0,3})?", text.strip()):
        raise CommandError(f"An input is a number counted from 1, or a pair like 1+2; “{text}” is neither.")
    return [int(number) for number in text.split("+")]
