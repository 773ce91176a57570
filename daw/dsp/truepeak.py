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
    """Raise `highest` of channel c by the four phases, and the samples, of the m frames that stand in `line`.

    Written out: so it becomes vector code.
    """
    line = s.line[c]
    highest = s.highest[c]
    for n in range(m):
        x0, x1, x2, x3, x4, x5 = line[n + 11], line[n + 10], line[n + 9], line[n + 8], line[n + 7], line[n + 6]
        y0, y1, y2, y3, y4, y5 = line[n], line[n + 1], line[n + 2], line[n + 3], line[n + 4], line[n + 5]
        t0, t1, t2, t3, t4, t5 = x0 + y0, x1 + y1, x2 + y2, x3 + y3, x4 + y4, x5 + y5
        d0, d1, d2, d3, d4, d5 = x0 - y0, x1 - y1, x2 - y2, x3 - y3, x4 - y4, x5 - y5
        even_0 = _E0[0] * t0 + _E0[1] * t1 + _E0[2] * t2 + _E0[3] * t3 + _E0[4] * t4 + _E0[5] * t5
        odd_0 = _O0[0] * d0 + _O0[1] * d1 + _O0[2] * d2 + _O0[3] * d3 + _O0[4] * d4 + _O0[5] * d5
        even_1 = _E1[0] * t0 + _E1[1] * t1 + _E1[2] * t2 + _E1[3] * t3 + _E1[4] * t4 + _E1[5] * t5
        odd_1 = _O1[0] * d0 + _O1[1] * d1 + _O1[2] * d2 + _O1[3] * d3 + _O1[4] * d4 + _O1[5] * d5
        outer = abs(even_0) + abs(odd_0)
        inner = abs(even_1) + abs(odd_1)
        sample = abs(x0)
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
