"""A song with clips in the arrange view, without a sound device."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from daw.audio.takefile import TakeWriter
from daw.model import edits, storage
from daw.ui.arrange import Arrange
from daw.ui.studio import Studio

RATE = 48000
BAR = 96000  # at 120 bpm


class View:
    """The arrange view with short ways to what tests ask."""

    def __init__(self, studio: Studio, arrange: Arrange) -> None:
        self.studio, self.arrange, self.canvas = studio, arrange, arrange.canvas

    @property
    def session(self):
        return self.studio.session

    def clip(self, clip_id):
        return next(clip for track in self.session.tracks for clip in track.clips if clip.id == clip_id)

    def x(self, frame):
        return round(self.canvas.axis.x(frame))

    def row(self, number):
        return [row for row in self.arrange.viewport.rows if row.kind == "track"][number]

    def at(self, frame, number=0, below=8):
        """A place on the canvas: a frame, a track by its number, pixels below the top of its row."""
        return QPoint(self.x(frame), self.row(number).top - self.arrange.viewport.top + below)

    def send(self, kind, at, modifiers=Qt.KeyboardModifier.NoModifier, button=Qt.MouseButton.LeftButton):
        held = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else button
        pressed = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseMove else button
        event = QMouseEvent(kind, at.toPointF(), self.canvas.mapToGlobal(at).toPointF(), pressed, held, modifiers)
        QApplication.sendEvent(self.canvas, event)

    def drag(self, start, end, modifiers=Qt.KeyboardModifier.NoModifier, *, during=None, let_go=True):
        """Press, move in four pieces, release; `during` holds while moving only."""
        self.send(QMouseEvent.Type.MouseButtonPress, start, modifiers)
        for n in range(1, 5):
            self.send(QMouseEvent.Type.MouseMove, start + (end - start) * n / 4, modifiers if during is None else during)
        if let_go:
            self.send(QMouseEvent.Type.MouseButtonRelease, end, modifiers if during is None else during)

    def click(self, at, modifiers=Qt.KeyboardModifier.NoModifier):
        self.drag(at, at, modifiers)

    def settle(self, qtbot):
        """Wait until all waves are there, and nothing fades or waits to be drawn any more."""
        qtbot.waitUntil(lambda: not self.arrange.waves.busy, timeout=60000)
        self.canvas.repaint()
        qtbot.waitUntil(self.is_still, timeout=60000)

    def is_still(self):
        canvas = self.canvas
        return not self.arrange.waves.busy and not canvas.waves.faint and canvas.picture.late.isEmpty()

    def steps(self):
        return len(self.studio.document.history.steps)

    def trigger(self, key):
        assert self.studio.actions.trigger(key), key


@pytest.fixture
def view(qtbot, tmp_path, request):
    """Three tracks at 120 bpm; on the first two a clip each, c1 from bar 3 to 5 and c2 from bar 5 to 7, of a source of four bars."""
    document = storage.new(tmp_path / "song", "Test", RATE)
    path = tmp_path / "song" / "audio" / "tone.wav"
    frames = 4 * BAR
    with TakeWriter(path, 1, RATE) as writer:
        writer.append((0.5 * np.sin(np.arange(frames) * 0.05)).astype(np.float32)[None, :])
    for name in ("Voice", "Guitar", "Bass"):
        document.do(edits.add_track, name, 1, [1])
    document.do(edits.add_source, "tone", "audio/tone.wav", 1, frames)
    source = document.session.sources[0].id
    ids = [track.id for track in document.session.tracks]
    document.do(edits.add_clip, ids[0], source, 2 * BAR, BAR, 2 * BAR, "one")
    document.do(edits.add_clip, ids[1], source, 4 * BAR, BAR, 2 * BAR, "two")
    studio = Studio(document)
    arrange = Arrange(studio)
    arrange.resize(1248, 600)
    qtbot.addWidget(arrange)
    arrange.show()
    qtbot.waitExposed(arrange)
    studio.view.set(frames_per_px=1000.0, first_frame=0)
    arrange.canvas.repaint()
    found = View(studio, arrange)
    found.c1, found.c2 = (track.clips[0].id for track in document.session.tracks[:2])
    found.ids, found.source = ids, source
    yield found
    arrange.closing()
    studio.close()
    document.close()
