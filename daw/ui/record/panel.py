"""The Inputs page of the Record view: a card for every input, how recording goes, and keeping what was just played."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from daw.ui.ballistics import Falling
from daw.ui.metrics import BODY, SECONDARY, SEMIBOLD, px
from daw.ui.record.firststeps import ADVICE
from daw.ui.record.hearing import TICK_S, device_words, is_silent
from daw.ui.studio import Studio, Tick
from daw.ui.timetext import clock_text
from daw.ui.widgets.button import Button
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.inputlevel import InputLevel
from daw.ui.widgets.label import Label, Paragraph, Reading
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.toggle import Switch

DISK_EVERY = 60  # ticks


class InputCard(Ground):
    """One input: its level with the band to aim at, its peak, and what to do about it."""

    def __init__(self, number: int) -> None:
        super().__init__("panel", radius=6)
        self.number = number
        self._falling = Falling()
        self.setFixedWidth(px(236))
        self.level = InputLevel(where=f"input {number}")
        self.peak = Reading(f"Peak of input {number}", size=18, widest="−00.0 dBFS")
        self.goes = Label(size=SECONDARY, ink="text2")
        self.advice = Paragraph(size=SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(10))
        for widget in (Label(f"Input {number}", size=BODY, weight=SEMIBOLD), self.goes, self.peak, self.level, self.advice):
            column.addWidget(widget)
        column.addStretch(1)

    def show_level(self, level_db: float, *, used: bool) -> None:
        """A new level in dBFS."""
        self._falling.step(level_db, TICK_S)
        held = self._falling.hold_db
        self.level.set_level(level_db, level_db, held, TICK_S)
        number = "−∞" if held <= -90.0 else f"{held:.1f}".replace("-", "−")
        self.peak.set_text(f"{number} dBFS")
        words = ADVICE[self.level.word] if used else ""
        if words != self.advice.text():
            self.advice.set_text(words)


class RecordPanel(Ground):
    """Cards of the inputs that armed tracks record (all of them while none is armed), switches, and the last minutes."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("gutter")
        self._studio = studio
        self._count = 0
        self.cards: list[InputCard] = []
        self.device = Label(size=SECONDARY, ink="text2")
        self.count_in = Switch("Count-in", words="Count-in of one bar")
        self.click = Switch("Click", words="Click while recording")
        self.loop = Switch("Loop takes", words="Loop takes")
        self.keep = Button("Keep what I just played", help="Makes a take of the last two minutes, armed or not.")
        self.disk = Label(size=SECONDARY, ink="text2")
        content = Ground("gutter")
        self._cards = QHBoxLayout(content)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.addStretch(1)
        settings = Ground("panel", radius=6)
        settings.setFixedWidth(px(260))
        column = QVBoxLayout(settings)
        column.setContentsMargins(px(12), px(8), px(12), px(8))
        column.setSpacing(px(4))
        title = Label("While recording", weight=SEMIBOLD)
        for widget in (title, self.device, self.count_in, self.click, self.loop, self.keep, self.disk):
            column.addWidget(widget)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(10), px(12), px(10))
        row.setSpacing(px(10))
        row.addWidget(ScrollPanel(content, sideways=True), 1)
        row.addWidget(settings)
        self.count_in.moved.connect(self._on_count_in)
        self.click.moved.connect(self._on_click)
        self.loop.moved.connect(self._on_loop)
        self.keep.clicked.connect(self._on_keep)
        studio.ticked.connect(self._on_tick)
        studio.session_changed.connect(self._show)
        studio.transport_changed.connect(self._show)
        studio.engine_changed.connect(self._show)
        self._show()

    def _goes(self) -> dict[int, str]:
        """Which armed track records an input."""
        return {number: track.name for track in self._studio.session.tracks if track.armed for number in track.inputs}

    def _show(self, *_: object) -> None:
        studio, engine, goes = self._studio, self._studio.engine, self._goes()
        there = range(1, (engine.device.inputs if engine is not None else 0) + 1)
        numbers = [number for number in there if number in goes] or list(there)[:8]
        if numbers != [card.number for card in self.cards]:
            for card in self.cards:
                self._cards.removeWidget(card)
                card.hide()
                card.deleteLater()
            self.cards = [InputCard(number) for number in numbers]
            for at, card in enumerate(self.cards):
                self._cards.insertWidget(at, card)
        for card in self.cards:
            card.goes.set_text(f"to {goes[card.number]}" if card.number in goes else "not used")
        self.device.set_text(f"{device_words(studio)}: nothing is heard" if is_silent(studio) else device_words(studio))
        self.count_in.set_value(studio.view.count_in > 0)
        self.click.set_value(studio.view.click != "off")
        self.loop.set_value(studio.view.loop)
        self.disk.set_text(f"Disk {clock_text(studio.disk_time_left_s())} left")

    def _on_tick(self, tick: Tick) -> None:
        if not self.isVisible() or tick.levels is None:
            return
        goes = self._goes()
        for card in self.cards:
            if card.number <= len(tick.levels.inputs):
                card.show_level(tick.levels.inputs[card.number - 1], used=card.number in goes)
        self._count += 1
        if self._count % DISK_EVERY == 0:
            self.disk.set_text(f"Disk {clock_text(self._studio.disk_time_left_s())} left")

    def _on_count_in(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.set_count_in(int(on))

    def _on_click(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.set_click("recording" if on else "off")

    def _on_loop(self, _on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.toggle_loop()

    def _on_keep(self) -> None:
        self._studio.capture()
