"""The small things of a strip: "Hear yourself", the held peak, the name plate."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from daw.ui.metrics import BODY, MARKS, MEDIUM, SECONDARY, SEMIBOLD, px
from daw.ui.theme import Theme, mix
from daw.ui.widgets.gesture import Gesture
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import CENTER, LEFT, RIGHT, draw_text, fill_rounded
from daw.ui.widgets.textfield import NameEntry
from daw.ui.widgets.toggle import MONITOR, Toggle

MONITORS = (("auto", "While armed"), ("on", "Always"), ("off", "Never"))
PLATE_SHARE = 0.30  # of the track's colour in its plate
NO_PEAK_DB = -90.0


class HearYourself(Toggle):
    """Headphones: when the live input is heard.  `chosen(monitor, gesture)` says what was chosen of its menu."""

    chosen = Signal(str, object)

    def __init__(self, *, where: str = "", width: int = 21, parent: QWidget | None = None) -> None:
        super().__init__(MONITOR, where=where, width=width, parent=parent)
        self.monitor = "auto"

    def show_monitor(self, monitor: str, *, armed: bool) -> None:
        """Show when the input is heard: lit while it is, pale if never."""
        self.monitor = monitor
        self.set_value(monitor == "on" or (monitor == "auto" and armed))
        self.set_dimmed(monitor == "off")

    def text(self) -> str:
        return dict(MONITORS)[self.monitor].lower()

    def tip(self) -> str:
        return f"Hear yourself: {self.text()}. {self.help} Key: {self.key}."

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        self.clicked.emit(modifiers)
        self.open_menu()

    def open_menu(self) -> QMenu:
        """Open the menu of when."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in MONITORS:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == self.monitor)
            action.setData(key)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + px(2))))
        return menu

    def _on_chosen(self, action: object) -> None:
        key = action.data()  # type: ignore[attr-defined]
        if key != self.monitor:
            self.chosen.emit(key, Gesture("Hear yourself"))


class PeakNumber(Pressable):
    """The highest level since the reset.  A click asks to reset it (`reset_asked(True)` with Alt: all of them)."""

    reset_asked = Signal(bool)
    accessible_role = QAccessible.Role.StaticText

    def __init__(self, *, where: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Peak", where=where, help="Click resets it, Alt+click resets all.", parent=parent)
        self.words, self.clipped = "−∞", False
        self._peak_db = NO_PEAK_DB

    def set_peak(self, peak_db: float, *, clipped: bool) -> None:
        """Show a peak in dBFS; repaints only if it reads differently."""
        if peak_db == self._peak_db and clipped == self.clipped:
            return
        self._peak_db = peak_db
        words = "−∞" if peak_db <= NO_PEAK_DB else f"{peak_db:.1f}".replace("-", "−")
        if (words, clipped) != (self.words, self.clipped):
            self.words, self.clipped = words, clipped
            self.update()

    def text(self) -> str:
        """The peak in words."""
        return f"{self.words} dB{', clip' if self.clipped else ''}"

    def tip(self) -> str:
        return f"Peak {self.text()}. {self.help}"

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        super().press(modifiers)
        self.reset_asked.emit(bool(modifiers & Qt.KeyboardModifier.AltModifier))

    def natural_size(self) -> tuple[int, int]:
        return px(40), px(14)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ink = theme.rec if self.clipped else theme.text if self.hovered else theme.text2
        size = MARKS if self.width() < px(34) else SECONDARY
        draw_text(painter, QRectF(self.rect()), self.words, size, SEMIBOLD if self.clipped else MEDIUM, ink, RIGHT)


class NamePlate(Pressable):
    """The strip's name on its colour: a click chooses the strip, F2 or a double-click renames it, Del removes it."""

    renamed = Signal(str, object)
    remove_asked = Signal()
    menu_asked = Signal(QPoint)
    ring_radius = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Strip", help="Ctrl+click links strips. F2 renames, Del removes, arrows go on, Alt+arrows move it.", parent=parent)
        self.words, self.color, self.ground = "", "stone", "panel"
        self.can_remove = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_name(self, words: str, color: str) -> None:
        """Show a name on a colour of the palette."""
        if (words, color) != (self.words, self.color):
            self.words, self.color = words, color
            self.name = words
            self.setAccessibleName(f"Strip {words}")
            self.update()

    def natural_size(self) -> tuple[int, int]:
        return px(88), px(24)

    def rename(self) -> NameEntry:
        """Open a field over the name."""
        entry = NameEntry("Name of the track", self.words, self)
        entry.moved.connect(self.renamed)
        entry.closed.connect(self._on_closed)
        entry.open_at(self.rect())
        return entry

    def _on_closed(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.rename()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def wants(self, event: QKeyEvent) -> bool:
        return super().wants(event) or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.rename()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        fill = mix(mix(theme.panel, theme.raised, 0.5), theme.track(self.color), PLATE_SHARE + (0.08 if self.hovered else 0.0))
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, 0, fill, theme.border if theme.borders else None)
        inside = rect.adjusted(px(3), 0, -px(3), 0)
        fits = painter.fontMetrics().horizontalAdvance(self.words) <= inside.width()
        draw_text(painter, inside, self.words, BODY, SEMIBOLD, theme.text, CENTER if fits else LEFT)
