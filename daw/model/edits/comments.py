"""Edits of what people say about the song: comments on moments, answers, and tasks."""

from typing import Any

from daw.model import limits
from daw.model.comment import Comment, Reply, Task
from daw.model.edits import check, find
from daw.model.edits.edit import edit
from daw.model.edits.find import replace
from daw.model.ids import Maker
from daw.model.session import Session


def _on_track(session: Session, track_id: Any) -> str | None:
    return None if track_id is None else find.track(session, track_id).id


def _in_time(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    return tuple(sorted(comments, key=lambda comment: comment.frame))


def _put(session: Session, comment_id: Any, **changes: Any) -> Session:
    old = find.comment(session, comment_id)
    new = replace(old, **changes)
    return session if new == old else replace(session, comments=_in_time(find.swap(session.comments, new)))


@edit("Comment {text:quote}", target=0)
def add_comment(session: Session, frame: int, text: str, author: str = "", created: str = "", track_id: str | None = None) -> Session:
    """Say something about a moment, of the song or of a track; the comment's id is `upcoming(session, "o")`."""
    maker = Maker(session)
    new = Comment(
        id=maker.make("o"),
        frame=check.frame("The place of a comment", frame),
        text=check.words("A comment", text),
        author=check.text("The author", author, limits.MAX_NAME),
        created=check.text("The date of a comment", created, limits.MAX_NAME),
        track=_on_track(session, track_id),
    )
    return maker.counted(replace(session, comments=_in_time((*session.comments, new))))


@edit("Edit comment {text:quote}")
def set_comment_text(session: Session, comment_id: str, text: str) -> Session:
    """Say it in other words."""
    return _put(session, comment_id, text=check.words("A comment", text))


@edit("Move comment {comment_id:name} to {frame:place}")
def move_comment(session: Session, comment_id: str, frame: int) -> Session:
    """Let a comment be about another moment."""
    return _put(session, comment_id, frame=check.frame("The place of a comment", frame))


@edit("Comment {comment_id:name} on {track_id:place_or_song}")
def set_comment_track(session: Session, comment_id: str, track_id: str | None) -> Session:
    """Let a comment be about a track, or (None) about the whole song."""
    return _put(session, comment_id, track=_on_track(session, track_id))


@edit("{on:Solve|Reopen} comment {comment_id:name}")
def solve_comment(session: Session, comment_id: str, on: bool = True) -> Session:
    """Say that a comment is dealt with, or that it is not."""
    return _put(session, comment_id, solved=check.switch("Solved", on))


@edit("Answer {text:quote}")
def reply_comment(session: Session, comment_id: str, text: str, author: str = "", created: str = "") -> Session:
    """Answer a comment."""
    new = Reply(
        text=check.words("An answer", text),
        author=check.text("The author", author, limits.MAX_NAME),
        created=check.text("The date of an answer", created, limits.MAX_NAME),
    )
    return _put(session, comment_id, replies=(*find.comment(session, comment_id).replies, new))


@edit("Delete comment {comment_id:name}")
def remove_comment(session: Session, comment_id: str) -> Session:
    """Take a comment and its answers away."""
    return replace(session, comments=find.without(session.comments, find.comment(session, comment_id).id))


@edit("Task of comment {comment_id:name}")
def make_task(session: Session, comment_id: str, owner: str = "") -> Session:
    """Make a task of a comment, about the same moment; the comment stays.  The task's id is `upcoming(session, "j")`."""
    comment = find.comment(session, comment_id)
    return add_task(session, comment.text, comment.frame, owner)


@edit("Task {text:quote}", target=0)
def add_task(session: Session, text: str, frame: int | None = None, owner: str = "", due: str = "") -> Session:
    """Write down something to do; the task's id is `upcoming(session, "j")`."""
    maker = Maker(session)
    new = Task(
        id=maker.make("j"),
        text=check.words("A task", text),
        owner=check.text("Who does a task", owner, limits.MAX_NAME),
        due=check.text("The day of a task", due, limits.MAX_NAME),
        frame=None if frame is None else check.frame("The place of a task", frame),
    )
    return maker.counted(replace(session, tasks=(*session.tasks, new)))


def _change(session: Session, task_id: Any, **changes: Any) -> Session:
    old = find.task(session, task_id)
    new = replace(old, **changes)
    return session if new == old else replace(session, tasks=find.swap(session.tasks, new))


@edit("Edit task {text:quote}")
def set_task_text(session: Session, task_id: str, text: str) -> Session:
    """Write a task in other words."""
    return _change(session, task_id, text=check.words("A task", text))


@edit("{on:Done|Not done}: {task_id:name}")
def set_task_done(session: Session, task_id: str, on: bool = True) -> Session:
    """Tick a task off, or not."""
    return _change(session, task_id, done=check.switch("Done", on))


@edit("Task {task_id:name}: owner {owner}")
def set_task_owner(session: Session, task_id: str, owner: str) -> Session:
    """Who does a task; "" is nobody yet."""
    return _change(session, task_id, owner=check.text("Who does a task", owner, limits.MAX_NAME))


@edit("Task {task_id:name}: due {due}")
def set_task_due(session: Session, task_id: str, due: str) -> Session:
    """Until when a task is to be done; "" is any time."""
    return _change(session, task_id, due=check.text("The day of a task", due, limits.MAX_NAME))


@edit("Move task {task_id:name}")
def move_task(session: Session, task_id: str, before: str | None = None) -> Session:
    """Move a task before another, or (None) to the end of the list."""
    moved = find.task(session, task_id)
    if before == task_id:
        return session
    tasks = find.placed(find.without(session.tasks, moved.id), moved, before, "task")
    return session if tasks == session.tasks else replace(session, tasks=tasks)


@edit("Delete task {task_id:name}")
def remove_task(session: Session, task_id: str) -> Session:
    """Take a task away."""
    return replace(session, tasks=find.without(session.tasks, find.task(session, task_id).id))
