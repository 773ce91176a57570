"""A comment as a card: who, where, what, and the answers.  Opened, it also holds a field to answer and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from daw.model import edits
from daw.model.comment import Comment, Reply
from daw.model.session import Session
from daw.ui import theme as themes
from daw.ui.comments import doing
from daw.ui.comments.author import color_of, paint_pin, pin_size, signature
from daw.ui.comments.writing import EnterField
from daw.ui.metrics import BODY, MEDIUM, REGULAR, SECONDARY, SEMIBOLD, font, font_metrics, px, text_width
from daw.ui.studio import Studio
from daw.ui.theme import Theme
from daw.ui.widgets.button import LINK, Button
from daw.ui.widgets.label import WRAP
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import CARD_RADIUS, LEFT, RIGHT, draw_text, fill_rounded
from daw.ui.widgets.textfield import NameEntry

PAD, HEAD = 9, 18
STEP = 1  # beats a comment is moved by Alt and an arrow


class CommentFace(Pressable):
    """What is read of a comment.  A click or Enter goes there; F2 edits, Del deletes, Alt and arrows move it by beats."""

    accessible_role = QAccessible.Role.ListItem
    ring_radius = CARD_RADIUS

    def __init__(self, studio: Studio, session: Session, comment: Comment) -> None:
        super().__init__("Comment", help="Click goes there. Right-click: solve, answer, make a task, loop here.")
        self._studio, self.comment = studio, comment
        self.color, self.place, self.about, self.chosen = "jade", "", "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_comment(session, comment)

    def show_comment(self, session: Session, comment: Comment) -> None:
        """Show a comment as it is now."""
        self.comment = comment
        self.color, self.place = color_of(session, comment.author), f"bar {doing.bar_words(session, comment.frame)}"
        self.about = next((one.name for one in session.tracks if one.id == comment.track), "")
        self.chosen = self._studio.selection.comment == comment.id
        self.setAccessibleName(doing.described(session, comment))
        self._fit()
        self.update()

    def text(self) -> str:
        """Whether it is solved."""
        return "solved" if self.comment.solved else "open"

    def tip(self) -> str:
        when = self.comment.created[:16].replace("T", " ")
        return f"{self.comment.author or 'Nobody'}{', ' + when if when else ''}. {self.help}"

    # ---- places

    def _room(self, width: int) -> float:
        return max(40.0, width - 2 * px(PAD))

    def _tall(self, text: str, width: float) -> float:
        return float(font_metrics(SECONDARY, REGULAR).boundingRect(QRectF(0, 0, width, 10000), WRAP, text).height())

    def _said(self) -> Sequence[Comment | Reply]:
        return (self.comment, *self.comment.replies)

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        answers = sum(self._tall(one.text, room - px(10)) + px(HEAD) for one in self.comment.replies)
        about = px(16) if self.about else 0
        return round(2 * px(PAD) - px(2) + px(HEAD) + self._tall(self.comment.text, room) + px(3) + about + answers)

    def natural_size(self) -> tuple[int, int]:
        return px(120), self.heightForWidth(max(self.width(), px(120)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width."""
        wanted = self.heightForWidth(max(self.width(), px(120)))
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    # ---- the hand

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        super().press(modifiers)
        doing.go(self._studio, self.comment)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def edit_text(self) -> NameEntry:
        """Open a field over the words."""
        entry = NameEntry("Words of the comment", self.comment.text, self)
        entry.moved.connect(self._on_text)
        entry.open_at(self.rect().adjusted(px(4), px(PAD + HEAD - 4), -px(4), 0))
        entry.setFixedHeight(px(24))
        return entry

    def _on_text(self, text: str, gesture: object) -> None:
        self._studio.do(edits.set_comment_text, self.comment.id, text, gesture=gesture)

    def wants(self, event: QKeyEvent) -> bool:
        moves = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.AltModifier
        return super().wants(event) or bool(moves) or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_text()
        elif event.key() == Qt.Key.Key_Delete:
            self._studio.do(edits.remove_comment, self.comment.id)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(-STEP if event.key() == Qt.Key.Key_Left else STEP)
        else:
            super().keyPressEvent(event)

    def _move(self, beats: int) -> None:
        session = self._studio.session
        beat = session.tempo.frame_to_beat(self.comment.frame, session.sample_rate) + beats
        frame = session.tempo.beat_to_frame(max(0.0, beat), session.sample_rate)
        self._studio.do(edits.move_comment, self.comment.id, frame)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Edit\tF2", self.edit_text)
        doing.fill_comment_menu(menu, self._studio, self.comment)
        menu.popup(event.globalPos())

    # ---- drawing

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect, comment = QRectF(self.rect()), self.comment
        border = theme.accent if self.chosen else theme.border if theme.borders else None
        fill_rounded(painter, rect, CARD_RADIUS, theme.control if self.hovered and theme.dark else theme.raised, border)
        left, room = px(PAD), self._room(self.width())
        y = float(px(PAD) - px(2))
        y = self._head(painter, theme, comment, QRectF(left, y, room, px(HEAD)), self.place)
        if self.about:
            draw_text(painter, QRectF(left, y, room, px(14)), f"on {self.about}", SECONDARY, MEDIUM, theme.text3, LEFT)
            y += px(16)
        y = self._words(painter, theme, comment.text, QRectF(left, y, room, 0), pale=comment.solved)
        for answer in comment.replies:
            line = QRectF(left + px(10), y + px(2), room - px(10), px(HEAD) - px(2))
            draw_text(painter, line, answer.author or "Nobody", SECONDARY, SEMIBOLD, theme.text2, LEFT)
            painter.fillRect(QRectF(left + px(2), y + px(4), px(2), px(HEAD) + self._tall(answer.text, room - px(10)) - px(6)), theme.edge)
            y = self._words(painter, theme, answer.text, QRectF(left + px(10), y + px(HEAD), room - px(10), 0), pale=comment.solved)

    def _head(self, painter: QPainter, theme: Theme, comment: Comment, place: QRectF, where: str) -> float:
        width, height = pin_size()
        pin = QRectF(place.left(), place.center().y() - height / 2, width, height)
        paint_pin(painter, pin, comment.author, theme.track(self.color), theme, solved=comment.solved, arrow=False)
        words = f"{where} ✓" if comment.solved else where
        right = text_width(words, SECONDARY, MEDIUM) + px(6)
        name = place.adjusted(width + px(8), 0, -right, 0)
        draw_text(painter, name, comment.author or "Nobody", BODY, SEMIBOLD, theme.text, LEFT)
        draw_text(painter, place, words, SECONDARY, MEDIUM, theme.text3 if comment.solved else theme.accent, RIGHT)
        return place.bottom() + px(3)

    def _words(self, painter: QPainter, theme: Theme, text: str, place: QRectF, *, pale: bool) -> float:
        tall = self._tall(text, place.width())
        painter.setFont(font(SECONDARY, REGULAR))
        painter.setPen(theme.text3 if pale else theme.text)
        painter.drawText(QRectF(place.left(), place.top(), place.width(), tall + 2), WRAP, text)
        return place.top() + tall


class CommentCard(QWidget):
    """The face, and while the comment is the chosen one (and `opens`) a field to answer and three buttons.

    `acted` : one of the buttons was pressed
    """

    acted = Signal()

    def __init__(self, studio: Studio, session: Session, comment: Comment, *, opens: bool, always_open: bool = False) -> None:
        super().__init__()
        self._studio, self._opens, self._always = studio, opens, always_open
        self.face = CommentFace(studio, session, comment)
        self.tools = QWidget()
        self.answer = EnterField("Answer", hint="Answer", keeps_empty=True)
        self.solve = Button("Solved", look=LINK, help="Solved comments are outlined; the filter can hide them.")
        self.task = Button("Make task", look=LINK, help="Adds a task about the same moment.")
        self.loop = Button("Loop here", look=LINK, help="Loops the bars around the moment.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.face)
        column.addWidget(self.tools)
        inside = QVBoxLayout(self.tools)
        inside.setContentsMargins(0, 0, 0, px(4))
        inside.setSpacing(px(2))
        inside.addWidget(self.answer)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        for button in (self.solve, self.task, self.loop):
            row.addWidget(button)
        row.addStretch(1)
        inside.addLayout(row)
        self.answer.moved.connect(self._on_answer)
        self.solve.clicked.connect(self._on_solve)
        self.task.clicked.connect(self._on_task)
        self.loop.clicked.connect(self._on_loop)
        themes.changes.changed.connect(self.face.update)
        self.show_comment(session, comment)

    @property
    def comment(self) -> Comment:
        """The comment it shows."""
        return self.face.comment

    def show_comment(self, session: Session, comment: Comment) -> None:
        """Show a comment as it is now."""
        self.face.show_comment(session, comment)
        self.solve.set_words("Reopen" if comment.solved else "Solved")
        self.tools.setVisible(self._always or (self._opens and self.face.chosen))

    def _on_answer(self, text: str, _gesture: object) -> None:
        if text:
            self._studio.do(edits.reply_comment, self.comment.id, text, signature(self._studio), doing.now())
            self.answer.set_value("")

    def _on_solve(self, *_: object) -> None:
        self._studio.do(edits.solve_comment, self.comment.id, not self.comment.solved)
        self.acted.emit()

    def _on_task(self, *_: object) -> None:
        if self._studio.do(edits.make_task, self.comment.id):
            self._studio.say(f"Task: {self.comment.text}")

    def _on_loop(self, *_: object) -> None:
        doing.loop_here(self._studio, self.comment.frame)
