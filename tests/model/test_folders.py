"""Folders: a bus right above the tracks that go into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.model import edits
from daw.model.edits import EditError
from daw.model.folders import above, depth, inside, parents
from daw.model.validity import check_session


@pytest.fixture(scope="module")
def four(empty):
    """Tracks t1 to t4 and a bus t5 at the end."""
    session = empty
    for name in ("Kick", "Snare", "Guitar", "Voice"):
        session = edits.add_track(session, name)
    return edits.add_bus(session, "Drums")


def order(session):
    return [one.name for one in session.tracks if one.kind != "master"]


def outputs(session):
    names = {one.id: one.name for one in session.tracks}
    return {one.name: names.get(one.output, "") for one in session.tracks}


def test_a_bus_at_the_end_is_no_folder_whatever_goes_into_it(four):
    session = edits.set_output(four, "t1", "t5")
    assert parents(session) == {}


def test_tracks_put_into_a_bus_stand_below_it_and_go_to_it(four):
    session = edits.add_to_folder(four, ["t2", "t4"], "t5")
    assert order(session) == ["Kick", "Drums", "Snare", "Voice", "Guitar"]
    assert parents(session) == {"t2": "t5", "t4": "t5"}
    assert outputs(session)["Snare"] == "Drums"
    again = edits.add_to_folder(session, ["t1"], "t5")
    assert order(again) == ["Drums", "Snare", "Voice", "Kick", "Guitar"]


def test_a_new_folder_stands_where_its_first_track_was(four):
    session = edits.make_folder(four, ["t4", "t2"], "Band")
    assert order(session) == ["Kick", "Band", "Snare", "Voice", "Guitar", "Drums"]
    assert inside(session, "t6") == ["t2", "t4"]


def test_a_track_leaves_its_folder_for_where_the_folder_goes(four):
    session = edits.make_folder(four, ["t1", "t2"], "Band")
    session = edits.set_output(session, "t6", "t5")
    session = edits.place_tracks(session, ["t1"], "t4", None)
    assert order(session) == ["Band", "Snare", "Guitar", "Kick", "Voice", "Drums"]
    assert outputs(session)["Kick"] == "Drums"


def test_a_folder_moves_with_all_that_lies_in_it(four):
    session = edits.make_folder(four, ["t1", "t2"], "Band")
    session = edits.place_tracks(session, ["t6"], "t5", None)
    assert order(session) == ["Guitar", "Voice", "Band", "Kick", "Snare", "Drums"]
    assert inside(session, "t6") == ["t1", "t2"]


def test_folders_lie_in_folders_but_not_in_themselves(four):
    session = edits.make_folder(four, ["t1", "t2"], "Inner")
    session = edits.make_folder(session, ["t6", "t3"], "Outer")
    assert order(session) == ["Outer", "Inner", "Kick", "Snare", "Guitar", "Voice", "Drums"]
    assert above(session, {"t1"}) == {"t6", "t7"}
    assert [depth(parents(session), one) for one in ("t7", "t6", "t1", "t3", "t4")] == [0, 1, 2, 1, 0]
    with pytest.raises(EditError, match="itself"):
        edits.place_tracks(session, ["t7"], "t1", "t6")


def test_only_a_bus_is_a_folder(four):
    with pytest.raises(EditError, match="no bus"):
        edits.add_to_folder(four, ["t1"], "t2")


MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=12)


@given(MOVES)
def test_wherever_tracks_are_put_the_song_is_sound_and_none_is_lost(four, moves):
    session = edits.make_folder(edits.make_folder(four, ["t1", "t2"], "Inner"), ["t3"], "Other")
    count = len(session.tracks)
    for which, before, folder in moves:
        ids = [one.id for one in session.tracks if one.kind != "master"]
        buses = [None, *(one.id for one in session.tracks if one.kind == "bus")]
        try:
            session = edits.place_tracks(
                session, [ids[which % len(ids)]], [*ids, None][before % (len(ids) + 1)], buses[folder % len(buses)]
            )
        except EditError:
            continue
        check_session(session)
        assert len(session.tracks) == count
