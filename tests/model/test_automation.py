"""Automation: points, curves, scaling, and passes written by a moving control."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits
from daw.model.automation import Envelope, Point

S = 48000


def envelope(session, envelope_id="e17"):
    return next(one for track in session.tracks for one in track.automation if one.id == envelope_id)


def frames(session, envelope_id="e17"):
    return [point.frame for point in envelope(session, envelope_id).points]


def test_between_points_the_value_goes_straight_bent_or_not_at_all():
    line = Envelope(id="e", target="pan", points=(Point(0, 0.0), Point(100, 1.0, 0.5), Point(200, 0.0, 2.0), Point(300, 1.0)))
    assert [line.value_at(frame) for frame in (-5, 0, 25, 100)] == [0.0, 0.0, 0.25, 1.0]
    assert line.value_at(125) == pytest.approx(1 - 0.25**0.5)
    assert [line.value_at(frame) for frame in (200, 299, 300, 999)] == [0.0, 0.0, 1.0, 1.0]
    assert Envelope(id="e", target="pan").value_at(0) is None


def test_points_stay_in_order_and_one_to_a_frame(song):
    assert frames(edits.add_point(song, "e17", S, 0)) == [0, S, 2 * S, 5 * S]
    assert frames(edits.add_point(song, "e17", 2 * S, 0)) == [0, 2 * S, 5 * S]
    assert frames(edits.move_point(song, "e17", 0, 3 * S)) == [2 * S, 3 * S, 5 * S]
    replaced = edits.move_point(song, "e17", 0, 2 * S, -1)
    assert [(point.frame, point.value) for point in envelope(replaced).points] == [(2 * S, -1.0), (5 * S, -3.0)]
    assert frames(edits.remove_points(song, "e17", [0, 5 * S])) == [2 * S]
    bent = envelope(edits.set_point_curve(song, "e17", 0, -0.5)).points[0]
    assert (bent.value, bent.curve) == (-6.0, -0.5)


def test_scaling_a_range_stays_within_what_the_target_allows(song):
    louder = edits.scale_range(song, "e17", 0, 3 * S, 2.0, 10.0, -6.0)
    assert [point.value for point in envelope(louder).points] == [4.0, 6.0, -3.0]
    within = edits.scale_range(song, "e17", 0, 9 * S, 1.0, 10.0, 0.0, [-10, 0])
    assert [point.value for point in envelope(within).points] == [0.0, 0.0, 0.0]


@settings(max_examples=100, deadline=None)
@given(start=st.integers(0, 8 * S), length=st.integers(1, 4 * S), at=st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_a_written_pass_is_heard_in_its_range_and_nothing_changes_outside(start, length, at, song):
    old = edits.set_points(song, "e17", [[S, -6.0], [3 * S, 0.0], [5 * S, -3.0, 2], [6 * S, -9.0]])
    end = start + length
    written = [[start + one % length, -20.0 - number] for number, one in enumerate(at)]
    new = edits.write_pass(old, "t2", "fader_db", start, end, written)
    before, after = envelope(old), envelope(new)
    for frame in {*range(0, 10 * S, 4001), max(start - 1, 0), end, end + 1}:
        if not start <= frame < end:
            assert after.value_at(frame) == pytest.approx(before.value_at(frame), abs=1e-9)
    for frame, value in dict(written).items():
        assert after.value_at(frame) == value
    assert after.value_at(end - 1) <= -20.0


def test_a_pass_makes_the_envelope_if_there_is_none(song):
    new = edits.write_pass(song, "t1", "pan", 0, S, [[0, 0.5]])
    assert new.tracks[0].automation[0].points == (Point(0, 0.5),)


@pytest.mark.parametrize(
    ("edit", "args", "words"),
    [
        ("add_envelope", ["t2", "fader_db"], "automated already"),
        ("add_envelope", ["t1", "x14/mix"], "is not there"),
        ("add_envelope", ["t1", "volume"], "is not there"),
        ("add_envelope", ["t1", "pan", [[0, 1.5]]], "from -1 to 1"),
        ("add_envelope", ["t1", "mute", [[0, float("nan")]]], "not a finite"),
        ("add_envelope", ["t1", "pan", [[0]]], "list of frame, value"),
        ("add_point", ["e17", -1, 0], "from 0"),
        ("add_point", ["e17", 0, 0, 1.5], "from -1 to 1"),
        ("move_point", ["e17", 1, 0], "no automation point at frame 1"),
        ("write_pass", ["t2", "fader_db", 0, 10, []], "needs points"),
        ("write_pass", ["t2", "fader_db", 0, 10, [[10, 0]]], "must lie from"),
        ("set_automation_mode", ["e17", "trim"], "one of off, read"),
        ("scale_range", ["e17", 0, 10, float("inf")], "finite"),
    ],
)
def test_what_can_not_be_is_refused_with_the_reason(edit, args, words, song):
    with pytest.raises(edits.EditError, match=words):
        edits.by_name[edit](song, *args)


def test_modes_and_removing(song):
    assert envelope(edits.set_automation_mode(song, "e17", "touch")).mode == "touch"
    assert [one.id for one in edits.remove_envelope(song, "e17").tracks[1].automation] == ["e18"]
