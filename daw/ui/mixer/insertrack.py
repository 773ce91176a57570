"""The inserts of a strip: three rows and what scrolls; adding, ordering, copying, switching and removing effects."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from daw.model import edits
from daw.model.track import Track
from daw.ui import theme as themes
from daw.ui.editors.adding import add_effect
from daw.ui.metrics import px, pxf
from daw.ui.mixer.effectlist import open_effect_list
from daw.ui.mixer.insertmenu import open_empty_menu, open_slot_menu, open_window
from daw.ui.mixer.insertslot import AddSlot, InsertSlot, empty_fill
from daw.ui.mixer.stripkind import slot_words
from daw.ui.mixer.stripplan import INSERT_PITCH, ROW
from daw.ui.studio import Studio
from daw.ui.widgets.searchlist import SearchList
from daw.ui.widgets.shapes import FIELD_RADIUS, fill_rounded
from daw.ui.widgets.textfield import NameEntry


class InsertRack(QWidget):
    """`carried(slot id, place, modifiers, dropped)` : an effect is carried over the window; the mixer knows where it may be put."""

    carried = Signal(str, QPoint, object, bool)

    def __init__(self, studio: Studio, track: Track, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._track = studio, track
        self.slots: list[InsertSlot] = []
        self.add_slot = AddSlot(where=track.name, parent=self)
        self.add_slot.clicked.connect(self._on_add)
        self.add_slot.focused.connect(self._on_focused)
        self._first = 0  # row at the top
        self._mark: int | None = None  # where a carried effect would go
        self._entry: NameEntry | None = None
        self.setAccessibleName(f"Inserts, {track.name}")
        self.show_track(track)

    # ---- what it shows

    def show_track(self, track: Track) -> None:
        """Show a track's effects."""
        self._track = track
        if [slot.id for slot in track.slots] != [one.slot_id for one in self.slots]:
            self._rebuild()
        missing = self._studio.engine.missing_effects if self._studio.engine is not None else {}
        for widget, slot in zip(self.slots, track.slots, strict=True):
            widget.set_frozen(frozen=track.frozen is not None)
            widget.show_slot(slot_words(slot), track.color, on=not slot.bypassed, missing=missing.get(slot.id, ""))

    def _rebuild(self) -> None:
        known = {one.slot_id: one for one in self.slots}
        focused = next((one.slot_id for one in self.slots if one.hasFocus()), None)
        self.slots = [known.pop(slot.id) if slot.id in known else self._made(slot.id) for slot in self._track.slots]
        for gone in known.values():
            gone.hide()
            gone.deleteLater()
        previous: QWidget | None = None
        for widget in (*self.slots, self.add_slot):
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget
        self._place()
        kept = next((one for one in self.slots if one.slot_id == focused), None)
        if kept is not None:
            kept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, slot_id: str) -> InsertSlot:
        slot = InsertSlot(slot_id, where=self._track.name, parent=self)
        slot.moved.connect(self._on_switch)
        slot.clicked.connect(self._on_open)
        slot.double_clicked.connect(self._on_float)
        slot.keyed.connect(self._on_key)
        slot.menu_asked.connect(self._on_menu)
        slot.dragged.connect(self._on_dragged)
        slot.dropped.connect(self._on_dropped)
        slot.drag_left.connect(self._on_drag_left)
        slot.focused.connect(self._on_focused)
        if self.isVisible():
            slot.show()
        return slot

    # ---- rows

    @property
    def rows(self) -> int:
        """Rows that are visible at once."""
        return max(1, (self.height() + px(2)) // px(INSERT_PITCH))

    def _place(self) -> None:
        """Put every row where it belongs; those out of sight are hidden."""
        self._first = min(max(self._first, 0), max(0, len(self.slots) - self.rows + 1)) if len(self.slots) >= self.rows else 0
        for index, widget in enumerate((*self.slots, self.add_slot)):
            widget.setGeometry(self.row_rect(index))
        self.update()

    def row_rect(self, index: int) -> QRect:
        """Where a row is."""
        return QRect(0, (index - self._first) * px(INSERT_PITCH), self.width(), px(ROW))

    def show_row(self, index: int) -> None:
        """Scroll until a row is in sight."""
        self._first = min(max(self._first, index - self.rows + 1), index)
        self._place()

    def resizeEvent(self, event: object) -> None:
        self._place()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _on_focused(self) -> None:
        """Bring the row that got the focus into sight."""
        rows = [*self.slots, self.add_slot]
        if self.sender() in rows:
            self.show_row(rows.index(self.sender()))  # type: ignore[arg-type]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll where there is more than fits; otherwise the mixer does."""
        if len(self.slots) < self.rows or not event.angleDelta().y():
            event.ignore()
            return
        self._first += 1 if event.angleDelta().y() < 0 else -1
        self._place()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = themes.current()
        for index in range(len(self.slots) + 1 - self._first, self.rows):
            rect = QRectF(0, index * px(INSERT_PITCH), self.width(), px(ROW))
            fill_rounded(painter, rect, FIELD_RADIUS, empty_fill(theme), theme.edge if theme.borders else None)
        painter.end()

    # ---- the hand

    def _sent(self) -> InsertSlot:
        slot = self.sender()
        assert isinstance(slot, InsertSlot)
        return slot

    def _on_switch(self, on: bool, gesture: object) -> None:  # noqa: FBT001  a slot
        slot = self._sent()
        if not self._studio.do(edits.set_bypass, slot.slot_id, not on, gesture=gesture):
            self.show_track(self._track)

    def _on_open(self, _modifiers: object) -> None:
        slot = self._sent()
        self._studio.selection.select_slot(slot.slot_id, track=self._track.id)
        self._studio.open_editor(slot.slot_id)

    def _on_float(self) -> None:
        open_window(self._studio, self._sent().slot_id)

    def _on_add(self, _modifiers: object) -> None:
        self.open_list()

    def open_list(self, replaced: str = "") -> SearchList:
        """Open the list of effects, to add one or to put one in the place of `replaced`."""
        title = "Replace effect" if replaced else f"Add effect to {self._track.name}"
        found = open_effect_list(self._studio, title, self.mapToGlobal(self.add_slot.pos()), self)
        found.setProperty("replaced", replaced)
        found.chosen.connect(self._on_chosen)
        return found

    def _on_chosen(self, effect_id: str) -> None:
        replaced = self.sender().property("replaced")
        slot_id = edits.upcoming(self._studio.session, "x")
        if self._studio.do(edits.replace_slot, replaced, effect_id) if replaced else add_effect(self._studio, self._track.id, effect_id):
            self._studio.selection.select_slot(slot_id, track=self._track.id)
            QTimer.singleShot(0, self, self._show_last)

    def _show_last(self) -> None:
        if len(self.slots) > self.rows:
            self.show_row(len(self.slots))

    def _on_key(self, what: str) -> None:
        slot = self._sent()
        at = self.slots.index(slot)
        if what == "remove":
            self.remove(slot.slot_id)
        elif what == "rename":
            self.rename(slot.slot_id)
        elif what.startswith("move"):
            self._step(at, -1 if what.endswith("up") else 1)
        else:
            rows = [*self.slots, self.add_slot]
            rows[min(max(at + (1 if what == "down" else -1), 0), len(rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, at: int, way: int) -> None:
        """Move an effect one place up or down."""
        if not 0 <= at + way < len(self.slots):
            return
        before = at + way if way < 0 else at + 2
        self._studio.do(
            edits.move_slot, self.slots[at].slot_id, self._track.id, self.slots[before].slot_id if before < len(self.slots) else None
        )

    def remove(self, slot_id: str) -> None:
        """Take an effect out; the focus goes to the one that follows."""
        at = [one.slot_id for one in self.slots].index(slot_id)
        had_focus = self.slots[at].hasFocus()
        if self._studio.do(edits.remove_slot, slot_id) and had_focus:
            [*self.slots, self.add_slot][min(at, len(self.slots))].setFocus(Qt.FocusReason.OtherFocusReason)

    def rename(self, slot_id: str) -> NameEntry:
        """Open a field over the name."""
        widget = next(one for one in self.slots if one.slot_id == slot_id)
        entry = NameEntry("Name of the effect", widget.words, self)
        entry.setProperty("slot", slot_id)
        entry.moved.connect(self._on_renamed)
        entry.open_at(widget.geometry())
        return entry

    def _on_renamed(self, name: str, gesture: object) -> None:
        self._studio.do(edits.rename_slot, self.sender().property("slot"), name, gesture=gesture)

    def _on_menu(self, place: QPoint) -> None:
        open_slot_menu(self, self._studio, self._track, self._sent().slot_id, place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_empty_menu(self, self._studio, self._track, event.globalPos())

    # ---- carrying

    def _on_dragged(self, place: QPoint, modifiers: object) -> None:
        self.carried.emit(self._sent().slot_id, place, modifiers, False)

    def _on_dropped(self, place: QPoint, modifiers: object) -> None:
        self.carried.emit(self._sent().slot_id, place, modifiers, True)

    def _on_drag_left(self) -> None:
        self.carried.emit("", QPoint(), QApplication.keyboardModifiers(), False)

    def gap_at(self, place: QPoint) -> int:
        """Before which row something let go at a place of the screen would stand."""
        y = self.mapFromGlobal(place).y() + px(INSERT_PITCH) // 2
        return min(max(y // px(INSERT_PITCH) + self._first, 0), len(self.slots))

    def slot_before(self, gap: int) -> str | None:
        """The id of the effect at a gap, or None at the end."""
        return self.slots[gap].slot_id if gap < len(self.slots) else None

    def show_mark(self, gap: int | None) -> None:
        """Show where a carried effect would go."""
        if gap != self._mark:
            self._mark = gap
            self._drop_line().setVisible(gap is not None)
            if gap is not None:
                self._line.setGeometry(0, max(0, self.row_rect(gap).y() - px(2)), self.width(), px(2))
                self._line.raise_()

    def _drop_line(self) -> QWidget:
        if not hasattr(self, "_line"):
            self._line = DropLine(self)
        return self._line


class DropLine(QWidget):
    """The line where something carried will be put."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_rounded(painter, QRectF(self.rect()), pxf(1), themes.current().accent)
        painter.end()
