"""Linked strips: together by a distance or to a value, never losing what lies between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.model import edits
from daw.model.document import Document
from daw.model.session import Session
from daw.model.track import Track
from daw.ui.mixer.linked import Linked
from daw.ui.widgets.gesture import Gesture


def song(*faders_db: float) -> Document:
    tracks = [Track(id=f"t{number}", name=str(number), fader_db=value) for number, value in enumerate(faders_db)]
    return Document(Session(name="Song", tracks=(*tracks, Track(id="master", name="Mix bus", kind="master"))))


def faders(document: Document) -> list[float]:
    return [track.fader_db for track in document.session.tracks[:-1]]


def test_a_drag_moves_all_by_the_same_distance_as_one_step():
    document = song(0.0, -10.0, -3.0)
    linked = Linked(document, lambda: ("t0", "t1"))
    hand = Gesture("drag")
    for value in (-1.0, -2.0, -4.0):
        linked.do(edits.set_fader, "t0", value, gesture=hand)
    assert faders(document) == [-4.0, -14.0, -3.0]
    assert document.undo_label == "Fader −4.0 dB, 2 tracks"
    document.undo()
    assert faders(document) == [0.0, -10.0, -3.0]


@given(st.lists(st.floats(-60.0, 6.0), min_size=1, max_size=12))
def test_a_strip_that_meets_its_end_and_comes_back_keeps_its_distance(way):
    document = song(0.0, 4.0, -20.0)
    linked = Linked(document, lambda: ("t0", "t1", "t2"))
    hand = Gesture("drag")
    for value in (*way, -1.0):
        linked.do(edits.set_fader, "t0", value, gesture=hand)
    assert faders(document) == pytest.approx([-1.0, 3.0, -21.0], abs=1e-5)


def test_a_typed_value_is_everyones():
    document = song(0.0, -10.0)
    Linked(document, lambda: ("t0", "t1")).do(edits.set_fader, "t1", -6.0, gesture=Gesture("type"))
    assert faders(document) == [-6.0, -6.0]


def test_what_is_off_stays_off_while_others_move_and_one_that_is_off_can_be_drawn_up_alone():
    document = song(0.0, -150.0)
    linked = Linked(document, lambda: ("t0", "t1"))
    linked.do(edits.set_fader, "t0", -5.0, gesture=Gesture("drag"))
    assert faders(document) == [-5.0, -150.0]
    linked.do(edits.set_fader, "t1", -88.0, gesture=Gesture("drag"))
    assert faders(document) == [-3.0, -88.0]


def test_a_strip_that_is_not_chosen_moves_alone():
    document = song(0.0, -10.0, -3.0)
    Linked(document, lambda: ("t0", "t1")).do(edits.set_fader, "t2", -8.0, gesture=Gesture("drag"))
    assert faders(document) == [0.0, -10.0, -8.0]


def test_switches_go_to_the_same_side_wherever_they_make_sense():
    document = song(0.0, -10.0)
    linked = Linked(document, lambda: ("t0", "t1", "master"))
    linked.do(edits.set_solo, "t0", True)
    assert [track.solo for track in document.session.tracks] == [True, True, False], "the master can't be soloed"
    linked.do(edits.set_mute, "t0", True)
    assert all(track.mute for track in document.session.tracks)
    document.undo()
    assert not any(track.mute for track in document.session.tracks)
