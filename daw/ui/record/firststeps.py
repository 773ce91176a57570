"""The card over an empty song: choose your input, sing, press R.  Its steps tick themselves, and it leaves after the first take."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from daw.model import edits
from daw.ui.arrange.inputs import choose_input
from daw.ui.ballistics import Falling
from daw.ui.metrics import SECONDARY, SEMIBOLD, TITLE, px
from daw.ui.record.hearing import NO_INPUT, TICK_S, Hearing, device_words, is_silent, recording_track
from daw.ui.record.inputcard import ADVICE
from daw.ui.record.steps import SIDE, InputRow, StepNumber
from daw.ui.studio import Studio, Tick
from daw.ui.widgets.button import LINK, Button, Look
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.inputlevel import InputLevel
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.scrollpanel import ScrollPanel

WIDTH, PADDING, GAP = 560, 32, 21
MOST_ROWS = 5
RECORD_LOOK = Look("rec", width=120, height=36)


class FirstSteps(Ground):
    """Lies in the middle of `canvas` as long as the song has no take and the person has never made one."""

    def __init__(self, studio: Studio, canvas: QWidget) -> None:
        super().__init__("raised", radius=10, border="edge", parent=canvas)
        self._studio, self._canvas = studio, canvas
        self._wanted = False  # asked for by Help
        self._sung = False
        self._shown_rows = MOST_ROWS
        self._arranged: tuple[bool, int, int] = (False, 0, 0)
        self.hearing = Hearing()
        self._falling: dict[int, Falling] = {}
        self.rows: list[InputRow] = []
        self.setAccessibleName("First steps")
        self.numbers = [StepNumber(number) for number in (1, 2, 3)]
        self.title = Label("Choose your input, sing, press R.", size=22, weight=SEMIBOLD)
        self.note = Paragraph(size=SECONDARY)
        self.again = Button("Look again", look=LINK, help="Looks for audio devices again.")
        self.level = InputLevel(where="the chosen input")
        self.advice = Label(ADVICE["Silent"], size=SECONDARY, ink="text2")
        self.record = Button("Record", icon="record", look=RECORD_LOOK, words="Record", help="Begins to record.", key="R")
        self.last = Label(size=SECONDARY, ink="text2")
        self._build()
        self.again.clicked.connect(self._on_again)
        self.record.clicked.connect(self._on_record)
        studio.ticked.connect(self._on_tick)
        studio.engine_changed.connect(self._make_rows)
        studio.session_changed.connect(self._on_session)
        studio.selection.changed.connect(self._show)
        studio.transport_changed.connect(self._show)
        studio.took.connect(self._on_took)
        canvas.installEventFilter(self)
        self._make_rows()
        self._on_session()

    def _build(self) -> None:
        content = Ground("raised")
        self._column = column = QVBoxLayout(content)
        column.addWidget(self.title)
        self._inputs = QVBoxLayout()
        self._inputs.setSpacing(px(4))
        first = self._step(column, 0, "Choose your input")
        first.addLayout(self._inputs)
        line = QHBoxLayout()
        line.addWidget(self.note, 1)
        line.addWidget(self.again)
        first.addLayout(line)
        second = self._step(column, 1, "Sing or play")
        second.addWidget(self.level)
        second.addWidget(self.advice)
        third = QVBoxLayout()
        third.setSpacing(px(6))
        third.addWidget(Label("Press R", size=TITLE, weight=SEMIBOLD))
        third.addWidget(self.last)
        row = self._row(column, 2)
        row.addLayout(third, 1)
        row.addWidget(self.record)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(2), px(2), px(2), px(2))
        self._content = content
        outer.addWidget(ScrollPanel(content))

    def _row(self, column: QVBoxLayout, at: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(42 - SIDE))
        left = QVBoxLayout()
        left.addWidget(self.numbers[at])
        left.addStretch(1)
        row.addLayout(left)
        column.addLayout(row)
        return row

    def _step(self, column: QVBoxLayout, at: int, words: str) -> QVBoxLayout:
        body = QVBoxLayout()
        body.setSpacing(px(6))
        title = Label(words, size=TITLE, weight=SEMIBOLD)
        title.setMinimumHeight(px(SIDE))
        body.addWidget(title)
        self._row(column, at).addLayout(body, 1)
        return body

    # ---- what is shown

    def _make_rows(self) -> None:
        """The inputs of the device that is open now."""
        for row in self.rows:
            self._inputs.removeWidget(row)
            row.hide()
            row.deleteLater()
        engine = self._studio.engine
        self.hearing = Hearing()
        count = engine.device.inputs if engine is not None else 0
        self.rows = [InputRow(number, device_words(self._studio), self) for number in range(1, count + 1)]
        for at, row in enumerate(self.rows):
            row.clicked.connect(self._on_row)
            self._inputs.addWidget(row)
            row.setVisible(at < self._shown_rows)
        self._falling = {row.number: Falling() for row in self.rows}
        self._show()

    def _show(self) -> None:
        """Everything that does not move by itself."""
        studio = self._studio
        self._place_rows()
        if studio.engine is None:
            words = "The sound is still being prepared."
        elif is_silent(studio):
            words = "No audio device is in use; a silent one stands in for it. Plug in an interface or microphone, then Look again."
        else:
            words = "" if self.rows else NO_INPUT
        self.note.set_text(words)
        self.note.setVisible(bool(words))
        self.again.setVisible(studio.engine is not None and bool(words))
        chosen = self.number is not None and (self.has_chosen or self.hearing.number == self.number)
        done = (chosen, self._sung, studio.recording)
        now = next((at for at, is_done in enumerate(done) if not is_done), 3)
        for at, number in enumerate(self.numbers):
            number.set_state("done" if done[at] else "now" if at == now else "later")
        bars = studio.view.count_in
        if studio.recording:
            words = "Recording. Press R to end."
        elif bars == 0:
            words = "You are recording at once."
        else:
            words = f"{'One bar' if bars == 1 else f'{bars} bars'} of click, then you are recording."
        self.last.set_text(words)
        self.record.set_words("Stop" if studio.recording else "Record")
        self._fit()

    def _place_rows(self) -> None:
        heard = self.hearing.number
        order = sorted(self.rows, key=lambda row: (row.number != heard, row.number))
        for at, row in enumerate(order):
            if self._inputs.indexOf(row) != at:
                self._inputs.removeWidget(row)
                self._inputs.insertWidget(at, row)
            row.setVisible(at < self._shown_rows)
            row.set_state(chosen=row.number == self.number, hears=row.number == heard)

    @property
    def has_chosen(self) -> bool:
        """Whether a track with an input stands ready."""
        track = recording_track(self._studio)
        return track is not None and track.armed and bool(track.inputs)

    @property
    def number(self) -> int | None:
        """The input that will be recorded, from 1."""
        track = recording_track(self._studio)
        if track is not None and track.inputs:
            return track.inputs[0]
        return self._studio.likely_input if self.rows else None

    # ---- what happens

    def _on_tick(self, tick: Tick) -> None:
        if not self.isVisible() or tick.levels is None or not self.rows:
            return
        inputs = tick.levels.inputs
        if self.hearing.step(inputs):
            self._studio.likely_input = self.hearing.number or 1
            self._studio.announce(f"Input {self.hearing.number} hears you")
            self._show()
        for row in self.rows:
            if row.number <= len(inputs):
                falling, level = self._falling[row.number], inputs[row.number - 1]
                falling.step(level, TICK_S)
                row.meter.set_levels((level,), (level,), (falling.hold_db,))
        number = self.number
        if number is not None and number <= len(inputs):
            level = inputs[number - 1]
            self.level.set_level(level, level, self._falling[number].hold_db, TICK_S)
            self.advice.set_text(ADVICE[self.level.word])
            if self.level.word == "Good" and not self._sung:
                self._sung = True
                self._show()

    def _on_row(self) -> None:
        row = self.sender()
        assert isinstance(row, InputRow)
        self.choose(row.number)

    def choose(self, number: int) -> None:
        """Record this input: on the track that is ready, or on a new one."""
        studio, track = self._studio, recording_track(self._studio)
        studio.likely_input = number
        if track is None:
            count = sum(one.kind == "audio" for one in studio.session.tracks) + 1
            track_id = edits.upcoming(studio.session, "t")
            calls: list[tuple[Any, tuple[Any, ...]]] = [(edits.add_track, (f"Audio {count}", 1, [number])), (edits.arm_only, (track_id,))]
            if studio.do_all(f"Add track Audio {count}", calls):
                studio.selection.select_track(track_id)
        else:
            choose_input(studio, track.id, str(number))
            if not track.armed:
                studio.do(edits.arm_only, track.id)
        self._show()

    def _on_record(self) -> None:
        self._studio.record()

    def _on_again(self) -> None:
        if self._studio.sound is not None:
            self._studio.sound.again()

    def _on_took(self, _ids: object) -> None:
        self._wanted = False
        if not self._studio.preferences.first_steps_done:
            self._studio.prefer(first_steps_done=True)
        self._on_session()

    def _on_session(self, *_: object) -> None:
        session = self._studio.session
        empty = not any(track.clips or track.takes for track in session.tracks)
        self.setVisible(self._wanted or (empty and not self._studio.preferences.first_steps_done))
        self._show()

    def show_again(self) -> None:
        """Help asks for it: it stays until the next take, or until Help is asked once more."""
        self._wanted = not (self._wanted and self.isVisible())
        self._on_session()

    # ---- its place

    def _arrange(self, *, close: bool, rows: int) -> None:
        """Place the parts closer or not, with at most so many inputs."""
        if self._arranged == (close, rows, len(self.rows)):
            return
        self._arranged = (close, rows, len(self.rows))
        self._shown_rows = rows
        column = self._column
        column.setContentsMargins(px(PADDING), px(8 if close else 26), px(PADDING), px(10 if close else 32))
        column.setSpacing(px(4 if close else GAP))
        self.title.setVisible(not close)
        self.advice.setVisible(not close)
        self._place_rows()
        column.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """As it is in the picture where there is room; else closer, with fewer inputs (the one that hears you is the first)."""
        canvas = self._canvas
        width, room = min(px(WIDTH), canvas.width() - px(16)), canvas.height() - px(16)
        for close, rows in ((False, MOST_ROWS), (False, 2), (True, 2), (True, 1)):
            self._arrange(close=close, rows=rows)
            height = self._content.sizeHint().height() + px(4)
            if height <= room:
                break
        height = min(height, room)
        if width > 0 and height > 0:
            self.setGeometry((canvas.width() - width) // 2, (canvas.height() - height) // 2, width, height)
