"""What "?" and F1 lay over the window: the keys that work where the focus is, and what the mouse does there.  Any key or click leaves."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from daw.ui import theme as themes
from daw.ui.actions import Actions, sequences
from daw.ui.menus import MENUS, menu_of
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, alpha
from daw.ui.widgets.accessible import announce
from daw.ui.widgets.shapes import CENTER, FIELD_RADIUS, FLOAT_RADIUS, LEFT, draw_text, fill_rounded

MARGIN, ROW, COLUMN, WIDE_COLUMN, GAP = 32, 22, 288, 560, 24
ZONES = {
    "canvas": "Canvas", "headers": "Track headers", "dock": "Dock", "transport": "Transport", "inspector": "Inspector", "panel": "Panel",
    "rail": "Rail", "menu": "Menus", "status": "Status bar", "clip": "Clip editor",
}  # fmt: skip
# What the mouse does in a zone: gesture and effect.
GESTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "canvas": (
        ("Drag a clip", "move it; Ctrl copies, Shift keeps the time, Alt slips the sound"),
        ("Drag an edge", "trim; Alt stretches the sound"),
        ("Drag an upper corner", "fade; up and down bends it"),
        ("Drag the middle of the top edge", "gain"),
        ("Wheel", "up and down; Shift sideways, Ctrl zooms, Alt track height"),
        ("Drag across a take", "use that part"),
        ("Drop files", "new clips; Ctrl one after another"),
    ),
    "headers": (
        ("Click R", "arm only this track; Ctrl adds"),
        ("Alt+click S", "hear only this track; Ctrl+Alt clears all solos"),
        ("Drag the lower edge", "height of the track"),
        ("Drag the name", "another place; held over a track, a folder"),
        ("Double-click the name", "rename"),
    ),
    "clip": (
        ("Click, drag over the wave", "put the cursor, select a range"),
        ("Alt+drag", "slip the sound between the edges"),
        ("Drag an edge", "trim; Alt stretches the sound"),
        ("Drag an upper corner", "fade; up and down bends it"),
        ("Drag the middle of the top edge", "gain"),
        ("Wheel", "Shift sideways, Ctrl zooms, Alt+Shift size of the wave"),
    ),
    "dock": (
        ("Drag a knob or fader", "turn it; Shift is ten times finer"),
        ("Double-click", "back to its default"),
        ("Wheel", "turns what the pointer rests on"),
        ("Type a number", "sets it"),
        ("Drag an effect", "another place; Alt copies it"),
        ("Ctrl+click names", "link strips"),
    ),
    "transport": (("Click a number", "type it"), ("Drag a number", "change it"), ("Right-click the counter", "bars, time or samples")),
    "panel": (("Double-click a row", "bring it to the chosen track"), ("Drag a row", "bring it where you let go")),
}


class Line(NamedTuple):
    """A line of the overlay.  keys : in front of the words; without them the words are a title"""

    words: str
    keys: str = ""


def key_lines(actions: Actions, zone: str) -> list[Line]:
    """The keys that work in a zone, by menu: those of the zone itself first."""
    groups: dict[str, list[Line]] = {}
    for action in sorted(actions.of_zone(zone), key=lambda one: one.zone != zone):
        keys = " or ".join(one.toString(QKeySequence.SequenceFormat.NativeText) for one in sequences(actions.shortcut(action.key)))
        name = menu_of(action) or action.key.partition(".")[0].capitalize()
        if action.key.startswith("menu."):
            continue
        groups.setdefault(name, []).append(Line(action.words, keys))
    ordered = [*(name for name in groups if name not in MENUS), *(name for name in MENUS if name in groups)]
    return [line for name in ordered for line in (Line(name), *groups[name])]


def gesture_lines(zone: str) -> list[Line]:
    """What the mouse does in a zone."""
    found = GESTURES.get(zone, ())
    return [Line("With the mouse"), *(Line(words, gesture) for gesture, words in found)] if found else []


class KeysOverlay(QWidget):
    """Over the whole window; it takes the next key or click, and goes."""

    def __init__(self, window: QWidget, title: str, lines: list[Line], foot: str, *, column: int = COLUMN) -> None:
        super().__init__(window)
        self.title, self.lines, self.foot, self.column = title, lines, foot, column
        self._before = QApplication.focusWidget()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{line.words}: {line.keys}" for line in lines if line.keys))
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        announce(self, f"{title}. {self.accessibleDescription()}")

    def leave(self) -> None:
        """Go, and let the keys be where they were."""
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
                self.leave()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(0, 0, watched.width(), watched.height())  # type: ignore[attr-defined]
        return super().eventFilter(watched, event)

    def _columns(self) -> tuple[int, int]:
        """How many columns there are, and how many lines each has."""
        room = self.height() - px(2 * MARGIN + 130)
        per = max(1, room // px(ROW))
        most = max(1, (self.width() - px(2 * MARGIN + 48)) // px(self.column + GAP))
        count = min(most, -(-len(self.lines) // per))
        return count, min(per, max(-(-len(self.lines) // count), 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), alpha(theme.gutter, 0.6))
        count, per = self._columns()
        wide = px(48) + count * px(self.column) + (count - 1) * px(GAP)
        tall = px(130) + per * px(ROW)
        card = QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)
        fill_rounded(painter, card, FLOAT_RADIUS, theme.raised, theme.border)
        left, top = card.left() + pxf(24), card.top() + pxf(20)
        draw_text(painter, QRectF(left, top, card.width() - pxf(48), pxf(24)), self.title, 15, SEMIBOLD, theme.text, LEFT)
        for at, line in enumerate(self.lines[: count * per]):
            x, y = left + (at // per) * px(self.column + GAP), top + pxf(40) + (at % per) * px(ROW)
            self._paint_line(painter, theme, line, QRectF(x, y, px(self.column), px(ROW)))
        foot = QRectF(left, card.bottom() - pxf(40), card.width() - pxf(48), pxf(20))
        more = len(self.lines) - count * per
        words = f"and {more} more in Keys.  {self.foot}" if more > 0 else self.foot
        draw_text(painter, foot, words, SECONDARY, MEDIUM, theme.text3, LEFT)
        painter.end()

    @staticmethod
    def _paint_line(painter: QPainter, theme: Theme, line: Line, rect: QRectF) -> None:
        if not line.keys:
            draw_text(painter, rect.adjusted(0, pxf(4), 0, 0), line.words, SECONDARY, SEMIBOLD, theme.text3, LEFT)
            return
        wide = text_width(line.keys, SECONDARY, SEMIBOLD) + pxf(12)
        chip = QRectF(rect.left(), rect.center().y() - pxf(9), wide, pxf(18))
        fill_rounded(painter, chip, FIELD_RADIUS, theme.control, theme.border if theme.borders else None)
        draw_text(painter, chip, line.keys, SECONDARY, SEMIBOLD, theme.text, CENTER)
        words = rect.adjusted(max(wide + pxf(8), pxf(208 if rect.width() > pxf(COLUMN) + 1 else 96)), 0, 0, 0)
        draw_text(painter, words, line.words, BODY, MEDIUM, theme.text2, LEFT)


def show_keys(window: QWidget, actions: Actions, zone: str) -> KeysOverlay:
    """Lay the keys that work where the focus is over the window (?)."""
    name = ZONES.get(zone, "everywhere")
    foot = "Any key leaves.  Ctrl+K finds every command.  F1: what the mouse does."
    return KeysOverlay(window, f"Keys: {name}", key_lines(actions, zone), foot)


def show_help(window: QWidget, actions: Actions, zone: str) -> KeysOverlay:
    """Lay what the mouse does where the focus is over the window (F1)."""
    name, lines = ZONES.get(zone, "this program"), gesture_lines(zone)
    if not lines:
        usual = ("transport.play", "transport.record", "view.next-zone", "help.commands")
        lines = [Line("To begin"), *(Line(actions.all[key].words, actions.shown(key)) for key in usual if key in actions.all)]
    foot = "Any key leaves.  ? shows all keys.  Help, Show the first steps: how to record."
    return KeysOverlay(window, f"Help: {name}", lines, foot, column=WIDE_COLUMN)
