"""Peaks: every pixel shows what is there, at every zoom, and the cache is never older than the file."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.audio import peaks
from daw.audio.error import Cancelled
from daw.audio.peakbins import BASE_FRAMES, FACTOR, PeakBuilder, bins_of_levels
from daw.audio.takefile import TakeWriter


def noise(channels: int, frames: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (channels, frames)).astype(np.float32)


def reference(x: np.ndarray, bin_frames: int) -> np.ndarray:
    """Minimum, maximum, mean square of each bin, plainly."""
    parts = [x[:, start : start + bin_frames] for start in range(0, x.shape[1], bin_frames)]
    return np.stack([np.stack([p.min(1), p.max(1), (p.astype(np.float64) ** 2).mean(1)], axis=-1) for p in parts], axis=1)


@settings(deadline=None, max_examples=40)
@given(frames=st.integers(1, 30_000), channels=st.integers(1, 3), cuts=st.lists(st.integers(1, 3000), min_size=1, max_size=4))
def test_every_level_is_the_truth_however_the_blocks_came(frames: int, channels: int, cuts: list[int]) -> None:
    x = noise(channels, frames)
    builder = PeakBuilder(channels)
    at = n = 0
    while at < frames:
        builder.append(np.ascontiguousarray(x[:, at : at + cuts[n % len(cuts)]]))
        at += cuts[n % len(cuts)]
        n += 1
    levels = builder.levels()
    assert [level.shape for level in levels] == [(channels, bins, 3) for bins in bins_of_levels(frames)]
    for n, level in enumerate(levels):
        expected = reference(x, BASE_FRAMES * FACTOR**n)
        assert np.array_equal(level[..., :2], expected[..., :2])
        assert np.allclose(level[..., 2], expected[..., 2], rtol=2e-6, atol=0)


def test_nan_and_infinity_do_not_hide_the_rest() -> None:
    x = noise(2, 512)
    x[0, 3] = np.nan
    x[1, :256] = np.nan
    x[1, 300] = np.inf
    builder = PeakBuilder(2)
    builder.append(x)
    level = builder.levels()[0]
    assert level[0, 0, 0] == np.nanmin(x[0, :256])
    assert level[1, 0].tolist() == [0, 0, 0]
    assert level[1, 1, 1] == np.inf


def write(path: Path, x: np.ndarray) -> None:
    path.parent.mkdir(exist_ok=True)
    with TakeWriter(path, x.shape[0], 48000, "float32") as take:
        take.append(x)


@settings(deadline=None, max_examples=60)
@given(start=st.integers(-5000, 200_000), length=st.integers(1, 400_000), pixels=st.integers(1, 700))
def test_a_pixel_shows_its_frames_and_at_most_one_bin_more(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, pixels: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "peaks-window.wav"
    x = noise(2, 150_000, seed=4)
    if not path.exists():
        write(path, x)
    out = peaks.build(path).window(start, start + length, pixels)
    assert out.shape == (2, pixels, 3)
    per_pixel = length / pixels
    level = max(0, int(np.log(max(1.0, per_pixel / BASE_FRAMES)) / np.log(FACTOR) + 1e-9))
    slack = 0 if per_pixel < BASE_FRAMES else BASE_FRAMES * FACTOR**level
    for k in range(0, pixels, max(1, pixels // 7)):
        first, last = start + length * k // pixels, start + length * (k + 1) // pixels
        last = max(last, first + 1)
        inner = x[:, max(0, first) : max(0, last)]
        outer = x[:, max(0, first - slack) : max(0, last + slack)]
        if inner.shape[1] == 0:
            assert slack or not out[:, k].any()
            continue
        assert (out[:, k, 0] <= inner.min(1)).all()
        assert (out[:, k, 1] >= inner.max(1)).all()
        assert (out[:, k, 0] >= outer.min(1)).all()
        assert (out[:, k, 1] <= outer.max(1)).all()
        if not slack:
            assert np.allclose(out[:, k, 2], np.sqrt((inner.astype(np.float64) ** 2).mean(1)), rtol=1e-5)


@pytest.mark.parametrize("sample_format", ["pcm16", "pcm24", "float32"])
def test_kept_peaks_are_the_built_ones(tmp_path: Path, sample_format: str) -> None:
    (tmp_path / "audio").mkdir()
    with TakeWriter(tmp_path / "audio" / "a.wav", 2, 48000, sample_format) as take:
        take.append(noise(2, 100_001))
    seen: list[int] = []
    built = peaks.of_source(tmp_path, "audio/a.wav", progress=lambda done, total: seen.append(done))
    assert seen == [65536, 100_001]
    assert [path.name for path in (tmp_path / "peaks").iterdir()] == ["a.wav.peaks"]
    kept = peaks.cached(tmp_path, "audio/a.wav")
    assert kept is not None
    assert isinstance(kept.levels[0].base, np.memmap)
    assert kept.frames == 100_001
    assert all(np.array_equal(a, b) for a, b in zip(built.levels, kept.levels, strict=True))
    for window in ((0, 100_001), (5000, 6000)):
        assert np.array_equal(built.window(*window, 100), kept.window(*window, 100))


def test_peaks_of_a_file_that_has_changed_are_not_believed(tmp_path: Path) -> None:
    audio = tmp_path / "audio" / "a.wav"
    write(audio, noise(1, 1000))
    peaks.of_source(tmp_path, "audio/a.wav")
    assert peaks.cached(tmp_path, "audio/a.wav") is not None
    os.utime(audio, ns=(5, 5))
    assert peaks.cached(tmp_path, "audio/a.wav") is None
    peaks.of_source(tmp_path, "audio/a.wav")
    audio.write_bytes(audio.read_bytes() + b"xx")
    os.utime(audio, ns=(5, 5))
    assert peaks.cached(tmp_path, "audio/a.wav") is None
    audio.unlink()
    assert peaks.cached(tmp_path, "audio/a.wav") is None


def test_a_damaged_cache_is_built_again_not_believed(tmp_path: Path) -> None:
    write(tmp_path / "audio" / "a.wav", noise(1, 5000))
    peaks.of_source(tmp_path, "audio/a.wav")
    cache = peaks.cache_path(tmp_path, "audio/a.wav")
    good = cache.read_bytes()
    for length in (0, 10, 71, 72, len(good) - 1):
        cache.write_bytes(good[:length])
        assert peaks.cached(tmp_path, "audio/a.wav") is None
    for place in range(52):
        bad = bytearray(good)
        bad[place] ^= 0x41
        cache.write_bytes(bad)
        assert peaks.cached(tmp_path, "audio/a.wav") is None
    assert peaks.of_source(tmp_path, "audio/a.wav").frames == 5000
    assert peaks.cached(tmp_path, "audio/a.wav") is not None


def test_a_cancelled_build_keeps_nothing(tmp_path: Path) -> None:
    write(tmp_path / "audio" / "a.wav", noise(1, 200_000))
    with pytest.raises(Cancelled):
        peaks.of_source(tmp_path, "audio/a.wav", cancel=lambda: True)
    assert not (tmp_path / "peaks").exists()


def test_peaks_are_shown_even_where_they_cannot_be_kept(tmp_path: Path) -> None:
    write(tmp_path / "audio" / "a.wav", noise(1, 5000))
    (tmp_path / "peaks").write_text("in the way")
    assert peaks.of_source(tmp_path, "audio/a.wav").frames == 5000


def test_peaks_grow_with_a_take_being_recorded(tmp_path: Path) -> None:
    x = noise(1, 50_000)
    builder = PeakBuilder(1)
    with TakeWriter(tmp_path / "t.wav", 1, 48000, "float32") as take:
        for start in range(0, 50_000, 1777):
            take.append(x[:, start : start + 1777])
            builder.append(x[:, start : start + 1777])
            shown = peaks.growing(builder, tmp_path / "t.wav")
            far, near = shown.window(0, 51_200, 20), shown.window(start, start + 100, 100)
            assert far[0, :, 1].max() == x[0, : builder.frames].max()
            count = min(100, builder.frames - start)
            assert np.array_equal(near[0, :count, 0], x[0, start : start + count])
            assert not near[0, count:].any()


def test_lossy_files_and_empty_ones_have_peaks_too(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.ogg", noise(2, 5000).T * 0.5, 48000)
    assert peaks.build(tmp_path / "a.ogg").window(0, 5000, 10)[:, :, 1].min() > 0.1
    write(tmp_path / "empty.wav", np.zeros((1, 0), np.float32))
    assert not peaks.build(tmp_path / "empty.wav").window(0, 100, 10).any()
