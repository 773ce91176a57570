"""The demo's song, as the window and the tests get it.  The whole demo runs in tests/test_house.py, from the wheel."""

import itertools

import pytest

from daw import demo, song
from daw.model.songerror import SongError


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    with demo.write_song(tmp_path_factory.mktemp("demo") / "song") as made:
        yield made


def track(document, name):
    return next(one for one in document.session.tracks if one.name == name)


def test_the_song_is_whole(document):
    session = document.session
    assert len(session.tracks) == 14
    assert [section.name for section in session.sections] == ["Intro", "Verse", "Pre", "Chorus", "Outro"]
    assert len(session.markers) == 2
    assert session.key
    assert [comment.author for comment in session.comments] == ["Producer", "Mix"]
    assert [task.done for task in session.tasks] == [True, False, False]
    assert session.loop is not None
    assert not document.dirty
    assert all((document.folder / source.path).is_file() for source in session.sources)


def test_the_lead_is_a_comp_of_three_rated_takes(document):
    lead = track(document, "Lead Vocal")
    assert [take.rating for take in lead.takes] == [2, 5, 4]
    assert {clip.take for clip in lead.clips} == {take.id for take in lead.takes}
    gaps = [after.start - before.end for before, after in itertools.pairwise(lead.clips)]
    assert sorted(gaps)[:-1] == [0] * (len(gaps) - 1), "parts that touch, but for one rest"
    assert 0 < max(gaps) < demo.RATE


def test_the_mix_uses_every_kind_of_thing(document):
    used = {slot.effect for one in document.session.tracks for slot in one.slots}
    assert {"daw.eq", "daw.compressor", "daw.reverb", "daw.delay", "daw.limiter"} <= used
    targets = {envelope.target.rpartition("/")[2] for one in document.session.tracks for envelope in one.automation}
    assert {"fader_db", "pan", "level_db"} <= targets


def test_it_is_a_mix_of_ordinary_level(document, tmp_path):
    report = song.bounce(document, tmp_path / "x.wav", start=20 * demo.RATE, end=30 * demo.RATE, tail_s=0.0)
    assert -24.0 < report.integrated_lufs < -8.0
    assert report.clipped == 0


def test_another_song_is_never_overwritten(document):
    with pytest.raises(SongError, match="already"):
        demo.write_song(document.folder)
