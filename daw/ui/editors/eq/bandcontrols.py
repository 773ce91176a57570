"""The numbers of one band: in a small panel by its node, and on a card under the display."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from daw.ui import theme as themes
from daw.ui.editors.controls import AsNumber, choices, field, knob, menu
from daw.ui.editors.eq import bands
from daw.ui.editors.eq.bands import COLORS
from daw.ui.editors.eq.bandstate import BandState
from daw.ui.editors.spectrum import note_words
from daw.ui.icons import paint_icon
from daw.ui.metrics import BODY, BOLD, MEDIUM, SECONDARY, SEMIBOLD, px, pxf, text_width
from daw.ui.theme import Theme, alpha, mix
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.shapes import CARD_RADIUS, CENTER, FIELD_RADIUS, FLOAT_RADIUS, LEFT, NO_PEN, draw_text, fill_rounded
from daw.ui.widgets.toggle import ENABLE, Toggle

HUD_WIDTH, HUD_HEIGHT, CARD_LEAST, CARD_MOST, CARD_HEIGHT = 262, 106, 110, 204, 118
LISTEN = Look("raised", "accent", height=24)
SMALL_CROSS = Look("flat", width=24, height=24, icon_size=14)
DIALS = ("freq_hz", "gain_db", "q")
NAMES = {"freq_hz": "Freq", "gain_db": "Gain", "q": "Q", "slope": "Slope"}


class Badge(Painted):
    """A band's number on its colour."""

    def __init__(self, number: int, side: int = 18) -> None:
        super().__init__()
        self._number, self._side = number, side

    def natural_size(self) -> tuple[int, int]:
        return px(self._side), px(self._side)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(NO_PEN)
        painter.setBrush(theme.track(COLORS[self._number - 1]))
        painter.drawEllipse(QRectF(self.rect()))
        draw_text(painter, QRectF(self.rect()), str(self._number), SECONDARY, BOLD, theme.ink, CENTER)


class PowerButton(Toggle):
    """Whether the band works."""

    def __init__(self, state: BandState, number: int) -> None:
        super().__init__(ENABLE, where=f"band {number}", width=20, height=22)
        state.link.bind(AsNumber(self), bands.param(number, "on"))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        side = pxf(13)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, "power", box, theme.play if self.is_on else theme.text3)


def kind_menu(state: BandState, number: int, *, width: int) -> MenuButton:
    """The band's type."""
    return menu(state.link, bands.param(number, "type"), f"Type of band {number}", width=width)


class KindWords(MenuButton):
    """The type of a band in as little room as its words take."""

    def paint(self, painter: QPainter, theme: Theme) -> None:
        if self.hovered or self.is_down:
            fill_rounded(painter, QRectF(self.rect()), FIELD_RADIUS, theme.veil)
        place = QRectF(self.rect()).adjusted(pxf(3), 0, -pxf(1), 0)
        size = BODY if text_width(self.text(), BODY, SEMIBOLD) <= place.width() else SECONDARY
        draw_text(painter, place, self.text(), size, SEMIBOLD if size == BODY else MEDIUM, theme.text, LEFT)


class Hud(Ground):
    """The panel of one band, by its node."""

    def __init__(self, state: BandState, number: int, parent: QWidget) -> None:
        super().__init__("raised", radius=FLOAT_RADIUS, border="edge", parent=parent)
        self.state, self.number = state, number
        link = state.link
        self.kind = kind_menu(state, number, width=104)
        self.power = PowerButton(state, number)
        self.listen_button = Button(
            f"Listen to band {number}", look=LISTEN, words="Listen", help="You hear only what this band works on. Never part of a bounce."
        )
        self.close_button = Button("Close", icon="close", look=SMALL_CROSS)
        self.fields = {name: field(link, bands.param(number, name), NAMES[name], width=74) for name in DIALS}
        self.slope = menu(link, bands.param(number, "slope"), "Slope", width=106)
        self.labels = {name: Label(words, size=SECONDARY, ink="text2") for name, words in NAMES.items()}
        top = QHBoxLayout()
        top.setSpacing(px(6))
        top.addWidget(Badge(number, 20))
        top.addWidget(self.kind)
        top.addWidget(self.listen_button)
        top.addStretch(1)
        top.addWidget(self.power)
        top.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(6))
        grid.setVerticalSpacing(px(3))
        for column, (name, widget) in enumerate((*self.fields.items(), ("slope", self.slope))):
            grid.addWidget(self.labels[name], 0, column)
            grid.addWidget(widget, 1, column)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(px(10), px(8), px(10), px(10))
        column_of_all.setSpacing(px(6))
        column_of_all.addLayout(top)
        column_of_all.addLayout(grid)
        self.setFixedSize(px(HUD_WIDTH), px(HUD_HEIGHT))
        self.setAccessibleName(f"Band {number}")
        self.close_button.clicked.connect(self._on_close)
        self.listen_button.clicked.connect(self._on_listen)
        state.listening.changed.connect(self._show_listening)
        self.refresh()

    def refresh(self) -> None:
        """Show what this type of band has."""
        self._show_listening()
        band = self.state.band(self.number)
        shown = {"gain_db": band.has_gain, "q": band.has_q, "slope": not band.has_q}
        for name, widget in (*self.fields.items(), ("slope", self.slope)):
            if widget.isHidden() == shown.get(name, True):
                widget.setVisible(shown.get(name, True))
                self.labels[name].setVisible(shown.get(name, True))

    def note(self) -> str:
        """The note the band is tuned to."""
        return note_words(self.state.band(self.number).freq_hz)

    def _on_close(self) -> None:
        self.state.select(())

    def _on_listen(self) -> None:
        self.state.listen(self.number)

    def _show_listening(self) -> None:
        self.listen_button.set_lit(self.state.hears(self.number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # not for the display under it


class AddCard(Button):
    """A place for one more band."""

    def __init__(self, number: int) -> None:
        super().__init__("Add band", icon="plus", help=f"Puts band {number} into use.")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, CARD_RADIUS, theme.raised if self.hovered else alpha(theme.raised, 0.35))
        side, middle = pxf(12), rect.center()
        paint_icon(painter, "plus", QRectF(middle.x() - side / 2, middle.y() - pxf(18), side, side), theme.text3)
        draw_text(painter, QRectF(0, middle.y(), rect.width(), pxf(18)), "Add band", BODY, MEDIUM, theme.text2, CENTER)


class Card(QWidget):
    """One band under the display.  `chosen` : it was clicked.  `menu_asked` : with the right button, there on the screen"""

    chosen = Signal(int)
    menu_asked = Signal(int, object)

    def __init__(self, state: BandState, number: int) -> None:
        super().__init__()
        self.state, self.number = state, number
        self.setFixedHeight(px(CARD_HEIGHT))
        self.setMinimumWidth(px(CARD_LEAST))
        self.setMaximumWidth(px(CARD_MOST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Band {number}")
        self.add_button = AddCard(number)
        self.add_button.setParent(self)
        self.add_button.clicked.connect(self._on_add)
        name = bands.param(number, "type")
        self.kind = KindWords(f"Type of band {number}", choices(state.link, name), face="flat", width=56, where=state.link.name)
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        state.link.bind(AsNumber(self.kind), name)
        self.power = PowerButton(state, number)
        color = self._color()
        names = (*DIALS, "slope")
        self.knobs = {
            name: knob(state.link, bands.param(number, name), NAMES[name], number="stacked", titled=False, radius=13, color=color)
            for name in names
        }
        self.inner = QWidget(self)
        column = QVBoxLayout(self.inner)
        column.setContentsMargins(px(3), px(6), px(3), px(4))
        column.setSpacing(px(4))
        top = QHBoxLayout()
        top.setContentsMargins(px(3), 0, 0, 0)
        top.setSpacing(px(2))
        top.addWidget(Badge(number))
        top.addWidget(self.kind, 1)
        top.addWidget(self.power)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(0)
        for name in ("freq_hz", "gain_db", "slope", "q"):
            self.knobs[name].setMinimumWidth(px(34))
            self.knobs[name].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(self.knobs[name])
        column.addLayout(row)
        self.refresh()

    def _color(self) -> QColor:
        return themes.current().track(COLORS[self.number - 1])

    def refresh(self) -> None:
        """Show the band as it is: in use or free, and what its type has."""
        band = self.state.band(self.number)
        used = self.state.is_used(self.number)
        self.inner.setVisible(used)
        self.add_button.setVisible(not used)
        shown = {"gain_db": band.has_gain, "slope": not band.has_q, "q": band.has_q}
        for name, visible in shown.items():
            if self.knobs[name].isHidden() == visible:
                self.knobs[name].setVisible(visible)
        self.inner.setEnabled(True)
        self.update()

    def resizeEvent(self, event: object) -> None:
        self.inner.setGeometry(self.rect())
        self.add_button.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.state.is_used(self.number):
            return
        theme, painter = themes.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = self.number in self.state.selected
        fill = mix(theme.panel, self._color(), 0.24) if is_chosen else theme.raised
        border = self._color() if is_chosen else theme.border if theme.borders else None
        fill_rounded(painter, QRectF(self.rect()), CARD_RADIUS, fill, border)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.state.is_used(self.number):
            self.chosen.emit(self.number)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.state.is_used(self.number):
            self.chosen.emit(self.number)
            self.menu_asked.emit(self.number, event.globalPos())

    def _on_add(self) -> None:
        default = self.state.defaults[self.number - 1]
        values = bands.new_values(self.number, default.freq_hz, 0.0, default.kind)
        self.state.link.ask_all(values)
        self.state.select([self.number])


def beside(node: QPointF, plot: QRectF, width: float, height: float, gap: float) -> QPointF:
    """Where a panel goes: over a node, else under it, else beside it, and inside the plot."""
    above, under = node.y() - gap - height, node.y() + gap
    x = min(max(node.x() - width / 2, plot.left() + pxf(4)), plot.right() - width - pxf(4))
    if above >= plot.top() + pxf(16):
        return QPointF(x, above)
    if under + height <= plot.bottom() - pxf(18):
        return QPointF(x, under)
    right = node.x() + gap
    x = right if right + width <= plot.right() else max(node.x() - gap - width, plot.left())
    return QPointF(x, min(max(node.y() - height / 2, plot.top() + pxf(16)), plot.bottom() - height))
