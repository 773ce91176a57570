"""Comparing at equal loudness: what is measured, what is turned down, and that it ends by itself."""

import numpy as np
import pytest

from daw.model import edits
from daw.ui.editors.equalloudness import equal_loudness
from daw.ui.editors.hearing import Match
from daw.ui.studio import DIM_DB
from tests.ui.editors.sounding import NOISE, Sounding


@pytest.fixture
def engine(studio):
    made = Sounding(6.0)
    studio.engine = made
    yield made
    studio.engine = None


def ticks(studio, count):
    for _ in range(count):
        studio.tick()


def test_a_gain_is_measured_as_that_gain():
    for gain_db in (-7.5, 0.0, 4.0):
        match = Match(48000.0)
        for _ in range(5):
            match.add(NOISE, NOISE * np.float32(10.0 ** (gain_db / 20.0)), 0.1)
        assert match.louder_db == pytest.approx(gain_db, abs=1e-3)
    assert Match(48000.0).louder_db is None


def test_the_louder_of_the_two_is_turned_down_and_nothing_else(studio, engine, frame, slot):
    editor = frame("compressor")
    song, slot_id = studio.session, slot("compressor").id
    trims = engine.listening.trims
    editor.match_button.press()
    ticks(studio, 12)
    assert trims == {slot_id: pytest.approx(-6.0, abs=0.01)}
    assert engine.room == (0.0, False), "the rest of the song stays as loud"
    assert "6.0 dB louder" in editor.how.text()
    assert studio.session is song, "nothing of it is in the song"
    editor.on_button.press()
    ticks(studio, 3)
    assert trims[slot_id] == pytest.approx(0.0, abs=0.01), "bypassed it is the quieter one"
    studio.do(edits.set_bypass, slot_id, False)
    ticks(studio, 3)
    assert trims[slot_id] == pytest.approx(-6.0, abs=0.01)
    editor.match_button.press()
    assert trims[slot_id] == 0.0


def test_on_the_master_the_room_is_turned_down_so_that_its_loudness_is_measured_as_it_is(qtbot, studio, engine):
    studio.do(edits.add_slot, "master", "daw.limiter")
    slot_id = next(track for track in studio.session.tracks if track.kind == "master").slots[-1].id
    equal_loudness(studio).start(slot_id)
    studio.set_listening(dim=True)
    ticks(studio, 6)
    assert engine.room[0] == pytest.approx(DIM_DB - 6.0, abs=0.01)
    assert engine.listening.trims == {}
    equal_loudness(studio).stop()
    assert engine.room == (DIM_DB, False)


def test_an_effect_that_makes_it_quieter_lowers_its_bypass(studio, engine, frame, slot):
    engine.gain = 0.5
    editor = frame("compressor")
    editor.match_button.press()
    ticks(studio, 6)
    assert engine.listening.trims[slot("compressor").id] == pytest.approx(0.0, abs=0.01)
    editor.on_button.press()
    ticks(studio, 3)
    assert engine.listening.trims[slot("compressor").id] == pytest.approx(-6.02, abs=0.01)


def test_it_ends_when_nobody_looks_any_more_or_the_slot_goes(studio, engine, frame, slot):
    editor = frame("compressor")
    editor.match_button.press()
    ticks(studio, 6)
    editor.hide()
    assert equal_loudness(studio).slot_id is None
    assert set(engine.listening.trims.values()) == {0.0}
    assert engine.closed >= 1, "the engine copies sound only while somebody looks"
    equal_loudness(studio).start(slot("compressor").id)
    studio.do(edits.remove_slot, slot("compressor").id)
    ticks(studio, 1)
    assert equal_loudness(studio).slot_id is None


def test_an_effect_seen_twice_is_watched_until_both_are_gone(studio, engine, frame):
    one, other = frame("eq"), frame("eq")
    one.hide()
    assert other.link.scope() is engine
    assert engine.closed == 0
    other.hide()
    assert engine.closed == 1
