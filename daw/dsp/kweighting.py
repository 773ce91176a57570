"""The K-weighting of ITU-R BS.1770-5: its two filters at any sample rate, and the weight of each channel."""

import cmath
import math

import numpy as np
from numpy.typing import NDArray

LOWEST_SAMPLE_RATE = 4000
CALIBRATION_HZ = 997.0
OFFSET_DB = -0.691  # BS.1770-5 Annex 1, eq. 2: 997 Hz at 0 dBFS in one front channel reads -3.01

# Speakers as WAVE_FORMAT_EXTENSIBLE numbers them: bit n of the channel mask is speaker n, and channels come in this order
_LFE, _BACK_LEFT, _BACK_RIGHT, _SIDE_LEFT, _SIDE_RIGHT = 3, 4, 5, 9, 10
_USUAL_MASKS = {1: 0x4, 2: 0x3, 3: 0x7, 4: 0x33, 5: 0x37, 6: 0x3F, 7: 0x70F, 8: 0x63F}  # C, L R, L R C, quad, 5.0, 5.1, 6.1, 7.1


def k_weighting(sample_rate: float) -> NDArray[np.float64]:
    """The two filters of the K-weighting, rows of b0 b1 b2 a1 a2 (a0 = 1), for a rate in Hz of at least `LOWEST_SAMPLE_RATE`.

    The analogue prototypes of BS.1770-5 tables 1 and 2 through the bilinear transform; the second filter is then scaled so that
    both together have +0.691 dB at 997 Hz at every sample rate.
    """
    if not sample_rate >= LOWEST_SAMPLE_RATE:
        raise ValueError(f"Loudness cannot be measured at {sample_rate:g} Hz; it needs a sample rate of at least {LOWEST_SAMPLE_RATE} Hz.")
    K = math.tan(math.pi * 1681.974450955533 / sample_rate)
    Q = 0.7071752369554196
    Vh = 10.0 ** (3.999843853973347 / 20.0)
    Vb = Vh**0.4996667741545416
    a0 = 1.0 + K / Q + K * K
    shelf = [Vh + Vb * K / Q + K * K, 2.0 * (K * K - Vh), Vh - Vb * K / Q + K * K, 2.0 * (K * K - 1.0), 1.0 - K / Q + K * K]
    K = math.tan(math.pi * 38.13547087602444 / sample_rate)
    Q = 0.5003270373238773
    c0 = 1.0 + K / Q + K * K
    stages = np.array([[value / a0 for value in shelf], [1.0, -2.0, 1.0, 2.0 * (K * K - 1.0) / c0, (1.0 - K / Q + K * K) / c0]])
    stages[1, :3] *= 10.0 ** (-OFFSET_DB / 20.0) / _magnitude(stages, CALIBRATION_HZ / sample_rate)
    return stages


def _magnitude(stages: NDArray[np.float64], frequency: float) -> float:
    """|H| of filters in series at a frequency in cycles per frame."""
    z = cmath.exp(-2j * math.pi * frequency)
    product = 1.0
    for b0, b1, b2, a1, a2 in stages.tolist():
        product *= abs((b0 + b1 * z + b2 * z * z) / (1.0 + a1 * z + a2 * z * z))
    return product


def channel_weights(channels: int, mask: int | None = None) -> NDArray[np.float64]:
    """Weights G of BS.1770-5 for channels in WAV order: 1.41 at the sides (60 to 120 degrees), 0 for LFE, otherwise 1.0.

    mask : the file's channel mask; without one, or when it names another number of speakers, the usual layout for `channels`.
    The back pair of quad, 5.0 and 5.1 are the surrounds of ITU-R BS.775 (110 degrees); that of 7.1 stands behind them.
    """
    if mask is None or mask.bit_count() != channels:
        mask = _USUAL_MASKS.get(channels, 0)
    speakers = [bit for bit in range(32) if mask >> bit & 1]
    surrounds = {_SIDE_LEFT, _SIDE_RIGHT} if _SIDE_LEFT in speakers else {_BACK_LEFT, _BACK_RIGHT}
    weights = np.ones(channels)
    for channel, speaker in enumerate(speakers):
        weights[channel] = 0.0 if speaker == _LFE else 1.41 if speaker in surrounds else 1.0
    return weights
