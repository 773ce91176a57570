"""The Effects panel: every effect there is, found by typing; Enter or a double-click adds it to the track in focus."""

from PySide6.QtWidgets import QLineEdit

from daw.model import edits
from daw.ui.metrics import BODY, MEDIUM, font, px
from daw.ui.mixer.effectlist import effect_items
from daw.ui.rail.panel import Panel
from daw.ui.rail.row import Row
from daw.ui.search import search
from daw.ui.studio import Studio
from daw.ui.widgets.label import Paragraph


class EffectsList(Panel):
    """A field and rows."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Effects")
        self._studio = studio
        self.rows: list[Row] = []
        self.field = QLineEdit(placeholderText="Type an effect")
        self.field.setFont(font(BODY, MEDIUM))
        self.field.setFixedHeight(px(28))
        self.field.setAccessibleName("Find an effect")
        self.field.setStatusTip("Type a few letters; Enter adds the first effect that answers to the chosen track.")
        self.field.setToolTip("Finds effects by their names, also by words that are nearly right.")
        self.head.addWidget(self.field)
        self.empty = Paragraph()
        self.put(self.empty)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_enter)
        self._made = False

    def showEvent(self, event: object) -> None:
        if not self._made:
            self._made = True
            self._on_typed(self.field.text())
        super().showEvent(event)  # type: ignore[arg-type]

    def _on_typed(self, typed: str) -> None:
        items = effect_items(self._studio)
        found = search(items, typed) if typed.strip() else items
        for row in self.rows:
            self.drop(row)
        self.rows = [Row(one.key, one.words, help="Double-click or Enter adds it to the chosen track.") for one in found]
        for row in self.rows:
            row.opened.connect(self._on_opened)
            row.clicked.connect(self._on_clicked)
            self.put(row)
        self.empty.set_text("" if found else f"Nothing called “{typed.strip()}”.")
        self.empty.setVisible(not found)

    def _on_enter(self) -> None:
        if self.rows:
            self.add(str(self.rows[0].row_key))

    def _on_opened(self) -> None:
        row = self.sender()
        assert isinstance(row, Row)
        self.add(str(row.row_key))

    def _on_clicked(self) -> None:
        """A key pressed the row adds at once; a click only tells what a double-click does."""
        row = self.sender()
        assert isinstance(row, Row)
        if row.hasFocus():
            self.add(str(row.row_key))
        else:
            self._studio.say(f"Double-click adds {row.name} to the chosen track.")

    def add(self, effect_id: str) -> bool:
        """Add an effect after those of the track in focus; whether that was done."""
        track = next((one for one in self._studio.session.tracks if one.id == self._studio.selection.track), None)
        if track is None:
            self._studio.say("Choose a track first; the effect is added to it.")
            return False
        slot_id = edits.upcoming(self._studio.session, "x")
        done = self._studio.do(edits.add_slot, track.id, effect_id)
        if done:
            self._studio.selection.select_slot(slot_id, track=track.id)
        return done
