"""True peak: the level of the wave between the samples, by the 4x interpolator of ITU-R BS.1770-5 Annex 2.

`true_peak_rt` is compiled, allocates nothing and may run in the audio thread; how the sound is cut into blocks does not change
the result.  Four-fold oversampling is used at every sample rate: at 96 kHz two-fold fails EBU Tech 3341 cases 21 and 23.

The four phases come in mirrored pairs (phase 3 is phase 0 reversed, 2 is 1 reversed).  With the even part E of a pair's taps
applied to x[n-k] + x[n-11+k] and the odd part O to x[n-k] - x[n-11+k], its two outputs are E + O and E - O, and the larger of
their magnitudes is |E| + |O|: half the multiplications of the table as printed, and the same numbers.
"""

import numpy as np
from numpy.typing import NDArray

from daw.dsp.compiled import compiled
from daw.units import SILENCE_DB, linear_to_db

# ITU-R BS.1770-5 Annex 2: the phases 0 and 1 of the 48-tap interpolator
PHASE_0 = (
    0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625,
    0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500,
)  # fmt: skip
PHASE_1 = (
    -0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250,
    0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375,
)  # fmt: skip
TAPS = len(PHASE_0)
CHANNELS_MAX = 24
CHUNK_FRAMES = 64
_PAST = TAPS - 1
_LARGEST = np.float32(np.finfo(np.float32).max)

TRUE_PEAK_STATE = np.dtype(
    [
        ("line", np.float32, (CHANNELS_MAX, _PAST + CHUNK_FRAMES)),  # the last 11 frames, then the chunk at hand
        ("highest", np.float32, (CHANNELS_MAX, CHUNK_FRAMES)),  # the highest magnitude seen at each place of a chunk
        ("reset_wanted", np.int64),  # raised by the reader, followed by the audio thread
        ("reset_done", np.int64),
    ],
    align=True,
)


def _even(taps: tuple[float, ...]) -> tuple[np.float32, ...]:
    """Even part of a phase's taps: exact, since the table is in steps of 2 ** -13."""
    return tuple(np.float32((taps[k] + taps[_PAST - k]) / 2.0) for k in range(TAPS // 2))


def _odd(taps: tuple[float, ...]) -> tuple[np.float32, ...]:
    """Odd part of a phase's taps."""
    return tuple(np.float32((taps[k] - taps[_PAST - k]) / 2.0) for k in range(TAPS // 2))


_E0, _O0, _E1, _O1 = _even(PHASE_0), _odd(PHASE_0), _even(PHASE_1), _odd(PHASE_1)


def true_peak_state() -> np.record:
    """A fresh state for `true_peak_rt`: all zeros, good for up to `CHANNELS_MAX` channels."""
    return np.zeros(1, TRUE_PEAK_STATE).view(np.recarray)[0]


@compiled
def _interpolate_rt(s, c, m):
    """Raise `highest` of channel c by the four phases, and the samples, of the m frames that stand in `line`."""
    line = s.line[c]
    highest = s.highest[c]
    for n in range(m):
        e0 = o0 = e1 = o1 = np.float32(0.0)
        for k in range(TAPS // 2):
            early = line[n + k]
            late = line[n + _PAST - k]
            total = late + early
            slope = late - early
            e0 += _E0[k] * total
            o0 += _O0[k] * slope
            e1 += _E1[k] * total
            o1 += _O1[k] * slope
        outer = abs(e0) + abs(o0)
        inner = abs(e1) + abs(o1)
        sample = abs(line[n + _PAST])
        peak = outer if outer > inner else inner
        peak = peak if peak > sample else sample
        old = highest[n]
        highest[n] = peak if (peak > old) & (peak <= _LARGEST) else old


@compiled
def true_peak_rt(s, x, frames):
    """Take in the first `frames` of x.

    s : record of `true_peak_state`.  x : (channels, frames) float32.  NaN and infinity are passed over.
    """
    if s.reset_done != s.reset_wanted:
        s.reset_done = s.reset_wanted
        for c in range(CHANNELS_MAX):
            for n in range(CHUNK_FRAMES):
                s.highest[c, n] = 0.0
    for start in range(0, frames, CHUNK_FRAMES):
        m = min(frames - start, CHUNK_FRAMES)
        for c in range(x.shape[0]):
            for n in range(m):
                s.line[c, _PAST + n] = x[c, start + n]
            _interpolate_rt(s, c, m)
            for n in range(_PAST):
                s.line[c, n] = s.line[c, m + n]


def true_peaks(state: np.record, channels: int) -> NDArray[np.float32]:
    """The highest magnitude so far of each channel, linear."""
    return state["highest"][:channels].max(axis=1)


def request_reset(state: np.record) -> None:
    """Let the peaks begin anew with the next call of `true_peak_rt`, from any thread."""
    state["reset_wanted"] += 1


def dbtp(peak: float) -> float | None:
    """Level in dBTP (or dBFS) of a linear peak; None for silence."""
    level_db = linear_to_db(peak)
    return level_db if level_db > SILENCE_DB else None
