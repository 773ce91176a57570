"""Menus of the ruler and of its markers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.model.session import Marker
from daw.ui.metrics import px
from daw.ui.widgets.entry import Entry

if TYPE_CHECKING:
    from daw.ui.arrange.ruler import Ruler
    from daw.ui.studio import Studio

METERS = ((4, 4), (3, 4), (2, 4), (5, 4), (6, 8), (7, 8), (12, 8))


def add_marker(studio: "Studio", frame: int) -> None:
    """A marker with a number for a name."""
    studio.do(edits.add_marker, f"Marker {len(studio.session.markers) + 1}", frame)


def add_section(studio: "Studio", frame: int) -> None:
    """A section over the chosen range, or of eight bars from a frame on, as far as there is room."""
    session = studio.session
    if studio.selection.range is not None:
        start, end = studio.selection.range
    else:
        bar, _, _ = session.tempo.frame_to_bar(frame, session.sample_rate)
        start = session.tempo.bar_to_frame(bar, 1, 0, session.sample_rate)
        end = session.tempo.bar_to_frame(bar + 8, 1, 0, session.sample_rate)
        for section in session.sections:
            if section.start > start:
                end = min(end, section.start)
    studio.do(edits.add_section, f"Section {len(session.sections) + 1}", start, end)


def fill_marker_menu(menu: QMenu, studio: "Studio", marker: Marker, rename: Callable[[Marker], None]) -> None:
    """What can be done with a marker."""
    menu.addAction("Rename", lambda: rename(marker))
    menu.addAction("Go there", lambda: studio.locate(marker.frame))
    menu.addSeparator()
    menu.addAction("Delete", lambda: studio.do(edits.remove_marker, marker.id))


def fill_ruler_menu(menu: QMenu, ruler: "Ruler", frame: int) -> None:
    """What can be put at a place of the ruler."""
    studio = ruler.studio
    session = studio.session
    menu.addAction("Add marker", lambda: add_marker(studio, frame))
    menu.addAction("Add section", lambda: add_section(studio, frame))
    menu.addSeparator()
    menu.addAction("Tempo here", lambda: TempoEntry(ruler, frame))
    meters = menu.addMenu("Meter here")
    for beats, unit in METERS:
        meters.addAction(f"{beats}/{unit}", _Meter(studio, frame, beats, unit))
    near = [mark for mark in session.tempo.tempos if mark.frame == frame and frame]
    if near:
        menu.addAction("Remove tempo change", lambda: studio.do(edits.remove_tempo, frame))
    if frame and any(mark.frame == frame for mark in session.tempo.meters):
        menu.addAction("Remove meter change", lambda: studio.do(edits.remove_meter, frame))
    menu.addAction("Comment", lambda: ruler.comments.write(frame))
    menu.addSeparator()
    menu.addAction("Loop to selection", lambda: studio.actions.trigger("transport.loop-selection"))
    if session.loop is not None:
        menu.addAction("No loop", lambda: studio.do(edits.set_loop, None, None))


class TempoEntry(Entry):
    """Over the ruler: the tempo from a frame on."""

    def __init__(self, ruler: "Ruler", frame: int) -> None:
        from daw.ui.inspector.fields import tempo

        self._quantity = tempo()
        super().__init__(self._quantity.format(ruler.studio.session.tempo.tempo_at(frame).bpm), self._quantity.parse, ruler)
        self._studio, self._frame = ruler.studio, frame
        self.setAccessibleName("Tempo from here on")
        self.setToolTip("Quarter notes a minute from here on.")
        self.entered.connect(self._on_entered)
        x = round(ruler.viewport.axis.x(frame))
        self.open_at(QRect(min(max(x, 0), ruler.width() - px(84)), px(3), px(84), px(22)))

    def _on_entered(self, bpm: float) -> None:
        self._studio.do(edits.set_tempo, self._frame, bpm)


class _Meter:
    """Sets a meter."""

    def __init__(self, studio: "Studio", frame: int, beats: int, unit: int) -> None:
        self.studio, self.frame, self.meter = studio, frame, (beats, unit)

    def __call__(self) -> None:
        self.studio.do(edits.set_meter, self.frame, *self.meter)
