"""Comments and tasks as a file: JSON that can be read again, a CSV table for other programs."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import msgspec

from daw.model import edits
from daw.model.comment import Comment, Reply, Task
from daw.model.edits.error import EditError
from daw.model.session import Session

COLUMNS = ("kind", "bar", "time", "track", "author", "text", "state", "created", "answers")
Call = tuple[Any, tuple[Any, ...]]


class Written(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A comment in a file: its track by name, its moment in frames of the file's rate."""

    frame: int
    text: str
    author: str = ""
    created: str = ""
    track: str = ""
    solved: bool = False
    replies: tuple[Reply, ...] = ()


class File(msgspec.Struct, kw_only=True):
    """All of a file."""

    song: str = ""
    sample_rate: int = 48000
    comments: list[Written]
    tasks: list[Task] = []


def to_json(session: Session) -> str:
    """Comments and tasks of a song; `calls` reads it."""
    names = {one.id: one.name for one in session.tracks}
    comments = [
        Written(
            frame=one.frame, text=one.text, author=one.author, created=one.created, track=names.get(one.track or "", ""), solved=one.solved,
            replies=one.replies,
        )
        for one in session.comments
    ]  # fmt: skip
    whole = File(song=session.name, sample_rate=session.sample_rate, comments=comments, tasks=list(session.tasks))
    return json.dumps(msgspec.to_builtins(whole), ensure_ascii=False, indent=2) + "\n"


def to_csv(session: Session) -> str:
    """The same as a table with a line for each."""
    names = {one.id: one.name for one in session.tracks}
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in session.comments:
        answers = " | ".join(f"{reply.author}: {reply.text}" for reply in one.replies)
        state = "solved" if one.solved else "open"
        table.writerow(
            ["comment", *_when(session, one.frame), names.get(one.track or "", ""), one.author, one.text, state, one.created, answers]
        )
    for task in session.tasks:
        when = ("", "") if task.frame is None else _when(session, task.frame)
        table.writerow(["task", *when, "", task.owner, task.text, "done" if task.done else "open", task.due, ""])
    return out.getvalue()


def _when(session: Session, frame: int) -> tuple[str, str]:
    """Bar, beat and tick; minutes and seconds."""
    bar, beat, tick = session.tempo.frame_to_bar(frame, session.sample_rate)
    seconds = frame / session.sample_rate
    return f"{bar}.{beat}.{tick:03d}", f"{int(seconds // 60)}:{seconds % 60:06.3f}"


def calls(session: Session, text: str) -> list[Call]:
    """The edits that bring what is in a JSON file into a song; what is there already is left out.  EditError if it is no such file."""
    try:
        whole = msgspec.json.decode(text.encode(), type=File)
    except (msgspec.DecodeError, UnicodeEncodeError) as problem:
        raise EditError(f"This file holds no comments as this program writes them: {problem}.") from None
    scale = session.sample_rate / max(1, whole.sample_rate)
    found: list[Call] = []
    made = 0
    for one in whole.comments:
        if not _known(session.comments, one, scale):
            found.extend(_comment(session, one, scale, edits.upcoming(session, "o", made)))
            made += 1
    texts = {task.text for task in session.tasks}
    for task in whole.tasks:
        if task.text in texts:
            continue
        found.append((edits.add_task, (task.text, None if task.frame is None else round(task.frame * scale), task.owner, task.due)))
        if task.done:
            found.append((edits.set_task_done, (edits.upcoming(session, "j", made), True)))
        made += 1
    return found


def _known(comments: Sequence[Comment], one: Written, scale: float) -> bool:
    return any((old.frame, old.text, old.author) == (round(one.frame * scale), one.text, one.author) for old in comments)


def _comment(session: Session, one: Written, scale: float, new_id: str) -> list[Call]:
    track = next((track.id for track in session.tracks if one.track and track.name == one.track), None)
    found: list[Call] = [(edits.add_comment, (round(one.frame * scale), one.text, one.author, one.created, track))]
    found.extend((edits.reply_comment, (new_id, reply.text, reply.author, reply.created)) for reply in one.replies)
    if one.solved:
        found.append((edits.solve_comment, (new_id, True)))
    return found
