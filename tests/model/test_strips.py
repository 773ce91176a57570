"""Tracks, buses, sends, slots: order, names, routing, and what goes when something else goes."""

import pytest

from daw.model import edits, routing
from daw.model.ids import upcoming


def track(session, track_id):
    return next(one for one in session.tracks if one.id == track_id)


def order(session):
    return [one.id for one in session.tracks]


def test_tracks_come_before_buses_and_the_master_is_last(song):
    more = edits.add_bus(edits.add_track(song, "Bass"), "Delay")
    assert order(more) == ["t1", "t2", "t23", "t3", "t24", "master"]
    assert order(edits.add_track(song, "Bass", 1, [2], "t1"))[0] == "t23"


def test_the_id_of_what_will_be_made_is_known_before(song):
    assert upcoming(song, "t") == edits.add_track(song, "Bass").tracks[2].id


def test_each_new_track_has_the_next_color(empty):
    session = empty
    for number in range(9):
        session = edits.add_track(session, f"{number}")
    assert [one.color for one in session.tracks[:9]] == ["rose", "aqua", "copper", "lilac", "jade", "straw", "orchid", "azure", "rose"]


@pytest.mark.parametrize(
    ("edit", "args", "words"),
    [
        ("remove_track", ["master"], "can't be removed"),
        ("duplicate_track", ["master"], "can't be duplicated"),
        ("move_track", ["master"], "can't be moved"),
        ("set_output", ["master", "t3"], "where everything ends"),
        ("set_output", ["t1", "t2"], "an audio track"),
        ("set_output", ["t3", "t3"], "circle"),
        ("add_send", ["t1", "t2"], "sends to a bus"),
        ("add_send", ["master", "t3"], "sends to a bus"),
        ("add_send", ["t3", "t3"], "circle"),
        ("add_send", ["t2", "t3"], "already sends"),
        ("set_armed", ["t3", True], "only audio tracks"),
        ("set_inputs", ["t1", [1, 1]], "a pair of different ones"),
        ("set_inputs", ["t1", [0]], "from 1"),
        ("set_inputs", ["t1", [1, 2, 3]], "a pair"),
        ("set_fader", ["t1", 6.1], r"from -150 to 6 dB; 6.1 dB is outside"),
        ("set_fader", ["t1", float("nan")], "not a finite number"),
        ("set_fader", ["t1", "loud"], "not a number"),
        ("set_fader", ["t9", 0], "no track 't9'; this song has t1"),
        ("set_pan", ["t1", -1.01], "from -1 to 1"),
        ("set_pan_law", [-2.0], "one of 0.0, -3.0, -4.5, -6.0"),
        ("set_solo", ["master", True], "can't be soloed"),
        ("set_mute", ["t1", "yes"], "true or false"),
        ("add_track", ["  "], "can't be empty"),
        ("add_track", ["\ud800"], "broken character"),
        ("set_track_color", ["t1", "red"], "one of rose"),
        ("add_slot", ["t1", "daw.eq", None, "a/b"], "no “/”"),
        ("set_parameter", ["x14", "mix", float("inf")], "finite"),
        ("set_parameter", ["x14", "a/b", 1], "no “/”"),
        ("set_parameters", ["x14", [1]], "names with numbers"),
        ("set_sidechain", ["x15", "t2"], "circle|can't listen"),
    ],
)
def test_what_can_not_be_is_refused_with_the_reason(edit, args, words, song):
    if edit == "set_sidechain":
        song = edits.set_output(edits.add_bus(song, "Sub"), "t3", "t23")
        args = ["x15", "t23"]
    with pytest.raises(edits.EditError, match=words):
        edits.by_name[edit](song, *args)


def test_removing_a_bus_takes_sends_outputs_and_side_chains_to_it_along(song):
    wired = edits.set_sidechain(edits.set_output(song, "t1", "t3"), "x14", "t1")
    faded = edits.add_envelope(wired, "t2", "n16/level_db", [[0, -3]])
    bare = edits.remove_track(faded, "t3")
    assert track(bare, "t1").output is None
    assert track(bare, "t2").sends == ()
    assert [one.target for one in track(bare, "t2").automation] == ["fader_db", "x14/threshold_db"]
    assert track(edits.remove_track(wired, "t1"), "t2").slots[0].sidechain is None


def test_a_duplicate_has_everything_and_shares_no_id(song):
    copy = edits.duplicate_track(edits.group_clips(song, ["c6", "c7"]), "t2")
    old, new = track(copy, "t2"), copy.tracks[2]
    assert new.name == "Lead Vocal copy"
    assert [one.values for one in new.slots] == [one.values for one in old.slots]
    assert [(one.start, one.end) for one in new.clips] == [(one.start, one.end) for one in old.clips]
    assert [one.target.partition("/")[2] for one in new.automation] == ["", "threshold_db"]
    assert {one.take for one in new.clips} == {one.id for one in new.takes}
    ids = [
        record.id for one in copy.tracks for field in ("clips", "takes", "slots", "sends", "automation") for record in getattr(one, field)
    ]
    assert len(set(ids)) == len(ids)


def test_moving_a_track_keeps_the_master_last(song):
    assert order(edits.move_track(song, "t1")) == ["t2", "t3", "t1", "master"]
    assert order(edits.move_track(song, "t3", "t1")) == ["t3", "t1", "t2", "master"]
    assert edits.move_track(song, "t1", "t1") is song


def test_arming_and_soloing_one_only(song):
    both = edits.set_solo(edits.set_armed(edits.set_armed(song, "t1", True), "t2", True), "t1", True)
    assert [one.armed for one in edits.arm_only(both, "t2").tracks] == [False, True, False, False]
    assert not any(one.armed for one in edits.arm_only(both, None).tracks)
    assert [one.solo for one in edits.solo_only(both, "t2").tracks] == [False, True, False, False]
    assert not any(one.solo for one in edits.clear_solo(both).tracks)


def test_sends_and_outputs_never_make_a_circle(song):
    wired = edits.add_send(edits.add_bus(song, "Delay"), "t3", "t23")
    with pytest.raises(edits.EditError, match="circle through “(Plate|Delay)”, “(Plate|Delay)”"):
        edits.set_output(wired, "t23", "t3")
    assert routing.circle(wired) == []


def test_slots_of_one_effect_get_different_names(song):
    three = edits.add_slot(edits.add_slot(song, "t2", "daw.compressor"), "t2", "daw.compressor", "x14")
    assert [one.name for one in track(three, "t2").slots] == ["compressor3", "compressor", "compressor2"]
    assert edits.rename_slot(song, "x14", "compressor") is song


def test_a_slot_takes_its_automation_to_another_track_and_loses_it_when_replaced(song):
    moved = edits.move_slot(song, "x14", "t1")
    assert [one.target for one in track(moved, "t1").automation] == ["x14/threshold_db"]
    assert [one.target for one in track(moved, "t2").automation] == ["fader_db"]
    replaced = edits.replace_slot(song, "x14", "daw.limiter")
    assert [(one.id, one.effect) for one in track(replaced, "t2").slots] == [("x23", "daw.limiter")]
    assert [one.target for one in track(replaced, "t2").automation] == ["fader_db"]
    assert [one.target for one in track(edits.remove_slot(song, "x14"), "t2").automation] == ["fader_db"]


def test_parameters_are_set_changed_and_reset(song):
    def values(session):
        return track(session, "t2").slots[0].values

    changed = edits.change_parameters(song, "x14", {"ratio": 4})
    assert values(changed) == {"threshold_db": -18.0, "ratio": 4.0}
    assert values(edits.set_parameters(changed, "x14", {"mix": 0.5})) == {"mix": 0.5}
    assert values(edits.set_parameter(changed, "x14", "threshold_db", None)) == {"ratio": 4.0}
    assert values(song) == {"threshold_db": -18.0}


def test_numbers_of_other_libraries_become_plain(song):
    import numpy as np

    fader = track(edits.set_fader(song, "t1", np.float32(-3.0)), "t1").fader_db
    assert type(fader) is float
    assert type(edits.move_clip(song, "c6", np.int64(5)).tracks[0].clips[0].start) is int


def test_the_words_of_changed_parameters_name_them_with_their_values(song):
    def words(values):
        args = ["x14", values]
        return edits.describe("change_parameters", args, song, edits.change_parameters(song, *args))

    assert words({"threshold_db": -24.0}) == "compressor threshold −24.0 dB, Lead Vocal"
    assert words({"band4_freq_hz": 3150.0, "band4_gain_db": 2.6}) == "compressor band4 freq 3.15 kHz and band4 gain 2.6 dB, Lead Vocal"
    assert words({"a": 1, "b": 2, "c": 3}) == "compressor 3 settings, Lead Vocal"
