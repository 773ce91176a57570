"""The compressor's curve: level in to the right, level out upwards, the knee, the threshold and where the sound is now.

Drag sideways for the threshold; above the threshold, up and down for the ratio; the wheel changes the knee.  Arrows and PgUp, PgDn do too.
"""

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QMenu, QSizePolicy

from daw.ui.editors.dynamics.history import INSET, LABELS
from daw.ui.editors.picture import Picture, grid_color, level_line, paint_plate, polygon, upright_line
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import MEDIUM, SECONDARY, px, pxf
from daw.ui.quantity import words_of
from daw.ui.theme import Theme, alpha, pen
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.shapes import NO_PEN, RIGHT, draw_text

LOW_DB, STEP_DB = -60.0, 12.0
POINTS = 160
FINE, RUN_MS, AXIS_PX = 0.1, 700, 4.0
RATIO_DRAG = 160.0  # pixels along the ratio's whole way
FALL_DB = 1.4  # a tick, of the dot
WAYS = {
    Qt.Key.Key_Left: ("threshold_db", -0.5), Qt.Key.Key_Right: ("threshold_db", 0.5), Qt.Key.Key_Up: ("ratio", -0.02),
    Qt.Key.Key_Down: ("ratio", 0.02), Qt.Key.Key_PageUp: ("knee_db", 1.0), Qt.Key.Key_PageDown: ("knee_db", -1.0),
}  # fmt: skip
TAKEN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class TransferCurve(Picture):
    """It keeps as wide as it is high."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__("Compression curve", least=(170, 140))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._link = link
        self._level_db = LOW_DB
        self._gesture: Gesture | None = None
        self._begin = self._last = QPointF()
        self._way = QPointF()  # the hand's whole way, fine parts counted as such
        self._axis = ""
        self._was: dict[str, float] = {}
        self._run = QTimer(self, singleShot=True, interval=RUN_MS)
        self._run.timeout.connect(self._end)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        link.changed.connect(self.stale)

    def sizeHint(self) -> QSize:
        return QSize(px(260), px(220))

    @property
    def plot(self) -> QRectF:
        """The square of the curve."""
        return QRectF(self.rect()).adjusted(pxf(LABELS), pxf(INSET), 0, -pxf(INSET))

    def place(self, in_db: float, out_db: float) -> QPointF:
        """Where a pair of levels stands."""
        plot = self.plot
        return QPointF(plot.right() - in_db / LOW_DB * plot.width(), plot.top() + out_db / LOW_DB * plot.height())

    def in_db(self, x: float) -> float:
        """The level in at a place."""
        return (self.plot.right() - x) / self.plot.width() * LOW_DB

    def out_db(self, in_db: float) -> float:
        """What the compressor makes of a steady level, without make-up."""
        from daw.dsp.dynamics import compressed_db

        link = self._link
        return float(compressed_db(in_db, link.value("threshold_db"), link.value("ratio"), link.value("knee_db")))

    def text(self) -> str:
        """For screen readers."""
        return ", ".join(
            f"{words} {self._link.text(name)}" for name, words in (("threshold_db", "threshold"), ("ratio", "ratio"), ("knee_db", "knee"))
        )

    def tip(self) -> str:
        return ""

    def hear(self, peak_db: float) -> None:
        """The level that goes in now."""
        level_db = max(peak_db, self._level_db - FALL_DB, LOW_DB - 1.0)
        if abs(level_db - self._level_db) > 0.05:
            self._level_db = level_db
            self.update()

    # ---- painting

    def paint_ground(self, painter: QPainter, theme: Theme) -> None:
        plot = self.plot
        paint_plate(painter, QRectF(plot.left(), 0, plot.width(), self.height()), theme)
        for step in range(int(-LOW_DB / STEP_DB) + 1):
            place = self.place(-step * STEP_DB, -step * STEP_DB)
            level_line(painter, grid_color(theme), plot.left(), plot.right(), place.y())
            upright_line(painter, grid_color(theme), place.x(), 0, self.height())
            words = f"{-step * STEP_DB:.0f}".replace("-", "−") if step else "0"
            draw_text(painter, QRectF(0, place.y() - pxf(8), pxf(LABELS - 6), pxf(16)), words, SECONDARY, MEDIUM, theme.text3, RIGHT)

        self._paint_curve(painter, theme)

    def _paint_curve(self, painter: QPainter, theme: Theme) -> None:
        plot, threshold_db = self.plot, self._link.value("threshold_db")
        ins = np.linspace(LOW_DB, 0.0, POINTS)
        outs = np.array([self.out_db(level) for level in ins.tolist()])
        xs = plot.right() - ins / LOW_DB * plot.width()
        ys = plot.top() + outs / LOW_DB * plot.height()
        even = plot.top() + ins / LOW_DB * plot.height()
        painter.save()
        painter.setClipRect(QRectF(plot.left(), 0, plot.width(), self.height()), Qt.ClipOperation.IntersectClip)
        painter.setPen(NO_PEN)
        painter.setBrush(alpha(theme.lit_mute, 0.20))
        painter.drawPolygon(polygon(np.concatenate((xs, xs[::-1])), np.concatenate((ys, even[::-1]))))
        painter.setPen(pen(alpha(theme.lit_mute, 0.5), pxf(1)))
        painter.drawLine(self.place(threshold_db, threshold_db), self.place(0.0, 0.0))
        self._paint_knee(painter, theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(theme.fg if not self._link.slot.bypassed else theme.text3, pxf(2.4)))
        painter.drawPolyline(polygon(xs, ys))
        painter.restore()

    def paint_live(self, painter: QPainter, theme: Theme) -> None:
        threshold_db = self._link.value("threshold_db")
        at = self.place(threshold_db, self.out_db(threshold_db))
        upright_line(painter, theme.accent if self.hasFocus() or self.hovered else alpha(theme.accent, 0.6), at.x(), 0, self.height())
        painter.setPen(pen(theme.canvas, pxf(1.5)))
        painter.setBrush(theme.fg)
        painter.drawEllipse(at, pxf(6), pxf(6))
        if {"threshold_db", "ratio", "knee_db"} & self._link.automated:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(theme.mute, pxf(1.5)))
            painter.drawEllipse(at, pxf(9), pxf(9))
        if self._level_db > LOW_DB:
            now = self.place(min(self._level_db, 0.0), self.out_db(min(self._level_db, 0.0)))
            upright_line(painter, alpha(theme.accent, 0.45), now.x(), now.y(), self.height())
            painter.setPen(pen(theme.canvas, pxf(1.5)))
            painter.setBrush(theme.accent)
            painter.drawEllipse(now, pxf(5.5), pxf(5.5))

    def _paint_knee(self, painter: QPainter, theme: Theme) -> None:
        threshold_db, half = self._link.value("threshold_db"), self._link.value("knee_db") / 2.0
        if half > 0.0:
            low, high = self.place(threshold_db - half, 0.0).x(), self.place(min(threshold_db + half, 0.0), 0.0).x()
            painter.fillRect(QRectF(low, 0, high - low, self.height()), alpha(theme.accent, 0.05))

    # ---- hands

    def _start(self, name: str) -> None:
        self._end()
        self._gesture = Gesture(name)
        self._was = {name: self._link.setting(name) for name in ("threshold_db", "ratio", "knee_db")}

    def _end(self) -> None:
        self._run.stop()
        gesture, self._gesture, self._axis = self._gesture, None, ""
        if gesture is not None:
            self._link.let_go(gesture)

    def _ask(self, name: str, value: float) -> None:
        if self._gesture is not None:
            self._link.ask(name, self._link.quantity(name).clamp(value), self._gesture)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        self._start("curve")
        self._begin = self._last = event.position()
        self._way = QPointF()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is None or not event.buttons():
            return
        share = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._way += (event.position() - self._last) * share
        self._last = event.position()
        moved = event.position() - self._begin
        if not self._axis:
            if max(abs(moved.x()), abs(moved.y())) < AXIS_PX:
                return
            above = self.in_db(self._begin.x()) > self._was["threshold_db"]
            self._axis = "ratio" if above and abs(moved.y()) > abs(moved.x()) else "threshold_db"
        if self._axis == "threshold_db":
            self._ask("threshold_db", round(self._was["threshold_db"] - self._way.x() / self.plot.width() * LOW_DB, 2))
        else:
            ratio = self._link.quantity("ratio")
            self._ask("ratio", ratio.value(ratio.travel(self._was["ratio"]) + self._way.y() / pxf(RATIO_DRAG)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to how it comes."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()
            self._reset()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Back to how it comes, and automation of what the curve is made of."""
        self._end()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Reset the curve", self._reset)
        for name in ("threshold_db", "ratio", "knee_db"):
            self._link.fill_menu(name, menu, words_of(name))
        menu.popup(event.globalPos())

    def _reset(self) -> None:
        self._link.ask_all({name: self._link.params[name].default for name in ("threshold_db", "ratio", "knee_db")}, Gesture("reset"))

    def _step(self, name: str, by: float) -> None:
        if self._gesture is None or not self._run.isActive() or self._gesture.name != f"step {name}":
            self._start(f"step {name}")
        self._run.start()
        quantity, now = self._link.quantity(name), self._link.setting(name)
        self._ask(name, quantity.value(quantity.travel(now) + by) if name == "ratio" else round(now + by, 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        share = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        self._step("knee_db", math.copysign(1.0, event.angleDelta().y() or event.angleDelta().x()) * share)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in WAYS
            and not event.modifiers() & TAKEN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in WAYS and not event.modifiers() & TAKEN:
            name, by = WAYS[Qt.Key(event.key())]
            self._step(name, by * (FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0))
        else:
            super().keyPressEvent(event)
