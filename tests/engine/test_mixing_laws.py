"""What the mixer does to sound, against closed forms."""

import math
from typing import Any

import msgspec
import numpy as np
import pytest

from daw.model.automation import HOLD, Envelope, Point
from daw.model.clip import Clip, Fade
from daw.model.track import Send, Track

replace = msgspec.structs.replace
N = 12000


def test_one_track_at_unity_keeps_every_bit(song: Any) -> None:
    x = song.noise(N)
    song.track("a", x)
    assert np.array_equal(song.render(song.session(), N), x)


def test_tracks_add_up_in_double_precision(song: Any) -> None:
    sounds = [song.noise(N) for _ in range(7)]
    for number, x in enumerate(sounds):
        song.track(f"t{number}", x)
    expected = np.sum(np.array(sounds, np.float64), axis=0).astype(np.float32)
    assert np.array_equal(song.render(song.session(), N), expected)


@pytest.mark.parametrize("fader_db", [-60.0, -6.0, 3.0, 6.0])
def test_a_fader_is_its_decibels(song: Any, fader_db: float) -> None:
    x = song.noise(N)
    song.track("a", x, fader_db=fader_db)
    assert song.render(song.session(), N) == pytest.approx(x * 10 ** (fader_db / 20), abs=2e-8)


@pytest.mark.parametrize(("law_db", "centre"), [(0.0, 1.0), (-3.0, math.sqrt(0.5)), (-4.5, 0.5**0.75), (-6.0, 0.5)])
def test_a_mono_track_in_the_centre_follows_the_pan_law(song: Any, law_db: float, centre: float) -> None:
    x = song.noise(N, 1)
    song.track("a", x, channels=1)
    song.extra["pan_law_db"] = law_db
    assert song.render(song.session(), N) == pytest.approx(np.vstack((x, x)) * centre, abs=1e-7)


@pytest.mark.parametrize("pan", [-0.7, -0.2, 0.3, 0.9])
def test_equal_power_panning_keeps_the_power(song: Any, pan: float) -> None:
    x = song.noise(N, 1)
    song.track("a", x, channels=1, pan=pan)
    out = song.render(song.session(), N).astype(np.float64)
    assert (out**2).sum(axis=0) == pytest.approx(x[0].astype(np.float64) ** 2, abs=1e-7)


@pytest.mark.parametrize("law_db", [0.0, -3.0, -4.5, -6.0])
@pytest.mark.parametrize("channels", [1, 2])
def test_hard_left_leaves_nothing_on_the_right(song: Any, law_db: float, channels: int) -> None:
    song.track("a", song.noise(N, channels), channels=channels, pan=-1.0)
    song.extra["pan_law_db"] = law_db
    out = song.render(song.session(), N)
    assert np.abs(out[0]).max() > 0.2
    assert not out[1].any()


def test_mute_silences_and_solo_silences_the_others(song: Any) -> None:
    x, y = song.noise(N), song.noise(N)
    a, b = song.track("a", x), song.track("b", y)
    song.tracks[:] = [replace(a, mute=True), b]
    assert np.array_equal(song.render(song.session(), N), y)
    song.tracks[:] = [replace(a, solo=True), b]
    assert np.array_equal(song.render(song.session(), N), x)


def test_a_soloed_track_is_heard_through_its_buses(song: Any) -> None:
    x = song.noise(N)
    song.track("a", x, solo=True, output="bus")
    song.track("b", song.noise(N))
    song.tracks.append(Track(id="bus", name="bus", kind="bus", inputs=()))
    assert np.array_equal(song.render(song.session(), N), x)


@pytest.mark.parametrize("tap", ["after", "before"])
def test_a_send_taps_before_or_after_the_fader(song: Any, tap: str) -> None:
    x, pre_fader = song.noise(N), tap == "before"
    song.track("a", x, fader_db=-12.0, sends=(Send(id="n", bus="bus", level_db=-6.0, pre_fader=pre_fader),))
    song.tracks.append(Track(id="bus", name="bus", kind="bus", inputs=()))
    tapped = 1.0 if pre_fader else 10 ** (-12 / 20)
    assert song.render(song.session(), N) == pytest.approx(x * (10 ** (-12 / 20) + tapped * 10 ** (-6 / 20)), abs=1e-7)


def test_polarity_inverted_twins_cancel(song: Any) -> None:
    x = song.noise(N)
    song.track("a", x)
    song.track("b", x, polarity_inverted=True)
    assert not song.render(song.session(), N).any()


def test_a_clip_starts_at_its_frame_and_plays_its_part_of_the_source(song: Any) -> None:
    x = song.noise(N)
    track = song.track("a", x)
    clip = replace(track.clips[0], start=1234, offset=777, length=5001, gain_db=6.0)
    song.tracks[:] = [replace(track, clips=(clip,))]
    expected = np.zeros_like(x)
    expected[:, 1234 : 1234 + 5001] = x[:, 777 : 777 + 5001] * 10 ** (6 / 20)
    assert song.render(song.session(), N) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("curve", [-1.0, 0.0, 0.5])
def test_fades_follow_their_curve(song: Any, curve: float) -> None:
    x = np.ones((2, N), np.float32) * 0.5
    track = song.track("a", x)
    clip = replace(track.clips[0], fade_in=Fade(4000, curve), fade_out=Fade(3000, curve))
    song.tracks[:] = [replace(track, clips=(clip,))]
    n = np.arange(N)
    law = np.minimum(n / 4000, 1.0) ** 2 ** (-2 * curve) * np.minimum((N - n) / 3000, 1.0) ** 2 ** (-2 * curve)
    assert song.render(song.session(), N)[0] == pytest.approx(0.5 * law, abs=1e-6)


def test_overlapping_clips_crossfade_with_constant_power(song: Any) -> None:
    x, y = song.noise(N), song.noise(N)
    a, b = song.track("a", x), song.track("b", y)
    late = replace(b.clips[0], start=8000)
    song.tracks[:] = [replace(a, clips=(a.clips[0], late))]
    out = song.render(song.session(), 20000)
    way = np.arange(4000) / 4000
    expected = x[:, 8000:] * np.sqrt(1 - way) + y[:, :4000] * np.sqrt(way)
    assert out[:, 8000:N] == pytest.approx(expected, abs=1e-6)


def test_fader_automation_is_exact_to_the_sample(song: Any) -> None:
    x = np.ones((2, N), np.float32) * 0.5
    points = (Point(1000, 0.0), Point(5000, -20.0), Point(7001, -20.0, HOLD), Point(9003, 0.0))
    song.track("a", x, automation=(Envelope(id="e", target="fader_db", points=points),))
    n = np.arange(N)
    level_db = np.where(n < 7001, np.interp(n, [1000, 5000], [0, -20]), np.where(n < 9003, -20.0, 0.0))
    assert song.render(song.session(), N)[0] == pytest.approx(0.5 * 10 ** (level_db / 20), abs=1e-6)


def test_pan_automation_is_exact_to_the_sample(song: Any) -> None:
    x = np.ones((1, N), np.float32) * 0.5
    envelope = Envelope(id="e", target="pan", points=(Point(0, -1.0), Point(N, 1.0)))
    song.track("a", x, channels=1, automation=(envelope,))
    angle = np.arange(N) / N * math.pi / 2
    assert song.render(song.session(), N) == pytest.approx(0.5 * np.vstack((np.cos(angle), np.sin(angle))), abs=1e-6)


def test_a_missing_file_is_silent_and_named_and_the_rest_plays(song: Any) -> None:
    from daw.engine.render import Render

    x = song.noise(N)
    song.track("a", x)
    song.track("gone", song.noise(N))
    (song.folder / "audio/gone.wav").unlink()
    render = Render(song.session(), song.folder)
    out = np.concatenate(list(render.blocks(N)), axis=1)
    render.close()
    assert np.array_equal(out, x)
    assert "gone.wav" in render.offline["a-gone"]


def test_a_file_cut_short_plays_what_there_is(song: Any) -> None:
    x = song.noise(N)
    song.track("a", x)
    path = song.folder / "audio/a.wav"
    path.write_bytes(path.read_bytes()[: 4096 + 8 * 5000])
    out = song.render(song.session(), N)
    assert np.array_equal(out[:, :5000], x[:, :5000])
    assert not out[:, 5000:].any()


def test_a_clip_of_a_mono_source_on_a_stereo_track_sounds_on_both_sides(song: Any) -> None:
    x = song.noise(N, 1)
    song.track("a", x)
    assert np.array_equal(song.render(song.session(), N), np.vstack((x, x)))


def test_invalid_sound_is_silenced_and_the_other_tracks_go_on(song: Any) -> None:
    x, bad = song.noise(N), song.noise(N)
    bad[:, 3000] = np.nan
    song.track("a", x)
    song.track("bad", bad)
    out = song.render(song.session(), N)
    assert np.isfinite(out).all()
    cell = 3000 // 64 * 64
    assert np.array_equal(out[:, cell : cell + 64], x[:, cell : cell + 64])
    assert out[:, cell + 64 :] == pytest.approx(x[:, cell + 64 :] + bad[:, cell + 64 :], abs=1e-7)


def test_clips_of_one_track_are_ordered_by_time_not_by_list(song: Any) -> None:
    x = song.noise(N)
    track = song.track("a", x)
    first = Clip(id="1", name="", source="a-a", start=0, length=3000, offset=0)
    second = Clip(id="2", name="", source="a-a", start=6000, length=3000, offset=6000)
    song.tracks[:] = [replace(track, clips=(second, first))]
    out = song.render(song.session(), N)
    assert np.array_equal(out[:, :3000], x[:, :3000])
    assert np.array_equal(out[:, 6000:9000], x[:, 6000:9000])
