"""A task: a box to tick, its words, and who does it until when."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from daw.model import edits
from daw.model.comment import Task
from daw.model.session import Session
from daw.ui.comments import doing
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, px, pxf, text_width
from daw.ui.studio import Studio
from daw.ui.theme import Theme, pen
from daw.ui.widgets.shapes import LEFT, RIGHT, draw_text
from daw.ui.widgets.textfield import NameEntry
from daw.ui.widgets.toggle import TwoState

BOX, WORDS = 13, 26


class TaskRow(TwoState):
    """A click or Space ticks it off; F2 edits, Del deletes; the bar at its right is gone to with a click."""

    def __init__(self, studio: Studio, session: Session, task: Task) -> None:
        super().__init__("Task", help="Click ticks it off. F2 edits it.")
        self._studio, self.task = studio, task
        self.remark = self.place = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.moved.connect(self._on_moved)
        self.show_task(session, task)

    def show_task(self, session: Session, task: Task) -> None:
        """Show a task as it is now."""
        self.task = task
        self.set_value(task.done)
        self.remark = ", ".join(word for word in (task.owner, task.due) if word)
        self.place = "" if task.frame is None else doing.bar_words(session, task.frame)
        at = f", bar {self.place}" if self.place else ""
        self.setAccessibleName(f"{task.text}{', ' + self.remark if self.remark else ''}{at}")
        self.update()

    def tip(self) -> str:
        return f"{self.task.text}. {self.remark + '. ' if self.remark else ''}{self.help}"

    def natural_size(self) -> tuple[int, int]:
        return px(120), px(26)

    def _on_moved(self, on: bool, gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.do(edits.set_task_done, self.task.id, on, gesture=gesture)

    def place_rect(self) -> QRectF:
        """Where the bar stands that a click goes to."""
        width = text_width(self.place, SECONDARY, MEDIUM) + px(8) if self.place else 0.0
        return QRectF(self.width() - width, 0, width, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.place and self.place_rect().contains(event.position()) and self.task.frame is not None:
            self._set_down(down=False)
            self._studio.locate(self.task.frame)
        else:
            super().mouseReleaseEvent(event)

    def wants(self, event: QKeyEvent) -> bool:
        return super().wants(event) or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.write("text")
        elif event.key() == Qt.Key.Key_Delete:
            self._studio.do(edits.remove_task, self.task.id)
        else:
            super().keyPressEvent(event)

    def write(self, what: str) -> NameEntry:
        """Open a field for its "text", its "owner" or its day ("due")."""
        edit = {"text": edits.set_task_text, "owner": edits.set_task_owner, "due": edits.set_task_due}[what]
        names = {"text": "Task", "owner": "Who does it", "due": "Until when"}
        entry = NameEntry(names[what], getattr(self.task, what), self)
        entry.setPlaceholderText(names[what])
        entry.moved.connect(partial(self._on_written, edit))
        entry.open_at(self.rect().adjusted(px(WORDS) - px(4), px(1), 0, -px(1)))
        return entry

    def _on_written(self, edit: object, text: str, gesture: object) -> None:
        self._studio.do(edit, self.task.id, text, gesture=gesture)  # type: ignore[arg-type]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Edit\tF2", partial(self.write, "text"))
        menu.addAction("Who does it", partial(self.write, "owner"))
        menu.addAction("Until when", partial(self.write, "due"))
        menu.addSeparator()
        doing.fill_task_menu(menu, self._studio, self.task)
        menu.popup(event.globalPos())

    def paint(self, painter: QPainter, theme: Theme) -> None:
        side = pxf(BOX)
        box = QRectF(pxf(2), (self.height() - side) / 2, side, side)
        painter.setPen(pen(theme.play if self.is_on else theme.border, pxf(1.4)))
        painter.setBrush(theme.hover if self.hovered else theme.field)
        painter.drawRoundedRect(box, pxf(3), pxf(3))
        if self.is_on:
            paint_icon(painter, "check", box.adjusted(1, 1, -1, -1), theme.play)
        place = self.place_rect()
        ink = theme.text2 if self.is_on else theme.fg if self.hovered else theme.text
        words = QRectF(px(WORDS), 0, place.left() - px(WORDS) - px(4), self.height())
        if self.remark:
            room = min(text_width(self.remark, SECONDARY, MEDIUM) + px(2), words.width() * 0.45)
            right = QRectF(QPointF(words.right() - room, 0), words.bottomRight())
            draw_text(painter, right, self.remark, SECONDARY, MEDIUM, theme.text3, RIGHT)
            words.setRight(right.left() - px(6))
        draw_text(painter, words, self.task.text, BODY, MEDIUM, ink, LEFT)
        draw_text(painter, place, self.place, SECONDARY, MEDIUM, theme.accent, RIGHT)


class TaskList(QWidget):
    """Rows that stay the same widgets while their tasks change."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.rows: dict[str, TaskRow] = {}
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_tasks(self, session: Session, tasks: list[Task]) -> None:
        """Show these; nothing is done where all of it is shown already."""
        if (session.tasks, session.tempo) == self._shown:
            return
        self._shown = (session.tasks, session.tempo)
        wanted = {one.id for one in tasks}
        for gone in [one for one in self.rows if one not in wanted]:
            row = self.rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, task in enumerate(tasks):
            if task.id not in self.rows:
                self.rows[task.id] = TaskRow(self._studio, session, task)
            row = self.rows[task.id]
            row.show_task(session, task)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self.setVisible(bool(tasks))


def done_words(tasks: tuple[Task, ...]) -> str:
    """How many are done: "1 of 3 done"."""
    return f"{sum(task.done for task in tasks)} of {len(tasks)} done" if tasks else ""
