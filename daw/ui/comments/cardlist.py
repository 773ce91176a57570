"""A column of comments: only those a filter lets through, in order of time."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from daw.model.comment import Comment
from daw.model.session import Session
from daw.ui.comments.card import CommentCard
from daw.ui.metrics import px
from daw.ui.studio import Studio

FILTERS = (("open", "Open"), ("all", "All"), ("track", "This track"))


def chosen_comments(session: Session, filter: str, track_id: str | None) -> list[Comment]:
    """The comments of a filter: "open" ones, "all", or those about a "track"."""
    if filter == "track":
        return [one for one in session.comments if one.track is not None and one.track == track_id]
    return [one for one in session.comments if filter == "all" or not one.solved]


class CardList(QWidget):
    """Cards that stay the same widgets while their comments change.  opens : whether the chosen one shows its tools"""

    def __init__(self, studio: Studio, *, opens: bool) -> None:
        super().__init__()
        self._studio, self._opens = studio, opens
        self.cards: dict[str, CommentCard] = {}
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))

    def show_comments(self, session: Session, comments: list[Comment]) -> None:
        """Show these; nothing is done where all of it is shown already."""
        names = tuple(track.name for track in session.tracks)
        shown = (tuple(comments), session.comments, session.tempo, names, self._studio.selection.comment)
        if shown == self._shown:
            return
        self._shown = shown
        wanted = {one.id for one in comments}
        for gone in [one for one in self.cards if one not in wanted]:
            card = self.cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, comment in enumerate(comments):
            if comment.id not in self.cards:
                self.cards[comment.id] = CommentCard(self._studio, session, comment, opens=self._opens)
            card = self.cards[comment.id]
            card.show_comment(session, comment)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
        self.cards = {one.id: self.cards[one.id] for one in comments}
        self.setVisible(bool(comments))
