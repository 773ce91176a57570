"""What hands do to the equaliser's display: the mouse, the wheel and the keys.

Drag moves (Shift fine, Alt frequency only, Ctrl gain only) · wheel or right-drag changes Q · double-click adds, or resets a gain ·
Alt+click bypasses · Del removes · Ctrl+drag on the ground chooses several · Tab goes through the bands, arrows move, PgUp and PgDn narrow.
"""

import functools
import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QMenu

from daw.ui.editors.eq import bands
from daw.ui.editors.eq.bands import Band
from daw.ui.editors.eq.bandstate import BandState
from daw.ui.editors.eq.eqdisplay import EqDisplay
from daw.ui.metrics import pxf
from daw.ui.widgets.gesture import Gesture

FINE, RUN_MS = 0.1, 700
KEY_OCTAVE, KEY_DB, KEY_Q, WHEEL_Q = 1.0 / 12.0, 0.5, 0.25, 0.25
Q_DRAG = 60.0  # pixels for a doubling of Q
CLICK = 4.0  # pixels that a click may move
WAYS = {
    Qt.Key.Key_Left: (-KEY_OCTAVE, 0.0, 0.0), Qt.Key.Key_Right: (KEY_OCTAVE, 0.0, 0.0), Qt.Key.Key_Up: (0.0, KEY_DB, 0.0),
    Qt.Key.Key_Down: (0.0, -KEY_DB, 0.0), Qt.Key.Key_PageUp: (0.0, 0.0, KEY_Q), Qt.Key.Key_PageDown: (0.0, 0.0, -KEY_Q),
}  # fmt: skip
KNOWN = (
    *WAYS, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Insert, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Home, Qt.Key.Key_F,
)  # fmt: skip
SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class EqHand(EqDisplay):
    """The display with its gestures.  `entered` : Enter was pressed on a band; its numbers are wanted"""

    entered = Signal()

    def __init__(self, state: BandState) -> None:
        super().__init__(state)
        self._gesture: Gesture | None = None
        self._was: dict[int, Band] = {}
        self._last, self._begin = QPointF(), QPointF()
        self._octaves = self._gain = self._narrower = 0.0  # of the whole movement so far
        self._moved = False
        self._run = QTimer(self, singleShot=True, interval=RUN_MS)
        self._run.timeout.connect(self._end)

    # ---- one movement

    def _start(self, name: str) -> None:
        """A movement of the chosen bands begins."""
        self._end()
        self._gesture = Gesture(name)
        self._was = {number: self.state.band(number) for number in self.state.selected}
        self._octaves = self._gain = self._narrower = 0.0

    def _end(self) -> None:
        self._run.stop()
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            self.state.link.let_go(gesture)

    def _run_on(self, name: str) -> None:
        """Keys and notches close together are one movement."""
        if self._gesture is None or not self._run.isActive() or self._gesture.name != name or set(self._was) != set(self.state.selected):
            self._start(name)
        self._run.start()

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()
        place, keys = event.position(), event.modifiers()
        self._begin = self._last = place
        self._moved = False
        hits = self.nodes_at(place)
        if event.button() == Qt.MouseButton.MiddleButton:
            return
        if not hits:
            self._end()
            if event.button() == Qt.MouseButton.LeftButton:
                if keys & CTRL:
                    self.lasso = QRectF(place, place)
                else:
                    self.state.select(())
            return
        self._choose(hits, adds=bool(keys & CTRL))
        self._start("move band" if event.button() == Qt.MouseButton.LeftButton else "band Q")

    def _choose(self, hits: list[int], *, adds: bool) -> None:
        if not any(number in self.state.selected for number in hits):
            self.state.select([*(self.state.selected if adds else ()), hits[0]])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place, keys = event.position(), event.modifiers()
        if self.lasso is not None:
            self.lasso = QRectF(self._begin, place).normalized()
            self.update()
            return
        if self._gesture is None or self._run.isActive() or not event.buttons():
            self._hover(place)
            return
        if not self._moved and math.hypot(place.x() - self._begin.x(), place.y() - self._begin.y()) < CLICK / 2:
            return
        self._moved = True
        way, self._last = place - self._last, place
        share = FINE if keys & SHIFT else 1.0
        if self._gesture.name == "band Q":
            self._narrower -= way.y() / pxf(Q_DRAG) * share
            self.state.narrowed(self._was, self._narrower, self._gesture)
            return
        axes = self.axes
        if not keys & CTRL:
            self._octaves += math.log2(axes.freq_hz(self._begin.x() + way.x()) / axes.freq_hz(self._begin.x())) * share
        if not keys & ALT:
            self._gain += (axes.gain_db(way.y()) - axes.gain_db(0.0)) * share
        self.state.moved(self._was, self._octaves, self._gain, self._gesture)

    def _hover(self, place: QPointF) -> None:
        hits = self.nodes_at(place)
        over = hits[0] if hits else 0
        if over != self.under_pointer:
            self.under_pointer = over
            self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.curves_changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.lasso is not None:
            box, self.lasso = self.lasso, None
            self.state.select(band.number for band in self.state.used if box.contains(self.node_place(band)))
            self.update()
        elif self._gesture is not None and not self._moved:
            hits = self.nodes_at(self._begin)
            if event.modifiers() & ALT and event.button() == Qt.MouseButton.LeftButton and hits:
                self._end()
                self.state.toggle(hits[0])
            elif event.button() == Qt.MouseButton.LeftButton and len(hits) > 1 and self.state.focus in hits:
                self._cycle(hits)
        self._end()
        if event.button() == Qt.MouseButton.RightButton and not self._moved:
            hits = self.nodes_at(event.position())
            self.open_menu(hits[0] if hits else 0, event.position())
        super().mouseReleaseEvent(event)

    _cycled = QPointF(-1, -1)

    def _cycle(self, hits: list[int]) -> None:
        """A second click on nodes that cover each other chooses the next of them."""
        if (self._cycled - self._begin).manhattanLength() <= CLICK:
            order = sorted(hits)
            self.state.select([order[(order.index(self.state.focus) + 1) % len(order)]])
        self._cycled = self._begin

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position()
        hits = self.nodes_at(place)
        self._end()
        if hits:
            self.state.reset(hits[0])
        elif self.axes.plot.contains(place):
            self.state.add(self.axes.freq_hz(place.x()), round(self.axes.gain_db(place.y()), 1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        hits = self.nodes_at(event.position())
        if hits and not any(number in self.state.selected for number in hits):
            self.state.select([hits[0]])
        if not self.state.selected or not (hits or self.hasFocus()):
            event.ignore()
            return
        event.accept()
        notches = (event.angleDelta().y() or event.angleDelta().x()) / 120.0
        self._run_on("wheel Q")
        if self._gesture is not None:
            cuts = any(not band.has_q for band in self._was.values())
            self._narrower += notches * (2 * WHEEL_Q if cuts else WHEEL_Q) * (FINE if event.modifiers() & SHIFT and not cuts else 1.0)
            self.state.narrowed(self._was, self._narrower, self._gesture)

    def leaveEvent(self, event: QEvent) -> None:
        if self.under_pointer:
            self.under_pointer = 0
            self.curves_changed()
        super().leaveEvent(event)

    # ---- the keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's
        """Tab goes through the bands, and on after the last."""
        return self.state.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def _wants(self, event: QKeyEvent) -> bool:
        return event.key() in KNOWN and not event.modifiers() & (CTRL | ALT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.state.selected:
            self.state.select(())
        elif key == Qt.Key.Key_F10 and event.modifiers() & SHIFT:
            self._menu_by_key()
        elif not self._wants(event):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Insert:
            self.state.add(1000.0, 0.0, bands.BELL)
        elif key == Qt.Key.Key_F:
            self.toggle_frozen()
        elif not self.state.selected:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.state.remove(self.state.selected)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Home:
            self.state.reset(self.state.focus)
        else:
            self._step(WAYS[Qt.Key(key)], FINE if event.modifiers() & SHIFT else 1.0)

    def _step(self, way: tuple[float, float, float], share: float) -> None:
        self._run_on("keys" if not way[2] else "key Q")
        if self._gesture is None:
            return
        self._octaves, self._gain, self._narrower = (
            a + b * share for a, b in zip((self._octaves, self._gain, self._narrower), way, strict=True)
        )
        if way[2]:
            cuts = any(not band.has_q for band in self._was.values())
            self.state.narrowed(self._was, self._narrower * (2 if cuts else 1), self._gesture)
        else:
            self.state.moved(self._was, self._octaves, self._gain, self._gesture)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._run.isActive():
            self._end()
        self.update()
        super().focusOutEvent(event)

    # ---- the menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu comes with the release of the button, since the button may also drag."""
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self._menu_by_key()

    def _menu_by_key(self) -> None:
        focus = self.state.focus
        self.open_menu(focus, self.node_place(self.state.band(focus)) if focus else self.axes.plot.center())

    def open_menu(self, number: int, place: QPointF) -> QMenu:
        """What can be done to a band, or with the ground."""
        self._end()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if number:
            self._fill_band_menu(menu, number)
        else:
            freq_hz, gain_db = self.axes.freq_hz(place.x()), round(self.axes.gain_db(place.y()), 1)
            menu.addAction("Add band here", functools.partial(self.state.add, freq_hz, gain_db))
            menu.addAction("Hold the spectrum" if not self.frozen else "Let the spectrum move", self.toggle_frozen)
        menu.popup(self.mapToGlobal(place.toPoint()))
        return menu

    def _fill_band_menu(self, menu: QMenu, number: int) -> None:
        band, state = self.state.band(number), self.state
        menu.addAction("Bypass band" if band.on else "Switch band on", functools.partial(state.toggle, number))
        menu.addAction("Reset gain" if band.has_gain else "Reset frequency", functools.partial(state.reset, number))
        kinds = menu.addMenu("Type")
        for kind, words in enumerate(state.effect.param(bands.param(1, "type")).choices):
            kinds.addAction(words.capitalize(), functools.partial(state.set_kind, number, kind))
        menu.addAction("Hear the song again" if state.hears(number) else "Listen to the band", functools.partial(state.listen, number))
        menu.addAction("Remove band", functools.partial(state.remove, [number]))
        menu.addSeparator()
        for field, words in (("freq_hz", "frequency"), ("gain_db", "gain"), ("q", "Q")):
            verb = "Show automation of" if bands.param(number, field) in state.link.automated else "Automate"
            menu.addAction(f"{verb} {words}", functools.partial(state.link.show_automation, bands.param(number, field)))

    def toggle_frozen(self) -> None:
        """Hold the spectra, or let them move."""
        self.frozen = not self.frozen
        self.frozen_changed.emit()
        self.update()
