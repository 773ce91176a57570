"""Files dragged over the canvas: a ghost of real length and wave where each would lie, and the drop itself."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from daw.audio.error import AudioFileError, Cancelled
from daw.model.storage import SONG
from daw.ui.arrange.importer import Importer
from daw.ui.arrange.mark import Ghost
from daw.ui.arrange.placing import Dropped, Placement, drop_words, placements
from daw.ui.arrange.rows import TRACK_HEIGHTS, row_at, row_of, total_height
from daw.ui.audiokinds import is_audio, local_files
from daw.ui.metrics import px
from daw.ui.timetext import bars_text
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.audio.peaks import Peaks
    from daw.ui.arrange.canvas import Canvas
    from daw.ui.studio import Studio

SHORT_S = 10.0  # the ghost of a file whose length only reading it tells
MOST_WAVES = 8  # files whose wave is read for the ghost


class Dropping(QObject):
    """An event filter of the canvas."""

    _read = Signal(str, object)

    def __init__(self, studio: "Studio", canvas: "Canvas", importer: Importer) -> None:
        super().__init__(canvas)
        self.studio, self.canvas, self.importer = studio, canvas, importer
        self.files: list[Dropped] = []
        self.song: Path | None = None  # the folder of a song that is dragged
        self.refused: list[Path] = []  # what is dragged and is no audio
        self.waves: dict[str, Peaks] = {}
        self._stop = threading.Event()
        self._read.connect(self._on_read)
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if kind == QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
            if not self.song:
                self.show(event.position(), in_a_row=ctrl(event))
            event.acceptProposedAction()
            return True
        if kind == QEvent.Type.DragLeave:
            self.clear()
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.drop(event.position(), in_a_row=ctrl(event))
            event.acceptProposedAction()
            return True
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not event.mimeData().hasUrls():
            return False
        paths = local_files(event.mimeData())
        self.song = song_in(paths)
        if self.song is not None:
            self.studio.say(f"Let go to open the song in {self.song.name}.")
            event.acceptProposedAction()
            return True
        self.files = self.readable(paths)
        self.refused = [path for path in paths if path not in {one.path for one in self.files}]
        if not self.files and paths:
            self.studio.say(refusal(paths))
            event.ignore()
            return True
        event.acceptProposedAction()
        return True

    def readable(self, paths: list[Path]) -> list[Dropped]:
        """Those of some files that are audio, with their lengths; their waves are read meanwhile."""
        from daw.audio import reading

        found = []
        for path in paths:
            if not is_audio(path):
                continue
            try:
                info = reading.probe(path, accept_damaged=True)
            except (AudioFileError, OSError):
                continue
            seconds = SHORT_S if info.frames is None else info.frames / info.sample_rate
            found.append(Dropped(path, max(1, round(seconds * self.studio.sample_rate)), info.channels, info.sample_rate))
        self._stop.set()
        self._stop = threading.Event()
        threading.Thread(target=self._read_waves, args=([one.path for one in found[:MOST_WAVES]], self._stop), daemon=True).start()
        return found

    def _read_waves(self, paths: list[Path], stop: threading.Event) -> None:
        from daw.audio.peaks import build

        for path in paths:
            try:
                self._read.emit(str(path), build(path, cancel=stop.is_set))
            except (AudioFileError, OSError, Cancelled):
                if stop.is_set():
                    return

    def _on_read(self, path: str, peaks: "Peaks") -> None:
        self.waves[path] = peaks
        for ghost in self.canvas.marks.ghosts:
            if ghost.path == path:
                ghost.peaks = peaks
                self.canvas.update()

    # where they would lie

    def placed(self, at: QPointF, *, in_a_row: bool) -> list[Placement]:
        """Each file's place for a pointer at a place of the canvas."""
        canvas = self.canvas
        lanes = [track.id for track in self.studio.session.tracks if track.kind == "audio"]
        row = row_at(canvas.viewport.rows, at.y() + canvas.viewport.top)
        lane = lanes.index(row.track_id) if row is not None and row.track_id in lanes else len(lanes)
        start = canvas.snap(canvas.axis.frame(at.x())).frame
        return placements(self.files, lane, start, in_a_row=in_a_row)

    def show(self, at: QPointF, *, in_a_row: bool = False) -> None:
        """Show the ghosts, and say what a drop would do."""
        placed = self.placed(at, in_a_row=in_a_row)
        canvas, session = self.canvas, self.studio.session
        lanes = [track.id for track in session.tracks if track.kind == "audio"]
        new = TRACK_HEIGHTS["normal"]
        canvas.marks.ghosts = []
        for one in placed:
            row = row_of(canvas.viewport.rows, lanes[one.lane]) if one.lane < len(lanes) else None
            top = row.top if row is not None else total_height(canvas.viewport.rows) + px(new) * (one.lane - len(lanes))
            height = row.height if row is not None else px(new)
            left, width = canvas.axis.x(one.start), canvas.axis.width(one.file.frames)
            place = QRectF(left, top - canvas.viewport.top + 2, width, height - 5)
            canvas.marks.ghosts.append(Ghost(place, one.file.path.stem, str(one.file.path), self.waves.get(str(one.file.path))))
        if placed:
            words = drop_words(session, placed, bars_text(session, placed[0].start))
            canvas.bubble(words, at)
            canvas.guide(canvas.snap(canvas.axis.frame(at.x())))
        canvas.update()

    def clear(self) -> None:
        """Nothing is dragged any more."""
        self._stop.set()
        self.canvas.marks.ghosts = []
        self.canvas.guide(None)
        self.canvas.bubble("")
        self.canvas.update()

    def drop(self, at: QPointF, *, in_a_row: bool = False) -> None:
        """Let the files go, or a song, which is opened."""
        if self.song is not None:
            song, self.song = self.song, None
            self.studio.song_asked.emit(song)
            return
        if self.refused:
            self.studio.notify(Notice(refusal(self.refused), "The others are brought in." if self.files else ""))
            self.refused = []
        placed = self.placed(at, in_a_row=in_a_row)
        self.clear()
        if placed:
            self.importer.begin(placed)

    def place_at_cursor(self, paths: list[Path]) -> None:
        """Import chosen files: from the track in focus down at the edit cursor, without one on new tracks."""
        self.files = self.readable(paths)
        refused = len(paths) - len(self.files)
        if refused:
            words = "One file is" if refused == 1 else f"{refused} files are"
            self.studio.notify(Notice(f"{words} not audio this program can read.", "The others are imported."))
        lanes = [track.id for track in self.studio.session.tracks if track.kind == "audio"]
        start = self.canvas.marks.cursor if self.canvas.marks.cursor is not None else 0
        if self.files:
            self.importer.begin(placements(self.files, len(lanes), start, in_a_row=False))


def song_in(paths: list[Path]) -> Path | None:
    """The folder of a song if that, or its song.json, is what is dragged."""
    for path in paths:
        folder = path.parent if path.name == SONG else path
        if (folder / SONG).is_file():
            return folder
    return None


def refusal(paths: list[Path]) -> str:
    """What is said of files that are no audio."""
    if len(paths) == 1:
        return f"{paths[0].name} can’t be placed on the timeline: it is not audio."
    return f"{paths[0].name} and {len(paths) - 1} more can’t be placed on the timeline: they are not audio."


def ctrl(event: QDropEvent) -> bool:
    """Whether Ctrl is held."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
