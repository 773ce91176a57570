"""A frozen track, or clips bounced in place, sound as they did: the same bits."""

import numpy as np
import pytest

from daw.audio import reading
from daw.engine.freezing import bounce_clips, freeze, up_to_fader
from daw.engine.offline import BounceCancelledError, BounceError, BounceOptions, bounce
from daw.engine.render import Render
from daw.model import edits
from daw.model.automation import Envelope, Point
from daw.model.clip import Clip, Fade
from daw.model.track import Send, Slot

FRAMES = 30000


@pytest.fixture
def mix(song):
    """A track with effects that delay, ring out, are automated and driven by another, sending to a bus; beside a plain one."""
    drive = song.track("drums", song.noise(FRAMES, 1))
    slots = (
        Slot(id="x-comp", name="comp", effect="daw.compressor", values={"threshold_db": -30.0}, sidechain=drive.id),
        song.slot("daw.limiter", "lim", gain_db=3.0),
        song.slot("daw.delay", "echo", time_ms=40.0, mix=50.0),
    )
    song.track("plate", kind="bus")
    song.track(
        "vox", song.noise(FRAMES, 1), start=1000, slots=slots, channels=1, fader_db=-4.0, pan=0.3,
        sends=(Send(id="s1", bus="plate", level_db=-6.0, pre_fader=True),),
        automation=(
            Envelope(id="e1", target="fader_db", points=(Point(0, -6.0), Point(20000, 0.0))),
            Envelope(id="e2", target="x-comp/threshold_db", points=(Point(0, -40.0), Point(20000, -10.0))),
        ),
    )  # fmt: skip
    return song


def frozen(song, session, track_id="vox"):
    """The session with a track frozen, through the edits a window would do."""
    kept = freeze(session, song.folder, track_id, song.folder / "audio" / "frozen.wav")
    source = edits.upcoming(session, "a")
    session = edits.add_source(session, "frozen", "audio/frozen.wav", kept.channels, kept.frames)
    return edits.freeze_track(session, track_id, source, kept.start)


def test_a_song_with_a_frozen_track_is_the_same_bit_for_bit(mix, tmp_path):
    session = mix.session()
    ice = frozen(mix, session)
    latency = [Render(one, mix.folder) for one in (session, ice)]
    lags = [one.plan.latency_frames for one in latency]
    for one in latency:
        one.close()
    assert lags[1] < lags[0]  # its limiter does not look ahead any more
    count = FRAMES + 20000
    before, after = (mix.render(one, lag + count)[:, lag:] for one, lag in zip((session, ice), lags, strict=True))
    assert np.abs(before).max() > 0.1
    assert np.array_equal(before, after)


def test_a_bounce_of_it_is_as_long_and_rings_out_as_far(mix, tmp_path):
    session = mix.session()
    reports = [
        bounce(one, mix.folder, tmp_path / f"{n}.wav", BounceOptions(format="wav32f"))
        for n, one in enumerate((session, frozen(mix, session)))
    ]
    assert reports[0].sha256 == reports[1].sha256


def test_unfreezing_brings_back_clips_and_effects(mix):
    session = mix.session()
    warm = edits.unfreeze_track(frozen(mix, session), "vox")
    assert warm.tracks == session.tracks


def test_freezing_needs_sound_and_leaves_nothing_behind_when_cancelled(mix):
    session = mix.session()
    out = mix.folder / "audio" / "ice.wav"
    with pytest.raises(BounceError, match="nothing on"):
        freeze(session, mix.folder, "plate", out)
    with pytest.raises(BounceCancelledError):
        freeze(session, mix.folder, "vox", out, cancelled=lambda: True)
    assert not list(mix.folder.glob("audio/ice*"))


def test_only_what_drives_side_chains_sounds_beside_a_track_that_is_frozen(mix):
    mix.track("choir", mix.noise(100))
    alone = {one.id: one for one in up_to_fader(mix.session(), "vox").tracks}
    assert alone["drums"].clips
    assert not alone["choir"].clips


def test_clips_bounced_in_place_sound_as_they_did_with_gains_fades_and_crossfades(song):
    song.track(
        "vox", song.noise(FRAMES, 1), fader_db=-3.0, pan=-0.2, channels=1,
        clips=(Clip(id="c2", name="more", source="a-vox", start=20000, length=9000, offset=500, gain_db=4.0, fade_in=Fade(2000, 0.5)),),
    )  # fmt: skip
    session = song.session()
    out = song.folder / "audio" / "bounced.wav"
    kept = bounce_clips(session, song.folder, "vox", ["c2", "c-vox"], out)
    assert kept == (0, FRAMES, 1)
    assert reading.probe(out).channels == 1
    new = edits.upcoming(session, "a")
    flat = edits.bounce_clips(edits.add_source(session, "bounced", "audio/bounced.wav", 1, kept.frames), ["c2", "c-vox"], new, kept.start)
    before, after = (song.render(one, FRAMES + 2000) for one in (session, flat))
    assert np.array_equal(before, after)
