"""What is made of clips and tracks: other files for the same clip, bounces in place, frozen tracks."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.model import edits
from daw.model.clip import Recipe
from daw.model.edits import EditError
from daw.model.playlist import heard
from daw.model.session_lookup import find_track
from daw.model.songerror import SongError
from daw.model.songfile import decode, encode
from daw.model.sounds import AS_RECORDED, Sound, file_key, in_original, made_already, sound_of, wanted
from daw.model.validity import check_session

RATE = 48000
WHOLE = {"of": "a4", "start": 0, "length": 10 * RATE}


def made(song, **settings):
    """The song with a file made of all of a4, and its id."""
    new = edits.upcoming(song, "a")
    return edits.add_made_source(song, "gtr reversed", "audio/gtr reversed.wav", {**WHOLE, **settings}), new


def clip(session, clip_id):
    return next(one for track in session.tracks for one in track.clips if one.id == clip_id)


def test_a_made_file_is_as_long_as_its_recipe_says_and_as_wide_as_its_original(song):
    session, new = made(song, stretch=1.12, cents=-30.0)
    source = next(one for one in session.sources if one.id == new)
    assert (source.frames, source.channels) == (round(10 * RATE * 1.12), 2)
    assert source.recipe == Recipe(of="a4", start=0, length=10 * RATE, stretch=1.12, cents=-30.0)
    assert decode(encode(session)) == check_session(session)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"stretch": 9.0}, "stretch"),
        ({"cents": 1e4}, "cents"),
        ({"reverse": 3}, "reverse"),
        ({"stretch": float("nan")}, "stretch"),
        ({"start": 5}, "480005"),
        ({"of": "t1"}, "no audio file"),
        ({"backwards": True}, "backwards"),
    ],
)
def test_a_recipe_nobody_can_follow_is_refused_with_the_reason(song, settings, words):
    with pytest.raises(EditError, match=words):
        made(song, **settings)


def test_nothing_is_made_of_what_was_made_itself(song):
    session, new = made(song)
    with pytest.raises(EditError, match="was made itself"):
        edits.add_made_source(session, "x", "audio/x.wav", {"of": new, "start": 0, "length": 100})


def test_a_song_whose_made_file_is_too_short_is_not_sound(song):
    session, _ = made(song)
    wrong = tuple(msgspec.structs.replace(one, frames=5) if one.recipe else one for one in session.sources)
    with pytest.raises(SongError, match="makes"):
        check_session(msgspec.structs.replace(session, sources=wrong))


def test_a_clip_takes_another_sound_and_stays_where_it_is(song):
    session, new = made(song, stretch=2.0)
    session = edits.set_clip_sound(session, "c7", new, 2 * RATE, 4 * RATE)
    one, old = clip(session, "c7"), clip(song, "c7")
    assert (one.source, one.start, one.offset, one.length) == (new, old.start, 2 * RATE, 4 * RATE)


def test_a_part_of_a_comp_is_an_ordinary_clip_once_its_stretch_is_another(song):
    session, new = made(edits.add_source(song, "x", "audio/x.wav", 1, 10 * RATE))
    tuned = clip(edits.set_clip_sound(session, "c13", new, RATE, 4 * RATE), "c13")
    assert (tuned.take, tuned.source) == ("k9", new)
    longer = clip(edits.set_clip_sound(session, "c13", new, RATE, 5 * RATE), "c13")
    assert (longer.take, longer.fade_in.frames) == (None, 240)


STRETCHES = st.floats(0.3, 3.5)


@given(stretch=STRETCHES, again=STRETCHES, cents=st.floats(-900, 900), reverse=st.booleans())
def test_whatever_is_done_to_a_clip_it_is_made_of_the_same_stretch_of_the_original(stretch, again, cents, reverse, song):
    original = in_original(song, clip(song, "c7"))
    session = song
    for sound in (Sound(stretch, cents, reverse), Sound(again, 0.0, not reverse), Sound(1.0, cents, reverse), AS_RECORDED):
        session = done(session, "c7", sound)
        check_session(session)
        source, start, length = in_original(session, clip(session, "c7"))
        assert (source.id, sound_of(session, clip(session, "c7"))) == (original[0].id, sound)
        assert (start, length) == pytest.approx(original[1:], abs=8)  # a frame of rounding each time, seen through the stretch
    assert clip(session, "c7").source == "a4"


def done(session, clip_id, sound):
    """The song with something done to a clip."""
    want = wanted(session, clip(session, clip_id), sound)
    source = want.of if want.recipe is None else made_already(session, want.recipe)
    if source is None:
        session = edits.add_made_source(session, "made", f"audio/{file_key(want.of, want.recipe)}.wav", msgspec.to_builtins(want.recipe))
        source = session.sources[-1]
    return edits.set_clip_sound(session, clip_id, source.id, want.offset, want.length)


def test_of_a_very_long_file_only_what_is_around_the_clip_is_made_anew(song):
    hour = 3600 * RATE
    session = edits.add_source(song, "hour", "audio/hour.wav", 2, hour)
    session = edits.add_clip(session, "t1", session.sources[-1].id, 0, hour // 2, 10 * RATE)
    new = session.tracks[0].clips[-1]
    want = wanted(session, new, Sound(1.5))
    assert (want.recipe.start, want.recipe.length) == (hour // 2 - 60 * RATE, 130 * RATE)
    assert (want.offset, want.length) == (90 * RATE, 15 * RATE)


def test_clips_bounced_in_place_are_one_clip_where_they_were(song):
    session, new = made(song)
    session = edits.bounce_clips(session, ["c7", "c8"], new, 3 * RATE)
    whole = find_track(session, "Guitar").clips[-1]
    assert [one.id for one in find_track(session, "Guitar").clips] == ["c6", whole.id]
    assert (whole.source, whole.start, whole.gain_db, whole.fade_in.frames) == (new, 3 * RATE, 0.0, 0)


def test_a_frozen_track_plays_its_file_and_nothing_else(song):
    session, new = made(song)
    session = edits.freeze_track(session, "t2", new, 100)
    piece = heard(find_track(session, "Lead Vocal"), session.sources)
    assert [(one.source, one.start, one.length, one.offset, one.gain) for one in piece] == [(new, 100, 10 * RATE, 0, 1.0)]
    assert find_track(session, "Lead Vocal").sounding_slots == ()
    assert decode(encode(session)) == check_session(session)
    assert edits.unfreeze_track(session, "t2").tracks == song.tracks


@pytest.mark.parametrize(
    ("edit", "args"),
    [
        (edits.delete_clips, [["c13"]]),
        (edits.set_bypass, ["x14", True]),
        (edits.set_parameter, ["x14", "threshold_db", -3.0]),
        (edits.set_armed, ["t2", True]),
        (edits.remove_envelope, ["e18"]),
        (edits.ripple_delete_range, [0, RATE]),
    ],
)
def test_what_a_frozen_file_stands_for_can_not_be_changed(song, edit, args):
    session, new = made(song)
    session = edits.freeze_track(session, "t2", new, 0)
    with pytest.raises(EditError, match="is frozen. Unfreeze it"):
        edit(session, *args)


def test_the_strip_of_a_frozen_track_is_free(song):
    session, new = made(song)
    session = edits.freeze_track(session, "t2", new, 0)
    for edit, args in ((edits.set_fader, [-6.0]), (edits.set_pan, [0.5]), (edits.set_mute, [True]), (edits.rename_track, ["Vox"])):
        session = edit(session, "t2", *args)
    assert find_track(session, "Vox").frozen is not None
    assert edits.remove_track(session, "t2").tracks[0].name == "Guitar"


def test_recording_on_a_frozen_track_unfreezes_it_so_that_the_take_is_heard(song):
    session, new = made(song)
    session = edits.add_take(edits.freeze_track(session, "t2", new, 0), "t2", "a5", 0, RATE)
    assert find_track(session, "Lead Vocal").frozen is None


def test_cleaning_up_keeps_what_was_frozen_and_what_the_clips_in_use_were_made_of(song):
    session, new = made(song)
    session = edits.freeze_track(session, "t2", new, 0)
    assert new in {one.id for one in edits.clean_up(session).sources}
    session, other = made(song, cents=5.0)
    session = edits.set_clip_sound(session, "c6", other, 0, RATE)
    session = edits.delete_clips(session, ["c7", "c8"])
    assert {"a4", other} <= {one.id for one in edits.clean_up(session).sources}
