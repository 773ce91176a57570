"""The actions of comments: what keys, menus and the command search can ask.  Key K itself is the arrange view's: it knows the place."""

from typing import TYPE_CHECKING

from daw.ui.comments import doing, files

if TYPE_CHECKING:
    from daw.ui.studio import Studio


def register(studio: "Studio") -> None:
    """Make everything known."""
    add = studio.actions.add

    def some() -> bool:
        return bool(studio.session.comments or studio.session.tasks)

    add("comment.next", "Next open comment", lambda: doing.next_comment(studio, 1), "Alt+K", menu="Edit")
    add("comment.previous", "Previous open comment", lambda: doing.next_comment(studio, -1), "Alt+Shift+K", menu="Edit")
    add("comment.export", "Export comments and tasks…", lambda: files.ask_write(studio), enabled=some,
        why="There are no comments or tasks yet.", menu="File", keywords="csv json notes")  # fmt: skip
    add("comment.import", "Import comments and tasks…", lambda: files.ask_read(studio), menu="File", keywords="json notes")
