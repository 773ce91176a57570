"""The window: it makes the zones, holds what is for all of them, and saves on closing.  It knows no rule of the song."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from daw.model.session import Session
from daw.ui import commands, commandsearch, metrics, zoneparts
from daw.ui.announcing import Announcing
from daw.ui.autosave import Autosave
from daw.ui.banner import Banner
from daw.ui.dock import Dock
from daw.ui.looks import Looks
from daw.ui.menus import MenuRow
from daw.ui.metrics import px
from daw.ui.places import Places
from daw.ui.progressline import ProgressLine
from daw.ui.railbar import RailBar, SidePanel
from daw.ui.shortcuts import Shortcuts, zone_of
from daw.ui.splitter import Splitter
from daw.ui.statusbar import StatusBar
from daw.ui.studio import Studio
from daw.ui.timetext import bars_text
from daw.ui.transportbar import TransportBar
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.toast import ToastArea
from daw.ui.zones import Zones

SMALLEST = QSize(1100, 680)


class Window(QWidget):
    """One song's window.  `made` : its zones are new ones.  `closed` : it is closed, everything is saved"""

    made = Signal()
    closed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        studio.window = self
        self.setWindowTitle(f"{studio.session.name} – daw")
        self.looks = Looks(studio)
        self.autosave = Autosave(studio, self)
        self.announcing = Announcing(studio, self)
        self.zones = Zones(self)
        self.toasts = ToastArea(self)
        self._ground: Ground | None = None
        self.places = Places(self)
        self._closed = False
        self._zone_before = ""
        self._measured = QTimer(self, singleShot=True, interval=0)  # the new zones have their room: sizes can be shared out
        self._measured.timeout.connect(self._on_measured)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build()
        commands.register(studio)
        zoneparts.register(studio)
        commands.register_window(studio, self)
        self.shortcuts = Shortcuts(studio.actions, self)
        studio.session_changed.connect(self._on_session)
        studio.noticed.connect(self.toasts.show)
        studio.editor_asked.connect(self._on_editor)
        metrics.changes.changed.connect(self._on_scale)
        for notice in studio.notices:
            self.toasts.show(notice)
        studio.notices.clear()

    # ---- building

    def _build(self) -> None:
        """Make all zones and put them in their places."""
        studio = self.studio
        self.setMinimumSize(min(px(SMALLEST.width()), SMALLEST.width()), min(px(SMALLEST.height()), SMALLEST.height()))
        self._ground = ground = Ground("panel")
        self.menu_row = MenuRow(studio)
        self.transport = TransportBar(studio)
        self.progress = ProgressLine(studio)
        self.banner = Banner()
        self.status = StatusBar(studio)
        self.inspector = zoneparts.inspector(studio)
        self.arrange = zoneparts.canvas(studio)
        self.dock = Dock(studio)
        for name, words, maker in zoneparts.pages():
            self.dock.add_page(name, words, maker(studio))
        self.rail = RailBar()
        self.panel = SidePanel()
        for name, words, icon, key, make in zoneparts.panels():
            self.rail.add(name, words, icon, key=key)
            self.panel.add(name, make(studio))
            self.rail.follow(name, self.panel.panels[name])
        self.middle = Splitter(Qt.Orientation.Vertical)
        self.upper = Splitter(Qt.Orientation.Horizontal)
        for at, widget in enumerate((self.arrange, self.panel)):
            self.upper.addWidget(widget)
            self.upper.setStretchFactor(at, int(widget is self.arrange))
        self.middle.addWidget(self.upper)
        self.middle.addWidget(self.dock)
        self.middle.setStretchFactor(0, 1)
        self.across = Splitter(Qt.Orientation.Horizontal)
        for at, widget in enumerate((self.inspector, self.middle)):
            self.across.addWidget(widget)
            self.across.setStretchFactor(at, int(widget is self.middle))
        body = QHBoxLayout()
        body.setSpacing(0)
        for part in (self.across, Line(standing=True, color="line"), self.rail):
            body.addWidget(part, int(part is self.across))
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in (self.menu_row, Line(color="line"), self.transport, self.progress, self.banner):
            column.addWidget(row)
        column.addLayout(body, 1)
        column.addWidget(Line(color="line"))
        column.addWidget(self.status)
        self._column.addWidget(ground)
        self._connect()
        self.places.show()

    def _connect(self) -> None:
        self.places.connect_zones()
        self.rail.help_asked.connect(self.search_commands)
        self.autosave.shown.connect(self._on_saved)
        self._on_saved(self.autosave.words, self.autosave.ink)

    def _on_scale(self) -> None:
        """Everything is measured anew: the zones are made again, and the focus goes back to the zone it was in."""
        self._zone_before = self.shortcuts.zone
        self.places.dock_back()
        old, self._ground = self._ground, None
        self._build()
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        for toast in self.toasts.toasts:
            toast.raise_()
        self._measured.start()
        self.made.emit()

    def _on_measured(self) -> None:
        self.places.show()
        entry = self.zones.entry(self._zone_before or "canvas")
        if entry is not None and self.isActiveWindow():
            entry.setFocus()

    def _on_editor(self, slot_id: str) -> None:
        track = next((one for one in self.studio.session.tracks if any(slot.id == slot_id for slot in one.slots)), None)
        if track is not None:
            self.studio.selection.select_slot(slot_id, track=track.id)
            self.places.show_dock("effects")

    # ---- other things of a window

    def search_commands(self) -> None:
        """Open the command search."""
        commandsearch.open_search(self.studio, self)

    def show_zone_keys(self) -> None:
        """List the keys that work where the focus is."""
        commandsearch.open_search(self.studio, self, self.shortcuts.zone)

    def say_where(self) -> None:
        """Tell where the focus, the song and the selection are."""
        focus = QApplication.focusWidget()
        track = next((one.name for one in self.studio.session.tracks if one.id == self.studio.selection.track), "no track")
        words = [zone_of(focus) or "window", focus.accessibleName() if focus is not None else "", track]
        text = ", ".join(word for word in words if word) + f", at {bars_text(self.studio.session, self.studio.position)}."
        self.studio.say(text)
        self.studio.announce(text, assertive=True)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_saved(self, words: str, ink: str) -> None:
        self.menu_row.show_saved(words, ink)

    def _on_session(self, old: Session, new: Session) -> None:
        if old.name != new.name:
            self.setWindowTitle(f"{new.name} – daw")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.status.tip(event.tip())
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(1600, 1000)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize() != event.size():
            self.places.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.places.show()
        self.arrange.setFocus()

    def focusNextPrevChild(self, onwards: bool) -> bool:  # noqa: FBT001  Qt's signature
        return self.zones.step(onwards=onwards) or super().focusNextPrevChild(onwards)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: a recording is ended and kept, the song is saved."""
        if self.studio.recording:
            self.studio.stop()
        if not self.studio.document.read_only and not self.autosave.save_now() and self.studio.document.dirty and not self._leave_unsaved():
            event.ignore()
            return
        if not self._closed:
            self._closed = True
            metrics.changes.changed.disconnect(self._on_scale)
            self.shortcuts.end()
            self.zones.end()
        super().closeEvent(event)
        self.closed.emit()

    def _leave_unsaved(self) -> bool:
        """The one question on closing, when the disk refuses: the edits are in the journal as far as that could be written."""
        from PySide6.QtWidgets import QMessageBox

        button = QMessageBox.StandardButton
        text = f"“{self.studio.session.name}” could not be saved. Close it and lose what was done since {self.autosave.words.lower()}?"
        return QMessageBox.question(self, "Not saved", text, button.Close | button.Cancel, button.Cancel) == button.Close
