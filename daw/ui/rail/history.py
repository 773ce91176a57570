"""The History panel: every step that can be undone or redone, and the earlier tries; a click goes there."""

from daw.model.edits.error import EditError
from daw.ui.rail.panel import Panel
from daw.ui.rail.row import Row
from daw.ui.studio import Studio
from daw.ui.widgets.label import Label
from daw.ui.widgets.toast import Notice

SHOWN = 200  # steps before and after the present one


class History(Panel):
    """Steps in order, the newest last; those that are undone are pale."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("History")
        self._studio = studio
        self.rows: list[Row] = []
        self._others: list[Label] = []
        self._shown: tuple[object, ...] = ()
        studio.session_changed.connect(self._on_session)
        self._show()

    def _on_session(self, *_: object) -> None:
        if self.isVisible():
            self._show()

    def showEvent(self, event: object) -> None:
        self._show()
        super().showEvent(event)  # type: ignore[arg-type]

    def _show(self) -> None:
        history = self._studio.document.history
        first = max(0, history.index - SHOWN)
        steps = history.steps[first : history.index + SHOWN]
        entries = [(history.start, "Beginning")] if first == 0 else []
        entries += [(step.id, step.label) for step in steps]
        earlier = [(branch.step, branch.name) for branch in history.branches]
        shown = (tuple(entries), tuple(earlier))
        if shown != self._shown:
            self._shown = shown
            self._make(entries, earlier)
        present = history.steps[history.index - 1].id if history.index else history.start
        at = next((at for at, (step, _) in enumerate(entries) if step == present), -1)
        for number, row in enumerate(self.rows[: len(entries)]):
            row.set_state(chosen=number == at, pale=number > at)

    def _make(self, entries: list[tuple[int, str]], earlier: list[tuple[int, str]]) -> None:
        for widget in (*self.rows, *self._others):
            self.drop(widget)
        self._others = []
        self.rows = [Row(step, words, help="Click brings the song back to how it was after this step.") for step, words in entries]
        tries = [Row(step, words, help="Click brings back this earlier try.") for step, words in earlier]
        for row in self.rows:
            self.put(row)
        if tries:
            title = Label("Earlier tries", ink="text3")
            self._others = [title]
            self.put(title)
        for row in tries:
            self.put(row)
        self.rows += tries
        for row in self.rows:
            row.clicked.connect(self._on_row)

    def _on_row(self) -> None:
        row = self.sender()
        assert isinstance(row, Row)
        try:
            self._studio.document.go_to(row.row_key)  # type: ignore[arg-type]
        except EditError as problem:
            self._studio.notify(Notice(str(problem), level="warning"))
