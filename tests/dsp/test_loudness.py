"""Hop powers against a float64 reference, and the clauses of ITU-R BS.1770-5 and EBU Tech 3341 / 3342 one by one."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import signal  # noqa: TID251 - the referee

from daw.dsp import loudness
from daw.dsp.kweighting import channel_weights, k_weighting
from daw.dsp.loudness import LoudnessMeter, accumulate_rt, loudness_state, lufs, lufs_series, window_powers
from daw.kernelbuild import kernel

RATES = [8000, 11025, 22050, 32000, 44100, 48000, 88200, 96000, 192000]


def noise(channels: int, frames: int, seed: int = 1) -> np.ndarray:
    return (0.1 * np.random.default_rng(seed).standard_normal((channels, frames))).astype(np.float32)


def sine(frequency_hz: float, seconds: float, sample_rate: int) -> np.ndarray:
    return np.sin(2 * np.pi * frequency_hz * np.arange(round(seconds * sample_rate)) / sample_rate).astype(np.float32)


def hop_powers(x: np.ndarray, sample_rate: int, weights=None, cuts=()) -> np.ndarray:
    """All hop powers of x, taken in blocks that end at `cuts`."""
    state = loudness_state(sample_rate, np.ones(len(x)) if weights is None else weights)
    hops = np.full(x.shape[1] * 100 // sample_rate + 1, np.nan)
    for piece in np.split(x, cuts, axis=1):
        accumulate_rt(state, np.ascontiguousarray(piece), piece.shape[1], hops)
    return hops[: state["hop_count"]]


def power(loudness_lufs: float) -> float:
    return 10 ** ((loudness_lufs + 0.691) / 10)


def programme(*parts: tuple[float, int]) -> np.ndarray:
    """Hop powers in steps of (LUFS, hops)."""
    return np.concatenate([np.full(hops, power(level)) for level, hops in parts])


def measured(*runs: np.ndarray) -> LoudnessMeter:
    """A meter that was paused for an instant between the runs."""
    meter = LoudnessMeter()
    for hops in runs:
        meter.resume()
        meter.feed(hops)
        meter.pause()
        meter.feed(hops[:1])
    return meter


def windows(hops: np.ndarray, length: int, step: int) -> list[float]:
    """The definition, as it is written: mean power of each whole window."""
    return [math.fsum(hops[k : k + length]) / length for k in range(0, len(hops) - length + 1, step)]


def gated(powers: list[float], relative_gate_lu: float) -> list[float]:
    """BS.1770-5 eqs. 5-7, in loudness: windows under -70 LUFS go, then those under the mean power's loudness less the gate."""
    kept = [z for z in powers if z > 0 and -0.691 + 10 * math.log10(z) >= -70]
    if not kept:
        return []
    gate = -0.691 + 10 * math.log10(math.fsum(kept) / len(kept)) - relative_gate_lu
    return [z for z in kept if -0.691 + 10 * math.log10(z) > gate]


def integrated_by_definition(*runs: np.ndarray) -> float:
    kept = gated([z for run in runs for z in windows(run, 40, 10)], 10)
    return -0.691 + 10 * math.log10(math.fsum(kept) / len(kept))


def range_by_definition(*runs: np.ndarray) -> float:
    levels = sorted(10 * math.log10(z) for z in gated([z for run in runs for z in windows(run, 300, 10)], 20))
    low, high = (levels[math.floor((len(levels) - 1) * p / 100 + 1 + 0.5) - 1] for p in (10, 95))  # MATLAB's round, 1-based
    return high - low


def random_programme(seed: int, hops: int = 3000) -> np.ndarray:
    """Hop powers that wander through both gates."""
    rng = np.random.default_rng(seed)
    levels = np.repeat(rng.uniform(-85, -5, hops // 60 + 1), 60)[:hops] + rng.uniform(-6, 6, hops)
    return 10 ** ((levels + 0.691) / 10)


def test_times_are_those_of_the_standards():
    assert loudness.HOP_S * loudness.HOPS_PER_SECOND == 1.0
    assert (loudness.HOP_S, loudness.MOMENTARY_HOPS * loudness.HOP_S, loudness.SHORT_TERM_HOPS * loudness.HOP_S) == (0.01, 0.4, 3.0)
    assert loudness.RANGE_SETTLES_S == 60.0


# --- the kernel ---


@pytest.mark.parametrize("sample_rate", [44100, 48000, 96000])
def test_hop_powers_are_those_of_the_filters_in_float64(sample_rate):
    x = noise(2, sample_rate // 2)
    stages = k_weighting(sample_rate)
    weighted = signal.sosfilt(np.column_stack([stages[:, :3], np.ones(2), stages[:, 3:]]), x.astype(np.float64))
    expected = (weighted**2).reshape(2, 50, -1).mean(axis=2).sum(axis=0)
    assert hop_powers(x, sample_rate) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("sample_rate", RATES)
@pytest.mark.parametrize("channel", [0, 1, 2], ids=["L", "R", "C"])
def test_997_hz_at_full_scale_in_one_front_channel_reads_minus_3_01(channel, sample_rate):
    x = np.zeros((5, sample_rate), np.float32)
    x[channel] = sine(997, 1, sample_rate)
    hops = hop_powers(x, sample_rate, channel_weights(5))
    assert lufs(hops[40:80].mean()) == pytest.approx(-3.01, abs=0.003)


def test_surrounds_weigh_1_41_and_lfe_nothing():
    tone = sine(997, 1, 48000)
    levels = []
    for channel in range(6):
        x = np.zeros((6, 48000), np.float32)
        x[channel] = tone
        levels.append(hop_powers(x, 48000, channel_weights(6))[50] / hop_powers(tone[np.newaxis], 48000)[50])
    assert levels == pytest.approx([1, 1, 1, 0, 1.41, 1.41], abs=1e-12)


def test_channels_add_as_powers():
    x = noise(2, 48000)
    separately = hop_powers(x[:1], 48000) + hop_powers(x[1:], 48000)
    assert hop_powers(x, 48000) == pytest.approx(separately, rel=1e-14)


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 5000), max_size=30), sample_rate=st.sampled_from([8000, 11025, 22050, 44100, 48000]))
def test_hop_powers_do_not_depend_on_blocks(cuts, sample_rate):
    x = noise(3, 5000)
    assert hop_powers(x, sample_rate, cuts=sorted(cuts)).tobytes() == hop_powers(x, sample_rate).tobytes()


@pytest.mark.parametrize("sample_rate", RATES)
def test_a_hop_is_10_ms_and_never_drifts(sample_rate):
    for hop in (0, 1, 2, 3, 57, 199):
        begin = -(-hop * sample_rate // 100)  # frames whose time is in [hop, hop + 1) * 10 ms
        end = -(-(hop + 1) * sample_rate // 100)
        for frame, expected in ((begin, hop), (end - 1, hop), (end, hop + 1)):
            x = np.zeros((1, sample_rate * 21 // 10), np.float32)
            x[0, frame] = 1.0
            hops = hop_powers(x, sample_rate)
            # at rates where 10 ms are no whole frames, a hop may take in the frame at its edge
            assert abs(int(np.flatnonzero(hops)[0]) - expected) <= (0 if sample_rate % 100 == 0 else 1)
            assert len(hops) == 210


@pytest.mark.parametrize("sample_rate", [11025, 22050, 12345])
def test_the_hops_of_a_window_hold_exactly_its_frames(sample_rate):
    ones = np.ones((1, sample_rate * 2), np.float32)
    state = loudness_state(sample_rate, [1.0])
    state["stages"][:] = [[1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]  # no filters: a hop's power is its frames by the nominal number
    hops = np.zeros(256)
    accumulate_rt(state, ones, ones.shape[1], hops)
    frames = hops[: state["hop_count"]] * sample_rate / 100
    assert frames == pytest.approx(np.diff(np.arange(201) * sample_rate // 100), abs=1e-9)


def test_the_ring_is_written_round_and_round():
    x = noise(1, 48000)
    every = hop_powers(x, 48000)
    ring = np.zeros(32)
    state = loudness_state(48000, [1.0])
    accumulate_rt(state, x, x.shape[1], ring)
    assert state["hop_count"] == 100
    assert ring.tolist() == [*every[96:], *every[68:96]]


def test_frames_past_the_given_number_are_left_alone():
    x = noise(2, 960)
    hops = np.zeros(4)
    state = loudness_state(48000)
    accumulate_rt(state, x, 480, hops)
    x[:, 480:] = np.nan
    accumulate_rt(state, x, 0, hops)
    assert state["hop_count"] == 1
    assert hops.tolist() == [hop_powers(x[:, :480], 48000)[0], 0, 0, 0]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_hop_that_is_no_number_counts_as_silence_and_the_next_is_right_again(bad):
    x = noise(2, 48000)
    good = hop_powers(x, 48000)
    x[1, 10000] = bad
    state = loudness_state(48000)
    hops = np.zeros(100)
    accumulate_rt(state, x, 48000, hops)
    assert state["bad_hops"] == 1
    assert hops[20] == 0.0
    assert hops[:20].tolist() == good[:20].tolist()
    assert hops[25:] == pytest.approx(good[25:], rel=0.02)  # the 38 Hz filter has started afresh
    assert np.isfinite(hops).all()


def test_lfe_may_hold_anything():
    x = noise(6, 4800)
    x[3] = np.nan
    assert np.isfinite(hop_powers(x, 48000, channel_weights(6))).all()


def test_silence_after_sound_becomes_exactly_0():
    x = np.zeros((2, 48000 * 3), np.float32)
    x[:, :1000] = 1000.0
    state = loudness_state(48000)
    hops = np.zeros(300)
    accumulate_rt(state, x, x.shape[1], hops)
    assert hops[0] > 0.0
    assert hops[-1] == 0.0
    assert not state["z"].any()
    assert (hops >= 0.0).all()


def test_a_state_of_too_many_channels_is_refused():
    assert loudness_state(48000, np.ones(24))["weights"].sum() == 24
    with pytest.raises(ValueError, match="25 channels"):
        loudness_state(48000, np.ones(25))


def test_the_kernel_never_allocates():
    hop_powers(noise(2, 480), 48000)
    (signature,) = loudness.accumulate_rt.signatures
    afresh = kernel(cache=False)(loudness.accumulate_rt.py_func)  # code from the cache cannot be inspected
    afresh.compile(signature)
    assert not re.search(r"call[^\n]*@NRT_(MemInfo_alloc|Allocate)", afresh.inspect_llvm(signature))


# --- windows ---


def test_a_window_is_the_mean_of_its_hops():
    hops = random_programme(1, 100)
    assert window_powers(hops, 40) == pytest.approx(windows(hops, 40, 1), rel=1e-14)
    assert window_powers(hops[:40], 40).shape == (1,)
    assert window_powers(hops[:39], 40).shape == (0,)


def test_a_window_of_silence_after_sound_is_exactly_0():
    hops = np.concatenate([programme((0, 50)), np.full(3, 1e-17), np.zeros(40)])
    assert window_powers(hops, 40)[-1] == 0.0


def test_loudness_of_a_power():
    assert lufs(1.0) == pytest.approx(-0.691, abs=1e-12)
    assert lufs(0.01) == pytest.approx(-20.691, abs=1e-12)
    assert lufs(0.0) is None
    assert lufs(1e-15) is None


def test_a_series_is_none_until_its_window_is_full_and_in_silence():
    series = lufs_series(np.concatenate([programme((-20, 3)), np.zeros(3)]), 3)
    assert series == [None, None, pytest.approx(-20), pytest.approx(-20 + 10 * math.log10(2 / 3)), pytest.approx(-24.771, abs=1e-3), None]
    assert lufs_series(programme((-20, 2)), 3) == [None, None]
    assert lufs_series(np.empty(0), 3) == []


# --- the meter ---


def test_readings_are_none_until_their_window_is_full():
    meter = LoudnessMeter()
    meter.feed(np.empty(0))
    assert (meter.momentary_lufs, meter.short_term_lufs, meter.integrated_lufs, meter.range_lu) == (None, None, None, None)
    for count in range(1, 301):
        meter.feed(programme((-20, 1)))
        assert (meter.momentary_lufs is not None, meter.short_term_lufs is not None) == (count >= 40, count >= 300)
        assert (meter.momentary_max_lufs is not None, meter.short_term_max_lufs is not None) == (count >= 40, count >= 300)
        assert (meter.integrated_lufs is not None, meter.range_lu is not None) == (count >= 40, count >= 300)
    assert meter.integrated_lufs == pytest.approx(-20)
    assert meter.range_lu == 0.0
    assert meter.measured_s == 3.0


def test_momentary_is_of_the_last_0_4_s_and_short_term_of_the_last_3_s():
    hops = random_programme(2, 700)
    meter = measured(hops)
    meter.feed(hops[-1:])
    line = np.concatenate([hops, hops[:1], hops[-1:]])
    assert meter.momentary_lufs == pytest.approx(lufs(line[-40:].mean()), abs=1e-12)
    assert meter.short_term_lufs == pytest.approx(lufs(line[-300:].mean()), abs=1e-12)


def test_maxima_are_taken_at_every_hop():
    hops = random_programme(3)
    meter = measured(hops)
    assert meter.momentary_max_lufs == pytest.approx(lufs(max(windows(hops, 40, 1))), abs=1e-12)
    assert meter.short_term_max_lufs == pytest.approx(lufs(max(windows(hops, 300, 1))), abs=1e-12)


@pytest.mark.parametrize("seed", range(30))
def test_integrated_loudness_and_range_are_those_of_the_definition(seed):
    hops = random_programme(seed, 3000 + seed)
    meter = measured(hops)
    assert meter.integrated_lufs == pytest.approx(integrated_by_definition(hops), abs=1e-10)
    assert meter.range_lu == pytest.approx(range_by_definition(hops), abs=1e-10)


def test_the_incomplete_last_block_is_dropped():
    assert measured(programme((-20, 40), (0, 9))).integrated_lufs == pytest.approx(-20, abs=1e-9)
    assert measured(programme((-20, 40), (0, 10))).integrated_lufs == pytest.approx(integrated_by_definition(programme((-20, 40), (0, 10))))


def test_the_absolute_gate_is_at_minus_70():
    assert measured(programme((-70.001, 400))).integrated_lufs is None
    assert measured(programme((-70.001, 400))).range_lu is None
    assert measured(programme((-69.999, 400))).integrated_lufs == pytest.approx(-69.999)
    assert measured(programme((-69.999, 400))).range_lu == 0.0


def test_the_relative_gate_is_10_lu_under_the_mean_power_of_what_passed_the_absolute_gate():
    for soft, passes in ((-32.7885, False), (-32.7865, True)):
        loud, quiet, silent = programme((-20, 1000)), programme((soft, 1000)), programme((-80, 5000))
        loudness_lufs = measured(loud, quiet, silent).integrated_lufs
        both = lufs((power(-20) + power(soft)) / 2)
        assert soft > both - 10 if passes else soft < both - 10
        assert loudness_lufs == pytest.approx(both if passes else -20, abs=1e-9)


def test_range_has_a_relative_gate_20_lu_under_the_mean():
    for soft, passes in ((-42.9875, True), (-42.9895, False)):
        assert measured(programme((-20, 1000)), programme((soft, 1000))).range_lu == pytest.approx(-20 - soft if passes else 0, abs=1e-9)


def test_range_is_from_the_10th_to_the_95th_percentile():
    levels = np.linspace(-30, -20, 21)  # each heard alone for one window: 21 short-term values, 0.5 LU apart
    meter = measured(*[programme((level, 300)) for level in levels])
    assert meter.range_lu == pytest.approx(levels[19] - levels[2], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 900), max_size=20), seed=st.integers(0, 1000))
def test_readings_do_not_depend_on_the_portions(cuts, seed):
    hops = random_programme(seed, 900)
    whole, parts = LoudnessMeter(), LoudnessMeter()
    whole.feed(hops)
    for portion in np.split(hops, sorted(cuts)):
        parts.feed(portion)
        assert parts.integrated_lufs is None or math.isfinite(parts.integrated_lufs)  # asking changes nothing
    for name in ("momentary", "short_term", "momentary_max", "short_term_max", "integrated"):
        assert getattr(parts, f"{name}_lufs") == getattr(whole, f"{name}_lufs")
    assert parts.range_lu == whole.range_lu


def test_a_pause_is_left_out_and_no_window_reaches_across_it():
    first, second = random_programme(5, 777), random_programme(6, 1234)
    meter = LoudnessMeter()
    meter.feed(first)
    meter.pause()
    meter.feed(programme((0, 123)))
    assert meter.momentary_lufs == pytest.approx(0)  # still of what is heard
    assert meter.measured_s == 7.77
    meter.resume()
    meter.feed(second)
    assert meter.measured_s == 20.11
    assert meter.integrated_lufs == pytest.approx(integrated_by_definition(first, second), abs=1e-10)
    assert meter.range_lu == pytest.approx(range_by_definition(first, second), abs=1e-10)
    assert meter.momentary_max_lufs == pytest.approx(lufs(max(windows(first, 40, 1) + windows(second, 40, 1))), abs=1e-12)
    assert meter.short_term_max_lufs == pytest.approx(lufs(max(windows(first, 300, 1) + windows(second, 300, 1))), abs=1e-12)


def test_a_reset_forgets_what_was_measured_and_hears_on():
    meter = LoudnessMeter()
    meter.feed(programme((0, 1000)))
    meter.reset()
    assert meter.momentary_lufs == pytest.approx(0)
    assert meter.measured_s == 0
    readings = (meter.integrated_lufs, meter.range_lu, meter.momentary_max_lufs, meter.short_term_max_lufs)
    assert readings == (None, None, None, None)
    meter.feed(programme((-30, 400)))
    readings = (meter.integrated_lufs, meter.momentary_max_lufs, meter.short_term_max_lufs)
    assert readings == (pytest.approx(-30), pytest.approx(-30), pytest.approx(-30))
    assert meter.range_lu == pytest.approx(0, abs=1e-9)


def test_a_reset_while_paused_stays_paused():
    meter = measured(programme((-20, 400)))
    meter.reset()
    meter.feed(programme((-20, 400)))
    assert meter.integrated_lufs is None


def test_following_a_ring_is_being_fed_its_hops():
    hops = random_programme(7, 2000)
    ring = np.zeros(64)
    follower = LoudnessMeter()
    for count, hop in enumerate(hops):
        ring[count % 64] = hop
        if count % 7 == 0 or count == 1999:
            follower.follow(ring, count + 1)
    assert follower.lost_hops == 0
    assert follower.integrated_lufs == measured(hops).integrated_lufs
    assert follower.range_lu == measured(hops).range_lu
    follower.follow(ring, 2000)
    assert follower.measured_s == 20.0


def test_hops_that_were_overwritten_are_counted_and_no_window_reaches_across_them():
    hops = np.random.default_rng(8).uniform(0.001, 0.01, 2000)  # all of it passes the gates
    ring = np.zeros(1000)
    meter = LoudnessMeter()
    ring[:447] = hops[:447]
    meter.follow(ring, 447)
    for count in range(447, 2000):
        ring[count % 1000] = hops[count]
    meter.follow(ring, 2000)
    assert meter.lost_hops == 2000 - 500 - 447
    assert meter.measured_s == 9.47
    assert meter.integrated_lufs == pytest.approx(integrated_by_definition(hops[:447], hops[1500:]), abs=1e-10)
    assert meter.short_term_max_lufs == pytest.approx(lufs(max(windows(hops[:447], 300, 1) + windows(hops[1500:], 300, 1))), abs=1e-12)


def test_the_latest_half_of_the_ring_is_never_lost():
    hops = random_programme(9, 1000)
    meter = LoudnessMeter()
    meter.follow(hops, 500)
    meter.follow(hops, 1000)
    assert (meter.lost_hops, meter.measured_s) == (0, 10.0)
    assert meter.integrated_lufs == measured(hops).integrated_lufs
    meter.follow(hops, 1501)
    assert (meter.lost_hops, meter.measured_s) == (1, 15.0)
    meter.follow(hops, 1600)
    assert meter.momentary_lufs == pytest.approx(lufs(hops[560:600].mean()))


def test_after_lost_hops_momentary_waits_for_a_whole_window():
    meter = LoudnessMeter()
    ring = np.ones(78)
    meter.follow(ring, 39)
    meter.follow(ring, 117)  # 39 lost, 39 new
    assert meter.momentary_lufs is None
