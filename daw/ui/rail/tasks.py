"""The Tasks panel: what is to be done, by whom and until when."""

from PySide6.QtGui import QShowEvent

from daw.ui.comments.taskrow import TaskList, done_words
from daw.ui.comments.writing import TaskField
from daw.ui.metrics import SECONDARY, px
from daw.ui.rail.panel import Panel
from daw.ui.studio import Studio
from daw.ui.widgets.label import Label, Paragraph


class Tasks(Panel):
    """A field and rows."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Tasks")
        self._studio = studio
        self.field = TaskField(studio)
        self.done = Label(size=SECONDARY, ink="text2")
        self.list = TaskList(studio)
        self.empty = Paragraph("Write down what is left to do, or make a task of a comment.")
        self.head.setSpacing(px(8))
        self.head.addWidget(self.field)
        for widget in (self.empty, self.done, self.list):
            self.put(widget)
        studio.session_changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self, *_: object) -> None:
        session = self._studio.session
        if not self.isVisible() and self.list.rows:
            return
        self.list.show_tasks(session, list(session.tasks))
        self.done.set_text(done_words(session.tasks))
        self.empty.setVisible(not session.tasks)
