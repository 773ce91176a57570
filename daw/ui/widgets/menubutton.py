"""A drop-down field: it shows one of some choices and opens a menu of them."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from daw.ui.icons import icon as make_icon
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, px, pxf, text_width
from daw.ui.theme import Theme, current, mix
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.pressable import KEYS, NO_KEYS, Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, CENTER, FIELD_RADIUS, LEFT, draw_chevron, draw_text, fill_rounded, paint_face, paint_field

Face = Literal["field", "raised", "flat"]
Choice = tuple[str, str]  # key and words


class MenuButton(Pressable):
    """`set_value(key)` shows a choice, `moved(key, gesture)` reports one.

    choices : pairs of key and words; a key "-" is a separator line.  before_open : called first, to bring the choices up to date
    make_menu : builds another menu instead (add actions to the one it is given)
    """

    moved = Signal(str, object)
    accessible_role = QAccessible.Role.ComboBox

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice] = (),
        *,
        face: Face = "field",
        width: int = 120,
        height: int = 24,
        where: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, where=where, parent=parent)
        self.choices = list(choices)
        self.value = self.choices[0][0] if self.choices else ""
        self.words = ""  # shown when the value is none of the choices
        self.icon = ""
        self.tint = ""  # the name of a colour its face is tinted with
        self.chevron = True
        self.before_open: Callable[[], None] | None = None
        self.make_menu: Callable[[QMenu], None] | None = None
        self._face, self._width, self._height = face, width, height
        self.ring_radius = FIELD_RADIUS if face == "field" else self.ring_radius
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Other choices; the value stays."""
        self.choices = list(choices)
        self.update()

    def set_value(self, key: str) -> None:
        """Show a choice.  Reports nothing."""
        if key != self.value:
            self.value = key
            self.update()

    def text(self) -> str:
        """The words of the present choice."""
        return next((words for key, words in self.choices if key == self.value), self.words or self.value)

    def tip(self) -> str:
        return f"{self.name}: {self.text()}." + (f" {self.help}" if self.help else "")

    def natural_size(self) -> tuple[int, int]:
        return px(self._width), px(self._height)

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        super().press(modifiers)
        self.open_menu()

    def open_menu(self) -> QMenu:
        """Open the menu under the field."""
        if self.before_open is not None:
            self.before_open()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.make_menu is not None:
            self.make_menu(menu)
        else:
            self._fill(menu)
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + px(2))))
        return menu

    def _fill(self, menu: QMenu) -> None:
        for key, words in self.choices:
            if key == "-":
                menu.addSeparator()
                continue
            action = menu.addAction(words)
            if key == self.value:
                action.setIcon(make_icon("check", current().text))
                menu.setActiveAction(action)
            action.setData(key)
        menu.triggered.connect(self._on_triggered)

    def _on_triggered(self, action: QAction) -> None:
        self.choose(action.data())

    def choose(self, key: str) -> None:
        """The hand chose: show it and say so."""
        if key != self.value:
            self.set_value(key)
            self.moved.emit(key, Gesture(self.name))

    def wants(self, event: QKeyEvent) -> bool:
        return super().wants(event) or (event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and bool(self.choices))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_menu()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.choices and self.make_menu is None:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() not in KEYS or self.wants(event):
            super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        keys = [key for key, _ in self.choices if key != "-"]
        at = keys.index(self.value) + way if self.value in keys else 0
        self.choose(keys[min(max(at, 0), len(keys) - 1)])

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.tint:
            fill_rounded(painter, rect, BUTTON_RADIUS, mix(theme.panel, getattr(theme, self.tint), 0.42 if self.hovered else 0.34))
        elif self._face == "field":
            paint_field(painter, rect, theme, active=False)
        elif self._face == "raised":
            paint_face(painter, rect, theme, hovered=self.hovered, pressed=self.is_down)
        elif self.hovered or self.is_down:
            fill_rounded(painter, rect, FIELD_RADIUS, theme.veil)
        left = pxf(7.0)
        if self.icon:
            side = pxf(16)
            paint_icon(painter, self.icon, QRectF(left, (self.height() - side) / 2, side, side), theme.text2)
            left += side + pxf(6)
        right = pxf(20.0) if self.chevron else pxf(5.0)
        size = SECONDARY if self._height <= 20 else BODY
        color = theme.text2 if self._face == "flat" else theme.text
        if self.chevron and text_width(self.text(), size, MEDIUM) > rect.width() - left - right:
            left, right = pxf(5.0), pxf(15.0)
        align = CENTER if self.tint and not self.chevron else LEFT
        draw_text(painter, rect.adjusted(left, 0, -right, 0), self.text(), size, MEDIUM, color, align)
        if self.chevron:
            centre = QPointF(rect.right() - (pxf(9) if right < pxf(18) else pxf(11)), rect.center().y())
            draw_chevron(painter, centre, theme.text if self.hovered else theme.text2, 3.5)
