"""The start window: songs opened lately at the left, what can be begun at the right.  Nothing is asked in another window."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from daw import preferences
from daw.audio.filename import safe_name
from daw.model import storage
from daw.ui.audiokinds import SUFFIXES, is_audio, local_files
from daw.ui.dialogs.songfacts import FactsReader, SongFacts, when
from daw.ui.dialogs.startparts import BeginButton, SongRow
from daw.ui.metrics import SECONDARY, SEMIBOLD, px
from daw.ui.widgets.button import LINK, Button
from daw.ui.widgets.ground import Ground, Line
from daw.ui.widgets.label import Label, Paragraph
from daw.ui.widgets.scrollpanel import ScrollPanel
from daw.ui.widgets.textfield import TextField

SIZE = (720, 480)
RIGHT = 288


class StartWindow(QWidget):
    """`song_asked(folder)`, `record_asked(name)`, `mix_asked(name, files)` say what the person wants; `closed` that it is gone."""

    song_asked = Signal(object)
    record_asked = Signal(str)
    mix_asked = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("daw")
        self.setAccessibleName("Start")
        room = self.screen().availableSize()
        self.setFixedSize(min(px(SIZE[0]), room.width()), min(px(SIZE[1]), room.height()))
        self.setAcceptDrops(True)
        self.rows: list[SongRow] = []
        self.facts = FactsReader(self)
        self.facts.found.connect(self._on_facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 1)
        row.addWidget(Line(standing=True, color="line"))
        row.addWidget(self._right())
        self._fill()

    # ---- the songs

    def _left(self) -> QWidget:
        ground = Ground("panel")
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(16), px(20), px(8), px(12))
        column.setSpacing(px(10))
        column.addWidget(Label("Recent", size=15, weight=SEMIBOLD))
        self.empty = Paragraph("Songs you open or make appear here. You can also drop a song’s folder on this window.")
        column.addWidget(self.empty)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, px(6), 0)
        self._list.setSpacing(px(2))
        self._list.addStretch(1)
        column.addWidget(ScrollPanel(content), 1)
        return ground

    def _fill(self) -> None:
        known = preferences.load()
        for path in known.recent:
            folder = Path(path)
            there = (folder / storage.SONG).is_file()
            row = SongRow(SongFacts(folder, folder.name, "unread" if there else "missing"), when(known.opened.get(path, "")))
            row.clicked.connect(self._on_row)
            row.forgotten.connect(self._on_forgotten)
            row.stepped.connect(self._on_stepped)
            self._list.insertWidget(self._list.count() - 1, row)
            self.rows.append(row)
        self.empty.setVisible(not self.rows)
        self.facts.begin([row.facts.folder for row in self.rows])

    def _on_facts(self, facts: SongFacts) -> None:
        for row in self.rows:
            if row.facts.folder == facts.folder:
                row.show_facts(facts)

    def _on_row(self) -> None:
        row = self.sender()
        assert isinstance(row, SongRow)
        if row.facts.state == "missing":
            self.tell(
                f"“{row.facts.name}” is not at {row.facts.folder} any more. If you moved it, Open… finds it; Del takes it off the list."
            )
        else:
            self.song_asked.emit(row.facts.folder)

    def _on_forgotten(self) -> None:
        row = self.sender()
        assert isinstance(row, SongRow)
        at = self.rows.index(row)
        preferences.forget_opened(row.facts.folder)
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.empty.setVisible(not self.rows)
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stepped(self, way: int) -> None:
        at = next((at for at, row in enumerate(self.rows) if row.hasFocus()), -1) + way
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    # ---- what can be begun

    def _right(self) -> QWidget:
        ground = Ground("raised")
        ground.setFixedWidth(px(RIGHT))
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(Label("New", size=15, weight=SEMIBOLD))
        column.addSpacing(px(2))
        self.name = TextField("Name of the new song", hint="Name of the song")
        self._usual_name = f"Song {datetime.now().astimezone():%Y-%m-%d}"
        self.name.set_value(self._usual_name)
        self.name.installEventFilter(self)
        self.name.setFixedHeight(px(28))
        column.addWidget(self.name)
        self.record = BeginButton("Record myself", "One track, armed, with live inputs", "mic", strong=True,
                                  help="Makes a new song with its first track armed.")  # fmt: skip
        self.mix = BeginButton(
            "Mix files I have", "Each file becomes a track", "wave", help="Choose audio files; each becomes a track of a new song."
        )
        column.addWidget(self.record)
        column.addWidget(self.mix)
        column.addSpacing(px(4))
        column.addWidget(Line())
        column.addSpacing(px(4))
        self.open = Button("Open…", icon="folder", help="Choose the folder of a song.", key="Ctrl+O")
        column.addWidget(self.open)
        self.trouble = Paragraph("", size=SECONDARY, ink="mute")
        self.trouble.hide()
        column.addWidget(self.trouble)
        column.addStretch(1)
        self.place = Paragraph("", size=SECONDARY, ink="text3")
        column.addWidget(self.place)
        self.change = Button("Change…", look=LINK, help="Choose where new songs are made.")
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_place()
        self.record.clicked.connect(self._on_record)
        self.mix.clicked.connect(self._on_mix)
        self.open.clicked.connect(self.ask_song)
        self.change.clicked.connect(self._on_change)
        return ground

    def _show_place(self) -> None:
        place, home = str(preferences.songs_folder()), str(Path.home())
        self.place.set_text(f"New songs are kept in {'~' + place[len(home) :] if place.startswith(home) else place}")

    def song_name(self) -> str:
        """The name for a new song."""
        return self.name.text().strip() or self.name.value

    def _on_record(self) -> None:
        self.record_asked.emit(self.song_name())

    def _on_mix(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(self, "Choose the files to mix", "", f"Audio ({kinds});;All files (*)")
        if names:
            self._mix_files([Path(name) for name in names])

    def _mix_files(self, files: list[Path]) -> None:
        fresh = self.name.text().strip() == self._usual_name and len({one.parent for one in files}) == 1
        folder = safe_name(files[0].parent.name, fallback="")
        self.mix_asked.emit(folder if fresh and folder else self.song_name(), files)

    def ask_song(self) -> None:
        """Choose a song's folder and open it."""
        chosen = QFileDialog.getExistingDirectory(self, "Open a song", str(preferences.songs_folder()))
        if chosen:
            self.song_asked.emit(Path(chosen))

    def _on_change(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where new songs are made", str(preferences.songs_folder()))
        if chosen:
            self.keep_songs_in(Path(chosen))

    def keep_songs_in(self, folder: Path) -> None:
        """Make new songs in this folder from now on."""
        import msgspec

        try:
            preferences.save(msgspec.structs.replace(preferences.load(), songs_folder=str(folder)))
        except OSError as problem:
            self.tell(f"That could not be kept: {problem}.")
        self._show_place()

    def tell(self, words: str) -> None:
        """Say what went wrong, in the window."""
        self.trouble.setVisible(bool(words))
        self.trouble.set_text(words)

    # ---- the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.drop(local_files(event.mimeData()))

    def drop(self, paths: list[Path]) -> None:
        """Open a song that was dropped, or make one of audio files."""
        for path in paths:
            folder = path if path.is_dir() else path.parent
            if (path.is_dir() or path.name == storage.SONG) and (folder / storage.SONG).is_file():
                self.song_asked.emit(folder)
                return
        files = [path for path in paths if is_audio(path)]
        if files:
            self._mix_files(files)
        elif paths:
            self.tell(f"{paths[0].name} is neither a song’s folder nor audio.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_O and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.ask_song()
        elif event.key() == Qt.Key.Key_Escape or (
            event.key() in (Qt.Key.Key_W, Qt.Key.Key_Q) and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.record.setFocus(Qt.FocusReason.TabFocusReason)  # the name is set: Enter once more records
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(px(SIZE[0]), px(SIZE[1]))

    def focus_new(self) -> None:
        """Let the keys begin at what is new."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def focus_recent(self) -> None:
        """Let the keys begin at the songs opened lately."""
        (self.rows[0] if self.rows else self.record).setFocus(Qt.FocusReason.TabFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.facts.close()
        super().closeEvent(event)
        self.closed.emit()
