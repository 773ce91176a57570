"""The frame of every editor: whose effect it is, presets, A and B, comparisons above; how it is used, latency and output below."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.model.track import Slot
from daw.ui.binding import bind
from daw.ui.editors.bodies import make_body
from daw.ui.editors.comparing import Comparing
from daw.ui.editors.controls import Inverted, field
from daw.ui.editors.frameparts import Header, OnButton, Options, Stripe
from daw.ui.editors.presetbutton import PresetButton
from daw.ui.editors.slotlink import SlotLink
from daw.ui.editors.twosettings import two_settings
from daw.ui.metrics import SECONDARY, SEMIBOLD, TITLE, px
from daw.ui.studio import Studio, Tick
from daw.ui.widgets.button import SMALL, Button, Look
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label
from daw.ui.widgets.segmented import Segmented

HEADER, FOOT = 44, 28
LEAST, GAP, MARGINS = 540, 6, 22  # width of the whole head, between its parts, and at its ends
PLACE = 84  # the least of it
STEPS = (  # from the widest head to the narrowest: width of the presets, words on the comparisons, the whole of "Copy A to B"
    (300, True, True), (220, True, True), (220, True, False), (180, True, False), (220, False, True), (180, False, True),
    (180, False, False), (150, False, False), (150, False, False), (120, False, False), (120, False, False), (100, False, False),
    (100, False, False),
)  # fmt: skip
LESS_PLACE, NO_PLACE, NO_COPY, NO_COMPARING = 8, 9, 10, 11  # steps from which on the head does without
PLAIN = Look("flat", height=24)
OUTPUT = "output_db"


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
        self._settings = two_settings(studio)
        self.comparing = Comparing(link, self)
        self.match_button, self.change_button = self.comparing.match_button, self.comparing.change_button
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
        self.options = Options(link, self.comparing, floats=floats)
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
        row.setContentsMargins(px(MARGINS - 10), 0, px(10), 0)
        row.setSpacing(px(GAP))
        self._parts: tuple[QWidget, ...] = (
            self.on_button, self.title, self.place, self.undo_button, self.preset, self.redo_button, self.letters, self.copy_button,
            *self.body.head_parts, self.match_button, self.change_button, self.options, self.float_button, self.close_button,
        )  # fmt: skip
        for button in (self.copy_button, self.match_button, self.change_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for part in self._parts:
            row.addWidget(part, int(part is self.place))
            if part is self.place:
                row.addStretch(0)  # takes the room while the place is hidden
        return head

    def _fit(self) -> None:
        """Give the head as much as there is room for: presets as wide as fits, then icons for words, then less."""
        for step, (preset, words, long_copy) in enumerate(STEPS):
            self.preset.setFixedWidth(px(preset))
            self.comparing.show_words(words=words)
            self.copy_button.words = self._copy_words() if long_copy else "Copy"
            self.copy_button.updateGeometry()
            self.place.setVisible(step < NO_PLACE)
            self.copy_button.setVisible(step < NO_COPY)
            for button in (self.match_button, self.change_button):
                button.setVisible(step < NO_COMPARING)
            self.float_button.setVisible(step < len(STEPS) - 1)
            if self._wanted_width(step) <= self.width():
                break

    def _wanted_width(self, step: int) -> int:
        place = self.place.sizeHint().width() if step < LESS_PLACE else px(PLACE)
        fixed: dict[QWidget, int] = {self.place: place, self.preset: self.preset.minimumWidth()}
        widths = [fixed.get(part) or part.sizeHint().width() for part in self._parts if not part.isHidden()]
        return sum(widths) + px(GAP) * (len(widths) - 1) + px(MARGINS)

    def _copy_words(self) -> str:
        return f"Copy {self._settings.letter(self.link.slot_id)} to {self._settings.other(self.link.slot_id)}"

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
        self.options.copy_asked.connect(self._on_copy)
        self.options.float_asked.connect(self._on_float)
        self.float_button.clicked.connect(self._on_float)
        self.close_button.clicked.connect(self._on_close)
        self.link.changed.connect(self.refresh)
        self.link.gone.connect(self.gone)
        self._settings.changed.connect(self.refresh)
        self.comparing.changed.connect(self._say)
        self.studio.session_changed.connect(self._on_session)
        self.studio.ticked.connect(self._on_tick)

    # ---- what it shows

    def refresh(self) -> None:
        """Show the slot as it is now."""
        link, letter = self.link, self._settings.letter(self.link.slot_id)
        self.place.set_text(f"on {link.place}")
        self.letters.set_value(letter)
        short = self.copy_button.words == "Copy"
        self.copy_button.set_words(self._copy_words())
        self.copy_button.words = "Copy" if short else self._copy_words()
        self.options.copy_words = self._copy_words()
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
            self._say()

    def _say(self) -> None:
        """What is heard, or how it is used."""
        self.how.set_text(self.comparing.words() or self.body.how)

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

    def _on_float(self) -> None:
        self.float_asked.emit()

    def _on_close(self) -> None:
        self.close_asked.emit()

    # ---- life

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.link.listen(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.link.listen(on=False)
        self.comparing.stop()

    def end(self) -> None:
        """The editor goes."""
        self.comparing.end()
        self.body.end()
        self.link.end()
        self.studio.session_changed.disconnect(self._on_session)
        self.studio.ticked.disconnect(self._on_tick)
        self._settings.changed.disconnect(self.refresh)
        self.deleteLater()


def _bypassed(slot: Slot) -> bool:
    return slot.bypassed
