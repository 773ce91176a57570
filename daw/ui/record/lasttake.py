"""The card of the last take: what it is, how it went, its stars and note; play it, discard it or bring it back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from daw.model import edits
from daw.model.take import Take
from daw.ui import recording
from daw.ui.inspector.group import NameLabel
from daw.ui.metrics import BODY, MEDIUM, SECONDARY, SEMIBOLD, px, text_width
from daw.ui.record.hearing import recording_track
from daw.ui.record.takewave import TakeWave
from daw.ui.studio import Studio, Tick
from daw.ui.timetext import clock_text
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.stars import Stars
from daw.ui.widgets.textfield import TextField

SMALL = Look(height=24)


class LastTake(Ground):
    """Digits rate the take wherever the focus is in the card, also while it is being recorded."""

    def __init__(self, studio: Studio) -> None:
        super().__init__("panel", radius=6)
        self._studio = studio
        self._take: Take | None = None
        self._was_recording = False
        self.setAccessibleName("Last take")
        self.title = Label("Last take", weight=SEMIBOLD, whole=True)
        self.name = NameLabel("Name of the last take", size=BODY, weight=SEMIBOLD, right=False)
        self.facts = Label(size=SECONDARY, ink="text2", whole=True)
        self.stars = Stars(where="last take")
        self.wave = TakeWave(studio)
        self.note = TextField("Note on the last take", hint="Note", keeps_empty=True)
        self.play = Button("Play", icon="play", look=SMALL, words="Play", help="Plays this take alone from its start.")
        self.discard = Button("Discard", look=SMALL, help="Puts the take into the song's bin. Undo brings it back.", key="Shift+Backspace")
        self.keep = Button("Keep what I just played", look=SMALL, help="Makes a take of the last two minutes, armed or not.", key="Shift+R")
        self.empty = Label("Nothing recorded yet", size=BODY + 1, weight=MEDIUM, ink="text3", align=Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.show_state()

    def _build(self) -> None:
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.name)
        head.addWidget(self.facts, 1)
        head.addWidget(self.stars)
        inner.addLayout(head)
        inner.addWidget(self.wave, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.play)
        foot.addWidget(self.discard)
        foot.addWidget(self.note, 1)
        inner.addLayout(foot)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(content)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(12), px(10))
        column.setSpacing(px(4))
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        studio = self._studio
        self.name.renamed.connect(self._on_name)
        self.stars.moved.connect(self._on_rated)
        self.note.moved.connect(self._on_note)
        self.play.clicked.connect(self._on_play)
        self.discard.clicked.connect(self._on_discard)
        self.keep.clicked.connect(self._on_keep)
        self.wave.asked.connect(self._on_asked)
        self.wave.known.connect(self.show_state)
        studio.session_changed.connect(self.show_state)
        studio.transport_changed.connect(self.show_state)
        studio.rated.connect(self.show_state)
        studio.ticked.connect(self._on_tick)
        studio.audition.changed.connect(self.show_state)

    # ---- what is shown

    @property
    def take(self) -> Take | None:
        """The take that is shown."""
        return self._take

    def show_state(self, *_: object) -> None:
        """Show the last take as it is now, or the one under way."""
        studio = self._studio
        take = self._take = recording.last_take(studio.session)
        under_way = studio.recording
        self._stack.setCurrentIndex(int(take is not None or under_way))
        owner = next((track.name for track in studio.session.tracks if take is not None and take in track.takes), "")
        self.title.set_text("Recording" if under_way else f"Last take, {owner}" if owner else "Last take")
        self.title.set_ink("rec" if under_way else "text")
        for control in (self.play, self.discard):
            control.setEnabled(take is not None and not under_way)
        self.note.setEnabled(take is not None and not under_way)
        self.wave.show_take(None if under_way else take)
        if not under_way:
            self.wave.end_live()
        if under_way:
            self._show_name(recording.coming_name(studio), editable=False)
            self.stars.set_value(studio.coming_rating)
        elif take is not None:
            self._show_take(take)

    def _show_take(self, take: Take) -> None:
        self._show_name(take.name)
        self.stars.set_value(take.rating)
        if not self.note.hasFocus():
            self.note.set_value(take.note)
        self.facts.set_text(facts_of(take, self._studio.sample_rate, self.wave.peak_db))
        self.discard.set_words("Keep" if take.hidden else "Discard")
        self.discard.name = "Keep" if take.hidden else "Discard"
        self.play.set_lit(self._studio.audition.take == take.id)

    def _show_name(self, name: str, *, editable: bool = True) -> None:
        self.name.set_text(name, editable=editable)
        self.name.setFixedWidth(min(px(200), round(text_width(name, BODY, SEMIBOLD)) + px(8)))

    def _on_tick(self, tick: Tick) -> None:
        if not self.isVisible():
            return
        if tick.recording and self._studio.engine is not None:
            words = recording.progress_words(self._studio, tick.position, counting=not tick.rolling)
            self.facts.set_text(words)
            track = recording_track(self._studio)
            if track is not None and track.inputs and tick.rolling:
                self.wave.show_live(track.inputs[0])
        else:
            self.wave.show_position(tick.position if tick.rolling else None)

    # ---- the hand

    def _on_name(self, name: str, gesture: object) -> None:
        if self._take is not None:
            self._studio.do(edits.rename_take, self._take.id, name, gesture=gesture)

    def _on_note(self, note: str, gesture: object) -> None:
        if self._take is not None:
            self._studio.do(edits.set_take_note, self._take.id, note, gesture=gesture)

    def _on_rated(self, stars: int, _gesture: object) -> None:
        recording.rate(self._studio, stars)

    def _on_play(self) -> None:
        if self._take is not None:
            recording.play_take(self._studio, self._take.id)

    def _on_asked(self, frame: int) -> None:
        if self._take is not None and not self._studio.recording:
            recording.play_take(self._studio, self._take.id, frame)

    def _on_discard(self) -> None:
        recording.discard_last(self._studio)

    def _on_keep(self) -> None:
        self._studio.capture()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if len(event.text()) == 1 and event.text() in "012345":
            recording.rate(self._studio, int(event.text()))
        else:
            super().keyPressEvent(event)


def facts_of(take: Take, sample_rate: int, peak_db: float | None) -> str:
    """Length, peak and what went wrong: "0:14, peak −6.3 dBFS, 2 dropouts, 1 clip"."""
    parts = [clock_text(take.length / sample_rate)]
    if peak_db is not None:
        parts.append("silent" if peak_db <= -90.0 else f"peak {peak_db:.1f} dBFS".replace("-", "−"))
    lost, clipped = len(take.dropouts), len(take.clips)
    parts.append(f"{lost} dropout{'' if lost == 1 else 's'}")
    parts.append(f"{clipped} clip{'' if clipped == 1 else 's'}")
    return ("Discarded.  " if take.hidden else "") + "   ".join(parts)
