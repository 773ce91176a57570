"""Dragging out of the browser: audio to the canvas (which knows what to do with files), effects and presets to strips and headers."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from daw.ui import theme as themes
from daw.ui.browser import adding
from daw.ui.browser.things import Thing
from daw.ui.metrics import BODY, SEMIBOLD, px, text_width
from daw.ui.mixer.strip import Strip
from daw.ui.widgets.shapes import BUTTON_RADIUS, CENTER, draw_text, fill_rounded

if TYPE_CHECKING:
    from daw.ui.studio import Studio

EFFECT = "application/x-daw-effect"
PRESET = "application/x-daw-preset"


class Target(NamedTuple):
    """Where an effect would go: a track, the slot it would stand before, the slot under the pointer, and how to mark it."""

    track_id: str
    before: str | None = None
    slot_id: str = ""
    mark: Callable[[bool], object] = bool


def mime_of(thing: Thing) -> QMimeData:
    """What a drag of this carries."""
    data = QMimeData()
    if thing.kind in ("effect", "preset"):
        data.setData(EFFECT if thing.kind == "effect" else PRESET, QByteArray(thing.key.encode()))
    elif thing.path is not None:
        data.setUrls([QUrl.fromLocalFile(str(thing.path))])
    return data


def carry(studio: "Studio", thing: Thing, source: QWidget) -> None:
    """Drag something until it is let go."""
    drops = EffectDrops(studio) if thing.kind in ("effect", "preset") else None
    drag = QDrag(source)
    drag.setMimeData(mime_of(thing))
    picture = label_of(thing, source.devicePixelRatioF())
    drag.setPixmap(picture)
    drag.setHotSpot(QPoint(-px(10), -px(6)))
    drag.exec(Qt.DropAction.CopyAction)
    if drops is not None:
        drops.end()


def label_of(thing: Thing, ratio: float) -> QPixmap:
    """What hangs at the pointer while something is dragged: its name."""
    theme, wide, tall = themes.current(), round(text_width(thing.words, BODY, SEMIBOLD)) + px(20), px(24)
    picture = QPixmap(round(wide * ratio), round(tall * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    place = QRectF(0, 0, wide, tall)
    fill_rounded(painter, place, BUTTON_RADIUS, theme.raised, theme.accent)
    draw_text(painter, place, thing.words, BODY, SEMIBOLD, theme.text, CENTER)
    painter.end()
    return picture


class EffectDrops(QObject):
    """While it lives, an effect or a preset can be let go on the strips of the mixer and on the headers of tracks."""

    def __init__(self, studio: "Studio") -> None:
        super().__init__(studio)
        self._studio = studio
        self._marked: Target | None = None
        self.places: list[QWidget] = []
        for name in ("mixer", "headers"):
            for place in self._find(name):
                place.setAcceptDrops(True)
                place.installEventFilter(self)
                self.places.append(place)

    def _find(self, name: str) -> list[QWidget]:
        from daw.ui.arrange.headers import Headers
        from daw.ui.mixer.mixer import Mixer

        window = self._studio.window
        return list(window.findChildren(Mixer if name == "mixer" else Headers)) if window is not None else []

    def end(self) -> None:
        """No more."""
        self._mark(None)
        for place in self.places:
            place.setAcceptDrops(False)
            place.removeEventFilter(self)
        self.places = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragEnterEvent | QDragMoveEvent):
            return self._over(watched, event)
        if kind == QEvent.Type.DragLeave:
            self._mark(None)
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent) and thing_of(event.mimeData()) is not None:
            self.drop(watched, event)
            return True
        return False

    def _over(self, watched: QObject, event: QDragMoveEvent) -> bool:
        thing = thing_of(event.mimeData())
        if thing is None or not isinstance(watched, QWidget):
            return False
        target = self.target(watched, event.position().toPoint())
        self._mark(target)
        if target is None and event.type() != QEvent.Type.DragEnter:
            event.ignore()
        else:
            event.acceptProposedAction()
            if target is not None:
                name = next((one.name for one in self._studio.session.tracks if one.id == target.track_id), "")
                self._studio.say(f"Let go to add {thing.words} to {name}.")
        return True

    def drop(self, watched: QObject, event: QDropEvent) -> None:
        """Something was let go."""
        thing = thing_of(event.mimeData())
        target = self.target(watched, event.position().toPoint()) if isinstance(watched, QWidget) else None
        self._mark(None)
        if thing is None or target is None:
            event.ignore()
            return
        event.acceptProposedAction()
        slot = next((one for track in self._studio.session.tracks for one in track.slots if one.id == target.slot_id), None)
        if slot is not None and thing.kind == "preset" and slot.effect == thing.key.partition("/")[0]:
            adding.use_preset(self._studio, thing, slot.id)
        else:
            adding.add_effect(self._studio, thing, target.track_id, target.before)

    def target(self, place: QWidget, at: QPoint) -> Target | None:
        """What lies at a point of the mixer or of the column of headers."""
        point = place.mapToGlobal(at)
        child: QWidget | None = place.childAt(at)
        while child is not None and child is not place:
            if isinstance(child, Strip):
                return target_of(child, point)
            if getattr(child, "track_id", ""):
                return Target(child.track_id)  # type: ignore[attr-defined]
            child = child.parentWidget()
        return None

    def _mark(self, target: Target | None) -> None:
        if self._marked is not None:
            self._marked.mark(False)
        self._marked = target
        if target is not None:
            target.mark(True)


def target_of(strip: Strip, point: QPoint) -> Target:
    """What lies at a point of the screen that is over a strip: a place among its effects, or just its track."""
    rack = strip.inserts
    if rack is None or not rack.rect().contains(rack.mapFromGlobal(point)):
        return Target(strip.track_id)
    gap = rack.gap_at(point)
    over = next((slot.slot_id for slot in rack.slots if slot.isVisible() and slot.rect().contains(slot.mapFromGlobal(point))), "")
    return Target(strip.track_id, rack.slot_before(gap), over, lambda on: rack.show_mark(gap if on else None))


def thing_of(data: QMimeData) -> Thing | None:
    """The effect or preset a drag carries."""
    for kind, form in (("effect", EFFECT), ("preset", PRESET)):
        if data.hasFormat(form):
            key = bytes(data.data(form).data()).decode()
            words = key.partition("/")[2] or key.rpartition(".")[2].capitalize()
            return Thing(kind, key, words)
    return None
