"""Calibration as three guided steps: connect, check the level, measure.  The result belongs to a device, its rate and its buffer."""

import math
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from daw import preferences
from daw.ui.ballistics import Falling
from daw.ui.metrics import BODY, SECONDARY, SEMIBOLD, px
from daw.ui.record.hearing import TICK_S
from daw.ui.record.steps import SIDE, StepNumber
from daw.ui.widgets.button import PRIMARY, Button, Look
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.inputlevel import InputLevel
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.menubutton import MenuButton

if TYPE_CHECKING:
    from daw.engine.engine import Engine
    from daw.ui.clock import Tick
    from daw.ui.studio import Studio

TONE_S, TONE_HZ, TONE_LEVEL = 3.0, 440.0, 0.1
HEARD_DB = -50.0  # a tone that comes back as loud as this will do
SMALL = Look(height=24)
CONNECT = "Join an output to this input with a cable, or hold the microphone near the speaker."
WAIT = "Play the tone and turn up until the meter moves."
HEARD = "That is loud enough."
TOO_LOUD = "Too loud: turn the output or the input down."
CHIRPS = "Measure plays three short chirps and listens for them. Nothing of it is recorded."


class CalibrationSteps(Ground):
    """`busy` says whether it measures; `changed` that this is otherwise now, or that something was measured."""

    changed = Signal()
    _measured = Signal(object, str)

    def __init__(self, studio: "Studio") -> None:
        super().__init__("raised", radius=6)
        self._studio = studio
        self._thread: threading.Thread | None = None
        self._falling = Falling()
        self._heard = False
        self._done = ""
        self.setAccessibleName("Calibration")
        self.numbers = [StepNumber(number) for number in (1, 2, 3)]
        self.input = MenuButton("Listen with", (), width=120)
        self.level = InputLevel(where="the input that listens")
        self.tone = Button("Test tone", look=SMALL, help="Plays a quiet tone for three seconds.")
        self.advice = Label(WAIT, size=SECONDARY, ink="text2")
        self.measure = Button("Measure", look=PRIMARY, help="Plays three short chirps and listens for them.")
        self.result = Paragraph(CHIRPS, size=SECONDARY)
        self._build()
        self.input.moved.connect(self._on_input)
        self.tone.clicked.connect(self._on_tone)
        self.measure.clicked.connect(self.start)
        self._measured.connect(self._on_measured)
        studio.ticked.connect(self._on_tick)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(12))
        column.addWidget(Label("Calibration", weight=SEMIBOLD))
        connect = self._step(column, 0, "Connect", self.input)
        connect.addWidget(Paragraph(CONNECT, size=SECONDARY))
        level = self._step(column, 1, "Check the level", self.tone)
        level.addWidget(self.level)
        level.addWidget(self.advice)
        self._step(column, 2, "Measure", self.measure).addWidget(self.result)

    def _step(self, column: QVBoxLayout, at: int, words: str, control: QWidget) -> QVBoxLayout:
        row, left, body, head = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.setSpacing(px(12))
        left.addWidget(self.numbers[at])
        left.addStretch(1)
        body.setSpacing(px(4))
        title = Label(words, size=BODY, weight=SEMIBOLD)
        title.setMinimumHeight(px(SIDE))
        head.addWidget(title, 1)
        head.addWidget(control)
        body.addLayout(head)
        row.addLayout(left)
        row.addLayout(body, 1)
        body.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
        column.addLayout(row)
        return body

    # ---- what is shown

    @property
    def busy(self) -> bool:
        """Whether it measures now."""
        return self._thread is not None

    @property
    def number(self) -> int:
        """The input that listens, from 1."""
        return int(self.input.value or 1)

    def show_state(self) -> None:
        """Show what can be done now."""
        studio, engine = self._studio, self._studio.engine
        count = engine.device.inputs if engine is not None else 0
        self.input.set_choices([(str(number), f"Input {number}") for number in range(1, count + 1)])
        if count and not (self.input.value and 1 <= self.number <= count):
            self.input.set_value(str(min(studio.likely_input, count)))
        silent = engine is None or type(engine.device).__name__ == "NullDevice"
        free = not silent and not studio.playing and not self.busy
        self.input.setEnabled(free and count > 0)
        self.tone.setEnabled(free)
        self.measure.setEnabled(free and count > 0)
        known = None if engine is None else preferences.measured(engine.device.name, engine.sample_rate, engine.device.block_frames)
        states = ("done" if self._heard or known else "now", "done" if self._heard or known else "later", "done" if known else "later")
        now = "now" if self._heard and known is None else None
        for number, state in zip(self.numbers, (*states[:2], now or states[2]), strict=True):
            number.set_state(state)
        if self.busy:
            return
        if silent:
            self.result.set_text("There is nothing to calibrate without a device.")
        elif not count:
            self.result.set_text("This device has no input to listen with.")
        else:
            self.result.set_text(self._done or CHIRPS)

    def renew(self) -> None:
        """Another device or buffer: what was heard counts no more."""
        self._heard, self._done = False, ""
        self._falling = Falling()
        self.show_state()

    def _on_tick(self, tick: "Tick") -> None:
        if not self.isVisible() or tick.levels is None or self.number > len(tick.levels.inputs):
            return
        level = tick.levels.inputs[self.number - 1]
        self._falling.step(level, TICK_S)
        self.level.set_level(level, level, self._falling.hold_db, TICK_S)
        held = self._falling.hold_db
        self.advice.set_text(TOO_LOUD if held > -1.0 else HEARD if held >= HEARD_DB else WAIT)
        if HEARD_DB <= held <= -1.0 and not self._heard and not self.busy:
            self._heard = True
            self.show_state()

    # ---- what is done

    def _on_input(self, _key: str, _gesture: object) -> None:
        self.renew()

    def _on_tone(self) -> None:
        import numpy as np

        engine = self._studio.engine
        if engine is not None:
            time_s = np.arange(round(TONE_S * engine.sample_rate)) / engine.sample_rate
            fade = np.minimum(1.0, np.minimum(time_s, TONE_S - time_s) / 0.02)
            engine.play_probe((TONE_LEVEL * fade * np.sin(2.0 * math.pi * TONE_HZ * time_s)).astype(np.float32))

    def start(self, *_: object) -> None:
        """Measure, in a thread of its own."""
        engine = self._studio.engine
        if engine is None or self.busy:
            return
        self.result.set_text("Listening: you hear three short chirps …")
        self._thread = threading.Thread(target=self._work, args=(engine, self.number), name="daw-calibrate", daemon=True)
        self._thread.start()
        self.show_state()
        self.changed.emit()

    def _work(self, engine: "Engine", number: int) -> None:
        from daw.engine.calibrate import CalibrationError, calibrate

        try:
            found = calibrate(engine, number)
            device = engine.device
            preferences.set_round_trip(device.name, engine.sample_rate, device.block_frames, found.round_trip_frames, device.latency_frames)
        except (CalibrationError, RuntimeError, OSError) as problem:
            self._measured.emit(None, str(problem))
        else:
            self._measured.emit(found, "")

    def _on_measured(self, found: object, trouble: str) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        engine = self._studio.engine
        if trouble:
            self._done = f"Not measured. {trouble}"
        elif engine is not None:
            frames = found.round_trip_frames  # type: ignore[attr-defined]
            ms = 1000.0 * frames / engine.sample_rate
            self._done = f"{ms:.1f} ms, {frames} frames. Recordings now lie where they were played."
        self._studio.announce(self._done)
        self.show_state()
        self.changed.emit()

    def close_steps(self) -> None:
        """Wait for what is being measured."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
