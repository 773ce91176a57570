"""The clip editor: one clip, large; what the hand and the keys do there is what they do on the canvas."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from daw.audio.peaks import build
from daw.audio.takefile import TakeWriter
from daw.model import edits, storage
from daw.ui.arrange.zerocrossing import nearest_zero
from daw.ui.clipeditor import ClipEditor
from daw.ui.clipeditor.fileruler import file_time
from daw.ui.clipeditor.soundgroup import curve_quantity
from daw.ui.studio import Studio

RATE, BAR = 48000, 96000
ALT, CTRL, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Alt", "Control", "Shift"))


class Page:
    """The editor with short ways to what tests ask."""

    def __init__(self, studio, editor, ids):
        self.studio, self.editor, self.canvas, (self.c1, self.c2) = studio, editor, editor.canvas, ids

    def clip(self, clip_id=None):
        wanted = clip_id or self.c1
        return next(clip for track in self.studio.session.tracks for clip in track.clips if clip.id == wanted)

    def at(self, frame, below=80):
        return QPoint(round(self.canvas.axis.x(frame)), below)

    def send(self, kind, at, modifiers=Qt.KeyboardModifier.NoModifier):
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = none if kind == QMouseEvent.Type.MouseButtonRelease else left
        pressed = none if kind == QMouseEvent.Type.MouseMove else left
        event = QMouseEvent(kind, at.toPointF(), self.canvas.mapToGlobal(at).toPointF(), pressed, held, modifiers)
        QApplication.sendEvent(self.canvas, event)

    def drag(self, start, end, modifiers=Qt.KeyboardModifier.NoModifier):
        self.send(QMouseEvent.Type.MouseButtonPress, start, modifiers)
        for n in range(1, 5):
            self.send(QMouseEvent.Type.MouseMove, start + (end - start) * n / 4, modifiers)
        self.send(QMouseEvent.Type.MouseButtonRelease, end, modifiers)


@pytest.fixture
def page(qtbot, tmp_path):
    """Two clips on a track, c1 from bar 3 to 5 out of the middle of a stereo file of six bars; c1 is shown."""
    document = storage.new(tmp_path / "song", "Test", RATE)
    frames = 6 * BAR
    t = np.arange(frames)
    with TakeWriter(tmp_path / "song" / "audio" / "tone.wav", 2, RATE) as writer:
        writer.append(np.stack([0.5 * np.sin(t * 0.05), 0.25 * np.sin(t * 0.05)]).astype(np.float32))
    document.do(edits.add_track, "Voice", 2, [1, 2])
    document.do(edits.add_source, "tone", "audio/tone.wav", 2, frames)
    track, source = document.session.tracks[0].id, document.session.sources[0].id
    for start in (2 * BAR, 6 * BAR):
        document.do(edits.add_clip, track, source, start, BAR, 2 * BAR, "one")
    studio = Studio(document)
    editor = ClipEditor(studio)
    editor.resize(1264, 368)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    ids = tuple(clip.id for clip in document.session.tracks[0].clips)
    studio.selection.select_clips({ids[0]}, track=track)
    editor.canvas.repaint()
    yield Page(studio, editor, ids)
    studio.close()
    document.close()


def test_it_says_what_to_do_while_no_clip_or_more_than_one_is_chosen(page):
    selection = page.studio.selection
    selection.select_clips(())
    assert not page.editor.right.isVisible()
    assert page.editor.message.text() == "Select a clip to see it here."
    selection.select_clips({page.c1, page.c2})
    assert page.editor.message.text() == "2 clips are selected. Select one to see it here."
    selection.select_clips({page.c2})
    assert page.editor.right.isVisible()
    assert not page.editor.message.isVisible()


def test_the_clip_fills_the_width_and_has_a_stretch_of_time_of_its_own(page):
    axis = page.canvas.axis
    assert 0 < axis.x(2 * BAR) < page.canvas.width() * 0.1
    assert page.canvas.width() * 0.9 < axis.x(4 * BAR) < page.canvas.width()
    before = page.studio.view.frames_per_px, page.studio.view.first_frame
    assert page.studio.actions.trigger("editor.zoom-in")
    assert page.canvas.axis.frames_per_px < axis.frames_per_px
    assert (page.studio.view.frames_per_px, page.studio.view.first_frame) == before
    assert page.studio.actions.trigger("editor.zoom-file")
    assert page.canvas.axis.x(7 * BAR) <= page.canvas.width()
    assert page.studio.actions.trigger("editor.zoom-clip")
    assert page.canvas.axis == axis


def test_edges_fades_and_gain_are_dragged_as_on_the_canvas_each_one_step_of_undo(page):
    steps = len(page.studio.document.history.steps)
    page.drag(page.at(4 * BAR) - QPoint(3, 0), page.at(3.5 * BAR) - QPoint(3, 0))
    assert (page.clip().start, page.clip().end) == (2 * BAR, 3.5 * BAR)
    dot = page.at(2 * BAR, 22) + QPoint(5, 0)
    page.drag(dot, dot + QPoint(100, 0))
    assert page.clip().fade_in.frames == pytest.approx(105 * page.canvas.axis.frames_per_px, rel=0.06)
    middle = QPoint((page.at(2 * BAR).x() + page.at(3.5 * BAR).x()) // 2, 5)
    page.drag(middle, middle - QPoint(0, 12))
    assert page.clip().gain_db == 3.0
    assert len(page.studio.document.history.steps) == steps + 3
    for _ in range(3):
        page.studio.undo()
    assert (page.clip().end, page.clip().fade_in.frames, page.clip().gain_db) == (4 * BAR, 0, 0.0)


def test_a_click_puts_the_cursor_and_a_drag_chooses_time_without_moving_the_clip(page):
    before = page.studio.session
    page.drag(page.at(3 * BAR), page.at(3 * BAR))
    assert page.studio.position == page.canvas.marks.cursor == 3 * BAR
    page.drag(page.at(2.5 * BAR), page.at(3.5 * BAR))
    assert page.studio.selection.range == (2.5 * BAR, 3.5 * BAR)
    assert page.studio.selection.clips == {page.c1}
    assert page.studio.session is before


def test_alt_and_a_drag_slip_the_sound(page):
    page.drag(page.at(3 * BAR), page.at(3 * BAR) + QPoint(50, 0), ALT)
    assert page.clip().start == 2 * BAR
    assert page.clip().offset == pytest.approx(BAR - 50 * page.canvas.axis.frames_per_px, abs=2 * page.canvas.axis.frames_per_px)


def test_the_scissors_cut(page):
    page.studio.view.tool = "split"
    page.drag(page.at(3 * BAR), page.at(3 * BAR))
    assert sorted(clip.start for clip in page.studio.session.tracks[0].clips) == [2 * BAR, 3 * BAR, 6 * BAR]


def test_numbers_set_fades_curves_gain_and_tuning(page, qtbot):
    numbers = page.editor.numbers
    numbers.fade_in.ask(250.0, "type")
    numbers.curve_in.ask(0.5, "type")
    numbers.curve_out.ask(-0.4, "type")
    assert (page.clip().fade_in.frames, page.clip().fade_in.curve) == (12000, 0.5)
    assert page.clip().fade_out.curve == -0.4
    numbers.tune.ask(50.0, "type")
    numbers.stretch.ask(1.5, "type")
    qtbot.waitUntil(lambda: page.clip().length == 3 * BAR, timeout=20000)
    made = next(one for one in page.studio.session.sources if one.id == page.clip().source)
    assert (made.recipe.cents, made.recipe.stretch) == (50.0, 1.5)
    assert made.recipe.of == page.studio.session.sources[0].id, "made of the recording, not of what was made of it"


@pytest.mark.parametrize(("text", "curve"), [("straight", 0.0), ("equal power", 0.5), ("−0.4", -0.4), ("+1", 1.0)])
def test_a_curve_is_read_in_words_and_numbers_and_back(text, curve):
    quantity = curve_quantity("Curve")
    assert quantity.parse(text) == curve
    assert quantity.parse(quantity.format(curve)) == curve


def test_what_lies_outside_the_edges_is_shown_dim(page, qtbot):
    qtbot.waitUntil(lambda: page.editor.waves.peaks(page.clip().source) is not None, timeout=30000)
    page.studio.actions.trigger("editor.zoom-file")
    page.canvas.refresh()
    page.canvas.repaint()
    qtbot.waitUntil(lambda: not page.editor.waves.busy, timeout=30000)
    page.canvas.repaint()
    picture = page.canvas.grab().toImage()

    def ink(frame):
        x = round(page.canvas.axis.x(frame))
        return max(picture.pixelColor(x + n, y).lightness() for n in range(4) for y in range(40, picture.height() - 20))

    assert ink(1.5 * BAR) < ink(3 * BAR)
    assert ink(1.5 * BAR) > ink(7.5 * BAR), "the file ends before that"


def test_the_line_at_the_foot_says_where_the_pointer_is_and_how_loud_it_is_there(page, qtbot):
    qtbot.waitUntil(lambda: page.editor.waves.peaks(page.clip().source) is not None, timeout=30000)
    at = page.at(3 * BAR)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QMouseEvent.Type.MouseMove, at.toPointF(), at.toPointF(), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page.canvas, event)
    words = page.editor.foot.text()
    assert "in the file 0:04.0" in words
    assert "peak −6.0 dB" in words


def test_p_plays_from_the_cursor_and_p_again_stops(page, monkeypatch):
    done = []
    monkeypatch.setattr(page.studio, "play", lambda: done.append(page.studio.position))
    page.drag(page.at(3 * BAR), page.at(3 * BAR))
    page.studio.actions.trigger("editor.play")
    assert done == [3 * BAR]


def test_trimming_goes_to_a_zero_crossing_when_that_is_preferred(page, qtbot):
    qtbot.waitUntil(lambda: page.editor.waves.peaks(page.clip().source) is not None, timeout=30000)
    page.studio.preferences = page.studio.preferences.__class__(zero_crossings=True)
    page.drag(page.at(4 * BAR) - QPoint(3, 0), page.at(3.6 * BAR) - QPoint(3, 0), CTRL)
    end = page.clip().offset + page.clip().length
    assert np.sign(np.sin((end - 1) * 0.05)) != np.sign(np.sin(end * 0.05))


def test_the_nearest_zero_is_where_the_sign_changes_and_only_within_reach(tmp_path):
    x = np.ones((1, 1000), np.float32)
    x[0, 300:] = -1.0
    with TakeWriter(tmp_path / "a.wav", 1, RATE, "float32") as writer:
        writer.append(x)
    peaks = build(tmp_path / "a.wav")
    assert nearest_zero(peaks, 290, 50) == 300
    assert nearest_zero(peaks, 310, 50) == 300
    assert nearest_zero(peaks, 500, 50) == 500


@pytest.mark.parametrize(
    ("seconds", "step", "words"), [(0.0, 1.0, "0:00"), (62.5, 0.1, "1:02.5"), (2.5, 0.001, "0:02.500"), (59.9999, 1.0, "1:00")]
)
def test_times_in_a_file_are_as_fine_as_the_step(seconds, step, words):
    assert file_time(seconds, step) == words


def test_every_part_has_a_name_and_keys_of_the_canvas_mean_the_same(page):
    from daw.ui.shortcuts import zone_of

    assert zone_of(page.canvas.proxy) == "clip"
    assert page.editor.accessibleName() == "Clip editor"
    for field in page.editor.numbers.findChildren(type(page.editor.numbers.gain)):
        assert field.accessibleName()
    page.studio.selection.select_clips(())
    QTest.keyClick(page.canvas.proxy, Qt.Key.Key_Escape)


def test_in_the_window_its_keys_go_first_those_of_the_canvas_follow_and_f6_leaves_it_as_a_part_of_the_dock(window, studio, qtbot):
    studio.do(edits.add_source, "tone", "audio/tone.wav", 1, 4 * BAR)
    track = studio.session.tracks[0].id
    studio.do(edits.add_clip, track, studio.session.sources[0].id, 0)
    studio.selection.select_clips({studio.session.tracks[0].clips[0].id}, track=track)
    assert studio.actions.trigger("view.clip-editor")
    page = window.dock.pages["clip"]
    qtbot.waitUntil(page.canvas.proxy.hasFocus, timeout=5000)
    keys = window.shortcuts
    assert keys.zone == "clip"
    assert keys.meant("Z", "clip").key == "editor.zoom-clip"
    assert keys.meant("[", "clip").key == "clip.trim-start"
    assert keys.meant("Space", "clip").key == keys.meant("Space", "canvas").key
    present = window.zones.present()
    assert window.zones.go(1) == present[(present.index("dock") + 1) % len(present)]
