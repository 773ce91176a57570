"""The editor of the delay: its echoes to look at and to drag, tapping a time, and every number below."""

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from daw.ui.editors.body import Body
from daw.ui.editors.controls import Shelf, knob, menu, switch
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.space.cutcurve import CutCurve
from daw.ui.editors.space.mixlock import MixLock
from daw.ui.editors.space.tapspicture import TapsPicture
from daw.ui.metrics import SECONDARY, px
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.label import Label

KNOBS = (
    ("time_ms", "Time"), ("note", "Time"), ("feedback", "Feedback"), ("low_cut_hz", "Low cut"), ("high_cut_hz", "High cut"),
    ("width", "Width"), ("duck_db", "Duck"), ("modulation_ms", "Wobble"), ("modulation_hz", "Wobble speed"), ("mix", "Mix"),
)  # fmt: skip
LONGEST_TAP_S, TAPS = 2.5, 5  # a longer pause begins anew; so many taps are averaged


class DelayEditor(Body):
    """Everything of the delay; the tempo is the song's.  The key T, anywhere in it, taps the time."""

    how = "Drag an echo sideways for time, up and down for feedback. T taps the time."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.picture = TapsPicture(link)
        self.sync = switch(link, "sync", "Sync to the song")
        self.note = menu(link, "note", "Note", width=96)
        self.ping_pong = switch(link, "ping_pong", "Ping-pong")
        self.tap_button = Button(
            "Tap", look=Look(height=24), key="T", help="Tap twice or more: the time between the taps becomes the time of the delay."
        )
        self.tempo = Label("", size=SECONDARY, ink="text3")
        self.knobs = {name: knob(link, name, words) for name, words in KNOBS}
        self.knobs["note"].hide()
        self.lock = MixLock(link, self.knobs["mix"])
        self.cuts = CutCurve(link, "Low cut and high cut of the loop")
        self._taps: list[float] = []
        self._gesture: Gesture | None = None
        top = QHBoxLayout()
        top.setSpacing(px(14))
        for part in (self.sync, self.note, self.ping_pong, self.tap_button):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            top.addWidget(part)
        top.addWidget(self.tempo, 1)
        top.addWidget(self.lock)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(8), px(12), px(8))
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.picture, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(px(14))
        self._shelf = Shelf(list(self.knobs.values()))
        bottom.addWidget(self._shelf, 1)
        bottom.addWidget(self.cuts)
        column.addLayout(bottom)
        self.tap_button.clicked.connect(self._on_tap)
        link.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the slot as it is."""
        synced = self.link.is_on("sync")
        self.note.setEnabled(synced)
        if self.knobs["note"].isHidden() == synced:
            self.knobs["note"].setVisible(synced)
            self.knobs["time_ms"].setVisible(not synced)
            self._shelf.arrange()
        self.tempo.set_text(f"{self.link.tempo_bpm:.1f} bpm, from the song")

    def end(self) -> None:
        self.lock.end()

    def _on_tap(self) -> None:
        self.tap(time.monotonic())

    def tap(self, now_s: float) -> None:
        """A tap; from the second on, the time follows."""
        if self._taps and now_s - self._taps[-1] > LONGEST_TAP_S:
            self._taps = []
        if not self._taps:
            self._gesture = Gesture("tap")
        self._taps = [*self._taps, now_s][-TAPS:]
        if len(self._taps) > 1:
            time_ms = (self._taps[-1] - self._taps[0]) / (len(self._taps) - 1) * 1000.0
            self.link.ask_all({"sync": 0.0, "time_ms": self.link.quantity("time_ms").clamp(round(time_ms, 1))}, self._gesture)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_tap(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_tap(event):
            if not event.isAutoRepeat():
                self._on_tap()
        else:
            super().keyPressEvent(event)


def _is_tap(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.NoModifier
