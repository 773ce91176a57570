"""Moving time: sections, ranges, gaps.  The referee is a picture of the song as an array over time that is cut and joined by numpy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits

S = 48000
TOTAL = 20 * S
STEP = 1999  # look at every so-manieth frame
quick = settings(max_examples=60, deadline=None)


def picture(session):
    """For each track and frame: which frames of which source lie there (summed), and where its automation and the tempo stand."""
    rows = []
    for one in session.tracks:
        row = np.zeros(TOTAL)
        for clip in one.clips:
            value = int(clip.source[1:]) * 1e7 + clip.offset
            row[clip.start : clip.end] += np.arange(value, value + clip.length)[: TOTAL - clip.start]
        rows.append(row[::STEP])
        rows.extend(np.array([envelope.value_at(frame) for frame in range(0, TOTAL, STEP)]) for envelope in one.automation)
    rows.append(np.array([session.tempo.tempo_at(frame).bpm for frame in range(0, TOTAL, STEP)]))
    return rows


def assert_same(found, wanted):
    for row, other in zip(found, wanted, strict=True):
        close = np.isclose(row, other, atol=1.0)
        assert close.all()


@pytest.fixture(scope="module")
def straight(song):
    """The song with straight automation only, and time in whole steps of the picture."""
    return edits.set_points(song, "e17", [[0, -6.0], [2 * S, 0.0], [5 * S, -3.0, 2]])


def rearranged(rows, *stretches):
    return [np.concatenate([row[start // STEP : end // STEP] for start, end in stretches])[: TOTAL // STEP + 1] for row in rows]


@quick
@given(start=st.integers(0, 300), length=st.integers(1, 100))
def test_deleting_a_range_takes_it_out_of_everything(start, length, straight):
    first, last = start * STEP, (start + length) * STEP
    wanted = rearranged(picture(straight), (0, first), (last, TOTAL + STEP))
    found = picture(edits.ripple_delete_range(straight, first, last))
    assert_same([row[: len(other)] for row, other in zip(found, wanted, strict=True)], wanted)


@quick
@given(start=st.integers(0, 75), length=st.integers(1, 75), to=st.integers(0, 200))
def test_a_section_moves_with_all_it_holds_and_the_rest_closes_up(start, length, to, straight):
    bare = edits.remove_section(edits.remove_section(straight, "p19"), "p20")
    first, last, at = start * STEP, (start + length) * STEP, to * STEP
    named = edits.add_section(bare, "Bridge", first, last)
    moved = edits.move_section(named, "p23", at)
    rows, end = picture(named), TOTAL + STEP
    if first <= at <= last:
        assert moved is named
        return
    order = [(0, first), (last, at), (first, last), (at, end)] if at > last else [(0, at), (first, last), (at, first), (last, end)]
    assert_same(picture(moved), rearranged(rows, *order))
    (section,) = moved.sections
    assert (section.start, section.length) == (at - (last - first) if at > last else at, last - first)


@quick
@given(start=st.integers(0, 75), length=st.integers(1, 75), to=st.integers(0, 200))
def test_a_section_is_copied_with_all_it_holds_and_the_rest_moves_on(start, length, to, straight):
    bare = edits.remove_section(edits.remove_section(straight, "p19"), "p20")
    first, last, at = start * STEP, (start + length) * STEP, to * STEP
    named = edits.add_section(bare, "Bridge", first, last)
    if first < at < last:
        with pytest.raises(edits.EditError, match="middle of “Bridge”"):
            edits.copy_section(named, "p23", at)
        return
    copied = edits.copy_section(named, "p23", at)
    assert_same(picture(copied), rearranged(picture(named), (0, at), (first, last), (at, TOTAL + STEP)))
    assert sorted((one.start, one.length) for one in copied.sections) == sorted(
        [(at, last - first), (first if at > first else first + last - first, last - first)]
    )


def test_a_section_moved_there_and_back_leaves_the_clips_as_they_were(song):
    there = edits.move_section(song, "p20", 0)
    assert [one.name for one in there.sections] == ["Chorus", "Verse"]
    back = edits.move_section(there, "p20", 6 * S)
    assert [(one.start, one.end, one.offset) for one in back.tracks[0].clips] == [
        (one.start, one.end, one.offset) for one in song.tracks[0].clips
    ]
    assert (back.markers, back.sections, back.tempo) == (song.markers, song.sections, song.tempo)


def test_copied_clips_have_ids_and_groups_of_their_own(song):
    grouped = edits.group_clips(song, ["c7", "c8"])
    copied = edits.copy_section(grouped, "p20", 6 * S)
    ids = [clip.id for one in copied.tracks for clip in one.clips]
    assert len(set(ids)) == len(ids)
    assert len({clip.group for clip in copied.tracks[0].clips}) == 3  # none, the old, the new
    assert [marker.frame for marker in copied.markers] == [4 * S, 7 * S]


def test_a_take_inside_a_moved_section_moves_and_one_across_its_edge_stays(song):
    short = edits.add_take(song, "t1", "a4", 4 * S, S)
    moved = edits.move_section(short, "p20", 0)
    assert moved.tracks[0].takes[0].start == S
    assert [take.start for take in moved.tracks[1].takes] == [0, 0]


def test_inserted_time_is_empty_on_every_track(song):
    later = edits.insert_time(song, S, 2 * S)
    assert all(clip.end <= S or clip.start >= 3 * S for one in later.tracks for clip in one.clips)
    assert later.tempo.tempos[0].frame == 0
    assert edits.insert_time(song, 0, S).tempo.tempos[0] == song.tempo.tempos[0]
    with pytest.raises(edits.EditError, match="too long"):
        edits.insert_time(song, 0, 2**40)
