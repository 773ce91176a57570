"""Comments and tasks out of a song and into one, as files."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from daw.model import atomic, commentfile
from daw.model.edits.error import EditError
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio


def write(studio: "Studio", path: Path) -> bool:
    """Write all comments and tasks: a table if the file's name ends in .csv, else JSON that can be read again."""
    text = (commentfile.to_csv if path.suffix.lower() == ".csv" else commentfile.to_json)(studio.session)
    try:
        atomic.write(path, text.encode())
    except OSError as problem:
        studio.notify(Notice(f"{path.name} could not be written.", str(problem), "warning"))
        return False
    studio.say(f"Wrote {path.name}: {len(studio.session.comments)} comments, {len(studio.session.tasks)} tasks.")
    return True


def read(studio: "Studio", path: Path) -> bool:
    """Bring in what a JSON file holds, as one step of undo."""
    try:
        calls = commentfile.calls(studio.session, path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, EditError) as problem:
        studio.notify(Notice(f"No comments could be read from {path.name}.", str(problem), "warning"))
        return False
    if not calls:
        studio.say("All of these comments are in the song already.")
        return True
    return studio.do_all(f"Comments from {path.name}", calls)


def ask_write(studio: "Studio") -> None:
    """Choose a file and write it."""
    if not studio.may_ask():
        return
    name, _ = QFileDialog.getSaveFileName(
        studio.window, "Export comments and tasks", f"{studio.session.name} comments.json", "JSON (*.json);;Table (*.csv)"
    )
    if name:
        write(studio, Path(name))


def ask_read(studio: "Studio") -> None:
    """Choose a file and bring it in."""
    if not studio.may_ask():
        return
    name, _ = QFileDialog.getOpenFileName(studio.window, "Import comments and tasks", "", "JSON (*.json)")
    if name:
        read(studio, Path(name))
