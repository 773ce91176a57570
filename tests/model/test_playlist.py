"""What is heard where clips overlap, touch, lie inside each other or are cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model import edits
from daw.model.clip import Clip, Fade, Source
from daw.model.playlist import heard
from daw.model.track import Track

RATE = 8000
CROSSFADE = 80  # 10 ms
SOURCES = (Source(id="a", name="a", path="a", channels=1, frames=4000), Source(id="b", name="b", path="b", channels=1, frames=4000))
quick = settings(max_examples=150, deadline=None)


def clip(name, start, length, offset=0, source="a", **more):
    return Clip(id=name, name=name, source=source, start=start, length=length, offset=offset, **more)


def pieces(*clips):
    return heard(Track(id="t", name="t", clips=clips), SOURCES, RATE)


def gain(piece, total=6000):
    """The gain of a piece at every frame of the song."""
    t = np.arange(piece.length) + 0.5
    level = np.full(piece.length, piece.gain)
    if piece.fade_in:
        level *= np.minimum(t / piece.fade_in, 1.0) ** 2.0 ** (-2 * piece.fade_in_curve)
    if piece.fade_out:
        level *= np.minimum((piece.length - t) / piece.fade_out, 1.0) ** 2.0 ** (-2 * piece.fade_out_curve)
    result = np.zeros(total)
    result[piece.start : piece.end] = level
    return result


def power(found):
    return sum((gain(piece) ** 2 for piece in found), np.zeros(6000))


def audible(found, frame):
    """Who sounds at a frame, and which frame of its source."""
    return {(piece.source, piece.offset + frame - piece.start) for piece in found if piece.start <= frame < piece.end}


def test_a_clip_alone_is_heard_as_it_is():
    (piece,) = pieces(clip("c", 100, 500, 30, gain_db=6.0, fade_in=Fade(10, -1.0), fade_out=Fade(20, 0.5)))
    assert (piece.source, piece.start, piece.length, piece.offset, piece.clip) == ("a", 100, 500, 30, "c")
    assert piece.gain == pytest.approx(10 ** (6 / 20))
    assert (piece.fade_in, piece.fade_in_curve, piece.fade_out, piece.fade_out_curve) == (10, -1.0, 20, 0.5)


def test_a_muted_clip_is_silent_and_hides_nothing():
    assert pieces(clip("c", 0, 500), clip("d", 100, 100, muted=True)) == pieces(clip("c", 0, 500))


def test_a_clip_of_an_unknown_source_is_silent():
    assert pieces(clip("c", 0, 500, source="gone")) == ()


@quick
@given(first=st.integers(1, 1500), second=st.integers(1, 1500), start=st.integers(0, 1500), swapped=st.booleans())
def test_two_clips_that_overlap_in_part_keep_the_power_over_the_overlap(first, second, start, swapped):
    left, right = clip("c", 0, first), clip("d", start, second, source="b")
    if not 0 < start < first < start + second:
        return
    found = pieces(right, left) if swapped else pieces(left, right)
    np.testing.assert_allclose(power(found)[: start + second], 1.0, atol=1e-9)
    assert {(one.source, one.fade_in, one.fade_out) for one in found} == {("a", 0, first - start), ("b", first - start, 0)}


@quick
@given(start=st.integers(0, 900), length=st.integers(1, 900), swapped=st.booleans())
def test_a_clip_inside_another_replaces_it_there_and_keeps_the_power(start, length, swapped):
    outer, inner = clip("c", 0, 1000), clip("d", start, length, source="b")
    if start + length > 1000 or length == 1000:
        return
    found = pieces(inner, outer) if swapped else pieces(outer, inner)
    np.testing.assert_allclose(power(found)[:1000], 1.0, atol=1e-9)
    edge = min(CROSSFADE, length // 2)
    for frame in range(start + edge, start + length - edge):
        assert audible(found, frame) == {("b", frame - start)}
    for frame in [*range(start), *range(start + length, 1000)]:
        assert audible(found, frame) == {("a", frame)}


def test_of_two_clips_over_the_same_stretch_the_later_one_is_heard():
    assert [piece.clip for piece in pieces(clip("c", 0, 500), clip("d", 0, 500, source="b"))] == ["d"]


def test_a_fade_set_by_hand_gives_its_curve_to_a_crossfade_of_its_length():
    left, right = pieces(clip("c", 0, 500), clip("d", 400, 500, source="b", fade_in=Fade(100, 0.0)))
    assert (left.fade_out, left.fade_out_curve, right.fade_in, right.fade_in_curve) == (100, 0.0, 100, 0.0)
    level = gain(left) + gain(right)
    np.testing.assert_allclose(level[:900], 1.0, atol=1e-9)


def test_a_long_fade_of_an_inner_clip_is_as_long_in_the_outer_one():
    found = pieces(clip("c", 0, 3000), clip("d", 1000, 1000, source="b", fade_in=Fade(400, 0.5), fade_out=Fade(300, 0.5)))
    np.testing.assert_allclose(power(found)[:3000], 1.0, atol=1e-9)
    assert [(one.start, one.end) for one in found] == [(0, 1400), (1000, 2000), (1700, 3000)]


@pytest.mark.parametrize("curve", [-1.0, 0.0, 0.5, 1.0])
def test_a_clip_over_a_fade_leaves_the_rest_of_the_fade_as_it_was(curve):
    alone = gain(pieces(clip("c", 0, 2000, fade_in=Fade(1000, curve), fade_out=Fade(1000, curve)))[0])
    found = pieces(clip("c", 0, 2000, fade_in=Fade(1000, curve), fade_out=Fade(1000, curve)), clip("d", 500, 1000, source="b"))
    outer = sum(gain(piece) for piece in found if piece.source == "a")
    np.testing.assert_allclose(outer[:500], alone[:500], atol=1e-9)
    np.testing.assert_allclose(outer[1500:2000], alone[1500:2000], atol=1e-9)


@quick
@given(cuts=st.lists(st.integers(1, 1999), min_size=1, max_size=5, unique=True), take=st.sampled_from([None, "k"]))
def test_a_split_clip_sounds_as_before_and_joined_it_is_as_before(cuts, take, empty):
    song = edits.add_source(edits.add_track(empty, "t"), "a", "audio/a.wav", 1, 4000)
    song = edits.add_take(song, "t1", "a2", 50, 2000) if take else edits.add_clip(song, "t1", "a2", 50, 100, 2000)
    song = song if take else edits.set_fade_in(song, song.tracks[0].clips[0].id, 1, -0.5)
    whole = song
    for cut in sorted(cuts):
        song = edits.split_clips(song, [song.tracks[0].clips[-1].id], 50 + cut)
    assert len(song.tracks[0].clips) == len(cuts) + 1
    assert heard(song.tracks[0], song.sources, 48000) == heard(whole.tracks[0], whole.sources, 48000)
    joined = edits.join_clips(song, [one.id for one in song.tracks[0].clips])
    assert joined.tracks == whole.tracks


def test_a_fade_set_by_hand_at_a_seam_is_heard():
    left, right = clip("c", 0, 500, fade_out=Fade(200)), clip("d", 500, 500, 500)
    assert [piece.fade_out for piece in pieces(left, right)] == [200, 0]


def test_halves_of_a_split_have_short_fades_once_they_are_apart(song):
    apart = edits.move_clips(edits.split_clips(song, ["c6"], 48000), ["c23"], 24000)
    left, right, *_ = heard(apart.tracks[0], apart.sources, 48000)
    assert (left.end, left.fade_out, right.start, right.fade_in) == (48000, 240, 72000, 240)


def test_a_comp_part_wins_over_an_ordinary_clip_within_ten_ms():
    found = pieces(clip("c", 0, 1000, source="b"), clip("d", 600, 1000, take="k"))
    assert [(one.source, one.start, one.end) for one in found] == [("b", 0, 680), ("a", 600, 1600)]
    np.testing.assert_allclose(power(found)[:1500], 1.0, atol=1e-9)
    found = pieces(clip("c", 600, 500, source="b"), clip("d", 0, 1000, take="k"))
    assert [(one.source, one.start, one.end) for one in found] == [("a", 0, 1000), ("b", 920, 1100)]


clips_anywhere = st.lists(
    st.tuples(st.integers(0, 2000), st.integers(1, 1500), st.integers(0, 300), st.sampled_from([None, None, "k", "l"]), st.booleans()),
    max_size=8,
)


@quick
@given(placed=clips_anywhere)
def test_pieces_never_leave_their_sources_and_never_gap_or_pile_up(placed):
    clips = [
        clip(f"c{n}", start, length, offset, "b" if muted else "a", take=take, muted=muted and n % 2 == 0)
        for n, (start, length, offset, take, muted) in enumerate(placed)
    ]
    found = pieces(*clips)
    covered = np.zeros(6000, dtype=bool)
    for one in clips:
        if not one.muted:
            covered[one.start : one.end] = True
    level = power(found)
    assert not level[~covered].any() or any(one.take for one in clips)  # only a comp opens over its edges
    assert (level[covered] > 0).all()
    assert level.max(initial=0) < len(placed) + 1e-9
    for piece in found:
        assert piece.length >= 1
        assert 0 <= piece.offset <= 4000 - piece.length
        assert 0 <= piece.fade_in <= piece.length
        assert 0 <= piece.fade_out <= piece.length
