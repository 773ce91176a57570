"""The takes of the track in focus: their stars, and how much of the comp each of them is; and what is known of the chosen one."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from daw.model import edits
from daw.model.take import Take
from daw.model.track import Track
from daw.ui.inspector.group import Group
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px
from daw.ui.studio import Studio
from daw.ui.theme import Theme, mix
from daw.ui.widgets.label import Label
from daw.ui.widgets.pressable import NO_KEYS, Pressable
from daw.ui.widgets.shapes import BUTTON_RADIUS, LEFT, RIGHT, draw_text, fill_rounded
from daw.ui.widgets.stars import Stars
from daw.ui.widgets.textfield import TextField


def visible(track: Track) -> list[Take]:
    """The takes that are not in the bin."""
    return [take for take in track.takes if not take.hidden]


def shares(track: Track) -> dict[str, float]:
    """How much of a track's comp each take is, 0 … 1."""
    parts = [clip for clip in track.clips if clip.take is not None]
    total = sum(clip.length for clip in parts)
    found = dict.fromkeys((take.id for take in track.takes), 0.0)
    for clip in parts:
        if clip.take in found:
            found[clip.take] += clip.length / total
    return found


class TakeRow(Pressable):
    """A take: a click chooses it, Enter or a double-click uses all of it, keys 0 to 5 rate it."""

    accessible_role = QAccessible.Role.ListItem

    def __init__(self, studio: Studio, take_id: str, parent: QWidget | None = None) -> None:
        super().__init__("Take", help="Double-click uses all of it. Keys 1 to 5 rate it, 0 clears.", parent=parent)
        self._studio, self.take_id = studio, take_id
        self.words, self.share, self.chosen = "", "", False
        self.stars = Stars(parent=self)
        self.stars.moved.connect(self._on_rated)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_take(self, take: Take, share: float, *, chosen: bool) -> None:
        """Show a take with its share of the comp."""
        self.words, self.share, self.chosen = take.name, f"{100.0 * share:.0f} %", chosen
        self.stars.set_value(take.rating)
        self.stars.setAccessibleName(f"Rating, {take.name}")
        self.setAccessibleName(f"{take.name}, {self.stars.text()}, {self.share} of the comp")
        self.update()

    def text(self) -> str:
        """Its share."""
        return self.share

    def tip(self) -> str:
        return f"{self.words}: {self.share} of the comp. {self.help}"

    def natural_size(self) -> tuple[int, int]:
        return px(168), px(28)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        size = self.stars.sizeHint()
        left = min(px(68), self.width() - size.width() - px(42))  # beside the share
        self.stars.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())

    def _on_rated(self, stars: int, gesture: object) -> None:
        self._studio.do(edits.rate_take, self.take_id, stars, gesture=gesture)

    def press(self, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        super().press(modifiers)
        self._studio.selection.select_take(self.take_id)

    def use(self) -> None:
        """Hear all of it."""
        self._studio.do(edits.use_take, self.take_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.use()

    def wants(self, event: QKeyEvent) -> bool:
        rates = len(event.text()) == 1 and event.text() in "012345"
        return super().wants(event) or rates or event.key() == Qt.Key.Key_Delete

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use()
        elif event.key() == Qt.Key.Key_Delete:
            self._studio.do(edits.hide_take, self.take_id)
        elif len(event.text()) == 1 and event.text() in "012345":
            self.stars.rate(int(event.text()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Use all of it", self.use)
        menu.addAction("Delete\tDel", partial(self._studio.do, edits.hide_take, self.take_id))
        menu.popup(event.globalPos())

    def paint(self, painter: QPainter, theme: Theme) -> None:
        rect = QRectF(self.rect())
        if self.chosen or self.hovered:
            fill = mix(theme.panel, theme.hover, 0.35) if self.chosen else theme.veil
            fill_rounded(painter, rect, BUTTON_RADIUS, fill, theme.border if theme.borders else None)
        ink = theme.text if self.chosen else theme.text2
        name = QRectF(px(8), 0, px(62), rect.height())
        draw_text(painter, name, self.words, BODY if len(self.words) < 9 else SECONDARY, SEMIBOLD if self.chosen else MEDIUM, ink, LEFT)
        draw_text(painter, rect.adjusted(0, 0, -px(8), 0), self.share, SECONDARY, MEDIUM, ink, RIGHT)


class TakesGroup(Group):
    """All takes of a track."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Takes")
        self._studio = studio
        self.rows: list[TakeRow] = []

    def show_track(self, track: Track) -> None:
        """Show the takes of a track."""
        takes = visible(track)
        if [row.take_id for row in self.rows] != [take.id for take in takes]:
            for row in self.rows:
                self.drop_wide(row)
            self.rows = [TakeRow(self._studio, take.id) for take in takes]
            for row in self.rows:
                self.add_wide(row)
            self.fold(folded=self.is_folded)
        share = shares(track)
        for row, take in zip(self.rows, takes, strict=True):
            row.show_take(take, share[take.id], chosen=take.id == self._studio.selection.take)
        segments = sum(clip.take is not None for clip in track.clips)
        words = f"{len(takes)} take{'s' if len(takes) != 1 else ''}"
        self.words.set_text(f"{words}, {segments} segment{'s' if segments != 1 else ''}" if segments else words, editable=False)


class TakeGroup(Group):
    """The chosen take: its name, its note, and how the recording went."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("Take")
        self._studio = studio
        self.take: Take | None = None
        self.note = TextField("Note", hint="Note", keeps_empty=True)
        self.facts = Label(size=SECONDARY, ink="text2")
        self.add_row("Note", self.note)
        self.add_wide(self.facts)
        self.words.renamed.connect(self._on_name)
        self.note.moved.connect(self._on_note)

    def show_take(self, take: Take) -> None:
        """Show a take."""
        self.take = take
        self.words.set_text(take.name)
        if not self.note.hasFocus():
            self.note.set_value(take.note)
        seconds = take.length / self._studio.sample_rate
        lost = len(take.dropouts)
        words = [f"{seconds:.1f} s", take.recorded_at[:16].replace("T", " "), f"{lost} dropout{'s' if lost != 1 else ''}" if lost else ""]
        clips = len(take.clips)
        words.append(f"clipped {clips} time{'s' if clips != 1 else ''}" if clips else "")
        self.facts.set_text(" · ".join(word for word in words if word))

    def _on_name(self, name: str, gesture: object) -> None:
        if self.take is not None:
            self._studio.do(edits.rename_take, self.take.id, name, gesture=gesture)

    def _on_note(self, note: str, gesture: object) -> None:
        if self.take is not None:
            self._studio.do(edits.set_take_note, self.take.id, note, gesture=gesture)
