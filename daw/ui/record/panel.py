"""The Inputs page of the Record view: a card for every input, how recording goes, and the last take."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from daw.ui.metrics import BODY, px
from daw.ui.record.hearing import NO_INPUT, device_line
from daw.ui.record.inputcard import WIDTH, InputCard
from daw.ui.record.lasttake import LastTake
from daw.ui.record.whilerecording import WhileRecording
from daw.ui.studio import Studio, Tick
from daw.ui.widgets.button import LINK, Button
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Paragraph
from daw.ui.widgets.scrollpanel import ScrollPanel

WIDE_CARDS = 3  # from so many inputs on, the cards are narrow
GAP = 12


class RecordPanel(Ground):
    """Cards of all inputs, those that armed tracks record first in view; switches; the last take."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("gutter")
        self._studio = studio
        self.cards: list[InputCard] = []
        self.while_recording = WhileRecording(studio)
        self.last_take = LastTake(studio)
        self.none = Paragraph(NO_INPUT, size=BODY)
        self.again = Button("Look again", look=LINK, help="Looks for audio devices again.")
        content = Ground("gutter")
        self._row = QHBoxLayout(content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(GAP))
        self.none.setFixedWidth(px(220))
        self._row.addWidget(self.none)
        self._row.addWidget(self.again)
        self._row.addStretch(1)
        self._scroll = ScrollPanel(content, sideways=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(16), px(12))
        row.setSpacing(px(GAP))
        row.addWidget(self._scroll)
        row.addWidget(self.while_recording)
        row.addWidget(self.last_take, 1)
        self.again.clicked.connect(self._on_again)
        studio.ticked.connect(self._on_tick)
        studio.session_changed.connect(self._show)
        studio.transport_changed.connect(self._show)
        studio.engine_changed.connect(self._show)
        self._show()

    def _goes(self) -> dict[int, str]:
        """Which armed track records an input."""
        return {number: track.name for track in self._studio.session.tracks if track.armed for number in track.inputs}

    def _show(self, *_: object) -> None:
        engine, goes = self._studio.engine, self._goes()
        count = engine.device.inputs if engine is not None else 0
        if count != len(self.cards):
            for card in self.cards:
                self._row.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = [InputCard(number, narrow=count > WIDE_CARDS) for number in range(1, count + 1)]
            for at, card in enumerate(self.cards):
                self._row.insertWidget(at, card)
            self._fit()
        for card in self.cards:
            card.show_use(goes.get(card.number, ""))
        self.none.set_text("The sound is being prepared." if engine is None else NO_INPUT)
        self.none.setVisible(not self.cards)
        self.again.setVisible(engine is not None and not self.cards)
        self._tell_device()

    def _tell_device(self) -> None:
        """The device, its rate and its round trip, beside the tabs of the dock."""
        dock = getattr(self._studio.window, "dock", None)
        if dock is not None:
            dock.note.set_text(device_line(self._studio))

    def showEvent(self, event: object) -> None:
        self._tell_device()
        super().showEvent(event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Room for the cards, but never more than a third of it all where there are many."""
        whole = sum(card.sizeHint().width() for card in self.cards) + px(GAP) * max(0, len(self.cards) - 1)
        most = max(px(WIDTH), round(self.width() * (0.24 if self.width() < px(900) else 0.36)))
        self._scroll.setFixedWidth(min(max(whole, px(WIDTH)), most) if self.cards else px(240))
        self.while_recording.setFixedWidth(min(px(380), max(px(240), round(self.width() * 0.30))))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(1000), px(190))  # the dock scrolls where it is smaller

    def _on_tick(self, tick: Tick) -> None:
        if not self.isVisible() or tick.levels is None:
            return
        for card in self.cards:
            if card.number <= len(tick.levels.inputs):
                card.show_level(tick.levels.inputs[card.number - 1])

    def _on_again(self) -> None:
        if self._studio.sound is not None:
            self._studio.sound.again()
