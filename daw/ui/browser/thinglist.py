"""The rows of the browser: painted, as many as there are; heard with Space, brought in with Enter, dragged out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from daw.ui.browser.things import Thing
from daw.ui.browser.waves import FileFacts
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, mix
from daw.ui.timetext import clock_text
from daw.ui.widgets import accessible
from daw.ui.widgets.accessible import announce
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import BUTTON_RADIUS, LEFT, RIGHT, draw_text, fill_rounded

ROW, WAVE = 28, 44
OWNED = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right,
         Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Asterisk, Qt.Key.Key_Backspace)  # fmt: skip


class ThingList(Painted):
    """`picked`, `opened(thing)` Enter or double-click, `heard(thing)` Space, `starred(thing)`, `left` to the folder above,
    `carried(thing)` a drag begins, `menu_asked(thing, place)`
    """

    picked = Signal(object)
    opened = Signal(object)
    heard = Signal(object)
    starred = Signal(object)
    left = Signal()
    carried = Signal(object)
    menu_asked = Signal(object, QPoint)
    accessible_role = QAccessible.Role.List

    def __init__(self, facts: Callable[[Thing], FileFacts | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self.things: list[Thing] = []
        self.at = 0
        self.sounding = ""  # key of what is being listened to
        self._facts = facts
        self._over = -1
        self._pressed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Browser list")
        self.setStatusTip("Space plays, Enter brings it to the chosen track, * stars it; or drag it to its place.")

    @property
    def thing(self) -> Thing | None:
        """The present row."""
        return self.things[self.at] if 0 <= self.at < len(self.things) else None

    def text(self) -> str:
        """The present row in words."""
        one = self.thing
        if one is None:
            return "Nothing"
        return ", ".join(word for word in (one.words, one.kind, one.detail, self._told(one), "starred" if one.starred else "") if word)

    def _told(self, one: Thing) -> str:
        facts = self._facts(one) if one.kind == "file" else None
        if facts is None:
            return ""
        if facts.problem:
            return "not readable"
        length = clock_text(facts.seconds) if facts.seconds is not None else ""
        return f"{length}  {facts.sample_rate / 1000:g} k".strip()

    def show_things(self, things: Sequence[Thing], present: str = "") -> None:
        """Show other rows; the one with this key is the present one, or the first."""
        self.things = list(things)
        self.at = next((at for at, one in enumerate(self.things) if one.key == present), 0)
        self.updateGeometry()
        self.update()

    def pick(self, at: int) -> None:
        """Make a row the present one."""
        if self.things:
            self.at = min(max(at, 0), len(self.things) - 1)
            self.picked.emit(self.things[self.at])
            announce(self, self.text())
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(200), max(1, len(self.things)) * px(ROW)

    # the hand

    def _row_at(self, at: QPointF) -> int:
        row = int(at.y() // px(ROW))
        return row if 0 <= row < len(self.things) else -1

    def _star_rect(self, row: int) -> QRectF:
        return QRectF(self.width() - pxf(22), row * px(ROW), pxf(22), px(ROW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self._row_at(event.position())
        self._pressed = None
        if row < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        if self._can_star(self.things[row]) and self._star_rect(row).contains(event.position()):
            self.starred.emit(self.things[row])
            return
        self._pressed = event.position()
        self.pick(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and self.thing is not None and self.thing.kind not in ("up", "folder"):
                self._pressed = None
                self.carried.emit(self.thing)
            return
        over = self._row_at(event.position())
        if over != self._over:
            self._over = over
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.thing is not None and self.thing.kind in ("up", "folder"):
            self.opened.emit(self.thing)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._row_at(event.position()) >= 0 and self.thing is not None and self.thing.kind not in ("up", "folder"):
            self.opened.emit(self.thing)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row_at(QPointF(event.pos())) if event.reason() == QContextMenuEvent.Reason.Mouse else self.at
        if 0 <= row < len(self.things):
            self.pick(row)
            place = event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else self.mapToGlobal(
                QPoint(px(24), (row + 1) * px(ROW)))  # fmt: skip
            self.menu_asked.emit(self.things[row], place)

    # the keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._owns(event):
            event.accept()
            return True
        return super().event(event)

    @staticmethod
    def _owns(event: QKeyEvent) -> bool:
        return event.key() in OWNED and not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one, page = self.thing, 10
        last = len(self.things)
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        ways |= {Qt.Key.Key_Home: -last, Qt.Key.Key_End: last}
        if not self._owns(event):
            super().keyPressEvent(event)
        elif event.key() in ways:
            self.pick(self.at + ways[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.left.emit()
        elif one is not None and event.key() == Qt.Key.Key_Space:
            self.heard.emit(one)
        elif one is not None and event.key() == Qt.Key.Key_Asterisk:
            if self._can_star(one):
                self.starred.emit(one)
        elif one is not None and (event.key() != Qt.Key.Key_Right or one.kind == "folder"):
            self.opened.emit(one)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    # the picture

    @staticmethod
    def _can_star(one: Thing) -> bool:
        return one.kind in ("file", "folder", "effect")

    def ring_rect(self) -> QRectF:
        return QRectF(0, self.at * px(ROW), self.width(), px(ROW))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        seen = self.visibleRegion().boundingRect()
        first = max(0, seen.top() // px(ROW))
        for row in range(first, min(len(self.things), seen.bottom() // px(ROW) + 1)):
            self._paint_row(painter, theme, row)

    def _paint_row(self, painter: QPainter, theme: Theme, row: int) -> None:
        one, rect = self.things[row], QRectF(0, row * px(ROW), self.width(), px(ROW))
        if row == self.at:
            fill_rounded(painter, rect, BUTTON_RADIUS, mix(theme.panel, theme.accent, 0.24), theme.border if theme.borders else None)
        elif row == self._over:
            fill_rounded(painter, rect, BUTTON_RADIUS, theme.veil)
        side = pxf(14)
        facts = self._facts(one) if one.path is not None else None
        sounding = one.key == self.sounding
        left = rect.left() + pxf(8)
        icon = "stop" if sounding else one.icon
        if facts is not None and facts.wave and not sounding:
            place = QRectF(left, rect.top() + pxf(5), pxf(WAVE), rect.height() - pxf(10))
            self._paint_wave(painter, place, facts.wave, theme)
            left = place.right() + pxf(8)
        elif icon:
            ink = theme.play if sounding else theme.mute if one.icon == "warning" else theme.text3
            paint_icon(painter, icon, QRectF(left, rect.center().y() - side / 2, side, side), ink)
            left += (pxf(WAVE) if one.path is not None else side) + pxf(8)
        right = rect.right() - pxf(8)
        if self._can_star(one):
            right = self._star_rect(row).left()
            if one.starred or row in (self._over, self.at):
                star = self._star_rect(row).center()
                name, ink = ("star", theme.solo) if one.starred else ("star-outline", theme.text3)
                paint_icon(painter, name, QRectF(star.x() - side / 2, star.y() - side / 2, side, side), ink)
        detail = self._told(one) or one.detail
        room = text_width(detail, SECONDARY, MEDIUM)
        draw_text(painter, QRectF(right - room - 1, rect.top(), room + 1, rect.height()), detail, SECONDARY, MEDIUM, theme.text3, RIGHT)
        words = QRectF(left, rect.top(), max(right - room - pxf(8) - left, 0), rect.height())
        ink = theme.text3 if one.pale else theme.text
        draw_text(painter, words, one.words, BODY, SEMIBOLD if row == self.at else MEDIUM, ink, LEFT)

    @staticmethod
    def _paint_wave(painter: QPainter, place: QRectF, wave: tuple[float, ...], theme: Theme) -> None:
        wide, ink = place.width() / len(wave), mix(theme.panel, theme.accent, 0.75)
        for at, height in enumerate(wave):
            tall = max(1.0, height * place.height())
            painter.fillRect(QRectF(place.x() + at * wide, place.center().y() - tall / 2, max(wide - 0.3, 0.5), tall), ink)
