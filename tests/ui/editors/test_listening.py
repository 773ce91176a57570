"""Hearing a part of an effect: the difference, a band, the side-chain; one at a time, and never for longer than somebody looks."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from daw.dsp import biquad
from daw.model import edits
from daw.ui.editors.eq.bands import bands_of, listening_sections
from daw.ui.editors.partlistening import part_listening
from daw.ui.widgets.toggle import Switch
from tests.ui.editors.sounding import Sounding
from tests.ui.widgets.hand import NONE

LEFT = Qt.MouseButton.LeftButton
RATE = 48000.0


@pytest.fixture
def engine(studio):
    made = Sounding(0.0)
    studio.engine = made
    yield made
    studio.engine = None


def click(widget):
    QTest.mouseClick(widget, LEFT, NONE, widget.rect().center())


def test_the_difference_is_heard_as_loud_as_the_track_and_is_no_part_of_the_song(studio, engine, frame, slot):
    studio.do(edits.set_fader, studio.session.tracks[0].id, -9.0)
    song, editor = studio.session, frame("compressor")
    click(editor.change_button)
    assert engine.listening.heard == (slot("compressor").id, "difference", [], -9.0)
    assert "Only what the effect changes" in editor.how.text()
    studio.do(edits.set_fader, studio.session.tracks[0].id, -3.0)
    studio.tick()
    assert engine.listening.heard[3] == -3.0
    studio.undo()
    assert studio.session == song
    click(editor.change_button)
    assert engine.listening.heard is None
    assert editor.how.text() == editor.body.how


def test_only_one_thing_is_heard_and_it_ends_with_its_editor_or_slot(studio, engine, frame, slot):
    one, other = frame("compressor"), frame("reverb")
    click(one.change_button)
    click(other.change_button)
    assert engine.listening.heard[0] == slot("reverb").id
    assert not one.change_button.is_on
    one.hide()
    assert engine.listening.heard is not None, "the other's is not ended by it"
    other.hide()
    assert engine.listening.heard is None
    click(frame("delay").change_button)
    studio.do(edits.remove_slot, slot("delay").id)
    studio.tick()
    assert engine.listening.heard is None
    assert part_listening(studio).slot_id is None


def test_without_an_engine_it_says_so(studio, frame):
    said = []
    studio.said.connect(said.append)
    editor = frame("compressor")
    click(editor.change_button)
    assert "no sound yet" in said[0]
    assert not editor.comparing.hears_change


def test_a_band_is_heard_through_its_own_filters_and_the_next_one_after_it(studio, engine, frame, slot):
    editor = frame("eq").body
    editor.state.select([3])
    click(editor.hud.listen_button)
    sections = engine.listening.heard[2]
    assert engine.listening.heard[:2] == (slot("eq").id, "after")
    level = biquad.response_db(sections, np.array([250.0, 25.0, 2500.0]), RATE)
    assert level[0] == pytest.approx(0.0, abs=0.1)
    assert level[1] < -12.0 > level[2]
    studio.do(edits.set_parameter, slot("eq").id, "band3_freq_hz", 500.0)
    studio.tick()
    assert engine.listening.heard[2] != sections
    editor.state.select([5])
    assert editor.state.hears(5), "the choice takes it along"
    assert editor.hud.listen_button.is_on
    menu = QMenu()
    editor.display._fill_band_menu(menu, 5)
    next(action for action in menu.actions() if action.text() == "Hear the song again").trigger()
    assert engine.listening.heard is None


@pytest.mark.parametrize(("kind", "kept_hz", "lost_hz"), [(1, 40.0, 4000.0), (3, 40.0, 4000.0), (2, 15000.0, 80.0), (4, 15000.0, 80.0)])
def test_what_a_shelf_or_a_cut_works_on_lies_to_one_side(studio, slot, kind, kept_hz, lost_hz):
    from daw import registry

    values = {**registry.find("daw.eq").values(), "band3_type": kind, "band3_freq_hz": 700.0}
    sections = listening_sections(bands_of(values)[2], RATE)
    kept, lost = biquad.response_db(sections, np.array([kept_hz, lost_hz]), RATE)
    assert kept > -0.5
    assert lost < -30.0


def test_the_side_chain_is_heard_through_its_low_cut(studio, engine, frame, slot):
    editor = frame("compressor").body
    click(editor.side_listen)
    assert engine.listening.heard[:3] == (slot("compressor").id, "side-chain", [])
    studio.do(edits.set_parameter, slot("compressor").id, "highpass_hz", 200.0)
    studio.tick()
    (section,) = engine.listening.heard[2]
    assert biquad.response_db([section], np.array([20.0]), RATE)[0] < -35.0
    assert editor.side_listen.is_on
    click(editor.side_listen)
    assert engine.listening.heard is None


def test_the_options_offer_what_the_head_has_no_room_for(studio, engine, frame, slot):
    editor = frame("compressor", (720, 480))
    menu = QMenu()
    editor.options.fill(menu)
    offered = {action.text(): action for action in menu.actions()}
    assert len(menu.actions()) <= 12
    offered["Listen to the difference"].trigger()
    assert engine.listening.heard is not None
    studio.do(edits.set_parameter, slot("compressor").id, "ratio", 7.0)
    again = QMenu()
    editor.options.fill(again)
    next(action for action in again.actions() if action.text() == "Put every parameter back").trigger()
    assert slot("compressor").values == {}
    studio.undo()
    assert slot("compressor").values == {"ratio": 7.0}


def test_the_head_never_grows_beyond_its_frame(studio, frame):
    for width in (560, 660, 720, 880, 960, 1200, 1600):
        editor = frame("eq", (width, 480))
        shown = [part for part in editor._parts if part.isVisible()]
        assert shown[-1].geometry().right() <= width, width
        assert all(one.geometry().right() < other.geometry().left() for one, other in pairwise(shown)), width
        assert {editor.close_button, editor.options} <= set(shown)


def test_channels_and_automatic_gain_of_the_equaliser_are_in_its_head(studio, frame, slot):
    body = frame("eq").body
    body.channels.choose("2")
    click(body.auto_gain)
    assert (slot("eq").values["channels"], slot("eq").values["auto_gain"]) == (2.0, 1.0)
    studio.undo()
    studio.undo()
    assert "channels" not in slot("eq").values
    assert body.channels.value == "0"
    studio.redo()
    assert body.channels.value == "2"


def test_held_spectra_stand_still(studio, engine, frame):
    body = frame("eq").body
    for _ in range(5):
        studio.tick()
    click(body.freeze)
    held = body.display._after.levels_db.copy()
    engine.gain = 0.01
    for _ in range(5):
        studio.tick()
    assert np.array_equal(body.display._after.levels_db, held)
    assert body.freeze.is_on
    body.display.setFocus()
    QTest.keyClick(body.display, Qt.Key.Key_F)
    studio.tick()
    assert not np.array_equal(body.display._after.levels_db, held)


def test_a_switch_and_a_menu_can_be_automated_and_are_ringed(studio, frame, slot):
    body = frame("compressor").body
    assert isinstance(body.auto, Switch)
    number = body.auto.findChild(type(body.auto.children()[0]))
    menu = QMenu()
    number.menu_opening.emit(menu)
    next(action for action in menu.actions() if action.text() == "Automate").trigger()
    assert studio.session.tracks[0].automation[0].target == f"{slot('compressor').id}/auto_makeup"
    assert number.automated
    studio.undo()
    assert not number.automated
