"""What comments show over the canvas: the field of key K, and an opened comment beside its pin."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from daw.model.comment import Comment
from daw.model.session import Session
from daw.ui.comments.card import CommentCard
from daw.ui.comments.doing import bar_words
from daw.ui.comments.writing import CommentWriter
from daw.ui.metrics import SECONDARY, SEMIBOLD, px
from daw.ui.studio import Studio
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.pill import TogglePill
from daw.ui.widgets.shapes import FLOAT_RADIUS

WIDTH = 280


class Floating(Ground):
    """Lies in the window beside a place; Esc or a click elsewhere takes it away.  `gone` says so."""

    gone = Signal()

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__("raised", radius=FLOAT_RADIUS, border="border", parent=window)
        self._window = window
        self.setAccessibleName(name)
        self._before = QApplication.focusWidget()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(10), px(10), px(10), px(10))
        self.column.setSpacing(px(6))
        self._open = True

    def open_beside(self, place: QRect) -> None:
        """Show under a rectangle of the window."""
        window = self._window
        self.setFixedWidth(px(WIDTH))
        self.adjustSize()
        x = max(px(4), min(place.center().x() - self.width() // 2, window.width() - self.width() - px(4)))
        y = place.bottom() + px(6)
        if y + self.height() > window.height():
            y = max(px(4), place.top() - px(6) - self.height())
        self.move(QPoint(x, y))
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def dismiss(self) -> None:
        """Take it away; the keys go back to where they were."""
        if not self._open:
            return
        self._open = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        had = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.gone.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget) and self._is_outside(watched):
            self.dismiss()
        return False

    def _is_outside(self, widget: QWidget) -> bool:
        return widget is not self and not self.isAncestorOf(widget) and widget.window() is self.window()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


class NewComment(Floating):
    """A field for a comment at a moment; the song may go on playing."""

    def __init__(self, studio: Studio, frame: int, window: QWidget) -> None:
        super().__init__(window, "New comment")
        self.writer = CommentWriter(studio, frame)
        track = next((one for one in studio.session.tracks if one.id == studio.selection.track), None)
        row = QHBoxLayout()
        row.addWidget(Label(f"Comment at bar {bar_words(studio.session, frame)}", size=SECONDARY, weight=SEMIBOLD, ink="text2"), 1)
        self.column.addLayout(row)
        self.column.addWidget(self.writer)
        self.about: TogglePill | None = None
        self._track = track.id if track is not None else None
        if track is not None and track.kind != "master":
            self.about = TogglePill(f"On {track.name}"[:32], help="The comment is about this track alone.")
            self.about.moved.connect(self._on_about)
            row.addWidget(self.about)
        self.writer.written.connect(self._on_written)
        self.writer.field.left.connect(self.dismiss)
        self.writer.field.setPlaceholderText("What do you hear? Enter keeps it.")
        self.writer.field.textChanged.connect(self._grow)

    def _grow(self, *_: object) -> None:
        self.adjustSize()

    def _on_about(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self.writer.track = self._track if on else None

    def _on_written(self, _comment: str) -> None:
        self.dismiss()


class OpenComment(Floating):
    """A comment whose pin was clicked: read, answered, solved."""

    def __init__(self, studio: Studio, comment: Comment, window: QWidget) -> None:
        super().__init__(window, "Comment")
        self._studio = studio
        self.card = CommentCard(studio, studio.session, comment, opens=True, always_open=True)
        self.column.addWidget(self.card)
        self.column.setContentsMargins(px(6), px(6), px(6), px(4))
        self.card.acted.connect(self.dismiss)
        studio.session_changed.connect(self._on_session)

    def _on_session(self, _old: Session, new: Session) -> None:
        comment = next((one for one in new.comments if one.id == self.card.comment.id), None)
        if comment is None:
            self.dismiss()
        elif comment is not self.card.comment:
            self.card.show_comment(new, comment)
            self.adjustSize()
