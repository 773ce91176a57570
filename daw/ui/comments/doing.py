"""What can be done with comments and tasks, from menus, keys and cards alike."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.model.comment import Comment, Task
from daw.model.session import Session
from daw.ui.comments.author import signature

if TYPE_CHECKING:
    from daw.ui.studio import Studio


def bar_words(session: Session, frame: int) -> str:
    """A moment as it is spoken of: "20.2" is the second beat of bar 20."""
    bar, beat, _ = session.tempo.frame_to_bar(frame, session.sample_rate)
    return f"{bar}.{beat}"


def now() -> str:
    """This moment, to the second, with the zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def add(studio: "Studio", frame: int, text: str, track_id: str | None = None) -> str | None:
    """Say something about a moment; the comment's id, or None if that was refused."""
    new = edits.upcoming(studio.session, "o")
    if not studio.do(edits.add_comment, frame, text, signature(studio), now(), track_id):
        return None
    studio.selection.select_comment(new)
    studio.announce(f"Comment at bar {bar_words(studio.session, frame)} added.")
    return new


def go(studio: "Studio", comment: Comment) -> None:
    """Go to a comment's moment; it is the chosen one then."""
    studio.locate(comment.frame)
    studio.selection.select_comment(comment.id)


def loop_here(studio: "Studio", frame: int) -> None:
    """Loop from the bar before a moment to the end of the bar after it, from its start."""
    session = studio.session
    bar, _, _ = session.tempo.frame_to_bar(frame, session.sample_rate)
    start = session.tempo.bar_to_frame(max(1, bar - 1), 1, 0, session.sample_rate)
    end = session.tempo.bar_to_frame(bar + 2, 1, 0, session.sample_rate)
    if studio.do(edits.set_loop, start, end):
        if not studio.view.loop:
            studio.toggle_loop()
        studio.locate(start)


def next_comment(studio: "Studio", way: int) -> None:
    """Go to the next or previous open comment."""
    comments = [one for one in studio.session.comments if not one.solved]
    here = studio.position
    later = [one for one in comments if (one.frame > here if way > 0 else one.frame < here)]
    if later:
        found = later[0] if way > 0 else later[-1]
        go(studio, found)
        words = f"Bar {bar_words(studio.session, found.frame)}, {found.author or 'nobody'}: {found.text}"
        studio.say(words)
        studio.announce(words)
    else:
        studio.say("There is no open comment " + ("after this moment." if way > 0 else "before this moment."))


def described(session: Session, comment: Comment) -> str:
    """A comment in a sentence, for a screen reader."""
    track = next((one.name for one in session.tracks if one.id == comment.track), "")
    parts = [
        f"{comment.author or 'Nobody'} at bar {bar_words(session, comment.frame)}", f"on {track}" if track else "",
        "solved" if comment.solved else "", comment.text,
    ]  # fmt: skip
    answers = [f"{one.author or 'Nobody'} answers: {one.text}" for one in comment.replies]
    return ", ".join(part for part in parts if part) + "".join(f". {one}" for one in answers)


def fill_comment_menu(menu: QMenu, studio: "Studio", comment: Comment) -> None:
    """What can be done with a comment that needs no field."""
    do, one = studio.do, comment.id
    menu.addAction("Go there", partial(go, studio, comment))
    menu.addAction("Loop here", partial(loop_here, studio, comment.frame))
    menu.addAction("Move to playhead", partial(_move_here, studio, one))
    about = menu.addMenu("About")
    for track_id, name in [(None, "The song"), *((track.id, track.name) for track in studio.session.tracks)]:
        action = about.addAction(name, partial(do, edits.set_comment_track, one, track_id))
        action.setCheckable(True)
        action.setChecked(comment.track == track_id)
    menu.addSeparator()
    menu.addAction("Reopen" if comment.solved else "Solved", partial(do, edits.solve_comment, one, not comment.solved))
    menu.addAction("Make task", partial(do, edits.make_task, one))
    menu.addSeparator()
    menu.addAction("Delete", partial(do, edits.remove_comment, one))


def _move_here(studio: "Studio", comment_id: str) -> None:
    studio.do(edits.move_comment, comment_id, studio.position)


def fill_task_menu(menu: QMenu, studio: "Studio", task: Task) -> None:
    """What can be done with a task that needs no field."""
    tasks = list(studio.session.tasks)
    at = tasks.index(task)
    if task.frame is not None:
        menu.addAction("Go there", partial(studio.locate, task.frame))
    menu.addAction("Not done" if task.done else "Done", partial(studio.do, edits.set_task_done, task.id, not task.done))
    if at > 0:
        menu.addAction("Move up", partial(studio.do, edits.move_task, task.id, tasks[at - 1].id))
    if at + 1 < len(tasks):
        after = tasks[at + 2].id if at + 2 < len(tasks) else None
        menu.addAction("Move down", partial(studio.do, edits.move_task, task.id, after))
    menu.addSeparator()
    menu.addAction("Delete", partial(studio.do, edits.remove_task, task.id))
