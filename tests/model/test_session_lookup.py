"""Things are found by what people call them."""

import pytest

from daw.model import edits
from daw.model.session_lookup import find_send, find_slot, find_target, find_track


def test_a_track_is_found_by_name_whatever_its_case_and_by_id(song):
    assert find_track(song, "Lead Vocal").id == "t2"
    assert find_track(song, "lead vocal ").id == "t2"
    assert find_track(song, "t2").id == "t2"
    assert find_track(song, "Master").kind == "master"


def test_an_exact_name_goes_before_one_of_another_case(song):
    twice = edits.rename_track(song, "t1", "LEAD VOCAL")
    assert find_track(twice, "LEAD VOCAL").id == "t1"
    with pytest.raises(edits.EditError, match="2 tracks called “lead vocal”; use an id: t1, t2"):
        find_track(twice, "lead vocal")


def test_what_is_not_there_is_answered_with_what_is(song):
    with pytest.raises(edits.EditError, match="no track 'Bass'; it has “Guitar”, “Lead Vocal”, “Plate”, “Master”"):
        find_track(song, "Bass")
    with pytest.raises(edits.EditError, match="“Lead Vocal” has no effect 'eq'; it has “compressor”"):
        find_slot(song.tracks[1], "eq")


def test_a_target_names_a_strip_or_a_parameter_of_an_effect(song):
    track, slot, parameter = find_target(song, "Lead Vocal/compressor/threshold_db")
    assert (track.id, slot and slot.id, parameter) == ("t2", "x14", "threshold_db")
    track, slot, parameter = find_target(song, "guitar/fader_db")
    assert (track.id, slot, parameter) == ("t1", None, "fader_db")
    slashed = edits.rename_track(song, "t2", "Gtr L/R")
    assert find_target(slashed, "Gtr L/R/pan")[0].id == "t2"
    assert find_target(slashed, "Gtr L/R/compressor/mix")[1] is not None
    assert find_target(slashed, "Gtr L/R/compressor/pan")[1] is not None
    assert find_target(song, "Guitar/solo")[1:] == (None, "solo")
    for wrong in ("fader_db", "Guitar", "Guitar/volume", "", "/", "//"):
        with pytest.raises(edits.EditError):
            find_target(song, wrong)


def test_a_send_is_found_by_its_bus(song):
    found = find_send(song, song.tracks[1], "plate")
    assert found is not None
    assert found.id == "n16"
    assert find_send(song, song.tracks[0], "plate") is None
