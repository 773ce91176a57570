"""Parts of the start window: the row of a song, and the large buttons that begin one."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from daw.ui.dialogs.songfacts import SongFacts
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, mix
from daw.ui.timetext import clock_text
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, CARD_RADIUS, LEFT, RIGHT, draw_text, fill_rounded

THUMB = (96, 36)
WORDS = {"missing": "Missing: the folder is not there", "damaged": "Can’t be read"}


class SongRow(Pressable):
    """A song opened lately: its wave, its name, length and tracks, and when.

    `forgotten` : it is to leave the list.  `stepped(way)` : Up or Down was pressed
    """

    forgotten = Signal()
    stepped = Signal(int)
    accessible_role = QAccessible.Role.ListItem

    def __init__(self, facts: SongFacts, opened: str, parent: QWidget | None = None) -> None:
        super().__init__(facts.name, help="Enter opens this song. Del takes it off the list; the song stays.", parent=parent)
        self.opened = opened
        self.facts = facts
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._over_cross = False
        self.show_facts(facts)

    def show_facts(self, facts: SongFacts) -> None:
        """Show what is known of the song."""
        self.facts, self.name = facts, facts.name
        self.setAccessibleName(", ".join(word for word in (facts.name, self.second_line(), self.opened) if word))
        self.update()

    def second_line(self) -> str:
        """What stands beneath the name."""
        facts = self.facts
        if facts.state != "ok":
            return WORDS.get(facts.state, "")
        if not facts.seconds:
            return "Nothing recorded yet" if facts.tracks else "Empty"
        return f"{clock_text(facts.seconds)} · {facts.tracks} track{'' if facts.tracks == 1 else 's'}"

    def tip(self) -> str:
        return f"{self.facts.folder}. {self.help}"

    def natural_size(self) -> tuple[int, int]:
        return px(300), px(52)

    def _cross(self) -> QRectF:
        return QRectF(self.width() - pxf(30), (self.height() - pxf(20)) / 2, pxf(20), pxf(20))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._cross().contains(event.position())
        if over != self._over_cross:
            self._over_cross = over
            self.update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.is_down and event.button() == Qt.MouseButton.LeftButton and self._cross().contains(event.position()):
            self._set_down(down=False)
            self.forgotten.emit()
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open", self.press).setEnabled(self.facts.state != "missing")
        menu.addAction("Remove from the list", self.forgotten.emit)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.forgotten.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.hovered or self.hasFocus():
            fill_rounded(painter, rect, BUTTON_RADIUS, theme.hover, theme.border if theme.borders else None)
        there = self.facts.state in ("ok", "unread")
        thumb = QRectF(pxf(8), (rect.height() - pxf(THUMB[1])) / 2, pxf(THUMB[0]), pxf(THUMB[1]))
        fill_rounded(painter, thumb, BUTTON_RADIUS, theme.gutter)
        if there:
            self._paint_wave(painter, thumb.adjusted(pxf(4), pxf(3), -pxf(4), -pxf(3)), theme)
        else:
            side = pxf(16)
            paint_icon(painter, "warning", QRectF(thumb.center().x() - side / 2, thumb.center().y() - side / 2, side, side), theme.text3)
        left, edge = thumb.right() + pxf(12), pxf(36 if self.hovered or self.hasFocus() else 12)
        room = rect.width() - left - edge
        date = text_width(self.opened, SECONDARY, MEDIUM) + pxf(10) if self.opened else 0.0
        above = QRectF(left, rect.center().y() - pxf(18), room - date, pxf(18))
        below = QRectF(left, rect.center().y(), room, pxf(18))
        draw_text(painter, above, self.facts.name, BODY + 1, SEMIBOLD, theme.text if there else theme.text3, LEFT)
        draw_text(painter, below, self.second_line(), SECONDARY, MEDIUM, theme.text2 if there else theme.text3, LEFT)
        draw_text(painter, QRectF(left, above.y(), room, pxf(18)), self.opened, SECONDARY, MEDIUM, theme.text3, RIGHT)
        if self.hovered or self.hasFocus():
            paint_icon(painter, "close", self._cross().adjusted(4, 4, -4, -4), theme.text if self._over_cross else theme.text3)

    def _paint_wave(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        ink = mix(theme.gutter, theme.accent, 0.8)
        middle, wide = place.center().y(), place.width() / max(len(self.facts.wave), 1)
        painter.fillRect(QRectF(place.x(), middle - 0.5, place.width(), 1), mix(theme.gutter, theme.accent, 0.35))
        for at, height in enumerate(self.facts.wave):
            tall = max(1.0, height * place.height())
            painter.fillRect(QRectF(place.x() + at * wide, middle - tall / 2, max(wide - 0.35, 0.5), tall), ink)


class BeginButton(Pressable):
    """A large button with an icon, a title and a line of help.  strong : it stands out"""

    def __init__(self, title: str, words: str, icon: str, *, strong: bool = False, help: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, help=help or words, parent=parent)
        self.words, self.icon, self.strong = words, icon, strong
        self.ring_radius = CARD_RADIUS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural_size(self) -> tuple[int, int]:
        return px(240), px(60)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill = theme.hover if self.hovered or self.is_down else theme.control
        fill_rounded(painter, rect, CARD_RADIUS, fill, theme.border if theme.borders else None)
        disc = QRectF(pxf(14), (rect.height() - pxf(32)) / 2, pxf(32), pxf(32))
        fill_rounded(painter, disc, 16, theme.lit_rec if self.strong else theme.panel)
        side = pxf(16)
        box = QRectF(disc.center().x() - side / 2, disc.center().y() - side / 2, side, side)
        paint_icon(painter, self.icon, box, theme.on_lit if self.strong else theme.text)
        left = disc.right() + pxf(12)
        draw_text(painter, QRectF(left, rect.center().y() - pxf(19), rect.width() - left - pxf(8), pxf(19)), self.name, 13, SEMIBOLD,
                  theme.text, LEFT)  # fmt: skip
        draw_text(painter, QRectF(left, rect.center().y(), rect.width() - left - pxf(8), pxf(18)), self.words, SECONDARY, MEDIUM,
                  theme.text if self.hovered else theme.text2, LEFT)  # fmt: skip
