"""The Comments panel: all that was said about the song, filtered, answered, solved; a click goes there."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from daw.ui.comments.cardlist import FILTERS, CardList, chosen_comments
from daw.ui.comments.writing import CommentWriter, SignField
from daw.ui.metrics import SECONDARY, px
from daw.ui.rail.panel import Panel
from daw.ui.studio import Studio
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.segmented import Segmented

EMPTY = {
    "open": "Press K while listening to leave a note at that moment.",
    "all": "Press K while listening to leave a note at that moment.",
    "track": "Nothing was said about this track. Right-click a comment, About, to give it a track.",
}


class Comments(Panel):
    """A filter, a field, cards.  `counted(n)` : so many comments are open"""

    counted = Signal(int)

    def __init__(self, studio: Studio) -> None:
        super().__init__("Comments")
        self._studio = studio
        self.filter = Segmented("Comments shown", FILTERS, face="joined")
        self.writer = CommentWriter(studio)
        self.cards = CardList(studio, opens=True)
        self.empty = Paragraph()
        self.signed = Label("Signed as", size=SECONDARY, ink="text3")
        self.sign = SignField(studio)
        self.head.setSpacing(px(8))
        self.head.addWidget(self.filter)
        self.head.addWidget(self.writer)
        self.put(self.empty)
        self.put(self.cards)
        self.foot.addWidget(self.signed)
        self.foot.addWidget(self.sign)
        self.filter.moved.connect(self.show_now)
        studio.session_changed.connect(self._on_session)
        studio.selection.changed.connect(self.show_now)
        self.show_now()

    def _on_session(self, old: object, new: object) -> None:
        if old.comments != new.comments or old.tasks != new.tasks or old.tracks != new.tracks:  # type: ignore[attr-defined]
            self.show_now()
        self.count()

    def count(self) -> None:
        """Tell how many are open."""
        self.counted.emit(sum(not one.solved for one in self._studio.session.comments))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_now()

    def show_now(self, *_: object) -> None:
        """Show what the filter lets through."""
        if not self.isVisible() and self.cards.cards:
            return
        session, kind = self._studio.session, self.filter.value
        comments = chosen_comments(session, kind, self._studio.selection.track)
        self.cards.show_comments(session, comments)
        self.empty.set_text("" if comments else EMPTY[kind])
        self.empty.setVisible(not comments)
