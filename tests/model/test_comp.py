"""Takes and comps: what is swiped last is heard, exactly."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits
from daw.model.playlist import heard

RATE = 8000
HALF = 40  # 5 ms: half a crossfade
TAKES = ((0, 4000), (400, 3000), (1000, 4000))  # start, length
quick = settings(max_examples=80, deadline=None)
swipes = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 25), st.integers(1, 25)), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def comped(empty):
    """A track with three takes, none used; take n is k(3 + n), its sound begins 200 frames into its file."""
    song = edits.add_track(empty, "Vox")
    song = edits.add_source(song, "a", "audio/a.wav", 1, 5000)
    for start, length in TAKES:
        song = edits.add_take(song, "t1", "a2", start, length, 200, None, False)
    return msgspec.structs.replace(song, sample_rate=RATE)


def swiped(song, done):
    """Do swipes of (take, start / 200, length / 200); returns the song and whose turn it is at each frame (-1: nobody's)."""
    owner = np.full(6000, -1)
    for take, start, length in done:
        first, last = start * 200, (start + length) * 200
        begin, end = TAKES[take][0], sum(TAKES[take])
        if max(first, begin) >= min(last, end):
            with pytest.raises(edits.EditError, match="nothing there"):
                edits.swipe_take(song, f"k{3 + take}", first, last)
            continue
        song = edits.swipe_take(song, f"k{3 + take}", first, last)
        owner[max(first, begin) : min(last, end)] = take
    return song, owner


@quick
@given(done=swipes)
def test_each_frame_is_heard_from_the_take_swiped_last(done, comped):
    song, owner = swiped(comped, done)
    found = heard(song.tracks[0], song.sources, RATE)
    seams = np.flatnonzero(np.diff(owner, prepend=-1, append=-1))
    near = np.zeros(6000, dtype=bool)
    for seam in seams:
        near[max(0, seam - HALF) : seam + HALF] = True
    for frame in range(0, 6000, 7):
        sounding = [(piece.offset + frame - piece.start, piece.gain) for piece in found if piece.start <= frame < piece.end]
        take = owner[frame]
        wanted = [] if take < 0 else [(200 + frame - TAKES[take][0], 1.0)]
        assert near[frame] or sounding == wanted


@quick
@given(done=swipes)
def test_a_comp_covers_exactly_what_was_swiped_and_no_part_is_double(done, comped):
    song, owner = swiped(comped, done)
    count = np.zeros(6000, dtype=int)
    for part in song.tracks[0].clips:
        count[part.start : part.end] += 1
    np.testing.assert_array_equal(count, owner >= 0)
    runs = np.count_nonzero(np.diff(owner, prepend=-1, append=-1)[:-1] * (owner >= 0))
    assert len(song.tracks[0].clips) == runs


@quick
@given(done=swipes)
def test_seams_keep_the_power(done, comped):
    song, owner = swiped(comped, done)
    level = np.zeros(6000)
    for piece in heard(song.tracks[0], song.sources, RATE):
        t = np.arange(piece.length) + 0.5
        fade_in = np.minimum(t / max(piece.fade_in, 1), 1.0) ** (2 * 2.0 ** (-2 * piece.fade_in_curve))
        fade_out = np.minimum((piece.length - t) / max(piece.fade_out, 1), 1.0) ** (2 * 2.0 ** (-2 * piece.fade_out_curve))
        level[piece.start : piece.end] += fade_in * fade_out
    free = np.flatnonzero(np.diff((owner >= 0).astype(int), prepend=0, append=0))
    inside = owner >= 0
    for edge in free:
        inside[max(0, edge - HALF) : edge + HALF] = False
    np.testing.assert_allclose(level[inside], 1.0, atol=1e-9)


@quick
@given(done=swipes)
def test_a_flattened_comp_sounds_the_same(done, comped):
    song, owner = swiped(comped, done)
    if (owner < 0).all():
        return
    flat = edits.flatten_comp(song, "t1")
    strip = lambda pieces: [(one.start, one.length, one.offset, one.gain, one.fade_in, one.fade_out) for one in pieces]  # noqa: E731
    assert strip(heard(flat.tracks[0], flat.sources, RATE)) == strip(heard(song.tracks[0], song.sources, RATE))
    assert all(clip.take is None for clip in flat.tracks[0].clips)
    assert flat.tracks[0].takes == song.tracks[0].takes


def test_swiping_the_same_again_changes_nothing(comped):
    once = edits.swipe_take(comped, "k3", 400, 800)
    assert edits.swipe_take(once, "k3", 400, 800) is once


def test_swiping_on_makes_one_part(comped):
    song = edits.swipe_take(edits.swipe_take(comped, "k3", 400, 800), "k3", 800, 1200)
    (part,) = song.tracks[0].clips
    assert (part.start, part.end, part.offset, part.take) == (400, 1200, 600, "k3")


def test_a_boundary_moves_for_both_parts_and_only_where_both_have_sound(comped):
    song = edits.swipe_take(edits.swipe_take(comped, "k3", 0, 2000), "k5", 2000, 5000)
    left, right = song.tracks[0].clips
    moved = edits.move_boundary(song, left.id, right.id, 1500)
    first, second = moved.tracks[0].clips
    assert (first.end, second.start, second.end, second.offset) == (1500, 1500, 5000, 200 + 500)
    assert edits.move_boundary(moved, left.id, right.id, 2000).tracks == song.tracks
    with pytest.raises(edits.EditError, match="from frame 1000 to 4000"):
        edits.move_boundary(song, left.id, right.id, 900)
    with pytest.raises(edits.EditError, match="from frame 1000 to 4000"):
        edits.move_boundary(song, left.id, right.id, 4001)


def test_a_new_take_is_heard_and_undoing_the_swipe_of_it_brings_the_old_one_back(comped):
    song = edits.add_take(edits.use_take(comped, "k3"), "t1", "a2", 1000, 500)
    assert [part.start for part in song.tracks[0].clips] == [0, 1000, 1500]
    assert edits.use_take(song, "k3").tracks[0].clips[0].length == 4000


def test_a_take_in_the_bin_is_not_heard_and_comes_back_unused(comped):
    song = edits.hide_take(edits.use_take(comped, "k3"), "k3")
    assert song.tracks[0].clips == ()
    with pytest.raises(edits.EditError, match="in the bin"):
        edits.use_take(song, "k3")
    shown = edits.show_take(song, "k3")
    assert shown.tracks[0].takes == comped.tracks[0].takes
    assert shown.tracks[0].clips == ()


def test_cleaning_up_forgets_the_bin_and_files_nothing_uses(song):
    hidden = edits.hide_take(edits.hide_take(song, "k9"), "k11")
    kept = edits.clean_up(hidden)
    assert [source.id for source in kept.sources] == ["a4"]
    assert kept.tracks[1].takes == ()
    assert kept.tracks[1].versions[0].clips == ()
    assert edits.clean_up(song) is song


def test_going_to_another_version_and_back_loses_nothing(song):
    cut = edits.cut_range(song, ["t2"], 48000, 96000)
    second = edits.save_version(cut, "t2", "B")
    assert [version.name for version in second.tracks[1].versions] == ["A", "B"]
    changed = edits.delete_clips(second, [second.tracks[1].clips[0].id])
    first = edits.activate_version(changed, "v22")
    assert first.tracks[1].clips == cut.tracks[1].clips
    back = edits.activate_version(first, second.tracks[1].version)
    assert back.tracks[1].clips == changed.tracks[1].clips


def test_clips_that_no_version_holds_get_one_before_another_is_heard(song):
    first = edits.save_version(song, "t1")
    second = edits.cut_range(edits.save_version(first, "t1"), ["t1"], 0, 4800)
    loose = edits.remove_version(second, second.tracks[0].version)
    assert loose.tracks[0].version is None
    again = edits.activate_version(loose, first.tracks[0].version)
    assert again.tracks[0].clips == song.tracks[0].clips
    assert loose.tracks[0].clips in [version.clips for version in again.tracks[0].versions]


def test_a_version_gives_new_ids_to_clips_that_went_to_another_track(song):
    saved = edits.save_version(song, "t1")
    moved = edits.move_clip(edits.save_version(saved, "t1"), "c6", 0, "t2")
    again = edits.activate_version(moved, saved.tracks[0].version)
    ids = [clip.id for one in again.tracks for clip in one.clips]
    assert len(set(ids)) == len(ids)


def test_stars_notes_and_names_of_takes(song):
    rated = edits.set_take_note(edits.rename_take(edits.rate_take(song, "k9", 5), "k9", "Best"), "k9", "breath at bar 3")
    take = rated.tracks[1].takes[0]
    assert (take.rating, take.name, take.note) == (5, "Best", "breath at bar 3")
    with pytest.raises(edits.EditError, match="0 to 5"):
        edits.rate_take(song, "k9", 6)
