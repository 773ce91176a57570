"""The History panel: every step that can be undone or redone, and the earlier tries; a click goes there."""

from daw.model.edits.error import EditError
from daw.ui.rail.panel import Panel
from daw.ui.rail.row import Row
from daw.ui.studio import Studio
from daw.ui.widgets.label import Label
from daw.ui.widgets.toast import Notice

Entry = tuple[int, str, str]  # step, words, remark
SHOWN = 200  # steps before and after the present one


class History(Panel):
    """Steps in order, the newest last; those that are undone are pale."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("History")
        self._studio = studio
        self._steps: list[Row] = []
        self._tries: list[Row] = []
        self._title = Label("Earlier tries", ink="text3")
        self.put(self._title)
        self._shown: tuple[object, ...] = ()
        self._at = -1
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
        entries = [(history.start, "Beginning", "")] if first == 0 else []
        entries += [(step.id, step.label, step.at[11:16]) for step in steps]
        earlier = [(branch.step, branch.name, _count(len(branch.labels))) for branch in history.branches]
        shown = (tuple(entries), tuple(earlier))
        if shown != self._shown:
            self._shown = shown
            self._make(entries, earlier)
        present = history.steps[history.index - 1].id if history.index else history.start
        at = next((at for at, (step, *_) in enumerate(entries) if step == present), -1)
        for number, row in enumerate(self._steps):
            row.set_state(chosen=number == at, pale=number > at)
        if 0 <= at < len(self._steps) and at != self._at:
            self.reveal(self._steps[at])
        self._at = at

    def _make(self, entries: list[Entry], earlier: list[Entry]) -> None:
        """Rows are kept and stand for other steps: a drag tells a new label with every move of the hand."""
        self._steps = self._rows(self._steps, entries, "Click brings the song back to how it was after this step.", 0)
        self._title.setVisible(bool(earlier))
        self._tries = self._rows(self._tries, earlier, "Click brings back this earlier try.", len(entries) + 1)

    def _rows(self, rows: list[Row], entries: list[Entry], help: str, first: int) -> list[Row]:
        for row in rows[len(entries) :]:
            self.drop(row)
        rows = rows[: len(entries)]
        for at, (key, words, remark) in enumerate(entries):
            if at == len(rows):
                row = Row(key, words, remark, help=help)
                row.clicked.connect(self._on_row)
                self.column.insertWidget(first + at, row)
                rows.append(row)
            rows[at].show_thing(key, words, remark)
        return rows

    @property
    def rows(self) -> list[Row]:
        """The steps in order, then the earlier tries."""
        return [*self._steps, *self._tries]

    def _on_row(self) -> None:
        row = self.sender()
        assert isinstance(row, Row)
        try:
            self._studio.document.go_to(row.row_key)  # type: ignore[arg-type]
        except EditError as problem:
            self._studio.notify(Notice(str(problem), level="warning"))
            return
        self._studio.actions.triggered.emit("edit.history")  # what is another one now is shown, as undo does
        self._studio.announce(f"Went to: {row.name}")


def _count(steps: int) -> str:
    return f"{steps} step{'' if steps == 1 else 's'}"
