"""The status bar: what the thing under the pointer does; load, disk time left, dropouts, and what undo will undo."""

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from daw.model.session import Session
from daw.ui.metrics import MEDIUM, SECONDARY, px, text_width
from daw.ui.recording import troubles
from daw.ui.studio import Studio, Tick
from daw.ui.theme import Theme
from daw.ui.timetext import clock_text
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import CENTER, draw_text

SAID_MS = 6000
HINTS = {
    "record": "R records.  Space plays.  Nothing is ever recorded over.",
    "mix": "Space plays.  R records.  Ctrl+K finds any command.",
}
LOW_DISK_S = 600
DISK_EVERY = 60  # ticks


class Words(Pressable):
    """Small words that can be clicked."""

    words = "0 dropouts"

    def set_words(self, words: str) -> None:
        """Say something else."""
        if words != self.words:
            self.words = words
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """What it says."""
        return self.words

    def natural_size(self) -> tuple[int, int]:
        return round(text_width(self.words, SECONDARY, MEDIUM)) + px(8), px(22)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ink = theme.mute if self.words[:2] != "0 " else theme.text if self.hovered else theme.text2
        draw_text(painter, QRectF(self.rect()), self.words, SECONDARY, MEDIUM, ink, CENTER)


class StatusBar(Ground):
    """dropouts_asked : the count was clicked"""

    dropouts_asked = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self._studio = studio
        self.setProperty("zone", "status")
        self.setAccessibleName("Status")
        self.setFixedHeight(px(24))
        self.hint = Label(size=SECONDARY, ink="text2")
        self.load = Label("DSP –", size=SECONDARY, ink="text2")
        self.disk = Label(size=SECONDARY, ink="text2")
        self.dropouts = Words("Dropouts", help="Shows when sound was lost.")
        self.undo = Label(size=SECONDARY, ink="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(16))
        row.addWidget(self.hint, 1)
        for widget in (self.load, self.disk, self.dropouts, self.undo):
            row.addWidget(widget)
        self.undo.setMaximumWidth(px(360))
        self._said = ""
        self._tipped = ""
        self._leave = QTimer(self, singleShot=True, interval=SAID_MS)
        self._leave.timeout.connect(self._forget)
        self._count = 0
        self.dropouts.clicked.connect(self.dropouts_asked)
        studio.said.connect(self.say)
        studio.ticked.connect(self._on_tick)
        studio.session_changed.connect(self._on_session)
        studio.view.changed.connect(self._on_view)
        self._on_session(studio.session, studio.session)
        self._show_disk()
        self._show_hint()

    def say(self, text: str) -> None:
        """Show a line for a while."""
        self._said = text
        self._leave.start()
        self._show_hint()

    def tip(self, text: str) -> None:
        """Show what the thing under the pointer does; empty when there is nothing to say of it."""
        if text != self._tipped:
            self._tipped = text
            if text:
                self._said = ""
            self._show_hint()

    def _on_view(self, names: frozenset[str]) -> None:
        if "layout" in names:
            self._show_hint()

    def _forget(self) -> None:
        self._said = ""
        self._show_hint()

    def _show_hint(self) -> None:
        self.hint.set_text(self._said or self._tipped or HINTS[self._studio.view.layout])

    def _on_tick(self, tick: Tick) -> None:
        self._count += 1
        if self._count % DISK_EVERY == 0:
            self._show_disk()
        if tick.levels is not None and self._count % 8 == 0:
            share = round(tick.levels.load * 100.0)
            self.load.set_text(f"DSP {share} %")
            self.load.set_ink("mute" if share >= 80 else "text2")
            self._show_troubles(len(tick.levels.dropouts), clips=troubles(self._studio)[1] if tick.recording else 0)

    def _show_troubles(self, lost: int, *, clips: int) -> None:
        """Dropouts since the sound was started, and clips in the recording under way."""
        clipped = f"{clips} clip{'' if clips == 1 else 's'}" if clips else ""
        if lost or not clipped:
            clipped = f"{lost} dropout{'' if lost == 1 else 's'}" + (f", {clipped}" if clipped else "")
        self.dropouts.set_words(clipped)

    def _show_disk(self) -> None:
        left = self._studio.disk_time_left_s()
        self.disk.set_text(f"Disk {clock_text(left)} left")
        self.disk.set_ink("mute" if left < LOW_DISK_S else "text2")

    def _on_session(self, _old: Session, _new: Session) -> None:
        label = self._studio.document.undo_label
        self.undo.set_text(f"Undo: {label}" if label else "Nothing to undo")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(px(24))
        super().changeEvent(event)
