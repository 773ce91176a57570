"""Waves: what is drawn, when it comes, what is thrown away; and that playing never draws the canvas again."""

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from shiboken6 import delete

from daw.audio.peakbins import PeakBuilder
from daw.audio.peaks import Peaks, growing
from daw.model import edits
from daw.ui.arrange import Arrange
from daw.ui.arrange.rasteriser import columns, draw
from daw.ui.arrange.rowpart import WaveInk
from daw.ui.arrange.waves import TILE, TileKey, Waves

BAR = 96000


def peaks_of(x):
    builder = PeakBuilder(x.shape[0])
    builder.append(x.astype(np.float32))
    return growing(builder)


def opacity(image):
    return image >> 24


def test_a_full_scale_wave_reaches_both_edges_and_silence_is_a_line_in_the_middle():
    x = np.zeros((1, 256 * 64))
    x[0, : 256 * 32] = np.where(np.arange(256 * 32) % 2, 1.0, -1.0)
    image = draw(columns(peaks_of(x), -256, 256.0, 65), 1.0, 41, 0xFF0000, 0x00FF00)
    assert image.shape == (41, 64)
    assert (opacity(image[:, 4:28]) == 255).all()
    quiet = opacity(image[:, 36:])
    assert (quiet[20] == 255).all()
    assert (quiet[:19] == 0).all()
    assert (quiet[22:] == 0).all()


def test_the_core_is_the_rms_and_lies_within_the_peaks():
    x = np.sin(np.arange(256 * 64) * 0.1)[None, :]
    image = draw(columns(peaks_of(x), -256, 256.0, 65), 1.0, 101, 0xFF0000, 0x00FF00, power=1.0)
    column = image[:, 30]
    core = np.flatnonzero((column >> 8) & 0xFF > 127)
    assert len(core) == pytest.approx(101 * np.sqrt(0.5), abs=2)


def test_channels_are_joined_or_have_lanes_of_their_own():
    x = np.zeros((2, 256 * 16))
    x[0] = np.where(np.arange(256 * 16) % 2, 1.0, -1.0)
    rows = columns(peaks_of(x), -256, 256.0, 17)
    assert (opacity(draw(rows, 1.0, 40, 1, 1))[:, 8] > 0).all()
    split = opacity(draw(rows, 1.0, 40, 1, 1, split=True))[:, 8]
    assert (split[:19] > 0).all()
    assert (split[19:21] == 0).all()
    assert (split[21:] > 0).sum() <= 2


def test_closer_than_a_sample_the_wave_is_a_line_between_samples():
    x = np.zeros((1, 512))
    x[0, 100] = 1.0

    class Whole(Peaks):
        def _samples(self, start, end):
            return x[:, start:end].astype(np.float32)

    peaks = Whole(peaks_of(x).levels, 512, audio="there")
    found = columns(peaks, 99.0, 1 / 16, 32)[0, :, 1]
    assert found[15] == pytest.approx(31 / 32)
    assert found[7] == pytest.approx(15 / 32)
    assert found[23] == pytest.approx(17 / 32)


def test_tiles_come_from_the_worker_and_show_the_wave(view, qtbot):
    view.settle(qtbot)
    image = view.canvas.grab().toImage()
    x, y = view.x(3 * BAR), view.row(0).top + 38
    body = image.pixelColor(x, view.row(0).bottom - 8)
    wave = image.pixelColor(x, y - 6)
    assert wave.lightness() > body.lightness() + 20
    assert not view.canvas.waves.missed


def test_a_source_without_its_file_is_told_and_hatched(view, qtbot):
    view.studio.do(edits.add_source, "gone", "audio/gone.wav", 1, BAR)
    source = view.session.sources[-1].id
    view.studio.do(edits.add_clip, view.ids[2], source, 0)
    view.canvas.repaint()
    qtbot.waitUntil(lambda: source in view.arrange.waves.problems, timeout=60000)
    block = view.arrange.part.blocks.of(view.session.tracks[2])[0]
    assert view.arrange.part.problem(block) == "audio/gone.wav is missing"


def key(at):
    return TileKey("a", 100.0, at, 10, 0.0, 0, 0, False)


def test_the_oldest_tiles_leave_when_there_is_no_room():
    waves = Waves(room=3 * TILE * 10 * 4)
    for at in range(3):
        waves._keep(key(at), QImage(TILE, 10, QImage.Format.Format_ARGB32_Premultiplied))
    assert waves.tile(key(0)) is not None, "and now it is the newest"
    waves._keep(key(3), QImage(TILE, 10, QImage.Format.Format_ARGB32_Premultiplied))
    assert [waves.tile(key(at)) is not None for at in range(4)] == [True, False, True, True]


def test_a_missing_tile_is_stood_in_for_by_one_of_another_zoom():
    waves = Waves()
    waves._keep(key(0), QImage(TILE, 10, QImage.Format.Format_ARGB32_Premultiplied))
    scale, tiles = waves.likeness(key(0)._replace(frames_per_px=50.0, at=1))
    assert scale == 100.0
    assert [at for at, _ in tiles] == [0]
    assert waves.likeness(key(5)._replace(frames_per_px=50.0)) is None


def test_moving_the_playhead_draws_nothing_of_the_canvas_again(view, qtbot):
    view.settle(qtbot)
    drawn = []
    view.canvas.picture._draw = lambda painter, rect: drawn.append(rect)
    for frame in range(0, 20 * BAR, BAR):
        view.studio.locate(frame % (10 * BAR))
        view.arrange.repaint()
        view.canvas.repaint(view.arrange.playhead.geometry())
    assert drawn == []


def test_scrolling_moves_what_is_drawn_and_shows_the_same_as_drawing_anew(view, qtbot):
    view.settle(qtbot)
    view.arrange.viewport.pan(37)
    view.settle(qtbot)
    moved = view.canvas.grab().toImage()
    view.canvas.refresh()
    assert moved == view.canvas.grab().toImage()


def test_a_wave_is_clipped_to_its_place(view, qtbot):
    view.canvas.repaint()
    qtbot.waitUntil(lambda: not view.arrange.waves.busy, timeout=60000)
    for _ in range(2):
        image = QImage(300, 60, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        ink = WaveInk(QColor("#ff0000"), QColor("#ff0000"))
        view.canvas.waves.paint(painter, QRectF(100, 10, 50, 40), view.source, 0, view.canvas.axis, ink)
        painter.end()
        qtbot.waitUntil(lambda: not view.arrange.waves.busy, timeout=60000)
    alpha = np.array(image.constBits()).reshape(60, 300, 4)[:, :, 3]
    assert alpha[:, 100:150].any()
    assert not alpha[:, :100].any()
    assert not alpha[:, 150:].any()


def test_a_view_that_is_thrown_away_leaves_no_thread_behind(view, qtbot):
    other = Arrange(view.studio)
    threads = list(other.waves._threads)
    assert all(thread.is_alive() for thread in threads)
    delete(other)
    assert threads
    assert not any(thread.is_alive() for thread in threads)
    view.studio.do(edits.set_mute, view.ids[0], True)
    view.studio.locate(1000)
    view.studio.tick()


def test_a_wave_fades_in_where_only_a_line_was_and_is_there_at_once_with_reduced_motion(view, qtbot):
    waves = view.canvas.waves
    first, second = key(0), key(1)
    waves._lined |= {first, second}
    place = QRectF(10, 10, 20, 20)
    waves.missed[first] = [place]
    assert waves.arrived([first]) == [place]
    assert first in waves._came
    view.studio.preferences = msgspec.structs.replace(view.studio.preferences, reduced_motion=True)
    waves.arrived([second])
    assert second not in waves._came
    assert not waves._lined


def test_a_wave_has_come_whole_after_80_ms(view, qtbot):
    """While it fades, its place is drawn again in each frame; then it looks as if it had always been there."""
    view.settle(qtbot)
    shown = view.canvas.grab().toImage()
    view.canvas.refresh()
    assert shown == view.canvas.grab().toImage()
