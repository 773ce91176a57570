"""The frame of every editor: whose effect it is, presets, A and B, equal loudness above; how it is used, latency and output below."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.model.track import Slot
from daw.ui.binding import bind
from daw.ui.editors.bodies import make_body
from daw.ui.editors.controls import Inverted, field
from daw.ui.editors.equalloudness import equal_loudness
from daw.ui.editors.presetbutton import PresetButton
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.twosettings import two_settings
from daw.ui.metrics import SECONDARY, SEMIBOLD, TITLE, px
from daw.ui.studio import Studio, Tick
from daw.ui.theme import Theme
from daw.ui.widgets.button import SMALL, Button, Look
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label
from daw.ui.widgets.painted import Painted
from daw.ui.widgets.segmented import Segmented
from daw.ui.widgets.toggle import ENABLE, Toggle

HEADER, FOOT, STRIPE = 44, 28, 3
LEAST, TINY, NARROW, WIDE = 540, 720, 880, 1200  # of the whole frame
PLAIN = Look("flat", height=24)
MATCH = Look("raised", "accent", height=24)
OUTPUT = "output_db"


class Stripe(Painted):
    """The track's colour along the top."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__()
        self._link = link
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural_size(self) -> tuple[int, int]:
        return px(40), px(STRIPE)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        painter.fillRect(QRectF(self.rect()), theme.track(self._link.track.color))


class Header(QWidget):
    """`double_clicked` : on its empty part."""

    double_clicked = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()


class OnButton(Toggle):
    """Lit while the effect works: the opposite of its bypass."""

    def __init__(self, link: SlotLink) -> None:
        super().__init__(ENABLE, where=link.name, width=28, height=26)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Frame(Ground):
    """An editor of one slot.

    `close_asked` : the cross.  `float_asked` : double-click on the head, or its button.  `gone` : the song has the slot no more
    """

    close_asked = Signal()
    float_asked = Signal()
    gone = Signal()

    def __init__(self, studio: Studio, slot_id: str, *, floats: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.studio = studio
        self.link = link = SlotLink(studio, slot_id, self)
        self.body = make_body(link)
        self._settings, self._equal = two_settings(studio), equal_loudness(studio)
        self.setAccessibleName(f"{link.name} on {link.place}")
        self._make_parts(floats=floats)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Stripe(link))
        column.addWidget(self._head())
        column.addWidget(Line(color="line"))
        column.addWidget(self.body, 1)
        column.addWidget(Line(color="edge"))
        column.addWidget(self._foot())
        self._connect()
        self.refresh()

    def _make_parts(self, *, floats: bool) -> None:
        link = self.link
        self.on_button = OnButton(link)
        self.title = Label(link.name, size=TITLE, weight=SEMIBOLD)
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.place = Label("", size=SECONDARY, ink="text3")
        self.undo_button = Button("Undo", icon="undo", look=SMALL, key="Ctrl+Z")
        self.redo_button = Button("Redo", icon="redo", look=SMALL, key="Ctrl+Shift+Z")
        self.preset = PresetButton(link)
        self.letters = Segmented("A or B", [("A", "A"), ("B", "B")], face="pills", where=link.name)
        self.copy_button = Button("Copy A to B", look=PLAIN, help="Makes the setting not heard the same as the one heard.")
        self.match_button = Button(
            "Equal loudness", look=MATCH,
            help="Compare at equal loudness: on and off are heard equally loud, so you judge the sound. Never part of a bounce.",
        )  # fmt: skip
        self.float_button = Button("Dock" if floats else "Own window", icon="float", look=SMALL, help="So does a double-click above.")
        self.close_button = Button("Close", icon="close", look=SMALL)
        self.how = Label(self.body.how, size=SECONDARY, ink="text2")
        self.latency = Label("", size=SECONDARY, ink="text3")
        self.latency.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.output = field(link, OUTPUT, "Output", width=76) if OUTPUT in link.params else None
        bind(Inverted(self.on_button), link.source, read=_bypassed, edit=edits.set_bypass, args=(link.slot_id,))

    def _head(self) -> QWidget:
        head = Header()
        head.setFixedHeight(px(HEADER))
        head.setMinimumWidth(px(LEAST))
        head.double_clicked.connect(self.float_asked)
        row = QHBoxLayout(head)
        row.setContentsMargins(px(12), 0, px(10), 0)
        row.setSpacing(px(8))
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.on_button, self.title, self.place),
            (self.undo_button, self.preset, self.redo_button),
            (self.letters, self.copy_button, self.match_button),
            (self.float_button, self.close_button),
        )
        for group in groups:
            for part in group:
                row.addWidget(part, int(part is self.place))
            row.addSpacing(px(4))
        return head

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(px(FOOT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(14))
        row.addWidget(self.how, 1)
        row.addWidget(self.latency)
        if self.output is not None:
            words = Label("Output", size=SECONDARY, ink="text3")
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(words)
            self.output.setFixedHeight(px(20))
            row.addWidget(self.output)
        return foot

    def _connect(self) -> None:
        self.undo_button.clicked.connect(self._on_undo)
        self.redo_button.clicked.connect(self._on_redo)
        self.letters.moved.connect(self._on_letter)
        self.copy_button.clicked.connect(self._on_copy)
        self.match_button.clicked.connect(self._on_match)
        self.float_button.clicked.connect(self._on_float)
        self.close_button.clicked.connect(self._on_close)
        self.link.changed.connect(self.refresh)
        self.link.gone.connect(self.gone)
        self._settings.changed.connect(self.refresh)
        self._equal.changed.connect(self.refresh)
        self.studio.session_changed.connect(self._on_session)
        self.studio.ticked.connect(self._on_tick)

    # ---- what it shows

    def refresh(self) -> None:
        """Show the slot as it is now."""
        link, letter = self.link, self._settings.letter(self.link.slot_id)
        self.place.set_text(f"on {link.place}")
        self.letters.set_value(letter)
        words = f"Copy {letter} to {self._settings.other(link.slot_id)}"
        self.copy_button.set_words(words)
        self.copy_button.words = words if self.width() >= px(NARROW) else "Copy"
        self.match_button.set_lit(self._equal.slot_id == link.slot_id)
        frames = link.latency_frames()
        self.latency.set_text(f"Latency {frames} samples" if link.effect is not None else "")
        self._show_undo()
        self.update()

    def _show_undo(self) -> None:
        document = self.studio.document
        for button, words, label in ((self.undo_button, "Undo", document.undo_label), (self.redo_button, "Redo", document.redo_label)):
            button.setEnabled(label is not None)
            button.help = f"{words}: {label}" if label else ""

    def _on_session(self, _old: Session, _new: Session) -> None:
        self._show_undo()

    def _on_tick(self, tick: Tick) -> None:
        if self.isVisible():
            self.body.hear(tick, self.link.scope())
            if self._equal.slot_id == self.link.slot_id:
                self._say_match()

    def _say_match(self) -> None:
        louder = self._equal.louder_db
        if louder is None:
            self.how.set_text("Equal loudness: play, so that the difference can be measured.")
        else:
            way = "louder" if louder >= 0.05 else "quieter" if louder <= -0.05 else ""
            words = f"{abs(louder):.1f} dB {way}" if way else "no louder and no quieter"
            self.how.set_text(f"Equal loudness: the effect makes it {words}; you hear the change, not the volume.")

    # ---- hands

    def _on_undo(self) -> None:
        self.studio.undo()

    def _on_redo(self) -> None:
        self.studio.redo()

    def _on_letter(self, letter: str, _gesture: object) -> None:
        self._settings.show(self.link, letter)

    def _on_copy(self) -> None:
        self._settings.copy(self.link)
        self.studio.say(f"{self._settings.other(self.link.slot_id)} is now the same as {self._settings.letter(self.link.slot_id)}.")

    def _on_match(self) -> None:
        if self._equal.slot_id == self.link.slot_id:
            self._equal.stop()
            self.how.set_text(self.body.how)
        else:
            self._equal.start(self.link.slot_id)

    def _on_float(self) -> None:
        self.float_asked.emit()

    def _on_close(self) -> None:
        self.close_asked.emit()

    # ---- life

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, tiny = self.width() < px(NARROW), self.width() < px(TINY)
        self.preset.setFixedWidth(px(110 if tiny else 150 if narrow else 220 if self.width() < px(WIDE) else 300))
        self.match_button.words = "Equal" if tiny else self.match_button.name
        self.match_button.updateGeometry()
        self.place.setVisible(not tiny)
        if narrow == self.copy_button.words.startswith("Copy "):
            self.refresh()
            self.copy_button.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.link.listen(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.link.listen(on=False)
        if self._equal.slot_id == self.link.slot_id:
            self._on_match()

    def end(self) -> None:
        """The editor goes."""
        if self._equal.slot_id == self.link.slot_id:
            self._equal.stop()
        self.link.end()
        self.studio.session_changed.disconnect(self._on_session)
        self.studio.ticked.disconnect(self._on_tick)
        self._settings.changed.disconnect(self.refresh)
        self._equal.changed.disconnect(self.refresh)
        self.deleteLater()


def _bypassed(slot: Slot) -> bool:
    return slot.bypassed
