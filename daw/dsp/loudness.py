"""Loudness as ITU-R BS.1770-5 and EBU Tech 3341 / 3342 define it.

Compiled code, which may run in the audio thread, reduces sound to one number per hop of 10 ms: its weighted power.  Everything
a meter shows is computed from those numbers, live and offline by the same `LoudnessMeter`.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from daw.dsp.compiled import allocating, compiled
from daw.dsp.kweighting import OFFSET_DB, k_weighting
from daw.units import SILENCE_DB, power_to_db

HOPS_PER_SECOND = 100
HOP_S = 1.0 / HOPS_PER_SECOND
MOMENTARY_HOPS = 40  # Tech 3341 §2.2: 0.4 s
SHORT_TERM_HOPS = 300  # Tech 3341 §2.2: 3 s
STEP_HOPS = 10  # gating blocks overlap by 75 % (BS.1770-5 Annex 1); loudness range is taken at 10 Hz (Tech 3342)
CHANNELS_MAX = 24
RANGE_SETTLES_S = 60.0  # Tech 3342: loudness range is not stable before

_ABSOLUTE_GATE = 10.0 ** ((-70.0 - OFFSET_DB) / 10.0)  # BS.1770-5 eq. 6: -70 LUFS, as a power
_INTEGRATED_GATE = 10.0 ** (-10.0 / 10.0)  # BS.1770-5 eq. 6: 10 LU under the mean
_RANGE_GATE = 10.0 ** (-20.0 / 10.0)  # Tech 3342: 20 LU under the mean
_TINY = 1e-60  # a filter state below this is set to 0: silence stays cheap on every processor

LOUDNESS_STATE = np.dtype(
    [
        ("stages", np.float64, (2, 5)),  # b0 b1 b2 a1 a2 of the two filters
        ("weights", np.float64, (CHANNELS_MAX,)),
        ("z", np.float64, (CHANNELS_MAX, 4)),
        ("energy", np.float64, (CHANNELS_MAX,)),  # of the hop that is being filled
        ("sample_rate", np.int64),
        ("hop_left", np.int64),  # frames until the hop is full
        ("hop_remainder", np.int64),  # hundredths of a frame that the hops so far are short of 10 ms each
        ("hop_count", np.int64),  # hops written since the start
        ("bad_hops", np.int64),  # of these, hops that held NaN or infinity and count as silence
    ],
    align=True,
)


def loudness_state(sample_rate: float, weights: Sequence[float] | NDArray[np.float64] = (1.0, 1.0)) -> np.record:
    """A fresh state for `accumulate_rt`: a rate in Hz, and the weight of each channel (`kweighting.channel_weights`; at most 24)."""
    if len(weights) > CHANNELS_MAX:
        raise ValueError(f"Loudness of {len(weights)} channels cannot be measured; {CHANNELS_MAX} are the most.")
    state = np.zeros(1, LOUDNESS_STATE).view(np.recarray)[0]
    state.stages = k_weighting(sample_rate)
    state.weights[: len(weights)] = weights
    state.sample_rate = round(sample_rate)
    state.hop_left, state.hop_remainder = divmod(state.sample_rate, HOPS_PER_SECOND)
    return state


@compiled
def accumulate_rt(s, x, frames, hops):
    """Take in the first `frames` of x and write the power of each 10 ms that becomes full to hops[hop_count % len(hops)].

    s : record of `loudness_state`.  x : (channels, frames) float32.  hops : (any,) float64, mean squares summed with the weights.
    Where 10 ms is no whole number of frames, hops differ by one frame and never drift; their energy is divided by the true 10 ms,
    so that sums over 0.4 s and 3 s are exact.  A hop with NaN or infinity counts as silence, and the filters start afresh.
    """
    start = 0
    while start < frames:
        stop = min(frames, start + s.hop_left)
        for c in range(x.shape[0]):
            if s.weights[c] != 0.0:
                _weigh_rt(s, x, c, start, stop)
        s.hop_left -= stop - start
        start = stop
        if s.hop_left == 0:
            _end_hop_rt(s, x.shape[0], hops)


@compiled
def _weigh_rt(s, x, c, start, stop):
    """Add the K-weighted energy of frames start to stop of channel c.

    Two transposed direct form II filters; with b1 and b2 reduced by a1 b0 and a2 b0 the feedback path is one multiplication and
    one addition long, which makes the loop 1.7 times faster.
    """
    b0, b1, b2, a1, a2 = s.stages[0, 0], s.stages[0, 1], s.stages[0, 2], s.stages[0, 3], s.stages[0, 4]
    d0, d1, d2, c1, c2 = s.stages[1, 0], s.stages[1, 1], s.stages[1, 2], s.stages[1, 3], s.stages[1, 4]
    b1 -= a1 * b0
    b2 -= a2 * b0
    d1 -= c1 * d0
    d2 -= c2 * d0
    p, q, r, t = s.z[c, 0], s.z[c, 1], s.z[c, 2], s.z[c, 3]
    energy = s.energy[c]
    for n in range(start, stop):
        value = np.float64(x[c, n])
        last = p
        shelved = b0 * value + last
        p = (b1 * value + q) - a1 * last
        q = b2 * value - a2 * last
        last = r
        weighted = d0 * shelved + last
        r = (d1 * shelved + t) - c1 * last
        t = d2 * shelved - c2 * last
        energy += weighted * weighted
    s.z[c, 0], s.z[c, 1], s.z[c, 2], s.z[c, 3] = p, q, r, t
    s.energy[c] = energy


@compiled
def _end_hop_rt(s, channels, hops):
    """Write the full hop's power, and begin the next hop."""
    power = 0.0
    for c in range(channels):
        power += s.weights[c] * s.energy[c]
        s.energy[c] = 0.0
    finite = math.isfinite(power)
    for c in range(channels):
        for k in range(4):
            if not finite or abs(s.z[c, k]) < _TINY:
                s.z[c, k] = 0.0
    hops[s.hop_count % hops.shape[0]] = power * HOPS_PER_SECOND / s.sample_rate if finite else 0.0
    s.hop_count += 1
    if not finite:
        s.bad_hops += 1
    due = s.sample_rate + s.hop_remainder
    s.hop_left = due // HOPS_PER_SECOND
    s.hop_remainder = due % HOPS_PER_SECOND


@allocating
def window_powers(hops, window):
    """Mean power of every run of `window` hops: value k is that of hops[k : k + window].  Summed afresh each time, so never below 0."""
    powers = np.empty(max(hops.shape[0] - window + 1, 0))
    for k in range(powers.shape[0]):
        total = 0.0
        for j in range(k, k + window):
            total += hops[j]
        powers[k] = total / window
    return powers


def lufs(power: float) -> float | None:
    """Loudness of a weighted power in LUFS (BS.1770-5 eq. 2); None for silence."""
    level_db = power_to_db(power)
    return level_db + OFFSET_DB if level_db > SILENCE_DB else None


def lufs_series(hops: NDArray[np.float64], window: int) -> list[float | None]:
    """Loudness in LUFS of the last `window` hops at the end of each hop; None until the window is full, and for silence."""
    return [None] * min(window - 1, len(hops)) + [lufs(power) for power in window_powers(hops, window).tolist()]


class _Gated:
    """Powers of -70 LUFS and more, kept in ascending order."""

    def __init__(self) -> None:
        self._sorted: NDArray[np.float64] = np.empty(0)
        self._new: list[NDArray[np.float64]] = []

    def add(self, powers: NDArray[np.float64]) -> None:
        self._new.append(powers[powers >= _ABSOLUTE_GATE])

    def above(self, relative_gate: float) -> NDArray[np.float64]:
        """The powers above `relative_gate` times the mean of all, ascending (BS.1770-5 eq. 7; Tech 3342)."""
        new = np.sort(np.concatenate([*self._new, np.empty(0)]))
        self._new.clear()
        self._sorted = np.insert(self._sorted, np.searchsorted(self._sorted, new), new)
        if not len(self._sorted):
            return self._sorted
        threshold = self._sorted.mean() * relative_gate
        return self._sorted[np.searchsorted(self._sorted, threshold, side="right") :]


class LoudnessMeter:
    """Momentary, short-term and integrated loudness and loudness range of the hops it is fed, in any portions.

    Momentary and short-term loudness are of the last 0.4 s and 3 s, always.  The measured values (integrated, range, both maxima)
    begin at the latest `reset`, leave out what is fed while paused, and use no window that reaches across a pause.
    Keeps 160 bytes per second of programme.  Not for the audio thread.
    """

    def __init__(self) -> None:
        self._seen = 0
        self.lost_hops = 0
        self._recent: NDArray[np.float64] = np.empty(0)
        self._paused = False
        self.reset()

    def reset(self) -> None:
        """Forget what was measured."""
        self._run = 0  # hops since the measurement began or went on
        self._measured_hops = 0
        self._momentary_max = self._short_term_max = 0.0
        self._blocks = _Gated()
        self._short_terms = _Gated()

    def pause(self) -> None:
        """Measure nothing until `resume`."""
        self._paused = True

    def resume(self) -> None:
        """Go on measuring."""
        self._paused = False

    def follow(self, hops: NDArray[np.float64], hop_count: int) -> None:
        """Take in what `accumulate_rt` has added to its ring since the last call; read `hop_count` before the ring.

        Call it before half the ring is written anew: hops older than that are lost, and counted in `lost_hops`.
        """
        oldest = hop_count - len(hops) // 2
        if self._seen < oldest:
            self.lost_hops += oldest - self._seen
            self._seen = oldest
            self._recent = np.empty(0)
            self._run = 0
        new = np.arange(self._seen, hop_count) % len(hops)
        self._seen = hop_count
        self.feed(hops[new])

    def feed(self, hops: NDArray[np.float64]) -> None:
        """Take in the powers of the next hops."""
        if not len(hops):
            return
        line = np.concatenate((self._recent, hops))
        if self._paused:
            self._run = 0
        else:
            self._measure(line, len(hops))
        self._recent = line[-SHORT_TERM_HOPS:]

    def _measure(self, line: NDArray[np.float64], new: int) -> None:
        """Measure the windows that end at the last `new` hops of `line` and lie within the present run."""
        self._run += new
        self._measured_hops += new
        momentary, on_grid = self._windows(line, new, MOMENTARY_HOPS)
        self._momentary_max = momentary.max(initial=self._momentary_max)
        self._blocks.add(momentary[on_grid])
        short_term, on_grid = self._windows(line, new, SHORT_TERM_HOPS)
        self._short_term_max = short_term.max(initial=self._short_term_max)
        self._short_terms.add(short_term[on_grid])

    def _windows(self, line: NDArray[np.float64], new: int, window: int) -> tuple[NDArray[np.float64], slice]:
        """Powers of the run's windows ending at the last `new` hops, and which of them begin at a multiple of 100 ms."""
        powers = window_powers(line[-min(new + window - 1, self._run) :], window)
        first = self._run - window - len(powers) + 1  # where in the run the first of them begins
        return powers, slice(-first % STEP_HOPS, None, STEP_HOPS)

    @property
    def measured_s(self) -> float:
        """Seconds of programme measured; loudness range is not stable before `RANGE_SETTLES_S`."""
        return self._measured_hops / HOPS_PER_SECOND

    @property
    def momentary_lufs(self) -> float | None:
        """Loudness of the last 0.4 s; None before there are as many, and for silence."""
        return self._latest(MOMENTARY_HOPS)

    @property
    def short_term_lufs(self) -> float | None:
        """Loudness of the last 3 s; None before there are as many, and for silence."""
        return self._latest(SHORT_TERM_HOPS)

    def _latest(self, window: int) -> float | None:
        powers = window_powers(self._recent[-window:], window)
        return lufs(powers[0]) if len(powers) else None

    @property
    def momentary_max_lufs(self) -> float | None:
        """The highest momentary loudness at any hop."""
        return lufs(self._momentary_max)

    @property
    def short_term_max_lufs(self) -> float | None:
        """The highest short-term loudness at any hop."""
        return lufs(self._short_term_max)

    @property
    def integrated_lufs(self) -> float | None:
        """Gated loudness of the whole programme (BS.1770-5 Annex 1); None while nothing has passed the gate."""
        kept = self._blocks.above(_INTEGRATED_GATE)
        return lufs(float(kept.mean())) if len(kept) else None

    @property
    def range_lu(self) -> float | None:
        """Loudness range in LU (Tech 3342): from the 10th to the 95th percentile of the gated short-term loudness; None without any."""
        kept = self._short_terms.above(_RANGE_GATE)
        if not len(kept):
            return None
        low, high = (kept[math.floor((len(kept) - 1) * part + 0.5)] for part in (0.10, 0.95))
        return float(10.0 * math.log10(high / low))
