"""The transport: tools, grid, undo; start, stop, play, record, loop; the counter; click and count-in; loudness and the meter."""

import math
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QVBoxLayout, QWidget

from daw.model.session import Session
from daw.ui.ballistics import Falling
from daw.ui.counter import Counter
from daw.ui.listenmenu import fill_listening
from daw.ui.metrics import MARKS, SEMIBOLD, px
from daw.ui.studio import TICK_MS, Studio, Tick
from daw.ui.widgets.button import PLAY, RECORD, TOOL, TRANSPORT, Button, Look
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label, Reading
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.meter import Meter
from daw.ui.widgets.meterscale import BAR_MARKS
from daw.ui.widgets.pill import Pill
from daw.ui.widgets.pressable import Pressable

TOOLS = (
    ("pointer", "pointer", "Pointer", "Moves, trims and selects clips."),
    ("range", "range", "Range", "Selects time."),
    ("split", "scissors", "Split", "Cuts clips where you click."),
    ("draw", "pencil", "Draw", "Draws automation."),
)
GRIDS = [(key, "Adaptive" if key == "adaptive" else key) for key in ("adaptive", "1/1", "1/2", "1/4", "1/8", "1/16", "1/32")]
COUNT_INS = [("0", "Off"), ("1", "1 bar"), ("2", "2 bars"), ("4", "4 bars")]
MAGNET = Look("flat", "tint", 28, 32)
HISTORY = Look("flat", "tint", 28, 32)
CLICK = Look("flat", "tint", 28, 32)
HEIGHT, COMPACT_HEIGHT = 52, 40


class MasterMeter(Meter):
    """The master's meter: a click asks for the loudness panel, a double-click begins measuring anew."""

    opened = Signal()
    reset = Signal()

    def __init__(self) -> None:
        super().__init__(2, thickness=14, lying=True, scale=BAR_MARKS, where="Mix bus")
        self.setMinimumWidth(px(90))

    def tip(self) -> str:
        return f"Mix bus, {self.text()}. Click shows the loudness panel, double-click begins measuring anew."

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.reset.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()


class TransportBar(Ground):
    """Everything here is also an action with a key; the bar only shows and asks."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self._studio = studio
        self.setProperty("zone", "transport")
        self.setAccessibleName("Transport")
        self._holds = (Falling(), Falling())
        self._tools = {key: Button(words, icon=icon, look=TOOL, help=help) for key, icon, words, help in TOOLS}
        self.magnet = Button("Snap", icon="magnet", look=MAGNET, help="Edits stick to the grid. Hold Ctrl for the other way.", key="N")
        self.grid = MenuButton("Grid", GRIDS, face="field", width=76)
        self.undo = Button("Undo", icon="undo", look=HISTORY, key="Ctrl+Z")
        self.redo = Button("Redo", icon="redo", look=HISTORY, key="Ctrl+Shift+Z")
        self.to_start = Button("To start", icon="to-start", look=TRANSPORT, key="Enter")
        self.stop = Button("Stop", icon="stop", look=TRANSPORT, key="Space")
        self.play = Button("Play", icon="play", look=PLAY, key="Space")
        self.record = Button("Record", icon="record", look=RECORD, key="R", help="Records on the armed tracks.")
        self.loop = Button("Loop", icon="loop", look=TRANSPORT, key="L", help="Plays the loop range again and again.")
        self.counter = Counter(studio)
        self.click = Button("Click", icon="metronome", look=CLICK, key="C", help="The metronome: off, while recording, or always.")
        self.count_in = MenuButton("Count-in", COUNT_INS, face="flat", width=62)
        self.solo = Pill("Solo", lit="lit_solo", help="Something is soloed. Click clears all solos.")
        self.integrated = Reading("Integrated loudness", size=14, weight=SEMIBOLD, widest="−00.0")
        self.true_peak = Reading("Maximum true peak", size=14, weight=SEMIBOLD, widest="−00.0")
        self.meter = MasterMeter()
        self.listen = Button("Listening", icon="headphones", look=TOOL, help="Dim, mono and live inputs: how you hear the mix.")
        self._readings = [self._titled("LUFS-I", self.integrated), self._titled("TP max", self.true_peak)]
        self._lay_out()
        self._connect()
        self._show_view(frozenset())
        self._show_transport()
        self._show_session(studio.session, studio.session)

    def _titled(self, words: str, reading: Reading) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, px(4), 0, px(4))
        column.setSpacing(px(1))
        column.addWidget(Label(words, size=MARKS, weight=SEMIBOLD, ink="text2"))
        column.addWidget(reading)
        return box

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setSpacing(px(4))
        row.setContentsMargins(px(12), 0, px(10), 0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._lines = [Line(standing=True) for _ in range(3)]
        for line in self._lines:
            line.setFixedHeight(px(22))
        for tool in self._tools.values():
            row.addWidget(tool)
        self._add(self._lines[0], self.magnet, self.grid, self._lines[1], self.undo, self.redo)
        row.addStretch(3)
        self._add(self.to_start, self.stop, self.play, self.record, self.loop)
        row.addSpacing(px(8))
        row.addWidget(self.counter)
        row.addSpacing(px(8))
        self._add(self.click, self.count_in, self.solo)
        row.addStretch(2)
        row.addWidget(self._lines[2])
        for box in self._readings:
            row.addSpacing(px(8))
            row.addWidget(box)
        row.addSpacing(px(8))
        row.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.listen)
        self.solo.hide()

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._row.addWidget(widget)

    def _connect(self) -> None:
        studio, actions = self._studio, self._studio.actions
        self._keys: dict[Pressable, str] = {
            self.magnet: "transport.snap", self.undo: "edit.undo", self.redo: "edit.redo", self.to_start: "transport.to-start",
            self.stop: "transport.stop", self.play: "transport.play", self.record: "transport.record", self.loop: "transport.loop",
            self.solo: "mix.clear-solo", **{button: f"tool.{name}" for name, button in self._tools.items()},
        }  # fmt: skip
        for button in self._keys:
            button.clicked.connect(self._on_button)
        self.click.clicked.connect(self._on_click)
        self.grid.moved.connect(self._on_grid)
        self.count_in.moved.connect(self._on_count_in)
        self.listen.clicked.connect(self.open_listening)
        self.meter.opened.connect(self._on_meter)
        self.meter.reset.connect(self._on_reset)
        studio.view.changed.connect(self._show_view)
        studio.transport_changed.connect(self._show_transport)
        studio.session_changed.connect(self._show_session)
        studio.ticked.connect(self._on_tick)
        actions.changed.connect(self._show_keys)

    # ---- the hand

    def _on_button(self) -> None:
        self._studio.actions.trigger(self._keys[cast(Pressable, self.sender())])

    def _on_click(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for when, words in (("off", "Off"), ("recording", "While recording"), ("always", "Always")):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._studio.view.click == when)
            action.setData(when)
        menu.triggered.connect(self._on_click_chosen)
        menu.popup(self.click.mapToGlobal(QPoint(0, self.click.height())))

    def _on_click_chosen(self, action: object) -> None:
        self._studio.set_click(action.data())  # type: ignore[attr-defined]

    def _on_grid(self, key: str, _gesture: object) -> None:
        self._studio.view.grid = key

    def _on_count_in(self, key: str, _gesture: object) -> None:
        self._studio.set_count_in(int(key))

    def _on_meter(self) -> None:
        self._studio.show_dock("loudness")

    def _on_reset(self) -> None:
        if self._studio.engine is not None:
            self._studio.engine.reset_peaks()
            self._studio.engine.reset_loudness()

    def open_listening(self) -> QMenu:
        """Open the menu of how the mix is heard."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_listening(menu, self._studio)
        menu.popup(self.listen.mapToGlobal(QPoint(self.listen.width() - menu.sizeHint().width(), self.listen.height())))
        return menu

    # ---- the eyes

    def _show_view(self, _names: frozenset[str]) -> None:
        view = self._studio.view
        for name, button in self._tools.items():
            button.set_lit(view.tool == name)
        self.magnet.set_lit(view.snap)
        self.grid.set_value(view.grid)
        self.count_in.set_value(str(view.count_in))
        self.setFixedHeight(px(COMPACT_HEIGHT if view.compact else HEIGHT))

    def _show_transport(self) -> None:
        studio = self._studio
        self.play.set_lit(studio.playing)
        self.record.set_lit(studio.recording)
        self.loop.set_lit(studio.view.loop)
        self.click.set_lit(studio.view.click != "off")
        self.listen.set_lit(studio.view.dim or studio.view.mono)
        self.count_in.set_value(str(studio.view.count_in))
        if not studio.recording:
            self.record.set_caption("")

    def _show_session(self, _old: Session, new: Session) -> None:
        document = self._studio.document
        soloed = any(track.solo for track in new.tracks)
        if soloed != self.solo.isVisibleTo(self):
            self.solo.setVisible(soloed)
            self._fit()
        self.undo.setEnabled(document.undo_label is not None)
        self.redo.setEnabled(document.redo_label is not None)
        self.undo.help = f"{document.undo_label}." if document.undo_label else "Nothing to undo."
        self.redo.help = f"{document.redo_label}." if document.redo_label else "Nothing to do again."

    def _show_keys(self) -> None:
        for button, key in self._keys.items():
            if isinstance(button, Button):
                button.key = self._studio.actions.shown(key)

    def _on_tick(self, tick: Tick) -> None:
        engine = self._studio.engine
        left = engine.count_in_beats_left if tick.counting and tick.recording and engine is not None else 0
        if self.record.caption != (str(left) if left else ""):
            self.record.set_caption(str(left) if left else "")
        if tick.levels is None:
            return
        loudness = tick.levels.loudness
        self.integrated.set_text(level_text(loudness.integrated_lufs))
        over = loudness.true_peak_dbtp is not None and loudness.true_peak_dbtp > 0.0
        self.true_peak.set_text(level_text(loudness.true_peak_dbtp), ink="rec" if over else "text")
        master = tick.levels.tracks.get(self._studio.session.tracks[-1].id)
        if master is not None:
            for hold, peak in zip(self._holds, master.peak_db, strict=True):
                hold.step(peak, TICK_MS / 1000.0)
            self.meter.set_levels(master.peak_db, master.rms_db, [hold.hold_db for hold in self._holds], clipped=master.clipped)

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be: what there is no room for is left out."""
        return QSize(px(480), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what there is no room for, the least needed first; everything left out is in a menu or a panel too."""
        counter, readings = self.counter, (*self._readings, self._lines[2])
        self.meter.setMaximumWidth(px(200))
        counter.show_parts(meter=True, second=True)
        history = (self.undo, self.redo, self._lines[1])
        tools = (*self._tools.values(), self._lines[0])
        for widget in (*readings, *history, *tools, self.count_in, self.meter, self.listen, self.click):
            widget.show()
        for leave in (
            lambda: _hide(readings),
            lambda: _hide(history),
            lambda: counter.show_parts(meter=False, second=True),
            lambda: counter.show_parts(meter=False, second=False),
            self.count_in.hide,
            self.meter.hide,
            lambda: _hide(tools),
            self.click.hide,
            self.listen.hide,
        ):
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                return
            leave()


def _hide(widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        widget.hide()


def level_text(level: float | None) -> str:
    """A level with one decimal and no unit; −∞ where there is none."""
    if level is None or not math.isfinite(level) or level <= -90.0:
        return "−∞"
    return f"{level:.1f}".replace("-", "−")
