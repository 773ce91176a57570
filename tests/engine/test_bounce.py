"""The bounce: bits, lengths, loudness, and nothing left behind."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from daw.audio.reading import read
from daw.engine.device import NullDevice
from daw.engine.engine import Engine
from daw.engine.offline import BounceCancelledError, BounceError, BounceOptions, bounce
from daw.model.clip import Clip
from daw.model.track import Send, Track

replace = msgspec.structs.replace
RATE = 48000
N = 60000


def made(song: Any, out: Path, **options: Any) -> Any:
    """Bounce and give the report."""
    return bounce(song.session(), song.folder, out, BounceOptions(**options))


def test_files_at_unity_come_out_with_their_very_bits(song: Any, tmp_path: Path) -> None:
    x = song.noise(N, level=0.9)
    song.track("a", x)
    made(song, tmp_path / "out.wav", format="wav24", dither="none")
    assert np.array_equal(read(tmp_path / "out.wav")[0], x)


def test_two_bounces_are_one_file(song: Any, tmp_path: Path) -> None:
    song.track("a", song.noise(N), slots=(song.slot("daw.delay", "delay", time_ms=50.0, mix=0.5),))
    one, other = (made(song, tmp_path / name) for name in ("1.wav", "2.wav"))
    assert one.sha256 == other.sha256
    assert one.sha256 == hashlib.sha256((tmp_path / "1.wav").read_bytes()).hexdigest()


@pytest.mark.parametrize("block", [1, 17, 64, 127, 256, 1024, 4096])
def test_any_block_size_and_thread_count_gives_the_same_file(song: Any, tmp_path: Path, block: int) -> None:
    eq = song.slot("daw.eq", "eq", band3_on=1.0, band3_gain_db=6.0)
    song.track("a", song.noise(8000), slots=(eq,), sends=(Send(id="n", bus="echo"),), pan=0.2)
    song.track("b", song.noise(8000, 1), channels=1, fader_db=-3.0, slots=(song.slot("daw.compressor", "c", threshold_db=-30.0),))
    song.tracks.append(Track(id="echo", name="echo", kind="bus", inputs=(), slots=(song.slot("daw.delay", "d", time_ms=40.0, mix=1.0),)))
    session = song.session(song.slot("daw.limiter", "l", ceiling_db=-9.0))
    made_by = lambda name, **options: bounce(session, song.folder, tmp_path / name, BounceOptions(**options))  # noqa: E731
    expected = made_by("expected.wav", block=4096, threads=1).sha256
    assert made_by("one.wav", block=block, threads=1).sha256 == expected
    assert made_by("two.wav", block=block, threads=2).sha256 == expected


def test_live_playing_is_the_same_file(song: Any, tmp_path: Path) -> None:
    song.track("a", song.noise(RATE), slots=(song.slot("daw.eq", "eq", band3_on=1.0, band3_gain_db=6.0),))
    session = song.session()
    bounce(session, song.folder, tmp_path / "out.wav", BounceOptions(format="wav32f"))
    with Engine(RATE, NullDevice(256, keep_s=1.2)) as engine:
        engine.load(session, song.folder)
        engine.play(0)
        while engine.device.kept().shape[1] < 1.1 * RATE:
            pass
        live = engine.device.kept()[:, :RATE]
    assert np.array_equal(read(tmp_path / "out.wav")[0][:, :RATE], live)


def test_latency_is_taken_out_and_the_length_is_the_songs(song: Any, tmp_path: Path) -> None:
    x = song.noise(N, level=0.1)
    song.track("a", x)
    session = song.session(song.slot("daw.limiter", "l"))  # far below its ceiling: a pure delay
    bounce(session, song.folder, tmp_path / "out.wav", BounceOptions(format="wav32f"))
    assert np.array_equal(read(tmp_path / "out.wav")[0], x)


def test_parallel_paths_of_different_latency_stay_in_phase(song: Any, tmp_path: Path) -> None:
    x = song.noise(N, level=0.1)
    song.track("a", x, slots=(song.slot("daw.limiter", "l"),))
    song.track("b", x, polarity_inverted=True)
    assert not song.render(song.session(), N + 1000).any()


def test_effects_ring_out_and_a_given_tail_is_exact(song: Any, tmp_path: Path) -> None:
    x = np.zeros((2, RATE), np.float32)
    x[:, -1] = 0.5
    song.track("a", x, slots=(song.slot("daw.delay", "d", time_ms=500.0, feedback=0.0, mix=1.0),))
    made(song, tmp_path / "auto.wav", format="wav32f", dither="none")
    sound = read(tmp_path / "auto.wav")[0]
    assert sound.shape[1] == RATE + 24000
    assert made(song, tmp_path / "given.wav", tail_s=0.25).frames == RATE + 12000


def test_a_range_is_cut_out_of_the_song(song: Any, tmp_path: Path) -> None:
    x = song.noise(N)
    song.track("a", x)
    made(song, tmp_path / "out.wav", start=1001, end=30011, dither="none")
    assert np.array_equal(read(tmp_path / "out.wav")[0], x[:, 1001:30011])


@pytest.mark.parametrize("target", [-23.0, -14.0, -9.0])
def test_the_loudness_target_and_the_ceiling_are_met(song: Any, tmp_path: Path, target: float) -> None:
    n = np.arange(6 * RATE)
    drums = np.exp(-(n % 24000) / 3000) * song.random.standard_normal(len(n)) * 0.2
    song.track("a", np.vstack((drums, 0.9 * drums)).astype(np.float32))
    report = made(song, tmp_path / "out.wav", loudness_lufs=target, ceiling_dbtp=-1.0)
    assert report.integrated_lufs == pytest.approx(target, abs=0.1)
    assert report.true_peak_dbtp <= -1.0 + 0.05


def test_another_rate_has_the_right_length_and_pitch(song: Any, tmp_path: Path) -> None:
    n = np.arange(RATE)
    tone = (0.5 * np.sin(2 * np.pi * 1000 * n / RATE)).astype(np.float32)
    song.track("a", np.vstack((tone, tone)))
    report = made(song, tmp_path / "out.wav", rate=44100, format="wav32f")
    sound = read(tmp_path / "out.wav")[0]
    assert (report.sample_rate, report.frames) == (44100, 44100)
    assert np.abs(np.fft.rfft(sound[0])).argmax() == 1000


def test_the_stems_that_feed_the_master_add_up_to_the_mix(song: Any, tmp_path: Path) -> None:
    song.track("a", song.noise(N), sends=(Send(id="n", bus="echo"),))
    song.track("b", song.noise(N), fader_db=-6.0, slots=(song.slot("daw.limiter", "l"),))
    song.tracks.append(Track(id="echo", name="echo", kind="bus", inputs=(), fader_db=-3.0))
    report = made(song, tmp_path / "mix.wav", format="wav32f", stems=True)
    stems = [read(path)[0] for path in report.stems]
    assert [Path(path).name for path in report.stems] == ["01 a.wav", "02 b.wav", "03 echo.wav"]
    assert np.sum(stems, axis=0) == pytest.approx(read(tmp_path / "mix.wav")[0], abs=1e-6)


def test_stems_have_the_rate_that_was_asked_for(song: Any, tmp_path: Path) -> None:
    song.track("a", song.noise(RATE))
    report = made(song, tmp_path / "mix.wav", format="wav32f", stems=True, rate=44100)
    (stem,) = report.stems
    assert read(Path(stem))[1] == 44100
    assert read(Path(stem))[0] == pytest.approx(read(tmp_path / "mix.wav")[0], abs=1e-6)


@pytest.mark.parametrize("at", [0.1, 0.89, 0.91])
def test_a_bounce_can_be_cancelled_while_it_is_brought_to_its_loudness(song: Any, tmp_path: Path, at: float) -> None:
    song.track("a", song.noise(4 * RATE))
    shares = [0.0]
    options = BounceOptions(loudness_lufs=-8.0, block=1024)
    with pytest.raises(BounceCancelledError):
        bounce(song.session(), song.folder, tmp_path / "mix.wav", options, progress=shares.append, cancelled=lambda: shares[-1] >= at)
    assert shares == sorted(shares)
    assert not list(tmp_path.glob("mix*"))
    assert not list(tmp_path.glob(".bounce*"))


def test_a_cancelled_bounce_leaves_the_old_file_and_nothing_else(song: Any, tmp_path: Path) -> None:
    song.track("a", song.noise(10 * RATE))
    out = tmp_path / "out" / "mix.wav"
    out.parent.mkdir()
    out.write_bytes(b"the old mix")
    answers = iter([False, False, True])
    with pytest.raises(BounceCancelledError):
        bounce(song.session(), song.folder, out, BounceOptions(loudness_lufs=-14.0), cancelled=lambda: next(answers))
    assert out.read_bytes() == b"the old mix"
    assert list(out.parent.iterdir()) == [out]


def test_an_empty_song_is_refused_with_a_sentence(song: Any, tmp_path: Path) -> None:
    with pytest.raises(BounceError, match="nothing to bounce"):
        made(song, tmp_path / "out.wav")
    assert not (tmp_path / "out.wav").exists()


def test_memory_does_not_grow_with_the_length_of_the_song(song: Any, tmp_path: Path) -> None:
    import tracemalloc

    def peak(seconds: int) -> int:
        track = song.tracks[0]
        clips = tuple(Clip(id=f"c{k}", name="", source="a-a", start=k * RATE, length=RATE) for k in range(seconds))
        song.tracks[:] = [replace(track, clips=clips)]
        tracemalloc.start()
        try:
            made(song, tmp_path / "out.wav", dither="none", threads=1)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    song.track("a", song.noise(RATE))
    peak(2)
    assert peak(120) < peak(10) + 2_000_000
