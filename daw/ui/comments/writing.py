"""The fields in which comments and tasks are written.  A comment's moment is the one at which its first letter was typed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from daw.model import edits
from daw.ui.comments.author import signature, system_name
from daw.ui.comments.doing import add, bar_words
from daw.ui.metrics import px
from daw.ui.studio import Studio
from daw.ui.widgets.textfield import ENDS, TextField


class EnterField(TextField):
    """A field whose text counts with Enter only; what was begun waits in it."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QLineEdit.focusOutEvent(self, event)


class CommentField(EnterField):
    """Says "Comment at 27.3"; Enter adds.  frame : a fixed moment, or None for where the song is when writing begins"""

    left = Signal()  # with Esc

    def __init__(self, studio: Studio, frame: int | None = None) -> None:
        super().__init__("Comment", keeps_empty=True)
        self._studio, self.frame, self._fixed = studio, frame, frame
        self.setToolTip("Comment at the playhead: type and press Enter. Key K does the same while listening.")
        self.setStatusTip("What you write stays with the moment at which you began to write it.")
        self.textEdited.connect(self._on_edited)
        studio.playhead_moved.connect(self._hint)
        self._hint()

    def place(self) -> int:
        """The moment a comment would be about."""
        return self.frame if self.frame is not None else self._studio.position

    def _hint(self, *_: object) -> None:
        if not self.isVisible() and self.placeholderText():
            return
        words = f"Comment at {bar_words(self._studio.session, self.place())}"
        if words != self.placeholderText():
            self.setPlaceholderText(words)
            self.setAccessibleName(words)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._hint()

    def _on_edited(self, text: str) -> None:
        if text and self.frame is None:
            self.frame = self._studio.position
        elif not text:
            self.frame = self._fixed

    def clear_text(self) -> None:
        """Begin anew."""
        self.set_value("")
        self.frame = self._fixed
        self._hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENDS and not self.text().strip():
            self.clear_text()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SignField(TextField):
    """The name comments are signed with."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Your name", hint=system_name() or "Your name")
        self._studio = studio
        self.setToolTip("Your comments are signed with this name.")
        self.setAccessibleName("Your name, for comments")
        self.moved.connect(self._on_name)
        studio.preferences_changed.connect(self._show)
        self._show()

    def _show(self, *_: object) -> None:
        self.set_value(signature(self._studio))

    def _on_name(self, name: str, _gesture: object) -> None:
        self._studio.prefer(author=name)


class CommentWriter(QWidget):
    """A field for a comment, and below it, until a name is known, one for the name.  `written(comment id)` says that one was added."""

    written = Signal(str)

    def __init__(self, studio: Studio, frame: int | None = None) -> None:
        super().__init__()
        self._studio = studio
        self.track: str | None = None  # whom it is about; None is the song
        self.field = CommentField(studio, frame)
        self.sign = SignField(studio)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.field)
        column.addWidget(self.sign)
        self.sign.hide()
        self.field.textChanged.connect(self._on_text)
        self.field.moved.connect(self._on_comment)
        self.sign.returnPressed.connect(self._on_signed)

    def _on_text(self, text: str) -> None:
        self.sign.setVisible(bool(text.strip()) and not self._studio.preferences.author)

    def _on_signed(self) -> None:
        self.field.commit()

    def _on_comment(self, text: str, _gesture: object) -> None:
        if not text:
            return
        if not self._studio.preferences.author and self.sign.text().strip():
            self._studio.prefer(author=self.sign.text().strip())
        new = add(self._studio, self.field.place(), text, self.track)
        if new is not None:
            self.field.clear_text()
            self.written.emit(new)


class TaskField(EnterField):
    """Enter adds what is written as a task."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("New task", hint="New task", keeps_empty=True)
        self._studio = studio
        self.setToolTip("Write a task and press Enter.")
        self.moved.connect(self._on_task)

    def _on_task(self, text: str, _gesture: object) -> None:
        if text and self._studio.do(edits.add_task, text):
            self.set_value("")
