"""Clips: moving, trimming, groups, cutting, closing gaps, pasting, crossfading."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits
from daw.model.clip import Fade
from daw.model.clipboard import copied, copied_range

S = 48000


def clips(session, track=0):
    return session.tracks[track].clips


def clip(session, clip_id):
    return next(one for track in session.tracks for one in track.clips if one.id == clip_id)


def spans(session, track=0):
    return sorted((one.start, one.end, one.offset) for one in clips(session, track))


def test_a_clip_moves_and_its_sound_with_it(song):
    assert clip(edits.move_clip(song, "c6", 7 * S), "c6").start == 7 * S
    assert clip(edits.move_clips(song, ["c7", "c8"], -S), "c8").start == 3 * S


def test_a_clip_moves_to_another_track(song):
    moved = edits.move_clip(song, "c6", S, "t2")
    assert clip(moved, "c6").start == S
    assert "c6" in {one.id for one in clips(moved, 1)}
    down = edits.move_clips(song, ["c6", "c7"], 0, 1)
    assert {one.id for one in clips(down)} == {"c8"}
    with pytest.raises(edits.EditError, match="below"):
        edits.move_clips(song, ["c6"], 0, 2)


def test_a_comp_part_that_leaves_its_track_is_an_ordinary_clip_with_short_fades(song):
    moved = clip(edits.move_clip(song, "c13", 0, "t1"), "c13")
    assert (moved.take, moved.fade_in, moved.fade_out) == (None, Fade(240), Fade(240))


def test_trimming_moves_an_edge_and_not_the_sound(song):
    trimmed = clip(edits.trim_start(song, "c7", 3 * S + 100), "c7")
    assert (trimmed.start, trimmed.end, trimmed.offset) == (3 * S + 100, 5 * S, S + 100)
    opened = clip(edits.trim_start(song, "c7", 2 * S), "c7")
    assert (opened.start, opened.end, opened.offset) == (2 * S, 5 * S, 0)
    assert clip(edits.trim_end(song, "c7", 4 * S), "c7").end == 4 * S


@pytest.mark.parametrize(
    ("edit", "args", "words"),
    [
        ("trim_start", ["c7", 2 * S - 1], "audio from frame 96000 to 576000"),
        ("trim_start", ["c7", 5 * S], "at least one frame"),
        ("trim_end", ["c7", 12 * S + 1], "audio from frame"),
        ("trim_end", ["c7", 3 * S], "at least one frame"),
        ("slip_clip", ["c7", S + 1], "slip by -336000 to 48000"),
        ("move_clip", ["c6", -1], "from 0"),
        ("move_clips", [["c6"], -1], "before the start"),
        ("add_clip", ["t3", "a4", 0], "a bus"),
        ("add_clip", ["master", "a4", 0], "the master"),
        ("add_clip", ["t1", "a4", 0, 9 * S, 2 * S], "480000 frames"),
        ("set_clip_gain", [["c6"], 24.5], "from -60 to 24 dB"),
        ("set_fade_in", ["c6", 2 * S + 1], "from 0 to 96000"),
        ("split_clips", [["c6"], 0], "inside a clip"),
        ("split_clips", [["c6"], 2 * S], "inside a clip"),
        ("join_clips", [["c6", "c7"]], "can't be joined"),
        ("join_clips", [["c6"]], "at least two"),
        ("crossfade_clips", ["c6", "c7"], "follow each other"),
        ("add_source", ["x", "../x.wav", 1, 1], "song's folder"),
        ("add_source", ["x", "/etc/passwd", 1, 1], "song's folder"),
        ("add_source", ["x", "a\\b.wav", 1, 1], "song's folder"),
        ("group_clips", [["c6"]], "at least two"),
        ("cut_range", [["t1"], 5, 5], "after its start"),
        ("paste_clips", [[{"source": "a4", "name": "x", "length": 0}], 0, "t1"], "whole number from 1"),
        ("paste_clips", [[{"source": "a9", "name": "x", "length": 5}], 0, "t1"], "no audio file"),
        ("paste_clips", [[{"name": "x"}], 0, "t1"], "not a clip"),
    ],
)
def test_what_can_not_be_is_refused_with_the_reason(edit, args, words, song):
    with pytest.raises(edits.EditError, match=words):
        edits.by_name[edit](song, *args)


def test_slipping_moves_the_sound_and_not_the_edges(song):
    slipped = clip(edits.slip_clip(song, "c7", 500), "c7")
    assert (slipped.start, slipped.end, slipped.offset) == (3 * S, 5 * S, S - 500)


def test_a_group_moves_splits_mutes_and_is_deleted_together(song):
    grouped = edits.group_clips(song, ["c6", "c7"])
    moved = edits.move_clip(grouped, "c7", 4 * S)
    assert clip(moved, "c6").start == S
    split = edits.split_clips(edits.move_clip(grouped, "c6", S), ["c6"], 2 * S)
    assert len(clips(split)) == 4
    groups = [one.group for one in clips(split)]
    assert groups.count(None) == 1
    assert clip(edits.set_clip_mute(grouped, ["c6"], True), "c7").muted
    assert [one.id for one in clips(edits.delete_clips(grouped, ["c6"]))] == ["c8"]
    assert clips(edits.ungroup_clips(grouped, ["c6"])) == clips(song)


def test_clips_of_a_group_with_the_same_edge_are_trimmed_together(song):
    doubled = edits.duplicate_clips(song, ["c6"], 0)
    grouped = edits.group_clips(doubled, [one.id for one in clips(doubled) if one.start == 0] + ["c7"])
    trimmed = edits.trim_start(grouped, "c6", 100)
    assert [one.start for one in clips(trimmed)].count(100) == 2
    assert clip(trimmed, "c7").start == 3 * S


def test_a_range_is_cut_out_and_the_rest_stays(song):
    cut = edits.cut_range(song, ["t1"], S, 4 * S + 100)
    assert spans(cut) == [(0, S, 0), (4 * S + 100, 5 * S, 2 * S + 100), (4 * S + 100, 6 * S, 3 * S + 100)]
    assert edits.cut_range(song, ["t1"], 7 * S, 8 * S) is song
    assert spans(edits.keep_range(song, ["t1"], S, 4 * S + 100)) == [(S, 2 * S, S), (3 * S, 4 * S + 100, S), (4 * S, 4 * S + 100, 3 * S)]


def test_a_hole_in_a_clip_leaves_two_with_different_ids(song):
    ids = [one.id for one in clips(edits.cut_range(song, ["t1"], S, S + 10))]
    assert len(set(ids)) == len(ids) == 4


def test_deleting_and_closing_the_gap_moves_up_what_is_later(song):
    closed = edits.ripple_delete_clips(song, ["c6"])
    assert spans(closed) == [(S, 3 * S, S), (2 * S, 4 * S, 3 * S)]
    overlapped = edits.ripple_delete_clips(song, ["c7"])  # its second half lies under c8
    assert spans(overlapped) == [(0, 2 * S, 0), (3 * S, 5 * S, 3 * S)]


def test_duplicates_come_right_behind_and_have_a_group_of_their_own(song):
    grouped = edits.group_clips(song, ["c6", "c7"])
    doubled = edits.duplicate_clips(grouped, ["c6"])
    new = clips(doubled)[3:]
    assert [one.start for one in new] == [5 * S, 8 * S]
    assert len({one.group for one in new}) == 1
    assert new[0].group != clip(doubled, "c6").group


def test_what_is_copied_can_be_pasted_elsewhere_through_json(song):
    board = json.loads(json.dumps(copied(song, ["c7", "c8"])))
    pasted = edits.paste_clips(song, board, 8 * S)
    assert [(one.start, one.offset) for one in clips(pasted)[3:]] == [(8 * S, S), (9 * S, 3 * S)]
    down = edits.paste_clips(song, board, 0, "t2")
    assert len(clips(down, 1)) == len(clips(song, 1)) + 2


def test_a_copied_range_is_pasted_with_its_gaps(song):
    board = copied_range(song, ["t1", "t2"], S, 4 * S)
    pasted = edits.paste_clips(edits.cut_range(song, None, 0, 10 * S), board, 0)
    assert spans(pasted) == [(0, S, S), (2 * S, 3 * S, S)]
    assert spans(pasted, 1) == [(0, 3 * S, 2 * S)]


@settings(max_examples=80, deadline=None)
@given(start=st.integers(0, 7 * S // 96), length=st.integers(1, 3 * S // 96))
def test_cutting_and_keeping_a_range_share_the_song_between_them(start, length, song):
    def sounding(session):
        count = np.zeros(11 * S // 96, dtype=int)  # looked at every 96 frames
        for one in clips(session):
            count[one.start // 96 : one.end // 96] += 1
        return count

    cut = sounding(edits.cut_range(song, ["t1"], start * 96, (start + length) * 96))
    kept = sounding(edits.keep_range(song, ["t1"], start * 96, (start + length) * 96))
    np.testing.assert_array_equal(cut + kept, sounding(song))
    assert not cut[start : start + length].any()


def test_a_crossfade_opens_both_clips_around_their_boundary(song):
    split = edits.split_clips(song, ["c7"], 4 * S)
    moved = edits.slip_clip(split, "c23", 1000)
    faded = edits.crossfade_clips(moved, "c7", "c23", 2000, 0.0)
    left, right = clip(faded, "c7"), clip(faded, "c23")
    assert (left.end, right.start, left.fade_out, right.fade_in) == (4 * S + 1000, 4 * S - 1000, Fade(2000), Fade(2000))
    with pytest.raises(edits.EditError, match="not enough audio"):
        edits.crossfade_clips(moved, "c7", "c23", 3 * S)


def test_gain_and_color_are_for_the_chosen_clips_only(song):
    grouped = edits.group_clips(song, ["c6", "c7"])
    changed = edits.set_clip_color(edits.set_clip_gain(grouped, ["c6"], -3), ["c6"], "jade")
    assert (clip(changed, "c6").gain_db, clip(changed, "c6").color) == (-3.0, "jade")
    assert clip(changed, "c7") == clip(grouped, "c7")
