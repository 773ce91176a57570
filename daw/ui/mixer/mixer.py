"""The mixer: tracks, then buses and returns after a gap, and the master, which stays in sight."""

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from daw.model.session import Session
from daw.ui import metrics
from daw.ui import theme as themes
from daw.ui.binding import Scope
from daw.ui.metrics import BODY, px
from daw.ui.mixer.automationwriter import writer
from daw.ui.mixer.carrying import Carrying
from daw.ui.mixer.choosing import move_strip, pick
from daw.ui.mixer.linked import Linked
from daw.ui.mixer.strip import Strip
from daw.ui.mixer.stripkind import look
from daw.ui.mixer.stripmenu import add_buses
from daw.ui.mixer.stripplan import GAP, Looks, fitting_width
from daw.ui.studio import Studio, Tick
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.shapes import CENTER

if TYPE_CHECKING:
    from daw.engine.levels import Levels

EMPTY = "Tracks you add appear here"


class Mixer(Ground):
    """All strips of the song.  What of them is shown is kept in the view: mixer_inputs, _inserts, _sends, _narrow, _wide."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("gutter", parent=parent)
        self._studio = studio
        self.setAccessibleName("Mixer")
        self._linked = Linked(writer(studio), self._chosen)
        self.strips: dict[str, Strip] = {}
        self._scopes: dict[str, Scope] = {}
        self._visible: list[Strip] = []
        self._places: dict[str, tuple[int, int]] = {}  # x and width, also of strips not made yet
        self._height = 0  # of the strips in the row
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._make_one)
        self._row = Ground("gutter")
        self._scroll = ScrollPanel(self._row, sideways=True, parent=self)
        self._scroll.setWidgetResizable(False)
        self._scroll.horizontalScrollBar().valueChanged.connect(self._note_visible)
        self._empty = Label(EMPTY, size=BODY, ink="text2", align=CENTER, parent=self)
        self._looks = self._looks_now()
        self._order = look(studio.session).order()
        self._ties: object = None
        self._shown_track: str | None = None
        self._clipped: set[str] = set()
        self._carrying = Carrying(studio, self._strip_at, self)
        self._rebuild()
        studio.session_changed.connect(self._on_session)
        studio.selection.changed.connect(self._show_selection)
        studio.view.changed.connect(self._on_view)
        studio.engine_changed.connect(self._on_engine)
        studio.ticked.connect(self._on_tick)
        metrics.changes.changed.connect(self._place)
        themes.changes.changed.connect(self._on_theme)

    # ---- what is shown

    def show_part(self, name: str, on: bool) -> None:  # noqa: FBT001  a setter
        """Show or hide "inputs", "inserts" or "sends" of all strips."""
        self._studio.view.set(**{f"mixer_{name}": on})

    def set_narrow(self, on: bool) -> None:  # noqa: FBT001  a setter
        """Make all strips narrow, or not."""
        self._studio.view.set(mixer_narrow=on)

    def set_width(self, width: str) -> None:
        """Make all strips "narrow", "normal" or "wide"."""
        self._studio.view.set(mixer_narrow=width == "narrow", mixer_wide=width == "wide")

    def _looks_now(self) -> Looks:
        view, seen = self._studio.view, look(self._studio.session)
        rows = max((len(seen.send_rows(track)) for track in self._studio.session.tracks), default=0)
        width = "narrow" if view.mixer_narrow else "wide" if view.mixer_wide else "normal"
        return Looks(width, view.mixer_inputs, view.mixer_inserts, view.mixer_sends, rows)  # type: ignore[arg-type]

    def _on_view(self, names: frozenset[str]) -> None:
        if any(name.startswith("mixer_") for name in names):
            self._take_looks()

    def _take_looks(self) -> None:
        looks = self._looks_now()
        if looks == self._looks:
            return
        before, self._looks = self._looks, looks
        if looks.width != before.width:
            self._drop(list(self.strips))
            self._rebuild()
        else:
            for strip in self.strips.values():
                strip.set_looks(looks)

    # ---- strips

    def strip(self, track_id: str) -> Strip:
        """The strip of a track; strips out of sight are made when they are asked for, or when there is time."""
        if track_id not in self.strips:
            self._make(track_id)
            self._put(track_id)
        return self.strips[track_id]

    def _rebuild(self) -> None:
        """Drop the strips that are gone, put all in order, and make those in sight."""
        seen = look(self._studio.session)
        self._order = seen.order()
        self._drop([one for one, strip in self.strips.items() if one not in seen.tracks or seen.kind(seen.tracks[one]) != strip.kind])
        self.strip(self._order.master)
        self._place()
        self._show_selection()

    def _make_one(self) -> None:
        """Make one of the strips out of sight; after the last, let Tab go through all from the left."""
        missing = next((one for one in self._order.all if one not in self.strips), None)
        if missing is not None:
            self.strip(missing)
            self._later.start()
        else:
            for one, other in itertools.pairwise(part for track_id in self._order.all for part in self.strips[track_id].focus_chain()):
                QWidget.setTabOrder(one, other)

    def _make(self, track_id: str) -> None:
        scope = Scope(self._linked, lambda session: look(session).tracks.get(track_id))
        parent = self if track_id == self._order.master else self._row
        strip = Strip(self._studio, scope, self._looks, parent)
        strip.picked.connect(self._on_picked)
        strip.stepped.connect(self._on_stepped)
        strip.carried.connect(self._carrying.carry)
        strip.reset_asked.connect(self._on_reset)
        strip.destroyed.connect(scope.end)
        strip.set_chosen(self._chosen_as(track_id))
        self.strips[track_id], self._scopes[track_id] = strip, scope

    def _drop(self, ids: list[str]) -> None:
        for track_id in ids:
            self._scopes.pop(track_id).end()
            strip = self.strips.pop(track_id)
            strip.hide()
            strip.deleteLater()

    def _place(self) -> None:
        """Give everything its room; strips in sight are made."""
        right = max(0, self.width() - self.strips[self._order.master].width_px() - px(GAP))
        total = self._walk(right)
        bar = self._scroll.horizontalScrollBar()
        self._scroll.setGeometry(0, 0, right, self.height())
        self._height = self.height() - (bar.sizeHint().height() if total > right else 0)
        self._row.resize(max(total, 1), self._height)
        for track_id in self.strips:
            self._put(track_id)
        self._empty.setGeometry(QRect(0, 0, right, self.height()))
        self._empty.setVisible(not self._places)
        self._scroll.setVisible(bool(self._places))
        self._note_visible()

    def _walk(self, room: int) -> int:
        """Find the strips' places from the left; the width of all."""
        self._places, x, width = {}, 0, fitting_width(self._looks, [len(self._order.audio), len(self._order.buses)], room, px)
        for ids in (self._order.audio, self._order.buses):
            x += px(GAP) if x and ids else 0
            for track_id in ids:
                self._places[track_id] = (x, width)
                x += width
        return x

    def _put(self, track_id: str) -> None:
        strip = self.strips[track_id]
        if track_id in self._places:
            x, width = self._places[track_id]
            strip.setGeometry(x, 0, width, self._height)
        else:
            strip.setGeometry(self.width() - strip.width_px(), 0, strip.width_px(), self._height)
        if strip.isHidden() or not strip.isVisibleTo(self):
            strip.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _note_visible(self) -> None:
        """Which strips are in sight; only those are told of levels."""
        left = self._scroll.horizontalScrollBar().value()
        right = left + self._scroll.width()
        ids = [one for one, (x, width) in self._places.items() if x < right and x + width > left]
        self._visible = [self.strip(one) for one in (*ids, self._order.master)]
        self._later.start()

    # ---- the song

    def _on_session(self, old: Session, new: Session) -> None:
        if old.tracks is new.tracks:
            return
        seen = look(new)
        if seen.order() != self._order or any(one.kind != seen.kind(seen.tracks[track_id]) for track_id, one in self.strips.items()):
            self._rebuild()
        if seen.ties != self._ties:
            self._ties = seen.ties
            self._take_looks()
            for strip in self.strips.values():
                strip.refresh()

    def _on_engine(self) -> None:
        for strip in self.strips.values():
            strip.refresh_effects()

    def _on_theme(self) -> None:
        for strip in self.strips.values():
            strip.controls.set_color(themes.current().track_ink(strip.track.color))

    # ---- the clock

    def _on_tick(self, tick: Tick) -> None:
        if not self.isVisible():
            return
        if tick.levels is not None:
            self._tell_clips(tick.levels)
        for strip in self._visible:
            if tick.levels is not None:
                strip.show_levels(tick.levels)
            strip.follow(tick.position)

    def _tell_clips(self, levels: "Levels") -> None:
        """Have a screen reader say at once what has begun to clip, in sight or not."""
        clipped = {track_id for track_id, level in levels.tracks.items() if level.clipped}
        if clipped - self._clipped:
            names = (one.name for one in self._studio.session.tracks if one.id in clipped - self._clipped)
            self._studio.announce(f"Clipped: {', '.join(names)}", assertive=True)
        self._clipped = clipped

    def _on_reset(self, track_id: str) -> None:
        if self._studio.engine is not None:
            self._studio.engine.reset_peaks(track_id or None)
        for one, strip in self.strips.items():
            if track_id in ("", one):
                strip.meter.clear()

    # ---- choosing

    def _chosen(self) -> tuple[str, ...]:
        return self._studio.selection.tracks

    def _on_picked(self, track_id: str, modifiers: Qt.KeyboardModifier) -> None:
        pick(self._studio, self._order.all, track_id, modifiers)

    def _show_selection(self) -> None:
        selection = self._studio.selection
        for track_id, strip in self.strips.items():
            strip.set_chosen(self._chosen_as(track_id))
        if selection.track != self._shown_track:
            self._shown_track = selection.track
            if selection.track is not None:
                self.bring_into_sight(selection.track)

    def _chosen_as(self, track_id: str) -> str:
        selection = self._studio.selection
        if track_id in selection.tracks and len(selection.tracks) > 1:
            return "linked"
        return "focus" if track_id == selection.track else ""

    def bring_into_sight(self, track_id: str) -> None:
        """Scroll until a strip is in sight."""
        if track_id in self._places:
            (x, width), bar, room = self._places[track_id], self._scroll.horizontalScrollBar(), self._scroll.width()
            if x < bar.value():
                bar.setValue(x)
            elif x + width > bar.value() + room:
                bar.setValue(x + width - room)

    def _on_stepped(self, track_id: str, way: int, modifiers: Qt.KeyboardModifier) -> None:
        ids = self._order.all
        at = ids.index(track_id) + way
        if modifiers & Qt.KeyboardModifier.AltModifier:
            move_strip(self._studio, track_id, way)
        elif 0 <= at < len(ids):
            self._studio.selection.select_track(ids[at], add=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
            self.strip(ids[at]).focus_like(self.strips[track_id])

    def _strip_at(self, place: QPoint) -> Strip | None:
        found = (one for one in self._visible if one.isVisible() and one.rect().contains(one.mapFromGlobal(place)))
        return next(found, None)

    # ---- the menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        add_buses(menu, self._studio)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
