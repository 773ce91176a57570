"""The card "While recording": four switches, each with its state in words at the right; the words open the finer choices."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from daw.model import edits
from daw.ui.liveinputs import heard_tracks
from daw.ui.metrics import BODY, MEDIUM, SEMIBOLD, px, text_width
from daw.ui.ranges import chosen_range, loop_selection, punch_selection
from daw.ui.record.hearing import recording_track
from daw.ui.studio import Studio
from daw.ui.theme import Theme
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import RIGHT, draw_text
from daw.ui.widgets.toggle import Switch

BARS = ((1, "1 bar"), (2, "2 bars"), (4, "4 bars"))
CLICKS = (("recording", "recording only"), ("always", "always"), ("off", "off"))
HEARD = (("auto", "while armed"), ("on", "always"), ("off", "never"))
Choice = tuple[str, Callable[[], object], bool]  # words, what it does, whether it is so now


class StateWords(Pressable):
    """The state of a switch in words; pressing them opens a menu of finer choices.  choices : asked when it opens"""

    def __init__(self, name: str, choices: Callable[[], Sequence[Choice]]) -> None:
        super().__init__(name, help="Click for more choices.")
        self._choices = choices
        self._acts: dict[QAction, Callable[[], object]] = {}
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        """Show another state."""
        if words != self.words:
            self.words = words
            self.setAccessibleName(f"{self.name}: {words}")
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """The state."""
        return self.words

    def tip(self) -> str:
        return f"{self.name}: {self.words}. {self.help}"

    def natural_size(self) -> tuple[int, int]:
        return round(text_width(self.words, BODY, MEDIUM)) + px(10), px(22)

    def press(self, modifiers: object = NO_KEYS) -> None:
        super().press(modifiers)  # type: ignore[arg-type]
        self.open_menu()

    def open_menu(self) -> QMenu:
        """Open the choices under the words."""
        menu = QMenu(self)
        self._acts = {}
        for words, act, is_so in self._choices():
            action = QAction(words, menu, checkable=True, checked=is_so)
            self._acts[action] = act
            menu.addAction(action)
        menu.triggered.connect(self._on_triggered)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height())))
        return menu

    def _on_triggered(self, action: QAction) -> None:
        self._acts[action]()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        ink = theme.text if self.hovered else theme.text2
        draw_text(painter, QRectF(self.rect()).adjusted(0, 0, -px(4), 0), self.words, BODY, MEDIUM, ink, RIGHT)


class WhileRecording(Ground):
    """Count-in, click, loop takes, hear yourself."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("panel", radius=6)
        self._studio = studio
        self.setAccessibleName("While recording")
        self.count_in = Switch("Count-in", words="Count-in", help="Bars of click before the recording begins.")
        self.click = Switch("Click", words="Click", help="The metronome. No bounce ever hears it.")
        self.loop = Switch("Loop takes", words="Loop takes", help="Records the loop range again and again, each round a take.")
        self.hear = Switch("Hear yourself", words="Hear yourself", help="Sends live inputs to your headphones.")
        self.bars = StateWords("Count-in", self._bar_choices)
        self.clicks = StateWords("Click", self._click_choices)
        self.loops = StateWords("Loop takes", self._loop_choices)
        self.heard = StateWords("Hear yourself", self._heard_choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(11), px(12), px(8))
        column.setSpacing(px(3))
        column.addWidget(Label("While recording", weight=SEMIBOLD))
        column.addSpacing(px(2))
        pairs = ((self.count_in, self.bars), (self.click, self.clicks), (self.loop, self.loops), (self.hear, self.heard))
        for switch, words in pairs:
            column.addWidget(_row(switch, words), 2)
        column.addStretch(1)
        self.count_in.moved.connect(self._on_count_in)
        self.click.moved.connect(self._on_click)
        self.loop.moved.connect(self._on_loop)
        self.hear.moved.connect(self._on_hear)
        others = (studio.selection.changed, studio.live_inputs.changed, studio.view.changed)
        for signal in (studio.session_changed, studio.transport_changed, *others):
            signal.connect(self.show_state)
        self.show_state()

    # ---- what is shown

    def show_state(self, *_: object) -> None:
        """Everything as it is now."""
        view, session, live = self._studio.view, self._studio.session, self._studio.live_inputs
        self.count_in.set_value(view.count_in > 0)
        self.bars.set_words({0: "off", 1: "1 bar"}.get(view.count_in, f"{view.count_in} bars"))
        self.click.set_value(view.click != "off")
        self.clicks.set_words(dict(CLICKS)[view.click])
        looping = view.loop and session.loop is not None
        self.loop.set_value(looping)
        if looping and session.loop is not None:
            self.loops.set_words(self._span_words(session.loop.start, session.loop.end))
        elif session.loop is not None or self._range() is not None:
            self.loops.set_words("off")
        else:
            self.loops.set_words("select a range first")
        track = recording_track(self._studio)
        self.hear.set_value(live.on and (track is None or track.monitor != "off"))
        if live.why:
            self.heard.set_words("speakers are close" if live.why == "close" else "it began to howl")
        elif not live.on:
            self.heard.set_words("off")
        else:
            self.heard.set_words(dict(HEARD)[track.monitor if track is not None else "auto"])

    def _span_words(self, start: int, end: int) -> str:
        tempo, rate = self._studio.session.tempo, self._studio.sample_rate
        first, (last, beat, tick) = tempo.frame_to_bar(start, rate)[0], tempo.frame_to_bar(end, rate)
        last = max(first, last - (beat == 1 and tick == 0))
        return f"bar {first}" if first == last else f"bars {first} to {last}"

    def _range(self) -> tuple[int, int] | None:
        return chosen_range(self._studio)

    # ---- the choices behind the words

    def _bar_choices(self) -> list[Choice]:
        now, studio = self._studio.view.count_in, self._studio
        return [(words, partial(studio.set_count_in, bars), now == bars) for bars, words in ((0, "Off"), *BARS)]

    def _click_choices(self) -> list[Choice]:
        now, studio = self._studio.view.click, self._studio
        return [(words.capitalize(), partial(studio.set_click, key), now == key) for key, words in CLICKS]

    def _loop_choices(self) -> list[Choice]:
        studio = self._studio
        found: list[Choice] = []
        if self._range() is not None:
            found.append(("Loop the selection", partial(loop_selection, studio), False))
            found.append(("Record only the selection (punch)", partial(punch_selection, studio), False))
        if studio.session.punch is not None:
            span = studio.session.punch
            found.append((f"Punch in {self._span_words(span.start, span.end)}", studio.toggle_punch, studio.view.punch))
        if studio.session.loop is not None:
            found.append(("No loop", partial(studio.do, edits.set_loop, None, None), False))
        return found or [("Drag along the ruler to select a range", _nothing, False)]

    def _heard_choices(self) -> list[Choice]:
        track, studio = recording_track(self._studio), self._studio
        found: list[Choice] = []
        if studio.live_inputs.why:
            found.append(("On anyway, with headphones", studio.live_inputs.on_anyway, False))
        if track is not None:
            found += [
                (words.capitalize(), partial(studio.do, edits.set_monitor, track.id, key), track.monitor == key) for key, words in HEARD
            ]
        return found or [("Arm a track first", _nothing, False)]

    # ---- the hand

    def _on_count_in(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.set_count_in(int(on))

    def _on_click(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        self._studio.set_click("recording" if on else "off")

    def _on_loop(self, _on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        studio = self._studio
        if studio.session.loop is None and self._range() is not None:
            loop_selection(studio)
        elif studio.session.loop is None:
            studio.say("Drag along the ruler to select a range first; then it is recorded again and again.")
        else:
            studio.toggle_loop()
        self.show_state()

    def _on_hear(self, on: bool, _gesture: object) -> None:  # noqa: FBT001  a slot
        live, track = self._studio.live_inputs, recording_track(self._studio)
        if on and live.why:
            live.on_anyway()
        else:
            live.set_on(on=on)
        if on and track is not None and not any(one.id == track.id for one in heard_tracks(self._studio.session)):
            self._studio.do(edits.set_monitor, track.id, "auto")
        self.show_state()


def _nothing() -> None:
    """There is nothing to choose."""


def _row(switch: Switch, words: StateWords) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(6))
    line.addWidget(switch)
    line.addWidget(words, 1)
    return row
