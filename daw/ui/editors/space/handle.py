"""A display with points to drag: which is under the pointer, one step of undo for each drag, and the arrows on the chosen one."""

import functools
import math

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu

from daw.ui.editors.picture import Picture
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import pxf
from daw.ui.quantity import words_of
from daw.ui.theme import Theme, pen
from daw.ui.widgets.gesture import Gesture

HIT, FINE, RUN_MS = 14.0, 0.1, 700
ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0), Qt.Key.Key_Right: QPointF(1, 0), Qt.Key.Key_Up: QPointF(0, -1), Qt.Key.Key_Down: QPointF(0, 1),
}  # fmt: skip
TAKEN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class HandlePicture(Picture):
    """Subclasses say where the handles are (`handles`), what a drag of one asks for (`dragged`, with the place it would be at), what a
    press of an arrow adds (`stepped`) and what a double-click resets (`defaults`).  chosen : the handle the arrows move
    """

    def __init__(self, link: SlotLink, name: str, chosen: str, *, least: tuple[int, int] = (200, 120)) -> None:
        super().__init__(name, least=least)
        self.link, self.chosen = link, chosen
        self.held = self.over = ""
        self._gesture: Gesture | None = None
        self._at, self._last = QPointF(), QPointF()
        self._run = QTimer(self, singleShot=True, interval=RUN_MS)
        self._run.timeout.connect(self.end_gesture)
        link.changed.connect(self.stale)

    def handles(self) -> dict[str, QPointF]:
        """Where the handles are, by name."""
        return {}

    def handle_at(self, place: QPointF) -> str:
        """The handle there, or none."""
        near = [(math.hypot(at.x() - place.x(), at.y() - place.y()), name) for name, at in self.handles().items()]
        distance, name = min(near, default=(math.inf, ""))
        return name if distance <= pxf(HIT) else ""

    def dragged(self, name: str, place: QPointF) -> dict[str, float]:
        """The values that bring a handle to a place."""
        return {}

    def stepped(self, name: str, way: QPointF) -> dict[str, float]:
        """The values after an arrow's press; way : a unit to the right or down, shorter with Shift."""
        return {}

    def defaults(self, name: str) -> tuple[str, ...]:
        """The parameters a double-click on a handle resets."""
        return ()

    def tip(self) -> str:
        return ""

    def ask(self, values: dict[str, float]) -> None:
        """Ask for values within their ranges, as part of the movement under way."""
        fitting = {name: self.link.quantity(name).clamp(value) for name, value in values.items()}
        if fitting and self._gesture is not None:
            self.link.ask_all(fitting, self._gesture)

    def begin_gesture(self, name: str) -> None:
        """A movement of the hand."""
        self.end_gesture()
        self._gesture = Gesture(name)

    def end_gesture(self) -> None:
        """It is over."""
        self._run.stop()
        gesture, self._gesture, self.held = self._gesture, None, ""
        if gesture is not None:
            self.link.let_go(gesture)
            self.update()

    def run_on(self, name: str) -> None:
        """Keys and notches close together are one movement."""
        if self._gesture is None or not self._run.isActive() or self._gesture.name != name:
            self.begin_gesture(name)
        self._run.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        name = self.handle_at(event.position())
        if name:
            self.begin_gesture("drag")
            self.chosen = self.held = name
            self._at, self._last = self.handles()[name], event.position()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.held or not event.buttons():
            over = self.handle_at(event.position())
            if over != self.over:
                self.over = over
                self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
                self.update()
            return
        share = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._at += (event.position() - self._last) * share
        self._last = event.position()
        self.ask(self.dragged(self.held, self._at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.end_gesture()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        name = self.handle_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and name:
            self.reset(name)

    # ---- the menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        name = self.handle_at(QPointF(event.pos())) if by_mouse else self.chosen
        if name:
            self.chosen = name
            self.open_menu(name, event.globalPos() if by_mouse else self.mapToGlobal(self.handles()[name].toPoint()))

    def open_menu(self, name: str, place: QPoint) -> QMenu:
        """What can be done to a handle's parameters."""
        self.end_gesture()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Reset", functools.partial(self.reset, name))
        for parameter in self.defaults(name):
            self.link.fill_menu(parameter, menu, words_of(parameter))
        menu.popup(place)
        return menu

    def reset(self, name: str) -> None:
        """Put a handle's parameters back, as one step."""
        self.begin_gesture("reset")
        self.ask({one: self.link.params[one].default for one in self.defaults(name)})
        self.end_gesture()

    def paint_ring(self, painter: QPainter, theme: Theme, name: str, at: QPointF, radius: float) -> None:
        """The orange ring of a handle that automation moves."""
        if any(one in self.link.automated for one in self.defaults(name)):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(theme.mute, pxf(1.5)))
            painter.drawEllipse(at, radius, radius)

    def _wants(self, event: QKeyEvent) -> bool:
        return event.key() in (*ARROWS, Qt.Key.Key_Home) and not event.modifiers() & TAKEN

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  Qt's
        """Tab goes through the handles, and on after the last."""
        names = list(self.handles())
        at = names.index(self.chosen) + (1 if forward else -1) if self.chosen in names else 0
        if 0 <= at < len(names):
            self.chosen = names[at]
            self.update()
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._wants(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Home:
            self.reset(self.chosen)
        else:
            self.run_on(f"keys {self.chosen}")
            share = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self.ask(self.stepped(self.chosen, ARROWS[Qt.Key(event.key())] * share))
