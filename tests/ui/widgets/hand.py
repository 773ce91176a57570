"""A hand for the tests: it drags, turns the wheel and listens to what a control reports."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def keep(qtbot, widget: QWidget) -> QWidget:
    """Have a widget closed after the test and alive until then: without a parent, Python's last reference deletes it."""
    qtbot.addWidget(widget)
    qtbot.__dict__.setdefault("kept", []).append(widget)
    return widget


def show(qtbot, widget: QWidget) -> None:
    """Show a window and wait until the keys go to it."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


class Ear:
    """Writes down what a control reports."""

    def __init__(self, control) -> None:
        self.pressed, self.moved, self.released = [], [], []
        control.pressed.connect(self.pressed.append)
        control.moved.connect(lambda value, gesture: self.moved.append((value, gesture)))
        control.released.connect(self.released.append)

    @property
    def values(self) -> list:
        return [value for value, _ in self.moved]

    @property
    def gestures(self) -> set:
        return {id(gesture) for _, gesture in self.moved}


def mouse(widget: QWidget, kind, at: QPoint, modifiers=NONE, button=Qt.MouseButton.LeftButton) -> None:
    """Send one mouse event; `at` is in the widget."""
    held = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, held, modifiers)
    QApplication.sendEvent(widget, event)


def drag(widget: QWidget, way: tuple[int, int], *, modifiers=NONE, start: QPoint | None = None, pieces: int = 4) -> None:
    """Press, move in some pieces, release.  way : pixels right and down."""
    start = start or widget.rect().center()
    mouse(widget, QMouseEvent.Type.MouseButtonPress, start)
    for piece in range(1, pieces + 1):
        at = start + QPoint(round(way[0] * piece / pieces), round(way[1] * piece / pieces))
        mouse(widget, QMouseEvent.Type.MouseMove, at, modifiers)
    mouse(widget, QMouseEvent.Type.MouseButtonRelease, start + QPoint(*way))


def double_click(widget: QWidget, at: QPoint | None = None) -> None:
    at = at or widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at)
    mouse(widget, QMouseEvent.Type.MouseButtonDblClick, at)
    mouse(widget, QMouseEvent.Type.MouseButtonRelease, at)


def wheel(widget: QWidget, notches: float, modifiers=NONE) -> bool:
    """Turn the wheel over a widget's centre; whether the widget took it."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, QPointF(widget.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, round(notches * 120)), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
