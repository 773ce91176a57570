"""The editor of the equaliser: display, keyboard, a card for each band, and what comes out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from daw.ui.editors.body import Body
from daw.ui.editors.controls import menu, word_toggle
from daw.ui.editors.eq.axes import RANGES
from daw.ui.editors.eq.bandcontrols import CARD_HEIGHT, Card, Hud, beside
from daw.ui.editors.eq.bands import COUNT
from daw.ui.editors.eq.bandstate import BandState
from daw.ui.editors.eq.eqdisplay import HALO
from daw.ui.editors.eq.eqhand import EqHand
from daw.ui.editors.eq.pianostrip import PianoStrip
from daw.ui.editors.hearing import Fresh
from daw.ui.editors.outputmeter import OutputMeter
from daw.ui.editors.slotlink import SlotLink
from daw.ui.metrics import SECONDARY, px
from daw.ui.studio import Tick
from daw.ui.theme import Theme, alpha
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.label import Label
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.shapes import CENTER, FIELD_RADIUS, fill_rounded

if TYPE_CHECKING:
    from daw.engine.scope import Scope

FREEZE = Look("raised", "tint", 24, 24, icon_size=14)
LOW = 400  # a body lower than this has no room for the cards


class Note(Label):
    """The note a band is tuned to, readable over the spectra."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", size=SECONDARY, ink="text2", align=CENTER, parent=parent)

    def natural_size(self) -> tuple[int, int]:
        wide, high = super().natural_size()
        return wide + px(12), high + px(2)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        fill_rounded(painter, QRectF(self.rect()), FIELD_RADIUS, alpha(theme.canvas, 0.8))
        super().paint(painter, theme)


class EqEditor(Body):
    """Everything of the equaliser."""

    how = "Double-click the curve to add a band. Drag to move, wheel changes Q, Shift is fine, Alt+click bypasses, Del removes."

    def __init__(self, link: SlotLink) -> None:
        super().__init__(link)
        self.state = BandState(link, self)
        self.display = EqHand(self.state)
        self.piano = PianoStrip(self.state, self.display)
        self.ranges = Segmented("Range", [(str(one), f"±{one}") for one in RANGES], face="pills", where=link.name)
        self.ranges.setParent(self.display)
        self.ranges.set_value("12")
        self.freeze = Button("Hold the spectra", icon="snow", look=FREEZE, help="Holds what is seen, so that it can be compared.", key="F")
        self.freeze.setParent(self.display)
        self.channels = menu(link, "channels", "Channels", width=84)
        self.auto_gain = word_toggle(link, "auto_gain", "Auto gain")
        self.head_parts = (self.channels, self.auto_gain)
        self.note = Note(self.display)
        self.note.hide()
        self.meter = OutputMeter(link)
        self.cards = [Card(self.state, number) for number in range(1, COUNT + 1)]
        self._huds: dict[int, Hud] = {}
        self._fresh = Fresh()
        self._card_panel = self._make_cards()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.display, 1)
        left.addWidget(self.piano)
        top = QHBoxLayout()
        top.setSpacing(px(6))
        top.addLayout(left, 1)
        top.addWidget(self.meter)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(2), px(10), px(8))
        column.setSpacing(px(8))
        column.addLayout(top, 1)
        column.addWidget(self._card_panel)
        self.ranges.moved.connect(self._on_range)
        self.state.changed.connect(self._refresh)
        self.state.chosen.connect(self._refresh)
        self.display.axes_changed.connect(self._place)
        self.display.entered.connect(self._on_entered)
        self.display.frozen_changed.connect(self._show_frozen)
        self.freeze.clicked.connect(self.display.toggle_frozen)

    def _make_cards(self) -> QWidget:
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(px(2), 0, 0, 0)
        row.setSpacing(px(4))
        for card in self.cards:
            row.addWidget(card)
            card.chosen.connect(self._on_card)
            card.menu_asked.connect(self._on_card_menu)
        panel = ScrollPanel(content, sideways=True)
        panel.setFixedHeight(px(CARD_HEIGHT + 12))
        panel.hide()
        return panel

    @property
    def hud(self) -> Hud | None:
        """The panel shown, by the node in focus."""
        found = self._huds.get(self.state.focus)
        return found if found is not None and not found.isHidden() else None

    def hear(self, tick: Tick, scope: "Scope | None") -> None:
        self.display.hear(scope)
        self.meter.add(self._fresh.take(scope)[1])

    def _refresh(self) -> None:
        for card in self.cards:
            card.refresh()
        self._place()

    def _place(self) -> None:
        """Put the panel by its node, and the ranges into their corner."""
        display, focus = self.display, self.state.focus
        plot = display.axes.plot
        self.ranges.resize(self.ranges.sizeHint())
        self.ranges.move(round(plot.right()) - self.ranges.width() - px(10), round(plot.top()) + px(10))
        legend = display.legend_rect()
        self.freeze.move(QPointF(legend.right() + px(6) if legend.isValid() else plot.left() + px(8), plot.top() + px(10)).toPoint())
        for number, hud in self._huds.items():
            if number != focus:
                hud.hide()
        if not focus or plot.width() < px(280):
            self.note.hide()
            return
        if focus not in self._huds:
            self._huds[focus] = Hud(self.state, focus, display)
        hud = self._huds[focus]
        hud.refresh()
        node = display.node_place(self.state.band(focus))
        place = beside(node, plot, hud.width(), hud.height(), px(HALO + 3))
        if QRectF(place, hud.size().toSizeF()).intersects(QRectF(self.ranges.geometry())) and place.y() < node.y():
            place.setX(min(place.x(), self.ranges.x() - hud.width() - px(8)))
        hud.move(place.toPoint())
        hud.show()
        hud.raise_()
        self.note.set_text(hud.note())
        self.note.resize(self.note.sizeHint())
        below = place.y() + hud.height() > node.y()  # under it, or beside it
        x = place.x() + (hud.width() - self.note.width()) / 2
        self.note.move(QPointF(x, place.y() + hud.height() + px(2) if below else place.y() - self.note.height()).toPoint())
        self.note.show()

    def _on_range(self, key: str, _gesture: object) -> None:
        self.display.set_range(int(key))

    def _on_card(self, number: int) -> None:
        self.state.select([number])

    def _on_card_menu(self, number: int, place: QPoint) -> None:
        self.display.open_menu(number, QPointF(self.display.mapFromGlobal(place)))

    def _show_frozen(self) -> None:
        self.freeze.set_lit(self.display.frozen)

    def _on_entered(self) -> None:
        if self.hud is not None:
            self.hud.fields["freq_hz"].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card_panel.setVisible(self.height() >= px(LOW))
