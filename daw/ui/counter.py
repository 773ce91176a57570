"""The counter of the transport: where the song is, in bars and time, and its tempo, meter and key.

Click a part and type, drag it up and down, or turn the wheel while it has the focus.
"""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.ui.metrics import MARKS, MEDIUM, SEMIBOLD, font, px, pxf, text_width
from daw.ui.quantity import Quantity, number
from daw.ui.studio import Studio, Tick
from daw.ui.theme import Theme
from daw.ui.timetext import bars_text, frames_text, parse_bars, parse_frames, parse_time, time_text
from daw.ui.widgets.control import Control
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.shapes import CENTER, draw_text

LAST_FRAME = 1 << 40
BEAT_PX = 10  # way of the hand for a beat
METERS = ["2/4", "3/4", "4/4", "5/4", "6/4", "7/4", "3/8", "5/8", "6/8", "7/8", "9/8", "12/8", "2/2"]
NOTES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
KEYS = ["", *(f"{note} {mode}" for note in NOTES for mode in ("maj", "min"))]
SHOWN = {"bars": "BARS", "time": "TIME", "samples": "SAMPLES"}


class Part(Control):
    """One number of the counter under its name.  way : pixels from end to end of its range, at 100 % scale"""

    def __init__(
        self, quantity: Quantity, label: str, width: int, *, size: float = 15, way: float = 200, parent: QWidget | None = None
    ) -> None:
        super().__init__(quantity, where="counter", parent=parent)
        self.label, self._width, self._size, self._way = label, width, size, way
        self._moved_px = 0.0
        self._sizes: dict[tuple[int, int], float] = {}

    def natural_size(self) -> tuple[int, int]:
        return px(self._width), px(40)

    def drag_length(self) -> float:
        return max(px(self._way), 1)

    def number_rect(self) -> QRectF:
        return QRectF(0, pxf(14), self.width(), self.height() - pxf(15))

    def tip(self) -> str:
        key = f" Key: {self.quantity.key}." if self.quantity.key else ""
        return f"{self.quantity.name} {self.text()}. Click to type, drag up or down.{key}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._moved_px = 0.0
        self._start = event.globalPosition()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._moved_px = max(self._moved_px, abs(event.globalPosition().y() - self._start.y()))
            if self._moved_px < px(3):
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._moved_px < px(3) and self.rect().contains(event.position().toPoint()):
            self.type_value()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the first click has opened the field

    def paint(self, painter: QPainter, theme: Theme) -> None:
        draw_text(painter, QRectF(0, pxf(3), self.width(), pxf(12)), self.label, MARKS - 1, SEMIBOLD, theme.text2, CENTER)
        ink = theme.fg if self.hovered or self.hasFocus() else theme.text
        text = self.text()
        painter.setFont(font(self._fitting_size(text), MEDIUM))
        painter.setPen(ink)
        painter.drawText(self.number_rect(), int(CENTER), text)

    def _fitting_size(self, text: str) -> float:
        """The font size at which a text fits; figures are equally wide, so it is measured once for each length."""
        shape = (len(text), self.width())
        if shape not in self._sizes:
            size = self._size
            while size > 9 and text_width(text.replace("1", "0"), size, MEDIUM) > self.width() - pxf(4):
                size -= 1
            self._sizes = {**self._sizes, shape: size} if len(self._sizes) < 64 else {shape: size}
        return self._sizes[shape]

    def rescaled(self) -> None:
        self._sizes = {}


class PlacePart(Part):
    """Where the song is.  The hand moves what it took hold of: bars, beats or ticks."""

    def __init__(self, studio: Studio, shown: str, width: int) -> None:
        self._studio, self.shown = studio, shown
        quantity = Quantity("Position", 0.0, float(LAST_FRAME), 0.0, format=self._format, parse=self._parse, step=1.0, law="linear")
        super().__init__(quantity, SHOWN[shown], width, size=20)
        self._unit = 1.0

    def show_as(self, shown: str) -> None:
        """Bars, time or samples."""
        self.shown, self.label = shown, SHOWN[shown]
        self.update()

    def _format(self, value: float) -> str:
        session, frame = self._studio.session, int(value)
        if self.shown == "bars":
            return bars_text(session, frame)
        return time_text(frame, session.sample_rate) if self.shown == "time" else frames_text(frame)

    def _parse(self, text: str) -> float:
        session = self._studio.session
        if self.shown == "bars" and ":" not in text:
            return float(parse_bars(session, text))
        return float(parse_frames(text) if self.shown == "samples" and ":" not in text else parse_time(session.sample_rate, text))

    def set_value(self, value: float) -> None:
        if self.shown != "bars" or self._format(value) != self._format(self.value):
            super().set_value(value)
        else:
            self.value = value

    def frames_of(self, x: float) -> float:
        """Frames of what stands at a place of the widget: a bar, a beat, ten ticks; a second, a hundredth."""
        session, share = self._studio.session, x / max(self.width(), 1)
        beat = session.sample_rate * 60.0 / session.tempo.tempo_at(int(self.value)).bpm
        if self.shown == "bars":
            meter = session.tempo.meter_at(int(self.value))
            beat *= 4.0 / meter.unit
            return beat * meter.beats if share < 0.38 else beat if share < 0.62 else beat / 96.0
        if self.shown == "time":
            return float(session.sample_rate) if share < 0.6 else session.sample_rate / 100.0
        return 1.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._unit = self.frames_of(event.position().x())
        super().mousePressEvent(event)

    def drag_length(self) -> float:
        return px(BEAT_PX) * LAST_FRAME / self._unit

    def step(self, steps: float) -> None:
        hand = self._hand if self._run.isActive() and self._hand is not None else self.begin_gesture("step")
        self._run.start()
        unit = self.frames_of(self.width() * (0.5 if self.shown == "bars" else 0.2))
        self.report(max(0.0, self.value + steps * unit), hand)


class Counter(Ground):
    """All parts, sunken."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("field", radius=6, parent=parent)
        self._studio = studio
        self.setFixedHeight(px(40))
        self.setAccessibleName("Counter")
        first = studio.view.counter
        self.place = PlacePart(studio, first, 128)
        self.second = PlacePart(studio, _other(first), 104)
        self._meters, self._keys = list(METERS), list(KEYS)
        self.tempo = Part(_tempo(), "TEMPO", 72, way=380 * 4)
        self.meter = Part(self._choice("Meter", self._meters, _meter), "METER", 54, way=160)
        self.key = Part(self._choice("Key", self._keys, key_of), "KEY", 58, way=240)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(1), 0, px(1), 0)
        layout.setSpacing(0)
        self._lines: dict[QWidget, Line] = {}
        for part in (self.place, self.second, self.tempo, self.meter, self.key):
            if part is not self.place:
                self._lines[part] = Line(standing=True)
                self._lines[part].setFixedHeight(px(32))
                layout.addWidget(self._lines[part])
            layout.addWidget(part)
        for place in (self.place, self.second):
            place.moved.connect(self._on_place)
            place.menu_opening.connect(self._add_choices)
        self.tempo.moved.connect(self._on_tempo)
        self.meter.moved.connect(self._on_meter)
        self.key.moved.connect(self._on_key)
        studio.playhead_moved.connect(self._on_playhead)
        studio.ticked.connect(self._on_tick)
        studio.session_changed.connect(self._on_session)
        studio.view.changed.connect(self._on_view)
        self.show_place(studio.position)

    def show_parts(self, *, meter: bool, second: bool) -> None:
        """Leave out what there is no room for: meter and key, or the second way to say the place."""
        for part, shown in ((self.meter, meter), (self.key, meter), (self.second, second)):
            part.setVisible(shown)
            self._lines[part].setVisible(shown)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        self.updateGeometry()

    def show_place(self, frame: int) -> None:
        """Show where the song is, with the tempo and the meter there."""
        for place in (self.place, self.second):
            place.set_value(float(frame))
        tempo = self._studio.session.tempo
        self.tempo.set_value(tempo.tempo_at(frame).bpm)
        meter = tempo.meter_at(frame)
        self.meter.set_value(_index(self._meters, f"{meter.beats}/{meter.unit}"))
        self.key.set_value(_index(self._keys, self._studio.session.key))

    def _on_playhead(self, frame: int) -> None:
        if not self._studio.playing:
            self.show_place(frame)

    def _on_tick(self, tick: Tick) -> None:
        if tick.playing:
            self.show_place(tick.position)  # 30 times a second is all an eye can read

    def _on_session(self, old: Session, new: Session) -> None:
        if (old.tempo, old.key) != (new.tempo, new.key):
            self.place.update()
            self.second.update()
            self.show_place(self._studio.position)

    def _on_view(self, names: frozenset[str]) -> None:
        if "counter" in names:
            self.place.show_as(self._studio.view.counter)
            self.second.show_as(_other(self._studio.view.counter))

    def _add_choices(self, menu: QMenu) -> None:
        menu.addSeparator()
        for name, words in (("bars", "Show bars"), ("time", "Show time"), ("samples", "Show samples")):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._studio.view.counter == name)
            action.setData(name)
            action.triggered.connect(self._on_choice)

    def _on_choice(self) -> None:
        self._studio.view.counter = self.sender().data()  # type: ignore[attr-defined]

    def _on_place(self, value: float, _gesture: object) -> None:
        self._studio.locate(int(value))

    def _on_tempo(self, value: float, gesture: object) -> None:
        mark = self._studio.session.tempo.tempo_at(self._studio.position)
        self._studio.do(edits.set_tempo, mark.frame, value, gesture=gesture)
        self.show_place(self._studio.position)

    def _on_meter(self, value: float, gesture: object) -> None:
        beats, unit = (int(one) for one in _word(self._meters, value).split("/"))
        mark = self._studio.session.tempo.meter_at(self._studio.position)
        self._studio.do(edits.set_meter, mark.frame, beats, unit, gesture=gesture)
        self.show_place(self._studio.position)

    def _on_key(self, value: float, gesture: object) -> None:
        self._studio.do(edits.set_key, _word(self._keys, value), gesture=gesture)

    def _choice(self, name: str, words: list[str], parse: Callable[[str], str]) -> Quantity:
        return Quantity(
            name, 0.0, len(words) + 7.0, 0.0, law="steps",
            format=lambda value: _word(words, value) or "–",
            parse=lambda text: _index(words, parse(text)),
        )  # fmt: skip


def _tempo() -> Quantity:
    def parse(text: str) -> float:
        bpm = number(re.sub(r"(?i)\s*bpm\s*$", "", text))
        if not 10.0 <= bpm <= 400.0:
            raise ValueError("10 to 400 beats a minute fit.")
        return bpm

    return Quantity("Tempo", 10.0, 400.0, 120.0, format=lambda value: f"{value:.2f}", parse=parse, step=1.0)


def _index(words: list[Any], word: str) -> float:
    """The place of a word in a list, where it is put if it is new."""
    if word not in words:
        words.append(word)
    return float(words.index(word))


def _word(words: list[str], value: float) -> str:
    """The word at a place, or the last."""
    return words[min(int(value), len(words) - 1)]


def _meter(text: str) -> str:
    found = re.fullmatch(r"\s*(\d{1,2})\s*/\s*(\d{1,2})\s*", text)
    if found is None or not 1 <= int(found[1]) <= 32 or int(found[2]) not in (1, 2, 4, 8, 16, 32):
        raise ValueError("A meter such as 3/4 or 7/8 fits.")
    return f"{int(found[1])}/{found[2]}"


def key_of(text: str) -> str:
    """The key a text means: "dm", "D minor", "Bb"; nothing, or "–", is none.  ValueError, with a sentence, for anything else."""
    plain = text.strip()
    if plain in ("", "-", "–"):
        return ""
    found = re.fullmatch(r"([A-Ga-g])\s*([#♯b♭]?)\s*(m|min|minor|moll|maj|major|dur)?", plain)
    if found is None:
        raise ValueError("A key such as D min, or nothing, fits.")
    sign = {"#": "♯", "b": "♭"}.get(found[2], found[2])
    return f"{found[1].upper()}{sign} {'min' if (found[3] or '') in ('m', 'min', 'minor', 'moll') else 'maj'}"


def _other(shown: str) -> str:
    return "bars" if shown == "time" else "time"
