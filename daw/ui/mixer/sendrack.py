"""The sends of a strip: a bar for each return, which is its level; a place without a send makes one when its bar is drawn up."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.model import edits
from daw.model.track import Track
from daw.ui import quantity
from daw.ui.binding import Source
from daw.ui.metrics import px
from daw.ui.mixer.stripkind import SendRow, look
from daw.ui.mixer.stripplan import SEND, SEND_PITCH
from daw.ui.studio import Studio
from daw.ui.widgets.sendbar import SendBar
from daw.units import SILENCE_DB


class Bar(SendBar):
    """A bar of the rack.  bus_id : where it sends to.  send_id : "" while there is no send"""

    def __init__(self, row: SendRow, where: str, parent: QWidget) -> None:
        super().__init__(quantity.send(row.bus.name), where=where, parent=parent)
        self.bus_id, self.send_id, self.pre = row.bus.id, "", False
        self.adding: object | None = None  # the gesture that made its send

    def tip(self) -> str:
        taken = " Before the fader." if self.pre else ""
        return f"{super().tip()}{' Switched off.' if self.muted else ''}{taken}"


class SendRack(QWidget):
    """`made(bar)`, `gone(bar)` : bars come and go with the returns of the song."""

    made = Signal(object)

    def __init__(self, studio: Studio, source: Source, track: Track, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._source, self._track = studio, source, track
        self.bars: list[Bar] = []
        self._first = 0
        self._rows: tuple[SendRow, ...] = ()

    def show_track(self, track: Track) -> None:
        """Show a track's sends and the returns it could send to."""
        self._track = track
        rows = look(self._studio.session).send_rows(track)
        if [(row.bus.id, row.bus.name) for row in rows] != [(bar.bus_id, bar.quantity.name) for bar in self.bars]:
            self._rebuild(rows)
        for bar, row in zip(self.bars, rows, strict=True):
            send = row.send
            bar.send_id, bar.pre = (send.id, send.pre_fader) if send is not None else ("", False)
            bar.set_value(send.level_db if send is not None else SILENCE_DB)
            bar.set_muted(send is not None and send.muted)
        self._rows = rows

    def _rebuild(self, rows: tuple[SendRow, ...]) -> None:
        known = {(bar.bus_id, bar.quantity.name): bar for bar in self.bars}
        keys = [(row.bus.id, row.bus.name) for row in rows]
        self.bars = [known.pop(key) if key in known else self._new(row) for key, row in zip(keys, rows, strict=True)]
        for bar in known.values():
            bar.hide()
            bar.deleteLater()
        self._place()

    def _new(self, row: SendRow) -> Bar:
        bar = Bar(row, self._track.name, self)
        bar.moved.connect(self._on_moved)
        bar.menu_opening.connect(self._on_menu)
        if self.isVisible():
            bar.show()
        self.made.emit(bar)
        return bar

    def _place(self) -> None:
        shown = max(1, (self.height() + px(2)) // px(SEND_PITCH))
        self._first = min(max(self._first, 0), max(0, len(self.bars) - shown))
        for index, bar in enumerate(self.bars):
            bar.setGeometry(0, (index - self._first) * px(SEND_PITCH), self.width(), px(SEND))

    def resizeEvent(self, event: object) -> None:
        self._place()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll where there are more bars than fit."""
        if len(self.bars) * px(SEND_PITCH) <= self.height() + px(2) or not event.angleDelta().y():
            event.ignore()
            return
        self._first += 1 if event.angleDelta().y() < 0 else -1
        self._place()
        event.accept()

    # ---- the hand

    def _on_moved(self, level_db: float, gesture: object) -> None:
        bar: Bar = self.sender()  # type: ignore[assignment]
        if not bar.send_id or (bar.adding is gesture and gesture is not None):
            bar.adding = gesture
            self._source.do(edits.add_send, self._track.id, bar.bus_id, level_db, gesture=gesture)
        else:
            bar.adding = None
            self._source.do(edits.set_send_level, bar.send_id, level_db, gesture=gesture)

    def _on_menu(self, menu: QMenu) -> None:
        bar: Bar = self.sender()  # type: ignore[assignment]
        menu.addSeparator()
        if bar.send_id:
            pre = menu.addAction("Before the fader", partial(self._studio.do, edits.set_send_pre, bar.send_id, not bar.pre))
            pre.setCheckable(True)
            pre.setChecked(bar.pre)
            mute = menu.addAction("Switched off", partial(self._studio.do, edits.set_send_mute, bar.send_id, not bar.muted))
            mute.setCheckable(True)
            mute.setChecked(bar.muted)
            menu.addAction("Remove send", partial(self._studio.do, edits.remove_send, bar.send_id))
        self.add_targets(menu)

    def add_targets(self, menu: QMenu) -> None:
        """Offer the buses that could be sent to."""
        targets = look(self._studio.session).send_targets(self._track)
        if targets:
            more = menu.addMenu("Add send to")
            for bus in targets:
                more.addAction(bus.name, partial(self._studio.do, edits.add_send, self._track.id, bus.id, 0.0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_menu(event.globalPos())

    def open_menu(self, place: QPoint) -> QMenu:
        """The menu of the room beside the bars."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_targets(menu)
        if menu.isEmpty():
            menu.addAction("Add a return first", partial(self._studio.actions.trigger, "mix.add-reverb"))
        menu.popup(place)
        return menu
