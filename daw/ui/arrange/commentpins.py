"""Comments on the ruler: pins that are read on hovering, opened by a click and moved by a drag; and the field of key K."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from daw.model import edits
from daw.model.comment import Comment
from daw.ui.comments.author import color_of, paint_pin, pin_size
from daw.ui.comments.floating import Floating, NewComment, OpenComment
from daw.ui.metrics import px
from daw.ui.theme import Theme
from daw.ui.widgets.gesture import Gesture

if TYPE_CHECKING:
    from daw.ui.arrange.ruler import Ruler

TOP = 7  # pixels above the pins
READ = 80  # characters of a comment that the bubble shows


class CommentPins:
    """Of one ruler.  floating : what is open over the canvas, if anything"""

    def __init__(self, ruler: "Ruler") -> None:
        self._ruler, self._studio = ruler, ruler.studio
        self.floating: Floating | None = None
        self.held: Comment | None = None
        self._gesture = Gesture("comment")
        self.moved = False

    def rect(self, comment: Comment) -> QRectF:
        """Where a comment's pin stands; its arrow points down at the moment."""
        width, height = pin_size()
        return QRectF(round(self._ruler.viewport.axis.x(comment.frame)) - width / 2, px(TOP), width, height)

    def at(self, place: QPointF) -> Comment | None:
        """The comment whose pin is at a place."""
        return next((one for one in reversed(self._studio.session.comments) if self.rect(one).contains(place)), None)

    def paint(self, painter: QPainter, rect: QRect, theme: Theme) -> None:
        """Draw the pins: solved ones first, the chosen one last."""
        session, chosen = self._studio.session, self._studio.selection.comment
        near = QRectF(rect).adjusted(-px(16), 0, px(16), 0)
        for one in sorted(session.comments, key=lambda one: (one.id == chosen, not one.solved)):
            place = self.rect(one)
            if place.intersects(near):
                paint_pin(painter, place, one.author, theme.track(color_of(session, one.author)), theme, solved=one.solved)

    # ---- the hand

    def press(self, comment: Comment) -> None:
        """A pin is taken hold of."""
        self.held, self.moved, self._gesture = comment, False, Gesture("comment")

    def drag(self, frame: int) -> None:
        """The pin that is held goes to a frame."""
        if self.held is not None:
            self.moved = True
            self._studio.do(edits.move_comment, self.held.id, frame, gesture=self._gesture)

    def release(self) -> None:
        """The pin is let go; one that was not moved opens."""
        held, self.held = self.held, None
        if held is not None and not self.moved:
            self.open(held.id)

    def words(self, comment: Comment) -> str:
        """What the bubble over a pin says."""
        plain = " ".join(comment.text.split())
        return f"{comment.author or 'Nobody'}: {plain if len(plain) <= READ else plain[: READ - 1] + '…'}"

    # ---- what floats

    def open(self, comment_id: str) -> None:
        """Show a comment whole beside its pin; it is the chosen one."""
        comment = next((one for one in self._studio.session.comments if one.id == comment_id), None)
        if comment is not None:
            self._studio.selection.select_comment(comment_id)
            self._float(OpenComment(self._studio, comment, self._ruler.window()), comment.frame)

    def write(self, frame: int) -> None:
        """Open a field for a comment at a frame."""
        field = NewComment(self._studio, frame, self._ruler.window())
        self._float(field, frame)
        field.writer.field.setFocus()

    def _float(self, floating: Floating, frame: int) -> None:
        if self.floating is not None:
            self.floating.dismiss()
        self.floating = floating
        floating.gone.connect(self._on_gone)
        ruler, window = self._ruler, self._ruler.window()
        x = min(max(round(ruler.viewport.axis.x(frame)), 0), ruler.width())
        corner = ruler.mapTo(window, QPoint(x, 0))
        floating.open_beside(QRect(corner.x() - px(10), corner.y(), px(20), ruler.height()))

    def _on_gone(self) -> None:
        self.floating = None
