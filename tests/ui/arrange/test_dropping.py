"""Files dropped on the canvas come into the song; what is recorded grows on its row."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from daw.audio.takefile import TakeWriter
from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.model import edits
from daw.ui.arrange.dropping import refusal, song_in
from daw.ui.arrange.importer import Importer

BAR = 96000


def write(path, seconds, rate=48000, channels=1):
    frames = round(seconds * rate)
    with TakeWriter(path, channels, rate) as writer:
        writer.append((0.3 * np.sin(np.arange(frames) * 0.1)).astype(np.float32)[None, :].repeat(channels, 0))
    return path


@pytest.fixture
def files(tmp_path):
    return [write(tmp_path / "Kick.wav", 1.0), write(tmp_path / "Room.wav", 2.0, channels=2)]


def below(view, y):
    return QPointF(view.x(3 * BAR) + 2, y)


def test_ghosts_show_real_lengths_where_files_would_lie(view, files, qtbot):
    dropping = view.arrange.dropping
    dropping.files = dropping.readable(files)
    dropping.show(below(view, 10))
    ghosts = view.canvas.marks.ghosts
    assert [round(ghost.place.width()) for ghost in ghosts] == [48, 96]
    assert [round(ghost.place.left()) for ghost in ghosts] == [288, 288]
    assert [round(ghost.place.top()) for ghost in ghosts] == [2, 62]
    qtbot.waitUntil(lambda: all(ghost.peaks is not None for ghost in view.canvas.marks.ghosts), timeout=30000)
    assert view.canvas._bubble.text == "2 files → Voice at 4 . 1 . 000"
    dropping.clear()
    assert view.canvas.marks.ghosts == []


def test_dropped_files_are_copied_into_the_song_and_placed_in_one_step(view, files, qtbot):
    dropping, steps = view.arrange.dropping, view.steps()
    dropping.files = dropping.readable(files)
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        dropping.drop(below(view, 400))
    new = view.session.tracks[3:5]
    assert [(track.name, track.channels) for track in new] == [("Kick", 1), ("Room", 2)]
    assert [[(clip.start, clip.length) for clip in track.clips] for track in new] == [[(3 * BAR, 48000)], [(3 * BAR, 96000)]]
    assert view.steps() == steps + 1
    assert (view.studio.document.folder / "audio" / "Kick.wav").is_file()
    assert view.studio.selection.clips == {clip.id for track in new for clip in track.clips}


def test_with_ctrl_files_follow_one_another_on_one_track(view, files, qtbot):
    dropping = view.arrange.dropping
    dropping.files = dropping.readable(files)
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        dropping.drop(QPointF(view.x(8 * BAR), 130), in_a_row=True)
    assert [clip.start for clip in view.session.tracks[2].clips] == [8 * BAR, 8 * BAR + 48000]


def test_what_is_not_audio_is_left_out_and_a_broken_file_is_told(view, tmp_path, qtbot):
    notes, broken = tmp_path / "Notes.pdf", tmp_path / "Broken.wav"
    notes.write_bytes(b"%PDF")
    broken.write_bytes(b"RIFF nonsense")
    before = view.session
    view.arrange.dropping.place_at_cursor([notes, broken])
    assert view.session is before
    assert len(view.studio.notices) == 1


def test_the_wave_grows_on_the_armed_track_while_it_is_recorded(view, qtbot):
    sine = (0.5 * np.sin(np.arange(48000) * 0.1)).astype(np.float32)
    engine = Engine(48000, NullDevice(256, microphone=sine))
    view.studio.set_engine(engine)
    view.studio.do(edits.arm_only, view.ids[2])
    view.studio.record()
    live = view.arrange.part.live
    qtbot.waitUntil(lambda: view.ids[2] in live.passes and live.passes[view.ids[2]].builder.frames > 9600, timeout=60000)
    one = live.passes[view.ids[2]]
    assert one.number == 1
    assert abs(one.start) < 48000
    assert max(np.abs(one.builder.arrays[0][0, :30, 1])) > 0.4
    view.canvas.repaint()
    view.studio.stop()
    qtbot.waitUntil(lambda: not live.passes, timeout=10000)
    assert len(view.session.tracks[2].takes) == 1


@pytest.fixture
def asks():
    """As at the start of the program: another rate was not asked about yet."""
    Importer.converts = False
    yield
    Importer.converts = False


def test_another_rate_is_asked_about_once_and_then_converted(view, tmp_path, qtbot, asks):
    old, older = write(tmp_path / "Old.wav", 1.0, 44100), write(tmp_path / "Older.wav", 1.0, 22050)
    steps = view.steps()
    view.arrange.dropping.place_at_cursor([old])
    notice = view.studio.notices[-1]
    assert notice.title == "Old.wav is at 44.1 kHz."
    assert [words for words, _ in notice.actions] == ["Convert to 48 kHz (recommended)", "Leave out"]
    assert view.steps() == steps
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        notice.actions[0][1]()
    assert view.session.tracks[3].clips[0].length == 48000
    told = len(view.studio.notices)
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        view.arrange.dropping.place_at_cursor([older])
    assert len(view.studio.notices) == told


def test_files_of_another_rate_can_be_left_out_and_the_others_come(view, files, tmp_path, qtbot, asks):
    view.arrange.dropping.place_at_cursor([write(tmp_path / "Old.wav", 1.0, 44100), files[0]])
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        view.studio.notices[-1].actions[1][1]()
    assert [track.name for track in view.session.tracks[3:-1]] == ["Kick"]


def test_audio_of_the_song_itself_is_placed_without_a_second_copy(view, files, qtbot):
    dropping, folder = view.arrange.dropping, view.studio.document.folder
    dropping.files = dropping.readable(files[:1])
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        dropping.drop(below(view, 400))
    sources = view.session.sources
    dropping.files = dropping.readable([folder / "audio" / "Kick.wav"])
    dropping.drop(QPointF(view.x(8 * BAR), 130))
    assert view.session.sources == sources
    assert [clip.start for clip in view.session.tracks[2].clips] == [8 * BAR]
    view.studio.undo()
    assert not view.session.tracks[2].clips
    assert len(list((folder / "audio").glob("Kick*.wav"))) == 1


def test_what_is_not_audio_is_named_and_a_song_dropped_is_opened(view, files, tmp_path, qtbot):
    (tmp_path / "Notes.pdf").write_bytes(b"%PDF")
    assert refusal([tmp_path / "Notes.pdf"]) == "Notes.pdf can’t be placed on the timeline: it is not audio."
    dropping = view.arrange.dropping
    dropping.files, dropping.refused = dropping.readable(files[:1]), [tmp_path / "Notes.pdf"]
    with qtbot.waitSignal(view.arrange.importer.finished, timeout=30000):
        dropping.drop(below(view, 400))
    assert "Notes.pdf" in view.studio.notices[-1].title
    (tmp_path / "Other").mkdir()
    (tmp_path / "Other" / "song.json").write_text("{}")
    assert song_in([tmp_path / "Other" / "song.json"]) == song_in([tmp_path / "Other"]) == tmp_path / "Other"
    dropping.song = tmp_path / "Other"
    with qtbot.waitSignal(view.studio.song_asked) as asked:
        dropping.drop(below(view, 400))
    assert asked.args == [tmp_path / "Other"]
