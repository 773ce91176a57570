"""Comments and tasks in the inspector: the open ones, a field for another, and what is to be done."""

from daw.model.session import Session
from daw.ui.comments.cardlist import CardList, chosen_comments
from daw.ui.comments.taskrow import TaskList, done_words
from daw.ui.comments.writing import CommentWriter, TaskField
from daw.ui.inspector.group import Group
from daw.ui.metrics import SECONDARY
from daw.ui.studio import Studio
from daw.ui.widgets.label import Paragraph


class CommentGroup(Group):
    """The open comments."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Comments")
        self._studio = studio
        self.cards = CardList(studio, opens=False)
        self.empty = Paragraph("Press K while listening to leave a note at that moment.", size=SECONDARY)
        self.writer = CommentWriter(studio)
        for widget in (self.cards, self.empty, self.writer):
            self.add_wide(widget)

    def show_comments(self, session: Session) -> None:
        """Show those of a song."""
        comments = chosen_comments(session, "open", None)
        self.cards.show_comments(session, comments)
        self.show_row(self.cards, shown=bool(comments))
        self.show_row(self.empty, shown=not session.comments)
        self.words.set_text(f"{len(comments)} open" if session.comments else "", editable=False)


class TaskGroup(Group):
    """The tasks."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Tasks")
        self.list = TaskList(studio)
        self.field = TaskField(studio)
        for widget in (self.list, self.field):
            self.add_wide(widget)

    def show_tasks(self, session: Session) -> None:
        """Show those of a song."""
        self.list.show_tasks(session, list(session.tasks))
        self.show_row(self.list, shown=bool(session.tasks))
        self.words.set_text(done_words(session.tasks), editable=False)
