"""Missing audio: told when the song opens, its clips hatched by name, found once for all, heard again."""

import shutil
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from daw.model import edits
from daw.ui.arrange.trackpart import TrackPart
from daw.ui.missing import MissingAudio


@pytest.fixture
def lost(document, tmp_path):
    """A song whose two files were moved away, into folders below another one."""
    track = document.session.tracks[0].id
    for at, name in enumerate(("one", "two")):
        soundfile.write(document.folder / "audio" / f"{name}.wav", 0.1 * np.ones(4800), 48000, subtype="PCM_24")
        document.do(edits.add_source, name, f"audio/{name}.wav", 1, 4800)
        document.do(edits.add_clip, track, document.session.sources[at].id, at * 9600)
        (tmp_path / "moved" / name).mkdir(parents=True)
        shutil.move(document.folder / "audio" / f"{name}.wav", tmp_path / "moved" / name)
    return tmp_path / "moved"


def test_what_is_missing_is_told_with_a_way_to_find_it(lost, studio):
    studio.clock.stop()
    missing = MissingAudio(studio)
    missing.tell()
    notice = studio.notices[-1]
    assert notice.title == "2 audio files are missing."
    assert notice.actions[0][0] == "Find…"
    assert studio.actions.all["file.find-missing"].is_enabled


def test_one_search_brings_all_back_and_the_engine_and_the_waves_look_again(lost, studio, qtbot, document):
    studio.clock.stop()
    loaded = []
    studio.engine = SimpleNamespace(load=lambda _session, folder: loaded.append(folder))
    missing = MissingAudio(studio)
    with qtbot.waitSignal(missing.finished, timeout=20000) as told:
        missing.search(lost)
    studio.engine = None
    assert told.args == [2, 0]
    assert loaded == [None, document.folder]
    assert sorted(path.name for path in (document.folder / "audio").glob("*")) == ["one.wav", "two.wav"]
    assert missing.lost() == ()
    assert not studio.actions.all["file.find-missing"].is_enabled


def test_another_sound_of_the_same_name_is_not_taken(lost, studio, qtbot):
    studio.clock.stop()
    soundfile.write(lost / "one" / "one.wav", np.ones(100), 48000)
    missing = MissingAudio(studio)
    with qtbot.waitSignal(missing.finished, timeout=20000) as told:
        missing.search(lost)
    assert told.args == [1, 1]
    assert "1 still missing" in studio.notices[-1].text


def test_a_clip_whose_file_is_missing_says_so_with_its_path(lost, window, studio, qtbot):
    studio.clock.stop()
    part = next(part for part in window.arrange.canvas.parts.values() if isinstance(part, TrackPart))
    source = studio.session.sources[0]
    window.arrange.waves.want(studio.document.folder, source)
    qtbot.waitUntil(lambda: source.id in window.arrange.waves.problems, timeout=60000)
    block = part.blocks.of(studio.session.tracks[0])[0]
    assert part.problem(block) == "audio/one.wav is missing"
