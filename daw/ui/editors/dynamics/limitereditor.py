"""The editor of the limiter: the last six seconds with the ceiling to drag, loudness, and every number below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from daw.ui.editors.body import Body
from daw.ui.editors.controls import Shelf, knob, menu, segments, switch
from daw.ui.editors.dynamics.history import INSET, History, HistoryPicture
from daw.ui.editors.hearing import Fresh
from daw.ui.editors.outputmeter import OutputMeter
from daw.ui.editors.picture import level_line
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.studio import Tick
from daw.ui.theme import Theme, alpha
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.label import Label, Reading
from daw.ui.widgets.shapes import CENTER, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.engine.scope import Scope

SECONDS, LOW_DB = 6.0, -18.0
HARD_DB = 6.0  # more than this is much
NARROW = 880
GRIP = 7.0  # pixels either side of the ceiling's line
FINE, RUN_MS = 0.1, 700
KNOBS = (("gain_db", "Gain"), ("ceiling_db", "Ceiling"), ("release_ms", "Release"), ("link", "Link"))
METER = "gain_reduction_db"
WORKING = ("now", "Reduction now"), ("most", "Reduction max")
READINGS = (("short_term_lufs", "Short-term", "LUFS"), ("integrated_lufs", "Integrated", "LUFS"), ("true_peak_dbtp", "True peak", "dBTP"))
WAYS = {Qt.Key.Key_Up: 0.1, Qt.Key.Key_Down: -0.1, Qt.Key.Key_PageUp: 1.0, Qt.Key.Key_PageDown: -1.0}
NAME = "ceiling_db"


class CeilingPicture(HistoryPicture):
    """The history with the ceiling as a line that can be dragged, and moved by the arrows."""

    def __init__(self, link: SlotLink, history: History) -> None:
        super().__init__("The last six seconds, with the ceiling", history, low_db=LOW_DB, step_db=3.0, labelled=True)
        self._link = link
        self._gesture: Gesture | None = None
        self._last, self._now = 0.0, 0.0
        self._run = QTimer(self, singleShot=True, interval=RUN_MS)
        self._run.timeout.connect(self._end)
        self.words = ""
        link.changed.connect(self.update)

    def text(self) -> str:
        return f"ceiling {self._link.text(NAME)}"

    def paint_top(self, painter: QPainter, theme: Theme) -> None:
        plot, ceiling_db = self.plot, self._link.value(NAME)
        y = self.level_y(ceiling_db)
        held = self._gesture is not None or self.hasFocus()
        if NAME in self._link.automated:
            level_line(painter, theme.mute, plot.left(), plot.right(), y + pxf(2), pxf(1.4))
        level_line(painter, theme.rec, plot.left(), plot.right(), y, pxf(2.0 if held else 1.4))
        words = f"Ceiling {self._link.text(NAME)}"
        wide = text_width(words, SECONDARY, SEMIBOLD) + pxf(20)
        top = y + pxf(5) if y + pxf(30) < self.height() else y - pxf(27)
        place = QRectF(plot.left() + pxf(12), top, wide, pxf(22))
        fill_rounded(painter, place, 4, alpha(theme.raised, 0.92))
        draw_text(painter, place, words, SECONDARY, SEMIBOLD, theme.text, CENTER)
        if self.words:
            wide = text_width(self.words, SECONDARY, SEMIBOLD) + pxf(24)
            place = QRectF(plot.right() - wide - pxf(10), self.height() - pxf(36), wide, pxf(24))
            fill_rounded(painter, place, 12, alpha(theme.raised, 0.92))
            draw_text(painter, place, self.words, SECONDARY, SEMIBOLD, theme.mute, CENTER)

    def _is_near(self, place: QPointF) -> bool:
        return abs(place.y() - self.level_y(self._link.value(NAME))) <= pxf(GRIP) and place.x() >= self.plot.left()

    def _start(self, name: str) -> None:
        self._end()
        self._gesture, self._now = Gesture(name), self._link.setting(NAME)

    def _end(self) -> None:
        self._run.stop()
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            self._link.let_go(gesture)
            self.update()

    def _ask(self, by_db: float) -> None:
        if self._gesture is not None:
            self._now = self._link.quantity(NAME).clamp(self._now + by_db)
            self._link.ask(NAME, round(self._now, 2), self._gesture)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton and self._is_near(event.position()):
            self._start("ceiling")
            self._last = event.position().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is None or not event.buttons():
            self.setCursor(Qt.CursorShape.SizeVerCursor if self._is_near(event.position()) else Qt.CursorShape.ArrowCursor)
            return
        share = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        y, last = event.position().y(), self._last
        self._last = y
        self._ask((self.level_db(y) - self.level_db(last)) * share)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_near(event.position()):
            self._end()
            self._reset()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Reset and automation of the ceiling."""
        self._end()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Reset the ceiling", self._reset)
        self._link.fill_menu(NAME, menu, "ceiling")
        menu.popup(event.globalPos())

    def _reset(self) -> None:
        self._link.ask(NAME, self._link.params[NAME].default, Gesture("reset"))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in WAYS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in WAYS or event.modifiers():
            super().keyPressEvent(event)
            return
        if self._gesture is None or not self._run.isActive():
            self._start("ceiling by keys")
        self._run.start()
        self._ask(WAYS[Qt.Key(event.key())])


class LimiterEditor(Body):
    """Everything of the limiter."""

    how = "Drag the red line: no peak passes it. Equal loudness above lets you hear the change, not the volume."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.history = History(SECONDS, link.studio.sample_rate)
        self.past = CeilingPicture(link, self.history)
        self.meter = OutputMeter(link, deepest_db=-LOW_DB)
        self.knobs = {name: knob(link, name, words) for name, words in KNOBS}
        self.style_buttons = segments(link, "style")
        self.true_peak = switch(link, "true_peak", "True peak")
        self.readings = {name: Reading(words, size=18, widest=f"−00.0 {unit}", align_right=True) for name, words, unit in READINGS}
        self._roomy: list[QWidget] = []
        self.dither = menu(link, "dither", "Dither", width=150)
        self.dither.set_choices([("0", "Off, set at bounce"), *self.dither.choices[1:]])
        self.working = {name: Reading(words, size=18, widest="−00.0 dB", align_right=True) for name, words in WORKING}
        self._fresh = Fresh()
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.past, 1)
        top.addLayout(self.meter.reduction_column(INSET))
        top.addWidget(self.meter)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(12), px(8))
        column.setSpacing(px(8))
        column.addLayout(top, 1)
        column.addLayout(self._bottom())
        link.changed.connect(self.refresh)
        self.refresh()

    def _bottom(self) -> QHBoxLayout:
        switches = QVBoxLayout()
        switches.setSpacing(px(7))
        switches.addWidget(self.style_buttons)
        switches.addWidget(self.true_peak)
        dither = QHBoxLayout()
        dither.setSpacing(px(8))
        words = Label("Dither", size=SECONDARY, weight=MEDIUM, ink="text3")
        words.setMinimumWidth(words.sizeHint().width())
        dither.addWidget(words)
        dither.addWidget(self.dither, 1)
        switches.addLayout(dither)
        switches.addStretch(1)
        self.style_buttons.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.true_peak.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bottom = QHBoxLayout()
        bottom.addWidget(Shelf(list(self.knobs.values())), 1)
        bottom.addSpacing(px(8))
        bottom.addLayout(switches)
        bottom.addSpacing(px(18))
        bottom.addLayout(self._numbers())
        return bottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow editor the reduction is told at its meter alone."""
        super().resizeEvent(event)
        for part in self._roomy:
            part.setVisible(self.width() >= px(NARROW))

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(px(2))
        grid.setHorizontalSpacing(px(10))
        for row, (name, words) in enumerate(WORKING):
            label = Label(words, size=SECONDARY, weight=MEDIUM, ink="text3")
            self._roomy += [label, self.working[name]]
            label.hide()
            self.working[name].hide()
            grid.addWidget(label, row, 0)
            grid.addWidget(self.working[name], row, 1)
        for row, (name, words, _) in enumerate(READINGS):
            label = Label(words, size=SECONDARY, weight=MEDIUM, ink="text3")
            label.setToolTip("Of the whole mix, at the master.")
            label.setMinimumWidth(label.sizeHint().width())
            grid.addWidget(label, row, 2)
            grid.addWidget(self.readings[name], row, 3)
        grid.setRowStretch(len(READINGS), 1)
        return grid

    def refresh(self) -> None:
        """Show the slot as it is."""
        self.past.before_gain_db = self.link.value("gain_db")
        self.past.update()

    def hear(self, tick: Tick, scope: "Scope | None") -> None:
        before, after = self._fresh.take(scope)
        reduction_db = self.link.meters(tick).get(METER, 0.0)
        self.past.hear(before, after, reduction_db)
        self.meter.add(after)
        most = self.history.most_reduction_db()
        self.meter.set_reduction(reduction_db if scope is not None else None, self.history.usual_reduction_db(), most)
        for name, level_db in (("now", abs(reduction_db) if scope is not None else 0.0), ("most", self.meter.deepest_db)):
            self.working[name].set_text(f"{-level_db:.1f} dB".replace("-", "−") if level_db >= 0.05 else "0.0 dB")
        words = f"Working hard: {most:.1f} dB" if most > HARD_DB else ""
        if words != self.past.words:
            self.past.words = words
            self.past.update()
        for name, _, unit in READINGS:
            level = getattr(tick.levels.loudness, name) if tick.levels is not None else None
            self.readings[name].set_text(f"−∞ {unit}" if level is None or level < -90.0 else f"{level:.1f} {unit}".replace("-", "−"))
