"""What the parts of the equaliser's editor share: the bands, which are chosen, and what can be done to them."""

import functools
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from daw.ui.editors.eq import bands
from daw.ui.editors.eq.bands import Band
from daw.ui.editors.partlistening import part_listening
from daw.ui.editors.slotlink import SlotLink
from daw.ui.widgets.gesture import Gesture

LOW_Q, HIGH_Q = 0.1, 40.0


class BandState(QObject):
    """`changed` : bands are others.  `chosen` : other bands are chosen.  selected : their numbers; `focus` the one last chosen, or 0"""

    changed = Signal()
    chosen = Signal()

    def __init__(self, link: SlotLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.link = link
        assert link.effect is not None
        self.effect = link.effect
        self.defaults = bands.bands_of(self.effect.values())
        self.bands: list[Band] = []
        self.selected: tuple[int, ...] = ()
        self.listening = part_listening(link.studio)
        link.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        now = bands.bands_of({name: self.link.value(name) for name in self.link.params})
        if now != self.bands:
            self.bands = now
            gone = [number for number in self.selected if not self.is_used(number)]
            if gone:
                self.select(number for number in self.selected if number not in gone)
        self.changed.emit()

    # ---- reading

    def band(self, number: int) -> Band:
        """A band, counted from 1."""
        return self.bands[number - 1]

    def is_used(self, number: int) -> bool:
        """Whether a band is there."""
        return bands.is_used(self.band(number), self.defaults[number - 1])

    @property
    def used(self) -> list[Band]:
        """The bands that are there."""
        return [band for band in self.bands if self.is_used(band.number)]

    @property
    def focus(self) -> int:
        """The band chosen last; 0 is none."""
        return self.selected[-1] if self.selected else 0

    # ---- choosing

    def select(self, numbers: Iterable[int]) -> None:
        """Choose bands; the last is in focus."""
        chosen = tuple(dict.fromkeys(numbers))
        if chosen != self.selected:
            heard = next((number for number in self.selected if self.hears(number)), 0)
            self.selected = chosen
            if heard and heard != self.focus:
                self.listen(self.focus or heard)
            self.chosen.emit()

    def step(self, way: int) -> bool:
        """Choose the next band from left to right; whether there is one."""
        order = [band.number for band in sorted(self.used, key=lambda band: band.freq_hz)]
        if not order:
            return False
        at = order.index(self.focus) + way if self.focus in order else (0 if way > 0 else len(order) - 1)
        if not 0 <= at < len(order):
            return False
        self.select([order[at]])
        return True

    # ---- listening

    def hears(self, number: int) -> bool:
        """Whether only what this band works on is heard."""
        return self.listening.hears(self.link.slot_id, _name(number))

    def listen(self, number: int) -> None:
        """Hear only what a band works on, or the song again; the choice of another band takes it along."""
        self.listening.toggle(self.link.slot_id, _name(number), "after", functools.partial(self._sections, number))

    def _sections(self, number: int) -> list[tuple[float, ...]]:
        return bands.listening_sections(self.band(number), self.link.studio.sample_rate)

    # ---- doing

    def add(self, freq_hz: float, gain_db: float, kind: int | None = None) -> int | None:
        """A new band there, chosen; None when all are in use."""
        number = bands.free_band(self.bands, self.defaults, freq_hz)
        if number is None:
            self.link.studio.say("All eight bands are in use. Remove one first.")
            return None
        self.link.ask_all(bands.new_values(number, freq_hz, gain_db, kind), Gesture("add band"))
        self.select([number])
        return number

    def remove(self, numbers: Iterable[int]) -> None:
        """Take bands away, as one step."""
        values: dict[str, float] = {}
        for number in numbers:
            values |= bands.removed_values(self.effect, number)
        if values:
            self.link.ask_all(values, Gesture("remove band"))

    def toggle(self, number: int) -> None:
        """Let a band work or not."""
        self.link.ask(bands.param(number, "on"), 0.0 if self.band(number).on else 1.0, Gesture("bypass band"))

    def reset(self, number: int) -> None:
        """Put a band's gain back to 0 dB; a cut's frequency to its default."""
        if self.band(number).has_gain:
            self.link.ask(bands.param(number, "gain_db"), 0.0, Gesture("reset band"))
        else:
            self.link.ask(bands.param(number, "freq_hz"), self.defaults[number - 1].freq_hz, Gesture("reset band"))

    def set_kind(self, number: int, kind: int) -> None:
        """Make a band of another type."""
        self.link.ask(bands.param(number, "type"), kind, Gesture("band type"))

    def moved(self, was: dict[int, Band], octaves: float, gain_db: float, gesture: object) -> None:
        """Move bands by so much from where they were."""
        values: dict[str, float] = {}
        for number, band in was.items():
            if octaves:
                values[bands.param(number, "freq_hz")] = min(max(band.freq_hz * 2.0**octaves, bands.LOWEST_HZ), bands.HIGHEST_HZ)
            if gain_db and band.has_gain:
                values[bands.param(number, "gain_db")] = min(max(round(band.gain_db + gain_db, 2), -24.0), 24.0)
        self._ask(was, values, gesture)

    def narrowed(self, was: dict[int, Band], octaves: float, gesture: object) -> None:
        """Make bands narrower by so many doublings of Q; cuts get steeper by a step for each half."""
        values: dict[str, float] = {}
        last = len(self.effect.param(bands.param(1, "slope")).choices) - 1
        for number, band in was.items():
            if band.has_q:
                values[bands.param(number, "q")] = min(max(band.q * 2.0**octaves, LOW_Q), HIGH_Q)
            else:
                values[bands.param(number, "slope")] = min(max(band.slope + round(octaves * 2.0), 0), last)
        self._ask(was, values, gesture)

    def _ask(self, was: dict[int, Band], values: dict[str, float], gesture: object) -> None:
        """Ask for values; none is back to where the hand began, since what a gesture asks for stands in place of what it asked before."""
        if was:
            self.link.ask_all(values or {bands.param(number, "freq_hz"): band.freq_hz for number, band in was.items()}, gesture)


def _name(number: int) -> str:
    """What listening to a band is called."""
    return f"band {number} alone"
