"""The dock's page of effects: the effects of the chosen track at the left, the editor of one of them beside."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from daw.model.session import Session
from daw.model.track import Slot, Track
from daw.ui.editors.actions import register
from daw.ui.editors.adding import add_effect
from daw.ui.editors.floating import open_floating
from daw.ui.editors.frame import Frame
from daw.ui.editors.slotlink import find_slot
from daw.ui.metrics import BODY, MEDIUM, SEMIBOLD, px, pxf
from daw.ui.studio import Studio
from daw.ui.theme import Theme, mix
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.menubutton import MenuButton
from daw.ui.widgets.pressable import Pressable
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.shapes import BUTTON_RADIUS, LEFT, NO_PEN, draw_text, fill_rounded

WIDTH = 148


class SlotChip(Pressable):
    """One effect of the track.  `double_clicked` : it wants a window of its own"""

    double_clicked = Signal()

    def __init__(self, track: Track, slot: Slot, words: str, *, shown: bool) -> None:
        super().__init__(words, where=track.name, help="Click shows it, double-click opens it in a window of its own.")
        self.slot_id, self.words, self.color = slot.id, words, track.color
        self.works, self.is_on = not slot.bypassed, shown

    def text(self) -> str:
        """Its state in words."""
        return "on" if self.works else "bypassed"

    def natural_size(self) -> tuple[int, int]:
        return px(WIDTH - 20), px(28)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.is_on:
            fill_rounded(
                painter, rect, BUTTON_RADIUS, mix(theme.panel, theme.track(self.color), 0.26), theme.border if theme.borders else None
            )
        elif self.hovered:
            fill_rounded(painter, rect, BUTTON_RADIUS, theme.veil)
        side = pxf(7)
        box = QRectF(pxf(10), rect.center().y() - side / 2, side, side)
        if self.works:
            painter.setPen(NO_PEN)
            fill_rounded(painter, box, 1.5, theme.play)
        else:
            fill_rounded(painter, box, 1.5, None, theme.text3)
        ink = theme.text if self.works else theme.text3
        draw_text(painter, rect.adjusted(pxf(26), 0, -pxf(6), 0), self.words, BODY, SEMIBOLD if self.is_on else MEDIUM, ink, LEFT)


class EffectsDock(Ground):
    """Follows the chosen slot and the chosen track; remembers which effect of a track was shown last."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.studio = studio
        self.setAccessibleName("Effects")
        self.frame: Frame | None = None
        self.chips: list[SlotChip] = []
        self._last: dict[str, str] = {}  # track id → slot shown last
        self._track: str | None = None
        self._signature: object = None
        self.track_name = Label("", weight=SEMIBOLD)
        self.add_button = MenuButton("Add effect", face="raised", width=WIDTH - 20, height=26)
        self.add_button.words = "Add effect"
        self.add_button.before_open = self._offer_effects
        self.add_button.moved.connect(self._on_add)
        self.empty = Paragraph("", ink="text3")
        self._column = QVBoxLayout()
        self._column.setSpacing(px(2))
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(Line(standing=True, color="line"))
        row.addLayout(self._place, 1)
        self._place.addWidget(self.empty)
        self.empty.setContentsMargins(px(24), px(24), px(24), px(24))
        register(studio)
        studio.editor_asked.connect(self.show_slot)
        studio.selection.changed.connect(self._on_selection)
        studio.session_changed.connect(self._on_session)
        self._on_selection()

    def _side(self) -> QWidget:
        side, inner = QWidget(), QWidget()
        side.setFixedWidth(px(WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(10), px(12), px(10), px(10))
        column.setSpacing(px(8))
        column.addWidget(self.track_name)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._column)
        whole.addStretch(1)
        column.addWidget(ScrollPanel(inner), 1)
        column.addWidget(self.add_button)
        return side

    # ---- what it shows

    @property
    def slot_id(self) -> str | None:
        """The slot whose editor is shown."""
        return self.frame.link.slot_id if self.frame is not None else None

    def track(self) -> Track | None:
        """The track whose effects are listed."""
        return next((track for track in self.studio.session.tracks if track.id == self._track), None)

    def show_slot(self, slot_id: str) -> None:
        """Show the editor of a slot; one that floats comes to the front instead."""
        found = find_slot(self.studio.session, slot_id)
        if found is None:
            return
        self._track = found[0].id
        self._last[found[0].id] = slot_id
        self.studio.selection.select_slot(slot_id, track=found[0].id)
        self._show(slot_id)
        self.studio.show_dock("effects")

    def _show(self, slot_id: str | None) -> None:
        if slot_id != self.slot_id:
            self._drop()
            if slot_id is not None:
                self.frame = Frame(self.studio, slot_id)
                self.frame.float_asked.connect(self._on_float)
                self.frame.close_asked.connect(self._on_close)
                self._place.addWidget(self.frame, 1)
        self.empty.setVisible(self.frame is None)
        self._list()

    def _drop(self) -> None:
        frame, self.frame = self.frame, None
        if frame is not None:
            self._place.removeWidget(frame)
            frame.hide()
            frame.end()

    def _list(self) -> None:
        """List the track's effects, if they are others."""
        track = self.track()
        slots = track.slots if track is not None else ()
        signature = (self._track, track and (track.name, track.color), slots_shown(slots), self.slot_id)
        if signature == self._signature:
            return
        self._signature = signature
        for chip in self.chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self.add_button.setEnabled(track is not None)
        self.track_name.set_text(track.name if track is not None else "")
        self.empty.set_text(
            f"No effects on {track.name} yet. Add one at the left." if track is not None else "Choose a track to see its effects."
        )
        for slot in slots:
            chip = SlotChip(track, slot, effect_words(slot), shown=slot.id == self.slot_id)  # type: ignore[arg-type]
            chip.clicked.connect(self._on_chip)
            chip.double_clicked.connect(self._on_chip_twice)
            self._column.addWidget(chip)
            self.chips.append(chip)

    # ---- what happens

    def _on_selection(self) -> None:
        selection = self.studio.selection
        found = find_slot(self.studio.session, selection.slot) if selection.slot else None
        if selection.track is not None and (found is None or found[0].id != selection.track):
            self._track = selection.track
        elif found is not None:
            self._track = found[0].id
            self._last[found[0].id] = found[1].id
        self._follow()

    def _on_session(self, _old: Session, _new: Session) -> None:
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self.frame is None and not self.isVisible():
            return  # making an editor takes its time: not before it is seen
        track = self.track()
        ids = [slot.id for slot in track.slots] if track is not None else []
        wanted = self._last.get(self._track or "")
        self._show(wanted if wanted in ids else ids[0] if ids else None)

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, SlotChip):
            self.show_slot(chip.slot_id)

    def _on_chip_twice(self) -> None:
        chip = self.sender()
        if isinstance(chip, SlotChip):
            open_floating(self.studio, chip.slot_id)

    def _on_float(self) -> None:
        if self.slot_id is not None:
            open_floating(self.studio, self.slot_id)

    def _on_close(self) -> None:
        self.studio.show_dock("mixer")

    def _offer_effects(self) -> None:
        from daw import registry

        self.add_button.set_choices([(one.id, one.name) for one in registry.effects().values()])
        self.add_button.value = ""

    def _on_add(self, effect_id: str, _gesture: object) -> None:
        track = self.track()
        self.add_button.set_value("")
        if track is not None and add_effect(self.studio, track.id, effect_id):
            now = self.track()
            if now is not None:
                self.show_slot(now.slots[-1].id)

    def end(self) -> None:
        """The dock goes."""
        self._drop()


def effect_words(slot: Slot) -> str:
    """What a slot is called: its effect's name with a number, or its own where the person gave it one."""
    from daw import registry

    effect = registry.effects().get(slot.effect)
    kind = slot.effect.rpartition(".")[2]
    number = slot.name.removeprefix(kind)
    if effect is not None and slot.name.startswith(kind) and (not number or number.isdigit()):
        return f"{effect.name} {number}".strip()
    return slot.name


def slots_shown(slots: tuple[Slot, ...]) -> tuple[tuple[str, str, str, bool], ...]:
    """What of the slots is seen in the list."""
    return tuple((slot.id, slot.name, slot.effect, slot.bypassed) for slot in slots)
